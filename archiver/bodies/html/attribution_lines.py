"""The line that says who is quoted: what the words before a quote end in, or what a quote begins or ends with.

In comes what was written, and the line is taken out of it. Its links are no reason against it: they lead to a mail
address, a member, or the quoted post.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from archiver.bodies.html.html_writer import HtmlWriter
from archiver.bodies.html.nesting import Paragraph
from archiver.bodies.html.quote_levels import Level
from archiver.bodies.html.quote_titles import is_label, post_in, read_line, with_addresses
from archiver.model import Attribution

_LINK = re.compile(r'<(?:a href|span title)="([^"]*)"[^>]*>([^<]*)')
_LONGEST = 600  # characters of a line that may be one


def take_before(piece: HtmlWriter) -> Attribution | None:
    """The attribution that the prose before a quote ends in: its last paragraph, or the last one or two lines of it."""
    last = piece.last
    if last is None or last.end != len(piece.html):
        return None
    starts = [(last.html, last.text), *last.cuts]
    for html, text in starts[-2:]:
        wrapped = (html, text) != starts[-1]
        if attribution := _read(piece.text[text:], wrapped=wrapped):
            said = with_links(attribution, "".join(piece.html[html:]))
            piece.drop_from(html, text)
            return said
    return None


def take_inside(level: Level) -> Attribution | None:
    """The attribution that a quote begins with, or ends in, if it has other words than that."""
    first = level.parts[0] if level.parts else level.piece
    if isinstance(first, HtmlWriter) and (attribution := _take_first(first, alone=not level.parts)):
        return _numbered(attribution, first.post)
    last = level.piece.last
    if last is None:
        return None
    before = last.cuts[-1][1] if last.cuts else last.text
    has_more = bool(level.parts) or any(map(str.strip, level.piece.text[:before]))
    return take_before(level.piece) if has_more else None


def _take_first(piece: HtmlWriter, *, alone: bool) -> Attribution | None:
    """That of the first paragraph, or of the second if the first only says that a quote follows."""
    if not piece.head or any(html != "<hr>\n" for html in piece.html[: piece.head[0].html]):
        return None
    first = piece.head[0]
    for head in piece.head:
        for cut, wrapped in _ends(head):
            end = cut[1] if cut else head.text_end
            attribution = _read(piece.text[head.text : end], wrapped=wrapped)
            if attribution and (not alone or any(map(str.strip, piece.text[end:]))):
                said = with_links(attribution, "".join(piece.html[head.html : cut[0] if cut else head.end]))
                piece.drop_head(head, cut)
                if head is not first:
                    piece.drop_head(first, None)
                return said
        if not _is_label(piece.text[head.text : head.text_end]):
            return None
    return None


def _ends(head: Paragraph) -> Iterator[tuple[tuple[int, int] | None, bool]]:
    """Where its first line ends, and its second, if that goes on in it."""
    ends = [*head.cuts, None]
    yield ends[0], False
    if len(ends) > 1:
        yield ends[1], True


def with_links(attribution: Attribution, html: str) -> Attribution:
    """With what the links in its line say: mail addresses, and the number of the post to which one leads."""
    links = [(unescape(link[2]).strip(), unescape(link[1])) for link in _LINK.finditer(html)]
    post = next((post for _, address in links if (post := post_in(address)) is not None), None)
    return _numbered(with_addresses(attribution, links, every=True), post)


def _numbered(attribution: Attribution, post: int | None) -> Attribution:
    """With the number by which the engine knows the quoted post, if it is told and none was told before."""
    return attribution if post is None or attribution.post_id else replace(attribution, post_id=f"{post}")


def _read(parts: list[str], *, wrapped: bool) -> Attribution | None:
    words = "".join(parts)
    return read_line(words, wrapped=wrapped) if len(words) <= _LONGEST else None


def _is_label(parts: list[str]) -> bool:
    words = "".join(parts).strip()
    return len(words) <= _LONGEST and is_label(words)
