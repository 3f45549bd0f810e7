"""Streams with bounds: unpacked bytes in proportion to packed ones, lines, and whole documents."""

import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from archiver.importers.containers.limits import DEFAULT_LIMITS, UnpackingLimits

_CHUNK = 1 << 16


class UnreadableError(OSError):
    """A file of an export is damaged, refused or too large. The message says why."""


def describe_error(error: Exception) -> str:
    """What an error says; its name if it says nothing."""
    return str(error) or type(error).__name__


class BoundedReader(io.RawIOBase):
    """Unpacked bytes, read from a stream that unpacks. Reading raises UnreadableError where they are damaged, or are
    more than `limits` allow for a packed file of `packed_size` bytes. `packed` is closed with it.
    """

    def __init__(
        self, unpacking: BinaryIO, packed_size: int, limits: UnpackingLimits, packed: BinaryIO | None = None
    ) -> None:
        self._unpacking, self._packed = unpacking, packed
        self._most = min(limits.unpacked, max(limits.free_ratio, packed_size * limits.ratio))
        self._read = 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read bytes into `buffer`, as `io.RawIOBase` has it."""
        view = memoryview(buffer)  # type: ignore[arg-type]  # io calls it with a buffer
        try:
            chunk = self._unpacking.read(len(view))
        except Exception as error:  # each library of compression raises errors of its own
            raise UnreadableError(f"it cannot be unpacked: {describe_error(error)}") from error
        self._read += len(chunk)
        if self._read > self._most:
            raise UnreadableError(f"it unpacks to more than {self._most:,} bytes, which looks like a bomb")
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Close the stream that unpacks, too."""
        if not self.closed:
            self._unpacking.close()
            if self._packed is not None:
                self._packed.close()
        super().close()


class Line(NamedTuple):
    """A line of a file."""

    offset: int
    """Bytes before it."""
    text: bytes
    """Its bytes with the newline; only its start if it is too long."""
    is_whole: bool
    """False if it is longer than the bound."""


def read_lines(file: BinaryIO, longest: int = DEFAULT_LIMITS.line) -> Iterator[Line]:
    """Read the lines of a file. Of a line with more than `longest` bytes the start alone comes, marked as such.

    Raises UnreadableError.
    """
    offset = 0
    while text := file.readline(longest):
        start, is_whole = offset, text.endswith(b"\n") or len(text) < longest
        offset += len(text)
        if not is_whole:
            while rest := file.readline(_CHUNK):
                offset += len(rest)
                if rest.endswith(b"\n"):
                    break
        yield Line(start, text, is_whole)


def read_whole(file: BinaryIO, most: int = DEFAULT_LIMITS.document) -> bytes:
    """Read all bytes of a file. Raises UnreadableError if it has more than `most`."""
    chunks, left = [], most
    while chunk := file.read(_CHUNK):  # a read of up to `most` bytes would set aside as many, each time
        left -= len(chunk)
        if left < 0:
            raise UnreadableError(f"it has more than {most:,} bytes, too many to be read at once")
        chunks.append(chunk)
    return b"".join(chunks)
