"""What threads are known by, and what leads on from their former addresses, in tables of the manifest."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC
from typing import NamedTuple

from archiver.manifest.json_codec import JsonCodec
from archiver.model import Digest, FormerPages

TABLES = """
    CREATE TABLE identities (source TEXT PRIMARY KEY, key TEXT, id TEXT, aliases TEXT, posts TEXT, digests TEXT,
        is_published INT, originals TEXT) WITHOUT ROWID;
    CREATE TABLE former_pages (key TEXT, pages TEXT);
"""
_CODEC = JsonCodec(FormerPages)


class IdentityRecord(NamedTuple):
    """What a thread is known by, and what that was found from."""

    key: Digest
    """The digest of all that decides it."""
    id: str
    """See `identity.CurrentThread`, as for the fields that follow."""
    aliases: str
    """Slugs with spaces between them."""
    posts: str | None
    """None if the source cannot be read or parsed."""
    digests: str
    is_published: bool
    """False for a draft that is left out."""
    originals: str = ""
    """The addresses of the originals of the thread and its posts: lines of a position, a space and an address; 0 is the
    thread. "" if they are not needed."""


class Identities:
    """The stored identities. Changes are committed at once: they are valid even if the build dies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def read(self) -> dict[str, IdentityRecord]:
        """The records of all sources, by path."""
        rows = self._connection.execute("SELECT * FROM identities")
        return {
            source: IdentityRecord(Digest(key), id_, aliases, posts, digests, bool(is_published), originals)
            for source, key, id_, aliases, posts, digests, is_published, originals in rows
        }

    def replace(self, before: Mapping[str, IdentityRecord], now: Mapping[str, IdentityRecord]) -> None:
        """Write the records of `now` in place of those of `before`, which are stored; equal ones are left alone."""
        changed = [(path, *record) for path, record in now.items() if before.get(path) != record]
        gone = [(path,) for path in before.keys() - now.keys()]
        if changed or gone:
            with self._connection as connection:
                connection.executemany("INSERT OR REPLACE INTO identities VALUES (?, ?, ?, ?, ?, ?, ?, ?)", changed)
                connection.executemany("DELETE FROM identities WHERE source = ?", gone)


class StoredFormerPages:
    """What leads on from former addresses, as it was found last."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def key(self) -> Digest | None:
        """The digest of all that it was found from; None if there is no lock."""
        row = self._connection.execute("SELECT key FROM former_pages").fetchone()
        return row and Digest(row[0])

    def read(self) -> FormerPages:
        """What was found; nothing if it is damaged."""
        row = self._connection.execute("SELECT pages FROM former_pages").fetchone()
        try:
            return _CODEC.from_json(row[0], UTC) if row else FormerPages()
        except (ValueError, TypeError, KeyError):
            return FormerPages()

    def replace(self, key: Digest | None, pages: FormerPages) -> None:
        """Write what was found in place of what is stored, at once.

        `key` is the digest of all that it was found from; None if there is no lock.
        """
        with self._connection as connection:
            connection.execute("DELETE FROM former_pages")
            if key:
                connection.execute("INSERT INTO former_pages VALUES (?, ?)", (key, _CODEC.to_json(pages)))
