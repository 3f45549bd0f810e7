"""The two files of terms and postings, in the format of Whoosh's W3 codec, a term at a time instead of a posting.

Blocks hold more postings than Whoosh's own writer puts into one, and are not compressed: reading whole lists is what
our queries do. Impacts are kept as bytes, which Whoosh's reader takes as it takes a tuple of floats.
"""

import sys
from array import array
from collections.abc import Sequence
from itertools import accumulate
from operator import sub
from pickle import dumps, loads
from struct import Struct, pack_into
from typing import Any, NamedTuple
from zlib import crc32

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC

BLOCK = 1024  # postings
_PROTOCOL = 4
_INFO = Struct("!BfIBBfII")  # Whoosh's W3TermInfo: flags, weight, documents, lengths (none), most weight, first, last
_EXTENT = Struct("!qi")
_LENGTHS = Struct("!ii")
_HASH_HEAD = b"HSH3\x01" + bytes(8)  # keys are found by CRC-32, which is faster than Whoosh's MD5
_SLOT = Struct("!Iq")
_DIRECTORY = Struct("!qi")
_INT = Struct("!i")


class TermWriter:
    """Writes fields in the order of their names, terms in the order of their bytes."""

    def __init__(self, terms: Any, postings: Any) -> None:
        self._terms, self._postings = terms, postings
        self._at = 0
        self._term_at = len(_HASH_HEAD)
        self._parts: list[bytes] = []
        self._entries: list[bytes] = [_HASH_HEAD]
        self._places = array("q")
        self._hashes = array("q")
        self._fields: dict[str, int] = {}
        self._prefix = b""

    def start_field(self, name: str) -> None:
        """What comes next belongs to this field."""
        self._prefix = self._fields.setdefault(name, len(self._fields)).to_bytes(2, "big")

    def add(self, term: bytes, docs: Sequence[int], impacts: bytes | None, values: Sequence[bytes]) -> None:
        """Write a term; without impacts each counts 1, and without values there are none."""
        count = len(docs)
        start = self._at
        self._parts.append(WHOOSH3_HEADER_MAGIC)
        self._at += 4
        if count == 1:
            self._add_one(docs[0], impacts, values)
        elif count <= BLOCK:
            self._add_block(docs, impacts, values, is_last=True)
        else:
            for first in range(0, count, BLOCK):
                cut = slice(first, first + BLOCK)
                self._add_block(docs[cut], impacts and impacts[cut], values[cut], is_last=first + BLOCK >= count)
        weight, most = (sum(impacts), max(impacts)) if impacts else (count, 1)
        key = self._prefix + term
        info = _INFO.pack(0, weight, count, 0, 0, most, docs[0], docs[-1]) + _EXTENT.pack(start, self._at - start)
        entry = _LENGTHS.pack(len(key), len(info)) + key + info
        self._entries.append(entry)
        self._places.append(self._term_at)
        self._hashes.append(crc32(key))
        self._term_at += len(entry)
        if len(self._parts) > 4096:
            self._flush()

    def _add_one(self, doc: int, impacts: bytes | None, values: Sequence[bytes]) -> None:
        """Half of the terms are in one post only."""
        most = impacts[0] if impacts else 1
        data = dumps(((doc,), float(most) if impacts else None, tuple(values)), _PROTOCOL)
        info = dumps((1, doc, most, 0, 0, 0), 2)
        length = len(info) + len(data)
        self._parts += (_INT.pack(-length), info, data)
        self._at += 4 + length

    def _add_block(self, docs: Sequence[int], impacts: bytes | None, values: Sequence[bytes], *, is_last: bool) -> None:
        count = len(docs)
        deltas = (docs[0], *map(sub, docs[1:], docs))
        weights: Any = None
        most = 1
        if impacts:
            most = max(impacts)
            weights = float(most) if most == min(impacts) else bytes(impacts)
        data = dumps((deltas, weights, tuple(values)), _PROTOCOL)
        info = dumps((count, docs[-1], most, 0, 0, 0), 2)
        length = len(info) + len(data)
        self._parts += (_INT.pack(-length if is_last else length), info, data)
        self._at += 4 + length

    def _flush(self) -> None:
        self._postings.write(b"".join(self._parts))
        self._terms.write(b"".join(self._entries))
        self._parts, self._entries = [], []

    def close(self) -> None:
        """Write what finds the terms by their hashes, and by their order."""
        self._flush()
        at = self._term_at
        buckets: list[list[int]] = [[] for _ in range(256)]
        for number, hashed in enumerate(self._hashes):
            buckets[hashed & 255].append(number)
        directory = []
        for bucket in buckets:
            table = self._table(bucket)
            self._terms.write(table)
            directory.append(_DIRECTORY.pack(at, len(bucket) * 2))
            at += len(table)
        kind = "H" if self._term_at < 2**16 else "i" if self._term_at < 2**31 else "q"
        extras = dumps({"fieldmap": self._fields, "indextype": kind, "indexlen": len(self._places)}, 2)
        index = array(kind, self._places)
        if sys.byteorder == "little":
            index.byteswap()
        length = len(extras) + len(index) * index.itemsize
        self._terms.write(b"".join((*directory, extras, index.tobytes(), _INT.pack(length))))
        self._terms.close()
        self._postings.close()

    def _table(self, bucket: list[int]) -> bytearray:
        slots = len(bucket) * 2
        table = bytearray(slots * _SLOT.size)
        taken = bytearray(slots)
        for number in bucket:
            hashed = self._hashes[number]
            slot = (hashed >> 8) % slots
            while taken[slot]:
                slot = (slot + 1) % slots
            taken[slot] = 1
            pack_into("!Iq", table, slot * _SLOT.size, hashed, self._places[number])
        return table


class Postings(NamedTuple):
    """Ascending documents, their impacts and positions; a set has no impacts, and a stem no positions."""

    docs: Sequence[int]
    impacts: Sequence[int]
    positions: Sequence[bytes]


def read_postings(content: memoryview, info: memoryview) -> Postings:
    """The postings of a term, by what the file of terms says of it."""
    at, length = _EXTENT.unpack_from(info, _INFO.size)
    end = at + length
    at += len(WHOOSH3_HEADER_MAGIC)
    docs: list[int] = []
    impacts: list[bytes] = []
    positions: list[bytes] = []
    while at < end:
        (size,) = _INT.unpack_from(content, at)
        at += 4
        head = loads(content[at : at + abs(size)])
        deltas, weights, values = loads(content[at + len(dumps(head, 2)) : at + abs(size)])
        docs.extend(accumulate(deltas))
        if weights is not None:
            impacts.append(weights if isinstance(weights, bytes) else bytes((int(weights),)) * head[0])
            positions.extend(values)
        at += abs(size)
    return Postings(docs, b"".join(impacts), positions)


def count_postings(info: memoryview) -> int:
    """How many postings a term has, deleted documents too."""
    return int.from_bytes(info[5:9], "big")
