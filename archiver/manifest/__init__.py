"""The manifest: the records by which a build knows what earlier builds have written, and from what.

It is a SQLite database in `.archiver/`; no other package uses sqlite3. It can be deleted at any time: if it is damaged
or of another version, everything is rendered again, and there is no error. Only one build at a time has it open
(`open_manifest`); others may read it meanwhile (`open_reader`).
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path

from archiver.errors import LockedError, StateError
from archiver.files import make_folders
from archiver.manifest.clean_close import is_cleanly_closed, mark_clean_close
from archiver.manifest.groups import Groups
from archiver.manifest.identities import IdentityRecord
from archiver.manifest.known_people import PeopleRecord
from archiver.manifest.link_facts import LinkRecord
from archiver.manifest.media_records import MediaRecords
from archiver.manifest.old_addresses import SHARDS, AddressWriter, OldAddresses, OldAddressKeys
from archiver.manifest.openings import NamedSources, OpeningRecord, Openings, pack_numbers, unpack_numbers
from archiver.manifest.output_changes import OutputChanges
from archiver.manifest.own_pages import OwnPageRecord
from archiver.manifest.reader import ManifestReader, open_reader, read_generation
from archiver.manifest.recorded_files import RecordedFiles
from archiver.manifest.records import (
    NO_DIGEST,
    UNREAD,
    FingerprintRecord,
    MediaFileRecord,
    OutputRecord,
    ThreadMedia,
    ThreadRecord,
    ThreadState,
    summary_from_json,
)
from archiver.manifest.related import ChangedTerms, RelatedTables
from archiver.manifest.schema import IDENTITY, SCHEMA, TABLES
from archiver.manifest.source_links import SourceLinksRecord
from archiver.manifest.store import Manifest
from archiver.manifest.thread_names import NameRecord
from archiver.manifest.withheld import NO_ENTRY, TakenPostRow, WithheldRecord, pack_shingles, unpack_shingles

__all__ = [
    "NO_DIGEST",
    "NO_ENTRY",
    "SHARDS",
    "UNREAD",
    "AddressWriter",
    "ChangedTerms",
    "FingerprintRecord",
    "Groups",
    "IdentityRecord",
    "LinkRecord",
    "Manifest",
    "ManifestReader",
    "MediaFileRecord",
    "MediaRecords",
    "NameRecord",
    "NamedSources",
    "OldAddressKeys",
    "OldAddresses",
    "OpeningRecord",
    "Openings",
    "OutputChanges",
    "OutputRecord",
    "OwnPageRecord",
    "PeopleRecord",
    "RecordedFiles",
    "RelatedTables",
    "SourceLinksRecord",
    "TakenPostRow",
    "ThreadMedia",
    "ThreadRecord",
    "ThreadState",
    "WithheldRecord",
    "open_manifest",
    "open_reader",
    "pack_numbers",
    "pack_shingles",
    "read_generation",
    "summary_from_json",
    "unpack_numbers",
    "unpack_shingles",
]


_CACHE = "PRAGMA cache_size = -65536"  # kB: with SQLite's default of 2 MB, a large archive's pages are read repeatedly


@contextmanager
def open_manifest(state: Path, zone: tzinfo, root: Path) -> Iterator[Manifest]:
    """Open the manifest in the folder `state`, and lock it for this process. A new one is made if it cannot be used.

    Args:
        state: the folder, which is made if it is missing.
        zone: the site's time zone, for the dates in summaries and groups.
        root: the folder of the project, which is not made if it is missing.

    Raises LockedError if another process has the manifest open, StateError if it cannot be written.
    """
    make_folders(state, root)
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
    """False if this version cannot parse values of the manifest, since another program or version has written them."""
    try:
        _ = (manifest.folders(), list(manifest.thread_states()), manifest.problems(), manifest.intents.read())
        _ = (len(manifest.recorded_files()), manifest.dependency_lists(), manifest.groups.keys(), manifest.summary(""))
        _ = (manifest.fingerprints.keys(), int(manifest.fact("built") or 0))
        _ = (
            manifest.media.states(),
            manifest.media.indirect_uses(),
            manifest.cross_thread_of(""),
            manifest.link_facts.keys(),
            manifest.thread_names.read(),
            manifest.openings.read(),
            manifest.figures.read(),
        )
    except (sqlite3.Error, ValueError, TypeError, KeyError):
        return False
    return True


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold an exclusive lock, which the system releases if the process dies. The file has the number of the process."""
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
    """Open the database; a new one if it is damaged or of another version. If `is_clean`, it is not checked for damage.

    Raises StateError.
    """
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
    """Make a new database in place of the one at the path, and delete its other files. Raises StateError."""
    others = (path.with_name("intents"), path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm"))
    for old in (path, *others):
        old.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(_CACHE)
        connection.executescript(f"BEGIN; {TABLES} {IDENTITY} PRAGMA user_version = {SCHEMA}; COMMIT;")
    except sqlite3.Error as error:
        connection.close()
        raise _state_error(path, error) from error
    return connection


def _state_error(path: Path, error: sqlite3.Error) -> StateError:
    return StateError(f"cannot keep {path}: {error}; what is published still stands")
