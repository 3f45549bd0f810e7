"""Writes the files of terms and of postings of a segment, in the format of Whoosh's W3 codec, and reads postings.

The file of postings has for each term a magic number and blocks of up to 1,024 postings, uncompressed, since all
queries read whole lists. A block is its length (negative for the last one), then two pickles: the block's info, and its
postings. Impacts are pickled as bytes, which Whoosh's reader takes as it takes a tuple of floats.

The file of terms is an ordered hash table (Whoosh's `OrderedHashWriter`): entries in the order of their keys, a table
of hashes for each of 256 buckets, the buckets' directory, and the offsets of the entries in their order.
"""

import sys
from array import array
from collections.abc import Sequence
from itertools import accumulate
from operator import sub
from pickle import dumps, loads
from struct import Struct, pack_into
from typing import Any, BinaryIO, NamedTuple
from zlib import crc32

BLOCK = 1024
"""The largest number of postings in a block. Whoosh's writer has 128, but all queries here read whole lists."""
_MAGIC = b"W3Bl"  # before the blocks of each term
_INFO_PROTOCOL, _PROTOCOL = 2, 4  # of the pickles of a block
_INFO = Struct("!BfIBBfII")  # Whoosh's W3TermInfo: flags, weight, documents, lengths (none), most weight, first, last
_EXTENT = Struct("!qi")  # offset and length in the file of postings
_LENGTHS = Struct("!ii")  # of a key and a value
_HASH_HEAD = b"HSH3\x01" + bytes(8)  # keys are found by CRC-32, which is faster than Whoosh's MD5
_SLOT = Struct("!Iq")  # a hash, and the offset of its entry
_DIRECTORY = Struct("!qi")  # the offset of a bucket's table, and its number of slots
_INT = Struct("!i")
_INFO_END = dumps((0,) * 6, _INFO_PROTOCOL)[-10:]
"""The end of the pickle of each block's info, which has three zeros last (lengths, which our fields don't have)."""
_INFO_SIZE = 32  # bytes, which no pickle of a block's info is longer than


class TermWriter:
    """Writes the terms of a segment with their postings. The caller must pass them in order.

    Call `start_field` for each field in the order of names, and then `add` for each term in the order of bytes.
    """

    def __init__(self, terms: BinaryIO, postings: BinaryIO) -> None:
        """`terms` and `postings` are the two files, empty and open for writing; `close` closes them."""
        self._terms, self._postings = terms, postings
        self._at = 0
        self._term_at = len(_HASH_HEAD)
        self._parts: list[bytes] = []
        self._entries: list[bytes] = [_HASH_HEAD]
        self._offsets = array("q")
        self._hashes = array("q")
        self._fields: dict[str, int] = {}
        self._prefix = b""

    def start_field(self, name: str) -> None:
        """Begin the field `name`; the next calls of `add` are for its terms."""
        self._prefix = self._fields.setdefault(name, len(self._fields)).to_bytes(2, "big")

    def add(self, term: bytes, docs: Sequence[int], impacts: bytes | None, positions: Sequence[bytes]) -> None:
        """Write the postings of a term.

        Args:
            term: The term in UTF-8; its bytes sort after the last term of the field.
            docs: The numbers of the documents that have the term, ascending; at least one.
            impacts: The impact in each document, from 1 to 255; None for a set field.
            positions: The encoded positions in each document; empty for a stem, and in a set field.
        """
        count, start = len(docs), self._at
        self._parts.append(_MAGIC)
        self._at += 4
        if count == 1:
            self._add_one(docs[0], impacts, positions)
        elif count <= BLOCK:
            self._add_block(docs, impacts, positions, is_last=True)
        else:
            for first in range(0, count, BLOCK):
                cut = slice(first, first + BLOCK)
                self._add_block(docs[cut], impacts and impacts[cut], positions[cut], is_last=first + BLOCK >= count)
        weight, most = (sum(impacts), max(impacts)) if impacts else (count, 1)
        key = self._prefix + term
        info = _INFO.pack(0, weight, count, 0, 0, most, docs[0], docs[-1]) + _EXTENT.pack(start, self._at - start)
        entry = _LENGTHS.pack(len(key), len(info)) + key + info
        self._entries.append(entry)
        self._offsets.append(self._term_at)
        self._hashes.append(crc32(key))
        self._term_at += len(entry)
        if len(self._parts) > 4096:
            self._flush()

    def _add_one(self, doc: int, impacts: bytes | None, positions: Sequence[bytes]) -> None:
        """Write the block of a term with one posting, as half of all terms have; faster than `_add_block`."""
        most = impacts[0] if impacts else 1
        data = dumps(((doc,), float(most) if impacts else None, tuple(positions)), _PROTOCOL)
        info = dumps((1, doc, most, 0, 0, 0), _INFO_PROTOCOL)
        length = len(info) + len(data)
        self._parts += (_INT.pack(-length), info, data)
        self._at += 4 + length

    def _add_block(
        self, docs: Sequence[int], impacts: bytes | None, positions: Sequence[bytes], *, is_last: bool
    ) -> None:
        count = len(docs)
        deltas = (docs[0], *map(sub, docs[1:], docs))
        weights: Any = None
        most = 1
        if impacts:
            most = max(impacts)
            weights = float(most) if most == min(impacts) else bytes(impacts)
        data = dumps((deltas, weights, tuple(positions)), _PROTOCOL)
        info = dumps((count, docs[-1], most, 0, 0, 0), _INFO_PROTOCOL)
        length = len(info) + len(data)
        self._parts += (_INT.pack(-length if is_last else length), info, data)
        self._at += 4 + length

    def _flush(self) -> None:
        self._postings.write(b"".join(self._parts))
        self._terms.write(b"".join(self._entries))
        self._parts, self._entries = [], []

    def close(self) -> None:
        """Write the tables that find entries by hash and by order, and close the files. Raises OSError."""
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
        self._terms.write(b"".join((*directory, self._order())))
        self._terms.close()
        self._postings.close()

    def _order(self) -> bytes:
        """The end of the file of terms: numbers of the fields, offsets of the entries, and the length of both."""
        kind = "H" if self._term_at < 2**16 else "i" if self._term_at < 2**31 else "q"
        extras = dumps({"fieldmap": self._fields, "indextype": kind, "indexlen": len(self._offsets)}, 2)
        offsets = array(kind, self._offsets)
        if sys.byteorder == "little":
            offsets.byteswap()
        return b"".join((extras, offsets.tobytes(), _INT.pack(len(extras) + len(offsets) * offsets.itemsize)))

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
            pack_into("!Iq", table, slot * _SLOT.size, hashed, self._offsets[number])
        return table


class SegmentPostings(NamedTuple):
    """The postings of a term in one segment: ascending document numbers, and for each the impact and encoded positions.

    A term of a set field has neither impacts nor positions, a stem has no positions: then these are empty.
    """

    docs: Sequence[int]
    impacts: Sequence[int]
    positions: Sequence[bytes]


def read_postings(content: memoryview, info: memoryview) -> SegmentPostings:
    """Decode the postings of a term, deleted documents included.

    `content` is the file of postings; `info` is the term's value in the `TermDictionary`.
    """
    at, length = _EXTENT.unpack_from(info, _INFO.size)
    end = at + length
    at += len(_MAGIC)
    docs: list[int] = []
    impacts: list[bytes] = []
    positions: list[bytes] = []
    while at < end:
        (size,) = _INT.unpack_from(content, at)
        at += 4
        stop = at + abs(size)
        data_at = at + bytes(content[at : at + _INFO_SIZE]).index(_INFO_END) + len(_INFO_END)
        deltas, weights, values = loads(content[data_at:stop])
        docs.extend(accumulate(deltas))
        if weights is not None:
            impacts.append(weights if isinstance(weights, bytes) else bytes((int(weights),)) * len(deltas))
            positions.extend(values)
        at = stop
    return SegmentPostings(docs, b"".join(impacts), positions)


def count_postings(info: memoryview) -> int:
    """How many documents have a term, deleted ones included. `info` is the term's value in the `TermDictionary`."""
    return int.from_bytes(info[5:9], "big")
