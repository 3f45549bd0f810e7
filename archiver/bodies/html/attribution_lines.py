"""Attribution lines in HTML prose: at the end of the prose before a quote, or at either end of the quoted words.

In comes the prose that was written. The attribution line is removed from the prose and returned, parsed. Links in the
line do not matter: they lead to a mail address, a member's page, or the quoted post.
"""

import re
from collections.abc import Iterator
from html import unescape

from msgspec.structs import replace

from archiver.bodies.html.prose_buffer import Paragraph, Position, ProseBuffer
from archiver.bodies.html.quote_levels import QuoteLevel
from archiver.bodies.html.quote_titles import add_addresses, find_post_number, is_label, parse_line
from archiver.model import Attribution

_LINK = re.compile(r'<(?:a href|span title)="([^"]*)"[^>]*>([^<]*)')
_TITLED_PICTURE = re.compile(r'<a href="[^"]*" title="([^"]*)" class="picture"[^>]*>([^<]*)')
_MAX_LENGTH = 600  # characters of a line that may be an attribution


def take_attribution_at_end(prose: ProseBuffer) -> Attribution | None:
    """Remove and return the attribution at the end of the prose before a quote; None if there is none.

    An attribution is the whole last paragraph of `prose`, or the last line or the last two lines of that paragraph.
    """
    last = prose.last_paragraph
    if last is None or last.end[0] != len(prose.html):
        return None
    starts = [last.start, *last.line_breaks]
    for start in starts[-2:]:
        attribution = _parse(prose.text[start[1] :], wrapped=start != starts[-1])
        if attribution:
            attribution = add_link_targets(attribution, "".join(prose.html[start[0] :]))
            prose.cut(start)
            return attribution
    return None


def take_attribution_inside(level: QuoteLevel) -> Attribution | None:
    """Remove and return a quote's own attribution; None if there is none.

    Such an attribution is at the beginning of the quote, or else at the end if other words of the quote are before it.
    """
    first = level.parts[0] if level.parts else level.prose
    if isinstance(first, ProseBuffer):
        attribution = _take_at_start(first, needs_text_after=not level.parts)
        if attribution:
            return _add_post_id(attribution, first.icon_post)
    last = level.prose.last_paragraph
    if last is None:
        return None
    before = last.line_breaks[-1][1] if last.line_breaks else last.start[1]
    has_text_before = bool(level.parts) or any(map(str.strip, level.prose.text[:before]))
    return take_attribution_at_end(level.prose) if has_text_before else None


def _take_at_start(prose: ProseBuffer, *, needs_text_after: bool) -> Attribution | None:
    """Remove and return the attribution that is the first paragraph of `prose`, or its first one or two lines.

    If the first paragraph is a label like `Quote:`, the attribution may be in the second paragraph. If
    `needs_text_after`, the attribution must be followed by other text. None if there is no attribution.
    """
    firsts = prose.first_paragraphs
    for paragraph in firsts if _starts_with_paragraph(prose) else ():
        for line_break, attribution in _parse_first_lines(prose, paragraph):
            end = line_break or paragraph.end
            if needs_text_after and not any(map(str.strip, prose.text[end[1] :])):
                continue
            html = "".join(prose.html[paragraph.start[0] : end[0]])
            prose.remove_first(paragraph, line_break)
            if paragraph is not firsts[0]:
                prose.remove_first(firsts[0], None)
            return add_link_targets(attribution, html)
        if not _is_label(prose.text[paragraph.start[1] : paragraph.end[1]]):
            return None
    return None


def _starts_with_paragraph(prose: ProseBuffer) -> bool:
    """True if nothing but horizontal rules comes before the first paragraph."""
    firsts = prose.first_paragraphs
    return bool(firsts) and all(html == "<hr>\n" for html in prose.html[: firsts[0].start[0]])


def _parse_first_lines(prose: ProseBuffer, paragraph: Paragraph) -> Iterator[tuple[Position | None, Attribution]]:
    """Yield the attribution that the first line of a paragraph is, then the one that its first two lines are, if any.

    With each comes the position of the line break after the attribution; None if the attribution is the whole
    paragraph.
    """
    ends = [*paragraph.line_breaks, None]
    for lines, line_break in enumerate(ends[:2]):
        end = line_break or paragraph.end
        attribution = _parse(prose.text[paragraph.start[1] : end[1]], wrapped=lines > 0)
        if attribution:
            yield line_break, attribution


def add_link_targets(attribution: Attribution, html: str) -> Attribution:
    """Add to an attribution what the links in its line lead to: addresses, and the number of the quoted post.

    `html` is the HTML of the line. The text of the attribution gets the addresses, and the titles of pictures in the
    line; its `post_id` the number.
    """
    links = [(unescape(link[2]).strip(), unescape(link[1])) for link in _LINK.finditer(html)]
    numbers = (find_post_number(address) for _, address in links)
    number = next((number for number in numbers if number is not None), None)
    attribution = add_addresses(attribution, links, every=True)
    for picture in _TITLED_PICTURE.finditer(html):
        title, words = (unescape(text).strip() for text in picture.groups())
        attribution = replace(attribution, text=attribution.text.replace(words, f"{words} ({title})", 1))
    return _add_post_id(attribution, number)


def _add_post_id(attribution: Attribution, number: int | None) -> Attribution:
    """Set the number that the engine gave to the quoted post as the attribution's `post_id`, unless it has one
    already.
    """
    return attribution if number is None or attribution.post_id else replace(attribution, post_id=f"{number}")


def _parse(pieces: list[str], *, wrapped: bool) -> Attribution | None:
    text = "".join(pieces)
    return parse_line(text, wrapped=wrapped) if len(text) <= _MAX_LENGTH else None


def _is_label(pieces: list[str]) -> bool:
    text = "".join(pieces).strip()
    return len(text) <= _MAX_LENGTH and is_label(text)
