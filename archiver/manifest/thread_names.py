"""Which thread a file is a part of, where only its content tells, in a table of the manifest: saves reading files."""

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from archiver.model import ALL_PATHS, Digest, PathRanges

TABLE = """
    CREATE TABLE thread_names (path TEXT PRIMARY KEY, signature INT, key TEXT, name TEXT) WITHOUT ROWID;
"""


class NameRecord(NamedTuple):
    """The name that a file gave its thread, and what it was read from."""

    signature: int
    """The stat signature of the file when it was read; RACY: read it again."""
    key: Digest
    """The digest of everything else that decides the name: the `[[source]]` table, settings, the program."""
    name: str
    """The name of the thread; "" if the file is one of its own."""


class ThreadNames:
    """The stored names. Changes are committed at once: they are valid even if the build dies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def read(self, ranges: PathRanges = ALL_PATHS) -> dict[str, NameRecord]:
        """The records of the files in some ranges, by their paths relative to the content folder."""
        query = "SELECT path, signature, key, name FROM thread_names WHERE path >= ? AND path < ?"
        rows = (row for one in ranges for row in self._connection.execute(query, one))
        return {path: NameRecord(signature, Digest(key), name) for path, signature, key, name in rows}

    def replace(self, before: Mapping[str, NameRecord], now: Mapping[str, NameRecord]) -> None:
        """Write the records of `now` in place of those of `before`, which are stored; equal ones are left alone."""
        changed = ((path, *record) for path, record in now.items() if before.get(path) != record)
        gone = ((path,) for path in before.keys() - now.keys())
        if before == now:
            return
        with self._connection as connection:
            connection.executemany("INSERT OR REPLACE INTO thread_names VALUES (?, ?, ?, ?)", changed)
            connection.executemany("DELETE FROM thread_names WHERE path = ?", gone)
