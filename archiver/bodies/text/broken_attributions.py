"""Attributions in a quote whose last line a mailer has broken off, so that it has lost its mark.

In come the lines of a body, out come its lines in which such a rest has the marks of the line that it was broken from:

    > On 3 March 2021, Mira Lund <mira@x.example>
    wrote:
    > Words.
"""

import re
from collections.abc import Sequence

from archiver.bodies.attribution import parse_attribution

_MARKS = re.compile(r" ?>[> ]*")
_MARKED = (">", " >")
_LONGEST_REST = 80  # characters; a longer line was not broken off
_MOST_BEFORE = 2  # lines of an attribution before the rest
_SOFT_BREAK = "="  # of quoted-printable, left where nobody decoded it


def mend_attributions(lines: Sequence[str]) -> Sequence[str]:
    """The lines, with marks where an attribution has lost them; the lines themselves if none has."""
    mended: list[str] | None = None
    for at, (before, line, behind) in enumerate(zip(lines, lines[1:], lines[2:], strict=False), 1):
        if not (before.startswith(_MARKED) and behind.startswith(_MARKED)) or line.startswith(_MARKED):
            continue
        if _may_be_rest(line.strip()) and (start := _start(mended or lines, at)) is not None:
            mended = mended or list(lines)
            mended[start:at] = [_without_break(line) for line in mended[start:at]]
            mended[at] = f"{_marks(mended[at - 1])}{line.lstrip()}"
    return mended or lines


def _may_be_rest(line: str) -> bool:
    return line.endswith((":", "：")) and len(line) <= _LONGEST_REST


def _start(lines: Sequence[str], at: int) -> int | None:
    """The quoted line at which an attribution begins that this line ends; None if none does."""
    marks = _marks(lines[at - 1])
    for start in range(at - 1, max(-1, at - 1 - _MOST_BEFORE), -1):
        if _marks(lines[start]).split() != marks.split():
            return None
        said = [_without_break(line)[len(_marks(line)) :] for line in lines[start:at]]
        if parse_attribution("\n".join([*said, lines[at]]), wrapped=True):
            return start
    return None


def _marks(line: str) -> str:
    found = _MARKS.match(line)
    return found[0] if found else ""


def _without_break(line: str) -> str:
    return line.rstrip().removesuffix(_SOFT_BREAK)
