"""Reads fields of JSON objects that strangers have made: a field of another type than it should have counts as missing.

Pure. Functions that take several names return the first field that is there: systems and their versions name a field
differently.
"""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from archiver.model import Moment
from archiver.parse.dates import parse_moment

JsonObject = Mapping[str, Any]
"""A JSON object."""
_YEARS = range(1000, 9999)
"""Years that posts can be from."""
_SECONDS = re.compile(r"-?\d{9,17}(?:\.\d{1,9})?", re.ASCII)
_LONGEST_DATE = 64  # characters
_LONGEST_NUMBER = 30  # characters


def text_in(record: JsonObject, *names: str) -> str:
    """The first of the fields that is a text and not empty, or a whole number; "" if there is none.

    >>> text_in({"a": "", "b": True, "c": 3}, "a", "b", "c")
    '3'
    """
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""


def number_in(record: JsonObject, *names: str) -> int | None:
    """The first of the fields that is a number, perhaps in quotation marks, without its fraction; None if none is.

    >>> number_in({"a": "12"}, "a"), number_in({"a": True, "b": 12.5}, "a", "b"), number_in({"a": True}, "a")
    (12, 12, None)
    """
    return next((number for name in names if (number := _number(record.get(name))) is not None), None)


def _number(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and len(value) < _LONGEST_NUMBER:
        try:
            value = float(value) if "." in value else int(value)
        except ValueError:
            return None
    if isinstance(value, float) and math.isfinite(value):
        return int(value)
    return value if isinstance(value, int) else None


def flag_in(record: JsonObject, *names: str) -> bool:
    """True if any of the fields is true."""
    return any(record.get(name) is True for name in names)


def dict_in(record: JsonObject, *names: str) -> dict[str, Any]:
    """The first of the fields that is an object; an empty one if there is none."""
    return next((value for name in names if isinstance(value := record.get(name), dict)), {})


def list_in(record: JsonObject, *names: str) -> list[Any]:
    """The first of the fields that is an array; an empty one if there is none."""
    return next((value for name in names if isinstance(value := record.get(name), list)), [])


def dicts_in(record: JsonObject, *names: str) -> list[dict[str, Any]]:
    """The objects in the first of the fields that is an array; other values in it are left out."""
    return [value for value in list_in(record, *names) if isinstance(value, dict)]


def moment_in(record: JsonObject, *names: str) -> Moment | None:
    """The first of the fields that is a date in a form that `moment_of` knows; in UTC if it names no zone."""
    return next((moment for name in names if (moment := moment_of(record.get(name)))), None)


def moment_of(value: object, zone: tzinfo = UTC) -> Moment | None:
    """The moment of a date: ISO 8601, or seconds, milliseconds or microseconds since 1970, as a number or a text.

    None if it is none, or of a year that no post is from. `zone` is the time zone of dates that name none.

    >>> moment_of("2019-10-19T23:24:16.509Z").at.isoformat(), moment_of(1571527456).at.isoformat()
    ('2019-10-19T23:24:16.509000+00:00', '2019-10-19T23:24:16+00:00')
    """
    if isinstance(value, str) and len(value) <= _LONGEST_DATE:
        if moment := parse_moment(value, zone):
            return moment if moment.at.year in _YEARS else None
        return _since_1970(float(value)) if _SECONDS.fullmatch(value.strip()) else None
    return _since_1970(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _since_1970(number: float) -> Moment | None:
    """The moment that many seconds after 1970; milliseconds or microseconds if the number is too large for seconds."""
    try:
        return moment_at(number / (1 if abs(number) < 1e11 else 1000 if abs(number) < 1e14 else 1_000_000))
    except OverflowError:
        return None


def moment_at(seconds: float | None) -> Moment | None:
    """The moment so many seconds after 1970; None for None and 0, and for years that no post is from."""
    if not seconds:
        return None
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Moment(at=at) if at.year in _YEARS else None
