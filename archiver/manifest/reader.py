"""Reading the manifest: what pages are drawn from. The preview reads it while a build in another process may write."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from archiver.errors import Problem, StateError
from archiver.manifest.archived_links import ArchivedLinks
from archiver.manifest.cross_thread import cross_thread_from_json
from archiver.manifest.figures import Figures
from archiver.manifest.groups import Groups
from archiver.manifest.identities import StoredFormerPages
from archiver.manifest.media_records import MediaRecords
from archiver.manifest.old_addresses import OldAddresses
from archiver.manifest.openings import Openings
from archiver.manifest.own_pages import OwnPageRecords
from archiver.manifest.records import problems_from_json, summary_from_json
from archiver.manifest.schema import SCHEMA
from archiver.model import CrossThread, ThreadSummary


class ManifestReader:
    """What pages are drawn from, besides the sources."""

    def __init__(self, connection: sqlite3.Connection, zone: tzinfo, generation: str = "") -> None:
        """`generation` is that of the commit, if all that is read is from one."""
        self.generation = generation
        self._connection = connection
        self._zone = zone
        self.groups = Groups(connection, zone)
        """The groups of threads."""

    @cached_property
    def figures(self) -> Figures:
        """The figures of threads, and their sums."""
        return Figures(self._connection, self._zone)

    @cached_property
    def media(self) -> MediaRecords:
        """The content files that threads show or link to."""
        return MediaRecords(self._connection)

    @property
    def own_pages(self) -> OwnPageRecords:
        """What the files of pages say that are no threads and no lists."""
        return OwnPageRecords(self._connection)

    @property
    def former_pages(self) -> StoredFormerPages:
        """What leads on from former addresses."""
        return StoredFormerPages(self._connection)

    @property
    def openings(self) -> Openings:
        """What has to be known of threads before any is drawn."""
        return Openings(self._connection)

    @property
    def archived_links(self) -> ArchivedLinks:
        """Which links lead to which thread."""
        return ArchivedLinks(self._connection)

    @property
    def old_addresses(self) -> OldAddresses:
        """Addresses of other systems that lead on from here."""
        return OldAddresses(self._connection)

    def fact(self, name: str) -> str | None:
        """The value that the last build committed under a name; None if there is none."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def has_output(self, path: str) -> bool:
        """True if the last build has a file of the site at a path."""
        return self._connection.execute("SELECT 1 FROM outputs WHERE path = ?", (path,)).fetchone() is not None

    def problems(self) -> dict[str, tuple[Problem, ...]]:
        """The stored problems of threads, by source; threads without problems are left out."""
        rows = self._connection.execute("SELECT source, problems FROM threads WHERE problems != '[]'")
        return {source: problems_from_json(text) for source, text in rows}

    def summary(self, source: str) -> ThreadSummary | None:
        """The stored summary of a thread; None if it has no pages."""
        row = self._connection.execute("SELECT summary FROM summaries WHERE source = ?", (source,)).fetchone()
        return summary_from_json(row[0], self._zone) if row and row[0] else None

    def cross_thread_of(self, source: str) -> CrossThread:
        """What the pages of a thread showed of other threads when the thread was last drawn."""
        row = self._connection.execute("SELECT shown FROM cross_thread WHERE source = ?", (source,)).fetchone()
        return cross_thread_from_json(row[0], self._zone) if row else CrossThread()


@contextmanager
def open_reader(state: Path, zone: tzinfo) -> Iterator[ManifestReader | None]:
    """Open the manifest in the folder `state` for reading. All that is read is from the last commit before, whatever a
    build commits meanwhile. Threads may share the reader, one at a time.

    `zone` is the site's time zone. None: no build has been committed, or the manifest is damaged or of another version.
    Raises StateError if the disk refuses.
    """
    path = state / "manifest.sqlite"
    try:
        with _read_transaction(path) as found:
            yield ManifestReader(found.connection, zone, found.generation) if found else None
    except sqlite3.Error as error:
        raise StateError(f"cannot read {path}: {error}") from error


def read_generation(state: Path) -> str | None:
    """What identifies the last committed build of the manifest in a folder, in less than a millisecond: compare it with
    `ManifestReader.generation`. None if there is none, or the manifest cannot be read.
    """
    try:
        with _read_transaction(state / "manifest.sqlite") as found:
            return found.generation if found else None
    except sqlite3.Error:
        return None


class _ReadTransaction(NamedTuple):
    connection: sqlite3.Connection
    generation: str
    """The identity of the database, which may be made anew, and the number of the last build."""


@contextmanager
def _read_transaction(path: Path) -> Iterator[_ReadTransaction | None]:
    """A transaction that never writes; None if there is nothing to read. With a write-ahead log, it holds up no build,
    and no build holds it up. Raises sqlite3.Error if the disk refuses.
    """
    if not path.exists():
        yield None
        return
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("BEGIN")
        generation = _generation(connection)
        yield _ReadTransaction(connection, generation) if generation else None
    finally:
        connection.close()


def _generation(connection: sqlite3.Connection) -> str | None:
    """See `_ReadTransaction`. None if there was no build, or the database is damaged or of another version."""
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
            return None
        facts = dict(connection.execute("SELECT name, value FROM facts WHERE name IN ('built', 'identity')"))
        return f"{facts.get('identity')}-{facts['built']}" if "built" in facts else None
    except sqlite3.OperationalError:  # the disk refuses
        raise
    except sqlite3.DatabaseError:
        return None
