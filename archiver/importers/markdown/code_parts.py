"""Finds the code in Markdown, in which a dialect may change nothing."""

import re
from collections.abc import Callable, Iterator

_FENCED_OR_SPAN = (
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*(?:\n(?! {0,3}(?P=fence))[^\n]*)*(?:\n {0,3}(?P=fence)[^\n]*)?"
    r"|(?<![`\\])(?P<ticks>`{1,9})(?!`)"
)
_INDENTED = r"|(?:\A|(?<=\n\n))(?: {4}|\t)[^\n]*(?:\n(?: {4}|\t)[^\n]*|\n[ \t]*(?=\n))*"
_MARKED = re.compile(_FENCED_OR_SPAN, re.MULTILINE)
_ANY = re.compile(_FENCED_OR_SPAN + _INDENTED, re.MULTILINE)
_HINTS = ("`", "~~~", "    ", "\t")
"""One of these is in every text that has code."""
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def outside_code(markdown: str, change: Callable[[str], str], *, has_indented: bool = True) -> str:
    r"""The Markdown, with what is no code changed by `change`. It takes time in proportion to the text.

    Args:
        markdown: the text.
        change: what is done with each part.
        has_indented: True if lines that are indented by four spaces after a blank line are code. They are none in
            dialects that have no such code, and in lists.

    >>> outside_code("a `a` a", str.upper)
    'A `a` A'
    >>> outside_code("a\n\n    a\n\na", str.upper)
    'A\n\n    a\n\nA'
    """
    parts: list[str] = []
    end = 0
    for start, code_end in _code(markdown, has_indented=has_indented):
        parts += (change(markdown[end:start]), markdown[start:code_end])
        end = code_end
    return "".join((*parts, change(markdown[end:])))


def without_code(markdown: str) -> str:
    """Markdown without its fenced blocks and code spans. Lines that are indented stay, for they may be of a list.

    >>> without_code("a `b` c")
    'a  c'
    """
    parts: list[str] = []
    end = 0
    for start, code_end in _code(markdown, has_indented=False):
        parts.append(markdown[end:start])
        end = code_end
    return "".join((*parts, markdown[end:]))


def _code(markdown: str, *, has_indented: bool) -> Iterator[tuple[int, int]]:
    """The starts and the ends of blocks and spans of code."""
    if not any(hint in markdown for hint in _HINTS):
        return
    position = 0
    closings = _closings(markdown)
    pattern = _ANY if has_indented else _MARKED
    while match := pattern.search(markdown, position):
        is_block = match["ticks"] is None
        position = match.end() if is_block else _span_end(match, closings)
        if is_block or position > match.end():
            yield match.start(), position


def _closings(markdown: str) -> dict[int, list[int]]:
    """Where runs of backticks end, by their lengths, the last first."""
    ends: dict[int, list[int]] = {}
    for run in re.finditer("`+", markdown):
        ends.setdefault(len(run[0]), []).append(run.end())
    return {length: places[::-1] for length, places in ends.items()}


def _span_end(match: re.Match[str], closings: dict[int, list[int]]) -> int:
    """The end of a code span that begins with a match; the match's own end if its paragraph does not close it."""
    places = closings.get(len(match["ticks"]), [])
    while places and places[-1] <= match.end():
        places.pop()
    if not places or _BLANK_LINE.search(match.string, match.end(), places[-1]):
        return match.end()
    return places[-1]
