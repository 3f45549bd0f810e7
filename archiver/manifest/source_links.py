"""Where the links of threads to other sources lead, in a table of the manifest."""

import json
import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from archiver.model import ALL_PATHS, Digest, LinkFault, PathRanges, SourceLinks, Url

TABLE = """
    CREATE TABLE source_links (source TEXT PRIMARY KEY, key TEXT, names TEXT, links TEXT) WITHOUT ROWID;
"""


class SourceLinksRecord(NamedTuple):
    """Where the links of a source to others lead, and what that was found from."""

    key: Digest
    """The digest of all that they were found from."""
    names: tuple[str, ...]
    """The content paths of sources that its links name, whether or not they exist."""
    links: SourceLinks


class SourceLinksTable:
    """The stored links. Changes are committed at once: they are valid even if the build dies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def read(self, ranges: PathRanges = ALL_PATHS) -> dict[str, SourceLinksRecord]:
        """The records of the sources in some ranges that may link to others, by path; none if they are damaged."""
        query = "SELECT source, key, names, links FROM source_links WHERE source >= ? AND source < ?"
        rows = (row for one in ranges for row in self._connection.execute(query, one))
        try:
            return {
                source: SourceLinksRecord(Digest(key), tuple(json.loads(names)), _links(links))
                for source, key, names, links in rows
            }
        except (ValueError, TypeError):
            return {}

    def replace(
        self,
        before: Mapping[str, SourceLinksRecord],
        now: Mapping[str, SourceLinksRecord],
        ranges: PathRanges = ALL_PATHS,
    ) -> None:
        """Write the records of `now` in place of those of `before`; equal ones are left alone.

        Both are of the sources in the ranges; `before` is what is stored.
        """
        changed = [
            (path, record.key, json.dumps(record.names), json.dumps(_row(record.links)))
            for path, record in now.items()
            if before.get(path) != record
        ]
        gone = [(path,) for path in before.keys() - now.keys()]
        if changed or gone:
            with self._connection as connection:
                if not before:  # there may be some that are damaged
                    connection.executemany("DELETE FROM source_links WHERE source >= ? AND source < ?", ranges)
                connection.executemany("INSERT OR REPLACE INTO source_links VALUES (?, ?, ?, ?)", changed)
                connection.executemany("DELETE FROM source_links WHERE source = ?", gone)


def _row(links: SourceLinks) -> list[tuple[str, str, bool]]:
    return [(address, target, isinstance(target, LinkFault)) for address, target in links.items()]


def _links(text: str) -> SourceLinks:
    return {address: LinkFault(target) if is_fault else Url(target) for address, target, is_fault in json.loads(text)}
