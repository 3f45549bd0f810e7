"""The port of the search: the protocols through which builds, the command line and the preview use an index.

`whoosh_index` implements them with an index on disk, `null_index` for projects that have no search.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import tzinfo
from enum import Enum, auto
from typing import Protocol, TypeVar

from archiver.model import Digest, Hit, IndexedThread, IndexLocation, Output, SearchResults, Slug
from archiver.search.index.types import SegmentMeta

T = TypeVar("T")
R = TypeVar("R")
ReadFile = Callable[[str], bytes | None]
"""Reads a file by its path in the output folder. None: the file is missing, or it isn't as the last build wrote it."""


class RunTasks(Protocol):
    """Calls a function with each task of a sequence, perhaps in several processes, and yields the results in order."""

    def __call__(self, function: Callable[[T], R], tasks: Sequence[T], /) -> Iterable[R]:
        """Return `function(task)` for each of `tasks`, in the order of the tasks. Function and tasks must pickle."""
        ...


class FileForm(Enum):
    """How the files of a browser index are written."""

    GZIP = auto()
    """Compressed, for scripts that fetch them from a server."""
    SCRIPT = auto()
    """As scripts, which pages that are read as files can load, too."""


class BrowserExport(Protocol):
    """The files of the browser index, made one by one while they are iterated. Publish them in this order."""

    def __iter__(self) -> Iterator[Output]:
        """The files that are new or changed. Raises OSError and DamagedIndex if the index cannot be read."""
        ...

    def unchanged(self) -> Iterable[str]:
        """The paths in the output folder of files not to delete; call it after the iteration has ended.

        Some of these files may also be among the new ones.
        """
        ...


class SegmentWriter(Protocol):
    """Writes one segment of the index, in the worker that has rendered its threads."""

    @property
    def is_full(self) -> bool:
        """True if the segment takes some 100 MB of memory: call `finish`, and open another one for more threads."""
        ...

    def add(self, thread: IndexedThread) -> None:
        """Add the posts of a thread to the segment. Raises OSError."""
        ...

    def finish(self) -> SegmentMeta | None:
        """Write the files of the segment; returns what `IndexTransaction.add` takes, None if there are no posts.

        Raises OSError.
        """
        ...

    def close(self) -> None:
        """Close the files of a segment that will not be finished, after an error. Raises OSError."""
        ...


class SegmentTarget(Protocol):
    """Opens new segments. A target pickles, so that a build can pass it to its workers."""

    def open(self) -> SegmentWriter:
        """Begin a segment. Writes nothing before the first thread."""
        ...

    def hand_over(self, segment: SegmentMeta) -> SegmentMeta:
        """A finished segment as `IndexTransaction.add` takes it: if the index is on another machine, with the bytes of
        its files, which are removed here. Raises OSError.
        """
        ...


class IndexTransaction(Protocol):
    """One change of the index, atomic: searches use the previous index until `commit`, and after a `rollback`.

    A build calls `add` and `remove` in any order, then `prepare`, `export`, and `commit` or `rollback`.
    """

    @property
    def is_new(self) -> bool:
        """True if there is no previous index to change, so that the build has to index every thread."""
        ...

    @property
    def messages(self) -> tuple[str, ...]:
        """Messages for the user, as one that a damaged index is replaced. Read them after `prepare`."""
        ...

    def target(self, *, is_shared: bool = True) -> SegmentTarget | None:
        """What workers open new segments with; None: don't write any, the project has no search.

        Args:
            is_shared: True if all workers have the folder of the index.
        """
        ...

    def add(self, segment: SegmentMeta) -> None:
        """Make a finished segment part of the next index. Raises OSError."""
        ...

    def remove(self, thread: Slug) -> None:
        """Remove the posts of a thread in the previous index. The posts of segments that are added stay."""
        ...

    def forget_removed(self) -> None:
        """Let `prepare` leave nothing in any file of what is removed, by this transaction or an earlier one."""
        ...

    def prepare(self) -> bool:
        """Write the files of the next index; False if the index does not change. Raises OSError and DamagedIndex."""
        ...

    def export(self, zone: str, read: ReadFile, run: RunTasks, form: FileForm, *, incremental: bool) -> BrowserExport:
        """The browser index of the prepared index; call it after `prepare`.

        Args:
            zone: The IANA name of the time zone of the archive's days.
            read: Reads the files of the previous export.
            run: Runs the tasks of the export.
            form: How files are written. If the previous export has written them otherwise, all are made.
            incremental: True leaves out files that are unchanged since the previous export, False makes all files.

        Raises:
            DamagedIndex: There is no index, or it cannot be read.
        """
        ...

    def find_newest(self, query: str, limit: int, *, zone: tzinfo) -> tuple[Hit, ...]:
        """The newest posts of the prepared index that match a query, the newest first; call it after `prepare`.

        Args:
            query: The query as typed, without an order and fields that depend on the day.
            limit: The largest number of posts.
            zone: The time zone of the days in the query and of the dates of the hits.

        Raises:
            DamagedIndex: There is no index, or it cannot be read.
        """
        ...

    def commit(self) -> str:
        """Make the prepared index the current one, atomically. Raises OSError.

        Returns a text to pass to the next `SearchIndex.begin`, by which it recognizes the index; "" for no index.
        """
        ...

    def verify_previous(self) -> None:
        """Compare the files of the previous index with their checksums, for a build that has failed.

        Raises DamagedIndex if they differ; the next transaction begins an empty index then.
        """
        ...

    def rollback(self) -> None:
        """Delete the files of a transaction that is not committed. Does nothing after `commit`. Raises OSError."""
        ...


class SearchIndex(Protocol):
    """The search index of a project, of which builds change one version into the next."""

    def begin(self, previous: str | None, *, zone: str = "UTC", afresh: bool = False) -> IndexTransaction:
        """Begin to change the index. At most one transaction is open at a time. Raises OSError.

        Args:
            previous: What the last `commit` returned. If the index in the folder is another one, or damaged, an empty
                index is begun, and `messages` says so. None (not known): an empty index, without a message.
            zone: The IANA name of the time zone of the archive's days.
            afresh: True begins an empty index in any case.
        """
        ...

    def search(self, query: str, *, limit: int, zone: tzinfo, facets: bool = False) -> SearchResults:
        """Find the posts that match a query. Raises QueryError if there is no index, or a damaged one.

        Args:
            query: The query as typed; no text is an error.
            limit: The largest number of hits.
            zone: The time zone of the days in the query and of the dates of the hits.
            facets: True also counts the years, authors and boards of all posts that match.
        """
        ...

    def locate(self) -> IndexLocation:
        """Where the index is, for programs that open it by themselves.

        Raises QueryError if there is no index, or a damaged one.
        """
        ...

    def indexed_posts(self) -> frozenset[tuple[str, Digest]]:
        """The URL of each post, and a digest of all that is stored of the post: to compare two indexes with.

        Raises QueryError if there is no index, or a damaged one.
        """
        ...
