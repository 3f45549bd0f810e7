"""Zulip's fences that hold no code: quotes, spoilers and formulas, which may nest.

In comes the source of a body, out come the lines of each such fence, and which lines are code, found in one pass. In
a fence of this kind a mark without a word ends what was begun last by an equal mark; in code nothing is a fence but
its end.
"""

import re
from dataclasses import dataclass, field

_FENCE = re.compile(r"(?P<depth>[ >]*)(?P<mark>`{3,}|~{3,})[ ]*(?P<info>[^`\n]*)\Z")
_KIND = re.compile(r"(?P<kind>quote|spoiler|math)(?:[ ]+(?P<title>[^`\n]*?))?[ ]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A fence that holds blocks: its kind, the words behind it, and the line that ends it, which may be missing."""

    kind: str
    title: str
    close: int


@dataclass(slots=True)
class Fences:
    """The fences of a body: those that hold blocks by their line, and the lines that are code."""

    blocks: dict[int, Fence] = field(default_factory=dict)
    code: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Open:
    line: int
    mark: str
    depth: int
    kind: re.Match[str] | None


def find_fences(lines: list[str]) -> Fences:
    """All fences of a body."""
    found = Fences()
    opened: list[_Open] = []
    for number, line in enumerate(lines):
        fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
        inner = opened[-1] if opened else None
        if inner and line.count(">", 0, len(line) - len(line.lstrip(" >"))) < inner.depth:
            opened.clear()  # the quote marks around it have ended
            inner = None
        if inner and inner.kind is None:
            found.code.add(number)
        if fence is None:
            continue
        depth, mark, info = fence["depth"].count(">"), fence["mark"], fence["info"].strip()
        if inner and not info and _closes(mark, inner, nested=len(opened) > 1):
            opened.pop()
            if inner.kind:
                title = (inner.kind["title"] or "").strip()
                found.blocks[inner.line] = Fence(kind=inner.kind["kind"], title=title, close=number)
        elif inner is None or inner.kind:
            kind = _KIND.match(info)
            opened.append(_Open(number, mark, depth, kind))
            if kind is None:
                found.code.add(number)
    return found


def _closes(mark: str, inner: _Open, *, nested: bool) -> bool:
    return mark == inner.mark if inner.kind or nested else mark.startswith(inner.mark)
