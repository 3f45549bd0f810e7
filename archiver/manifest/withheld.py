"""What is withheld from sources, in a table of the manifest. It has rows only while something is taken down."""

import json
import sqlite3
from array import array
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from archiver.model import Digest, Edit, PostId, Removal, Withheld

TABLE = """
    CREATE TABLE withheld (source TEXT PRIMARY KEY, signature INT, entries TEXT, taken TEXT, words TEXT, has_names INT,
        shingles BLOB, own_use TEXT, everybodys TEXT, withheld TEXT, named TEXT) WITHOUT ROWID;
"""
_INSERT = "INSERT OR REPLACE INTO withheld VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


NO_ENTRY = -1


class TakenPostRow(NamedTuple):
    """A post that is taken down."""

    post: PostId
    entry: int
    """The index of the first entry that names it; `NO_ENTRY` for a post whose author has a pseudonym."""
    author: str
    address: str
    time: float
    """Unix time; infinity if it has no date."""
    text: str
    """Its words, without its quotes; "" if its author has a pseudonym."""
    pseudonym: str = ""


class WithheldRecord(NamedTuple):
    """What is known of a source, in three steps; each has the digest of all that it depends on besides the source."""

    signature: int
    """The stat signature of the source when it was read; RACY: read it again."""
    key: Digest
    """The digest of the entries of `takedowns.toml`, and of what else decides."""
    taken: tuple[TakenPostRow, ...]
    """Its posts that are taken down."""
    words: Digest = Digest("")
    has_names: bool = False
    """True if it names an author who is not to be named, or has words that an entry has the digest of."""
    shingles: bytes = b""
    """Those shingles that are taken down and that it has anywhere, packed (`array("q")`)."""
    own_use: tuple[tuple[int, ...], tuple[tuple[int, str], ...]] = ((), ())
    """Those in the own words of its posts (see `withhold.taken_words.OwnUse`)."""
    everybodys: Digest = Digest("")
    withheld: Withheld | None = None
    named: Digest = Digest("")
    """The digest of the names in it that pseudonyms take the place of, with these; "" if it has none."""


class WithheldTable:
    """The stored records. Changes are committed at once: they are valid even if the build dies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def read(self) -> dict[str, WithheldRecord]:
        """The records of all sources, by path."""
        rows = self._connection.execute("SELECT * FROM withheld")
        return {row[0]: _from_row(*row[1:]) for row in rows}

    def replace(self, before: Mapping[str, WithheldRecord], now: Mapping[str, WithheldRecord]) -> None:
        """Write the records of `now` in place of those of `before`, which are stored; equal ones are left alone."""
        changed = [(path, *_to_row(record)) for path, record in now.items() if before.get(path) != record]
        gone = [(path,) for path in before.keys() - now.keys()]
        if not changed and not gone:
            return
        with self._connection as connection:
            connection.executemany(_INSERT, changed)
            connection.executemany("DELETE FROM withheld WHERE source = ?", gone)


def pack_shingles(shingles: Iterable[int]) -> bytes:
    """Shingles as bytes, in ascending order."""
    return array("q", sorted(shingles)).tobytes()


def unpack_shingles(packed: bytes) -> frozenset[int]:
    """The shingles that `pack_shingles` has packed."""
    return frozenset(array("q", packed))


def _to_row(record: WithheldRecord) -> tuple[object, ...]:
    return (
        *record[:2],
        json.dumps(record.taken),
        *record[3:6],
        json.dumps(record.own_use),
        record.everybodys,
        _to_json(record.withheld) if record.withheld else None,
        record.named,
    )


def _from_row(
    signature: int, entries: str, taken: str, words: str, has_names: int, shingles: bytes, *rest: str
) -> WithheldRecord:
    own_use, everybodys, withheld, named = rest
    before, behind = json.loads(own_use)
    return WithheldRecord(
        signature,
        Digest(entries),
        tuple(TakenPostRow(*row) for row in json.loads(taken)),
        Digest(words),
        bool(has_names),
        shingles,
        (tuple(before), tuple((shingle, author) for shingle, author in behind)),
        Digest(everybodys),
        _from_json(withheld) if withheld else None,
        Digest(named),
    )


def _to_json(withheld: Withheld) -> str:
    edits = [(*edit[:3], edit.content.decode("latin-1")) for edit in withheld.edits]
    return json.dumps(withheld._replace(edits=tuple(edits)))  # type: ignore[arg-type]  # serialized only


def _from_json(text: str) -> Withheld:
    digests, edits, removals, anonymous, quotes, fault, renamed = json.loads(text)
    return Withheld(
        tuple(map(Digest, digests)),
        tuple(Edit(path, start, end, content.encode("latin-1")) for path, start, end, content in edits),
        tuple((PostId(post), Removal(*removal)) for post, removal in removals),
        tuple(map(PostId, anonymous)),
        quotes,
        fault,
        tuple((PostId(post), pseudonym) for post, pseudonym in renamed),
    )
