"""What a file is, by its first bytes: takes them and the file's name; returns its type, extension and kind.

A name chooses only between types that share their first bytes (a text document is a ZIP file) and that no browser or
server runs. HTML, scripts and all that is unknown is plain text or bytes to download, whatever its name says.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable

from msgspec.structs import replace

from archiver.media import type_table
from archiver.media.type_table import BYTES, SVG, TEXT, FileType
from archiver.model.media import MediaKind

__all__ = ["BYTES", "HEAD_SIZE", "SVG", "TEXT", "FileType", "download_type", "file_type_of"]

HEAD_SIZE = 8192
"""Bytes of a file that `file_type_of` looks at."""

_SIGNATURES = tuple((re.compile(pattern, re.DOTALL), file_type) for pattern, file_type in type_table.SIGNATURES)
_TYPE_OF_BRAND = {brand: file_type for brands, file_type in type_table.BRANDS for brand in brands}
_OLD_QUICKTIME = re.compile(rb"\0...(?:moov|mdat|wide|pnot)|\0\0\0\x08(?:free|skip)", re.DOTALL)
"""QuickTime from before its files had brands."""
_BMP = re.compile(rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL)
_ID3 = re.compile(rb"ID3[\x02-\x04][^\xff].[\0-\x7f]{4}", re.DOTALL)
_MP3_SYNC = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")
"""A frame of layer III of MPEG 1, 2 or 2.5."""
_MP3_KBITS = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""kbit/s by the index in the header, for MPEG 1, and for 2 and 2.5 (ISO/IEC 11172-3, 2.4.2.3; 13818-3, 2.4.2.3)."""
_MP3_HERTZ = {0b11: (44_100, 48_000, 32_000), 0b10: (22_050, 24_000, 16_000), 0b00: (11_025, 12_000, 8_000)}
"""Samples a second, by the version in the header: MPEG 1, 2 and 2.5."""
_XML_PROLOG = re.compile(
    r"""\s*(?:
        <\?.*?(?:\?>|\Z)\s*
        | <!--.*?(?:-->|\Z)\s*
        | <!DOCTYPE\s[^<>\[\]]*(?:\[[^\]]*\]\s*)?>\s*
    )*""",
    re.DOTALL | re.VERBOSE,
)
_SVG_ROOT = re.compile(r"<(?:[\w.-]{1,50}:)?svg[\s/>]")
_CONTROLS = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
"""Bytes that plain text does not have. Backspace and escape are in logs of terminals."""


def file_type_of(head: bytes, name: str) -> FileType:
    """The type of a file.

    Args:
        head: Its first bytes, at least `HEAD_SIZE` unless it is shorter.
        name: Its name; only its extension counts, and only where the first bytes leave a choice of inert types.
    """
    head = head[:HEAD_SIZE]
    found = next((found for finder in _FINDERS if (found := finder(head))), None) or _text_or_bytes(head)
    return type_table.BY_EXTENSION.get((found, name.rpartition(".")[2].lower()), found)


def download_type(file_type: FileType) -> FileType:
    """The type of a file that turned out not to be a picture that browsers show; a link to it is all that is shown."""
    return TEXT if file_type == SVG else replace(file_type, kind=MediaKind.FILE)


def _by_signature(head: bytes) -> FileType | None:
    return next((file_type for pattern, file_type in _SIGNATURES if pattern.match(head)), None)


def _iso_media(head: bytes) -> FileType | None:
    """Files of ISO's base media format. The major brand decides; if it is unknown, the first compatible one we know."""
    if head[4:8] != b"ftyp":
        return type_table.QUICKTIME if _OLD_QUICKTIME.match(head) else None
    end = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[offset : offset + 4] for offset in (8, *range(16, end - 3, 4))]
    known = [_TYPE_OF_BRAND[brand] for brand in brands if brand in _TYPE_OF_BRAND]
    is_av1 = known and known[0] == type_table.HEIC and type_table.AVIF in known  # mif1, the brand of both
    return type_table.AVIF if is_av1 else next(iter(known), None)


def _matroska(head: bytes) -> FileType | None:
    """Matroska and its subset WebM, told apart by the element DocType of the EBML header (RFC 8794, section 11.2.4)."""
    if not head.startswith(b"\x1a\x45\xdf\xa3"):
        return None
    return type_table.WEBM if b"\x42\x82\x84webm" in head[:100] else type_table.MATROSKA


def _ogg(head: bytes) -> FileType | None:
    """Ogg, by the codecs of the streams that begin in the head (RFC 3533, section 6)."""
    if not head.startswith(b"OggS\0"):
        return None
    if b"\x80theora" in head:
        return type_table.OGG_VIDEO
    has_sound = any(codec in head for codec in (b"OpusHead", b"\x01vorbis", b"\x7fFLAC"))
    return type_table.OGG if has_sound else type_table.OGG_OTHER


def _mp3(head: bytes) -> FileType | None:
    """MPEG audio of layer III: an ID3 tag, or two frames, of which the first says where the second begins."""
    if _ID3.match(head):
        return type_table.MP3
    length = _mp3_frame_length(head)
    is_sound = length and _mp3_frame_length(head[length:]) and head[length + 1] == head[1]
    return type_table.MP3 if is_sound else None


def _mp3_frame_length(head: bytes) -> int:
    """Bytes of the frame of MPEG audio that begins here; 0 if none does (ISO/IEC 11172-3, section 2.4.2.3)."""
    if len(head) < 4 or not _MP3_SYNC.match(head):
        return 0
    version, kbits, hertz, padding = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if kbits in {0, 15} or hertz == 3:
        return 0
    samples, table = (1152, 1) if version == 0b11 else (576, 2)
    return samples // 8 * _MP3_KBITS[table][kbits] * 1000 // _MP3_HERTZ[version][hertz] + padding


def _bitmap_or_archive(head: bytes) -> FileType | None:
    """Formats whose mark at the start is too short, or that have it further inside."""
    if _BMP.match(head):
        return type_table.BMP
    return type_table.TAR if head[257:262] == b"ustar" else None


def _svg(head: bytes) -> FileType | None:
    """An XML document whose root is `svg`."""
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        text = head.decode("utf-16", "replace")
    else:
        text = head.removeprefix(BOM_UTF8).decode("latin-1")
    prolog = _XML_PROLOG.match(text)
    return SVG if prolog and _SVG_ROOT.match(text, prolog.end()) else None


def _text_or_bytes(head: bytes) -> FileType:
    """Text is UTF-8, or in another encoding that extends ASCII, without control characters."""
    return BYTES if _CONTROLS.search(head) else TEXT


_FINDERS: tuple[Callable[[bytes], FileType | None], ...] = (
    _by_signature,
    _iso_media,
    _matroska,
    _ogg,
    _mp3,
    _bitmap_or_archive,
    _svg,
)
