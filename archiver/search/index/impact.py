"""Impacts and positions, which a posting has: how much a term adds to the score of a post, and where it is in the post.

The impact is the term-frequency part of BM25 (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009) in
one byte. Lengths are measured by a reference length of the field instead of the average of the archive, so that a post
that is added or removed changes the impacts of no other post.
"""

from collections.abc import Sequence
from functools import lru_cache

from archiver.search.index.varints import decode_ascending, encode_ascending, varint

SATURATION = 1.2  # BM25's k1
BY_LENGTH = 0.5  # BM25's b
HIGHEST = 255
_BITS = 4
_CACHED = 16_384  # positions that are encoded once per process


def rounded_length(length: int) -> int:
    """A number of words by its first four bits only, as it counts in impacts.

    >>> rounded_length(97), rounded_length(104)
    (96, 104)
    """
    rounding = max(0, length.bit_length() - _BITS)
    return length >> rounding << rounding


@lru_cache(16_384)
def impacts(length: int, reference_length: int) -> bytes:
    """A table of the impacts of a term that occurs 0 to 255 times in a field of `length` words.

    `reference_length` is the usual number of words of the field. A length counts by its first four bits only: a post
    that gets one more word seldom changes all of its impacts.

    >>> impacts(100, 100)[1], impacts(10, 100)[1], impacts(1000, 100)[1], impacts(100, 100)[200]
    (117, 154, 35, 254)
    >>> impacts(96, 100) is impacts(97, 100), impacts(97, 100) == impacts(103, 100) != impacts(104, 100)
    (False, True)
    """
    length = rounded_length(length)
    dampened = SATURATION * (1 - BY_LENGTH + BY_LENGTH * length / reference_length)
    return bytes(max(1, min(HIGHEST, round(HIGHEST * n / (n + dampened)))) for n in range(HIGHEST + 1))


def impact(frequency: int, length: int, reference_length: int) -> int:
    """The impact of a term that occurs `frequency` times in a field of `length` words; from 255 times on it is equal.

    `reference_length` is the usual number of words of the field.
    """
    return impacts(length, reference_length)[min(frequency, HIGHEST)]


ONE_AT = tuple(varint(position) for position in range(_CACHED))
"""`encode_positions([p])` for each position p below 16,384: most terms occur once in a post."""


def encode_positions(positions: Sequence[int]) -> bytes:
    """Encode ascending positions as varints: the first one, then the differences.

    >>> decode_positions(encode_positions([3, 300, 301]))
    [3, 300, 301]
    """
    if len(positions) == 2 and positions[1] < _CACHED:  # as most of those that occur several times
        return ONE_AT[positions[0]] + ONE_AT[positions[1] - positions[0]]
    return encode_ascending(positions)


decode_positions = decode_ascending
"""Decode the positions of a posting from the bytes that `encode_positions` returns."""
