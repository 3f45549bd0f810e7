"""A handle of an index on disk, which pickles: every process opens the index itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from archiver.model import digest_of
from archiver.search.index.commit_point import CommitPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexHandle:
    """An index on disk, perhaps not committed yet. Equal handles are of the same contents."""

    folder: Path
    """The folder of the index."""
    generation: int
    version: str
    """The digest of the sizes and checksums of all files."""

    @classmethod
    def of(cls, folder: Path, commit_point: CommitPoint) -> Self:
        """The handle of the index in the search folder `folder` that `commit_point` describes."""
        version = digest_of(repr(commit_point.files).encode())
        return cls(folder=folder / commit_point.name, generation=commit_point.generation, version=version)
