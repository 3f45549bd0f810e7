"""Asking for the rest of a file (RFC 9110, sections 13.1.5 and 14)."""

from collections.abc import Mapping
from datetime import timedelta

from archiver.fetch.downloads import Download
from archiver.fetch.http_dates import parse_http_date

_STRONG_AFTER = timedelta(seconds=60)
"""A date is a strong validator if the file was changed so long before it was sent (RFC 9110, section 8.8.2.2)."""


def range_headers(download: Download) -> dict[str, str]:
    """Headers that ask for the rest of a file, if it is still the same version; none without a part of it."""
    saved = download.saved()
    return {"Range": f"bytes={saved.size}-", "If-Range": saved.validator} if saved else {}


def validator_of(headers: Mapping[str, str]) -> str:
    """The validator of a response that If-Range may have: a strong ETag, else a strong Last-Modified, else ""."""
    etag = headers.get("ETag", "")
    validator = etag if etag and not etag.startswith("W/") else _strong_date(headers)
    return validator if validator.isascii() and validator.isprintable() else ""


def parse_content_range(value: str) -> tuple[int, int]:
    """The first byte and the size of the whole file in `bytes 100-199/1000`; (-1, 0) for all that is not clear."""
    unit, _, rest = value.strip()[:100].partition(" ")
    numbers, _, total = rest.partition("/")
    start, _, end = numbers.partition("-")
    if unit != "bytes" or not all(number.isascii() and number.isdigit() for number in (start, end, total)):
        return -1, 0
    return (int(start), int(total)) if int(start) <= int(end) < int(total) else (-1, 0)


def _strong_date(headers: Mapping[str, str]) -> str:
    modified = headers.get("Last-Modified", "")
    changed, sent = parse_http_date(modified), parse_http_date(headers.get("Date", ""))
    return modified if changed and sent and sent - changed >= _STRONG_AFTER else ""
