"""GIF (GIF89a specification): a logical screen, then blocks; the second image makes it an animation."""

import struct
from typing import BinaryIO

from archiver.media.formats.parts import NotAPictureError, PictureHeader, file_size, read_at, require
from archiver.media.pieces import ByteRange

_EXTENSION, _IMAGE = 0x21, 0x2C
_HAS_COLOUR_TABLE = 0x80
_MAX_EXTENSIONS = 10_000


def read_gif(file: BinaryIO) -> PictureHeader:
    """The header of a GIF file. The published file is the original.

    Raises:
        NotAPictureError: No browser would show the file.
    """
    size = file_size(file)
    head = read_at(file, 0, 13)
    require(head[:6] in {b"GIF87a", b"GIF89a"})
    screen_width, screen_height, flags = struct.unpack("<HHB", head[6:11])
    offset = _find_image(file, 13 + _colour_table_size(flags))
    left, top, width, height = struct.unpack("<HHHH", read_at(file, offset + 1, 8))
    return PictureHeader(
        width=max(screen_width, left + width),  # browsers enlarge a screen that is smaller than the first image
        height=max(screen_height, top + height),
        is_animated=_has_image(file, _image_end(file, offset)),
        pieces=(ByteRange(0, size),),
    )


def _find_image(file: BinaryIO, offset: int) -> int:
    """The offset of the next image, after the extensions from `offset`."""
    for _ in range(_MAX_EXTENSIONS):
        introducer = read_at(file, offset, 1)[0]
        if introducer == _IMAGE:
            return offset
        require(introducer == _EXTENSION)
        offset = _skip_sub_blocks(file, offset + 2)
    raise NotAPictureError


def _has_image(file: BinaryIO, offset: int | None) -> bool:
    """Whether there is another image; a file that is cut off after the first has none."""
    try:
        return offset is not None and _find_image(file, offset) > 0
    except NotAPictureError:
        return False


def _image_end(file: BinaryIO, offset: int) -> int | None:
    """The offset after an image; None if the file is cut off in its data."""
    width, height, flags = struct.unpack("<HHB", read_at(file, offset + 5, 5))
    offset += 10 + _colour_table_size(flags)
    code_size, block_size, _ = read_at(file, offset, 3)
    require(width and height and 1 <= code_size <= 11 and block_size)
    try:
        return _skip_sub_blocks(file, offset + 1)
    except NotAPictureError:
        return None


def _skip_sub_blocks(file: BinaryIO, offset: int) -> int:
    """The offset after blocks that each begin with their length, of which the last is empty."""
    file.seek(offset)
    while length := file.read(1):
        offset += 1 + length[0]
        if not length[0]:
            return offset
        file.seek(offset)
    raise NotAPictureError


def _colour_table_size(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & _HAS_COLOUR_TABLE else 0
