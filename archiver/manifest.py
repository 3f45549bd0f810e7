"""What was built the last time: the files that are ours, the threads and what they were drawn from, their summaries.

The one user of sqlite3. It lives in `.archiver/` and can be deleted at any time: anything odd about it means a rebuild,
never an error. One build at a time holds it.
"""

import fcntl
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import Any

from archiver.errors import LockedError, Problem, Severity, StateError
from archiver.model import Digest, Participant, Slug, ThreadSummary, Url, moment_from_fields, moment_to_fields

_SCHEMA = 3
_TABLES = """
    CREATE TABLE outputs (path TEXT PRIMARY KEY, owner TEXT, digest TEXT, signature TEXT) WITHOUT ROWID;
    CREATE TABLE claims (path TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE threads (source TEXT PRIMARY KEY, key TEXT, summary TEXT, problems TEXT) WITHOUT ROWID;
    CREATE TABLE sketches (source TEXT PRIMARY KEY, key TEXT, asks TEXT, offers BLOB) WITHOUT ROWID;
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputRecord:
    """A file that we wrote. `owner` is the thread's source, or "" for what belongs to the whole site.

    `signature` is what the file system said of it when it was known to be as we wrote it ("": look inside).
    """

    path: str
    owner: str
    digest: Digest
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRecord:
    """A thread as it was last seen. `key` is the digest of all that it was drawn from; no summary: it failed."""

    source: str
    key: Digest
    summary: ThreadSummary | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchRecord:
    """What other threads are told of one, as it is kept; `key` is the digest of all that it was made from."""

    source: str
    key: Digest
    asks: str
    offers: bytes


class Manifest:
    """The open manifest of a project. Nothing but claims and sketches is kept until `commit`."""

    def __init__(self, connection: sqlite3.Connection, zone: tzinfo) -> None:
        self._connection = connection
        self._zone = zone

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
        rows = self._connection.execute("SELECT path, owner, digest, signature FROM outputs")
        return {r[0]: OutputRecord(path=r[0], owner=r[1], digest=Digest(r[2]), signature=r[3]) for r in rows}

    @cached_property
    def threads(self) -> dict[str, ThreadRecord]:
        """The threads of the last build, by source."""
        rows = self._connection.execute("SELECT source, key, summary, problems FROM threads")
        return {row[0]: self._thread(*row) for row in rows}

    def claims(self) -> set[str]:
        """Paths that a build which did not end had been about to write: whatever stands there is ours."""
        return {row[0] for row in self._connection.execute("SELECT path FROM claims")}

    def claim(self, paths: Iterable[str]) -> None:
        """Record paths as ours, before they are written."""
        with self._connection:
            self._connection.executemany("INSERT OR IGNORE INTO claims VALUES (?)", ((path,) for path in paths))

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

    def commit(
        self, outputs: Iterable[OutputRecord], threads: Iterable[ThreadRecord], facts: Mapping[str, str]
    ) -> None:
        """Replace all that is recorded by what the finished build says."""
        with self._connection as connection:
            for table in ("outputs", "threads", "claims", "facts"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608  the names are written two lines above
            rows = ((o.path, o.owner, o.digest, o.signature) for o in outputs)
            connection.executemany("INSERT INTO outputs VALUES (?, ?, ?, ?)", rows)
            kept = ((t.source, t.key, _summary_text(t.summary), _problems_text(t.problems)) for t in threads)
            connection.executemany("INSERT INTO threads VALUES (?, ?, ?, ?)", kept)
            connection.executemany("INSERT INTO facts VALUES (?, ?)", {**facts, "built": "yes"}.items())

    def _thread(self, source: str, key: str, summary: str | None, problems: str) -> ThreadRecord:
        return ThreadRecord(
            source=source,
            key=Digest(key),
            summary=_read_summary(json.loads(summary), self._zone) if summary else None,
            problems=tuple(_read_problem(*row) for row in json.loads(problems)),
        )


@contextmanager
def open_manifest(state: Path, zone: tzinfo) -> Iterator[Manifest]:
    """The manifest in the folder `state`, locked for this process.

    Raises LockedError if another process has it, StateError if it cannot be written.
    """
    state.mkdir(parents=True, exist_ok=True)
    path = state / "manifest.sqlite"
    with _lock(state / "lock"):
        connection = _connect(path)
        manifest = Manifest(connection, zone)
        if not _is_readable(manifest):
            connection.close()
            connection = _create(path)
            manifest = Manifest(connection, zone)
        try:
            yield manifest
        except sqlite3.Error as error:
            raise _state_error(path, error) from error
        finally:
            connection.close()


def _is_readable(manifest: Manifest) -> bool:
    """False if what is recorded isn't what we write: another hand's, or another version's."""
    try:
        _ = (manifest.threads, manifest.outputs, manifest.claims(), manifest.sketch_keys(), manifest.is_new)
    except (sqlite3.Error, ValueError, TypeError, KeyError):
        return False
    return True


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """A lock that ends with its owner, however that ends; the file says who it is."""
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            owner = file.read().strip()
            message = f"another build is running here (process {owner or 'unknown'}); wait for it, or end it"
            raise LockedError(message) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
        file.truncate(0)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        sound = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.OperationalError as error:  # the disk's fault, and no reason to forget what is recorded
        connection.close()
        raise _state_error(path, error) from error
    except sqlite3.DatabaseError:
        version, sound = -1, False
    if version == _SCHEMA and sound:
        return connection
    connection.close()
    return _create(path)


def _create(path: Path) -> sqlite3.Connection:
    """A new manifest in place of whatever is there."""
    for odd in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        odd.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_SCHEMA}; COMMIT;")
    except sqlite3.Error as error:
        connection.close()
        raise _state_error(path, error) from error
    return connection


def _state_error(path: Path, error: sqlite3.Error) -> StateError:
    return StateError(f"cannot keep {path}: {error}; what is published still stands")


def _summary_text(summary: ThreadSummary | None) -> str | None:
    if summary is None:
        return None
    fields = {
        "path": summary.path,
        "slug": summary.slug,
        "url": summary.url,
        "title": summary.title,
        "excerpt": summary.excerpt,
        "posts": summary.posts,
        "tags": summary.tags,
        "lang": summary.lang,
        "dir": summary.dir,
        "started": moment_to_fields(summary.started),
        "latest": moment_to_fields(summary.latest),
        "participants": [[p.name, p.posts, p.first] for p in summary.participants],
        "aliases": summary.aliases,
    }
    return json.dumps(fields, ensure_ascii=False)


def _read_summary(fields: dict[str, Any], zone: tzinfo) -> ThreadSummary:
    people = (Participant(name=name, posts=posts, first=Url(url)) for name, posts, url in fields.pop("participants"))
    (started, has_start), (latest, has_latest) = fields.pop("started"), fields.pop("latest")
    fields |= {"slug": Slug(fields["slug"]), "tags": tuple(fields["tags"]), "aliases": tuple(fields["aliases"])}
    return ThreadSummary(
        **fields,
        started=moment_from_fields(started, has_start, zone),
        latest=moment_from_fields(latest, has_latest, zone),
        participants=tuple(people),
    )


def _problems_text(problems: tuple[Problem, ...]) -> str:
    return json.dumps([[p.path, p.line, p.message, int(p.severity)] for p in problems], ensure_ascii=False)


def _read_problem(path: str, line: int, message: str, severity: int) -> Problem:
    return Problem(path=path, line=line, message=message, severity=Severity(severity))
