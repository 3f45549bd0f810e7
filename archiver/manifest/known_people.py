"""Which names of `authors.toml` sources have, in a table of the manifest: saves reading them. It has rows only while
there is such a file.
"""

import json
import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from archiver.model import Digest

TABLE = """
    CREATE TABLE known_people (source TEXT PRIMARY KEY, signature INT, key TEXT, names TEXT) WITHOUT ROWID;
"""


class PeopleRecord(NamedTuple):
    """The names of people that may be in a source, and what they were found from."""

    signature: int
    """The stat signature of the source when it was read; RACY: read it again."""
    key: Digest
    """The digest of all names that were looked for, and of what else decides."""
    names: tuple[str, ...]
    """The `name_key`s of those names, sorted, all of whose words are in the source."""


class KnownPeopleTable:
    """The stored records. Changes are committed at once: they are valid even if the build dies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def read(self) -> dict[str, PeopleRecord]:
        """The records of all sources, by path."""
        rows = self._connection.execute("SELECT * FROM known_people")
        return {
            path: PeopleRecord(signature, Digest(key), tuple(json.loads(names))) for path, signature, key, names in rows
        }

    def replace(self, before: Mapping[str, PeopleRecord], now: Mapping[str, PeopleRecord]) -> None:
        """Write the records of `now` in place of those of `before`, which are stored; equal ones are left alone."""
        if before == now:
            return
        changed = ((path, *r[:2], json.dumps(r.names)) for path, r in now.items() if before.get(path) != r)
        gone = ((path,) for path in before.keys() - now.keys())
        with self._connection as connection:
            connection.executemany("INSERT OR REPLACE INTO known_people VALUES (?, ?, ?, ?)", changed)
            connection.executemany("DELETE FROM known_people WHERE source = ?", gone)
