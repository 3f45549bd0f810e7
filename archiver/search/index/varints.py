"""The one codec of integers in the project's index files: unsigned LEB128, the "varint" of Protocol Buffers.

A varint has seven bits of the number in each byte, the lowest first; the highest bit says that another byte follows.
Functions that encode many numbers run at the speed of `map` over a dictionary, without a step in Python per number.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import sub

_CACHED = 1 << 16  # numbers below it are encoded once per process; the cache takes 8 MB at most
_SHORT_TEXT = 2  # bytes; texts up to this length are framed once per process


def _encode_varint(number: int) -> bytes:
    encoded = bytearray()
    while number > 127:
        encoded.append(number & 127 | 128)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


class _VarintCache(dict[int, bytes]):
    """Varints by number, encoded at the first look-up; numbers from `_CACHED` on are not kept."""

    def __missing__(self, number: int) -> bytes:
        encoded = _encode_varint(number)
        if number < _CACHED:
            self[number] = encoded
        return encoded


varint = _VarintCache().__getitem__
"""Encode a number that is not below zero as a varint.

>>> varint(3), varint(300)
(b'\\x03', b'\\xac\\x02')
"""


def varints(numbers: Iterable[int]) -> bytes:
    """Encode numbers as varints, one after another."""
    return b"".join(map(varint, numbers))


def read_varint(content: bytes, at: int) -> tuple[int, int]:
    """Decode the varint at the offset `at`; returns the number, and the offset of the byte after the varint.

    Raises IndexError if the content ends before the varint does.

    >>> read_varint(b"\\xac\\x02\\x03", 0), read_varint(b"\\xac\\x02\\x03", 2)
    ((300, 2), (3, 3))
    """
    byte = content[at]
    if byte < 128:
        return byte, at + 1
    number, shift = byte & 127, 7
    while byte > 127:
        at += 1
        byte = content[at]
        number |= (byte & 127) << shift
        shift += 7
    return number, at + 1


def encode_ascending(numbers: Sequence[int]) -> bytes:
    """Encode ascending numbers as varints: the first number, then the difference of each to its predecessor.

    Differences are small, so that most take one byte. The count isn't encoded.

    >>> encode_ascending([3, 300, 301])
    b'\\x03\\xa9\\x02\\x01'
    """
    return b"".join(map(varint, map(sub, numbers, chain((0,), numbers))))


def decode_ascending(encoded: Iterable[int]) -> list[int]:
    """Decode all bytes of a result of `encode_ascending`. An unfinished varint at the end is left out.

    >>> decode_ascending(encode_ascending([3, 300, 301]))
    [3, 300, 301]
    """
    numbers: list[int] = []
    number = shift = last = 0
    for byte in encoded:
        number |= (byte & 127) << shift
        if byte & 128:
            shift += 7
        else:
            last += number
            numbers.append(last)
            number = shift = 0
    return numbers


class _FrameCache(dict[bytes, bytes]):
    """Frames by text, encoded at the first look-up; long texts are not kept.

    Most texts are encoded positions, and most of these are one of a few hundred.
    """

    def __missing__(self, text: bytes) -> bytes:
        frame = varint(len(text)) + text
        if len(text) <= _SHORT_TEXT:
            self[text] = frame
        return frame


_frame = _FrameCache().__getitem__


def encode_framed(texts: Iterable[bytes]) -> bytes:
    """Encode byte strings as frames, one after another: the length in bytes as a varint, then the bytes.

    >>> encode_framed([b"ab", b""])
    b'\\x02ab\\x00'
    """
    return b"".join(map(_frame, texts))


def encode_zigzag(number: int) -> int:
    """Map an integer to one that is not negative, and so has a varint; numbers near 0 stay small.

    This is the mapping of Protocol Buffers' "sint" types.

    >>> encode_zigzag(0), encode_zigzag(-1), encode_zigzag(1), decode_zigzag(encode_zigzag(-7))
    (0, 1, 2, -7)
    """
    return number << 1 if number >= 0 else -number * 2 - 1


def decode_zigzag(number: int) -> int:
    """The integer that `encode_zigzag` maps to `number`."""
    return -(number + 1 >> 1) if number & 1 else number >> 1


class Cursor:
    """Reads varints and byte strings from a content, one after another, and keeps the offset of the next one.

    The methods raise IndexError if the content ends too early.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def __bool__(self) -> bool:
        """True if there is more to read."""
        return self._at < len(self._content)

    def number(self) -> int:
        """Read a varint."""
        number, self._at = read_varint(self._content, self._at)
        return number

    def numbers(self, count: int) -> list[int]:
        """Read so many varints."""
        content, at, found = self._content, self._at, []
        for _ in range(count):
            number = content[at]
            at += 1
            if number > 127:
                number, at = read_varint(content, at - 1)
            found.append(number)
        self._at = at
        return found

    def frames(self, count: int) -> list[bytes]:
        """Read so many frames, as `encode_framed` writes them."""
        content, at, found = self._content, self._at, []
        for _ in range(count):
            length = content[at]
            at += 1
            if length > 127:
                length, at = read_varint(content, at - 1)
            found.append(content[at : at + length])
            at += length
        if at > len(content):
            raise IndexError(at)
        self._at = at
        return found

    def take(self, length: int) -> bytes:
        """Read the next `length` bytes."""
        end = self._at + length
        if end > len(self._content):
            raise IndexError(end)
        taken = self._content[self._at : end]
        self._at = end
        return taken
