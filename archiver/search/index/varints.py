"""Numbers in as few bytes as they need (unsigned LEB128), many at once."""

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import sub

from archiver.search.index.impact import varint as encode_number

_KEPT = 1 << 16  # numbers below it are encoded once; the most that they take is 8 MB
_SHORT = 2  # bytes


class _Encoded(dict[int, bytes]):
    """The bytes of each number, made when they are asked for: `map` asks without a step in Python for those known."""

    def __missing__(self, number: int) -> bytes:
        encoded = encode_number(number)
        if number < _KEPT:
            self[number] = encoded
        return encoded


varint = _Encoded().__getitem__
"""One number.

>>> varint(3), varint(300)
(b'\\x03', b'\\xac\\x02')
"""


def varints(numbers: Iterable[int]) -> bytes:
    """Numbers, one after another."""
    return b"".join(map(varint, numbers))


def ascending(numbers: Sequence[int]) -> bytes:
    """Ascending numbers: the first one, then the differences.

    >>> ascending([3, 300, 301])
    b'\\x03\\xa9\\x02\\x01'
    """
    return b"".join(map(varint, map(sub, numbers, chain((0,), numbers))))


class _Framed(dict[bytes, bytes]):
    """Short texts behind their lengths: most positions are one of few hundred."""

    def __missing__(self, text: bytes) -> bytes:
        whole = varint(len(text)) + text
        if len(text) <= _SHORT:
            self[text] = whole
        return whole


_frame = _Framed().__getitem__


def framed(texts: Iterable[bytes]) -> bytes:
    """Texts, each behind its length.

    >>> framed([b"ab", b""])
    b'\\x02ab\\x00'
    """
    return b"".join(map(_frame, texts))


def zigzag(number: int) -> int:
    """A number that may be below zero, as one that isn't.

    >>> zigzag(0), zigzag(-1), zigzag(1), unzigzag(zigzag(-7))
    (0, 1, 2, -7)
    """
    return number << 1 if number >= 0 else -number * 2 - 1


def unzigzag(number: int) -> int:
    """What `zigzag` was given."""
    return -(number + 1 >> 1) if number & 1 else number >> 1


class Cursor:
    """Reads bytes from the left. Raises IndexError where there is nothing more to read."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def __bool__(self) -> bool:
        return self._at < len(self._content)

    def number(self) -> int:
        """The next number."""
        number = shift = 0
        while (byte := self._content[self._at]) > 127:
            number |= (byte & 127) << shift
            shift += 7
            self._at += 1
        self._at += 1
        return number | byte << shift

    def take(self, length: int) -> bytes:
        """The next bytes."""
        end = self._at + length
        if end > len(self._content):
            raise IndexError(end)
        taken = self._content[self._at : end]
        self._at = end
        return taken
