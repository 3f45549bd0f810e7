"""Quoted lines of a text body, found by the marks before them, for one quote level.

In come the lines of a level (the body, or a quote without its own marks), out come runs of lines: plain ones, patches,
and quoted ones with one mark removed. A line without a mark is never taken for quoted.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from archiver.bodies.attribution import find_introduction
from archiver.bodies.text.patches import find_patch_end

_MARK = re.compile(r" ?> ?")
_BAR = re.compile(r"\| ?")
_NAMED_MARK = re.compile(r" ?([^\W\d_]\w{0,9})>(?: |(?=>)|\Z)")  # Supercite's
_SUPERCITE_REFERENCE = re.compile(r'>{3,} ?"[^"]{1,40}" == ')  # the line that Supercite writes before a quote
_MAY_START_RUN = re.compile(r" ?[>|\d]|diff |Index: |--- |@@ |\*\*\* | ?[^\W\d_]\w{0,9}>")  # false for most lines
_PROMPTS = frozenset({"mysql", "sqlite", "psql", "sql", "ftp", "sftp", "telnet", "irb", "gdb", "pdb", "ghci", "mongo"})
"""Prompts of interactive programs, which look like marks with a name: `mysql> select 1;`."""
_ESCAPED_FROM = ">From "  # mbox files have it for `From ` at the start of a line
_POST_REFERENCE = re.compile(r">>>?(?:/\w{1,10}/)?\d{1,12}(?: \((?:OP|You|Cross-thread|Dead)\))*[ →]*\Z", re.IGNORECASE)
"""A line that refers to another post on an imageboard, and quotes nothing: `>>123`."""


class LineRun(Struct, frozen=True, kw_only=True):
    """Successive lines of one kind: plain, quoted, or a patch."""

    lines: tuple[str, ...]
    mark: str | None = None
    """The mark that each line had: `>`, `|`, or the name in Supercite's mark; None if the lines are not quoted. The
    mark itself is removed from the lines."""
    is_patch: bool = False


def find_runs(lines: Sequence[str]) -> Iterator[LineRun]:
    """Group the lines of a quote level into runs, in order.

    No two plain runs follow each other; all lines of a quoted run have equal marks.
    """
    plain: list[str] = []
    at = 0
    while at < len(lines):
        if not _MAY_START_RUN.match(lines[at]):
            plain.append(lines[at])
            at += 1
            continue
        end, run = _quoted_or_patch(lines, at, plain)
        if run is None:
            plain += map(_clean_plain_line, lines[at:end])
        else:
            if plain:
                yield LineRun(lines=tuple(plain))
                plain = []
            yield run
        at = end
    if plain:
        yield LineRun(lines=tuple(plain))


def _clean_plain_line(line: str) -> str:
    """Remove the `>` of an escaped `From ` from a plain line; empty if the line has only marks that quote nothing."""
    return line[1:] if line.startswith(_ESCAPED_FROM) else line if line.startswith(">>>") or line.strip(" >") else ""


def _quoted_or_patch(lines: Sequence[str], at: int, before: list[str]) -> tuple[int, LineRun | None]:
    """Find the quoted run or the patch that starts at a line.

    Args:
        lines: the lines of the level.
        at: index of the line.
        before: the plain lines right before it.

    Returns:
        The index after the run, and the run; None for the run if the lines up to that index are plain.
    """
    end = find_patch_end(lines, at)
    if end > at:
        return end, LineRun(lines=tuple(lines[at:end]), is_patch=True)
    mark = _mark(lines, at)
    end = at + 1
    if mark is None or (mark == ">" and _is_post_reference(lines, at)):
        return end, None
    while end < len(lines) and ((mark == ">" and lines[end].startswith("> ")) or _mark(lines, end) == mark):
        end += 1
    run = lines[at:end]
    if not _is_quoted(run, mark, before):
        return end, None
    pattern = {">": _MARK, "|": _BAR}.get(mark, _NAMED_MARK)
    return end, LineRun(lines=tuple(pattern.sub("", line, count=1) for line in run), mark=mark)


def _mark(lines: Sequence[str], at: int) -> str | None:
    """Return the outermost mark of a line, in the form of `LineRun.mark`; None if the line has no mark."""
    line = lines[at]
    if line.startswith((">", " >")):
        return None if _SUPERCITE_REFERENCE.match(line) or _is_escaped_from(lines, at) else ">"
    if line.startswith("|"):
        return None if line.rstrip().endswith("|") and len(line.rstrip()) > 1 else "|"
    named = _NAMED_MARK.match(line) if ">" in line[:12] else None
    return named[1] if named and named[1].lower() not in _PROMPTS else None


def _is_post_reference(lines: Sequence[str], at: int) -> bool:
    """True if a line is a reference to a post. If the next line is quoted twice, the line is a quoted number
    instead.
    """
    following = lines[at + 1] if at + 1 < len(lines) else ""
    goes_on = following.startswith((">>", "> >")) and not _POST_REFERENCE.match(following)
    return _POST_REFERENCE.match(lines[at]) is not None and not goes_on


def _is_escaped_from(lines: Sequence[str], at: int) -> bool:
    """True if the mark of a line is the escape of an mbox file (`>From `): the lines before and after it are not quoted
    alike.
    """
    if not lines[at].startswith(_ESCAPED_FROM):
        return False
    around = [lines[n] for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    has_bare_mark = any(line[:1] == ">" and line[1:2].strip() and not line.startswith(_ESCAPED_FROM) for line in around)
    is_introduced = at > 0 and lines[at - 1].rstrip().endswith(":") and not any(line[:2] == "> " for line in around)
    return not has_bare_mark and not is_introduced


def _is_quoted(run: Sequence[str], mark: str, before: list[str]) -> bool:
    """False for lines that only look quoted: a Python session, bars, a single line with a name, marks without words.

    Args:
        run: successive lines with one mark.
        mark: the mark, in the form of `LineRun.mark`.
        before: the plain lines before the run. Bars, and a single line with a name, are quoted only if `before` ends
            with an attribution.
    """
    if mark == ">":
        is_session = all(line == ">>>" or line.startswith(">>> ") for line in run)
        return not is_session and any(line.strip(" >") for line in run)
    if mark == "|" or len(run) == 1:
        return find_introduction(before) is not None
    return True
