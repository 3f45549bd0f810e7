"""Finds the documents in which terms follow each other, by the positions of their postings."""

from collections.abc import Sequence
from functools import reduce
from itertools import accumulate

from archiver.search.index.impact import decode_positions
from archiver.search.index.searcher import PostingList


def adjacent(lists: Sequence[PostingList]) -> set[int]:
    """The doc ids of the documents in which the terms of lists of one field follow each other, in this order."""
    docs = reduce(set.intersection, (set(found.docs) for found in sorted(lists, key=lambda found: len(found.docs))))
    if len(lists) == 1 or not docs:
        return docs
    begins: dict[int, frozenset[int]] = {}
    for at, found in sorted(enumerate(lists), key=lambda pair: len(pair[1].docs)):
        starts = _Starts(at)
        these = {
            document: starts[encoded]
            for document, encoded in zip(found.docs, found.positions, strict=True)
            if document in docs
        }
        begins = {d: left for d, here in these.items() if (left := begins[d] & here)} if begins else these
        docs = set(begins)
        if not docs:
            break
    return docs


class _Starts(dict[bytes, frozenset[int]]):
    """Maps the encoded positions of a phrase's term to the positions at which the phrase would begin.

    `at` is the index of the term in the phrase. Many documents have equal encoded positions, so results are cached.
    """

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at

    def __missing__(self, encoded: bytes) -> frozenset[int]:
        positions = accumulate(encoded) if encoded.isascii() else decode_positions(encoded)
        starts = self[encoded] = frozenset([position - self._at for position in positions] if self._at else positions)
        return starts
