"""The fingerprints of threads, by which quotes of other threads are found, in a table of the manifest."""

import sqlite3
from collections.abc import Iterable, Iterator

from archiver.manifest.records import FingerprintRecord
from archiver.model import Digest

TABLE = """
    CREATE TABLE fingerprints (source TEXT PRIMARY KEY, key TEXT, query_shingles TEXT, indexed_shingles BLOB)
        WITHOUT ROWID;
"""


class Fingerprints:
    """The stored fingerprints. Changes are committed at once: they are valid even if the build dies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keys(self) -> dict[str, Digest]:
        """The digest of what each stored fingerprint was made from, by source."""
        return {source: Digest(key) for source, key in self._connection.execute("SELECT source, key FROM fingerprints")}

    def write(self, records: Iterable[FingerprintRecord], gone: Iterable[str]) -> None:
        """Replace the fingerprints of sources, and delete the fingerprints of `gone` sources."""
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
