"""A handle names an index on disk. It pickles, so that each process of a pool can open the index."""

from pathlib import Path
from typing import Self

from msgspec import Struct

from archiver.model import digest_of
from archiver.search.index.commit_point import CommitPoint


class IndexHandle(Struct, frozen=True, kw_only=True):
    """Names an index on disk, committed or only prepared. If two handles are equal, the indexes have equal files."""

    folder: Path
    """The folder of the index."""
    generation: int
    """The number of the commit."""
    version: str
    """The digest of the sizes and checksums of all files."""

    @classmethod
    def of(cls, folder: Path, commit_point: CommitPoint) -> Self:
        """The handle of the index that `commit_point` describes; `folder` is the search folder."""
        version = digest_of(repr(commit_point.files).encode())
        return cls(folder=folder / commit_point.name, generation=commit_point.generation, version=version)
