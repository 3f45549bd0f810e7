"""Times that chats show in numbers, and the order of day, month and year in them, which files seldom name. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import NamedTuple

from archiver.importers.importer import ImportContext

SHOWN_TIME = (
    r"(?P<first>\d{1,4})(?P<mark>[/.-])[ ]?(?P<second>\d{1,2})(?P=mark)[ ]?(?P<third>\d{1,4})\.?"
    r",?[ ](?:(?:at|um|à|a las|às|alle) )?(?P<early>[AP]M[ ])?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)"
    r"(?:[:.](?P<part>\d\d))?"
    r"(?:[ ]?(?P<half>[ap]\.?[ ]?m\.?))?"
)
"""A date and a time in numbers, for a pattern that ignores case; `shown_time` reads what it matched."""
ORDERS = ("dmy", "mdy", "ymd")
ORDER_SETTING = "dates"
ORDER_SETTINGS: Mapping[str, str] = {ORDER_SETTING: "the order of dates, as dmy, mdy or ymd"}
"""The setting that `decide_order` reads."""


class ShownTime(NamedTuple):
    """When a message was sent, as it is shown."""

    numbers: tuple[int, int, int]
    """The numbers of the date, as they stand."""
    time: tuple[int, int, int]


def shown_time(match: re.Match[str]) -> ShownTime:
    """The time that `SHOWN_TIME` matched."""
    hour, half = int(match["hour"]), (match["half"] or match["early"] or "").lower()[:1]
    if half and 0 < hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return ShownTime(
        (int(match["first"]), int(match["second"]), int(match["third"])),
        (hour, int(match["minute"]), int(match["part"] or 0)),
    )


class DateOrder:
    """Decides the order of the numbers in dates from all dates of a file."""

    def __init__(self) -> None:
        self._most = [0, 0, 0]
        self._last: dict[str, datetime] = {}
        self._back = dict.fromkeys(ORDERS, 0)

    def add(self, shown: ShownTime) -> None:
        """Take a date into account: its numbers, and how often time would go back."""
        self._most = [max(pair) for pair in zip(self._most, shown.numbers, strict=True)]
        for order in ORDERS:
            moment = moment_in_order(shown, order, None)
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


def moment_in_order(shown: ShownTime, order: str, zone: tzinfo | None) -> datetime | None:
    """When a message was sent; None if there is no such day.

    Args:
        shown: the time as it is shown.
        order: the order of the numbers, as `dmy`.
        zone: the time zone of the one who made the export.
    """
    numbers = dict(zip(order, shown.numbers, strict=True))
    year = numbers["y"] if numbers["y"] > 99 else 2000 + numbers["y"]
    try:
        return datetime(year, numbers["m"], numbers["d"], *shown.time, tzinfo=zone)
    except ValueError:
        return None


def decide_order(times: Iterable[ShownTime], context: ImportContext) -> str:
    """The order of the numbers in dates: as the user has set it, or as all dates of a chat have it. It is told.

    Args:
        times: those of the chat.
        context: has the settings, and counts how orders were found.
    """
    wanted = context.settings.get(ORDER_SETTING, "")
    if wanted in ORDERS:
        return wanted
    order = DateOrder()
    for shown in times:
        order.add(shown)
    found, is_certain = order.decide()
    why = "by all dates of the file" if is_certain else "though the dates fit another order, too"
    context.note(f"chats whose dates are read as {found}, {why} (--set dates=dmy, mdy or ymd)")
    return found
