"""Which lines of a text body are quoted: at one level, by the marks that stand before them.

In come the lines of a level (of the body, or of a quote without its marks), out come runs of them: plain ones, patches,
and quoted ones that have lost one mark. Nothing is guessed: a line without a mark is not quoted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.bodies.attribution import find_introduction
from archiver.bodies.text.patches import patch_end

_MARK = re.compile(r" ?> ?")
_BAR = re.compile(r"\| ?")
_NAMED_MARK = re.compile(r" ?([^\W\d_]\w{0,9})>(?: |(?=>)|\Z)")  # Supercite's
_SUPERCITED = re.compile(r'>{3,} ?"[^"]{1,40}" == ')  # the line before its quotes
_MAY_BEGIN = re.compile(r" ?[>|\d]|diff |Index: |--- |@@ |\*\*\* | ?[^\W\d_]\w{0,9}>")  # most lines begin otherwise
_SHELLS = frozenset({"mysql", "sqlite", "psql", "sql", "ftp", "sftp", "telnet", "irb", "gdb", "pdb", "ghci", "mongo"})
_ESCAPED = ">From "
_REFERENCE = re.compile(r">>>?(?:/\w{1,10}/)?\d{1,12}(?: \((?:OP|You|Cross-thread|Dead)\))*[ →]*\Z", re.IGNORECASE)
"""A line that names another post, as imageboards write it: `>>123`. Nothing is quoted there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Lines that belong together. `mark` is what stood before quoted ones: `>`, `|`, or a name; None before others."""

    lines: tuple[str, ...]
    mark: str | None = None
    is_patch: bool = False


def find_runs(lines: Sequence[str]) -> Iterator[Run]:
    """The runs of a level, in order: no two plain ones in a row, and in a quoted one marks of one kind."""
    plain: list[str] = []
    at = 0
    while at < len(lines):
        if not _MAY_BEGIN.match(lines[at]):
            plain.append(lines[at])
            at += 1
            continue
        end, run = _quoted_or_patch(lines, at, plain)
        if run is None:
            plain += map(_without_excess, lines[at:end])
        else:
            if plain:
                yield Run(lines=tuple(plain))
                plain = []
            yield run
        at = end
    if plain:
        yield Run(lines=tuple(plain))


def _without_excess(line: str) -> str:
    """A plain line without what a mailbox has put before it; a blank one, if it was a mark of nothing."""
    return line[1:] if line.startswith(_ESCAPED) else line if line.startswith(">>>") or line.strip(" >") else ""


def _quoted_or_patch(lines: Sequence[str], at: int, before: list[str]) -> tuple[int, Run | None]:
    """The run that begins at a line, and where it ends; None if the lines up to there are plain."""
    end = patch_end(lines, at)
    if end > at:
        return end, Run(lines=tuple(lines[at:end]), is_patch=True)
    key = _key(lines, at)
    end = at + 1
    if key is None or (key == ">" and _is_reference(lines, at)):
        return end, None
    while end < len(lines) and ((key == ">" and lines[end].startswith("> ")) or _key(lines, end) == key):
        end += 1
    run = lines[at:end]
    if not _is_quoted(run, key, before):
        return end, None
    mark = {">": _MARK, "|": _BAR}.get(key, _NAMED_MARK)
    return end, Run(lines=tuple(mark.sub("", line, count=1) for line in run), mark=key)


def _key(lines: Sequence[str], at: int) -> str | None:
    """What tells the marks of one quoter from another's; None before a line that has none."""
    line = lines[at]
    if line.startswith((">", " >")):
        return None if _SUPERCITED.match(line) or _is_escaped(lines, at) else ">"
    if line.startswith("|"):
        return None if line.rstrip().endswith("|") and len(line.rstrip()) > 1 else "|"
    named = _NAMED_MARK.match(line) if ">" in line[:12] else None
    return named[1] if named and named[1].lower() not in _SHELLS else None


def _is_reference(lines: Sequence[str], at: int) -> bool:
    """True if a line names another post; within a quote, or before more of what is quoted twice, it is quoted."""
    following = lines[at + 1] if at + 1 < len(lines) else ""
    goes_on = following.startswith((">>", "> >")) and not _REFERENCE.match(following)
    return _REFERENCE.match(lines[at]) is not None and not goes_on


def _is_escaped(lines: Sequence[str], at: int) -> bool:
    """True if a mailbox has put the mark before a line that begins with `From `: the lines around have no such mark."""
    if not lines[at].startswith(_ESCAPED):
        return False
    around = [lines[n] for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    has_bare_mark = any(line[:1] == ">" and line[1:2].strip() and not line.startswith(_ESCAPED) for line in around)
    is_introduced = at > 0 and lines[at - 1].rstrip().endswith(":") and not any(line[:2] == "> " for line in around)
    return not has_bare_mark and not is_introduced


def _is_quoted(run: Sequence[str], key: str, before: list[str]) -> bool:
    """False for what only looks quoted: a Python session, bars, a single line that begins with a name, no words."""
    if key == ">":
        is_session = all(line == ">>>" or line.startswith(">>> ") for line in run)
        return not is_session and any(line.strip(" >") for line in run)
    if key == "|" or len(run) == 1:
        return find_introduction(before) is not None
    return True
