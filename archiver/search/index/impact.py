"""What is kept of a term in a post: its impact, which is what it counts for in the score, and its positions.

The impact is what BM25 (Robertson & Zaragoza 2009) makes of frequency and length, in one byte. It measures lengths by
what is usual for a field and not by this archive's average: so a post that comes or goes changes no other's impacts.
"""

from collections.abc import Sequence
from functools import lru_cache

from archiver.search.index.varints import ascending, decode_ascending, varint

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


ONE_AT = tuple(varint(position) for position in range(_SHARED))
"""The bytes of a term that occurs once, at this position."""


def encode_positions(positions: Sequence[int]) -> bytes:
    """Ascending positions, the first one and then the differences.

    >>> decode_positions(encode_positions([3, 300, 301]))
    [3, 300, 301]
    """
    if len(positions) == 2 and positions[1] < _SHARED:  # most of those that are several
        return ONE_AT[positions[0]] + ONE_AT[positions[1] - positions[0]]
    return ascending(positions)


decode_positions = decode_ascending
"""The positions of a posting from their bytes, as `encode_positions` makes them."""
