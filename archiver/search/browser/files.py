"""The files of the browser index: their names, and their bytes, which depend on their content alone."""

import zlib
from collections.abc import Callable, Collection

from archiver.model import Output
from archiver.search.index.types import short_digest
from archiver.search.port import ReadFile

FOLDER = "search/data/"
"""Path of the browser index in the output folder."""
META = f"{FOLDER}meta.bin"
"""Path of the one file with a fixed name, which names the root of the directory."""
TERMS, COLUMNS, RESULTS, NODES = "t/", "c/", "d/", "n/"
"""The subfolders: of terms (shards and blocks of posting lists), of days and columns, of result blocks, of nodes."""
ReadContent = Callable[[bytes, str], bytes]
"""Reads the content of a file by its digest and its subfolder."""

_LEVEL = 4  # of 22 MB of results and columns 4.9 MB are left after 0.2 s, at level 6 4.5 MB after 0.5 s
_GZIP_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # RFC 1952: no name, no time, unknown operating system


def compress(parts: tuple[bytes, ...], folder: str = "") -> bytes:
    """Compress the content of a file, which is `parts` joined, as a gzip file (RFC 1952).

    Each part gets a code of its own: parts of a posting list differ in how frequent the bytes are. `folder` is the
    subfolder that the file will be in, which selects the strategy of zlib. Files in `TERMS` get Z_RLE, which finds only
    runs of one byte: posting lists hardly have other repetitions, and to search for them takes three times as long and
    makes the files larger. All other files get the default strategy.
    """
    strategy = zlib.Z_RLE if folder == TERMS else zlib.Z_DEFAULT_STRATEGY
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, 9, strategy)
    packed = [_GZIP_HEADER]
    *others, last = filter(None, parts) if any(parts) else (b"",)
    for part in others:
        packed += (deflate.compress(part), deflate.flush(zlib.Z_SYNC_FLUSH))
    packed += (deflate.compress(last), deflate.flush())
    content = b"".join(parts)
    trailer = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"".join((*packed, trailer))


def decompress(content: bytes) -> bytes:
    """Decompress the content of a gzip file. Raises zlib.error if it is damaged."""
    return zlib.decompress(content, zlib.MAX_WBITS | 16)


def path_of(digest: bytes, folder: str = "") -> str:
    """The path in the output folder of the file in a subfolder `folder` whose uncompressed content has this digest.

    The name is the digest in lowercase hexadecimal: names differ on file systems that ignore case, too.
    """
    return f"{FOLDER}{folder}{digest.hex()}.bin"


def content_reader(read: ReadFile) -> ReadContent:
    """A function that reads contents by means of `read`.

    It raises LookupError if the file is missing, or has another content, and zlib.error if it is damaged.
    """

    def read_content(digest: bytes, folder: str) -> bytes:
        path = path_of(digest, folder)
        compressed = read(path)
        if compressed is None or short_digest(content := decompress(compressed)) != digest:
            raise LookupError(path)
        return content

    return read_content


class FileSet:
    """Collects the files that a task makes, compressed. Files of one folder with equal content are one file."""

    def __init__(self, reusable: Collection[str] = ()) -> None:
        """`reusable` are paths of files that are in the site already: `add` doesn't compress these again."""
        self._files: dict[str, bytes] = {}
        self._reusable = reusable
        self.paths: set[str] = set()
        """The paths of all files that were added, reusable ones included."""

    def add(self, content: bytes | tuple[bytes, ...], folder: str = "") -> bytes:
        """Add a file to a subfolder, named by the digest of its content; returns the digest, for the directory.

        `content` may be in parts, which are compressed each with a code of its own.
        """
        parts = content if isinstance(content, tuple) else (content,)
        digest = short_digest(b"".join(parts))
        path = path_of(digest, folder)
        self.paths.add(path)
        if path not in self._files and path not in self._reusable:
            self._files[path] = compress(parts, folder)
        return digest

    def add_meta(self, content: bytes) -> None:
        """Add `meta.bin`."""
        self.paths.add(META)
        self._files[META] = compress((content,))

    def outputs(self) -> tuple[Output, ...]:
        """All files that were added, but for reusable ones, in the order of their first calls."""
        return tuple(Output(path=path, content=content) for path, content in self._files.items())
