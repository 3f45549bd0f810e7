"""Implements the port by an index in Whoosh's format: `index` writes, `query` searches, `browser` exports it."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path

from msgspec import Struct

from archiver.errors import DamagedIndex
from archiver.model import NO_SYNONYMS, Digest, Hit, IndexLocation, SearchResults, Synonyms
from archiver.search.index.commit_point import CommitPoint
from archiver.search.index.doc_store import digest_of_stored
from archiver.search.index.table_of_contents import file_of
from archiver.search.index.transaction import Transaction
from archiver.search.index.types import MergePolicy, SegmentMeta
from archiver.search.port import BrowserExport, FileForm, ReadFile, RunTasks, SegmentWriter

_LOST = "the search index was not as the last build had left it; it was made anew"
_ANY_DAY = date(2000, 1, 1)  # for queries without fields that depend on the day


class WhooshTarget(Struct, frozen=True, kw_only=True):
    """Opens new segments in `folder`, the folder of the index. Pickles, so that workers can have it."""

    folder: Path
    is_shared: bool
    """False: whoever has the index does not have this folder."""

    def open(self) -> SegmentWriter:
        """Begin a segment. Writes nothing before the first thread."""
        from archiver.search.index.segment_writer import WhooshSegmentWriter

        return WhooshSegmentWriter(self.folder)

    def hand_over(self, segment: SegmentMeta) -> SegmentMeta:
        """A finished segment as `WhooshTransaction.add` takes it. Raises OSError."""
        if self.is_shared:
            return segment
        paths = sorted(self.folder.glob(file_of(segment.name, "*")))
        files = tuple((path.name, path.read_bytes()) for path in paths)
        for path in paths:
            path.unlink()
        return segment._replace(files=files)


class WhooshTransaction(Transaction):
    """A transaction of `index` with what other rooms of the search write: table of contents, browser index."""

    def __init__(
        self,
        folder: Path,
        previous: CommitPoint | None,
        *,
        zone: str = "UTC",
        synonyms: Synonyms = NO_SYNONYMS,
        messages: tuple[str, ...] = (),
        merge_policy: MergePolicy | None = None,
    ) -> None:
        """Begin; `zone` is the IANA name of the archive's time zone, `synonyms` what words of queries find, too; the
        other arguments are those of `Transaction`: `folder`, `previous`, `messages` and `merge_policy`. Raises OSError.
        """
        self._synonyms = synonyms
        write = partial(_write_contents, zone=zone)
        super().__init__(folder, previous, write_contents=write, messages=messages, merge_policy=merge_policy)

    def target(self, *, is_shared: bool = True) -> WhooshTarget:
        """What workers open new segments with. `is_shared`: all of them have the folder of the index."""
        return WhooshTarget(folder=self.folder, is_shared=is_shared)

    def export(self, zone: str, read: ReadFile, run: RunTasks, form: FileForm, *, incremental: bool) -> BrowserExport:
        """The browser index of the prepared index; call it after `prepare`. Raises OSError and DamagedIndex.

        Args:
            zone: The IANA name of the time zone of the archive's days.
            read: Reads the files of the previous export.
            run: Runs the tasks of the export.
            form: How files are written.
            incremental: True leaves out files that are unchanged since the previous export, False makes all files.
        """
        from archiver.search.browser.export import BrowserIndexFiles
        from archiver.search.browser.script_files import BrowserIndexScripts, script_reader

        diff, synonyms = self.diff() if incremental else None, self._synonyms
        if form is FileForm.GZIP:
            return BrowserIndexFiles(self.handle(), diff, zone, read, run, synonyms=synonyms)
        files = BrowserIndexFiles(self.handle(), diff, zone, script_reader(read), run, synonyms=synonyms)
        return BrowserIndexScripts(files)

    def find_newest(self, query: str, limit: int, *, zone: tzinfo) -> tuple[Hit, ...]:
        """The newest posts of the prepared index that match a query, the newest first. Raises DamagedIndex.

        Args:
            query: The query as typed, without an order and fields that depend on the day.
            limit: The largest number of posts.
            zone: The time zone of the days in the query and of the dates of the hits.
        """
        from archiver.search.index.searcher import Searcher
        from archiver.search.query.search import Question, search

        handle, text = self.handle(), f"order:newest {query}"
        searcher = Searcher.open(handle.folder, handle.generation)
        question = Question(text=text, limit=limit, zone=zone, today=_ANY_DAY, synonyms=self._synonyms)
        return search(searcher, question).hits


class WhooshIndex:
    """The index in the search folder `folder` of a project. Nothing is read before a method is called.

    `synonyms` is what words of queries find, too.
    """

    def __init__(self, folder: Path, synonyms: Synonyms = NO_SYNONYMS) -> None:
        self._folder, self._synonyms = folder, synonyms

    def begin(self, previous: str | None, *, zone: str = "UTC", afresh: bool = False) -> WhooshTransaction:
        """Begin to change the index. Raises OSError.

        `previous` is what the last `commit` returned. If the index in the folder is another one, or damaged, an empty
        index is begun, and `messages` says so. None (not known): an empty index, without a message. `zone` is the IANA
        name of the time zone of the archive's days. `afresh` begins an empty index in any case.
        """
        is_asked = bool(previous) and not afresh
        found = _read_recorded(self._folder, previous) if previous and is_asked else None
        messages = (_LOST,) if is_asked and found is None else ()
        return WhooshTransaction(self._folder, found, zone=zone, synonyms=self._synonyms, messages=messages)

    def search(self, query: str, *, limit: int, zone: tzinfo, facets: bool = False) -> SearchResults:
        """Find at most `limit` posts that match a query. Raises QueryError if there is no index, or a damaged one.

        `query` is the query as typed, `zone` the time zone of its days and of the hits' dates; `facets` also counts the
        years, authors and boards of all posts that match.
        """
        from archiver.search.index.current import open_current
        from archiver.search.query.search import Question, search

        today = datetime.now(zone).date()
        question = Question(text=query, limit=limit, zone=zone, today=today, facets=facets, synonyms=self._synonyms)
        return search(open_current(self._folder), question)

    def locate(self) -> IndexLocation:
        """Where the index is. All its files are read before. Raises QueryError if there is none, or a damaged one."""
        from archiver.search.index.current import verify_current

        current = verify_current(self._folder)
        version = current.library.rpartition(" ")[2]
        return IndexLocation(path=self._folder / current.name, fork=current.fork, version=version)

    def indexed_posts(self) -> frozenset[tuple[str, Digest]]:
        """The URL of each post, and a digest of all that is stored of the post: to compare two indexes with.

        Raises QueryError if there is no index, or a damaged one.
        """
        from archiver.search.index.current import open_current

        searcher = open_current(self._folder)
        posts = map(searcher.post, range(searcher.count))
        return frozenset((f"{thread.url}{post.relative_url}", digest_of_stored(thread, post)) for thread, post in posts)


def _write_contents(folder: Path, segments: Sequence[SegmentMeta], generation: int, *, zone: str) -> None:
    """Import Whoosh, which takes a tenth of a second, and write the table of contents with it. Raises OSError."""
    from archiver.search.whoosh_format.contents import write_table_of_contents

    write_table_of_contents(folder, segments, generation, zone)


def _read_recorded(folder: Path, recorded: str) -> CommitPoint | None:
    """The commit point of the search folder; None if its index is damaged or not the one with the state `recorded`."""
    try:
        found = CommitPoint.read(folder)
    except DamagedIndex:
        return None
    return found if found and found.is_recorded(folder, recorded) else None
