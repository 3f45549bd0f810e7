"""Undoes the compression of a response in bounded steps, so that a kilobyte cannot become a gigabyte in memory."""

import zlib
from collections.abc import Iterator
from typing import Protocol

_STEP = 64 * 1024  # bytes that come out at once
_ANY_ZLIB = zlib.MAX_WBITS | 32  # a header of gzip or of zlib


class BrokenCodingError(Exception):
    """Bytes that are not in the coding that the response names."""


class Decoder(Protocol):
    """Undoes a content coding (RFC 9110, section 8.4)."""

    def decode(self, chunk: bytes) -> Iterator[bytes]:
        """Decode the next bytes of the body; what comes out has pieces of at most 64 KiB. Raises BrokenCodingError."""


class _Identity:
    def decode(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk


class _Inflate:
    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(_ANY_ZLIB)

    def decode(self, chunk: bytes) -> Iterator[bytes]:
        piece = b""
        while chunk or len(piece) == _STEP:  # zlib may hold back what did not fit
            try:
                piece = self._inflate.decompress(chunk, _STEP)
            except zlib.error as error:
                raise BrokenCodingError(str(error)) from error
            yield piece
            chunk = self._inflate.unconsumed_tail


def decoder_of(coding: str) -> Decoder | None:
    """The decoder of the header Content-Encoding; None for a coding that was not asked for and is not known."""
    match coding.strip().lower():
        case "" | "identity":
            return _Identity()
        case "gzip" | "x-gzip" | "deflate":
            return _Inflate()
    return None
