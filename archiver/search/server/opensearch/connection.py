"""Implements `ServerConnection` for OpenSearch: readers and writers of the current version."""

from collections.abc import Iterator
from contextlib import contextmanager

from archiver.config import SearchServer
from archiver.errors import QueryError, SearchServerError
from archiver.search.server.kept_sessions import KeptSessions
from archiver.search.server.opensearch.head import IndexHead, read_head
from archiver.search.server.opensearch.reading import OpenSearchReader
from archiver.search.server.opensearch.records import spool_lines
from archiver.search.server.opensearch.session import LONG_PATIENCE, LONG_PAUSES, HttpSession, MissingError
from archiver.search.server.opensearch.view import KEPT, VersionView
from archiver.search.server.opensearch.writing import OpenSearchWriter

_TRIES = 20  # a build may commit between two looks
_POINTS = "/_search/point_in_time"
_NO_INDEX = "there is no index on the search server yet; run `archiver build` first"


class OpenSearchConnection:
    """The index that the URL names."""

    spooled = staticmethod(spool_lines)
    """A thread as a part of a spool file."""

    def __init__(self, server: SearchServer) -> None:
        """Connects when it is used."""
        self._server = server.with_environment()
        self._name = self._server.database
        self._sessions = KeptSessions(lambda: HttpSession(self._server))
        self._is_checked = False

    def version(self) -> str | None:
        """The name of the current version; None if there is no index. Raises SearchServerError."""
        with self._session() as session:
            head = read_head(session, self._name).head
            if not head.index:
                return None
            try:
                session.ask("GET", f"/{head.index}/_mapping")
            except MissingError:
                return None
            return head.version

    @contextmanager
    def reader(self) -> Iterator[OpenSearchReader]:
        """Read the current index. Raises QueryError."""
        try:
            with self._session() as session, self._opened(session) as (head, point):
                yield OpenSearchReader(VersionView(session, head, point))
        except SearchServerError as error:
            raise QueryError(str(error)) from error

    def begin(self, *, afresh: bool) -> OpenSearchWriter:
        """Begin to write the next index; `afresh` begins an empty one. Raises SearchServerError."""
        session = HttpSession(self._server, LONG_PAUSES, LONG_PATIENCE)
        try:
            self._check(session)
            return OpenSearchWriter(session, self._server, afresh=afresh)
        except BaseException:
            session.close()
            raise

    def close(self) -> None:
        """End all connections that are not in use."""
        self._sessions.close()

    @contextmanager
    def _session(self) -> Iterator[HttpSession]:
        """A session with a server that is OpenSearch."""
        with self._sessions.use() as session:
            self._check(session)
            yield session

    def _check(self, session: HttpSession) -> None:
        if not self._is_checked:
            session.check()
            self._is_checked = True

    @contextmanager
    def _opened(self, session: HttpSession) -> Iterator[tuple[IndexHead, str]]:
        """The head, and a point in time at which the server had all documents of its version.

        A build deletes documents of a version when it has written the next head. So if the head is still of the same
        build after the point in time, no document was deleted before it.
        """
        head, point = self._open(session)
        try:
            yield head, point
        finally:
            session.ask("DELETE", _POINTS, {"pit_id": [point]})

    def _open(self, session: HttpSession) -> tuple[IndexHead, str]:
        for _ in range(_TRIES):
            head = read_head(session, self._name).head
            if not head.index:
                raise QueryError(_NO_INDEX)
            try:
                point = session.ask("POST", f"/{head.index}{_POINTS}?keep_alive={KEPT}")["pit_id"]
            except MissingError:
                continue
            if read_head(session, self._name).head.build == head.build:
                return head, point
            session.ask("DELETE", _POINTS, {"pit_id": [point]})
        raise QueryError("builds replace the index too often to read it; ask again")
