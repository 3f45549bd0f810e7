"""Dates of mails: the `Date:` field, or, where that is wrong, the time of delivery."""

import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_tz

from archiver.importers.mail.headers import Headers

_MONTHS = dict(
    zip(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), range(1, 13), strict=True)
)
_USUAL = re.compile(
    r"(?:[A-Za-z]{3},?[ ]+)?(\d{1,2})[ ]+([A-Za-z]{3})[ ]+(\d{4})[ ]+(\d\d):(\d\d):(\d\d)[ ]+([+-])(\d\d)([0-5]\d)\b"
)
_ASCTIME = re.compile(r"[A-Za-z]{3} ([A-Za-z]{3}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4})\Z")
_TAKEOUT = re.compile(r"(\w{3}) (\w{3}) +(\d{1,2}) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})")
_FIRST, _LAST = 1970, 2100  # years of mails
_EARLIEST = timedelta(days=2)
"""A mail cannot be sent after it was delivered; clocks and zones may differ by this much."""


def find_date(headers: Headers, envelope: str, zone: tzinfo) -> tuple[float | None, bool]:
    """The time at which a mail was sent, in seconds since the epoch.

    Args:
        headers: the fields of the mail.
        envelope: the `From ` line of an mbox, or "".
        zone: the time zone of dates that name none.

    Returns:
        The time, None if there is no date at all; and True if `Date:` is missing or wrong.
    """
    date = parse_date(headers.get("date", ""), zone)
    if date is not None and not (envelope or "received" in headers):
        return date, False
    delivered = next(_delivered(headers, envelope, zone), None)
    if date is None:
        return delivered, True
    if delivered is not None and date > delivered + _EARLIEST.total_seconds():
        return delivered, True
    return date, False


def _delivered(headers: Headers, envelope: str, zone: tzinfo) -> Iterator[float]:
    """The times of delivery that the mail has, the most reliable first."""
    received = headers.get("received", "")
    fields = (received.rpartition(";")[2], headers.get("nntp-posting-date", ""), headers.get("delivery-date", ""))
    for text in (*fields, headers.get("resent-date", ""), _envelope_date(envelope)):
        if time := parse_date(text, zone):  # programs write the epoch where they know none
            yield time


def _envelope_date(line: str) -> str:
    """The date of a `From ` line; Google Takeout puts the offset before the year, where parsers overlook it."""
    if takeout := _TAKEOUT.search(line):
        return "{0}, {2} {1} {5} {3} {4}".format(*takeout.groups())
    if asctime := _ASCTIME.search(line):
        return asctime[0]
    return line.partition(" ")[2].strip().partition(" ")[2].strip()


def parse_date(text: str, zone: tzinfo) -> float | None:
    """A date of RFC 5322, or one of the forms that are found in its place, as seconds since the epoch.

    None if it is no date, or in a year in which there was no mail. `zone` is that of dates that name none.

    >>> parse_date("Tue, 05 Jul 2022 14:03:00 +0200", UTC)
    1657022580.0
    >>> parse_date("soon", UTC) is None, parse_date("Mon, 1 Jan 1945 00:00:00 GMT", UTC) is None
    (True, True)
    """
    if not text:
        return None
    usual = _USUAL.match(text)
    month = _MONTHS.get(usual[2].lower()) if usual else None
    if usual is None or month is None:
        return _parse_asctime(text, zone) or _parse_other(text, zone)
    day, _, year, hour, minute, second, sign, hours, minutes = usual.groups()
    numbers = (int(year), month, int(day), int(hour), int(minute), min(int(second), 59))
    if not _is_date(numbers):
        return None
    offset = int(hours) * 3600 + int(minutes) * 60
    return float(timegm((*numbers, 0, 0, 0)) - (offset if sign == "+" else -offset))


def _parse_asctime(text: str, zone: tzinfo) -> float | None:
    """A date as C's `asctime` writes it, in UTC: half of all `From ` lines, and of the dates of pipermail."""
    asctime = _ASCTIME.match(text)
    month = _MONTHS.get(asctime[1].lower()) if asctime else None
    if asctime is None or month is None or zone is not UTC:
        return None
    _, day, hour, minute, second, year = asctime.groups()
    numbers = (int(year), month, int(day), int(hour), int(minute), min(int(second), 59))
    return float(timegm((*numbers, 0, 0, 0))) if _is_date(numbers) else None


def _is_date(numbers: tuple[int, int, int, int, int, int]) -> bool:
    year, month, day, hour, minute, _ = numbers
    if not (_FIRST <= year < _LAST and 1 <= day <= 31 and hour < 24 and minute < 60):
        return False
    return day <= 28 or (month != 2 and (day <= 30 or month in {1, 3, 5, 7, 8, 10, 12})) or _is_leap_day(year, day)


def _is_leap_day(year: int, day: int) -> bool:
    return day == 29 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _parse_other(text: str, zone: tzinfo) -> float | None:
    try:
        parsed = parsedate_tz(text[:200])
        if parsed is None:
            return None
        at = datetime(*parsed[:5], min(parsed[5], 59), tzinfo=UTC if parsed[9] is not None else zone)
        at -= timedelta(seconds=parsed[9] or 0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at.timestamp() if _FIRST <= at.year < _LAST else None
