"""Dates in headers of HTTP (RFC 9110, section 5.6.7)."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 64  # characters


def parse_http_date(text: str) -> datetime | None:
    """Parse a date as `Wed, 01 May 2024 12:00:00 GMT`; None for anything else. Without a time zone it is in UTC."""
    try:
        at = parsedate_to_datetime(text[:_LONGEST])
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):  # the library raises each of them for some texts
        return None
