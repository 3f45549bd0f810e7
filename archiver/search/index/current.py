"""Opens the index that the commit point of a search folder names, if its files are as they were written."""

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from archiver.errors import DamagedIndex, QueryError
from archiver.search.index.commit_point import REBUILD_HINT, CommitPoint
from archiver.search.index.searcher import Searcher
from archiver.search.index.whoosh_version import whoosh_name_and_version

_TRIES = 20  # a build may replace the index that is being opened, and remove its files
T = TypeVar("T")


def open_current(folder: Path) -> Searcher:
    """Open the current index of the search folder `folder`; the last index opened stays open for the next call.

    All files are compared with their checksums before. Raises QueryError if there is no index, or a damaged one, which
    is marked for the next build.
    """
    return _read_current(folder, lambda current: _open(folder, current.name, current.generation))


def verify_current(folder: Path) -> CommitPoint:
    """Compare all files of the current index of the search folder `folder` with their checksums.

    Returns the commit point. Raises QueryError if there is no index, or a damaged one.
    """

    def verify(current: CommitPoint) -> CommitPoint:
        current.verify_files(folder)
        return current

    return _read_current(folder, verify)


def _read_current(folder: Path, read: Callable[[CommitPoint], T]) -> T:
    """What `read` returns for the current index; it is called again if a build has replaced the index meanwhile."""
    for _ in range(_TRIES):
        current = None
        try:
            current = CommitPoint.read(folder)
            if current is None:
                raise QueryError("there is no search index yet; run `archiver build` first")
            return read(current)
        except DamagedIndex as error:
            damage = error
            if current is None or _is_current(folder, current):
                if current:
                    current.mark_damaged(folder)
                break
    raise QueryError(f"the search index is damaged: {damage}; {REBUILD_HINT}") from damage


def _is_current(folder: Path, commit_point: CommitPoint) -> bool:
    """False if a build has committed another index since `commit_point` was read, and so may have deleted files."""
    with suppress(DamagedIndex):
        return CommitPoint.read(folder) == commit_point
    return False


@lru_cache(1)
def _open(folder: Path, name: str, generation: int) -> Searcher:
    current = CommitPoint.read(folder)
    if current is None or (current.name, current.generation) != (name, generation):
        raise DamagedIndex("another one has taken its place")
    if current.library != whoosh_name_and_version():
        raise DamagedIndex(f"{current.library} wrote it, and this is {whoosh_name_and_version()}")
    current.verify_files(folder)
    try:
        return Searcher.open(folder / name, generation)
    except OSError as error:
        raise DamagedIndex(f"its files cannot be read: {error.strerror}") from error
