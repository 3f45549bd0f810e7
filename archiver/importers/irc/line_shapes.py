"""Tells what a line of an IRC log is: a message, an action, an event or a date. Pure.

14:03 <@ada> hello                      irssi; energymech and ZNC have [14:03:29]
2016-06-01T14:03:29  <ada> hello        Supybot; XChat has the month and the day
2016-06-01 14:03:29<tab>@ada<tab>hello  weechat
"""

import re
from datetime import date, time
from enum import Enum
from typing import NamedTuple


class Shape(Enum):
    """What a line is. The values are what lines that are left out are called."""

    MESSAGE = "messages"
    ACTION = "actions"
    JOIN = "joins"
    LEAVE = "leaves"
    NAME = "changes of names"
    EVENT = "other events (modes, topics, kicks)"
    DATE = "lines that tell the date"
    BLANK = "blank lines"
    UNKNOWN = "lines in no known shape"


class LogLine(NamedTuple):
    """A line of a log."""

    shape: Shape
    name: str = ""
    """Who wrote the message."""
    text: str = ""
    at: time | None = None
    day: date | None = None
    """The day, if the line has it."""
    month: tuple[int, int] | None = None
    """The month and the day, if the line has no year."""


_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = "(?:" + "|".join(_MONTHS) + ")"
_STAMP = re.compile(
    r"\[?(?:(?P<year>\d{4})[-/](?P<number>\d\d)[-/](?P<day>\d\d)[T ]"
    rf"|(?P<day2>\d\d)-(?P<name2>{_MONTH})-(?P<year2>\d{{4}}) |(?P<name>{_MONTH}) (?P<day3>\d\d) )?"
    r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d{1,6})?)?(?P<half> ?[AP]M)?Z?\]?(?=\s)",
    re.IGNORECASE,
)
_MESSAGE = re.compile(r"<[ @+%&~!]?(?P<name>[^\s<>]{1,64})>(?:[ \t](?P<text>.*))?\Z", re.DOTALL)
_ACTION = re.compile(r"\* (?P<name>[^\s*]{1,64})(?: (?P<text>.*))?\Z", re.DOTALL)
_NOTICE = re.compile(r"-(?P<name>[^\s()!:-][^\s()!:]{0,63})(?:[(!:][^\s]{0,200})?- (?P<text>.*)\Z", re.DOTALL)
_EVENT = re.compile(
    r"(?:\*{2,3}|-!-|-->|<--|---?|-=-|[=!]-?[=!])[ \t]|[\w\[\]\\`^{}|-]{1,64} (?:\[[^\]]*\] )?has (?:joined|quit|left) "
)
_ACTION_EVENT = re.compile(
    r"(?:\([^\s()]{1,200}\) )?(?:has )?(?P<join>joined) (?:the channel|#\S*)\Z|is now known as |sets mode[: ]"
    r"|(?:\([^\s()]{1,200}\) )?(?:has quit(?: \(.*\)| [A-Z].*)?|(?:has )?left (?:the channel|#\S*)(?: \(.*\))?)\Z"
)
"""What XChat and botbot.me write of events in the form of actions."""
_JOIN = re.compile(r"(?:\bhas joined\b|^\W*Joins: |\bjoined (?:#|the channel)|^-->)")
_LEAVE = re.compile(r"(?:\bhas (?:quit|left)\b|^\W*(?:Parts|Quits): |\bleft (?:#|the channel)|^<--)")
_NAME = re.compile(r"(?:\b(?:is|are) now known as\b)")
_TAB_EVENTS = {"-->": Shape.JOIN, "<--": Shape.LEAVE, "--": Shape.EVENT, "=!=": Shape.EVENT, "": Shape.EVENT}
_TELLS_DATE = re.compile(
    r"(?:--- (?:Log opened|Day changed|Log closed)|\*\*\*\* (?:BEGIN|ENDING) LOGGING AT"
    r"|Session (?:Start|Close|Time|Ident):|### Log session started at)\s+(?P<rest>.*)\Z",
    re.IGNORECASE,
)
_LONG_DATE = re.compile(
    rf"(?:\w{{2,4}},? )?(?P<name>{_MONTH})\w{{0,6}} {{1,2}}(?P<day>\d{{1,2}})(?: [\d:]{{5,8}})? (?P<year>\d{{4}})",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_CODES = re.compile(r"\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[0-9a-fA-F]{6})?|[\x00-\x08\x0b-\x1f\x7f]")
"""Codes of mIRC for colours and styles."""


def parse_line(line: str) -> LogLine:
    """Tell what a line is.

    >>> parse_line("14:03 <@ada> hello")[:3]
    (<Shape.MESSAGE: 'messages'>, 'ada', 'hello')
    >>> parse_line("--- Day changed Sun Sep 07 2014").day.isoformat()
    '2014-09-07'
    """
    line = line.rstrip("\r\n")
    if not line.strip():
        return LogLine(Shape.BLANK)
    if tells := _TELLS_DATE.match(line):
        return LogLine(Shape.DATE, day=_date_in(tells["rest"]))
    stamp = _STAMP.match(line)
    if stamp is None:
        return LogLine(Shape.UNKNOWN)
    rest = line[stamp.end() :]
    shape, name, text = _with_tabs(rest) if rest.count("\t") > 1 and rest[0] == "\t" else _shape(rest.lstrip())
    day, month = _stamp_date(stamp)
    return LogLine(shape, name, _CODES.sub("", text), _stamp_time(stamp), day, month)


def _shape(rest: str) -> tuple[Shape, str, str]:
    """What stands behind the time, with the name and the text."""
    for shape, pattern in ((Shape.MESSAGE, _MESSAGE), (Shape.ACTION, _ACTION), (Shape.MESSAGE, _NOTICE)):
        if match := pattern.match(rest):
            if shape is Shape.ACTION and _ACTION_EVENT.match(match["text"] or ""):
                return _event(rest), "", rest
            return shape, match["name"], match["text"] or ""
    return (_event(rest) if _EVENT.match(rest) else Shape.UNKNOWN), "", rest


def _event(rest: str) -> Shape:
    known = ((Shape.NAME, _NAME), (Shape.JOIN, _JOIN), (Shape.LEAVE, _LEAVE))
    return next((shape for shape, pattern in known if pattern.search(rest)), Shape.EVENT)


def _with_tabs(rest: str) -> tuple[Shape, str, str]:
    """What stands behind the time in weechat's logs: a name or a mark, and the text."""
    _, mark, text = rest.split("\t", 2)
    mark = mark.strip()
    if mark in _TAB_EVENTS:
        return (Shape.NAME if _NAME.search(text) else _TAB_EVENTS[mark]), "", text
    if mark == "*":
        name, _, done = text.partition(" ")
        return Shape.ACTION, name, done
    return Shape.MESSAGE, mark.lstrip("@+%&~!") or mark, text


def _stamp_time(stamp: re.Match[str]) -> time:
    hour, half = int(stamp["hour"]), (stamp["half"] or "").strip().upper()
    if half and 0 < hour <= 12:
        hour = hour % 12 + (12 if half == "PM" else 0)
    return time(hour, int(stamp["minute"]), int(stamp["second"] or 0))


def _stamp_date(stamp: re.Match[str]) -> tuple[date | None, tuple[int, int] | None]:
    """The day of a stamp; or the month and the day, if it has no year."""
    if stamp["year"]:
        return make_date(int(stamp["year"]), int(stamp["number"]), int(stamp["day"])), None
    if stamp["year2"]:
        return make_date(int(stamp["year2"]), _MONTHS[stamp["name2"].lower()], int(stamp["day2"])), None
    return None, (_MONTHS[stamp["name"].lower()], int(stamp["day3"])) if stamp["name"] else None


def _date_in(text: str) -> date | None:
    if match := _LONG_DATE.search(text):
        return make_date(int(match["year"]), _MONTHS[match["name"].lower()], int(match["day"]))
    iso = _ISO_DATE.search(text)
    return make_date(*map(int, iso.groups())) if iso else None


def make_date(year: int, month: int, day: int) -> date | None:
    """A date; None if there is no such day, or no post is from it.

    Args:
        year: the year.
        month: the month, from 1.
        day: the day of the month, from 1.
    """
    try:
        return date(year, month, day) if 1000 < year < 9999 else None
    except ValueError:
        return None
