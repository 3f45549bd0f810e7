"""The orientation in EXIF metadata, and the smallest EXIF block that has one (CIPA DC-008; TIFF 6.0, section 2)."""

import struct

NO_ROTATION = 1
_ORIENTATION_TAG = 0x0112
_SHORT = 3
_ENTRY_SIZE = 12


def orientation_of(exif: bytes) -> int:
    """The orientation, from 1 to 8, in an EXIF block, which is a TIFF header and its directories.

    As in browsers, only the first directory counts; without a sound value the picture is not rotated (1).
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None or len(exif) < 8:
        return NO_ROTATION
    (directory,) = struct.unpack_from(f"{order}L", exif, 4)
    if directory + 2 > len(exif):
        return NO_ROTATION
    (count,) = struct.unpack_from(f"{order}H", exif, directory)
    first = directory + 2
    last = min(first + count * _ENTRY_SIZE, len(exif)) - _ENTRY_SIZE
    for offset in range(first, last + 1, _ENTRY_SIZE):
        tag, field_type, values, orientation = struct.unpack_from(f"{order}HHLH", exif, offset)
        if tag == _ORIENTATION_TAG:
            sound = field_type == _SHORT and values == 1 and 1 <= orientation <= 8
            return int(orientation) if sound else NO_ROTATION
    return NO_ROTATION


def orientation_block(orientation: int) -> bytes:
    """An EXIF block of 26 bytes with nothing but an orientation."""
    entry = struct.pack(">HHLHH", _ORIENTATION_TAG, _SHORT, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">LH", 8, 1) + entry + bytes(4)
