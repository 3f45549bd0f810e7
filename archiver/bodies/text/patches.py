"""Patches among lines of text: unified, context and normal diffs (GNU diff), with the headers of git, SVN and CVS.

Blank lines and lines that look quoted belong to the patch. A unified hunk states its number of lines, so that the text
below the hunk is not taken for a part of it.
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
NORMAL_CHANGE = re.compile(r"\d{1,9}(?:,\d{1,9})?[acd]\d{1,9}(?:,\d{1,9})?\s*\Z")
"""A line of a normal diff that says which lines have changed: `5,7c8`."""
_NORMAL_LINES = ("< ", "> ", "---", "\\ ", "<", ">")
_CONTEXT_LINES = ("  ", "! ", "+ ", "- ", "***", "---", "\\ ")


def find_patch_end(lines: Sequence[str], at: int) -> int:
    """Find the end of the patch that starts at line `at`. Returns the index after its last line; `at` if no patch
    starts there.
    """
    line = lines[at]
    if line[:1].isdigit():
        return _end_of_normal(lines, at) if NORMAL_CHANGE.match(line) else at
    if not line.startswith(_STARTS) or not _is_start(lines, at):
        return at
    end = at
    while end < len(lines):
        following = _end_of_part(lines, end)
        if following == end:
            break
        end = following
    return end


def _is_start(lines: Sequence[str], at: int) -> bool:
    """True if line `at`, with the lines below it, starts a unified or a context diff."""
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


def _end_of_part(lines: Sequence[str], at: int) -> int:
    """Find the end of the next hunk or header line of a patch, after up to three blank lines.

    Returns the index after its last line; `at` if there is none.
    """
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
    """Find the end of a unified hunk. Returns the index after its last line.

    The remainder of a line that a mail program has wrapped is not counted as a line.

    Args:
        lines: the lines of the text.
        at: index of the line below the hunk's header.
        old: number of lines before the change, according to the header.
        new: number of lines after the change, according to the header.
    """
    while at < len(lines) and (old > 0 or new > 0):
        first = lines[at][:1]
        if first not in {"", " ", "+", "-", "\\", "\t"} and not _is_hunk_line(lines, at + 1):
            break
        old -= first in {"", " ", "-", "\t"}
        new -= first in {"", " ", "+", "\t"}
        at += 1
    while at < len(lines) and lines[at].startswith("\\ "):
        at += 1
    return at


def _is_hunk_line(lines: Sequence[str], at: int) -> bool:
    """True if line `at` exists, and is a line of a unified hunk, not a list item or a signature."""
    return at < len(lines) and lines[at][:1] in {" ", "+", "-"} and not lines[at].startswith(("- ", "-- "))


def _end_of_normal(lines: Sequence[str], at: int) -> int:
    """Find the end of a normal diff that starts at line `at`. Returns the index after its last line.

    Returns `at` if the next line is no part of a normal diff.
    """
    if at + 1 == len(lines) or not lines[at + 1].startswith(("< ", "> ")):
        return at
    end = at + 1
    while end < len(lines) and (lines[end].startswith(_NORMAL_LINES) or NORMAL_CHANGE.match(lines[end])):
        end += 1
    return end


def _end_of_context(lines: Sequence[str], at: int) -> int:
    """Find the end of a context hunk; line `at` is the first line below the row of asterisks. Returns the index after
    it.
    """
    while at < len(lines) and (lines[at].startswith(_CONTEXT_LINES) or not lines[at].strip()):
        at += 1
    while not lines[at - 1].strip():
        at -= 1
    return at
