"""The lines of WhatsApp's exports: where a message begins, and the order of day, month and year in a whole file. Pure.

[12/31/23, 10:00:00 PM] Ada: text       iOS
31.12.23, 22:00 - Ada: text             Android
"""

import re
from datetime import datetime, tzinfo
from typing import NamedTuple

_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks of the direction of text."""
_SPACES = re.compile("[\u00a0\u202f\u2009]")
_START = re.compile(
    r"(?P<bracket>\[)?(?P<first>\d{1,4})(?P<mark>[/.-])[ ]?(?P<second>\d{1,2})(?P=mark)[ ]?(?P<third>\d{1,4})\.?"
    r",?[ ](?:(?:at|um|à|a las|às|alle) )?(?P<early>[AP]M[ ])?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)"
    r"(?:[:.](?P<part>\d\d))?"
    r"(?:[ ]?(?P<half>[ap]\.?[ ]?m\.?))?(?(bracket)\]|[ ]-)[ ](?P<rest>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_AUTHOR = re.compile(r"(?P<name>[^:\n]{1,100}): ?(?P<text>.*)\Z", re.DOTALL)
ORDERS = ("dmy", "mdy", "ymd")


class Start(NamedTuple):
    """The first line of a message."""

    numbers: tuple[int, int, int]
    """The numbers of the date, as they stand."""
    time: tuple[int, int, int]
    name: str
    """The author; "" for what WhatsApp says itself."""
    text: str


def parse_start(line: str) -> Start | None:
    """The start of a message; None for any other line.

    >>> parse_start("[12/31/23, 10:00:00 PM] Ada: Hi: you")
    Start(numbers=(12, 31, 23), time=(22, 0, 0), name='Ada', text='Hi: you')
    """
    match = _START.match(_SPACES.sub(" ", _MARKS.sub("", line[:300])) + line[300:])
    if match is None:
        return None
    hour, half = int(match["hour"]), (match["half"] or match["early"] or "").lower()[:1]
    if half and 0 < hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    author = _AUTHOR.match(match["rest"])
    return Start(
        (int(match["first"]), int(match["second"]), int(match["third"])),
        (hour, int(match["minute"]), int(match["part"] or 0)),
        author["name"].strip() if author else "",
        author["text"] if author else match["rest"],
    )


class DateOrder:
    """Decides the order of the numbers in dates from all dates of a file."""

    def __init__(self) -> None:
        self._most = [0, 0, 0]
        self._last: dict[str, datetime] = {}
        self._back = dict.fromkeys(ORDERS, 0)

    def add(self, start: Start) -> None:
        """Take a date into account: its numbers, and how often time would go back."""
        self._most = [max(pair) for pair in zip(self._most, start.numbers, strict=True)]
        for order in ORDERS:
            moment = moment_in_order(start, order, None)
            if moment is None or moment < self._last.get(order, moment):
                self._back[order] += 1
            if moment is not None:
                self._last[order] = moment

    def decide(self) -> tuple[str, bool]:
        """The order as letters, `dmy`, and whether the dates leave no other."""
        first, second, _ = self._most
        if first > 99:
            return "ymd", True
        if first > 12 >= second:
            return "dmy", True
        if second > 12 >= first:
            return "mdy", True
        best = min(ORDERS[:2], key=lambda order: self._back[order])
        return best, self._back["dmy"] != self._back["mdy"]


def moment_in_order(start: Start, order: str, zone: tzinfo | None) -> datetime | None:
    """When a message was sent; None if there is no such day.

    Args:
        start: the start of the message.
        order: the order of the numbers, as `dmy`.
        zone: the time zone of the phone.
    """
    numbers = dict(zip(order, start.numbers, strict=True))
    year = numbers["y"] if numbers["y"] > 99 else 2000 + numbers["y"]
    try:
        return datetime(year, numbers["m"], numbers["d"], *start.time, tzinfo=zone)
    except ValueError:
        return None
