"""The files of the browser index: their names, and their bytes, which depend on their content alone."""

import zlib
from collections.abc import Collection, Iterator

from archiver.model import Output
from archiver.search.index.types import DIGEST_BYTES, short_digest

FOLDER = "search/data/"
"""Path of the browser index in the output folder."""
META = f"{FOLDER}meta.bin"
"""Path of the one file with a fixed name, which names the others."""
TERMS_FOLDER = "t/"
COLUMNS_FOLDER = "c/"
NO_FILE = bytes(DIGEST_BYTES)
"""Stands for the digest of a file that does not exist because it would be empty."""

_LEVEL = 4  # of 22 MB of results and columns 4.9 MB are left after 0.2 s, at level 6 4.5 MB after 0.5 s
_GZIP_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # RFC 1952: no name, no time, unknown operating system


def compress(content: bytes, folder: str = "") -> bytes:
    """Compress the content of a file that is to be in this subfolder, as a gzip file (RFC 1952).

    In posting lists only runs of equal bytes repeat: to search for other matches takes three times as long, and the
    files get larger.
    """
    strategy = zlib.Z_RLE if folder == TERMS_FOLDER else zlib.Z_DEFAULT_STRATEGY
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, 9, strategy)
    trailer = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"".join((_GZIP_HEADER, deflate.compress(content), deflate.flush(), trailer))


def decompress(content: bytes) -> bytes:
    """Decompress a gzip file. Raises zlib.error if it is damaged."""
    return zlib.decompress(content, zlib.MAX_WBITS | 16)


def path_of(digest: bytes, folder: str = "") -> str:
    """The path in the output folder of the file whose uncompressed content has this digest.

    Digests are written in hexadecimal: no file system folds two such names into one, and no host hides them.
    """
    return f"{FOLDER}{folder}{digest.hex()}.bin"


def split_digests(digests: bytes) -> Iterator[bytes]:
    """The digests of files in a string of digests, without those that stand for no file."""
    for at in range(0, len(digests), DIGEST_BYTES):
        if (one := digests[at : at + DIGEST_BYTES]) != NO_FILE:
            yield one


def paths_of(digests: bytes, folder: str) -> Iterator[str]:
    """The paths in the output folder of the files that a string of digests names."""
    return (path_of(one, folder) for one in split_digests(digests))


class FileSet:
    """The files that a task makes, compressed, by their paths. Files with equal content are one file."""

    def __init__(self, reusable: Collection[bytes] = ()) -> None:
        """`reusable`: digests of files that the site has already, and that need not be made again."""
        self._files: dict[str, bytes] = {}
        self._reusable = reusable

    def add(self, content: bytes, folder: str = "") -> bytes:
        """Add a file that is named by the digest of its content; returns the digest."""
        name = short_digest(content)
        path = path_of(name, folder)
        if path not in self._files and name not in self._reusable:
            self._files[path] = compress(content, folder)
        return name

    def add_as(self, path: str, content: bytes) -> None:
        """Add a file by its path in the output folder."""
        self._files[path] = compress(content)

    def outputs(self) -> tuple[Output, ...]:
        """All files that were added."""
        return tuple(Output(path=path, content=content) for path, content in self._files.items())
