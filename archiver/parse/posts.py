"""What the parsers of all forms of a source use: its lines and problems, posts with unparsed bodies, ids, headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import lt

from archiver.errors import Problem, Severity
from archiver.model import PostId, PostMetadata

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


@dataclass(slots=True, kw_only=True)
class SourceLines:
    """The lines of one source, and the problems found in them so far: the only mutable value of a parse."""

    path: str
    """The source, relative to the project's folder."""
    text: str
    lines: list[str]
    """`text` split at `\\n`."""
    problems: list[Problem] = field(default_factory=list)

    def text_from(self, start: int) -> str:
        """The text from the line with the index `start` on."""
        return self.text[sum(map(len, self.lines[:start])) + start :]

    def problem(self, line: int, message: str, severity: Severity = Severity.ERROR) -> None:
        """Add a problem.

        Args:
            line: the line number, from 1; 0 for the whole file.
            message: what is wrong, then, after a semicolon, how to mend it.
            severity: an error makes the exit code of the build 1, a warning only with `--strict`.
        """
        self.problems.append(Problem(path=self.path, line=line, message=message, severity=severity))


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPost(PostMetadata):
    """A post whose body is not parsed yet."""

    id: PostId
    line: int
    """The line number in the source at which the post begins, from 1."""
    body: str


def parse_post_id(text: str) -> PostId | None:
    """The text as the id of a post, which is also its anchor; None if it has characters that an id cannot have."""
    return PostId(text) if _ID.fullmatch(text) else None


def numbers_of(ids: Sequence[PostId]) -> Sequence[int]:
    """The numbers that readers see of posts, made from their ids: the ids themselves if they are ascending numbers,
    else 1, 2, 3, ...

    >>> numbers_of([PostId("1"), PostId("3")]), numbers_of([PostId("p1"), PostId("p3")])
    ([1, 3], range(1, 3))
    """
    positions = range(1, len(ids) + 1)
    if not all(map(_NUMBER.fullmatch, ids)):
        return positions
    numbers = [*map(int, ids)]
    return numbers if all(map(lt, numbers, numbers[1:])) else positions


def parse_title(line: str) -> str | None:
    """The text of an ATX heading of level 1 (CommonMark 4.2), without closing hashes; None for any other line.

    >>> parse_title("# Who pays? ##"), parse_title("# C#"), parse_title("#1")
    ('Who pays?', 'C#', None)
    """
    if not line.startswith(("# ", "#\t")):
        return None
    text = line[1:].strip(" \t")
    bare = text.rstrip("#")
    return bare.rstrip(" \t") if bare == "" or bare.endswith((" ", "\t")) else text
