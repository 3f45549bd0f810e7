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
"""In place of the digest of a file that is not written, since it would be empty."""

_LEVEL = 4  # of 22 MB of results and columns 4.9 MB are left after 0.2 s, at level 6 4.5 MB after 0.5 s
_GZIP_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # RFC 1952: no name, no time, unknown operating system


def compress(content: bytes, folder: str = "") -> bytes:
    """Compress the content of a file as a gzip file (RFC 1952).

    `folder` is the subfolder that the file will be in, which selects the strategy of zlib. Files in `TERMS_FOLDER` get
    Z_RLE, which finds only runs of one byte: posting lists hardly have other repetitions, and to search for them takes
    three times as long and makes the files larger. All other files get the default strategy.
    """
    strategy = zlib.Z_RLE if folder == TERMS_FOLDER else zlib.Z_DEFAULT_STRATEGY
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, 9, strategy)
    trailer = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"".join((_GZIP_HEADER, deflate.compress(content), deflate.flush(), trailer))


def decompress(content: bytes) -> bytes:
    """Decompress the content of a gzip file. Raises zlib.error if it is damaged."""
    return zlib.decompress(content, zlib.MAX_WBITS | 16)


def path_of(digest: bytes, folder: str = "") -> str:
    """The path in the output folder of the file in a subfolder `folder` whose uncompressed content has this digest.

    The name is the digest in lowercase hexadecimal: names differ on file systems that ignore case, too.
    """
    return f"{FOLDER}{folder}{digest.hex()}.bin"


def split_digests(digests: bytes) -> Iterator[bytes]:
    """The single digests of concatenated ones; each `NO_FILE` is left out."""
    for at in range(0, len(digests), DIGEST_BYTES):
        if (one := digests[at : at + DIGEST_BYTES]) != NO_FILE:
            yield one


def paths_of(digests: bytes, folder: str) -> Iterator[str]:
    """The paths in the output folder of the files in a subfolder that concatenated digests name."""
    return (path_of(one, folder) for one in split_digests(digests))


class FileSet:
    """Collects the files that a task makes, compressed. Files of one folder with equal content are one file."""

    def __init__(self, reusable: Collection[bytes] = ()) -> None:
        """`reusable` are digests of files that are in the site already: `add` doesn't compress these again."""
        self._files: dict[str, bytes] = {}
        self._reusable = reusable

    def add(self, content: bytes, folder: str = "") -> bytes:
        """Add a file to a subfolder, named by the digest of its content; returns the digest, for tables."""
        name = short_digest(content)
        path = path_of(name, folder)
        if path not in self._files and name not in self._reusable:
            self._files[path] = compress(content, folder)
        return name

    def add_as(self, path: str, content: bytes) -> None:
        """Add a file with the path `path` in the output folder, whatever its content is."""
        self._files[path] = compress(content)

    def outputs(self) -> tuple[Output, ...]:
        """All files that were added, but for reusable ones, in the order of their first calls."""
        return tuple(Output(path=path, content=content) for path, content in self._files.items())
