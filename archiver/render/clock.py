"""The time zone of a moment, and the whole moment, as all languages write them."""

from datetime import timedelta
from functools import cache

from archiver.model import Moment

_MINUTE = timedelta(minutes=1)


def zone(moment: Moment) -> str:
    """Filter `zone`: how far the clock of a moment is from UTC: `UTC`, `UTC+2`, `UTC-3:30`;
    empty for a date without a time of day.

    Abbreviations of zones are not used: `CST` means several.
    """
    return _zone_at(moment.at.utcoffset() or timedelta()) if moment.has_time else ""


def exact(moment: Moment) -> str:
    """Filter `exact`: a moment with all that is known of it: `2022-07-05 14:03:27 UTC+2`, or `2022-07-05`."""
    return f"{moment.at.isoformat(' ')[:19]} {zone(moment)}" if moment.has_time else moment.iso


@cache
def _zone_at(offset: timedelta) -> str:
    minutes = offset // _MINUTE
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
