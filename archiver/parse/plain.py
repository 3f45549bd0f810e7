"""Parses the plain form: a title, then posts separated by two or more blank lines.

Posts in this form have no author and no date. Blank lines in a fenced code block do not separate; a fence that is
never closed ends at the next two blank lines, so that it does not swallow the rest of the thread.
"""

import re
from collections.abc import Sequence

from archiver.errors import Severity
from archiver.model import PostId
from archiver.parse.posts import RawPost
from archiver.parse.source_lines import SourceLines
from archiver.parse.titles import Title, parse_title

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_UNDERLINE = re.compile(r"=+[ \t]*\Z")
_OPENING = '"“”„«»'
_LAST_CLOSING = re.compile(r".*[\"“”«»]", re.DOTALL)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+(?:['’-]\w+)*")
_FEWEST_OWN_WORDS = 3
_SEPARATING_LINES = 2


def parse_plain(lines: SourceLines, start: int, front_matter_title: str | None) -> tuple[Title | None, list[RawPost]]:
    """The title in the text, and the posts.

    Args:
        lines: the source; problems are added to it.
        start: the index of the first line after the front matter.
        front_matter_title: the title in the front matter. With it, the first line is a title only if it is a heading.
    """
    title, start = _find_title(lines.lines, start, front_matter_title)
    raw_posts = []
    for number, (first, end) in enumerate(_split(lines, start), 1):
        body = _separate_inline_quote("\n".join(lines.lines[first:end]))
        raw_posts.append(RawPost(id=PostId(str(number)), file=lines.path, line=first + 1, body=body))
    return title, raw_posts


def _find_title(lines: list[str], start: int, front_matter_title: str | None) -> tuple[Title | None, int]:
    """The title, and the index of the first line after it."""
    index = next((i for i in range(start, len(lines)) if lines[i].strip()), None)
    if index is None:
        return None, len(lines)
    heading = parse_title(lines[index])
    if front_matter_title is not None and heading is None:
        return None, index
    title = lines[index].strip() if heading is None else heading
    underlined = index + 1 < len(lines) and _UNDERLINE.match(lines[index + 1])
    end = index + (2 if underlined else 1)
    return Title(title, index + 1, end), end


class _Fences:
    """Looks up the fences of code blocks among lines, by the index of a line. Each method takes constant time."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._longest_from = {mark: [0] * (len(lines) + 1) for mark in "`~"}
        """For each kind of fence and each line, the length of the longest closing fence at that line or later."""
        for i in range(len(lines) - 1, -1, -1):
            for mark, longest in self._longest_from.items():
                longest[i] = longest[i + 1]
                fence = _FENCE.match(lines[i]) if mark in lines[i] else None
                if fence and fence[1][0] == mark and not fence[2].strip():
                    longest[i] = max(longest[i], len(fence[1]))

    def opens(self, index: int) -> str | None:
        """The fence that opens at a line, as a run of backticks or tildes; None if none does."""
        fence = _FENCE.match(self._lines[index])
        return fence[1] if fence and not (fence[1][0] == "`" and "`" in fence[2]) else None

    def closes(self, index: int, opening: str) -> bool:
        """True if a line closes a block that the fence `opening` has opened."""
        fence = _FENCE.match(self._lines[index])
        return bool(fence and fence[1].startswith(opening) and not fence[2].strip())

    def is_closed(self, index: int, opening: str) -> bool:
        """True if a line after `index` closes the block that the fence `opening` opens at `index`."""
        return self._longest_from[opening[0]][index + 1] >= len(opening)


def _split(lines: SourceLines, start: int) -> list[tuple[int, int]]:
    """The posts from the line with the index `start` on, as ranges of line indices, without blank lines at the ends."""
    ranges: list[tuple[int, int]] = []
    first, blank = None, 0
    in_code = _code_lines(lines, start)
    for index in range(start, len(lines.lines)):
        if not lines.lines[index].strip() and index not in in_code:
            blank += 1
            continue
        if first is not None and blank >= _SEPARATING_LINES:
            ranges.append((first, index - blank))
            first = None
        first = index if first is None else first
        blank = 0
    if first is not None:
        ranges.append((first, len(lines.lines) - blank))
    return ranges


def _code_lines(lines: SourceLines, start: int) -> set[int]:
    """The indices of the lines in fenced code blocks, each with its closing fence and without its opening one."""
    fences = _Fences(lines.lines)
    in_code: set[int] = set()
    opening = None
    for index in range(start, len(lines.lines)):
        if opening:
            in_code.add(index)
            opening = None if fences.closes(index, opening) else opening
        elif fence := fences.opens(index):
            if fences.is_closed(index, fence):
                opening = fence
            else:
                message = "a code block that never closes; it ends at the next two blank lines"
                lines.problem(index + 1, message, Severity.WARNING)
    return in_code


def _separate_inline_quote(body: str) -> str:
    """Split a body as `>"We stopped," he said." That was to be expected.` into a quote and the poster's own words.

    Any other body, with several lines or without quotation marks, is returned as it is.
    """
    quoted = body.removeprefix(">").lstrip(" \t")
    if "\n" in body or not body.startswith(">") or not quoted.startswith(tuple(_OPENING)):
        return body
    closing = _LAST_CLOSING.match(quoted, 1)
    if closing is None:
        return body
    own = quoted[closing.end() :]
    if len(_WORD.findall(own)) < _FEWEST_OWN_WORDS:
        return body
    return f"> {quoted[: closing.end()]}\n\n{own.strip()}"
