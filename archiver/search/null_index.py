"""Implements the port without an index (a null object), for projects with `[search] enabled = false`."""

import shutil
from datetime import tzinfo
from pathlib import Path

from archiver.errors import DamagedIndex, QueryError
from archiver.model import Digest, Hit, IndexLocation, SearchResults, Slug
from archiver.search.index.types import SegmentMeta
from archiver.search.port import BrowserExport, FileForm, ReadFile, RunTasks

_NO_INDEX = "no index is kept here: archiver.toml says [search] enabled = false"


class NullIndexTransaction:
    """A transaction without an index: `commit` deletes one that an earlier build has written."""

    is_new = False
    messages: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def target(self, *, is_shared: bool = True) -> None:
        """None: workers write no segments, whatever `is_shared`."""

    def add(self, segment: SegmentMeta) -> None:
        """Do nothing: there is no index to add a segment to."""

    def remove(self, thread: Slug) -> None:
        """Do nothing: there is no index with posts of a thread."""

    def forget_removed(self) -> None:
        """Do nothing: there is no index that could have something."""

    def prepare(self) -> bool:
        """False: nothing changes."""
        return False

    def export(self, zone: str, read: ReadFile, run: RunTasks, form: FileForm, *, incremental: bool) -> BrowserExport:
        """Raise DamagedIndex whatever `zone`, `read`, `run`, `form` and `incremental` are: no index is kept."""
        raise DamagedIndex("none is kept")

    def find_newest(self, query: str, limit: int, *, zone: tzinfo) -> tuple[Hit, ...]:
        """Raise DamagedIndex whatever `query`, `limit` and `zone` are: there is nothing to search."""
        raise DamagedIndex("none is kept")

    def commit(self) -> str:
        """Delete the search folder; returns "", the state of no index. Raises OSError."""
        if self._folder.exists():
            shutil.rmtree(self._folder)
        return ""

    def verify_previous(self) -> None:
        """Do nothing: there is no index."""

    def rollback(self) -> None:
        """Do nothing: nothing was changed."""


class NullIndex:
    """The index of a project without a search. `folder` is the search folder, which a commit deletes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, previous: str | None, *, zone: str = "UTC", afresh: bool = False) -> NullIndexTransaction:
        """Begin a transaction without an index, whatever `previous`, `zone` and `afresh` are."""
        return NullIndexTransaction(self._folder)

    def search(self, query: str, *, limit: int, zone: tzinfo, facets: bool = False) -> SearchResults:
        """Raise QueryError whatever `query`, `limit`, `zone` and `facets` are: there is no index."""
        raise QueryError(_NO_INDEX)

    def locate(self) -> IndexLocation:
        """Raise QueryError: there is no index."""
        raise QueryError(_NO_INDEX)

    def indexed_posts(self) -> frozenset[tuple[str, Digest]]:
        """The empty set: no posts are indexed."""
        return frozenset()
