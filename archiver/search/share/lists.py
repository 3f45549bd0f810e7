"""The posting lists of terms, as the share has them: documents by their new numbers, and all else in their order."""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from archiver.search.share.files import LISTS, NONE, Files
from archiver.search.share.given import FIELDS, SCORED, Postings
from archiver.search.share.numbering import View
from archiver.search.share.varints import ascending, framed, varint

BLOCK = 4096  # postings, of lists that have more
_STEM = b"~"

Found = tuple[int, Postings]
"""Postings, and the segment that has them."""
_term = itemgetter(0)


class Listed(NamedTuple):
    """The list of a term: ascending numbers of documents. Sets have no impacts, and they and stems no positions."""

    ranks: Sequence[int]
    impacts: bytes = b""
    positions: Sequence[bytes] | None = None


def terms_of(view: View, letter: str, start: bytes = b"") -> Iterator[tuple[bytes, list[Found]]]:
    """The terms of a field from one on, with their postings in every segment."""
    field = FIELDS[letter]
    segments = view.index.segments
    streams = [_terms(i, segment.items(field, start)) for i, segment in enumerate(segments)]
    if len(streams) == 1:
        return ((term, [found]) for term, found in streams[0])
    groups = groupby(merge(*streams, key=_term), key=_term)
    return ((term, [found for _, found in group]) for term, group in groups)


def _terms(segment: int, terms: Iterator[tuple[bytes, Postings]]) -> Iterator[tuple[bytes, Found]]:
    return ((term, (segment, postings)) for term, postings in terms)


def is_in(view: View, letter: str, term: bytes) -> bool:
    """True if a living document has the term."""
    return any(segment.postings(FIELDS[letter], term) is not None for segment in view.index.segments)


def listed(view: View, letter: str, term: bytes, found: list[Found]) -> Listed:
    """The list of a term."""
    ranks = _ranks(view, found)
    if letter not in SCORED:
        return Listed(sorted(ranks))
    impacts = b"".join(bytes(postings.impacts) for _, postings in found)
    positions = None if _STEM in term else _positions(found)
    if len(ranks) == 1:
        return Listed(ranks, impacts, positions)
    pick = itemgetter(*sorted(range(len(ranks)), key=ranks.__getitem__))
    return Listed(pick(ranks), bytes(pick(impacts)), None if positions is None else pick(positions))


def _ranks(view: View, found: list[Found]) -> list[int]:
    numbers = view.numbering.ranks
    if len(found) == 1:
        ((segment, postings),) = found
        return list(map(numbers[segment].__getitem__, postings.docs))
    return list(chain.from_iterable(map(numbers[segment].__getitem__, postings.docs) for segment, postings in found))


def _positions(found: list[Found]) -> Sequence[bytes]:
    return found[0][1].positions if len(found) == 1 else [*chain(*(postings.positions for _, postings in found))]


def encode_list(one: Listed, files: Files) -> tuple[bytes, bytes, bytes]:
    """What a record says of a list, its positions, and the digests of its blocks; long lists go into files."""
    count = len(one.ranks)
    if count <= BLOCK:
        positions = framed(one.positions) if one.positions is not None else b""
        return b"".join((varint(count), b"\0", ascending(one.ranks), one.impacts)), positions, b""
    parts: list[bytes] = [varint(count), varint(-(-count // BLOCK))]
    blocks: list[bytes] = []
    last = 0
    for start in range(0, count, BLOCK):
        cut = slice(start, start + BLOCK)
        ranks = one.ranks[cut]
        block = files.add(ascending(ranks) + one.impacts[cut], LISTS)
        positions = files.add(framed(one.positions[cut]), LISTS) if one.positions is not None else NONE
        parts += (varint(ranks[-1] - last), block, positions)
        blocks += (block, positions)
        last = ranks[-1]
    return b"".join(parts), b"", b"".join(blocks)
