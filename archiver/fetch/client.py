"""Fetches one file: follows redirects, tries again, and reads the body as far as its type and size allow.

In comes a URL and a `Download`, out comes the type of the file, whose bytes are in the download then, or a `Failure`.
"""

import asyncio
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver

from archiver import __version__
from archiver.fetch.content_codings import decoder_of
from archiver.fetch.downloads import Download
from archiver.fetch.hosts import Host, is_notice_of_removal
from archiver.fetch.limits import FetchLimits
from archiver.fetch.media_types import accepted_type
from archiver.fetch.network import make_public_socket
from archiver.fetch.outcomes import NETWORK_ERRORS, Failure, failure_of_error, failure_of_status
from archiver.fetch.ranges import parse_content_range, range_headers, validator_of
from archiver.fetch.request_urls import join_redirect, make_request_url
from archiver.media.at_home import FailureKind
from archiver.media.file_types import HEAD_SIZE
from archiver.media.type_table import FileType

_HEADERS = {
    "User-Agent": f"archiver/{__version__} (brings the pictures of an archive home)",
    "Accept": "image/*,video/*,audio/*,*/*;q=0.8",
    "Accept-Encoding": "identity",
}
_CHUNK = 64 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BROKEN_RANGE = Failure(FailureKind.SERVER_ERROR, "another part than was asked for")


class Client:
    """HTTP connections with bounds. To be used within `async with`."""

    def __init__(self, limits: FetchLimits, resolver: AbstractResolver | None = None) -> None:
        """`resolver` finds the addresses of hosts; None for that of the system."""
        self._limits = limits
        self._resolver = resolver
        self._slots = asyncio.Semaphore(limits.connections)

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            limit=self._limits.connections,
            limit_per_host=self._limits.connections_per_host,
            resolver=self._resolver or aiohttp.ThreadedResolver(),
            socket_factory=None if self._limits.allows_private else make_public_socket,
        )
        timeout = aiohttp.ClientTimeout(
            total=None,  # an attempt has its time as a whole
            sock_connect=self._limits.connect_seconds,
            sock_read=self._limits.idle_seconds,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=timeout,
            headers=_HEADERS,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def fetch(self, url: str, download: Download, host: Host, *, accepts_any: bool) -> FileType | Failure:
        """Fetch a file, in several attempts if need be.

        Args:
            url: what to ask for.
            download: takes the bytes; empty, or paused, after a failure.
            host: what is known of the host of the URL.
            accepts_any: True to take every file but HTML; False to take pictures, sound and video only.

        Returns:
            The type of the file, or the failure of the last attempt.
        """
        outcome: FileType | Failure = Failure(FailureKind.UNREACHABLE)
        for attempt in range(self._limits.attempts):
            await host.wait()
            if host.failure:
                return host.failure
            async with self._slots:
                outcome = await self._attempt(url, download, accepts_any=accepts_any)
            failure = outcome if isinstance(outcome, Failure) else None
            host.note(failure)
            if failure is None or failure.kind.is_final:
                break
            if failure.retry_after is None and attempt + 1 < self._limits.attempts:
                await asyncio.sleep(self._limits.first_delay * 2**attempt)
        return outcome

    async def _attempt(self, url: str, download: Download, *, accepts_any: bool) -> FileType | Failure:
        outcome: FileType | Failure | None = None
        try:
            async with asyncio.timeout(self._limits.file_seconds):
                outcome = await self._follow(url, download, accepts_any=accepts_any)
        except NETWORK_ERRORS as error:
            outcome = failure_of_error(error)
        finally:
            if isinstance(outcome, Failure) and outcome.kind.is_final:
                download.discard()
            elif not isinstance(outcome, FileType):  # also if the command is interrupted
                download.pause()
        return outcome

    async def _follow(self, url: str, download: Download, *, accepts_any: bool) -> FileType | Failure:
        headers = range_headers(download)
        for _ in range(self._limits.redirects + 1):
            request_url = make_request_url(url, allows_private=self._limits.allows_private)
            async with self._session.get(request_url, headers=headers, allow_redirects=False) as response:
                location = response.headers.get("Location")
                if is_notice_of_removal(url):
                    return Failure(FailureKind.NOT_FOUND, "the host shows a notice")
                if response.status not in _REDIRECTS or not location:
                    return await self._read(response, download, accepts_any=accepts_any)
            url = join_redirect(request_url, location)
        return Failure(FailureKind.REDIRECTS, f"more than {self._limits.redirects}")

    async def _read(
        self, response: aiohttp.ClientResponse, download: Download, *, accepts_any: bool
    ) -> FileType | Failure:
        total = self._begin(response, download)
        if isinstance(total, Failure):
            return total
        decoder = decoder_of(response.headers.get("Content-Encoding", ""))
        if decoder is None:
            return Failure(FailureKind.NOT_MEDIA, "compressed in an unknown way")
        is_checked = False
        async for chunk in response.content.iter_chunked(_CHUNK):
            for piece in decoder.decode(chunk):
                download.write(piece)
                if download.size > self._limits.max_size:
                    return Failure(FailureKind.TOO_LARGE, f"more than {self._limits.max_size} bytes")
            if not is_checked and download.size >= HEAD_SIZE:
                is_checked = True
                if not accepted_type(download.head, response.url.name, accepts_any=accepts_any):
                    return _not_media(response)
        if download.size < total:
            return Failure(FailureKind.SERVER_ERROR, "the file breaks off")
        return accepted_type(download.head, response.url.name, accepts_any=accepts_any) or _not_media(response)

    def _begin(self, response: aiohttp.ClientResponse, download: Download) -> int | Failure:
        """Prepare the download for the body of a response.

        Returns the size that the whole file has at least, 0 if unknown; a failure if the body is not wanted.
        """
        if response.status == 206 and (saved := download.saved()):
            start, size = parse_content_range(response.headers.get("Content-Range", ""))
            is_encoded = "Content-Encoding" in response.headers
            if is_encoded or start != saved.size or validator_of(response.headers) not in {"", saved.validator}:
                download.discard()
                return _BROKEN_RANGE
            download.resume(saved)
        elif response.status == 200:
            is_encoded = "Content-Encoding" in response.headers
            download.begin("" if is_encoded else validator_of(response.headers))
            size = 0 if is_encoded else response.content_length or 0
        else:
            if response.status == 416:  # the saved part is as long as the file, or longer
                download.discard()
                return _BROKEN_RANGE
            return failure_of_status(response)
        return Failure(FailureKind.TOO_LARGE, f"{size} bytes") if size > self._limits.max_size else size


def _not_media(response: aiohttp.ClientResponse) -> Failure:
    """The failure of a body of another type. Only a Content-Type that is a plain word is repeated."""
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    is_plain = content_type.replace("/", "").replace("-", "").replace("+", "").replace(".", "").isalnum()
    return Failure(FailureKind.NOT_MEDIA, content_type if is_plain and len(content_type) < 80 else "")
