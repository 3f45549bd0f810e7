"""JPEG (ITU-T T.81, annex B; JFIF, T.871): a sequence of marker segments, with image data after each start of scan.

Without metadata there remain the segments of the image, JFIF without its thumbnail, colour profiles, Adobe's colour
transform and the orientation; nothing after the end of the image, where phones append films and further pictures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from archiver.media.formats.exif import NO_ROTATION, orientation_block, orientation_of
from archiver.media.formats.parts import MAX_PARTS, PictureHeader, file_size, oriented, read_at, require
from archiver.media.pieces import CHUNK, ByteRange, Piece

_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_SHOWN_FRAMES = {0xC0, 0xC1, 0xC2}
"""Baseline, extended and progressive DCT with Huffman codes. Browsers decode no others."""
_FRAMES = {0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)} | _SHOWN_FRAMES
_TABLES = {0xC4, 0xCC, 0xDB, 0xDC, 0xDD}
"""Huffman tables, arithmetic conditioning, quantisation tables, number of lines, restart interval."""
_NOT_IMAGE = {_COM, *range(_APP0, _APP15 + 1)}
"""Comments and application segments."""
_SEGMENTS = _FRAMES | _TABLES | {_SOI, _EOI, _SOS, _COM} | set(range(_APP0, _APP15 + 1))
_MARKER = re.compile(b"\xff[" + b"".join(re.escape(bytes((code,))) for code in sorted(_SEGMENTS)) + b"]")
"""A marker that ends image data. Bytes 0xFF in the data are followed by 0x00 or by the number of a restart marker."""
_EXIF = b"Exif\0\0"
_FIRST_CHUNK = 16
_JFIF_SIZE = 14
_ADOBE_SIZE = 12


class _Segment(NamedTuple):
    """A marker with its parameters and the image data after them."""

    code: int
    start: int
    """Offset of the marker."""
    payload: int
    """Offset after the length."""
    end: int
    """Offset after the parameters."""
    next_marker: int
    """Offset of the next marker: after the image data, if the segment is the start of a scan."""


@dataclass(slots=True)
class _Image:
    """What is known of an image while its segments are read."""

    width: int = 0
    height: int = 0
    orientation: int = NO_ROTATION
    has_exif: bool = False
    has_scan: bool = False
    pieces: list[Piece] = field(default_factory=list)


def read_jpeg(file: BinaryIO, *, keeps_metadata: bool) -> PictureHeader:
    """The header of a JPEG file.

    Raises:
        NotAPictureError: No browser would show the file.
    """
    size = file_size(file)
    require(read_at(file, 0, 2) == b"\xff\xd8")
    image = _Image(pieces=[ByteRange(0, 2)])
    for segment in _read_segments(file, size):
        _read_segment(file, segment, image)
        if keeps_metadata and image.has_scan:
            break
    require(image.has_scan)
    width, height = oriented(image.width, image.height, image.orientation)
    pieces = (ByteRange(0, size),) if keeps_metadata else tuple(image.pieces)
    return PictureHeader(width=width, height=height, is_animated=False, pieces=pieces)


def without_segments_of_metadata(file: BinaryIO) -> tuple[Piece, ...]:
    """The pieces of a JPEG file that no browser shows, without its metadata.

    What comes after the end of the image, or is EXIF that is cut off, is left out.

    Raises:
        NotAPictureError: There are too many segments.
    """
    pieces: list[Piece] = []
    size = file_size(file)
    position, end = 0, _find_marker(file, 2, size)
    for segment in _read_segments(file, size):
        if segment.code in _NOT_IMAGE:
            pieces += (ByteRange(position, segment.start), _without_metadata(file, segment))
            position = segment.end
        if segment.code == _EOI:
            return (*pieces, ByteRange(position, segment.end))
        end = segment.next_marker
    is_exif = _read_up_to(file, end, 2) == bytes((0xFF, _APP1))
    return (*pieces, ByteRange(position, end if is_exif else size))


def _read_segments(file: BinaryIO, size: int) -> Iterator[_Segment]:
    """The segments after the start of the image, up to its end or to where the file is cut off."""
    marker = _find_marker(file, 2, size)
    for _ in range(MAX_PARTS):
        if marker >= size:
            return
        code = read_at(file, marker, 2)[1]
        if code in {_EOI, _SOI}:
            yield _Segment(code, marker, marker + 2, marker + 2, size)
            return
        head = _read_up_to(file, marker + 2, 2)
        end = marker + 2 + int.from_bytes(head, "big")
        if len(head) < 2 or end < marker + 4 or end > size:
            return
        following = _find_marker(file, end, size)
        yield _Segment(code, marker, marker + 4, end, following)
        marker = following
    require(condition=False)


def _find_marker(file: BinaryIO, start: int, size: int) -> int:
    """The offset of the next marker from `start`, or the `size` of the file. Restart markers are part of the data.

    It reads in growing chunks, so that the cost is linear for a file of tiny segments too.
    """
    file.seek(start)
    position, before, chunk_size = start, b"", _FIRST_CHUNK
    while chunk := file.read(chunk_size):
        window = before + chunk
        if match := _MARKER.search(window):
            return position - len(before) + match.start()
        position += len(chunk)
        before = window[-1:]  # a marker may lie on both sides of the border
        chunk_size = min(chunk_size * 4, CHUNK)
    return size


def _read_up_to(file: BinaryIO, offset: int, size: int) -> bytes:
    file.seek(offset)
    return file.read(size)


def _read_segment(file: BinaryIO, segment: _Segment, image: _Image) -> None:
    """Adds a segment to what is known of the image."""
    code, start, _, end, next_marker = segment
    if code == _SOS:
        require(image.width and next_marker > end)
        image.has_scan = True
        image.pieces.append(ByteRange(start, next_marker))
    elif code in _FRAMES:
        require(code in _SHOWN_FRAMES and not image.width)
        image.width, image.height = _read_size(file, segment)
        image.pieces.append(ByteRange(start, end))
    elif code in _TABLES or code == _EOI:
        image.pieces.append(ByteRange(start, end))
    elif code == _APP1 and not image.has_scan:
        _read_exif(file, segment, image)
    elif code != _COM:
        image.pieces.append(_without_metadata(file, segment))


def _read_size(file: BinaryIO, segment: _Segment) -> tuple[int, int]:
    """Width and height in a frame header (T.81, B.2.2)."""
    parameters = read_at(file, segment.payload, segment.end - segment.payload)
    require(len(parameters) >= 9)
    components = parameters[5]
    require(parameters[0] == 8 and components in {1, 3, 4} and len(parameters) == 6 + 3 * components)
    height, width = int.from_bytes(parameters[1:3], "big"), int.from_bytes(parameters[3:5], "big")
    require(width and height)
    return width, height


def _read_exif(file: BinaryIO, segment: _Segment, image: _Image) -> None:
    """Reads the orientation of the first EXIF segment, which is the one that browsers follow."""
    parameters = read_at(file, segment.payload, segment.end - segment.payload)
    if image.has_exif or not parameters.startswith(_EXIF):
        return
    image.has_exif = True
    image.orientation = orientation_of(parameters[len(_EXIF) :])
    if image.orientation != NO_ROTATION:
        image.pieces.append(_segment(_APP1, _EXIF + orientation_block(image.orientation)))


def _without_metadata(file: BinaryIO, segment: _Segment) -> Piece:
    """An application segment as it is published; empty if it has nothing but metadata."""
    parameters = read_at(file, segment.payload, min(segment.end - segment.payload, _JFIF_SIZE))
    if segment.code == _APP0 and parameters.startswith(b"JFIF\0") and len(parameters) == _JFIF_SIZE:
        return _segment(_APP0, parameters[:12] + b"\0\0")  # the last two bytes are the size of the thumbnail
    if segment.code == _APP2 and parameters.startswith(b"ICC_PROFILE\0"):
        return ByteRange(segment.start, segment.end)
    if segment.code == _APP14 and parameters.startswith(b"Adobe") and len(parameters) >= _ADOBE_SIZE:
        return _segment(_APP14, parameters[:_ADOBE_SIZE])
    return b""


def _segment(code: int, parameters: bytes) -> bytes:
    return bytes((0xFF, code)) + (len(parameters) + 2).to_bytes(2, "big") + parameters
