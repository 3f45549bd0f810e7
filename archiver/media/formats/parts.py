"""What the readers of all formats share: what they return, when they refuse, and reading at an offset."""

import os
from typing import BinaryIO

from msgspec import Struct

from archiver.media.pieces import Piece

MAX_SIDE = 65_535
"""Pixels; a JPEG cannot be larger, and browsers refuse larger ones of other formats."""
MAX_PIXELS = 100_000_000
"""Decoded, 400 MB in the memory of whoever opens the page."""
MAX_PARTS = 100_000
"""Chunks, segments or boxes that are read of a file. A PNG of 800 MB has as many, if they are of 8 KiB."""


class NotAPictureError(Exception):
    """The file is damaged or too large, or its header is wrong: no browser would show it."""


class PictureHeader(Struct, frozen=True, kw_only=True):
    """A picture without its pixels."""

    width: int
    """Pixels as shown, that is after the rotation in its metadata."""
    height: int
    """Pixels, as `width`."""
    is_animated: bool
    """It has more than one frame."""
    pieces: tuple[Piece, ...]
    """The file to publish."""

    @property
    def is_shown(self) -> bool:
        """False if the picture is too large for browsers: it is published, but not shown on a page."""
        return max(self.width, self.height) <= MAX_SIDE and self.width * self.height <= MAX_PIXELS


def read_at(file: BinaryIO, offset: int, size: int) -> bytes:
    """Exactly `size` bytes of the `file` from `offset`.

    Raises:
        NotAPictureError: The file ends before.
    """
    file.seek(offset)
    content = file.read(size)
    if len(content) < size:
        raise NotAPictureError
    return content


def file_size(file: BinaryIO) -> int:
    """Bytes of a file; the position in it changes."""
    return file.seek(0, os.SEEK_END)


def require(condition: object) -> None:
    """Refuses the file unless the condition is true.

    Raises:
        NotAPictureError: The condition is false.
    """
    if not condition:
        raise NotAPictureError


def oriented(width: int, height: int, orientation: int) -> tuple[int, int]:
    """Width and height as shown of a picture of `width` x `height` stored pixels; `orientation` is that of EXIF.

    The orientations 5 to 8 turn a picture by 90 degrees (CIPA DC-008, Orientation).
    """
    return (height, width) if orientation >= 5 else (width, height)
