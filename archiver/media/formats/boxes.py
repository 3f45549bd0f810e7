"""Boxes of ISO's base media format (ISO/IEC 14496-12, section 4.2), of which AVIF files are made."""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from archiver.media.formats.parts import MAX_PARTS, NotAPictureError, read_at, require

_MAX_BOX = 1_000_000
"""Bytes of a box that is read into memory."""


class Box(NamedTuple):
    """A box in a file."""

    name: bytes
    content: int
    """Offset of its content."""
    end: int
    """Offset after its content, as its header says."""


def read_boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes of a `file` from `start` to `end`; the last one may claim to end later.

    Raises:
        NotAPictureError: A box is shorter than its header, or there are too many.
    """
    offset = start
    for _ in range(MAX_PARTS):
        if offset + 8 >= end:
            return
        length, name = struct.unpack(">L4s", read_at(file, offset, 8))
        content = offset + 8
        if length == 1:
            length, content = int.from_bytes(read_at(file, content, 8), "big"), content + 8
        box_end = offset + length if length else end
        require(box_end >= content)
        yield Box(name, content, box_end)
        offset = box_end
    raise NotAPictureError


def find_box(boxes: list[Box], name: bytes) -> Box:
    """The first box of a name.

    Raises:
        NotAPictureError: There is none.
    """
    for box in boxes:
        if box.name == name:
            return box
    raise NotAPictureError


def read_box(file: BinaryIO, box: Box) -> bytes:
    """The content of a box.

    Raises:
        NotAPictureError: It is longer than a million bytes, or the file ends before.
    """
    require(box.end - box.content <= _MAX_BOX)
    return read_at(file, box.content, box.end - box.content)
