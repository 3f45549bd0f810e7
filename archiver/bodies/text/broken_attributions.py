"""Attributions inside quotes whose last line has lost its quote mark, because a mail program wrapped it.

In come the lines of a body, out come the lines with the marks of the line before added to such a remainder:

    > On 3 March 2021, Mira Lund <mira@x.example>
    wrote:
    > Words.
"""

import re
from collections.abc import Sequence

from archiver.bodies.attribution import parse_attribution

_MARKS = re.compile(r" ?>[> ]*")
_MARKED = (">", " >")
_LONGEST_REMAINDER = 80  # characters; a longer line was not broken off
_MOST_LINES_BEFORE = 2  # quoted lines of the attribution
_SOFT_BREAK = "="  # of quoted-printable (RFC 2045, section 6.7) that was never decoded


def rejoin_attributions(lines: Sequence[str]) -> Sequence[str]:
    """Add quote marks to lines of a body where an attribution has lost them. Returns `lines` itself if none has."""
    changed: list[str] | None = None
    for at, (before, line, after) in enumerate(zip(lines, lines[1:], lines[2:], strict=False), 1):
        if not (before.startswith(_MARKED) and after.startswith(_MARKED)) or line.startswith(_MARKED):
            continue
        if _may_be_remainder(line.strip()) and (start := _find_start(changed or lines, at)) is not None:
            changed = changed or list(lines)
            changed[start:at] = [_without_soft_break(line) for line in changed[start:at]]
            changed[at] = f"{_marks(changed[at - 1])}{line.lstrip()}"
    return changed or lines


def _may_be_remainder(line: str) -> bool:
    return line.endswith((":", "：")) and len(line) <= _LONGEST_REMAINDER


def _find_start(lines: Sequence[str], at: int) -> int | None:
    """Find the quoted line at which an attribution starts that ends with line `at`. Returns its index; None if there is
    none.
    """
    marks = _marks(lines[at - 1])
    for start in range(at - 1, max(-1, at - 1 - _MOST_LINES_BEFORE), -1):
        if _marks(lines[start]).split() != marks.split():
            return None
        quoted = [_without_soft_break(line)[len(_marks(line)) :] for line in lines[start:at]]
        if parse_attribution("\n".join([*quoted, lines[at]]), wrapped=True):
            return start
    return None


def _marks(line: str) -> str:
    match = _MARKS.match(line)
    return match[0] if match else ""


def _without_soft_break(line: str) -> str:
    return line.rstrip().removesuffix(_SOFT_BREAK)
