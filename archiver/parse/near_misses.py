"""Lines in bodies that look like the post headings of a `[[source]]` pattern, and are none.

A pattern that misses some headings gives their posts to the poster before, without a word: here is the word. A line
is suspect if it has all the fixed texts of a heading's line in their order, a digit where all headings have one, and
not many more characters. Where and why it fails is found out for the first only. Pure; linear in the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from archiver.config import Convention
from archiver.errors import Severity
from archiver.parse.mismatch import compiled, explain_mismatch, find_longest_prefix, shortened
from archiver.parse.pattern_syntax import LinePattern, PatternPiece, line_patterns, split_branches
from archiver.parse.posts import Lines

_LONGEST = 300  # characters of a line that may still be meant for a heading
_WINDOW = 2000  # characters from the first line of a heading on


class _Suspects(NamedTuple):
    """The lines that look alike, by the offsets of their beginnings, and what they look like."""

    places: tuple[int, ...]
    line: LinePattern
    pieces: tuple[PatternPiece, ...]


def warn_of_near_misses(
    lines: Lines, start: int, text: str, headings: Sequence[re.Match[str]], convention: Convention
) -> tuple[int, ...]:
    """One warning for a source that has such lines, and their offsets. `text` begins at the line `start` (an index)."""
    found = _suspects(text, headings, convention.post)
    if not found:
        return ()
    at = found.places[0]
    count, has = len(found.places), f'the "{shortened(found.line.longest.strip())}" of a post heading'
    many = f"{count} lines, of which this is the first, have {has} and are" if count > 1 else f"a line has {has} and is"
    why = explain_mismatch(text, at, found.line, found.pieces)
    message = f'{many} in none: {why}; mend the pattern of [[source]] "{convention.glob}"'
    lines.problem(start + text.count("\n", 0, at) + 1, message, Severity.WARNING)
    return found.places


def warn_of_no_heading(lines: Lines, start: int, text: str, convention: Convention) -> None:
    """A warning that says how far the pattern came in a text that has none of its headings."""
    at, why = -1, _missing(text, convention.post)
    if found := _suspects(text, (), convention.post):
        at = found.places[0]
        why = f": {explain_mismatch(text, at, found.line, found.pieces)}"
    elif not why and (far := find_longest_prefix(text, convention.post)):
        at, why = far[0], f": {far[1]}"
    line = start + text.count("\n", 0, at) + 1 if at >= 0 else 0
    message = f'no post heading as [[source]] "{convention.glob}" has it{why}; mend its pattern, or its glob'
    lines.problem(line, message, Severity.WARNING)


def _missing(text: str, pattern: str) -> str:
    """The first text that a heading must have and no line has."""
    wanted = (line.longest for pieces in split_branches(pattern) for line in line_patterns(pieces))
    return next((f': no line has "{chunk.strip()}"' for chunk in wanted if chunk not in text), "")


def _suspects(text: str, headings: Sequence[re.Match[str]], pattern: str) -> _Suspects | None:
    """Of the lines of a heading, the one that most lines look like."""
    told = "\n".join([heading[0] for heading in headings])
    found = [
        _Suspects(tuple(_places(text, headings, line, wanted, pattern)), line, pieces)
        for line, pieces, wanted in _wanted(pattern)
        if text.count(wanted) != told.count(wanted)
    ]
    most = max(found, key=lambda suspects: len(suspects.places), default=None)
    return most if most and most.places else None


@cache
def _wanted(pattern: str) -> tuple[tuple[LinePattern, tuple[PatternPiece, ...], str], ...]:
    """The lines of a heading, the alternatives that they are of, and the text by which each is looked for."""
    lines = ((line, pieces) for pieces in split_branches(pattern) for line in line_patterns(pieces))
    return tuple((line, pieces, _looked_for(line.longest)) for line, pieces in lines)


def _looked_for(chunk: str) -> str:
    """The part of a text that headings of any level have."""
    return chunk.lstrip("#") if chunk.strip("# ") else chunk[-2:]


def _places(
    text: str, headings: Sequence[re.Match[str]], line: LinePattern, wanted: str, pattern: str
) -> Iterator[int]:
    """Where lines begin that have the text `wanted`, look like this line of a heading, and are in none."""
    begins = [heading.start() for heading in headings]
    has_digits = bool(headings) and all(_has_digit(_line_of(heading, line)) for heading in headings)
    longest = min(_LONGEST, 3 * max((len(heading[0]) for heading in headings), default=_LONGEST) + 40)
    end, at = 0, text.find(wanted)
    while at >= 0:
        begin = text.rfind("\n", end, at) + 1 or end
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        before = bisect_right(begins, at) - 1
        is_in_heading = before >= 0 and at < headings[before].end()
        said = text[begin:end] if not is_in_heading and end - begin <= longest else ""
        if said and (not has_digits or _has_digit(said)):
            window = text[begin : begin + _WINDOW]
            if _looks_like(said, line) or _is_at_another_level(window, line, pattern):
                yield begin
        at = text.find(wanted, end)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _line_of(heading: re.Match[str], line: LinePattern) -> str:
    return "".join(heading[0].strip("\n").split("\n")[line.above : line.above + 1])


def _looks_like(said: str, line: LinePattern) -> bool:
    if said.startswith(">") or (line.begins and not said.startswith(line.chunks[0])):
        return False
    at = 0
    for chunk in line.chunks:
        at = said.find(chunk, at)
        if at < 0:
            return False
        at += len(chunk)
    return True


def _is_at_another_level(window: str, line: LinePattern, pattern: str) -> bool:
    """Whether a heading would be one with another indentation, or more or fewer `#` before it."""
    mark = line.chunks[0][: len(line.chunks[0]) - len(line.chunks[0].lstrip("#"))]
    bare = window.lstrip(" \t")
    if line.above or not line.begins or window.startswith(">"):
        return False
    whole = compiled(pattern)
    return whole is not None and whole.match(mark + bare.lstrip("#") if mark else bare) is not None
