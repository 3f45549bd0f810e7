"""Finds files in a WARC (ISO 28500), the format of web archives, as `wget --warc-file` writes it.

In comes a file `.warc` or `.warc.gz`, which is read as a stream, and what is wanted; out come the bodies of responses.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataException
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from archiver.fetch.saved_folder import sha1_in_name
from archiver.media.address_keys import address_key

_CHUNK = 64 * 1024
_PASSES = 3  # a redirect may stand behind its target, and may lead to another one
_REDIRECTS = frozenset({"301", "302", "303", "307", "308"})
_DAMAGE = (
    *(ArchiveLoadFailed, ChunkedDataException, StatusAndHeadersParserException),
    *(zlib.error, EOFError, ValueError, KeyError, IndexError, TypeError, AttributeError),
)
"""What the library raises for damaged files; of some it has no errors of its own."""


class DamagedArchiveError(Exception):
    """A WARC that ends early or is damaged; what came before the damage has been read."""


class SavedBody(NamedTuple):
    """The body of a response that was wanted."""

    key: str
    """One of the keys that were wanted."""
    content: bytes
    """All of it, or one byte more than the limit."""


def read_bodies(path: Path, keys: frozenset[str], max_size: int) -> Iterator[SavedBody]:
    """Read the responses with status 200 for addresses, redirects included, in the order of the file.

    Args:
        path: a file `.warc` or `.warc.gz`.
        keys: `address_key` of each wanted address, and SHA-1 digests, with which names of Discourse's files begin.
        max_size: of a larger body, one byte more is read.

    Raises:
        DamagedArchiveError: The file is no WARC, or is damaged.
        OSError: It cannot be read.
    """
    wanted = {key: {key} for key in keys}  # the keys of addresses by the key of the URL that has their file
    for _ in range(_PASSES):
        found_redirects: dict[str, set[str]] = {}
        for record in _records(path):
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            names = filter(None, (address_key(url), sha1_in_name(url)))
            same = {key for name in names for key in wanted.get(name, ())}
            if not same:
                continue
            if target := _target_of(record):
                found_redirects.setdefault(target, set()).update(same)
            elif body := _read_body(record, max_size):
                yield from (SavedBody(key, body) for key in sorted(same))
        if not (wanted := found_redirects):
            return


def _records(path: Path) -> Iterator[ArcWarcRecord]:
    """The responses of a WARC, and the notes that a response was seen before (`revisit`)."""
    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file):
                if record.rec_type in {"response", "revisit"}:
                    yield record
        except _DAMAGE as error:
            raise DamagedArchiveError(str(error).split("\n", maxsplit=1)[0]) from error


def _target_of(record: ArcWarcRecord) -> str:
    """The key of the URL that a redirect leads to, or that has the body of a revisit; "" if there is none."""
    own = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type == "revisit":
        return address_key(record.rec_headers.get_header("WARC-Refers-To-Target-URI") or "")
    is_redirect = record.http_headers and record.http_headers.get_statuscode() in _REDIRECTS
    location = record.http_headers.get_header("Location") if is_redirect else None
    return address_key(urljoin(own, location)) if location else ""


def _read_body(record: ArcWarcRecord, max_size: int) -> bytes:
    """The body, without transfer and content coding, in steps, so that a small body cannot become a huge one.

    Empty if the status of the response is not 200, or the body is damaged.
    """
    if record.rec_type == "revisit" or not record.http_headers or record.http_headers.get_statuscode() != "200":
        return b""
    stream, body = record.content_stream(), bytearray()
    try:
        while len(body) <= max_size and (chunk := stream.read(_CHUNK)):
            body += chunk
    except _DAMAGE:
        return b""
    return bytes(body[: max_size + 1])
