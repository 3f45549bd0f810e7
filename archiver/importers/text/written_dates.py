"""Dates as mails and people write them: `Tue, 3 Mar 2020 10:04:00 +0100`, `Mar 3, 2020 at 10:04 AM`, `03.03.20`. Pure.

A date of which it is not known which number is the day, or in which zone its clock is, is not guessed.
"""

import re
from collections.abc import Iterable
from datetime import UTC, timedelta, timezone, tzinfo

from msgspec.structs import replace

from archiver.importers.pages.dates import NumberOrder, parse_shown_date, tells_day_first
from archiver.model import Moment

_LONGEST = 300  # characters of a text in which a date is looked for
_OFFSET = re.compile(
    r"(?<=\d):\d\d(?:\.\d{1,6})?(?:\s?[AP]M)?\s?\(?(?:(?:GMT|UTC)\s?)?(?P<sign>[+-])(?P<hours>[01]\d):?(?P<minutes>[0-5]\d)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<=\d):\d\d(?:\s?[AaPp][Mm])?\s?\(?(?P<name>[A-Z]{1,4}T|UTC|UT|Z)\b")
_ZONES = {
    name: minutes
    for minutes, names in (
        (0, "UTC UT GMT Z WET"),
        (60, "CET WEST"),
        (120, "CEST EET"),
        (180, "EEST"),
        (540, "JST"),
        (-240, "EDT"),
        (-300, "EST CDT"),
        (-360, "MDT"),
        (-420, "MST PDT"),
        (-480, "PST"),
    )
    for name in names.split()
}
"""The names that mean one zone only, in minutes. `CST` is a zone of America (RFC 5322), and another of China."""


class WrittenDates:
    """Parses the dates of one text, in which the order of numbers is the same everywhere."""

    def __init__(self, texts: Iterable[str], zone: tzinfo) -> None:
        known = {first for text in texts if (first := tells_day_first(text)) is not None}
        self._orders = [NumberOrder(day_first=value) for value in (known if len(known) == 1 else (False, True))]
        self._zone = zone

    def parse(self, text: str) -> Moment | None:
        """The date in a text; None if there is none, or if it may be one of two days."""
        text = " ".join(text.split())[:_LONGEST]
        zone = _find_zone(text, self._zone)
        found = {parse_shown_date(text, zone or self._zone, order) for order in self._orders}
        moment = found.pop() if len(found) == 1 else None
        if moment is None or zone is not None:
            return moment
        return replace(moment, at=moment.at.replace(hour=0, minute=0, second=0), has_time=False)


def _find_zone(text: str, default: tzinfo) -> tzinfo | None:
    """The zone that a date names, or the default if it names none; None if the name is not known.

    >>> _find_zone("Tue, 3 Mar 2020 10:04:00 -0330", UTC).utcoffset(None).total_seconds()
    -12600.0
    >>> _find_zone("3 Mar 2020 10:04 CET", UTC).utcoffset(None).total_seconds(), _find_zone("10:04 XQT", UTC)
    (3600.0, None)
    """
    if offset := _OFFSET.search(text):
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"])
        return timezone(timedelta(minutes=-minutes if offset["sign"] == "-" else minutes))
    named = _NAMED.search(text)
    if named is None:
        return default
    ahead = _ZONES.get(named["name"])
    return None if ahead is None else timezone(timedelta(minutes=ahead)) if ahead else UTC
