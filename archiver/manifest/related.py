"""Which threads are related, and the words by which they are found, in tables of the manifest.

A thread that has changed keeps its old terms until its related threads, and those of others, have been found anew.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from archiver.model import Terms

TABLES = """
    CREATE TABLE related (id INTEGER PRIMARY KEY, source TEXT UNIQUE, terms BLOB, found BLOB, shown TEXT);
    CREATE INDEX related_changes ON related (id) WHERE found IS NOT NULL;
    CREATE TABLE related_words (word INT, posting INT, PRIMARY KEY (word, posting)) WITHOUT ROWID;
    CREATE TABLE related_key (key TEXT);
"""
_SEPARATOR = "\0"  # the only character that paths cannot have


class ChangedTerms(NamedTuple):
    """A thread of which the terms have changed."""

    id: int
    source: str
    before: Terms
    """Those by which other threads find it."""
    now: Terms


class RelatedTables:
    """The stored terms and related threads. Changes are committed at once: they are valid even if the build dies.

    A posting is four times the number of a thread, plus the place of the word in it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note_terms(self, terms: Iterable[tuple[str, Terms]]) -> None:
        """Store the terms of sources as they are now, to be compared later; none for a source without a thread."""
        with self._connection as connection:
            connection.executemany(
                "INSERT INTO related (source, terms, found, shown) VALUES (?, x'', ?, '') ON CONFLICT (source) "
                "DO UPDATE SET found = iif(terms = excluded.found, NULL, excluded.found)",
                ((source, _packed(found)) for source, found in terms),
            )

    def note_gone(self, sources: Iterable[str]) -> None:
        """Let sources have no terms any more."""
        self.note_terms((source, ()) for source in sources)

    def read(self) -> dict[str, tuple[str, ...]]:
        """The related threads of each stored source."""
        rows = self._connection.execute("SELECT source, shown FROM related")
        names: dict[str, str] = {}  # each is shown by some five threads
        share = names.setdefault
        return {
            share(source, source): tuple(share(name, name) for name in shown.split(_SEPARATOR)) if shown else ()
            for source, shown in rows
        }

    def key(self) -> str:
        """The digest of all besides the terms that the related threads were found by; "" if there are none yet."""
        row = self._connection.execute("SELECT key FROM related_key").fetchone()
        return str(row[0]) if row else ""

    def changed(self) -> list[ChangedTerms]:
        """The threads of which the terms have changed."""
        rows = self._connection.execute("SELECT id, source, terms, found FROM related WHERE found IS NOT NULL")
        return [ChangedTerms(id_, source, _unpacked(terms), _unpacked(found)) for id_, source, terms, found in rows]

    def names(self) -> dict[int, str]:
        """The source of each thread, by its number."""
        return dict(self._connection.execute("SELECT id, source FROM related"))

    def all_terms(self) -> Iterator[tuple[int, Terms]]:
        """The number of each thread, and its terms as they are now. The caller may change what threads show meanwhile,
        since each thousand is read at once.
        """
        query, last = "SELECT id, coalesce(found, terms) FROM related WHERE id > ? ORDER BY id LIMIT 1000", -1
        while rows := self._connection.execute(query, (last,)).fetchall():
            yield from ((id_, _unpacked(terms)) for id_, terms in rows)
            last = rows[-1][0]

    def terms(self, thread: int) -> Terms:
        """The terms by which other threads find a thread."""
        return _unpacked(self._connection.execute("SELECT terms FROM related WHERE id = ?", (thread,)).fetchone()[0])

    def postings(self, word: int, most: int) -> list[int]:
        """The postings of a word, at most so many."""
        query = "SELECT posting FROM related_words WHERE word = ? LIMIT ?"
        return [posting for (posting,) in self._connection.execute(query, (word, most))]

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """All changes in the `with` block are committed at its end, or none."""
        with self._connection:
            yield

    def replace_postings(self, gone: Iterable[tuple[int, int]], new: Iterable[tuple[int, int]]) -> None:
        """Delete postings, and add others: pairs of a word and a posting."""
        self._connection.executemany("DELETE FROM related_words WHERE word = ? AND posting = ?", gone)
        self._connection.executemany("INSERT INTO related_words VALUES (?, ?)", new)

    def delete_postings(self) -> None:
        """Delete all postings."""
        self._connection.execute("DELETE FROM related_words")

    def write(self, shown: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        """Replace the related threads of some threads, which are named by number; equal ones are left alone."""
        rows = ((text := _SEPARATOR.join(sources), thread, text) for thread, sources in shown)
        self._connection.executemany("UPDATE related SET shown = ? WHERE id = ? AND shown != ?", rows)

    def end(self, key: str, gone: Iterable[str]) -> None:
        """Let the terms that have changed be those by which threads are found, and delete the threads that are gone.

        `key` is the result of `key` from now on.
        """
        self._connection.execute("UPDATE related SET terms = found, found = NULL WHERE found IS NOT NULL")
        self._connection.executemany("DELETE FROM related WHERE source = ?", ((source,) for source in gone))
        self._connection.execute("DELETE FROM related_key")
        self._connection.execute("INSERT INTO related_key VALUES (?)", (key,))


def _packed(terms: Terms) -> bytes:
    return array("Q", terms).tobytes()


def _unpacked(terms: bytes) -> Terms:
    numbers = array("Q")
    numbers.frombytes(terms)
    return tuple(numbers)
