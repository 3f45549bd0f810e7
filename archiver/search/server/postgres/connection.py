"""Implements `ServerConnection` for PostgreSQL: readers and writers of the current version."""

from collections.abc import Iterator
from contextlib import contextmanager

from archiver.config import SearchServer
from archiver.errors import QueryError, SearchServerError
from archiver.search.server.kept_sessions import KeptSessions
from archiver.search.server.postgres.reading import CurrentIndex, PostgresReader
from archiver.search.server.postgres.rows import spool_lines
from archiver.search.server.postgres.session import GoneError, Session
from archiver.search.server.postgres.tables import FORMAT, Tables, current
from archiver.search.server.postgres.writing import PostgresWriter

SECONDS = 10
"""How long a statement of a query may take."""
_SCHEMA = "archiver"
_TRIES = 20  # a build may replace the tables whose names were read
BEGIN = (
    "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY;"
    f" SET LOCAL statement_timeout = {1000 * SECONDS:d}; SET LOCAL jit = off;"  # compiling takes longer than a query
    " SET LOCAL enable_seqscan = off"
)
"""Begins to read one commit. The planner expects that most posts match a query with hundreds of terms, and would look
at all of them, where the indexes know; of a word that a third of the posts have, they are faster, too.
"""
_NO_INDEX = "there is no index on the search server yet; run `archiver build` first"


class PostgresConnection:
    """The index in a schema of a database: that of the option `schema` of the URL, or `archiver`."""

    spooled = staticmethod(spool_lines)
    """A thread as a part of a spool file."""

    def __init__(self, server: SearchServer) -> None:
        """Connects when it is used."""
        self._server = server.with_environment()
        self._schema = server.option("schema", _SCHEMA)
        self._sessions = KeptSessions(lambda: Session(self._server))

    def version(self) -> str | None:
        """The name of the current version; None if there is no index. Raises SearchServerError."""
        with self._session() as session:
            found = self._current(session)
        return found.version if found else None

    @contextmanager
    def reader(self) -> Iterator[PostgresReader]:
        """Read the current index. Raises QueryError."""
        try:
            with self._session() as session:
                found = self._begin_reading(session)
                if found is None:
                    raise QueryError(_NO_INDEX)
                yield PostgresReader(session, found)
        except SearchServerError as error:
            raise QueryError(str(error)) from error
        except GoneError:
            raise QueryError("a build has just replaced the index; ask again") from None

    def begin(self, *, afresh: bool) -> PostgresWriter:
        """Begin to write the next index; `afresh` begins an empty one. Raises SearchServerError."""
        session = Session(self._server)
        try:
            return PostgresWriter(session, self._schema, None if afresh else self._current(session))
        except BaseException:
            session.close()
            raise

    def close(self) -> None:
        """End all connections that are not in use."""
        self._sessions.close()

    @contextmanager
    def _session(self) -> Iterator[Session]:
        """A session, of which no transaction is left open."""
        with self._sessions.use() as session:
            yield session
            session.run("ROLLBACK")

    def _begin_reading(self, session: Session) -> CurrentIndex | None:
        """Begin a transaction that sees one commit, whose tables cannot go before it ends."""
        for _ in range(_TRIES):
            session.run(BEGIN)
            found = self._current(session)
            if found is None:
                return None
            names = ", ".join(map(found.tables.name, ("thread", "post", "term")))
            try:
                session.run(f"LOCK TABLE {names} IN ACCESS SHARE MODE")
            except GoneError:
                session.run("ROLLBACK")
            else:
                return found
        raise QueryError("builds replace the index too often to read it; ask again")

    def _current(self, session: Session) -> CurrentIndex | None:
        """What the table of the current version has; None if there is no index, or one of another format."""
        table = current(self._schema)
        if not session.run("SELECT to_regclass(:name) IS NOT NULL", {"name": table})[0][0]:
            return None
        rows = session.run(f"SELECT version, format, epoch, posts, langs, earliest, latest FROM {table}")
        for version, number, epoch, posts, langs, earliest, latest in rows:
            if number == FORMAT:
                return CurrentIndex(
                    version=version,
                    tables=Tables(schema=self._schema, epoch=epoch),
                    posts=posts,
                    langs=tuple(langs),
                    earliest=earliest,
                    latest=latest,
                )
        return None
