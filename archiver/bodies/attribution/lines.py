"""Attributions among lines of text: at the end of the lines before a quote, and inside the quote itself.

An attribution inside the quote that it belongs to is called a caption.
"""

import re
from collections.abc import Iterator, Sequence

from archiver.bodies.attribution.line import may_be_attribution, needs_no_colon, parse_attribution
from archiver.model import Attribution

_MOST_LINES = 3  # over which an attribution is wrapped
_MOST_BLANK_LINES = 3  # between an attribution and its quote
_ELISION = re.compile(r"\s*(?:\[[^\[\]]{0,40}\]|<snip>|[-.]*snip[-.]*|\.{3,}|…)\s*\Z", re.IGNORECASE)


def find_attribution_at_end(lines: Sequence[str]) -> tuple[Attribution, int] | None:
    """The attribution that the last one or two lines of a paragraph are, and the index of its first line."""
    last = len(lines) - 1
    for first in range(max(0, last - 1), last + 1):
        if attribution := parse_attribution("\n".join(lines[first:]), wrapped=first != last):
            return attribution, first
    return None


def find_introduction(lines: Sequence[str]) -> tuple[slice, Attribution] | None:
    """The attribution at the end of the lines before a quote, and which of the lines it is.

    Up to three blank lines, or a mark of an omission such as `[...]`, may follow it. It may be wrapped over three
    lines. So that no sentence is cut in two, a wrapped one must then start with a fixed word or a date, or be a whole
    paragraph of two lines.
    """
    end = _end_without_blanks(lines, len(lines))
    if end and _ELISION.match(lines[end - 1][:60]):
        end = _end_without_blanks(lines, end - 1)
    if not end or not may_be_attribution(lines[end - 1]):
        return None
    start = next((n for n in range(end - 1, max(0, end - 4), -1) if not lines[n - 1].strip()), max(0, end - 4))
    for first, wrapped in _first_lines(start, end, is_paragraph=end - start < 4):
        if attribution := parse_attribution("\n".join(lines[first:end]), wrapped=wrapped):
            return slice(first, end), attribution
    return None


def find_caption(lines: Sequence[str]) -> tuple[slice, Attribution] | None:
    """The attribution inside a quote, and which of the quote's lines it is; None if the quote has no other words.

    It is at the start, as Apple Mail and forum software write it, or, if it needs no final colon, at the end. An
    attribution right before a quote in the quote belongs to that inner quote and is no caption.

    Args:
        lines: the lines of a quote without their quote marks; lines of inner quotes still have theirs.
    """
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    for end in range(start + 1, min(start + _MOST_LINES, len(lines)) + 1):
        if not lines[end - 1].strip():
            break
        if may_be_attribution(lines[end - 1]) and _is_before_own_words(lines, end):
            attribution = parse_attribution("\n".join(lines[start:end]), wrapped=end - start > 1)
            if attribution:
                return slice(start, end), attribution
    last = next((n for n in range(len(lines) - 1, start, -1) if lines[n].strip()), start)
    attribution = parse_attribution(lines[last]) if last > start and needs_no_colon(lines[last]) else None
    return (slice(last, last + 1), attribution) if attribution else None


def _is_before_own_words(lines: Sequence[str], at: int) -> bool:
    """True if the next line with words is not quoted; blank lines and marks of omissions have no words."""
    rest = (line for line in lines[at:] if line.strip() and not _ELISION.match(line[:60]))
    return not next(rest, ">").lstrip().startswith((">", "|"))


def _end_without_blanks(lines: Sequence[str], end: int) -> int:
    """Index after the last line before `end` that is not blank; 0 if there are too many blank lines, or no others."""
    for _ in range(_MOST_BLANK_LINES + 1):
        if not end or lines[end - 1].strip():
            return end
        end -= 1
    return 0


def _first_lines(start: int, end: int, *, is_paragraph: bool) -> Iterator[tuple[int, bool]]:
    """Indices at which an attribution may begin that ends before `end`, and for each the argument `wrapped`.

    Args:
        start: the first line of the paragraph, or the first that is looked at.
        end: the index after the last line.
        is_paragraph: True if `start` is the first line of the paragraph.
    """
    for first in range(max(start, end - _MOST_LINES), end - 1):
        yield first, True
    if is_paragraph and end - start == 2:
        yield start, False
    yield end - 1, False
