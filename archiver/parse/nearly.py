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
from archiver.parse.pieces import LinePattern, Piece, line_patterns, pieces_of
from archiver.parse.posts import Lines

_LONGEST = 300  # characters of a line that may still be meant for a heading
_WINDOW = 2000  # characters from the first line of a heading on
_SHOWN = 60  # characters
_RELAXED = r"(?P<{}>[^\n]*?)"


class _Suspects(NamedTuple):
    """The lines that look alike, by the offsets of their beginnings, and what they look like."""

    places: tuple[int, ...]
    line: LinePattern
    pieces: tuple[Piece, ...]


def warn_of_near_misses(
    lines: Lines, start: int, text: str, headings: Sequence[re.Match[str]], convention: Convention
) -> None:
    """One warning for a source whose bodies have such lines. `text` begins at the line `start` (an index)."""
    found = _suspects(text, headings, convention.post)
    if not found:
        return
    at = found.places[0]
    count, has = len(found.places), f'the "{_cut(found.line.longest.strip())}" of a post heading'
    many = (
        f"a line has {has} and is" if count == 1 else f"{count} lines, of which this is the first, have {has} and are"
    )
    message = f'{many} in none: {_why(text, at, found)}; mend the pattern of [[source]] "{convention.glob}"'
    lines.problem(start + text.count("\n", 0, at) + 1, message, Severity.WARNING)


def warn_of_no_heading(lines: Lines, start: int, text: str, convention: Convention) -> None:
    """A warning that says how far the pattern came in a text that has none of its headings."""
    message = f'no post heading as [[source]] "{convention.glob}" has it{{}}; mend its pattern, or its glob'
    at, why = -1, _missing(text, convention.post)
    if found := _suspects(text, (), convention.post):
        at = found.places[0]
        why = f": {_why(text, at, found)}"
    elif not why and (furthest := _furthest(text, convention.post)):
        at, pieces = furthest
        why = f": {_how_far(text[at : at + _WINDOW], pieces)}"
    line = start + text.count("\n", 0, at) + 1 if at >= 0 else 0
    lines.problem(line, message.format(why), Severity.WARNING)


def _missing(text: str, pattern: str) -> str:
    """The first text that a heading must have and no line has."""
    wanted = (line.longest for pieces in pieces_of(pattern) for line in line_patterns(pieces))
    return next((f': no line has "{chunk.strip()}"' for chunk in wanted if chunk not in text), "")


def _furthest(text: str, pattern: str) -> tuple[int, tuple[Piece, ...]] | None:
    """Where the first alternative of which some begin is found comes furthest, and its pieces."""
    for pieces in pieces_of(pattern):
        places = [-1]
        low, high = 0, len(pieces)
        while low < high:
            middle = (low + high + 1) // 2
            begin = _compiled("".join(piece.text for piece in pieces[:middle]))
            at = next((m.start() for m in begin.finditer(text) if m[0].strip()), -1) if begin else -1
            low, high = (middle, high) if at >= 0 else (low, middle - 1)
            places += [at] if at >= 0 else []
        if places[-1] >= 0:
            return places[-1], pieces
    return None


def _suspects(text: str, headings: Sequence[re.Match[str]], pattern: str) -> _Suspects | None:
    """Of the lines of a heading, the one that most lines look like."""
    found = [
        _Suspects(tuple(_places(text, headings, line, pattern)), line, pieces)
        for pieces in pieces_of(pattern)
        for line in line_patterns(pieces)
    ]
    most = max(found, key=lambda suspects: len(suspects.places), default=None)
    return most if most and most.places else None


def _places(text: str, headings: Sequence[re.Match[str]], line: LinePattern, pattern: str) -> Iterator[int]:
    """Where lines begin that look like this line of a heading, and are in none."""
    wanted = line.longest.lstrip("#") if line.longest.strip("# ") else line.longest[-2:]  # of headings of any level
    if text.count(wanted) == sum(heading[0].count(wanted) for heading in headings):
        return
    begins = [heading.start() for heading in headings]
    has_digits = bool(headings) and all(any(map(str.isdigit, _line_of(heading, line))) for heading in headings)
    longest = min(_LONGEST, 3 * max((len(heading[0]) for heading in headings), default=_LONGEST) + 40)
    end, at = 0, text.find(wanted)
    while at >= 0:
        begin = text.rfind("\n", end, at) + 1 or end
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        before = bisect_right(begins, at) - 1
        if end - begin <= longest and not (before >= 0 and at < headings[before].end()):
            said = text[begin:end]
            if (not has_digits or any(map(str.isdigit, said))) and (
                _looks_like(said, line) or _is_at_another_level(text[begin : begin + _WINDOW], line, pattern)
            ):
                yield begin
        at = text.find(wanted, end)


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
    whole = _compiled(pattern)
    return whole is not None and whole.match(mark + bare.lstrip("#") if mark else bare) is not None


def _why(text: str, at: int, found: _Suspects) -> str:
    """Which group of the pattern does not take what stands there; else how far the pattern comes."""
    for _ in range(found.line.above):
        at = text.rfind("\n", 0, max(0, at - 1)) + 1
    window = text[at : at + _WINDOW]
    first = found.line.chunks[0]
    if found.line.begins and not found.line.above and not window.startswith(first):
        return f'it wants "{first.strip()}" at the begin of a line, and not "{_cut(window.splitlines()[0])}"'
    for piece in found.pieces:
        relaxed = _relaxed(found.pieces, piece)
        if relaxed and (match := relaxed.match(window)) and piece.group:
            return f'its group "{piece.group}" takes {_cut(piece.text)}, and not "{_cut(match[piece.group] or "")}"'
    return _how_far(window, found.pieces)


@cache
def _relaxed(pieces: tuple[Piece, ...], piece: Piece) -> re.Pattern[str] | None:
    """The pattern with anything in place of a named group."""
    if not piece.group or not piece.text.startswith("(?P<"):
        return None
    return _compiled("".join(_RELAXED.format(p.group) if p is piece else p.text for p in pieces))


def _how_far(window: str, pieces: tuple[Piece, ...]) -> str:
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high + 1) // 2
        pattern = _compiled("".join(piece.text for piece in pieces[:middle]))
        low, high = (middle, high) if pattern and pattern.match(window) else (low, middle - 1)
    pattern = _compiled("".join(piece.text for piece in pieces[:low]))
    match = pattern.match(window) if pattern else None
    end = match.end() if match else 0
    fits = window[:end].strip("\n").rpartition("\n")[2]
    rest = window[end:].lstrip("\n").partition("\n")[0]
    behind = f' behind "{_cut(fits)}"' if fits else ""
    return f'it wants {_wanted(pieces[low:])}{behind}, and not "{_cut(rest)}"'


def _wanted(pieces: tuple[Piece, ...]) -> str:
    """The pieces up to the end of the line or the next group, with its name."""
    wanted: list[str] = []
    for piece in pieces:
        if wanted and piece.text.startswith("\\n"):
            break
        wanted.append(piece.text)
        if piece.group:
            return f'{_cut("".join(wanted))} (group "{piece.group}")'
    return _cut("".join(wanted))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """None for what does not compile by itself, as a reference to a group that is not there."""
    try:
        return re.compile(pattern, re.MULTILINE)
    except re.error:
        return None
