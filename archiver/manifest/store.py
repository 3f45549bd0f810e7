"""The tables of the manifest, and what is read from them and put into them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import tzinfo
from functools import cached_property
from pathlib import Path

from archiver.errors import Problem
from archiver.manifest.claims import Claims
from archiver.manifest.groups import Groups
from archiver.manifest.records import (
    FingerprintRecord,
    Known,
    OutputRecord,
    ThreadRecord,
    problems_from_json,
    problems_to_json,
    summary_from_json,
    summary_to_json,
)
from archiver.model import Digest, Folders, GroupKey, Membership, ThreadSummary

SCHEMA = 7
"""Counted up with every change of what is kept."""
TABLES = """
    CREATE TABLE outputs (path TEXT PRIMARY KEY, owner TEXT, digest TEXT, key TEXT, stamp TEXT, signature INT)
        WITHOUT ROWID;
    CREATE INDEX outputs_of ON outputs (owner);
    CREATE TABLE folders (path TEXT PRIMARY KEY, signature INT, foreigners TEXT) WITHOUT ROWID;
    CREATE TABLE reads (name TEXT PRIMARY KEY, names TEXT) WITHOUT ROWID;
    CREATE TABLE threads (source TEXT PRIMARY KEY, content TEXT, inputs TEXT, stamp TEXT, signature INT, problems TEXT)
        WITHOUT ROWID;
    CREATE TABLE summaries (source TEXT PRIMARY KEY, summary TEXT) WITHOUT ROWID;
    CREATE TABLE members (kind TEXT, key TEXT, started TEXT, source TEXT, latest TEXT, name TEXT, posts INT, first TEXT,
        PRIMARY KEY (kind, key, started, source)) WITHOUT ROWID;
    CREATE INDEX members_of ON members (source);
    CREATE TABLE groups (kind TEXT, key TEXT, name TEXT, threads INT, posts INT, latest TEXT,
        PRIMARY KEY (kind, key)) WITHOUT ROWID;
    CREATE TABLE fingerprints (source TEXT PRIMARY KEY, key TEXT, query_shingles TEXT, indexed_shingles BLOB)
        WITHOUT ROWID;
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


_OUTPUTS = "SELECT path, owner, digest, key, stamp, signature FROM outputs"


class Manifest:
    """The open manifest of a project. Nothing but claims and fingerprints is kept until `commit`.

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

    def signatures(self) -> dict[str, int]:
        """What the file system said of the files that the last build has left, by path."""
        return dict(self._connection.execute("SELECT path, signature FROM outputs"))

    def outputs(self, paths: Iterable[str]) -> dict[str, OutputRecord]:
        """What is recorded of some files, by path."""
        rows = (self._connection.execute(f"{_OUTPUTS} WHERE path = ?", (path,)).fetchone() for path in paths)
        return {row[0]: _output(*row) for row in rows if row}

    def digest_of_output(self, path: str) -> Digest:
        """The digest of a file that is recorded."""
        row = self._connection.execute("SELECT digest FROM outputs WHERE path = ?", (path,)).fetchone()
        return Digest(row[0])

    def outputs_of(self, owner: str) -> dict[str, OutputRecord]:
        """What is recorded of the files of an owner, by path."""
        rows = self._connection.execute(f"{_OUTPUTS} WHERE owner = ?", (owner,))
        return {row[0]: _output(*row) for row in rows}

    def owners(self) -> set[str]:
        """All that own files."""
        return {owner for (owner,) in self._connection.execute("SELECT DISTINCT owner FROM outputs")}

    def count_outputs(self) -> int:
        """How many files are recorded."""
        return int(self._connection.execute("SELECT COUNT(*) FROM outputs").fetchone()[0])

    def folders(self) -> Folders:
        """The folders of the site as they were looked through."""
        with_others = self._connection.execute("SELECT path, foreigners FROM folders WHERE foreigners != ''")
        return Folders(
            signatures=dict(self._connection.execute("SELECT path, signature FROM folders")),
            foreign={path: tuple(json.loads(names)) for path, names in with_others},
        )

    def reads(self) -> dict[Digest, str]:
        """The names that stamps were made of, by their digest."""
        return {Digest(name): names for name, names in self._connection.execute("SELECT name, names FROM reads")}

    def known(self) -> dict[str, Known]:
        """The threads that are recorded, by source."""
        rows = self._connection.execute("SELECT source, content, inputs, stamp, signature FROM threads")
        return {source: Known(*kept) for source, *kept in rows}

    def problems(self) -> dict[str, tuple[Problem, ...]]:
        """The problems of the threads that have some, by source."""
        rows = self._connection.execute("SELECT source, problems FROM threads WHERE problems != '[]'")
        return {source: problems_from_json(text) for source, text in rows}

    def summary(self, source: str) -> ThreadSummary | None:
        """What is kept of a thread, if it has pages."""
        row = self._connection.execute("SELECT summary FROM summaries WHERE source = ?", (source,)).fetchone()
        return summary_from_json(row[0], self._zone) if row and row[0] else None

    def put(self, record: ThreadRecord, members: Iterable[Membership]) -> set[GroupKey]:
        """Record a thread in place of what is recorded of it; returns the groups whose lists may change by it."""
        text = summary_to_json(record.summary) if record.summary else None
        row = self._connection.execute("SELECT summary FROM summaries WHERE source = ?", (record.source,)).fetchone()
        known = (record.content, record.inputs, record.stamp, record.signature)
        values = (record.source, *known, problems_to_json(record.problems))
        self._connection.execute("INSERT OR REPLACE INTO threads VALUES (?, ?, ?, ?, ?, ?)", values)
        if (row[0] if row else None) == text:
            return set()
        if text:
            self._connection.execute("INSERT OR REPLACE INTO summaries VALUES (?, ?)", (record.source, text))
        else:
            self._connection.execute("DELETE FROM summaries WHERE source = ?", (record.source,))
        before = self.groups.leave(record.source) if row else set()
        return before | self.groups.join(record, members)

    def distrust(self, source: str) -> None:
        """Have a thread drawn anew by the next build."""
        self._connection.execute("UPDATE threads SET stamp = '' WHERE source = ?", (source,))

    def sign(self, source: str, signature: int) -> None:
        """Keep what the file system says of a source whose bytes are as they were."""
        self._connection.execute("UPDATE threads SET signature = ? WHERE source = ?", (signature, source))

    def drop(self, source: str) -> set[GroupKey]:
        """Forget a thread; returns the groups that it was in."""
        for table in ("threads", "summaries"):
            self._connection.execute(f"DELETE FROM {table} WHERE source = ?", (source,))  # noqa: S608  constants
        return self.groups.leave(source)

    def fingerprint_keys(self) -> dict[str, Digest]:
        """The digest of what each stored fingerprint was made from, by source."""
        return {source: Digest(key) for source, key in self._connection.execute("SELECT source, key FROM fingerprints")}

    def write_fingerprints(self, records: Iterable[FingerprintRecord], gone: Iterable[str]) -> None:
        """Store fingerprints, each in place of the previous one of its source; delete those of the sources `gone`."""
        with self._connection as connection:
            rows = ((r.source, r.key, r.query_shingles, r.indexed_shingles) for r in records)
            connection.executemany("INSERT OR REPLACE INTO fingerprints VALUES (?, ?, ?, ?)", rows)
            connection.executemany("DELETE FROM fingerprints WHERE source = ?", ((source,) for source in gone))

    def query_shingles(self) -> Iterator[tuple[str, str]]:
        """Each source with its serialized query shingles, ordered by source."""
        yield from self._connection.execute("SELECT source, query_shingles FROM fingerprints ORDER BY source")

    def indexed_shingles(self) -> Iterator[tuple[str, bytes]]:
        """Each source with its serialized indexed shingles, ordered by source, read one at a time."""
        yield from self._connection.execute("SELECT source, indexed_shingles FROM fingerprints ORDER BY source")

    def put_outputs(self, records: Iterable[OutputRecord], gone: Iterable[str]) -> None:
        """Record files, each in place of what is recorded of it, and forget those that are gone."""
        rows = [(o.path, o.owner, o.digest, o.key, o.stamp, o.signature) for o in records]
        self._write("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._write("DELETE FROM outputs WHERE path = ?", [(path,) for path in gone])

    def sign_outputs(self, signatures: Iterable[tuple[str, int]]) -> None:
        """Keep what the file system says of files (paths and signatures) that are as we wrote them."""
        rows = [(signature, path) for path, signature in signatures]
        self._write("UPDATE outputs SET signature = ? WHERE path = ?", rows)

    def forget_outputs(self) -> None:
        """Forget all files: they are of another folder."""
        self._connection.execute("DELETE FROM outputs")
        self._connection.execute("DELETE FROM folders")

    def put_folders(self, folders: Folders, before: Folders) -> None:
        """Record folders in place of those of `before`."""
        said = before.signatures
        changed = {path for path, signature in folders.signatures.items() if said.get(path) != signature}
        others = {path for path, _ in folders.foreign.items() ^ before.foreign.items()}
        paths = (changed | others) & folders.signatures.keys()
        named = ((path, folders.foreign.get(path)) for path in paths)
        rows = [(path, folders.signatures[path], json.dumps(names) if names else "") for path, names in named]
        self._write("INSERT OR REPLACE INTO folders VALUES (?, ?, ?)", rows)
        gone = before.signatures.keys() - folders.signatures.keys()
        self._write("DELETE FROM folders WHERE path = ?", [(path,) for path in gone])

    def put_reads(self, new: Mapping[Digest, str]) -> None:
        """Keep the names that stamps are made of, and forget those that no stamp has any more."""
        if new:
            self._connection.executemany("INSERT OR REPLACE INTO reads VALUES (?, ?)", new.items())
            stamps = "SELECT substr(stamp, 1, 32) FROM threads UNION SELECT substr(stamp, 1, 32) FROM outputs"
            self._connection.execute(f"DELETE FROM reads WHERE name NOT IN ({stamps})")  # noqa: S608  a constant

    def commit(self, facts: Mapping[str, str]) -> None:
        """Make all that was put here the truth, with these facts; if there is nothing new, nothing is written."""
        known = {name: self.fact(name) for name in facts}
        if self._connection.in_transaction or self.claims.read() or known != facts:
            rows = {**facts, "built": str(int(self._generation) + 1)}.items()
            with self._connection as connection:
                connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", rows)
            self.claims.clear()

    def _write(self, statement: str, rows: Sequence[tuple[str | int, ...]]) -> None:
        """Nothing is begun where there is nothing to write."""
        if rows:
            self._connection.executemany(statement, rows)

    @cached_property
    def _generation(self) -> str:
        return self.fact("built") or "0"


def _output(path: str, owner: str, digest: str, key: str, stamp: str, signature: int) -> OutputRecord:
    return OutputRecord(
        path=path, owner=owner, digest=Digest(digest), key=Digest(key), stamp=Digest(stamp), signature=signature
    )
