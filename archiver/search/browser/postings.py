"""The posting lists of terms, as the share has them: documents by their new numbers, and all else in their order."""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from archiver.search.analysis.stems import STEM
from archiver.search.browser.files import LISTS, NONE, Files
from archiver.search.index.doc_order import View
from archiver.search.index.fields import FIELDS, SCORED
from archiver.search.index.protocols import Postings
from archiver.search.index.varints import ascending, framed, varint

BLOCK = 4096  # postings, of lists that have more
SETS = 8  # times as many, of lists of documents alone: their bytes are few, and most queries want all of them
_ONE = b"\1\0"  # a list of one posting, not in blocks

Found = tuple[int, Postings]
"""Postings, and the segment that has them."""
_term = itemgetter(0)


class Listed(NamedTuple):
    """The list of a term: ascending numbers of documents. Sets have no impacts, and they and stems no positions."""

    ranks: Sequence[int]
    impacts: bytes
    positions: Sequence[bytes] | None


class Encoded(NamedTuple):
    """What a record says of a list, and its first document. Lists in `blocks` (their digests) have positions there."""

    record: bytes
    positions: bytes
    first: int
    blocks: bytes = b""


def terms_of(view: View, letter: str, start: bytes = b"") -> Iterator[tuple[bytes, list[Found]]]:
    """The terms of a field from one on, with their postings in every segment."""
    field = FIELDS[letter]
    segments = view.index.segments
    if len(segments) == 1:
        return ((term, [(0, postings)]) for term, postings in segments[0].items(field, start))
    streams = [_terms(i, segment.items(field, start)) for i, segment in enumerate(segments)]
    groups = groupby(merge(*streams, key=_term), key=_term)
    return ((term, [found for _, found in group]) for term, group in groups)


def _terms(segment: int, terms: Iterator[tuple[bytes, Postings]]) -> Iterator[tuple[bytes, Found]]:
    return ((term, (segment, postings)) for term, postings in terms)


def is_in(view: View, letter: str, term: bytes) -> bool:
    """True if a living document has the term."""
    return any(segment.postings(FIELDS[letter], term) is not None for segment in view.index.segments)


def ranks_of(view: View, found: list[Found]) -> list[int]:
    """The numbers of the documents that have a term, in no order."""
    numbers = view.numbering.ranks
    if len(found) == 1:
        ((segment, postings),) = found
        return list(map(numbers[segment].__getitem__, postings.docs))
    return list(chain.from_iterable(map(numbers[segment].__getitem__, postings.docs) for segment, postings in found))


class ListEncoder:
    """Encodes the lists of a field; long ones go into files.

    Nothing here takes a step in Python for each posting: an archive has hundreds for each of its posts.
    """

    def __init__(self, view: View, letter: str, files: Files) -> None:
        self._view = view
        self._is_scored = letter in SCORED
        self._block = BLOCK if self._is_scored else SETS * BLOCK
        self._files = files

    def encode(self, term: bytes, found: list[Found]) -> Encoded:
        """The list of a term."""
        if len(found) == 1 and len(found[0][1].docs) == 1:
            return self._encode_one(term, *found[0])
        one = self._listed(term, found)
        ranks, impacts, positions = one
        if len(ranks) > BLOCK:
            return self._encode_blocks(one)
        record = b"".join((varint(len(ranks)), b"\0", ascending(ranks), impacts))
        return Encoded(record, b"" if positions is None else framed(positions), ranks[0])

    def _encode_one(self, term: bytes, segment: int, postings: Postings) -> Encoded:
        """The same for a term that a single post has, as half of them are."""
        rank = self._view.numbering.ranks[segment][postings.docs[0]]
        if not self._is_scored:
            return Encoded(_ONE + varint(rank), b"", rank)
        record = _ONE + varint(rank) + bytes(postings.impacts)
        return Encoded(record, b"" if STEM in term else framed(postings.positions), rank)

    def _listed(self, term: bytes, found: list[Found]) -> Listed:
        ranks = ranks_of(self._view, found)
        if not self._is_scored:
            ranks.sort()
            return Listed(ranks, b"", None)
        pick = itemgetter(*sorted(range(len(ranks)), key=ranks.__getitem__))
        impacts = bytes(pick(_joined_impacts(found)))
        return Listed(pick(ranks), impacts, None if STEM in term else pick(_joined_positions(found)))

    def _encode_blocks(self, one: Listed) -> Encoded:
        count, size = len(one.ranks), self._block
        parts: list[bytes] = [varint(count), varint(-(-count // size))]
        blocks: list[bytes] = []
        last = 0
        for start in range(0, count, size):
            cut = slice(start, start + size)
            ranks = one.ranks[cut]
            block = self._files.add(ascending(ranks) + one.impacts[cut], LISTS)
            positions = NONE if one.positions is None else self._files.add(framed(one.positions[cut]), LISTS)
            parts += (varint(ranks[-1] - last), block, positions)
            blocks += (block, positions)
            last = ranks[-1]
        return Encoded(b"".join(parts), b"", one.ranks[0], b"".join(blocks))


def _joined_impacts(found: list[Found]) -> Sequence[int]:
    return found[0][1].impacts if len(found) == 1 else b"".join(bytes(postings.impacts) for _, postings in found)


def _joined_positions(found: list[Found]) -> Sequence[bytes]:
    return found[0][1].positions if len(found) == 1 else [*chain(*(postings.positions for _, postings in found))]
