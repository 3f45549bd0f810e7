"""Fences in Markdown: Zulip's fences around quotes, spoilers and formulas, which may nest, and fences around code.

In come the lines of a body, out come the lines of each Zulip fence, and which lines are code, found in one pass. In a
Zulip fence, a line with only a mark closes the innermost fence, if that was opened with an equal mark. In code only the
closing fence is a fence.
"""

import re
from dataclasses import dataclass, field

from msgspec import Struct

_FENCE = re.compile(r"(?P<depth>[ >]*)(?P<mark>`{3,}|~{3,})[ ]*(?P<info>[^`\n]*)\Z")
_KIND = re.compile(r"(?P<kind>quote|spoiler|math)(?:[ ]+(?P<title>[^`\n]*?))?[ ]*\Z")


class Fence(Struct, frozen=True, kw_only=True):
    """A Zulip fence with a closing line."""

    kind: str
    """`quote`, `spoiler` or `math`."""
    title: str
    """The words after the kind; empty if there are none."""
    close: int
    """Index of the closing line."""


@dataclass(slots=True)
class Fences:
    """The fences of a body: Zulip's fences, and which lines are code."""

    zulip: dict[int, Fence] = field(default_factory=dict)
    """Zulip fences by the index of the opening line."""
    code: set[int] = field(default_factory=set)
    """Indices of all lines of fenced code, the opening and the closing line included."""


class _OpenFence(Struct, frozen=True):
    """A fence whose closing line has not been read. `kind` is None around code; `depth` counts the quote marks before
    it.
    """

    line: int
    mark: str
    depth: int
    kind: re.Match[str] | None


def find_fences(lines: list[str]) -> Fences:
    """Find the fences among the lines of a body."""
    fences = Fences()
    opened: list[_OpenFence] = []
    for number, line in enumerate(lines):
        fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
        inner = opened[-1] if opened else None
        if inner and line.count(">", 0, len(line) - len(line.lstrip(" >"))) < inner.depth:
            opened.clear()  # the quote around them has ended
            inner = None
        if inner and inner.kind is None:
            fences.code.add(number)
        if fence is None:
            continue
        depth, mark, info = fence["depth"].count(">"), fence["mark"], fence["info"].strip()
        if inner and not info and _closes(mark, inner, nested=len(opened) > 1):
            opened.pop()
            if inner.kind:
                title = (inner.kind["title"] or "").strip()
                fences.zulip[inner.line] = Fence(kind=inner.kind["kind"], title=title, close=number)
        elif inner is None or inner.kind:
            kind = _KIND.match(info)
            opened.append(_OpenFence(number, mark, depth, kind))
            if kind is None:
                fences.code.add(number)
    return fences


def _closes(mark: str, inner: _OpenFence, *, nested: bool) -> bool:
    """True if a line with only `mark` closes the innermost open fence; `nested` is True if more than one fence is
    open.
    """
    return mark == inner.mark if inner.kind or nested else mark.startswith(inner.mark)
