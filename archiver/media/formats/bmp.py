"""Windows bitmaps (Microsoft: BITMAPFILEHEADER, BITMAPCOREHEADER and BITMAPINFOHEADER with its successors)."""

import struct
from typing import BinaryIO

from archiver.media.formats.parts import PictureHeader, file_size, read_at, require
from archiver.media.pieces import ByteRange

_CORE_HEADER_SIZE = 12
_INFO_HEADER_SIZES = {40, 52, 56, 64, 108, 124}
_BITS = {1, 4, 8, 16, 24, 32}
_COMPRESSIONS = {0, 1, 2, 3, 6}
"""None, run lengths of 8 and of 4 bits, bit fields; browsers know no others."""


def read_bmp(file: BinaryIO) -> PictureHeader:
    """The header of a bitmap. The published file is the original.

    Raises:
        NotAPictureError: No browser would show the file.
    """
    size = file_size(file)
    magic, pixels, header_size = struct.unpack("<2s8xLL", read_at(file, 0, 18))
    require(magic == b"BM" and 14 + header_size <= pixels < size)
    if header_size == _CORE_HEADER_SIZE:
        width, height, planes, bits = struct.unpack("<HHHH", read_at(file, 18, 8))
        compression = 0
    else:
        require(header_size in _INFO_HEADER_SIZES)
        width, height, planes, bits, compression = struct.unpack("<llHHL", read_at(file, 18, 16))
    require(planes == 1 and bits in _BITS and compression in _COMPRESSIONS and width > 0)
    return PictureHeader(width=width, height=abs(height), is_animated=False, pieces=(ByteRange(0, size),))
