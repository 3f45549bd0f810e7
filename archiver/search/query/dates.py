"""Parse dates of queries to ranges of calendar days, counted from 1970-01-01. Other texts give None."""

import re
from calendar import monthrange
from datetime import date

from archiver.search.query.ast import Dates

_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")
_AGE = re.compile(r"([0-9]{1,4})([dwmy])")
_EPOCH = date(1970, 1, 1).toordinal()


def parse_range(text: str) -> Dates | None:
    """The days of `A` or `A..B`, where A and B are years, months or days: from A's first day to B's last day.

    Without A or B in `A..B`, the range has no limit there.
    """
    first, dots, last = text.partition("..")
    start = _period(first) if first else (None, None)
    end = _period(last) if last else (None, None)
    if not start or not end or not (first or last):
        return None
    dates = Dates(start[0], end[1] if dots else start[1])
    return None if dates.start is not None and dates.end is not None and dates.start >= dates.end else dates


def parse_before(text: str) -> Dates | None:
    """All days before a year (`2024`), month (`2024-05`) or day (`2024-05-01`)."""
    period = _period(text)
    return Dates(None, period[0]) if period else None


def parse_after(text: str) -> Dates | None:
    """All days from the first day of a year (`2024`), month (`2024-05`) or day (`2024-05-01`) on."""
    period = _period(text)
    return Dates(period[0], None) if period else None


def parse_newer(text: str, today: date) -> Dates | None:
    """All days from `today` minus an age on. Ages are days, weeks, months or years: `3d`, `2w`, `6m`, `1y`."""
    day = _days_ago(text, today)
    return None if day is None else Dates(day, None)


def parse_older(text: str, today: date) -> Dates | None:
    """All days before `today` minus an age. Ages are days, weeks, months or years: `3d`, `2w`, `6m`, `1y`."""
    day = _days_ago(text, today)
    return None if day is None else Dates(None, day)


def _period(text: str) -> tuple[int, int] | None:
    """The first day of a year, month or day, and the day after its last day."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    try:
        last_month = month if match[2] else 12
        last_day = day if match[3] else monthrange(year, last_month)[1]
        return _number(year, month, day), _number(year, last_month, last_day) + 1
    except ValueError:
        return None


def _days_ago(text: str, today: date) -> int | None:
    """`today` minus an age. A day that a month doesn't have becomes its last day: 31 March minus 1m is 28 February."""
    match = _AGE.fullmatch(text.lower())
    if match is None:
        return None
    count, unit = int(match[1]), match[2]
    if unit in "dw":
        return _number(today.year, today.month, today.day) - count * (7 if unit == "w" else 1)
    year, month = divmod(today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1), 12)
    if year < 1:
        return None
    return _number(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _number(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal() - _EPOCH
