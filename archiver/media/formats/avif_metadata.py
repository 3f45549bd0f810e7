"""Where the metadata of an AVIF or HEIC file is: its items of the type `Exif`, and of the MIME type of XMP.

Their bytes are overwritten and not left out, since the boxes of the file have offsets of all items.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from archiver.media.formats.boxes import Box, find_box, read_box, read_boxes
from archiver.media.formats.parts import MAX_PARTS, require
from archiver.media.pieces import CHUNK, ByteRange, Piece

_NO_EXIF = bytes(4) + b"MM\0*\0\0\0\x08" + bytes(6)
"""The offset of a TIFF header, and one with an empty directory (ISO/IEC 23008-12, annex A): some decoders refuse a
picture whose EXIF is not sound."""
_SPACES = b" " * CHUNK
_FILE_OFFSET, _BOX_OFFSET = 0, 1
"""How an item is located: by offsets in the file, or in the box `idat`."""


class _Item(NamedTuple):
    number: int
    is_exif: bool


@dataclass(slots=True)
class _Fields:
    """Reads the fields of a box one after the other."""

    content: bytes
    offset: int = 0

    def number(self, size: int) -> int:
        """An unsigned integer of `size` bytes; 0 if it has none.

        Raises:
            NotAPictureError: The box ends before.
        """
        start, self.offset = self.offset, self.offset + size
        require(self.offset <= len(self.content))
        return int.from_bytes(self.content[start : self.offset], "big")


def without_metadata(file: BinaryIO, meta: list[Box], size: int) -> tuple[Piece, ...]:
    """The pieces of a file in which spaces, or an empty EXIF block, stand in place of the metadata.

    Args:
        file: The file.
        meta: The boxes in its box `meta`.
        size: Its size in bytes.

    Raises:
        NotAPictureError: The boxes are damaged.
    """
    items = {item.number: item for item in _read_metadata_items(file, meta, size)}
    pieces: list[Piece] = []
    position = 0
    extents = sorted(_read_extents(file, meta, items)) if items else []
    for extent_start, extent_end, is_exif in extents:
        start, end = max(extent_start, position), min(extent_end, size)
        if start < end:
            pieces += [ByteRange(position, start), *_filling(end - start, is_exif=is_exif)]
            position = end
    return (*pieces, ByteRange(position, size))


def _filling(size: int, *, is_exif: bool) -> Iterator[bytes]:
    if is_exif and size >= len(_NO_EXIF):
        yield _NO_EXIF
        size -= len(_NO_EXIF)
    for start in range(0, size, CHUNK):
        yield _SPACES[: size - start]


def _read_metadata_items(file: BinaryIO, meta: list[Box], size: int) -> Iterator[_Item]:
    """The items with metadata (ISO/IEC 14496-12, section 8.11.6)."""
    for table in (box for box in meta if box.name == b"iinf"):
        head = read_box(file, Box(b"", table.content, min(table.content + 4, table.end)))
        first = table.content + (6 if head[:1] == b"\0" else 8)
        for entry in read_boxes(file, first, min(table.end, size)):
            content = read_box(file, entry)
            width = 2 if content[:1] <= b"\2" else 4
            number, rest = int.from_bytes(content[4 : 4 + width], "big"), content[6 + width :]
            if rest.startswith(b"Exif") or (rest.startswith(b"mime") and b"application/rdf+xml" in rest):
                yield _Item(number, rest.startswith(b"Exif"))


def _read_extents(file: BinaryIO, meta: list[Box], items: dict[int, _Item]) -> list[tuple[int, int, bool]]:
    """Start and end of each range with metadata, and whether it is EXIF (ISO/IEC 14496-12, section 8.11.3)."""
    fields = _Fields(read_box(file, find_box(meta, b"iloc")))
    version, sizes = fields.number(4) >> 24, fields.number(2)
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    number_size = 2 if version < 2 else 4
    extents, remaining = [], MAX_PARTS
    for _ in range(fields.number(number_size)):
        item = items.get(fields.number(number_size))
        method = fields.number(2) & 15 if version else _FILE_OFFSET
        fields.number(2)  # of the file that has the item, which is this one
        base = fields.number(base_size)
        if method == _BOX_OFFSET and item:
            base += find_box(meta, b"idat").content
        count = fields.number(2)
        remaining -= count
        require(remaining >= 0)  # an extent may take no bytes of the box
        for _ in range(count):
            fields.number(index_size if version else 0)
            start, length = base + fields.number(offset_size), fields.number(length_size)
            if item and method in {_FILE_OFFSET, _BOX_OFFSET}:
                extents.append((start, start + length, item.is_exif))
    return extents
