"""The null object of the port: in place of an index where `[search] enabled = false`."""

import shutil
from datetime import tzinfo
from pathlib import Path

from archiver.errors import DamagedIndex, QueryError
from archiver.model import Digest, SearchResults, Slug
from archiver.search.index.types import SegmentMeta
from archiver.search.port import BrowserExport, ReadFile, RunTasks


class NullIndexTransaction:
    """Keeps no index, and removes one that an earlier build has left."""

    is_new = False
    messages: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def target(self) -> None:
        """None: workers write no segments."""

    def add(self, segment: SegmentMeta) -> None:
        """Do nothing with a segment."""

    def remove(self, thread: Slug) -> None:
        """Do nothing: no posts are kept."""

    def prepare(self) -> bool:
        """False: nothing changes."""
        return False

    def export(self, zone: str, read: ReadFile, run: RunTasks, *, incremental: bool) -> BrowserExport:
        """Raise DamagedIndex whatever `zone`, `read`, `run` and `incremental` are: there is nothing to export."""
        raise DamagedIndex("none is kept")

    def commit(self) -> str:
        """Remove the search folder. The state of no index is ""."""
        if self._folder.exists():
            shutil.rmtree(self._folder)
        return ""

    def rollback(self) -> None:
        """Do nothing: nothing was changed."""


class NullIndex:
    """No index, in a search folder from which an earlier one is removed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, previous: str | None, *, afresh: bool = False) -> NullIndexTransaction:
        """Begin a transaction that keeps no index, whatever `previous` and `afresh` are."""
        return NullIndexTransaction(self._folder)

    def search(self, query: str, *, limit: int, zone: tzinfo, facets: bool = False) -> SearchResults:
        """Raise QueryError whatever `query`, `limit`, `zone` and `facets` are: there is no index."""
        raise QueryError("no index is kept here: archiver.toml says [search] enabled = false")

    def indexed_posts(self) -> frozenset[tuple[str, Digest]]:
        """The empty set."""
        return frozenset()
