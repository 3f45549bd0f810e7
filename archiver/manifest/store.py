"""The tables of the manifest, and what is read from them and put into them."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from functools import cached_property
from pathlib import Path

from archiver.errors import Problem
from archiver.manifest.claims import Claims
from archiver.manifest.groups import Groups
from archiver.manifest.records import (
    Known,
    OutputRecord,
    SketchRecord,
    ThreadRecord,
    problems_text,
    read_problems,
    read_summary,
    summary_text,
)
from archiver.model import Digest, GroupKey, Membership, ThreadSummary

SCHEMA = 4
"""Counted up with every change of what is kept."""
TABLES = """
    CREATE TABLE outputs (path TEXT PRIMARY KEY, owner TEXT, digest TEXT, key TEXT, signature TEXT) WITHOUT ROWID;
    CREATE TABLE threads (source TEXT PRIMARY KEY, content TEXT, key TEXT, signature TEXT, summary TEXT, problems TEXT)
        WITHOUT ROWID;
    CREATE TABLE members (kind TEXT, key TEXT, started TEXT, source TEXT, latest TEXT, name TEXT, posts INT, first TEXT,
        PRIMARY KEY (kind, key, started, source)) WITHOUT ROWID;
    CREATE INDEX members_of ON members (source);
    CREATE TABLE groups (kind TEXT, key TEXT, name TEXT, threads INT, posts INT, latest TEXT,
        PRIMARY KEY (kind, key)) WITHOUT ROWID;
    CREATE TABLE sketches (source TEXT PRIMARY KEY, key TEXT, asks TEXT, offers BLOB) WITHOUT ROWID;
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


class Manifest:
    """The open manifest of a project. Nothing but claims and sketches is kept until `commit`.

    `groups` has what has been put here, also before the commit.
    """

    def __init__(self, connection: sqlite3.Connection, zone: tzinfo, folder: Path) -> None:
        self._connection = connection
        self._zone = zone
        self._folder = folder
        self.groups = Groups(connection, zone)

    @cached_property
    def claims(self) -> Claims:
        """What this build is about to write, or one before it that died."""
        return Claims(self._folder / "claims", self._generation)

    @property
    def is_new(self) -> bool:
        """True if no build has been recorded yet."""
        return self.fact("built") is None

    def fact(self, name: str) -> str | None:
        """A value that an earlier build left."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    @cached_property
    def outputs(self) -> dict[str, OutputRecord]:
        """The files that the last build has left, by path."""
        rows = self._connection.execute("SELECT path, owner, digest, key, signature FROM outputs")
        return {r[0]: OutputRecord(path=r[0], owner=r[1], digest=r[2], key=r[3], signature=r[4]) for r in rows}

    def known(self) -> dict[str, Known]:
        """The threads that are recorded, by source."""
        rows = self._connection.execute("SELECT source, content, key, signature FROM threads")
        return {source: Known(Digest(content), Digest(key), signature) for source, content, key, signature in rows}

    def problems(self) -> dict[str, tuple[Problem, ...]]:
        """The problems of the threads that have some, by source."""
        rows = self._connection.execute("SELECT source, problems FROM threads WHERE problems != '[]'")
        return {source: read_problems(text) for source, text in rows}

    def summary(self, source: str) -> ThreadSummary | None:
        """What is kept of a thread, if it has pages."""
        row = self._connection.execute("SELECT summary FROM threads WHERE source = ?", (source,)).fetchone()
        return read_summary(row[0], self._zone) if row and row[0] else None

    def put(self, record: ThreadRecord, members: Iterable[Membership]) -> set[GroupKey]:
        """Record a thread in place of what is recorded of it; returns the groups whose lists may change by it."""
        text = summary_text(record.summary) if record.summary else None
        row = self._connection.execute("SELECT summary FROM threads WHERE source = ?", (record.source,)).fetchone()
        values = (record.source, record.content, record.key, record.signature, text, problems_text(record.problems))
        self._connection.execute("INSERT OR REPLACE INTO threads VALUES (?, ?, ?, ?, ?, ?)", values)
        if (row[0] if row else None) == text:
            return set()
        before = self.groups.leave(record.source) if row else set()
        return before | self.groups.join(record, members)

    def distrust(self, source: str) -> None:
        """Have a thread drawn anew by the next build."""
        self._connection.execute("UPDATE threads SET key = '' WHERE source = ?", (source,))

    def sign(self, source: str, signature: str) -> None:
        """Keep what the file system says of a source whose bytes are as they were."""
        self._connection.execute("UPDATE threads SET signature = ? WHERE source = ?", (signature, source))

    def drop(self, source: str) -> set[GroupKey]:
        """Forget a thread; returns the groups that it was in."""
        self._connection.execute("DELETE FROM threads WHERE source = ?", (source,))
        return self.groups.leave(source)

    def sketch_keys(self) -> dict[str, Digest]:
        """What the sketches that are kept were made from, by source."""
        return {source: Digest(key) for source, key in self._connection.execute("SELECT source, key FROM sketches")}

    def keep_sketches(self, records: Iterable[SketchRecord], gone: Iterable[str]) -> None:
        """Keep sketches, each in place of the one before, and forget those of sources that are gone."""
        with self._connection as connection:
            rows = ((r.source, r.key, r.asks, r.offers) for r in records)
            connection.executemany("INSERT OR REPLACE INTO sketches VALUES (?, ?, ?, ?)", rows)
            connection.executemany("DELETE FROM sketches WHERE source = ?", ((source,) for source in gone))

    def asks(self) -> Iterator[tuple[str, str]]:
        """What each source asks of others, in the order of their paths."""
        yield from self._connection.execute("SELECT source, asks FROM sketches ORDER BY source")

    def offers(self) -> Iterator[tuple[str, bytes]]:
        """What each source offers to others, one at a time."""
        yield from self._connection.execute("SELECT source, offers FROM sketches ORDER BY source")

    def put_outputs(self, records: Iterable[OutputRecord], gone: Iterable[str]) -> None:
        """Record files, each in place of what is recorded of it, and forget those that are gone."""
        rows = ((o.path, o.owner, o.digest, o.key, o.signature) for o in records)
        self._connection.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?)", rows)
        self._connection.executemany("DELETE FROM outputs WHERE path = ?", ((path,) for path in gone))

    def commit(self, facts: Mapping[str, str]) -> None:
        """Make all that was put here the truth, with these facts; if there is nothing new, nothing is written."""
        known = {name: self.fact(name) for name in facts}
        if self._connection.in_transaction or self.claims.read() or known != facts:
            rows = {**facts, "built": str(int(self._generation) + 1)}.items()
            with self._connection as connection:
                connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", rows)
            self.claims.clear()

    @cached_property
    def _generation(self) -> str:
        return self.fact("built") or "0"
