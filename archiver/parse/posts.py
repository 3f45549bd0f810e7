"""What both forms of a source share: its lines with their problems, a post before its body is read, dates, links."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from operator import lt

from archiver.errors import Problem, Severity
from archiver.model import Moment, PostId, PostMetadata

_DATE = re.compile(
    r"(\d{4}-\d\d-\d\d)"
    r"(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,6})\d*)? ?(Z|UTC|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
EDGE_YEARS = {"0000", "0001", "9999"}  # years at the ends of the calendar are not the same year in every time zone


@dataclass(slots=True, kw_only=True)
class Lines:
    """The lines of one source, and the problems that reading them has found so far."""

    path: str
    text: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)

    def text_from(self, start: int) -> str:
        """The text from the line `start` (an index) on."""
        return self.text[sum(map(len, self.lines[:start])) + start :]

    def problem(self, line: int, message: str, severity: Severity = Severity.ERROR) -> None:
        """Note a problem; `line` counts from 1, and 0 means the whole file."""
        self.problems.append(Problem(path=self.path, line=line, message=message, severity=severity))


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPost(PostMetadata):
    """A post whose body is still text."""

    id: PostId
    line: int
    body: str


def parse_post_id(text: str) -> PostId | None:
    """A post's id, which is also its anchor; None if the text cannot be one."""
    return PostId(text) if _ID.fullmatch(text) else None


def numbers_of(ids: Sequence[PostId]) -> Sequence[int]:
    """What the posts of a thread are called: the numbers that their ids are, if all are and rise; else their places.

    >>> numbers_of([PostId("1"), PostId("3")]), numbers_of([PostId("p1"), PostId("p3")])
    ([1, 3], range(1, 3))
    """
    places = range(1, len(ids) + 1)
    if not all(map(_NUMBER.fullmatch, ids)):
        return places
    numbers = [*map(int, ids)]
    return numbers if all(map(lt, numbers, numbers[1:])) else places


def parse_title(line: str) -> str | None:
    """The text of a level-1 ATX heading, without closing hashes; None if the line is none.

    >>> parse_title("# Who pays? ##"), parse_title("# C#"), parse_title("#1")
    ('Who pays?', 'C#', None)
    """
    if not line.startswith(("# ", "#\t")):
        return None
    text = line[1:].strip(" \t")
    bare = text.rstrip("#")
    return bare.rstrip(" \t") if bare == "" or bare.endswith((" ", "\t")) else text


def parse_moment(text: str, zone: tzinfo) -> Moment | None:
    """An ISO 8601 date or date and time (RFC 3339, seconds and zone optional); None if it is none.

    >>> from datetime import UTC
    >>> parse_moment("2022-07-05T14:03Z", UTC).at.isoformat()
    '2022-07-05T14:03:00+00:00'
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    day, time, fraction, offset = match.groups()
    clock = f"{time or '00:00'}.{fraction.ljust(6, '0')}" if fraction else time or "00:00"
    if day[:4] in EDGE_YEARS:
        return None
    offset = "+00:00" if offset in {"Z", "UTC"} else offset or ""
    try:
        at = datetime.fromisoformat(f"{day}T{clock}{offset}")
    except ValueError:
        return None
    at = at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
    return Moment(at=at, has_time=time is not None)
