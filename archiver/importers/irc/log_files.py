"""The files of IRC logs: of which channel and day they are, by their names, and what a file says line by line."""

import re
from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from archiver.importers.containers import Member, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.irc.line_shapes import LogLine, Shape, make_date, parse_line

_HEAD_SIZE = 1 << 14
_LONGEST = 1 << 16  # bytes of a line
_OTHER_FILES = (
    *(
        ".json",
        ".jsonl",
        ".ndjson",
        ".csv",
        ".html",
        ".htm",
        ".xml",
        ".md",
        ".py",
        ".js",
        ".css",
        ".png",
        ".jpg",
        ".zip",
    ),
    *(".mbox", ".eml", ".gz", ".sql", ".yaml", ".yml", ".toml", ".ini"),
)
_SUFFIX = re.compile(r"\.(?:log|txt|weechatlog|irc)\Z", re.IGNORECASE)
_DATE = re.compile(r"[._ -]*(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-._]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)")
_ONLY_DIGITS = re.compile(r"[\d._-]*\Z")
_WEECHAT = re.compile(r"irc\.(?P<server>[^.#&]+)\.(?P<channel>.+)")
_TALK = {Shape.MESSAGE, Shape.ACTION}
_LEAST = 0.8  # of lines in known shapes, by which a log is recognised
_HALF_DAY = timedelta(hours=12)


class ChannelPlace(NamedTuple):
    """The channel that a file is of."""

    network: str
    """A server, or the folder around; "" if it is not known."""
    channel: str


def place_of(name: str, whole: str) -> ChannelPlace:
    """The channel of a file, by its name and those of the folders around it.

    Args:
        name: the name of the file in the export.
        whole: the name of the export, for files that are named by dates alone.

    >>> place_of("freenode/#moon/2016-06-01.log", "x"), place_of("irc.oftc.#sky.weechatlog", "x")
    (ChannelPlace(network='freenode', channel='#moon'), ChannelPlace(network='oftc', channel='#sky'))
    """
    stems = [_SUFFIX.sub("", _SUFFIX.sub("", part)) for part in name.split("/")]
    if weechat := _WEECHAT.fullmatch(stems[-1]):
        return ChannelPlace(weechat["server"], weechat["channel"])
    names = [stem for stem in (_DATE.sub("", stem) for stem in stems) if not _ONLY_DIGITS.match(stem)]
    names = [stem for number, stem in enumerate(names) if stem not in names[:number]]
    if not names:
        whole = _DATE.sub("", _SUFFIX.sub("", whole))
        return ChannelPlace("", "irc" if _ONLY_DIGITS.match(whole) else whole)
    return ChannelPlace(names[-2] if len(names) > 1 else "", names[-1])


def is_log(member: Member) -> bool:
    """True if most of the first lines of a file are in known shapes."""
    if member.name.lower().endswith(_OTHER_FILES):
        return False
    head = member.head(_HEAD_SIZE)
    if not head or b"\0" in head:
        return False
    lines = head.split(b"\n")
    lines = lines[:-1] if len(head) == _HEAD_SIZE and len(lines) > 1 else lines
    shapes = [shape for line in lines if (shape := parse_line(_decoded(line)).shape) is not Shape.BLANK]
    known = sum(shape is not Shape.UNKNOWN for shape in shapes)
    return known > 0 and known >= len(shapes) * _LEAST


def has_day(member: Member) -> bool:
    """True if the name of a log, or one of its first lines, tells a day."""
    if _Calendar(member.name).day is not None:
        return True
    lines = map(parse_line, map(_decoded, member.head(_HEAD_SIZE).split(b"\n")))
    return any(line.day is not None for line in lines)


class DatedLine(NamedTuple):
    """A line of a log, with its day."""

    day: date
    line: LogLine


def read_log(member: Member, context: ImportContext) -> Iterator[DatedLine]:
    """The messages and actions of a file. What is left out is counted, what is damaged is reported."""
    calendar = _Calendar(member.name)
    unknown = undated = first = 0
    try:
        for number, raw in enumerate(member.lines(_LONGEST), 1):
            line = parse_line(_decoded(raw.text))
            context.read += line.shape is not Shape.BLANK
            calendar.follow(line)
            if line.shape not in _TALK:
                if line.shape is Shape.UNKNOWN:
                    unknown, first = unknown + 1, first or number
                elif line.shape is not Shape.BLANK:
                    context.skip(line.shape.value)
            elif calendar.day is None:
                undated, first = undated + 1, first or number
            else:
                yield DatedLine(calendar.day, line)
    except UnreadableError as error:
        context.problem(member.name, 0, f"the rest of the file is left out: {error}")
    if unknown:
        context.problem(member.name, first, f"left out: {unknown:,} {Shape.UNKNOWN.value}, this one first")
        context.skip(Shape.UNKNOWN.value, unknown)
    if undated:
        why = "neither they nor the name of the file have a date"
        context.problem(member.name, first, f"left out: {undated:,} messages, for {why}")
    if calendar.guessed:
        context.note("days that were not told of, and that begin where the time goes back", calendar.guessed)


class _Calendar:
    """Knows the day of each line: by the line, by an earlier one, or by the name of the file."""

    def __init__(self, name: str) -> None:
        match = next(iter(deque(_DATE.finditer(name), maxlen=1)), None)
        self.day = make_date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
        self._is_of_name = self.day is not None
        self._last: timedelta | None = None
        self.guessed = 0

    def follow(self, line: LogLine) -> None:
        """Go on to the day of a line."""
        if line.day:
            self.day, self._last, self._is_of_name = line.day, None, False
        elif line.month and self.day:
            year = self.day.year + (line.month < (self.day.month, self.day.day) and not self._is_of_name)
            self.day = make_date(year, *line.month) or self.day
        elif line.at and self.day and not self._is_of_name:
            time = timedelta(hours=line.at.hour, minutes=line.at.minute)
            if self._last is not None and self._last - time > _HALF_DAY:
                self.day += timedelta(days=1)
                self.guessed += 1
            self._last = time


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
