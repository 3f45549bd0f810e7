"""WebP (RFC 9649): RIFF chunks with a VP8 or VP8L bit stream, or with the extended header VP8X and several of them.

Without metadata there remain the chunks of the image and its colour profile. An orientation in EXIF goes, too: Chromium
ignores it and Safari does not, and a picture is to be the same, and as wide as its page says, in all browsers.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from archiver.media.formats.parts import MAX_PARTS, PictureHeader, file_size, read_at, require
from archiver.media.pieces import ByteRange, Piece

_HEADER_SIZE = 12
_CHUNK_HEADER_SIZE = 8
_BIT_STREAMS = {b"VP8 ", b"VP8L"}
_KEPT = _BIT_STREAMS | {b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH"}
_ANIMATION_FLAG, _XMP_FLAG, _EXIF_FLAG = 0x02, 0x04, 0x08
_FRAME_HEADER_SIZE = 16


class _Chunk(NamedTuple):
    name: bytes
    start: int
    """Offset of its name."""
    length: int
    """Bytes of its content, without the byte that pads an odd length."""

    @property
    def content(self) -> int:
        """Offset of its content."""
        return self.start + _CHUNK_HEADER_SIZE

    @property
    def end(self) -> int:
        """Offset after the padding."""
        return self.content + self.length + self.length % 2


@dataclass(slots=True)
class _Image:
    """What is known of an image while its chunks are read."""

    canvas: tuple[int, int] | None = None
    """Width and height in an extended header."""
    flags: int = 0
    size: tuple[int, int] = (0, 0)
    """Width and height in the first bit stream."""
    frames: int = 0
    claimed_size: int = 4
    """Bytes after the size in the header of the file, which counts chunks that are cut off as if they were whole."""
    pieces: list[Piece] = field(default_factory=list)


def read_webp(file: BinaryIO, *, keeps_metadata: bool) -> PictureHeader:
    """The header of a WebP file.

    Raises:
        NotAPictureError: No browser would show the file.
    """
    size = file_size(file)
    riff, riff_size, webp = struct.unpack("<4sL4s", read_at(file, 0, _HEADER_SIZE))
    require(riff == b"RIFF" and webp == b"WEBP")
    image = _Image()
    for chunk in _read_chunks(file, _HEADER_SIZE, min(riff_size + 8, size), riff_size + 8):
        _read_chunk(file, chunk, size, image)
    width, height = image.canvas or image.size
    is_animated = bool(image.flags & _ANIMATION_FLAG)
    require(image.size != (0, 0) and (is_animated or image.size == (width, height)))
    pieces = (ByteRange(0, size),) if keeps_metadata else _pieces(image)
    return PictureHeader(width=width, height=height, is_animated=image.frames > 1, pieces=pieces)


def _read_chunks(file: BinaryIO, start: int, end: int, claimed_end: int) -> Iterator[_Chunk]:
    """The chunks from `start` to `end`; none may reach over `claimed_end`, where the chunk around them ends."""
    offset = start
    for _ in range(MAX_PARTS):
        if offset + _CHUNK_HEADER_SIZE >= end:
            return
        name, length = struct.unpack("<4sL", read_at(file, offset, _CHUNK_HEADER_SIZE))
        chunk = _Chunk(name, offset, length)
        require(chunk.content + length <= claimed_end)
        yield chunk
        offset = chunk.end
    require(condition=False)


def _read_chunk(file: BinaryIO, chunk: _Chunk, size: int, image: _Image) -> None:
    """Adds a chunk to what is known of the image; `size` is that of the file."""
    is_first = chunk.start == _HEADER_SIZE
    if chunk.name == b"VP8X":
        require(is_first)
        image.flags, image.canvas = _read_canvas(file, chunk)
        return
    require(not is_first or chunk.name in _BIT_STREAMS)
    pieces: list[Piece] = [ByteRange(chunk.start, min(chunk.end, size))] if chunk.name in _KEPT else []
    claimed_size = chunk.end - chunk.start if pieces else 0
    if chunk.name == b"ANMF":
        pieces, claimed_size = _read_frame(file, chunk, size, image)
    elif chunk.name in _BIT_STREAMS and image.size == (0, 0):
        image.size = _read_size(file, chunk)
        image.frames += 1
    image.pieces += pieces
    image.claimed_size += claimed_size


def _read_canvas(file: BinaryIO, chunk: _Chunk) -> tuple[int, tuple[int, int]]:
    require(chunk.length >= 10)
    head = read_at(file, chunk.content, 10)
    return head[0], (int.from_bytes(head[4:7], "little") + 1, int.from_bytes(head[7:10], "little") + 1)


def _read_size(file: BinaryIO, chunk: _Chunk) -> tuple[int, int]:
    """Width and height in a bit stream (RFC 6386, section 9.1; RFC 9649, section 3.4)."""
    require(chunk.length > 10)
    head = read_at(file, chunk.content, 11)
    if chunk.name == b"VP8 ":
        is_shown_key_frame = head[0] & 0x11 == 0x10
        require(is_shown_key_frame and head[3:6] == b"\x9d\x01\x2a")
        width, height = struct.unpack("<HH", head[6:10])
        return width & 0x3FFF, height & 0x3FFF
    bits = int.from_bytes(head[1:5], "little")
    require(head[0] == 0x2F and bits >> 29 == 0)
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _read_frame(file: BinaryIO, frame: _Chunk, size: int, image: _Image) -> tuple[list[Piece], int]:
    """A frame of an animation without unknown chunks: its pieces, and how many bytes they would be, if not cut off."""
    require(frame.length >= _FRAME_HEADER_SIZE)
    start, end = frame.content + _FRAME_HEADER_SIZE, frame.content + frame.length
    chunks = list(_read_chunks(file, start, min(end, size), end))
    kept = [chunk for chunk in chunks if chunk.name in _BIT_STREAMS or chunk.name == b"ALPH"]
    streams = [chunk for chunk in kept if chunk.name in _BIT_STREAMS]
    if streams:
        image.frames += 1
        if image.frames == 1:
            require(end <= size)  # browsers show nothing before the first frame is whole
            image.size = _read_size(file, streams[0])
    if len(kept) == len(chunks):
        return [ByteRange(frame.start, min(frame.end, size))], frame.end - frame.start
    length = _FRAME_HEADER_SIZE + sum(chunk.end - chunk.start for chunk in kept)
    head = b"ANMF" + length.to_bytes(4, "little")
    ranges = [ByteRange(chunk.start, min(chunk.end, size)) for chunk in kept]
    return [head, ByteRange(frame.content, start), *ranges], _CHUNK_HEADER_SIZE + length


def _pieces(image: _Image) -> tuple[Piece, ...]:
    """The file without metadata, with the flags and the size that it has then."""
    extended = b""
    if image.canvas:
        flags = image.flags & ~(_EXIF_FLAG | _XMP_FLAG)
        width, height = (side - 1 for side in image.canvas)
        extended = struct.pack("<4sLL", b"VP8X", 10, flags) + width.to_bytes(3, "little") + height.to_bytes(3, "little")
    size = image.claimed_size + len(extended)
    return (b"RIFF" + size.to_bytes(4, "little") + b"WEBP" + extended, *image.pieces)
