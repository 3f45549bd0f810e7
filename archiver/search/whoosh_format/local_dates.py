"""The field of dates: to Whoosh a DATETIME in the archive's time zone, on disk a column of seconds since 1970."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from whoosh.columns import NumericColumn
from whoosh.fields import DATETIME
from whoosh.util.numeric import to_sortable
from whoosh.util.times import datetime_to_long

from archiver.search.index.fields import NO_DATE

DATE_FIELD = "date"
_BITS = 64
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LocalDates(DATETIME):  # type: ignore[misc]  # Whoosh has no types
    """Dates and times without an offset, which are in the archive's time zone: days begin at its midnight."""

    def __init__(self, zone: str) -> None:
        """`zone` is the IANA name of the time zone."""
        super().__init__(stored=True, sortable=NumericColumn("q", default=NO_DATE))
        self.zone = zone

    def from_column_value(self, seconds: int) -> datetime | None:
        """The date of a value of the column; None for no date."""
        return None if seconds == NO_DATE else _local(seconds, ZoneInfo(self.zone))

    def to_column_value(self, date: datetime) -> int:
        """The value of the column for a date."""
        return int(date.replace(tzinfo=ZoneInfo(self.zone)).timestamp())


def term_number(seconds: int, zone: ZoneInfo) -> int:
    """The number of which the terms of a date are made: microseconds of local time, moved to be positive.

    `seconds` is the date in seconds since 1970, `zone` the archive's time zone.
    """
    return int(to_sortable(int, _BITS, True, datetime_to_long(_local(seconds, zone))))  # noqa: FBT003  Whoosh's


def _local(seconds: int, zone: ZoneInfo) -> datetime:
    return (_EPOCH + timedelta(seconds=seconds)).astimezone(zone).replace(tzinfo=None)
