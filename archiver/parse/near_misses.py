"""Warnings of lines that look like the headings of a `[[source]]` pattern, but do not match it.

If the pattern misses a heading, its post silently becomes a part of the previous post: hence the warnings. A line is
suspect if it has all literal texts of a line of the pattern in order, a digit if that line has one in all headings, and
not many more characters than a heading. Where and why it does not match is explained for the first suspect only. Pure;
linear in the length of the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from archiver.config import Convention
from archiver.errors import Severity
from archiver.parse.mismatch import explain_mismatch, find_longest_prefix, shortened
from archiver.parse.pattern_syntax import LinePattern, PatternPiece, line_patterns, split_branches
from archiver.parse.patterns import compile_pattern
from archiver.parse.source_lines import SourceLines

_LONGEST = 300  # characters of a line that may still be meant for a heading
_WINDOW = 2000  # characters from the first line of a heading on


class _Suspects(NamedTuple):
    """Lines of a text that look like the heading's line `line`, and are not part of a heading."""

    offsets: tuple[int, ...]
    """The offsets in the text at which the lines start."""
    line: LinePattern
    pieces: tuple[PatternPiece, ...]
    """The branch of the pattern that `line` is from."""


class _Target(NamedTuple):
    """One line of a heading, to look for similar lines."""

    line: LinePattern
    pieces: tuple[PatternPiece, ...]
    """The branch of the pattern that `line` is from."""
    needle: str
    """A literal text that every similar line has: only lines with it are compared."""


def warn_of_near_misses(
    lines: SourceLines, start: int, text: str, headings: Sequence[re.Match[str]], convention: Convention
) -> tuple[int, ...]:
    """Add one warning to `lines` if the text has suspect lines; return the offsets at which they start.

    Args:
        lines: the source.
        start: the index of the source's line at which `text` begins.
        text: the source without its front matter.
        headings: all matches of the pattern in `text`; at least one.
        convention: the `[[source]]` table.
    """
    suspects = _find_suspects(text, headings, convention.post)
    if not suspects:
        return ()
    at, line = suspects.offsets[0], suspects.line
    count, has = len(suspects.offsets), f'the "{shortened(line.longest.strip())}" of a post heading'
    many = f"{count} lines, of which this is the first, have {has} and are" if count > 1 else f"a line has {has} and is"
    why = explain_mismatch(text, at, line, suspects.pieces)
    message = f'{many} in none: {why}; mend the pattern of [[source]] "{convention.glob}"'
    lines.problem(start + text.count("\n", 0, at) + 1, message, Severity.WARNING)
    return suspects.offsets


def warn_of_no_heading(lines: SourceLines, start: int, text: str, convention: Convention) -> None:
    """Add a warning to `lines` for a text that has no match of the pattern: how far the pattern matches.

    `start` is the index of the source's line at which `text` begins; `convention` is the `[[source]]` table.
    """
    at, why = -1, _missing_chunk(text, convention.post)
    if suspects := _find_suspects(text, (), convention.post):
        at = suspects.offsets[0]
        why = f": {explain_mismatch(text, at, suspects.line, suspects.pieces)}"
    elif not why and (prefix := find_longest_prefix(text, convention.post)):
        at, why = prefix[0], f": {prefix[1]}"
    line = start + text.count("\n", 0, at) + 1 if at >= 0 else 0
    message = f'no post heading as [[source]] "{convention.glob}" has it{why}; mend its pattern, or its glob'
    lines.problem(line, message, Severity.WARNING)


def _missing_chunk(text: str, pattern: str) -> str:
    """A message that names a literal text which headings must have and the text lacks; "" if it has all of them."""
    chunks = (line.longest for pieces in split_branches(pattern) for line in line_patterns(pieces))
    return next((f': no line has "{chunk.strip()}"' for chunk in chunks if chunk not in text), "")


def _find_suspects(text: str, headings: Sequence[re.Match[str]], pattern: str) -> _Suspects | None:
    """The suspect lines for the line of the pattern that has the most of them; None if there are none."""
    in_headings = "\n".join([heading[0] for heading in headings])
    candidates = [
        _Suspects(tuple(_similar_lines(text, headings, target, pattern)), target.line, target.pieces)
        for target in _targets(pattern)
        if text.count(target.needle) != in_headings.count(target.needle)
    ]
    most = max(candidates, key=lambda suspects: len(suspects.offsets), default=None)
    return most if most and most.offsets else None


@cache
def _targets(pattern: str) -> tuple[_Target, ...]:
    """The lines of a heading in all branches of a pattern."""
    lines = ((line, pieces) for pieces in split_branches(pattern) for line in line_patterns(pieces))
    return tuple(_Target(line, pieces, _needle(line.longest)) for line, pieces in lines)


def _needle(chunk: str) -> str:
    """A literal text without the `#` at its start, so that Markdown headings of any level have it."""
    return chunk.lstrip("#") if chunk.strip("# ") else chunk[-2:]


def _similar_lines(text: str, headings: Sequence[re.Match[str]], target: _Target, pattern: str) -> Iterator[int]:
    """The offsets of lines that are similar to the target, and not in one of the headings."""
    heading_starts = [heading.start() for heading in headings]
    needs_digit = bool(headings) and all(_has_digit(_line_of(heading, target.line)) for heading in headings)
    longest = min(_LONGEST, 3 * max((len(heading[0]) for heading in headings), default=_LONGEST) + 40)
    for at, begin, end in _lines_with(text, target.needle):
        before = bisect_right(heading_starts, at) - 1
        is_in_heading = before >= 0 and at < headings[before].end()
        if is_in_heading or not 0 < end - begin <= longest:
            continue
        line = text[begin:end]
        if needs_digit and not _has_digit(line):
            continue
        if _is_similar(line, target.line) or _is_at_another_level(text[begin : begin + _WINDOW], target.line, pattern):
            yield begin


def _lines_with(text: str, needle: str) -> Iterator[tuple[int, int, int]]:
    """The lines that have a text: the offset of its first occurrence, of the line's start, and of the line's end."""
    end, at = 0, text.find(needle)
    while at >= 0:
        begin = text.rfind("\n", end, at) + 1 or end
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield at, begin, end
        at = text.find(needle, end)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _line_of(heading: re.Match[str], line: LinePattern) -> str:
    """The line of a heading that has the position of `line` in the pattern; "" if the heading has fewer lines."""
    return "".join(heading[0].strip("\n").split("\n")[line.above : line.above + 1])


def _is_similar(text: str, line: LinePattern) -> bool:
    """True if a line of text has all chunks of `line` in order, and is not quoted with `>`."""
    if text.startswith(">") or (line.begins and not text.startswith(line.chunks[0])):
        return False
    at = 0
    for chunk in line.chunks:
        at = text.find(chunk, at)
        if at < 0:
            return False
        at += len(chunk)
    return True


def _is_at_another_level(window: str, line: LinePattern, pattern: str) -> bool:
    """True if the window would match the pattern with another indentation, or more or fewer `#` at its start."""
    mark = line.chunks[0][: len(line.chunks[0]) - len(line.chunks[0].lstrip("#"))]
    bare = window.lstrip(" \t")
    if line.above or not line.begins or window.startswith(">"):
        return False
    return compile_pattern(pattern).match(mark + bare.lstrip("#") if mark else bare) is not None
