"""Reads fields of JSON objects that strangers have made: what is not of the expected type counts as missing.

Pure. Functions that take several names return the first field that is there: systems and their versions name a field
differently.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from archiver.model import Moment
from archiver.parse.dates import parse_moment

Table = Mapping[str, Any]
"""A JSON object."""
_SECONDS = re.compile(r"-?\d{9,17}(?:\.\d{1,9})?", re.ASCII)
_LONGEST_DATE = 64  # characters


def text_of(table: Table, *names: str) -> str | None:
    """The first of the fields that is a text with more than white space, or a whole number; None if there is none."""
    for name in names:
        value = table.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


def whole_of(table: Table, *names: str) -> int | None:
    """The first of the fields that is a whole number; None if there is none."""
    values = (table.get(name) for name in names)
    return next((value for value in values if isinstance(value, int) and not isinstance(value, bool)), None)


def flag_of(table: Table, *names: str) -> bool:
    """True if any of the fields is true."""
    return any(table.get(name) is True for name in names)


def table_of(table: Table, *names: str) -> dict[str, Any]:
    """The first of the fields that is an object; an empty one if there is none."""
    return next((value for name in names if isinstance(value := table.get(name), dict)), {})


def list_of(table: Table, *names: str) -> list[Any]:
    """The first of the fields that is an array; an empty one if there is none."""
    return next((value for name in names if isinstance(value := table.get(name), list)), [])


def tables_of(table: Table, *names: str) -> list[dict[str, Any]]:
    """The objects in the first of the fields that is an array."""
    return [value for value in list_of(table, *names) if isinstance(value, dict)]


def moment_of(table: Table, *names: str, zone: tzinfo = UTC) -> Moment | None:
    """The first of the fields that is a date: ISO 8601, or seconds or milliseconds since 1970.

    Args:
        table: the object.
        names: the names of fields.
        zone: the time zone of dates that name none.
    """
    for name in names:
        if moment := parse_date(table.get(name), zone):
            return moment
    return None


def parse_date(value: object, zone: tzinfo = UTC) -> Moment | None:
    """Parse a date: ISO 8601, or seconds, milliseconds or microseconds since 1970, as a number or a text.

    None if it is none. `zone` is the time zone of dates that name none.

    >>> parse_date("2019-10-19T23:24:16.509Z").at.isoformat(), parse_date(1571527456).at.isoformat()
    ('2019-10-19T23:24:16.509000+00:00', '2019-10-19T23:24:16+00:00')
    """
    if isinstance(value, str) and len(value) <= _LONGEST_DATE:
        return parse_moment(value, zone) or (_since_1970(float(value)) if _SECONDS.fullmatch(value.strip()) else None)
    return _since_1970(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _since_1970(number: float) -> Moment | None:
    """The moment that many seconds after 1970; milliseconds or microseconds if the number is too large for seconds."""
    try:
        seconds = number / (1 if abs(number) < 1e11 else 1000 if abs(number) < 1e14 else 1_000_000)
        return Moment(at=datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None
