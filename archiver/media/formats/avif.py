"""AVIF (AV1 Image File Format 1.1) and HEIC, both of which are HEIF (ISO/IEC 23008-12): nested boxes, with properties
of the primary item.
"""

import struct
from typing import BinaryIO

from archiver.media.formats.avif_metadata import without_metadata
from archiver.media.formats.boxes import Box, find_box, read_box, read_boxes
from archiver.media.formats.parts import PictureHeader, file_size, require
from archiver.media.pieces import ByteRange


def read_avif(file: BinaryIO, *, keeps_metadata: bool) -> PictureHeader:
    """The header of an AVIF or HEIC file. Its rotation is a property of the picture, and no metadata.

    Raises:
        NotAPictureError: No browser would show the file.
    """
    size = file_size(file)
    boxes = list(read_boxes(file, 0, size))
    brands = read_box(file, find_box(boxes, b"ftyp"))
    meta = find_box(boxes, b"meta")
    children = list(read_boxes(file, meta.content + 4, min(meta.end, size)))
    has_data = any(box.name in {b"mdat", b"idat"} and box.content < box.end for box in (*boxes, *children))
    require(has_data and boxes[-1].end <= size)  # browsers show nothing of a file that is cut off
    width, height = _read_size(file, children, size)
    names = {brands[offset : offset + 4] for offset in (0, *range(8, len(brands), 4))}
    pieces = (ByteRange(0, size),) if keeps_metadata else without_metadata(file, children, size)
    return PictureHeader(width=width, height=height, is_animated=b"avis" in names, pieces=pieces)


def _read_size(file: BinaryIO, meta: list[Box], size: int) -> tuple[int, int]:
    """Width and height of the primary item as shown, after its rotation."""
    properties = find_box(meta, b"iprp")
    children = list(read_boxes(file, properties.content, min(properties.end, size)))
    container = find_box(children, b"ipco")
    boxes = list(read_boxes(file, container.content, min(container.end, size)))
    item = _read_primary_item(read_box(file, find_box(meta, b"pitm")))
    numbers = _find_properties(read_box(file, find_box(children, b"ipma")), item)
    own = [boxes[number - 1] for number in numbers if 1 <= number <= len(boxes)]
    extents = read_box(file, find_box(own, b"ispe"))
    require(len(extents) >= 12)
    width, height = struct.unpack(">4xLL", extents[:12])
    quarter_turns = sum(read_box(file, box)[:1][0] & 3 for box in own if box.name == b"irot" and box.end > box.content)
    return (height, width) if quarter_turns % 2 else (width, height)


def _read_primary_item(content: bytes) -> int:
    """The number of the primary item in a box `pitm` (ISO/IEC 14496-12, section 8.11.4)."""
    width = 4 if content[:1] > b"\0" else 2
    require(len(content) >= 4 + width)
    return int.from_bytes(content[4 : 4 + width], "big")


def _find_properties(content: bytes, item: int) -> list[int]:
    """The numbers, from 1, of the properties of an item in a box `ipma` (ISO/IEC 23008-12, section 9.3.1)."""
    require(len(content) >= 8)
    id_width = 4 if content[0] > 0 else 2
    width = 2 if content[3] & 1 else 1
    offset = 8
    for _ in range(int.from_bytes(content[4:8], "big")):
        require(offset + id_width < len(content))
        number, count = int.from_bytes(content[offset : offset + id_width], "big"), content[offset + id_width]
        offset += id_width + 1
        if number == item:
            values = (content[start : start + width] for start in range(offset, offset + count * width, width))
            return [int.from_bytes(value, "big") & (0x7FFF if width == 2 else 0x7F) for value in values]
        offset += count * width
    return []
