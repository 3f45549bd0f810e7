"""The terms of the field `date`, which are not written: they are made of the column of dates when somebody asks.

Whoosh indexes a number of 64 bits as eight terms: the whole number, and the number without its lowest 8, 16, … 56 bits,
so that a range of numbers is a few terms. They would take a tenth of the index.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter
from struct import Struct

SHIFT_STEP = 8
"""By how many bits the terms of a number differ in their precision: that of Whoosh's DATETIME."""
_SHIFTS = range(0, 64, SHIFT_STEP)
_TERM = Struct(">BQ")  # by how many bits the number is shifted, and the number


class DateTerms:
    """The terms of the dates of a segment, as Whoosh's writer would write them.

    >>> dates = DateTerms([300, None, 2])
    >>> [dates.documents(term) for term in dates.terms(b"")][:4]
    [[2], [0], [2], [0]]
    """

    def __init__(self, numbers: Sequence[int | None]) -> None:
        """`numbers` has the date of each document as an integer that is not negative; None for none."""
        pairs = sorted((number, document) for document, number in enumerate(numbers) if number is not None)
        self._numbers = list(map(itemgetter(0), pairs))
        self._documents = list(map(itemgetter(1), pairs))

    def terms(self, start: bytes) -> Iterator[bytes]:
        """The terms from `start` on, in the order of their bytes."""
        first, number = _TERM.unpack(start[: _TERM.size].ljust(_TERM.size, b"\0"))
        for shift in _SHIFTS:
            if shift >= first:
                at = bisect_left(self._numbers, number << shift) if shift == first else 0
                yield from self._terms_at(shift, at)

    def _terms_at(self, shift: int, at: int) -> Iterator[bytes]:
        while at < len(self._numbers):
            number = self._numbers[at] >> shift
            yield _TERM.pack(shift, number)
            at = bisect_left(self._numbers, number + 1 << shift, at)

    def documents(self, term: bytes) -> list[int]:
        """The numbers of the documents that have a term, ascending; empty if none has it."""
        if len(term) != _TERM.size or term[0] not in _SHIFTS:
            return []
        shift, number = _TERM.unpack(term)
        first = bisect_left(self._numbers, number << shift)
        return sorted(self._documents[first : bisect_left(self._numbers, number + 1 << shift, first)])
