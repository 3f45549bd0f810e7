"""What is kept of a term in a post: its impact, which is what it counts for in the score, and its positions.

The impact is what BM25 (Robertson & Zaragoza 2009) makes of frequency and length, in one byte. It measures lengths by
what is usual for a field and not by this archive's average: so a post that comes or goes changes no other's impacts.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import sub

_SATURATION = 1.2
_BY_LENGTH = 0.5
_MOST = 255
_BITS = 4
_SHARED = 16_384  # positions whose bytes are made once


@lru_cache(16_384)
def impacts(length: int, usual: int) -> bytes:
    """The impacts of 0 to 255 occurrences in a field of `length` words, where `usual` is its usual length.

    Of a length only the first four bits count: a post that gets a word more seldom changes all of its impacts.

    >>> impacts(100, 100)[1], impacts(10, 100)[1], impacts(1000, 100)[1], impacts(100, 100)[200]
    (117, 154, 35, 254)
    >>> impacts(96, 100) is impacts(97, 100), impacts(97, 100) == impacts(103, 100) != impacts(104, 100)
    (False, True)
    """
    rounding = max(0, length.bit_length() - _BITS)
    length = length >> rounding << rounding
    dampened = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * length / usual)
    return bytes(max(1, min(_MOST, round(_MOST * n / (n + dampened)))) for n in range(_MOST + 1))


def impact(frequency: int, length: int, usual: int) -> int:
    """One of them; more than 255 occurrences count as 255."""
    return impacts(length, usual)[min(frequency, _MOST)]


def varint(number: int) -> bytes:
    """A number in as few bytes as it needs (LEB128).

    >>> varint(3), varint(300)
    (b'\\x03', b'\\xac\\x02')
    """
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


ONE_AT = tuple(varint(position) for position in range(_SHARED))
"""The bytes of a term that occurs once, at this position."""


def encode_positions(positions: Sequence[int]) -> bytes:
    """Ascending positions, the first one and then the differences.

    >>> decode_positions(encode_positions([3, 300, 301]))
    [3, 300, 301]
    """
    if len(positions) == 2 and positions[1] < _SHARED:  # most of those that are several
        return ONE_AT[positions[0]] + ONE_AT[positions[1] - positions[0]]
    differences = map(sub, positions, (0, *positions))
    return b"".join(map(ONE_AT.__getitem__ if positions[-1] < _SHARED else varint, differences))


def decode_positions(encoded: Iterable[int]) -> list[int]:
    """What `encode_positions` was given."""
    found: list[int] = []
    number = shift = last = 0
    for byte in encoded:
        number |= (byte & 127) << shift
        if byte & 128:
            shift += 7
        else:
            last += number
            found.append(last)
            number = shift = 0
    return found
