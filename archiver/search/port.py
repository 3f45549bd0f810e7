"""The port of the search: what builds, the command line and the preview know of an index, whichever keeps it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import tzinfo
from typing import Protocol, TypeVar

from archiver.model import Digest, IndexedThread, Output, SearchResults, Slug
from archiver.search.index.types import SegmentMeta

T = TypeVar("T")
R = TypeVar("R")
ReadFile = Callable[[str], bytes | None]
"""Reads a file of the site by its path relative to the output folder; None if it is missing or not as we wrote it."""


class RunTasks(Protocol):
    """Runs a function that pickles over tasks that pickle, perhaps in several processes; results in their order."""

    def __call__(self, function: Callable[[T], R], tasks: Sequence[T], /) -> Iterable[R]:
        """Run it."""
        ...


class BrowserExport(Protocol):
    """The files with which browsers search. They are made as they are iterated, and are to be published in order."""

    def __iter__(self) -> Iterator[Output]:
        """The files that are new or changed; the last one refers to the others."""
        ...

    def unchanged(self) -> Iterable[str]:
        """The paths of the files to keep; some may be among the new ones. Complete when all files are made."""
        ...


class SegmentWriter(Protocol):
    """A segment that is being written, in a worker."""

    @property
    def is_full(self) -> bool:
        """True if the segment takes so much memory that it should be finished."""
        ...

    def add(self, thread: IndexedThread) -> None:
        """Index the posts of a thread. Raises OSError."""
        ...

    def finish(self) -> SegmentMeta | None:
        """Write the files of the segment; None if it has no posts. Raises OSError."""
        ...

    def close(self) -> None:
        """Close the files of a segment that will not be finished."""
        ...


class SegmentTarget(Protocol):
    """Where workers write segments; pickles."""

    def open(self) -> SegmentWriter:
        """Begin a segment. Writes nothing before the first thread."""
        ...


class IndexTransaction(Protocol):
    """A change of the index. Searches see the index as it was until `commit`, and after a `rollback`."""

    @property
    def is_new(self) -> bool:
        """True if the index is begun empty, so that every thread has to be indexed."""
        ...

    @property
    def messages(self) -> tuple[str, ...]:
        """What the user should know about the index; complete after `prepare`."""
        ...

    def target(self) -> SegmentTarget | None:
        """Where workers write segments (it pickles); None where no index is kept."""
        ...

    def add(self, segment: SegmentMeta) -> None:
        """Let a finished segment be part of the index."""
        ...

    def remove(self, thread: Slug) -> None:
        """Remove the posts that the previous index has of a thread; new ones may come with a segment."""
        ...

    def prepare(self) -> bool:
        """Write what `commit` makes current. False if nothing changes. Raises OSError."""
        ...

    def export(self, zone: str, read: ReadFile, run: RunTasks, *, incremental: bool) -> BrowserExport:
        """The files for browsers, as they go with the index after the commit.

        Args:
            zone: The IANA name of the time zone of the archive's days.
            read: Reads the files of the previous export.
            run: Runs the tasks of the export.
            incremental: Leave out files that are as in the previous export. False makes all of them.
        """
        ...

    def commit(self) -> str:
        """Make the change current, atomically; returns what the next `begin` recognizes the index by."""
        ...

    def rollback(self) -> None:
        """Undo a change that is not committed; after a commit this does nothing."""
        ...


class SearchIndex(Protocol):
    """The index of a project."""

    def begin(self, previous: str | None, *, afresh: bool = False) -> IndexTransaction:
        """Begin to change the index. At most one transaction is open at a time.

        Args:
            previous: What the last `commit` returned; None if nobody knows. If the index is not the one of that
                commit (lost, damaged, of another version), the transaction begins an empty one.
            afresh: Begin an empty index in any case.
        """
        ...

    def search(self, query: str, *, limit: int, zone: tzinfo, facets: bool = False) -> SearchResults:
        """Find posts. Raises QueryError if there is no index, or a damaged one.

        Args:
            query: What a person typed.
            limit: The most hits to return.
            zone: The time zone of the days in the query and of the dates of the hits.
            facets: Also count the years, authors and boards of all posts that match.
        """
        ...

    def indexed_posts(self) -> frozenset[tuple[str, Digest]]:
        """The URL of each post, and the digest of all that the index has of it. Raises QueryError as `search` does."""
        ...
