"""What stands under a text body: the writer's signature, and the lines that a mailing list has added.

In come the last lines of a body, none of them quoted, out come those that are its own, and the signatures below.
"""

import re
from collections.abc import Sequence

_LONGEST = {"-- ": 20, "--": 15}  # lines below the one that begins a signature; without its space it may be a rule
_LONGEST_FOOTER = 8
_MOST_FOOTERS = 3
_RULE = re.compile(r"(?:_{20,}|-{20,}|={20,})\s*\Z")
_SIGNS = ("http://", "https://", "@", " at ", "list")


def part_signatures(lines: Sequence[str]) -> tuple[Sequence[str], tuple[Sequence[str], ...]]:
    """The lines before the signatures, and the lines of each: the writer's, then those that lists have added."""
    found: list[Sequence[str]] = []
    end = _end(lines, len(lines))
    for _ in range(_MOST_FOOTERS):
        start = _footer(lines, end)
        if start == end:
            break
        found.insert(0, lines[start:end])
        end = _end(lines, start)
    start = _signature(lines, end)
    if start < end:
        found.insert(0, lines[start:end])
        end = start
    return lines[:end], tuple(found)


def _end(lines: Sequence[str], end: int) -> int:
    """Where the lines end, without blank ones."""
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _footer(lines: Sequence[str], end: int) -> int:
    """The line at which a list's lines begin: a rule, and below it where the list is or how to leave it."""
    for start in range(end - 2, max(-1, end - 2 - _LONGEST_FOOTER), -1):
        if _RULE.match(lines[start]):
            text = "\n".join(lines[start + 1 : end]).lower()
            signs = _SIGNS if lines[start].startswith("_") else ("unsubscribe",)
            return start if any(sign in text for sign in signs) else end
    return end


def _signature(lines: Sequence[str], end: int) -> int:
    """The line at which the writer's signature begins; the first of those that are near enough to the end."""
    for mark, longest in _LONGEST.items():
        for start in range(max(0, end - longest - 1), end):
            if lines[start] == mark:
                return start
    return end
