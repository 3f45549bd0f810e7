"""The plain form: a title, then posts parted by two or more blank lines.

Posts here have no author and no date. Blank lines in a fenced code block part nothing; a fence that never closes ends
at the next gap, so that it cannot swallow the rest of the thread.
"""

import re
from dataclasses import dataclass, field

from archiver.errors import Severity
from archiver.model import PostId
from archiver.parse.posts import Lines, RawPost, parse_title
from archiver.parse.titles import Title

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_UNDERLINE = re.compile(r"=+[ \t]*\Z")
_OPENING = '"“”„«»'
_LAST_CLOSING = re.compile(r".*[\"“”«»]", re.DOTALL)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+(?:['’-]\w+)*")
_FEWEST_OWN_WORDS = 3


def parse_plain(lines: Lines, start: int, known_title: str | None) -> tuple[Title | None, list[RawPost]]:
    """The title and the posts. Where the title is known already, a first line is a title only if it is a heading."""
    title, start = _read_title(lines.lines, start, known_title)
    raw_posts = []
    for number, (first, end) in enumerate(_split(lines, start), 1):
        body = _part_run_on_quote("\n".join(lines.lines[first:end]))
        raw_posts.append(RawPost(id=PostId(str(number)), line=first + 1, body=body))
    return title, raw_posts


def _read_title(lines: list[str], start: int, known: str | None) -> tuple[Title | None, int]:
    index = next((i for i in range(start, len(lines)) if lines[i].strip()), None)
    if index is None:
        return None, len(lines)
    heading = parse_title(lines[index])
    if known is not None and heading is None:
        return None, index
    title = lines[index].strip() if heading is None else heading
    underlined = index + 1 < len(lines) and _UNDERLINE.match(lines[index + 1])
    end = index + (2 if underlined else 1)
    return Title(title, index + 1, end), end


@dataclass(slots=True)
class _Fences:
    """Answers whether a fence that opens at a line will be closed, in constant time."""

    lines: list[str]
    longest_after: dict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.longest_after = {mark: [0] * (len(self.lines) + 1) for mark in "`~"}
        for i in range(len(self.lines) - 1, -1, -1):
            for mark, longest in self.longest_after.items():
                longest[i] = longest[i + 1]
                fence = _FENCE.match(self.lines[i]) if mark in self.lines[i] else None
                if fence and fence[1][0] == mark and not fence[2].strip():
                    longest[i] = max(longest[i], len(fence[1]))

    def opens(self, index: int) -> str | None:
        """The mark of the fence that opens at this line."""
        fence = _FENCE.match(self.lines[index])
        return fence[1] if fence and not (fence[1][0] == "`" and "`" in fence[2]) else None

    def closes(self, index: int, mark: str) -> bool:
        """Whether this line closes a fence opened with `mark`."""
        fence = _FENCE.match(self.lines[index])
        return bool(fence and fence[1].startswith(mark) and not fence[2].strip())

    def closed_after(self, index: int, mark: str) -> bool:
        """Whether some later line closes a fence opened with `mark` at this line."""
        return self.longest_after[mark[0]][index + 1] >= len(mark)


def _split(lines: Lines, start: int) -> list[tuple[int, int]]:
    """The posts as ranges of lines, without blank lines at their ends."""
    fences = _Fences(lines.lines)
    ranges: list[tuple[int, int]] = []
    first, blank, inside = None, 0, None
    for index in range(start, len(lines.lines)):
        line = lines.lines[index]
        if inside:
            inside = None if fences.closes(index, inside) else inside
        elif not line.strip():
            blank += 1
            continue
        elif mark := fences.opens(index):
            if fences.closed_after(index, mark):
                inside = mark
            else:
                message = "a code block that never closes; it ends at the next two blank lines"
                lines.problem(index + 1, message, Severity.WARNING)
        if first is not None and blank >= 2:
            ranges.append((first, index - blank))
            first = None
        first = index if first is None else first
        blank = 0
    if first is not None:
        ranges.append((first, len(lines.lines) - blank))
    return ranges


def _part_run_on_quote(body: str) -> str:
    """Part `>"We stopped," he said." That was to be expected.` into the quote and the poster's own words."""
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
