"""PNG and APNG (W3C PNG Specification, third edition): a signature and chunks.

Without metadata there remain the chunks that affect how the picture looks, and the orientation.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple
from zlib import crc32

from archiver.media.formats.exif import NO_ROTATION, orientation_block, orientation_of
from archiver.media.formats.parts import MAX_PARTS, PictureHeader, file_size, oriented, read_at, require
from archiver.media.pieces import ByteRange, Piece

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CRITICAL = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
_COLOURS = {b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"mDCv", b"cLLI", b"cLLi", b"sBIT"}
_LOOK = {b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT"}
_KEPT = _CRITICAL | _COLOURS | _LOOK
_BIT_DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
"""Bit depths of each colour type (section 11.2.1)."""
_MAX_LENGTH = 2**31 - 1
_MAX_EXIF = 1_000_000
"""Bytes; no orientation is read from a longer block."""


class _Chunk(NamedTuple):
    name: bytes
    start: int
    """Offset of its length."""
    length: int
    """Bytes of its content."""
    end: int
    """Offset after its checksum, or the end of the file, if the file is cut off before."""

    @property
    def content(self) -> int:
        """Offset of its content."""
        return self.start + 8


@dataclass(slots=True)
class _Image:
    """What is known of an image while its chunks are read."""

    width: int
    height: int
    orientation: int = NO_ROTATION
    has_exif: bool = False
    has_data: bool = False
    is_animated: bool = False
    pieces: list[Piece] = field(default_factory=list)


def read_png(file: BinaryIO, *, keeps_metadata: bool) -> PictureHeader:
    """The header of a PNG file.

    Raises:
        NotAPictureError: No browser would show the file.
    """
    size = file_size(file)
    width, height = _read_size(file)
    image = _Image(width, height, pieces=[ByteRange(0, len(_SIGNATURE))])
    for chunk in _read_chunks(file, size):
        _read_chunk(file, chunk, image)
        if keeps_metadata and image.has_data:
            break
    require(image.has_data)
    width, height = oriented(width, height, image.orientation)
    pieces = (ByteRange(0, size),) if keeps_metadata else tuple(image.pieces)
    return PictureHeader(width=width, height=height, is_animated=image.is_animated, pieces=pieces)


def _read_size(file: BinaryIO) -> tuple[int, int]:
    """Width and height in the chunk IHDR, whose checksum and fields must be right."""
    head = read_at(file, 0, 33)
    require(head.startswith(_SIGNATURE + b"\0\0\0\x0dIHDR") and crc32(head[12:29]) == int.from_bytes(head[29:], "big"))
    width, height, depth, colour_type, *methods = struct.unpack(">LLBBBBB", head[16:29])
    require(depth in _BIT_DEPTHS.get(colour_type, ()) and methods in ([0, 0, 0], [0, 0, 1]))
    return width, height


def _read_chunks(file: BinaryIO, size: int) -> Iterator[_Chunk]:
    """The chunks up to the end of the image, or to where the file is cut off."""
    offset = len(_SIGNATURE)
    for _ in range(MAX_PARTS):
        if offset + 8 >= size:
            return
        length, name = struct.unpack(">L4s", read_at(file, offset, 8))
        require(length <= _MAX_LENGTH and name.isalpha())
        end = offset + 12 + length
        yield _Chunk(name, offset, length, min(end, size))
        if name == b"IEND":
            return
        offset = end
    require(condition=False)


def _read_chunk(file: BinaryIO, chunk: _Chunk, image: _Image) -> None:
    """Adds a chunk to what is known of the image."""
    is_critical = chunk.name[:1].isupper()
    require(not is_critical or chunk.name in _CRITICAL)
    if chunk.name == b"IDAT":
        image.has_data = image.has_data or chunk.length > 0
    elif chunk.name == b"IEND":
        require(image.has_data)
    elif chunk.name == b"acTL" and not image.has_data:
        image.is_animated = int.from_bytes(read_at(file, chunk.content, 4), "big") > 1
    elif chunk.name == b"eXIf" and not (image.has_data or image.has_exif):
        _read_exif(file, chunk, image)
    if chunk.name in _KEPT:
        image.pieces.append(ByteRange(chunk.start, chunk.end))


def _read_exif(file: BinaryIO, chunk: _Chunk, image: _Image) -> None:
    """Reads the orientation of the first EXIF chunk before the pixels; browsers follow no other.

    They ignore one whose checksum is wrong, too.
    """
    if chunk.length > _MAX_EXIF:
        return
    content = read_at(file, chunk.content, chunk.length + 4)
    if crc32(chunk.name + content[:-4]) != int.from_bytes(content[-4:], "big"):
        return
    image.has_exif = True
    image.orientation = orientation_of(content[:-4])
    if image.orientation != NO_ROTATION:
        image.pieces.append(_chunk(b"eXIf", orientation_block(image.orientation)))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + name + content + struct.pack(">L", crc32(name + content))
