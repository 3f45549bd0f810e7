"""Reads the dates that pages show to readers: in many orders, with months as numbers or by name. Pure.

What depends on the day on which a page was saved ("Today", "5 minutes ago") is no date.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from archiver.importers.json_fields import moment_of
from archiver.importers.pages.month_names import find_month
from archiver.model import Moment

_LONGEST = 300  # characters of a text in which a date is looked for
_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})[:時时点h](\d{2})(?:[:分](\d{2}))?(?!\d)\s{0,3}(?:(a)\.?m\b|(p)\.?m\b)?", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s-]{1,2}(?:de |of )?'?([^\W\d_]{3,15})"
    r"\.?,?[\s-]{1,2}(?:de |of )?'?(\d{4}|\d\d)(?!\d|:)"
)
_MONTH_DAY = re.compile(r"(?<!\w)([^\W\d_]{3,15})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s'?(\d{4})(?!\d)")
_YEAR_NAMED = re.compile(r"(?<!\d)(\d{4})[.\s]{1,2}([^\W\d_]{3,15})\.?\s(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d\d)(?!\d)")
_ZONE = re.compile(
    r"(?:\ball times are|\btimes are|\bzeiten sind|\bheures sont[^<]{0,20})\s{1,3}(?:<[^<>]{1,200}>)?\s{0,3}(?:GMT|UTC)"
    r"\s{0,3}(?:([+-])\s{0,3}(\d{1,2})(?::(\d\d))?)?",
    re.IGNORECASE,
)
_CENTURY = 70  # years of two digits below it are of this century
_TOO_LATE = 2200


class NumberOrder(NamedTuple):
    """Which of two numbers is the day, where a date does not tell."""

    day_first: bool = False


MONTH_FIRST = NumberOrder()


def parse_shown_date(text: str, zone: tzinfo = UTC, order: NumberOrder = MONTH_FIRST) -> Moment | None:
    """Parse a date that a page shows, or that it has for programs. None if there is none in the text.

    Args:
        text: the date, perhaps with other words around it.
        zone: the time zone of the page.
        order: which number is the day in dates as `05-06-2009`.

    >>> parse_shown_date("Posted: Sat Oct 21, 2000 10:01 am").at.isoformat()
    '2000-10-21T10:01:00+00:00'
    >>> parse_shown_date("05-06-2009, 03:14 PM").at.isoformat(), parse_shown_date("Today, 03:14 PM")
    ('2009-05-06T15:14:00+00:00', None)
    """
    text = text.strip()[:_LONGEST]
    if (exact := moment_of(text, zone)) is not None:
        return exact
    clock = _CLOCK.search(text)
    rest = f"{text[: clock.start()]} {text[clock.end() :]}" if clock else text
    day = _find_day(" ".join(rest.replace(",", " , ").replace(" ,", ",").split()), order)
    if day is None:
        return None
    hour, minute, second = _time_of(clock) if clock else (0, 0, 0)
    try:
        at = datetime(*day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
    return Moment(at=at, has_time=clock is not None)


def _time_of(clock: re.Match[str]) -> tuple[int, int, int]:
    hour = int(clock[1])
    if clock[4] or clock[5]:
        hour = hour % 12 + (12 if clock[5] else 0)
    return hour, int(clock[2]), int(clock[3] or 0)


def _find_day(text: str, order: NumberOrder) -> tuple[int, int, int] | None:
    """Year, month and day."""
    if match := _YEAR_FIRST.search(text):
        return _checked(int(match[1]), int(match[2]), int(match[3]))
    for pattern, year, month, day in ((_DAY_MONTH, 3, 2, 1), (_MONTH_DAY, 3, 1, 2), (_YEAR_NAMED, 1, 2, 3)):
        for match in pattern.finditer(text):
            if number := find_month(match[month]):
                return _checked(_year(match[year]), number, int(match[day]))
    if match := _NUMBERS.search(text):
        first, second = int(match[1]), int(match[3])
        is_day_first = first > 12 or (second <= 12 and (order.day_first or match[2] == "."))
        return _checked(_year(match[4]), *((second, first) if is_day_first else (first, second)))
    return None


def _year(digits: str) -> int:
    year = int(digits)
    return year if year > 99 else year + (2000 if year < _CENTURY else 1900)


def _checked(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    return (year, month, day) if 1980 <= year < _TOO_LATE and 1 <= month <= 12 and 1 <= day <= 31 else None


def tells_day_first(text: str) -> bool | None:
    """True if a date in numbers has its day first, False if its month; None if it does not tell.

    >>> tells_day_first("25-06-2009, 03:14"), tells_day_first("06/25/09"), tells_day_first("05-06-2009")
    (True, False, None)
    """
    match = _NUMBERS.search(text[:_LONGEST])
    if match is None or match[2] == ".":
        return None
    first, second = int(match[1]), int(match[3])
    return True if first > 12 >= second else False if second > 12 >= first else None


def find_zone(page: str) -> tzinfo | None:
    """The time zone that a page names for its dates, as phpBB and vBulletin do; None if it names none.

    >>> find_zone("All times are GMT + 10 Hours").utcoffset(None).total_seconds() / 3600
    10.0
    """
    match = _ZONE.search(page)
    if match is None:
        return None
    minutes = int(match[2] or 0) * 60 + int(match[3] or 0)
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes)) if minutes < 1440 else None
