"""Compressed files, told apart by their first bytes: gzip, bzip2, xz, Zstandard."""

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from typing import Any, BinaryIO, NamedTuple, cast

from archiver.importers.containers.limits import UnpackingLimits
from archiver.importers.containers.reading import BoundedReader

HEAD_SIZE = 512
"""Bytes by which a file is told apart: the block of a tar header, which has its mark at 257."""


def _open_zstd(file: BinaryIO) -> Any:
    import zstandard

    # Dumps of Reddit are made with a window of 2 GiB; several frames in one file are read as one.
    return zstandard.ZstdDecompressor(max_window_size=2**31).stream_reader(file, read_across_frames=True)


class Compression(NamedTuple):
    """A way of compressing a file."""

    magic: bytes
    suffixes: tuple[str, ...]
    """File name extensions; `.tgz` stands for `.tar` and `.gz`."""
    unpack: Callable[[BinaryIO], Any]


COMPRESSIONS = (
    Compression(b"\x1f\x8b\x08", (".gz", ".tgz"), lambda file: gzip.GzipFile(fileobj=file)),
    Compression(b"BZh", (".bz2", ".tbz2"), bz2.BZ2File),
    Compression(b"\xfd7zXZ\x00", (".xz", ".txz"), lzma.LZMAFile),
    Compression(b"\x28\xb5\x2f\xfd", (".zst", ".tzst", ".zstd"), _open_zstd),
)


def find_compression(head: bytes) -> Compression | None:
    """The compression of a file that begins with these bytes; None for any other file."""
    return next((compression for compression in COMPRESSIONS if head.startswith(compression.magic)), None)


_NOT_UNPACKED = {b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "RAR"}
"""Archives that no small library unpacks, by their first bytes."""


def why_not_unpacked(head: bytes) -> str | None:
    """What to do with an archive that is not unpacked here, by its first bytes; None for any other file.

    >>> why_not_unpacked(b"Rar!\\x1a\\x07\\x00")
    'it is a RAR archive: unpack it first (7z x FILE -oFOLDER), and import the folder'
    """
    kind = next((kind for magic, kind in _NOT_UNPACKED.items() if head.startswith(magic)), None)
    return f"it is a {kind} archive: unpack it first (7z x FILE -oFOLDER), and import the folder" if kind else None


def is_zip(head: bytes) -> bool:
    """True for the first bytes of a zip file."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_tar(head: bytes) -> bool:
    """True for the first bytes of a tar file (POSIX or GNU)."""
    return head[257:262] == b"ustar"


def open_unpacked(file: BinaryIO, compression: Compression, packed_size: int, limits: UnpackingLimits) -> BinaryIO:
    """Open what a compressed file unpacks to, as a stream.

    Args:
        file: the compressed file.
        compression: how it is compressed.
        packed_size: its size in bytes.
        limits: bounds; where one is exceeded, reading raises UnreadableError, as it does for damaged bytes.
    """
    unpacking = cast("BinaryIO", compression.unpack(file))
    return cast("BinaryIO", io.BufferedReader(BoundedReader(unpacking, packed_size, limits, file), 1 << 17))


def without_suffix(name: str, compression: Compression) -> str:
    """The name of a compressed file without the compression's suffix: `2020.txt.gz` was `2020.txt`."""
    suffix = next((suffix for suffix in compression.suffixes if name.lower().endswith(suffix)), "")
    if not suffix:
        return name
    return name[: -len(suffix)] + (".tar" if suffix.startswith(".t") else "")
