"""Reads MHTML (RFC 2557), in which browsers save a page with its pictures as one file. Pure.

In: the bytes of a file; out: its pages and other parts. The format is that of a mail with attachments.
"""

from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import NamedTuple

from archiver.importers.containers import UnreadableError

_SUFFIXES = (".mht", ".mhtml")
_MOST_PARTS = 10_000


class Part(NamedTuple):
    """A page of a file."""

    content: bytes
    url: str
    charset: str | None
    others: frozenset[str]
    """The addresses of the other parts."""


def is_mhtml(name: str, head: bytes) -> bool:
    """True for a file that is MHTML, by its name, or by the header fields at its start."""
    return name.lower().endswith(_SUFFIXES) or (
        b"multipart/related" in head[:4096].lower() and head.lstrip()[:5].lower() in {b"from:", b"mime-", b"conte"}
    )


def read_parts(file: bytes) -> Iterator[Part]:
    """The pages in a file: the first part that is HTML, as a rule."""
    parts = list(_parts(file))
    for part in parts:
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            others = frozenset(_location(other) for other in parts if other is not part)
            yield Part(_bytes_of(part), _location(part), part.get_content_charset(), others)
            return


class MhtmlParts:
    """The parts of a file by their addresses. The file is parsed once."""

    def __init__(self, file: bytes) -> None:
        self._parts = {_location(part): part for part in reversed(list(_parts(file)))}

    def read(self, url: str) -> bytes:
        """The part that has an address. Raises UnreadableError if none has it."""
        part = self._parts.get(url)
        if part is None:
            raise UnreadableError(f"the page was saved without {url[:200]}")
        return _bytes_of(part)


def _parts(file: bytes) -> Iterator[Message]:
    message = BytesParser(policy=compat32).parsebytes(file)
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            return
        if not part.is_multipart():
            yield part


def _location(part: Message) -> str:
    return str(part.get("Content-Location", "")).strip()


def _bytes_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
