"""Reads fields of parsed JSON that may have any type: a field of another type than it should have counts as missing."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from archiver.model import Moment

_YEARS = range(1000, 9999)


def dict_in(value: Any, *names: str) -> dict[str, Any]:
    """The object at a path of names; an empty one if there is none.

    >>> dict_in({"a": {"b": {"c": 1}}}, "a", "b"), dict_in({"a": 1}, "a")
    ({'c': 1}, {})
    """
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def dicts_in(record: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in the array of this name; other values in it are left out."""
    value = record.get(name)
    return [inner for inner in value if isinstance(inner, dict)] if isinstance(value, list) else []


def text_in(record: Mapping[str, Any], *names: str) -> str:
    """The first text of these names that is not empty; "" if there is none.

    >>> text_in({"a": "", "b": 3, "c": "x"}, "a", "b", "c")
    'x'
    """
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value:
            return value
    return ""


def number_in(record: Mapping[str, Any], name: str) -> int | None:
    """The whole number of this name, which may be in quotation marks; None if there is none.

    >>> number_in({"a": "12"}, "a"), number_in({"a": 12.5}, "a"), number_in({"a": True}, "a")
    (12, 12, None)
    """
    value = record.get(name)
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and len(value) < 30:
        try:
            value = float(value) if "." in value else int(value)
        except ValueError:
            return None
    if isinstance(value, float) and math.isfinite(value):
        return int(value)
    return value if isinstance(value, int) else None


def moment_at(seconds: float | None) -> Moment | None:
    """The moment so many seconds after 1970; None for None, and for years that no post is from."""
    if not seconds:
        return None
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Moment(at=at) if at.year in _YEARS else None


def moment_of(text: str) -> Moment | None:
    """The moment of a text in ISO 8601, in UTC if it names no zone; None if it is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if at.year not in _YEARS:
        return None
    return Moment(at=(at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC))
