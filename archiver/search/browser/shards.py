"""The terms of the share: their records, in shards, and the files of positions beside them.

A key is the letter of a field and a term. Some keys, one in 512 by their own digests, always begin a shard: so what is
between two of them depends on nothing else, and an edit changes no more than that. A letter begins one too.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from zlib import crc32

from archiver.search.browser.files import LISTS, NONE, Files
from archiver.search.browser.labels import Names
from archiver.search.browser.postings import Found, ListEncoder, terms_of
from archiver.search.index.doc_order import View
from archiver.search.index.fields import NAMED
from archiver.search.index.varints import framed, varint

_ONE_IN = 512
_FULL = 48 * 1024  # bytes of a shard before it is packed


class Shard(NamedTuple):
    """A shard in the directory: its first key, and the digests of its file and of its positions."""

    first: bytes
    terms: bytes
    positions: bytes


class Long(NamedTuple):
    """A term whose list is in blocks: its key, and the digests of each block and its positions."""

    key: bytes
    blocks: bytes


class Record(NamedTuple):
    """A term in its shard, without its key, and its positions. Long lists have the digests of their blocks."""

    key: bytes
    content: bytes
    positions: bytes
    blocks: bytes


class _Open:
    """A shard that is being filled."""

    def __init__(self, first: bytes) -> None:
        self.first = first
        self.size = 0
        self._last = b""
        self._records: list[bytes] = []
        self._positions: list[bytes] = []

    def add(self, record: Record) -> None:
        key, content, positions, _ = record
        same = shared(self._last, key)
        rest = key[same:]
        head = varint(same) + varint(len(rest))
        self._records += (head, rest, content)
        self.size += len(head) + len(rest) + len(content)
        self._last = key
        if positions:
            self._positions.append(positions)

    def close(self, files: Files) -> Shard:
        terms = files.add(b"".join(self._records), LISTS)
        positions = files.add(b"".join(self._positions), LISTS) if self._positions else NONE
        return Shard(self.first, terms, positions)


def shared(one: bytes, other: bytes) -> int:
    """How many bytes two keys begin with in common.

    >>> shared(b"xmoon", b"xmoor"), shared(b"xmo", b"xmoon"), shared(b"", b"x")
    (4, 3, 0)
    """
    length = min(len(one), len(other))
    different = int.from_bytes(one[:length], "big") ^ int.from_bytes(other[:length], "big")
    return length - (different.bit_length() + 7) // 8


def is_hard(key: bytes) -> bool:
    """True if the key always begins a shard."""
    return crc32(key) % _ONE_IN == 0


def fresh_records(
    view: View, letter: str, start: bytes, stop: bytes | None, names: Names, files: Files
) -> Iterator[Record]:
    """The records of a field from the first hard key >= `start` (b"": from its first) to the first one >= `stop`."""
    encoder = RecordEncoder(view, letter, names, files)
    is_begun = not start
    for term, found in terms_of(view, letter, start):
        if not is_begun or (stop is not None and term >= stop):
            is_here = is_hard(letter.encode() + term)
            if is_here and stop is not None and term >= stop:
                return
            is_begun = is_begun or is_here
        if is_begun:
            yield encoder.encode(term, found)


class RecordEncoder:
    """Encodes the records of a field."""

    def __init__(self, view: View, letter: str, names: Names, files: Files) -> None:
        self._letter = letter
        self._prefix = letter.encode()
        self._lists = ListEncoder(view, letter, files)
        self._names = names if letter in NAMED else None

    def encode(self, term: bytes, found: list[Found]) -> Record:
        """The record of a term."""
        content, positions, first, blocks = self._lists.encode(term, found)
        if self._names is not None:
            content += framed([self._names.of(self._letter, term, first).encode("utf-8", "replace")])
        return Record(self._prefix + term, content, positions, blocks)


def cut_shards(records: Iterable[Record], files: Files) -> tuple[tuple[Shard, ...], tuple[Long, ...]]:
    """The shards of records that begin with a hard key or the first one of a field, and those of them that are long."""
    shards: list[Shard] = []
    longs: list[Long] = []
    shard: _Open | None = None
    for record in records:
        if shard is not None and (shard.size >= _FULL or is_hard(record.key)):
            shards.append(shard.close(files))
            shard = None
        shard = shard or _Open(record.key)
        if record.blocks:
            longs.append(Long(record.key, record.blocks))
        shard.add(record)
    if shard is not None:
        shards.append(shard.close(files))
    return tuple(shards), tuple(longs)
