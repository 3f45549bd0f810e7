"""Finds the code in Markdown, in which a dialect may change nothing."""

import re
from collections.abc import Callable

_CODE = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*(?:\n(?! {0,3}(?P=fence))[^\n]*)*(?:\n {0,3}(?P=fence)[^\n]*)?"
    r"|(?<![`\\])(?P<ticks>`{1,9})(?!`)",
    re.MULTILINE,
)


def outside_code(markdown: str, change: Callable[[str], str]) -> str:
    """The Markdown, with what is no code changed by `change`. It takes time in proportion to the text.

    >>> outside_code("a `a` a", str.upper)
    'A `a` A'
    """
    if "`" not in markdown and "~~~" not in markdown:
        return change(markdown)
    parts: list[str] = []
    end = position = 0
    closings = _closings(markdown)
    while match := _CODE.search(markdown, position):
        position = match.end() if match["fence"] else _code_end(match, closings)
        if position > match.end() or match["fence"]:
            parts += (change(markdown[end : match.start()]), markdown[match.start() : position])
            end = position
        else:
            position = match.end()
    return "".join((*parts, change(markdown[end:])))


def _closings(markdown: str) -> dict[int, list[int]]:
    """Where runs of backticks end, by their lengths, the last first."""
    ends: dict[int, list[int]] = {}
    for run in re.finditer("`+", markdown):
        ends.setdefault(len(run[0]), []).append(run.end())
    return {length: places[::-1] for length, places in ends.items()}


def _code_end(match: re.Match[str], closings: dict[int, list[int]]) -> int:
    """The end of a code span that begins with a match; the match's own end if it is never closed."""
    places = closings.get(len(match["ticks"]), [])
    while places and places[-1] <= match.end():
        places.pop()
    return places[-1] if places else match.end()
