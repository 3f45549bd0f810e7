"""What has to be known of each thread before any is drawn, in a table of the manifest."""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Any, NamedTuple

from archiver.model import ALL_PATHS, Digest, Opening, PathRanges
from archiver.stat_signatures import RACY

TABLE = """
    CREATE TABLE openings (source TEXT PRIMARY KEY, signature INT, key TEXT, content TEXT, addresses BLOB, links BLOB,
        named INT, title TEXT, lang TEXT, started TEXT,
        is_draft INT) WITHOUT ROWID;
"""
_SELECT = "SELECT * FROM openings WHERE source"
_INSERT = "INSERT OR REPLACE INTO openings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class NamedSources(IntEnum):
    """What the words of a source may name of other sources, whether or not as a link."""

    NONE = 0
    SOURCES = 1
    """Other sources, as `tides.md`."""
    POSTS = 2
    """Also posts of them, as `tides.md#p3`."""


_NAMED = tuple(NamedSources)


class OpeningRecord(NamedTuple):
    """What a source says of its thread, and what it was read from."""

    signature: int
    """The stat signature of the source when it was read; RACY: read it again."""
    key: Digest
    """The digest of everything else that decides it: the `[[source]]` table, settings, the program."""
    content: Digest
    """The digest of the source; NO_DIGEST if it cannot be read."""
    addresses: bytes
    """The prefixes of its former addresses, packed (see `pack_numbers`)."""
    links: bytes
    """The prefixes of all that its posts may link to, packed."""
    named: NamedSources
    """Whether its posts may link to other sources."""
    opening: Opening | None
    """None if the source is no thread."""


_UNREAD = OpeningRecord(RACY, Digest(""), Digest(""), b"", b"", NamedSources.NONE, None)


def pack_numbers(prefixes: Iterable[int]) -> bytes:
    """Signed numbers of 64 bits as bytes, in ascending order."""
    return array("q", sorted(prefixes)).tobytes()


def unpack_numbers(packed: bytes) -> memoryview:
    """The numbers that `pack_numbers` has packed."""
    return memoryview(packed).cast("q")


class Openings:
    """The stored openings. Changes are committed at once: they are valid even if the build dies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def read(self, ranges: PathRanges = ALL_PATHS) -> dict[str, OpeningRecord]:
        """The records of the sources in some ranges, by path."""
        keys: dict[str, Digest] = {}  # most are equal, and there are many
        rows = (row for one in ranges for row in self._connection.execute(f"{_SELECT} >= ? AND source < ?", one))
        return {path: _record(keys, *row) for path, *row in rows}

    def read_one(self, path: str) -> OpeningRecord:
        """The record of a source; if there is none, that of one that cannot be read."""
        row = self._connection.execute(f"{_SELECT} = ?", (path,)).fetchone()
        return _record({}, *row[1:]) if row else _UNREAD

    def have_drafts(self) -> bool:
        """True if any source is a draft."""
        return self._connection.execute("SELECT 1 FROM openings WHERE is_draft LIMIT 1").fetchone() is not None

    def addresses(self) -> Iterator[tuple[str, memoryview]]:
        """The prefixes of the former addresses of each source that has some, by path."""
        rows = self._connection.execute("SELECT source, addresses FROM openings WHERE length(addresses)")
        return ((path, unpack_numbers(packed)) for path, packed in rows)

    def links(self) -> Iterator[tuple[str, memoryview]]:
        """The prefixes of all that the posts of each source may link to, if there are some, by path."""
        rows = self._connection.execute("SELECT source, links FROM openings WHERE length(links)")
        return ((path, unpack_numbers(packed)) for path, packed in rows)

    def write(self, records: Mapping[str, OpeningRecord]) -> None:
        """Write the records of some sources, by path, in place of those that they had."""
        if records:
            rows = ((path, *record[:-1], *_columns(record.opening)) for path, record in records.items())
            with self._connection as connection:
                connection.executemany(_INSERT, rows)

    def delete(self, gone: Iterable[str]) -> None:
        """Delete the records of some sources."""
        with self._connection as connection:
            connection.executemany("DELETE FROM openings WHERE source = ?", ((path,) for path in gone))


def _record(
    keys: dict[str, Digest],
    signature: int,
    key: str,
    content: str,
    addresses: bytes,
    links: bytes,
    named: int,
    *opening: Any,
) -> OpeningRecord:
    """A record as a row of the table has it. `keys` has the keys of other records, which are shared."""
    shared = keys.setdefault(key, Digest(key))
    return OpeningRecord(signature, shared, Digest(content), addresses, links, _NAMED[named], _opening(*opening))


def _columns(opening: Opening | None) -> tuple[str | None, str | None, str, bool]:
    return (opening.title, opening.lang, opening.started, opening.is_draft) if opening else (None, None, "", False)


def _opening(title: str | None, lang: str | None, started: str, is_draft: int) -> Opening | None:
    return None if title is None else Opening(title=title, lang=lang, started=started, is_draft=bool(is_draft))
