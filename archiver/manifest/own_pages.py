"""What the files of pages say that are no threads and no lists, in a table of the manifest."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC
from typing import NamedTuple

from archiver.errors import Problem
from archiver.manifest.json_codec import JsonCodec
from archiver.manifest.records import problems_from_json, problems_to_json
from archiver.model import Digest, OwnPageText

TABLE = """
    CREATE TABLE own_pages (path TEXT PRIMARY KEY, key TEXT, names TEXT, shown TEXT, problems TEXT) WITHOUT ROWID;
"""
_TEXTS = JsonCodec(OwnPageText)


class OwnPageRecord(NamedTuple):
    """What a file says, and what that was found from."""

    key: Digest
    """The digest of all that decides it; NO_DIGEST: read it again."""
    names: tuple[str, ...]
    """The content paths, and addresses on other sites, that were looked for."""
    text: OwnPageText | None
    """None for a draft that is left out, and for what cannot be parsed."""
    problems: tuple[Problem, ...]


class OwnPageRecords:
    """The stored records, in the transaction of the manifest."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def read(self) -> dict[str, OwnPageRecord]:
        """The records of all files, by content path; none if they are damaged."""
        try:
            return {
                path: OwnPageRecord(
                    Digest(key),
                    tuple(json.loads(names)),
                    _TEXTS.from_json(shown, UTC) if shown else None,
                    problems_from_json(problems),
                )
                for path, key, names, shown, problems in self._connection.execute("SELECT * FROM own_pages")
            }
        except (ValueError, TypeError, KeyError):
            return {}

    def replace(self, records: Mapping[str, OwnPageRecord]) -> None:
        """Write records in place of all that are stored."""
        rows = (
            (
                path,
                record.key,
                json.dumps(record.names),
                _TEXTS.to_json(record.text) if record.text else None,
                problems_to_json(record.problems),
            )
            for path, record in records.items()
        )
        self._connection.execute("DELETE FROM own_pages")
        self._connection.executemany("INSERT INTO own_pages VALUES (?, ?, ?, ?, ?)", rows)
