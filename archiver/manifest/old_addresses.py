"""Addresses of other systems and where they lead, in tables of the manifest: there may be too many for the memory."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from msgspec.structs import astuple

from archiver.model import AddressFile, Digest, LedAddress, Url
from archiver.urls import fragment_page, part_of_fragment

TABLES = """
    CREATE TABLE old_addresses (host TEXT, key TEXT, fragment TEXT, place TEXT, path TEXT, url TEXT, title TEXT,
        source TEXT, position INT, line INT, shard INT, PRIMARY KEY (place, fragment)) WITHOUT ROWID;
    CREATE INDEX old_addresses_of_shard ON old_addresses (shard);
    CREATE INDEX old_addresses_by_key ON old_addresses (key);
    CREATE TABLE old_prefixes (prefix INT, source TEXT, PRIMARY KEY (prefix, source)) WITHOUT ROWID;
    CREATE TABLE old_queries (page TEXT PRIMARY KEY, names TEXT) WITHOUT ROWID;
    CREATE TABLE old_parts (path TEXT PRIMARY KEY, parts INT) WITHOUT ROWID;
    CREATE TABLE old_address_keys (inputs TEXT, content TEXT);
"""
SHARDS = 256
"""Parts of the addresses with files: records of files are compared part by part."""
_FIELDS = "host, key, fragment, place, path, url, title, source, position, line"
_MOST_ASKED = 500  # prefixes in a question
_MOST_IN_FILE = 256
"""Addresses with fragments that have one file: of more, those of a part of them have one."""


class OldAddressKeys(NamedTuple):
    """The digests of what addresses follow from: `inputs` is cheap to find, `content` says exactly what they are."""

    inputs: Digest
    content: Digest


class OldAddresses:
    """The stored addresses. Changes are committed at once: they are valid even if the build dies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keys(self) -> OldAddressKeys | None:
        """What the addresses follow from; None if none were looked for."""
        row = self._connection.execute("SELECT inputs, content FROM old_address_keys").fetchone()
        return row and OldAddressKeys(Digest(row[0]), Digest(row[1]))

    def note_keys(self, keys: OldAddressKeys) -> None:
        """Write the keys of the addresses that are stored."""
        with self._connection as connection:
            connection.execute("DELETE FROM old_address_keys")
            connection.execute("INSERT INTO old_address_keys VALUES (?, ?)", keys)

    def clear(self) -> None:
        """Delete all."""
        with self._connection:
            self._delete()

    @contextmanager
    def replacing(self) -> Iterator["AddressWriter"]:
        """Writes addresses in place of all that are stored, in one transaction."""
        with self._connection:
            self._delete()
            yield AddressWriter(self._connection)

    def find(self, key: str, host: str, fragment: str) -> LedAddress | None:
        """Where an address leads, by its `key`, its `host` and its `fragment`; one without a host is on any."""
        query = f"SELECT {_FIELDS} FROM old_addresses WHERE key = ? AND fragment = ? AND host IN (?, '')"  # noqa: S608
        row = self._connection.execute(query, (key, fragment, host)).fetchone()
        return row and _led(row)

    def files(self, shard: int) -> Iterator[AddressFile]:
        """The files of a shard."""
        rows = self._rows("shard = ? AND path != '' ORDER BY path, fragment", shard)
        parts = dict(self._connection.execute("SELECT path, parts FROM old_parts"))
        for path, group in groupby(rows, key=lambda led: led.path):
            yield self._file(tuple(group), parts.get(path, 0))

    def file(self, path: str) -> AddressFile | None:
        """The file at a path; None if it is none of theirs."""
        addresses = tuple(self._rows("shard = ? AND path = ? ORDER BY fragment", _shard(path), path))
        parts = self._connection.execute("SELECT parts FROM old_parts WHERE path = ?", (path,)).fetchone()
        return self._file(addresses, parts[0] if parts else 0) if addresses else None

    def all(self) -> Iterator[LedAddress]:
        """All addresses, in the order of their keys."""
        return self._rows("1 ORDER BY key, fragment")

    def query_pages(self) -> Mapping[str, tuple[str, ...]]:
        """The pages that lead to the files of addresses with queries, with the sets of names of their parameters."""
        rows = self._connection.execute("SELECT page, names FROM old_queries ORDER BY page")
        return {page: tuple(names.split(" ")) for page, names in rows}

    def sources_of(self, prefixes: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """Which of some prefixes are those of an address, with the sources of the threads that these lead to."""
        wanted, found = sorted(prefixes), dict[int, list[str]]()
        for at in range(0, len(wanted), _MOST_ASKED):
            asked = wanted[at : at + _MOST_ASKED]
            query = f"SELECT prefix, source FROM old_prefixes WHERE prefix IN ({','.join('?' * len(asked))})"  # noqa: S608
            for prefix, source in self._connection.execute(query, asked):
                found.setdefault(prefix, []).append(source)
        return {prefix: tuple(filter(None, sources)) for prefix, sources in found.items()}

    def _file(self, addresses: tuple[LedAddress, ...], parts: int) -> AddressFile:
        first = addresses[0]
        whole = self.find(first.key, first.host, "") if first.fragment else first
        return AddressFile(addresses=addresses, whole=whole or first, parts=parts)

    def _rows(self, condition: str, *values: object) -> Iterator[LedAddress]:
        rows = self._connection.execute(f"SELECT {_FIELDS} FROM old_addresses WHERE {condition}", values)  # noqa: S608
        return (_led(row) for row in rows)

    def _delete(self) -> None:
        for table in ("old_addresses", "old_prefixes", "old_queries", "old_parts", "old_address_keys"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608  one of our names


class AddressWriter:
    """Writes addresses, of which no two have one place and fragment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, led: LedAddress, prefixes: Iterable[int]) -> LedAddress | None:
        """Write an address, and return None; or return that which has its place and fragment already."""
        row = (*astuple(led), _shard(led.path))
        marks = ",".join("?" * len(row))
        if not self._connection.execute(f"INSERT OR IGNORE INTO old_addresses VALUES ({marks})", row).rowcount:  # noqa: S608
            return self.at(led.place, led.fragment)
        pairs = ((prefix, led.source) for prefix in prefixes)
        self._connection.executemany("INSERT OR IGNORE INTO old_prefixes VALUES (?, ?)", pairs)
        return None

    def at(self, place: str, fragment: str) -> LedAddress | None:
        """The address that has a place and a fragment."""
        query = f"SELECT {_FIELDS} FROM old_addresses WHERE place = ? AND fragment = ?"  # noqa: S608
        row = self._connection.execute(query, (place, fragment)).fetchone()
        return row and _led(row)

    def below_files(self) -> Iterator[LedAddress]:
        """The addresses whose files would be in a folder that has the name of a page."""
        query = f"SELECT {_FIELDS} FROM old_addresses WHERE place LIKE '%.htm%/%' ORDER BY line, place"  # noqa: S608
        return map(_led, self._connection.execute(query).fetchall())

    def remove(self, led: LedAddress) -> None:
        """Delete an address."""
        self._connection.execute(
            "DELETE FROM old_addresses WHERE place = ? AND fragment = ?", (led.place, led.fragment)
        )

    def paths_with_queries(self) -> Iterator[str]:
        """The files of addresses with queries."""
        return (path for (path,) in self._connection.execute("SELECT path FROM old_addresses WHERE path LIKE '%/~%=%'"))

    def split_files(self) -> None:
        """Give files of their own to addresses that share one with too many others; one stays where all were, if there
        is none without a fragment.
        """
        self._connection.create_function("part_file", 3, _part_file, deterministic=True)
        self._connection.create_function("shard_of", 1, _shard, deterministic=True)
        with_fragments = "SELECT path, count(*) FROM old_addresses WHERE path != '' AND fragment != '' GROUP BY path"
        large = self._connection.execute(f"{with_fragments} HAVING count(*) > ?", (_MOST_IN_FILE,)).fetchall()
        here = "shard = shard_of(?1) AND path = ?1"
        others = f"{here} AND fragment > (SELECT min(fragment) FROM old_addresses WHERE {here})"  # noqa: S608
        set_file = f"UPDATE old_addresses SET path = part_file(path, fragment, ?2), shard = -1 WHERE {others}"  # noqa: S608
        for path, count in large:
            parts = -(-2 * count // _MOST_IN_FILE)  # half full, so that none is too full
            self._connection.execute(set_file, (path, parts))
            self._connection.execute("INSERT INTO old_parts VALUES (?, ?)", (path, parts))
        self._connection.execute("UPDATE old_addresses SET shard = shard_of(path) WHERE shard = -1")

    def finish(self, keys: OldAddressKeys, queries: Mapping[str, Iterable[str]]) -> None:
        """Write what the addresses follow from, and the pages of `OldAddresses.query_pages`."""
        rows = ((page, " ".join(names)) for page, names in queries.items())
        self._connection.executemany("INSERT INTO old_queries VALUES (?, ?)", rows)
        self._connection.execute("INSERT INTO old_address_keys VALUES (?, ?)", keys)


def _led(row: tuple) -> LedAddress:  # type: ignore[type-arg]
    host, key, fragment, place, path, url, title, source, position, line = row
    return LedAddress(
        host=host,
        key=key,
        fragment=fragment,
        place=place,
        path=path,
        url=Url(url),
        title=title,
        source=source,
        position=position,
        line=line,
    )


def _part_file(path: str, fragment: str, parts: int) -> str:
    return fragment_page(path, part_of_fragment(fragment, parts))


def _shard(path: str) -> int:
    return blake2b(path.encode("utf-8", "replace"), digest_size=1).digest()[0]
