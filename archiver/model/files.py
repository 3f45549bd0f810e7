"""Files: those of a thread's source as they were read; those of the site, rendered, staged, and their folders."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum, auto
from typing import NamedTuple

from msgspec import Struct

from archiver.model.identifiers import Digest, digest_of


class SourceFile(NamedTuple):
    """A file of a thread's source, as it was read."""

    path: str
    """Relative to the content folder, with `/`."""
    project_path: str
    """Relative to the project's folder, with `/`, as messages name it."""
    content: bytes


class Output(Struct, frozen=True, kw_only=True):
    """A file of the site, ready to be published. `path` is relative to the output folder."""

    path: str
    content: bytes

    @property
    def digest(self) -> Digest:
        """The digest of `content`, computed at each use."""
        return digest_of(self.content)

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)


class StreamedOutput(Struct, frozen=True, kw_only=True):
    """A file of the site that is too large for memory, ready to be published."""

    path: str
    """Relative to the output folder."""
    digest: Digest
    size: int
    """Bytes."""
    read: Callable[[], Iterator[bytes]]
    """Reads the bytes of the file in chunks, from the start at each call. Raises OSError."""


class PublishOutcome(Enum):
    """The outcome of publishing or removing a file."""

    WRITTEN = auto()
    REPLACED = auto()
    """Written in place of a file of which all records are lost, and which was moved out of the site."""
    UNCHANGED = auto()
    """The site already had the same bytes, or the file to remove did not exist."""
    REMOVED = auto()
    REFUSED = auto()
    """Something that no build has written is at the path, or in place of a folder above it; it stays."""


class PutFile(NamedTuple):
    """What became of a file that was put into a bucket."""

    outcome: PublishOutcome
    signature: int
    """The signature of its version in the bucket; 0 if it was refused."""


class StagedFile(Struct, frozen=True, kw_only=True):
    """A file of the site that has been written to the staging folder, from which publishing moves it to `path`; or that
    was put into a bucket.
    """

    path: str
    """The path of the published file, relative to the output folder."""
    digest: Digest
    size: int
    """Bytes."""
    staged: str | None
    """The absolute path of the file in the staging folder; None if the site already has the same bytes at `path`, or
    is in a bucket."""
    put: PutFile | None = None
    """Of a file that was put into a bucket."""


class Folders(NamedTuple):
    """The site's own folders, as a scan has found them.

    Paths are relative to the output folder and end in a slash; "" is the output folder itself.
    """

    stat_signatures: Mapping[str, int]
    """The stat signature of each folder, by path."""
    foreign: Mapping[str, tuple[str, ...]]
    """The names of files and folders that no build has written, by the folder that they are in. Names of folders end in
    a slash."""

    def foreign_paths(self) -> tuple[str, ...]:
        """The sorted paths of all foreign files and folders in the site's own folders."""
        return tuple(sorted(f"{path}{name}" for path, names in self.foreign.items() for name in names))
