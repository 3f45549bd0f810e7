"""What is asked of a bucket: an interface, and the values that cross it.

Each file of a bucket has a version, which changes whenever anybody writes the file. A file is put, or removed, only if
it still has the version that is expected, so nothing of anybody else's is overwritten.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from msgspec import Struct

from archiver.buckets.headers import Headers


class Version(NamedTuple):
    """The version of a file. Object stores use one of the fields, or both."""

    etag: str
    """The entity tag, as in RFC 9110; "" if there is none."""
    generation: str = ""
    """The number of the version, where the bucket counts them. A listing does not have it."""

    @property
    def signature(self) -> int:
        """A hash, of 64 bits and without a random seed, to be stored in place of the version; never 0."""
        digest = hashlib.blake2b((self.etag or self.generation).encode(), digest_size=8).digest()
        return int.from_bytes(digest, signed=True) or 1


class StoredFile(NamedTuple):
    """A file as a bucket has it."""

    content: bytes
    """The bytes that are stored, compressed or not."""
    version: Version


class ListedFile(NamedTuple):
    """A file that a listing has found."""

    path: str
    """Relative to the bucket, or its prefix."""
    size: int
    """Bytes."""
    version: Version


class Upload(Struct, frozen=True, kw_only=True):
    """A file that is to be put."""

    path: str
    """Relative to the bucket, or its prefix."""
    read: Callable[[], bytes]
    """Reads the bytes to store. Raises an ArchiverError or OSError if they are not those that were planned."""
    headers: Headers
    expected: Version | None
    """The version that the bucket must have for the file to be replaced; None: it must have no file of this path."""


class Bucket(Protocol):
    """A bucket, what is below a prefix of one, or a folder that is used as one.

    Every method raises BucketError if the bucket refuses or cannot be reached. Several threads may use one.
    """

    def put(self, uploads: Sequence[Upload]) -> Mapping[str, Version]:
        """Put files, several at once, each of them whole or not at all.

        Returns:
            The new version of each file by its path. A file that the bucket has in another version than the expected
            one is left as it is, and is not in the result.
        """

    def read(self, path: str) -> StoredFile | None:
        """A file of the bucket; None if it has none of this path."""

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, StoredFile | None]]:
        """Read files, some of them ahead. Yields each with its path, in order; None for those that are missing."""

    def list_files(self, folder: str = "") -> Iterator[ListedFile]:
        """All files of the bucket, or those below a `folder` (without a slash at its end), in any order."""

    def remove(self, files: Mapping[str, Version]) -> frozenset[str]:
        """Remove files, unless they have other versions than these. Returns the paths of the files that stay."""
