"""Implements the port by an index on a search server."""

import shutil
from datetime import date, datetime, tzinfo
from pathlib import Path
from secrets import token_hex

from archiver.errors import DamagedIndex, QueryError
from archiver.files import make_folders
from archiver.model import NO_SYNONYMS, Digest, Hit, IndexLocation, SearchResults, Slug, Synonyms
from archiver.search.index.doc_store import digest_of_stored
from archiver.search.index.types import SegmentMeta
from archiver.search.port import BrowserExport, FileForm, ReadFile, RunTasks
from archiver.search.query.search import Question
from archiver.search.server.answers import answer
from archiver.search.server.connection import ServerConnection, ServerWriter
from archiver.search.server.documents import read_thread
from archiver.search.server.spool import SpoolTarget

_LOST = "the index on the search server was not as the last build had left it; all posts were sent anew"
_ANY_DAY = date(2000, 1, 1)  # for queries without fields that depend on the day
_SPOOL = "spool"


class ServerTransaction:
    """One change of the index on a server. Workers write spool files, which `prepare` sends."""

    def __init__(
        self, folder: Path, connection: ServerConnection, version: str | None, *, synonyms: Synonyms, is_lost: bool
    ) -> None:
        """Begin.

        Args:
            folder: Where spool files are.
            connection: The server.
            version: The name of the version to change; None begins an empty index.
            synonyms: What words of queries find, too.
            is_lost: True if the index was another than the last build had left.
        """
        self._folder, self._connection, self._version = folder, connection, version
        self._synonyms = synonyms
        self._added: list[SegmentMeta] = []
        self._removed: set[str] = set()
        self._writer: ServerWriter | None = None
        self.is_new = version is None
        self.messages = (_LOST,) if is_lost else ()

    def target(self, *, is_shared: bool = True) -> SpoolTarget:
        """What workers open spool files with. `is_shared`: all of them have the folder of these files."""
        return SpoolTarget(folder=self._folder, spooled=self._connection.spooled, is_shared=is_shared)

    def add(self, segment: SegmentMeta) -> None:
        """Make a finished segment part of the next index. Raises OSError."""
        if segment.files:
            make_folders(self._folder, self._folder.parents[1])
        for name, content in segment.files:
            (self._folder / name).write_bytes(content)
        self._added.append(segment._replace(files=()))

    def remove(self, thread: Slug) -> None:
        """Remove the posts of a thread in the previous index. The posts of segments that are added stay."""
        if not self.is_new:
            self._removed.add(thread)

    def forget_removed(self) -> None:
        """Do nothing: the server deletes what is removed."""

    def prepare(self) -> bool:
        """Send all changes to the server; False if there are none. Raises OSError and SearchServerError."""
        if not self.is_new and not self._added and not self._removed:
            return False
        self._writer = self._connection.begin(afresh=self.is_new)
        self._writer.remove(self._removed)
        self._writer.load([self._folder / segment.name for segment in self._added])
        self._writer.finish()
        return True

    def export(self, zone: str, read: ReadFile, run: RunTasks, form: FileForm, *, incremental: bool) -> BrowserExport:
        """Raise DamagedIndex whatever `zone`, `read`, `run`, `form` and `incremental` are: browsers ask the server."""
        raise DamagedIndex("it is on a search server, which browsers ask")

    def find_newest(self, query: str, limit: int, *, zone: tzinfo) -> tuple[Hit, ...]:
        """The newest posts of the prepared index that match a query, the newest first. Raises QueryError.

        Args:
            query: The query as typed, without an order and fields that depend on the day.
            limit: The largest number of posts.
            zone: The time zone of the days in the query and of the dates of the hits.
        """
        text = f"order:newest {query}"
        question = Question(text=text, limit=limit, zone=zone, today=_ANY_DAY, synonyms=self._synonyms)
        with (self._writer or self._connection).reader() as reader:
            return answer(reader, question).hits

    def commit(self) -> str:
        """Make the prepared index the current one, atomically. Raises OSError and SearchServerError.

        Returns the name of its version, by which the next `begin` recognizes it.
        """
        if self._writer:
            self._version = token_hex(16)
            self._writer.commit(self._version)
        return self._version or ""

    def verify_previous(self) -> None:
        """Do nothing: the server keeps its index as it was written."""

    def rollback(self) -> None:
        """End what is not committed, and delete the spool files. Raises OSError."""
        if self._writer:
            self._writer.close()
        self._connection.close()
        if self._folder.exists():
            shutil.rmtree(self._folder)


class ServerIndex:
    """The index of a project on a search server. `folder` is the search folder of the project."""

    def __init__(self, folder: Path, connection: ServerConnection, synonyms: Synonyms = NO_SYNONYMS) -> None:
        """`synonyms` is what words of queries find, too."""
        self._folder, self._connection, self._synonyms = folder, connection, synonyms

    def begin(self, previous: str | None, *, zone: str = "UTC", afresh: bool = False) -> ServerTransaction:
        """Begin to change the index. Raises OSError and SearchServerError.

        `previous` is what the last `commit` returned. If the server has another index, an empty one is begun, and
        `messages` says so. None (not known): an empty index, without a message; so does `afresh`. `zone` is of no use.
        """
        if self._folder.exists():
            shutil.rmtree(self._folder)  # of an index on disk, or of a build that was killed
        is_asked = bool(previous) and not afresh
        version = self._connection.version() if is_asked else None
        version = version if version == previous else None
        is_lost = is_asked and version is None
        spool = self._folder / _SPOOL
        return ServerTransaction(spool, self._connection, version, synonyms=self._synonyms, is_lost=is_lost)

    def search(self, query: str, *, limit: int, zone: tzinfo, facets: bool = False) -> SearchResults:
        """Find at most `limit` posts that match a query. Raises QueryError if there is no index, or no server.

        `query` is the query as typed, `zone` the time zone of its days and of the hits' dates; `facets` also counts the
        years, authors and boards of all posts that match.
        """
        today = datetime.now(zone).date()
        question = Question(text=query, limit=limit, zone=zone, today=today, facets=facets, synonyms=self._synonyms)
        with self._connection.reader() as reader:
            return answer(reader, question)

    def locate(self) -> IndexLocation:
        """Raise QueryError: the index is in no folder."""
        raise QueryError("the index is on a search server, which no other program can open as a folder")

    def indexed_posts(self) -> frozenset[tuple[str, Digest]]:
        """The URL of each post, and a digest of all that is stored of the post: to compare two indexes with.

        Raises QueryError if there is no index, or no server.
        """
        with self._connection.reader() as reader:
            threads = (read_thread(thread, [post]) for thread, post in reader.everything())
            return frozenset(
                (f"{thread.url}{post.relative_url}", digest_of_stored(thread, post))
                for thread in threads
                for post in thread.posts
            )
