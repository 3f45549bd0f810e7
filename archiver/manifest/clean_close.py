"""The clean-close marker: a file that tells whether the database is exactly as the last build has closed it.

A database with a valid marker is not checked for damage, which would read all of it. The marker has size, time stamps
and inode of the database file, and its header, in which SQLite counts all changes; and the same of its write-ahead log,
which stays as long as a reader has the database open.
"""

from pathlib import Path

from archiver.files import replace_bytes

_HEADER_SIZE = 100  # bytes: https://www.sqlite.org/fileformat2.html#the_database_header


def is_cleanly_closed(database: Path) -> bool:
    """True if the database has not changed since the last call of `mark_clean_close`, so that it cannot be damaged."""
    return _read_marker(database) == _marker_of(database)


def mark_clean_close(database: Path) -> None:
    """Write the marker for the database, which must be closed. Raises OSError."""
    marker = _marker_of(database)
    if marker != _read_marker(database):
        replace_bytes(_marker_path(database), marker.encode("ascii"))


def _marker_of(database: Path) -> str:
    """The marker that the database should have; "" without a database."""
    log = database.with_name(f"{database.name}-wal")
    try:
        has_log = log.exists() and log.stat().st_size
        return "\n".join(map(_identity, (database, log) if has_log else (database,)))
    except OSError:
        return ""


def _identity(path: Path) -> str:
    """A text that differs if a file may have been written to. Raises OSError."""
    stat = path.stat()
    with path.open("rb") as file:
        header = file.read(_HEADER_SIZE)
    return f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}:{stat.st_ino}:{header.hex()}"


def _read_marker(database: Path) -> str | None:
    """The stored marker; None if there is none, or it cannot be read."""
    try:
        return _marker_path(database).read_text(encoding="ascii") or None
    except (OSError, ValueError):
        return None


def _marker_path(database: Path) -> Path:
    return database.with_name("closed")
