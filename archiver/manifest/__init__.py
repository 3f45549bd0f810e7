"""What was built the last time: the files that are ours, the threads and what they were drawn from, their summaries.

The one user of sqlite3. It lives in `.archiver/` and can be deleted at any time: anything odd about it means a rebuild,
never an error. One build at a time holds it.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path

from archiver.errors import LockedError, StateError
from archiver.manifest.records import NO_DIGEST, FingerprintRecord, Known, OutputRecord, ThreadRecord, summary_from_json
from archiver.manifest.seal import read_seal, seal_of, write_seal
from archiver.manifest.store import SCHEMA, TABLES, Manifest

__all__ = [
    "NO_DIGEST",
    "FingerprintRecord",
    "Known",
    "Manifest",
    "OutputRecord",
    "ThreadRecord",
    "open_manifest",
    "summary_from_json",
]


_CACHE = "PRAGMA cache_size = -65536"  # kB: with SQLite's own 2 MB, the pages of a large archive are read over and over


@contextmanager
def open_manifest(state: Path, zone: tzinfo) -> Iterator[Manifest]:
    """The manifest in the folder `state`, locked for this process.

    Raises LockedError if another process has it, StateError if it cannot be written.
    """
    state.mkdir(parents=True, exist_ok=True)
    path = state / "manifest.sqlite"
    with _lock(state / "lock"):
        is_sealed = read_seal(path) == seal_of(path)
        connection = _connect(path, is_sealed=is_sealed)
        manifest = Manifest(connection, zone, state)
        if not is_sealed and not _is_readable(manifest):
            connection.close()
            connection = _create(path)
            manifest = Manifest(connection, zone, state)
        try:
            yield manifest
        except sqlite3.Error as error:
            raise _state_error(path, error) from error
        finally:
            connection.close()
        write_seal(path)


def _is_readable(manifest: Manifest) -> bool:
    """False if what is recorded isn't what we write: another hand's, or another version's."""
    try:
        _ = (
            manifest.folders(),
            manifest.known(),
            manifest.problems(),
            manifest.claims.read(),
            manifest.fingerprint_keys(),
        )
        _ = (manifest.signatures(), manifest.reads(), manifest.groups.keys(), manifest.summary(""))
        _ = int(manifest.fact("built") or 0)
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


def _connect(path: Path, *, is_sealed: bool) -> sqlite3.Connection:
    """The manifest; a new one, if what is there cannot be used. One that is as we left it needs no checking."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(_CACHE)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        sound = is_sealed or connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.OperationalError as error:  # the disk's fault, and no reason to forget what is recorded
        connection.close()
        raise _state_error(path, error) from error
    except sqlite3.DatabaseError:
        version, sound = -1, False
    if version == SCHEMA and sound:
        return connection
    connection.close()
    return _create(path)


def _create(path: Path) -> sqlite3.Connection:
    """A new manifest in place of whatever is there."""
    for odd in (path, path.with_name("claims"), path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        odd.unlink(missing_ok=True)
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
