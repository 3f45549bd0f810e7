"""Files of the share: how they are named, and how they are packed. The same bytes on every machine."""

import zlib
from collections.abc import Callable, Collection, Iterator

from archiver.model import Output
from archiver.search.index.values import DIGEST, digest

FOLDER = "search/data/"
META = f"{FOLDER}meta.bin"
LISTS = "t/"
COLUMNS = "c/"
NONE = bytes(DIGEST)
"""In the place of a digest where there is no file."""

Read = Callable[[str], bytes | None]
"""Gives a file of the site by its path, None if there is none."""

_LEVEL = 4  # of 22 MB of texts and columns 4.9 MB are left after 0.2 s, at level 6 4.5 MB after 0.5 s
_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # no name, no time, and no system that it was made on


def named(digest: bytes) -> str:
    """A digest as it stands in a file's name: one that no file system takes for another's, and no host for hidden."""
    return digest.hex()


def packed(content: bytes, folder: str = "") -> bytes:
    """As a gzip file (RFC 1952).

    What is in lists comes again in runs only: looking for more takes three times as long and finds less than nothing.
    """
    strategy = zlib.Z_RLE if folder == LISTS else zlib.Z_DEFAULT_STRATEGY
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, 9, strategy)
    end = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"".join((_HEADER, deflate.compress(content), deflate.flush(), end))


def unpacked(content: bytes) -> bytes:
    """What `packed` was given. Raises zlib.error if it is damaged."""
    return zlib.decompress(content, zlib.MAX_WBITS | 16)


def path_of(digest: bytes, folder: str = "") -> str:
    """The file of a digest, relative to the output folder."""
    return f"{FOLDER}{folder}{named(digest)}.bin"


def digests_of(digests: bytes) -> Iterator[bytes]:
    """Digests that stand one after another, but for those of no file."""
    for at in range(0, len(digests), DIGEST):
        if (one := digests[at : at + DIGEST]) != NONE:
            yield one


def paths_of(digests: bytes, folder: str) -> Iterator[str]:
    """Their files."""
    return (path_of(one, folder) for one in digests_of(digests))


class Files:
    """Files as they are made; what has the same content is one file. Those whose digests are known stand already."""

    def __init__(self, standing: Collection[bytes] = ()) -> None:
        self._made: dict[str, bytes] = {}
        self._standing = standing

    def add(self, content: bytes, folder: str = "") -> bytes:
        """Its digest."""
        known = digest(content)
        path = path_of(known, folder)
        if path not in self._made and known not in self._standing:
            self._made[path] = packed(content, folder)
        return known

    def add_as(self, path: str, content: bytes) -> None:
        """A file that has a name already."""
        self._made[path] = packed(content)

    def outputs(self) -> tuple[Output, ...]:
        """All of them."""
        return tuple(Output(path=path, content=content) for path, content in self._made.items())
