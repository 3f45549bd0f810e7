"""Reads the pages of a WARC (ISO 28500), the format of web archives, as `wget --warc-file` writes it.

In: a file `.warc` or `.warc.gz`, read as a stream; out: the HTML of responses with status 200, in their order.
"""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from archiver.importers.containers import Member, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.pages.warc_pictures import WarcPictures

_MAGIC = b"WARC/"
_LONGEST_LINE = 1 << 16
_MOST_FIELDS = 1000
_LARGEST = 1 << 25  # bytes of a response that is read
_CHUNK = 1 << 16
_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s{0,3}=\s{0,3}[\"']?([\w:.-]{2,40})", re.IGNORECASE)
_CODINGS = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""Values of `wbits` of zlib."""


class Response(NamedTuple):
    """A page that a server has sent."""

    name: str
    """The file."""
    content: bytes
    url: str
    charset: str | None


class _Record(NamedTuple):
    fields: dict[str, str]
    block: bytes
    """Empty if the record is no response, or too large."""


def is_warc(head: bytes) -> bool:
    """True for the first bytes of a WARC, unpacked."""
    return head.startswith(_MAGIC)


def read_responses(member: Member, context: ImportContext, pictures: WarcPictures) -> Iterator[Response]:
    """The pages in a WARC.

    Args:
        member: the file.
        context: is told of what is damaged or left out.
        pictures: gets the pictures in it.
    """
    number = 0
    try:
        with member.open() as file:
            for number, record in enumerate(_records(file), 1):
                if not record.block:
                    continue
                try:
                    yield from _page(member.name, record, pictures)
                except UnreadableError as error:
                    context.problem(member.name, number, f"left out: {error}")
    except UnreadableError as error:
        context.problem(member.name, number + 1, f"left out, with the rest of the file: {error}")


def _records(file: BinaryIO) -> Iterator[_Record]:
    """The records of a WARC. Raises UnreadableError where it is damaged."""
    while line := file.readline(_LONGEST_LINE):
        if not line.strip():
            continue
        if not line.startswith(_MAGIC):
            raise UnreadableError("no record of a WARC begins here")
        fields = _read_fields(file)
        length = fields.get("content-length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 16):
            raise UnreadableError("a record has no length")
        is_wanted = fields.get("warc-type", "").lower() == "response" and int(length) <= _LARGEST
        yield _Record(fields, _read_exactly(file, int(length), is_kept=is_wanted))


def _read_fields(file: BinaryIO) -> dict[str, str]:
    fields: dict[str, str] = {}
    for _ in range(_MOST_FIELDS):
        line = file.readline(_LONGEST_LINE).decode("utf-8", "replace")
        if not line.strip():
            break
        name, _, value = line.partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _read_exactly(file: BinaryIO, length: int, *, is_kept: bool) -> bytes:
    kept = bytearray()
    while length:
        chunk = file.read(min(length, _CHUNK))
        if not chunk:
            raise UnreadableError("it ends within a record")
        length -= len(chunk)
        if is_kept:
            kept += chunk
    return bytes(kept)


def _page(name: str, record: _Record, pictures: WarcPictures) -> Iterator[Response]:
    """The page in a response; nothing if it is none.

    Args:
        name: the file.
        record: the record of the response.
        pictures: gets the response if it is a picture.
    """
    head, mark, body = record.block.partition(b"\r\n\r\n")
    if not mark:
        head, _, body = record.block.partition(b"\n\n")
    status, *lines = head.decode("latin-1").splitlines() or [""]
    fields = {line.partition(":")[0].strip().lower(): line.partition(":")[2].strip() for line in lines}
    kind = fields.get("content-type", "")
    is_picture = kind.lower().startswith("image/")
    if status.split(" ")[1:2] != ["200"] or not (is_picture or kind.lower().startswith(_HTML)):
        return
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = _without_chunks(body)
    charset = _CHARSET.search(kind)
    url = record.fields.get("warc-target-uri", "").strip("<>")
    content = _decoded(body, fields.get("content-encoding", ""))
    if is_picture:
        pictures.add(url, content)
    else:
        yield Response(name, content, url, charset[1] if charset else None)


def _without_chunks(body: bytes) -> bytes:
    """The body of a response without the lengths of its chunks; as it is if it has none (some tools remove them)."""
    parts: list[bytes] = []
    at = 0
    while (end := body.find(b"\r\n", at, at + 1024)) >= 0:
        try:
            size = int(body[at:end].split(b";")[0], 16)
        except ValueError:
            return b"".join(parts) if parts else body
        if size <= 0:
            break
        parts.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(parts) if parts else body


def _decoded(body: bytes, coding: str) -> bytes:
    """The body without its content coding. Raises UnreadableError."""
    coding = coding.strip().lower()
    if coding in {"", "identity"}:
        return body
    if coding not in _CODINGS:
        raise UnreadableError(f"its content coding is {coding[:40]}, which is not read")
    try:
        decoder = zlib.decompressobj(_CODINGS[coding])
        content = decoder.decompress(body, _LARGEST)
    except zlib.error as error:
        raise UnreadableError(f"it cannot be unpacked: {error}") from error
    if decoder.unconsumed_tail:
        raise UnreadableError(f"it unpacks to more than {_LARGEST:,} bytes, too many for a page")
    return content
