"""Dates in lines: where they stand, a pattern that takes their like, and their format."""

import re
from collections.abc import Sequence
from datetime import UTC
from typing import NamedTuple

from archiver.parse.dates import parse_formatted_moment, parse_moment

_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_CLOCK = r"(?:,? (?:at )?\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?)?"


class _Kind(NamedTuple):
    found: str
    """Matches a date in a line."""
    emitted: str
    """Takes dates of this kind in the pattern of a heading."""


_KINDS = (
    _Kind(
        r"\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?",
        r"\d{4}-\d{1,2}-\d{1,2}[\w:.,+ -]*",
    ),
    _Kind(rf"\d{{4}}/\d{{1,2}}/\d{{1,2}}{_CLOCK}", r"\d{4}/[\d/]+[\w:., ]*"),
    _Kind(rf"\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}{_CLOCK}", r"\d{1,2}[./][\d./]+[\w:., ]*"),
    _Kind(
        rf"(?:[A-Z][a-z]{{2}}, )?\d{{1,2}} {_MONTHS} \d{{4}}{_CLOCK}(?: [+-]\d{{4}})?", r"[\w:.,+ -]*\d{4}[\w:.,+ -]*"
    ),
    _Kind(rf"{_MONTHS} \d{{1,2}}, \d{{4}}{_CLOCK}", r"[A-Z][a-z]+ \d{1,2}, \d{4}[\w:., ]*"),
    _Kind(r"\d{4}年\d{1,2}月\d{1,2}日(?: \d{1,2}:\d\d)?", r"\d{4}年[\d月日: ]+"),
)
DATE = "|".join(kind.found for kind in _KINDS)
"""A regular expression that finds dates."""
_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d %B %Y", "%d %b %Y", "%a, %d %b %Y")
_DAYS_OF_AMERICA = ("%B %d, %Y", "%b %d, %Y", "%Y年%m月%d日")
_HOURS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p")
_CLOCKS = ("", *(f"{between}{hours}" for hours in _HOURS for between in (" ", ", ", " at ")))
_FORMATS = (*(f"{day}{clock}" for day in (*_DAYS, *_DAYS_OF_AMERICA) for clock in _CLOCKS), "%a, %d %b %Y %H:%M:%S %z")


def pattern_of(date: str) -> str:
    """A pattern that takes dates of the kind of this one."""
    return next((kind.emitted for kind in _KINDS if re.fullmatch(kind.found, date)), ".+?")


def find_format(dates: Sequence[str]) -> str | None:
    """The `date_format` that most of the dates have; None for ISO 8601.

    >>> find_format(["27.11.2021 10:42"]), find_format(["2021-11-27"]), find_format(["11/27/2021", "1/2/2021"])
    ('%d.%m.%Y %H:%M', None, '%m/%d/%Y')
    >>> find_format(["3/9/2016 12:01:00 AM", "11/27/2021 3:14:15 PM"])
    '%m/%d/%Y %I:%M:%S %p'
    """
    best, most = None, sum(parse_moment(date, UTC) is not None for date in dates)
    for date_format in _FORMATS if most < len(dates) else ():
        parsed = sum(parse_formatted_moment(date, date_format, UTC) is not None for date in dates)
        best, most = (date_format, parsed) if parsed > most else (best, most)
    return best
