"""What a build has done with the files of the site so far, in temporary tables: a large site has too many for memory.

The tables are those of the connection, in the transaction of the manifest. SQLite keeps them in a file without a name.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import astuple

from archiver.manifest.records import OutputRecord, output_record
from archiver.model import Digest

_TABLES = """
    CREATE TEMP TABLE drawn (path TEXT PRIMARY KEY, owner TEXT, digest TEXT, key TEXT, dependencies TEXT,
        stat_signature INT, is_written INT) WITHOUT ROWID;
    CREATE TEMP TABLE retained (path TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TEMP TABLE visited (owner TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_DRAW = """
    INSERT INTO drawn VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET owner = excluded.owner,
        digest = excluded.digest, key = excluded.key, dependencies = excluded.dependencies,
        stat_signature = excluded.stat_signature, is_written = MAX(is_written, excluded.is_written)
"""
_OBSOLETE = """
    SELECT path FROM visited JOIN outputs USING (owner)
    WHERE path NOT IN (SELECT path FROM drawn) AND path NOT IN (SELECT path FROM retained)
"""


class DrawnFile(NamedTuple):
    """A file that this build has drawn, and whether it has written new bytes. A record of a file that was put into a
    bucket has its stat signature.
    """

    record: OutputRecord
    is_written: bool


class OutputChanges:
    """The files of the site that a build has drawn or retained, and the owners that it has visited: what these had
    and the build neither draws nor retains is obsolete.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        for statement in filter(str.strip, _TABLES.split(";")):  # `executescript` would commit the transaction
            connection.execute(statement)

    def draw(self, record: OutputRecord, *, is_written: bool = False) -> None:
        """Note the record of a file that was drawn, in place of that of its path, and if it has got new bytes."""
        self._connection.execute(_DRAW, (*astuple(record), is_written))

    def retain(self, paths: Iterable[str]) -> None:
        """Note other files of visited owners, which keep their records."""
        self._write("INSERT OR IGNORE INTO retained VALUES (?)", paths)

    def visit(self, owners: Iterable[str]) -> None:
        """Note owners all of whose files are drawn or retained when the build ends."""
        recorded = "SELECT 1 FROM outputs WHERE owner = ? LIMIT 1"
        self._write("INSERT OR IGNORE INTO visited VALUES (?)", (o for o in owners if self._has(recorded, o)))

    def has_kept(self, path: str) -> bool:
        """True if a file is drawn or retained."""
        return self.digest(path) is not None or self._has("SELECT 1 FROM retained WHERE path = ?", path)

    def digest(self, path: str) -> Digest | None:
        """The digest of a file that was drawn; None for any other."""
        row = self._connection.execute("SELECT digest FROM drawn WHERE path = ?", (path,)).fetchone()
        return Digest(row[0]) if row else None

    def drawn(self) -> Iterator[DrawnFile]:
        """The files that were drawn, in the order of their paths."""
        for *values, is_written in self._connection.execute("SELECT * FROM drawn"):
            yield DrawnFile(output_record(values), bool(is_written))

    def changed(self) -> Iterator[str]:
        """The paths of the files that have got new bytes, or had no record before."""
        query = "SELECT path FROM drawn WHERE is_written OR path NOT IN (SELECT path FROM outputs)"
        return (path for (path,) in self._connection.execute(query))

    def written(self) -> tuple[str, ...]:
        """The paths of the files that have got new bytes, in order."""
        return tuple(path for (path,) in self._connection.execute("SELECT path FROM drawn WHERE is_written"))

    def obsolete(self) -> set[str]:
        """The recorded files of visited owners that are neither drawn nor retained."""
        return {path for (path,) in self._connection.execute(_OBSOLETE)}

    def _has(self, query: str, value: str) -> bool:
        return self._connection.execute(query, (value,)).fetchone() is not None

    def _write(self, statement: str, values: Iterable[str]) -> None:
        if rows := [(value,) for value in values]:  # without rows, no transaction begins
            self._connection.executemany(statement, rows)
