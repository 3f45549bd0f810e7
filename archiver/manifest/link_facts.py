"""What has to be known of each thread to find which links lead to which thread, in a table of the manifest."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import NamedTuple

from archiver.manifest.json_codec import JsonCodec
from archiver.model import Digest, LinkFacts

TABLE = """
    CREATE TABLE link_facts (source TEXT PRIMARY KEY, key TEXT, facts TEXT) WITHOUT ROWID;
"""
_CODEC = JsonCodec(LinkFacts)


class LinkRecord(NamedTuple):
    """The facts of a thread, and the digest of all that they were made from."""

    source: str
    key: Digest
    facts: LinkFacts


class LinkFactsTable:
    """The stored facts. Changes are committed at once: they are valid even if the build dies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keys(self) -> dict[str, Digest]:
        """The digest of what the facts of each thread were made from, by source."""
        return {source: Digest(key) for source, key in self._connection.execute("SELECT source, key FROM link_facts")}

    def write(self, records: Iterable[LinkRecord], gone: Iterable[str]) -> None:
        """Replace the facts of sources, and delete those of `gone` sources."""
        with self._connection as connection:
            rows = ((record.source, record.key, _CODEC.to_json(record.facts)) for record in records)
            connection.executemany("INSERT OR REPLACE INTO link_facts VALUES (?, ?, ?)", rows)
            connection.executemany("DELETE FROM link_facts WHERE source = ?", ((source,) for source in gone))

    def read_all(self) -> Iterator[tuple[str, LinkFacts]]:
        """Each source with its facts, ordered by source, read one at a time.

        Raises ValueError, TypeError or KeyError if they are damaged.
        """
        rows = self._connection.execute("SELECT source, facts FROM link_facts ORDER BY source")
        yield from ((source, _CODEC.from_json(text, UTC)) for source, text in rows)

    def read(self, source: str) -> LinkFacts:
        """The facts of a source that has some."""
        row = self._connection.execute("SELECT facts FROM link_facts WHERE source = ?", (source,)).fetchone()
        return _CODEC.from_json(row[0], UTC)
