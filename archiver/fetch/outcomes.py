"""How an attempt at a file ended: with its type, or with a failure."""

import os
import ssl
from datetime import UTC, datetime
from typing import NamedTuple

import aiohttp

from archiver.fetch.content_codings import BrokenCodingError
from archiver.fetch.http_dates import parse_http_date
from archiver.fetch.network import OWN_NETWORK
from archiver.fetch.request_urls import RefusedUrlError
from archiver.media.at_home import FailureKind

_SECONDS_AT_MOST = 10**6


class Failure(NamedTuple):
    """Why a file did not come."""

    kind: FailureKind
    detail: str = ""
    retry_after: float | None = None
    """Seconds that the server wants us to wait; None if it has not said so."""


NETWORK_ERRORS = (aiohttp.ClientError, OSError, RefusedUrlError, BrokenCodingError, ValueError)
"""What a request raises if the network, the server or the URL is at fault."""
_KIND_OF_STATUS = {
    404: FailureKind.NOT_FOUND,
    410: FailureKind.NOT_FOUND,
    408: FailureKind.TIMEOUT,
    425: FailureKind.SERVER_ERROR,
    429: FailureKind.TOO_MANY_REQUESTS,
}
_FAILURES: tuple[tuple[type[Exception], Failure], ...] = (
    (BrokenCodingError, Failure(FailureKind.SERVER_ERROR, "compressed wrongly")),
    (aiohttp.ConnectionTimeoutError, Failure(FailureKind.UNREACHABLE, "no connection in time")),
    (TimeoutError, Failure(FailureKind.TIMEOUT)),
    (aiohttp.ClientConnectorDNSError, Failure(FailureKind.UNREACHABLE, "no such host")),
    (aiohttp.ClientSSLError, Failure(FailureKind.UNREACHABLE, "no encryption in common")),
    (aiohttp.ClientPayloadError, Failure(FailureKind.SERVER_ERROR, "the file breaks off")),
    (aiohttp.InvalidURL, Failure(FailureKind.REFUSED, "not a URL")),
)


def failure_of_status(response: aiohttp.ClientResponse) -> Failure:
    """The failure that a response says by its status, which is not 200 or 206."""
    status = response.status
    if status >= 500:
        kind = FailureKind.SERVER_ERROR
    elif status >= 400:
        kind = _KIND_OF_STATUS.get(status, FailureKind.FORBIDDEN)
    else:
        kind = FailureKind.NOT_MEDIA
    return Failure(kind, str(status), parse_retry_after(response.headers.get("Retry-After", ""), datetime.now(UTC)))


def failure_of_error(error: Exception) -> Failure:
    """The failure that one of `NETWORK_ERRORS` means."""
    if isinstance(error, RefusedUrlError):
        return Failure(FailureKind.REFUSED, str(error))
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return Failure(FailureKind.UNREACHABLE, _certificate_detail(error.certificate_error))
    for kind, failure in _FAILURES:
        if isinstance(error, kind):
            return failure
    if isinstance(error, aiohttp.ClientConnectorError):
        return _failure_of_connection(error.os_error)
    if isinstance(error, ValueError) and not isinstance(error, OSError | aiohttp.ClientError):
        return Failure(FailureKind.REFUSED, "not a URL")  # a host that IDNA does not know
    return Failure(FailureKind.SERVER_ERROR, "not an answer in HTTP")


def _failure_of_connection(error: OSError) -> Failure:
    if str(error) == OWN_NETWORK:
        return Failure(FailureKind.REFUSED, OWN_NETWORK)
    return Failure(FailureKind.UNREACHABLE, os.strerror(error.errno).lower() if error.errno else "")


def parse_retry_after(value: str, now: datetime) -> float | None:
    """Parse the header Retry-After (RFC 9110, section 10.2.3), seconds or a date, to seconds from `now`.

    None for anything else.
    """
    text = value.strip()[:64]
    if text.isascii() and text.isdigit():
        return float(min(int(text), _SECONDS_AT_MOST))
    at = parse_http_date(text)
    if at is None:
        return None
    seconds = (at - now).total_seconds()
    return min(max(seconds, 0.0), _SECONDS_AT_MOST)


def _certificate_detail(error: Exception) -> str:
    """`certificate has expired`, or what else is wrong with the certificate of a host."""
    reason = error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else ""
    return f"certificate: {reason or 'not valid'}"
