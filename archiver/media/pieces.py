"""A published file as pieces of the original: ranges of its bytes, and bytes that stand in place of others."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

CHUNK = 64 * 1024
"""The most bytes that are in memory at once."""


class ByteRange(NamedTuple):
    """Bytes of the original file."""

    start: int
    """Offset of the first byte."""
    end: int
    """Offset after the last byte."""


Piece = bytes | ByteRange


def total_size(pieces: Iterable[Piece]) -> int:
    """Bytes of the published file."""
    return sum(len(piece) if isinstance(piece, bytes) else piece.end - piece.start for piece in pieces)


def merge_ranges(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Fewer pieces with equal bytes: ranges that touch become one, and empty pieces are left out."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else b""
        if isinstance(piece, ByteRange) and isinstance(last, ByteRange) and last.end == piece.start:
            merged[-1] = ByteRange(last.start, piece.end)
        elif total_size((piece,)):
            merged.append(piece)
    return tuple(merged)


def read_pieces(file: BinaryIO, pieces: Iterable[Piece]) -> Iterator[bytes]:
    """The bytes of the published file, in chunks of at most 64 KiB.

    Args:
        file: The original, which must not change until the last chunk is read.
        pieces: The pieces in their order.

    Raises:
        OSError: The file could not be read, or has become shorter.
    """
    for piece in pieces:
        if isinstance(piece, bytes):
            yield from (piece[start : start + CHUNK] for start in range(0, len(piece), CHUNK))
        else:
            yield from _read_range(file, piece)


def _read_range(file: BinaryIO, wanted: ByteRange) -> Iterator[bytes]:
    position = wanted.start
    while position < wanted.end:
        file.seek(position)  # a caller may read elsewhere between two chunks
        chunk = file.read(min(CHUNK, wanted.end - position))
        if not chunk:
            raise OSError("The file became shorter while it was read.")
        position += len(chunk)
        yield chunk
