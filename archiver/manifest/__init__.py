"""The manifest: which files of the site are ours, which threads there are, and what each was rendered from.

It is a SQLite database in `.archiver/`, and this package is the only one that uses sqlite3. It can be deleted at any
time: a damaged or foreign manifest means that everything is rendered again, never an error. One build at a time has it
open.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path

from archiver.errors import LockedError, StateError
from archiver.manifest.clean_close import is_cleanly_closed, mark_clean_close
from archiver.manifest.groups import Groups
from archiver.manifest.records import (
    NO_DIGEST,
    FingerprintRecord,
    OutputRecord,
    ThreadRecord,
    ThreadState,
    summary_from_json,
)
from archiver.manifest.store import SCHEMA, TABLES, Manifest

__all__ = [
    "NO_DIGEST",
    "FingerprintRecord",
    "Groups",
    "Manifest",
    "OutputRecord",
    "ThreadRecord",
    "ThreadState",
    "open_manifest",
    "summary_from_json",
]


_CACHE = "PRAGMA cache_size = -65536"  # kB: with SQLite's default of 2 MB, a large archive's pages are read repeatedly


@contextmanager
def open_manifest(state: Path, zone: tzinfo) -> Iterator[Manifest]:
    """The manifest in the folder `state`, locked for this process; `zone` is the site's time zone.

    Raises LockedError if another process has it open, StateError if it cannot be written.
    """
    state.mkdir(parents=True, exist_ok=True)
    path = state / "manifest.sqlite"
    with _lock(state / "lock"):
        for leftover in state.glob("*.new"):  # see `replace_bytes`
            leftover.unlink()
        is_clean = is_cleanly_closed(path)
        connection = _connect(path, is_clean=is_clean)
        manifest = Manifest(connection, zone, state)
        if not is_clean and not _is_readable(manifest):
            connection.close()
            connection = _create(path)
            manifest = Manifest(connection, zone, state)
        try:
            yield manifest
        except sqlite3.Error as error:
            raise _state_error(path, error) from error
        finally:
            connection.close()
        mark_clean_close(path)


def _is_readable(manifest: Manifest) -> bool:
    """False if values have another form than this version writes: another program or version has changed them."""
    try:
        _ = (manifest.folders(), manifest.thread_states(), manifest.problems(), manifest.intents.read())
        _ = (manifest.stat_signatures(), manifest.dependency_lists(), manifest.groups.keys(), manifest.summary(""))
        _ = (manifest.fingerprint_keys(), int(manifest.fact("built") or 0))
    except (sqlite3.Error, ValueError, TypeError, KeyError):
        return False
    return True


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold an exclusive lock, which the system releases if this process dies; the file has the process's number."""
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


def _connect(path: Path, *, is_clean: bool) -> sqlite3.Connection:
    """The database; a new one if it is damaged or of another version. A cleanly closed one is not checked."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(_CACHE)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        is_sound = is_clean or connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.OperationalError as error:  # the disk refuses: no reason to forget the records
        connection.close()
        raise _state_error(path, error) from error
    except sqlite3.DatabaseError:
        version, is_sound = -1, False
    if version == SCHEMA and is_sound:
        return connection
    connection.close()
    return _create(path)


def _create(path: Path) -> sqlite3.Connection:
    """A new database in place of whatever exists."""
    others = (path.with_name("intents"), path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm"))
    for old in (path, *others):
        old.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(_CACHE)
        connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {SCHEMA}; COMMIT;")
    except sqlite3.Error as error:
        connection.close()
        raise _state_error(path, error) from error
    return connection


def _state_error(path: Path, error: sqlite3.Error) -> StateError:
    return StateError(f"cannot keep {path}: {error}; what is published still stands")
