"""Spans of diffs: added and removed lines, headings of files and of hunks. Linear, and without a lexer.

A line keeps the sign that it begins with, so that colours only repeat what it says.
"""

from collections.abc import Iterator, Sequence

from archiver.bodies.highlighting.code_spans import CodeSpan
from archiver.bodies.text.patches import NORMAL_CHANGE, find_patch_end

_HEADINGS = (
    "diff ",
    "Index: ",
    "index ",
    "=====",
    "*** ",
    "rename ",
    "similarity index ",
    "new file ",
    "deleted file ",
)
_SIGNATURE = "--"  # below it git writes its version


def find_diff_spans(code: str) -> tuple[CodeSpan, ...]:
    """The spans of code that is a diff as a whole, in order."""
    lines = code.split("\n")
    return tuple(_spans(lines, _offsets(lines), range(len(lines))))


def find_patch_spans(code: str) -> tuple[CodeSpan, ...]:
    """The spans of the patches that are in a text, in order; none if no line in it is added or removed."""
    lines = code.split("\n")
    offsets = _offsets(lines)
    spans: list[CodeSpan] = []
    at = 0
    while at < len(lines):
        end = find_patch_end(lines, at)
        spans += _spans(lines, offsets, range(at, end))
        at = max(end, at + 1)
    return tuple(spans) if any(span.name in {"gd", "gi"} for span in spans) else ()


def _offsets(lines: Sequence[str]) -> list[int]:
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    return offsets


def _spans(lines: Sequence[str], offsets: Sequence[int], numbers: range) -> Iterator[CodeSpan]:
    """Yield the spans of the lines `numbers`, which are successive; `offsets` has where each line starts."""
    is_normal = False
    for number in numbers:
        line = lines[number]
        is_normal = is_normal or NORMAL_CHANGE.match(line) is not None
        before, after = (lines[n] if n in numbers else "" for n in (number - 1, number + 1))
        if name := _name(line, before, after, is_normal=is_normal):
            yield CodeSpan(offsets[number], offsets[number] + len(line), name)


def _name(line: str, before: str, after: str, *, is_normal: bool) -> str:
    """The class of a line of a diff; empty for a line that has not changed.

    Args:
        line: the line.
        before: the line before it; empty if it is the first.
        after: the line after it; empty if it is the last.
        is_normal: the diff has marks of a normal diff (`<`, `>`), or had some before.
    """
    is_header = (line.startswith("--- ") and after.startswith("+++ ")) or (
        line.startswith("+++ ") and before.startswith("--- ")
    )
    if is_header or line.startswith(_HEADINGS):
        return "gh"
    if line.startswith("@@"):
        return "gu"
    if line.startswith("+") or (is_normal and line.startswith(">")):
        return "gi"
    if (line.startswith("-") and line.rstrip() != _SIGNATURE) or (is_normal and line.startswith("<")):
        return "" if is_normal and line.startswith("---") else "gd"
    return ""
