"""What has to be known of threads to find which links lead to which thread, in a table of the manifest."""

import json
import sqlite3
from collections.abc import Iterable
from itertools import starmap
from typing import NamedTuple

from archiver.model import Digest, LinkFacts, PlacedAddress, PostName

TABLE = """
    CREATE TABLE link_facts (source TEXT PRIMARY KEY, key TEXT, facts TEXT) WITHOUT ROWID;
"""


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
            rows = ((record.source, record.key, json.dumps(record.facts)) for record in records)
            connection.executemany("INSERT OR REPLACE INTO link_facts VALUES (?, ?, ?)", rows)
            connection.executemany("DELETE FROM link_facts WHERE source = ?", ((source,) for source in gone))

    def read(self) -> dict[str, LinkFacts]:
        """The facts of each source, ordered by source. Raises ValueError or TypeError if they are damaged."""
        rows = self._connection.execute("SELECT source, facts FROM link_facts ORDER BY source")
        return {source: _facts(*json.loads(text)) for source, text in rows}


def _facts(title: str, addresses: list[list[str]], links: list[list[str]], posts: list[list[str]]) -> LinkFacts:
    """The facts of a thread, by the lists of which its JSON consists: its title, former addresses, links and posts."""
    return LinkFacts(
        title,
        tuple(starmap(PlacedAddress, addresses)),
        tuple(starmap(PlacedAddress, links)),
        tuple(starmap(PostName, posts)),
    )
