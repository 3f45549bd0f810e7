"""Pictures: takes a file and its type; returns width, height, whether it moves, and the file without metadata.

Nothing is decoded. The memory that is needed does not grow with the file, and the time is linear in its size.
"""

from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from msgspec.structs import replace

from archiver.media.file_types import FileType
from archiver.media.formats.avif import read_avif
from archiver.media.formats.bmp import read_bmp
from archiver.media.formats.gif import read_gif
from archiver.media.formats.jpeg import read_jpeg, without_segments_of_metadata
from archiver.media.formats.parts import MAX_PIXELS, MAX_SIDE, NotAPictureError, PictureHeader, file_size
from archiver.media.formats.png import read_png
from archiver.media.formats.webp import read_webp
from archiver.media.pieces import ByteRange, Piece, merge_ranges

__all__ = ["MAX_PIXELS", "MAX_SIDE", "PictureHeader", "pieces_to_download", "read_picture"]

_Reader = Callable[[BinaryIO], PictureHeader]
_UNCHANGED: dict[str, _Reader] = {
    "image/bmp": read_bmp,
    "image/gif": read_gif,
}
"""Readers of formats of which the original is published."""


def read_picture(file: BinaryIO, file_type: FileType, *, keeps_metadata: bool) -> PictureHeader | None:
    """Reads the header of a picture, and finds which of its bytes to publish.

    None means that browsers would not show it: it is damaged, or ends before the first pixels; or its type is not that
    of a raster picture.

    Args:
        file: The whole file; the position in it changes.
        file_type: Its type, as its first bytes say.
        keeps_metadata: Publishes the original. Otherwise JPEG, PNG, WebP, AVIF and HEIC lose their metadata, but for
            an orientation by which browsers rotate a JPEG or PNG; the pixels are not encoded again.

    Raises:
        OSError: The file could not be read.
    """
    reader = _find_reader(file_type, keeps_metadata=keeps_metadata)
    if reader is None:
        return None
    try:
        header = reader(file)
    except NotAPictureError:
        return None
    if not (header.width > 0 and header.height > 0):
        return None
    return replace(header, pieces=merge_ranges(header.pieces))


def pieces_to_download(file: BinaryIO, file_type: FileType, *, keeps_metadata: bool) -> tuple[Piece, ...]:
    """Which bytes of a file to publish of which `read_picture` gives None: all, but of a JPEG no metadata.

    Args:
        file: The whole file; the position in it changes.
        file_type: Its type, as its first bytes say.
        keeps_metadata: Publishes the original.

    Raises:
        OSError: The file could not be read.
    """
    whole = (ByteRange(0, file_size(file)),)
    if keeps_metadata or file_type.mime_type != "image/jpeg":
        return whole
    try:
        return merge_ranges(without_segments_of_metadata(file))
    except NotAPictureError:
        return whole


def _find_reader(file_type: FileType, *, keeps_metadata: bool) -> _Reader | None:
    readers: dict[str, _Reader] = {
        "image/avif": partial(read_avif, keeps_metadata=keeps_metadata),
        "image/heic": partial(read_avif, keeps_metadata=keeps_metadata),
        "image/jpeg": partial(read_jpeg, keeps_metadata=keeps_metadata),
        "image/png": partial(read_png, keeps_metadata=keeps_metadata),
        "image/webp": partial(read_webp, keeps_metadata=keeps_metadata),
        **_UNCHANGED,
    }
    return readers.get(file_type.mime_type)
