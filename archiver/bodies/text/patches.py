"""Where a patch ends in lines of text: `diff`, `Index:`, `---` and `+++`, `@@`; and what plain and context diffs print.

Blank lines and quote marks within are the patch's. A hunk says how many lines it has, so what stands behind it does
not become a part of it.
"""

import re
from collections.abc import Sequence

_STARTS = ("diff ", "Index: ", "--- ", "@@ -", "*** ")
_HUNK = re.compile(r"@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@")
_HEADER = re.compile(
    r"diff |Index: |={20}|--- |\+\+\+ |index [0-9a-f]|(?:old|new|deleted) (?:file )?mode |(?:dis)?similarity index "
    r"|(?:rename|copy) (?:from|to) |RCS file: |retrieving revision |Binary files |Files .* differ|Property changes on: "
    r"|\\ No newline|Only in |_{60}|@@ -"
)
_PLAIN = re.compile(r"\d{1,9}(?:,\d{1,9})?[acd]\d{1,9}(?:,\d{1,9})?\s*\Z")
_PLAIN_LINES = ("< ", "> ", "---", "\\ ", "<", ">")
_CONTEXT_LINES = ("  ", "! ", "+ ", "- ", "***", "---", "\\ ")


def patch_end(lines: Sequence[str], at: int) -> int:
    """The line behind the patch that begins at a line; the line itself if none does."""
    line = lines[at]
    if line[:1].isdigit():
        return _end_of_plain(lines, at) if _PLAIN.match(line) else at
    if not line.startswith(_STARTS) or not _is_start(lines, at):
        return at
    end = at
    while end < len(lines):
        following = _next_part(lines, end)
        if following == end:
            break
        end = following
    return end


def _is_start(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    following = [other.split(" ")[0].rstrip() for other in lines[at + 1 : at + 4]]
    if line.startswith("@@ "):
        return _HUNK.match(line) is not None
    if line.startswith("--- "):
        return following[:1] == ["+++"]
    if line.startswith("*** "):
        return following[:1] == ["---"] and following[1:2] == ["*" * 15]
    return line.startswith("diff -") or any(
        word in {"---", "index", "***"} or word[:9] == "=" * 9 for word in following
    )


def _next_part(lines: Sequence[str], at: int) -> int:
    """The line behind the next hunk or header line, blank lines before it included; the line itself at the end."""
    start = at
    while start < len(lines) and start - at < 4 and not lines[start].strip():
        start += 1
    if start == len(lines):
        return at
    line = lines[start]
    if hunk := _HUNK.match(line):
        return _end_of_hunk(lines, start + 1, old=int(hunk[1] or 1), new=int(hunk[2] or 1))
    if line.startswith("*" * 15):
        return _end_of_context(lines, start + 1)
    if start == at or line.startswith(_STARTS):
        return start + 1 if _HEADER.match(line) or (line.startswith("*** ") and _is_start(lines, start)) else at
    return at


def _end_of_hunk(lines: Sequence[str], at: int, *, old: int, new: int) -> int:
    """Counts the lines that the hunk says it has. One that a mailer broke has its rest on a line that doesn't count."""
    while at < len(lines) and (old > 0 or new > 0):
        first = lines[at][:1]
        if first not in {"", " ", "+", "-", "\\", "\t"} and not _goes_on(lines, at + 1):
            break
        old -= first in {"", " ", "-", "\t"}
        new -= first in {"", " ", "+", "\t"}
        at += 1
    while at < len(lines) and lines[at].startswith("\\ "):
        at += 1
    return at


def _goes_on(lines: Sequence[str], at: int) -> bool:
    return at < len(lines) and lines[at][:1] in {" ", "+", "-"} and not lines[at].startswith(("- ", "-- "))


def _end_of_plain(lines: Sequence[str], at: int) -> int:
    if at + 1 == len(lines) or not lines[at + 1].startswith(("< ", "> ")):
        return at
    end = at + 1
    while end < len(lines) and (lines[end].startswith(_PLAIN_LINES) or _PLAIN.match(lines[end])):
        end += 1
    return end


def _end_of_context(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and (lines[at].startswith(_CONTEXT_LINES) or not lines[at].strip()):
        at += 1
    while not lines[at - 1].strip():
        at -= 1
    return at
