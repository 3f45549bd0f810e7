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
    """Find the attribution in the last one or two lines of a paragraph. Returns it and the index of its first line, or
    None.
    """
    last = len(lines) - 1
    for first in range(max(0, last - 1), last + 1):
        if attribution := parse_attribution("\n".join(lines[first:]), wrapped=first != last):
            return attribution, first
    return None


def find_introduction(lines: Sequence[str]) -> tuple[slice, Attribution] | None:
    """Find the attribution at the end of the lines before a quote. Returns the slice of its lines, and the attribution.

    Up to three blank lines, or a mark of an omission such as `[...]`, may follow the attribution, which may be wrapped
    over three lines. So that no sentence is cut in two, a wrapped attribution must start with a fixed word or a date,
    or be a whole paragraph of two lines. None if there is no attribution.
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
    """Find the attribution inside a quote. Returns the slice of its lines, and the attribution; None if there is none.

    It is at the start of the quote, as Apple Mail and forum software write it, or, if it needs no final colon, at the
    end. The quote must have other words. An attribution right before a quote in the quote belongs to the inner quote.

    Args:
        lines: the lines of a quote without their quote marks; lines of inner quotes have the marks of the inner quotes.
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
    """Return the index after the last line before `end` that is not blank.

    0 if all lines are blank, or if more than three blank lines are before `end`.
    """
    for _ in range(_MOST_BLANK_LINES + 1):
        if not end or lines[end - 1].strip():
            return end
        end -= 1
    return 0


def _first_lines(start: int, end: int, *, is_paragraph: bool) -> Iterator[tuple[int, bool]]:
    """Yield indices of lines at which an attribution may begin, and for each the argument `wrapped` of
    `parse_attribution`.

    Args:
        start: index of the first line of the paragraph, or of the first line to look at.
        end: index after the last line of the attribution.
        is_paragraph: True if `start` is the first line of the paragraph.
    """
    for first in range(max(start, end - _MOST_LINES), end - 1):
        yield first, True
    if is_paragraph and end - start == 2:
        yield start, False
    yield end - 1, False
