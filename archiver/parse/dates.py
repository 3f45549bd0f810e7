"""Dates of posts: ISO 8601 (RFC 3339), and the format of a `[[source]]` table."""

import re
from datetime import UTC, datetime, tzinfo

from archiver.model import Moment

_DATE = re.compile(
    r"(\d{4}-\d\d-\d\d)"
    r"(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,6})\d*)? ?(Z|UTC|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_HAS_TIME = re.compile(r"%-?[HIMScXfsT]")
_IN_UTC = re.compile(r"%Z|UTC|GMT|(?<=[%\d\w ])Z\Z")
_EDGE_YEARS = {"0000", "0001", "9999"}
"""Years that dates cannot have: in another time zone they could be outside the range of `datetime`."""


def parse_moment(text: str, zone: tzinfo) -> Moment | None:
    """Parse an ISO 8601 date, or date and time (RFC 3339, with optional seconds and zone), into the time zone `zone`.

    A time without a zone is taken to be in `zone`. None if the text is not such a date, or the year is 0, 1 or 9999.

    >>> parse_moment("2022-07-05T14:03Z", UTC).at.isoformat()
    '2022-07-05T14:03:00+00:00'
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    day, time, fraction, offset = match.groups()
    clock = f"{time or '00:00'}.{fraction.ljust(6, '0')}" if fraction else time or "00:00"
    if day[:4] in _EDGE_YEARS:
        return None
    offset = "+00:00" if offset in {"Z", "UTC"} else offset or ""
    try:
        at = datetime.fromisoformat(f"{day}T{clock}{offset}")
    except ValueError:
        return None
    at = at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
    return Moment(at=at, has_time=time is not None)


def parse_formatted_moment(text: str, date_format: str, zone: tzinfo) -> Moment | None:
    """Parse a date in the format of a `[[source]]` table; None if the text is not such a date.

    Args:
        text: the date, as the source has it.
        date_format: the format, in the directives of `datetime.strptime`. With `UTC` or `GMT` in it, or `Z` at its end,
            dates are in UTC.
        zone: the time zone of the result, and of dates whose format names no zone.

    >>> parse_formatted_moment("27.11.2021 10:42 UTC", "%d.%m.%Y %H:%M UTC", UTC).at.isoformat()
    '2021-11-27T10:42:00+00:00'
    """
    try:
        at = datetime.strptime(text, date_format)  # noqa: DTZ007  the next line sets the zone
        if at.tzinfo is None:
            at = at.replace(tzinfo=UTC if _IN_UTC.search(date_format) else zone)
        at = at.astimezone(zone)
    except (ValueError, OverflowError):
        return None
    return None if f"{at.year:04}" in _EDGE_YEARS else Moment(at=at, has_time=bool(_HAS_TIME.search(date_format)))
