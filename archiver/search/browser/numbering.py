"""Numbers of posts in the browser index, which do not depend on other posts: the place of the thread, and the offset
in the thread.

The place of a thread is its key (`doc_order.thread_key`: its day, and a hash of its URL) without the lowest bits, so
that about one of 16 threads has the place of another one. Such a thread gets the next free place. So an added thread
moves no others, but for a few next to it; and the order of places is that of doc ids.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain, repeat
from typing import NamedTuple, Self

from archiver.search.index.doc_order import UNDATED_BITS
from archiver.search.index.searcher import Searcher

_COLLISIONS = 16  # one thread of so many may have the place of another one


class PlaceScale(NamedTuple):
    """From the keys of threads to their places."""

    base: int
    """What is taken off the keys of threads with a date: a multiple of 2^28, so that older threads seldom change it."""
    shift: int
    """The number of bits that are left out."""

    @classmethod
    def of(cls, keys: Sequence[int]) -> Self:
        """Choose the scale for the keys of all threads, in order."""
        dated = next((key for key in keys if key >> UNDATED_BITS), 1 << UNDATED_BITS)
        base = (dated >> UNDATED_BITS) - 1 << UNDATED_BITS
        least = len(keys) - len(keys) // _COLLISIONS
        few, many = 0, UNDATED_BITS - 1
        while few < many:
            middle = few + many + 1 >> 1
            if len({key >> middle for key in keys}) >= least:
                few = middle
            else:
                many = middle - 1
        return cls(base, few)

    def assign(self, keys: Iterable[int]) -> list[int]:
        """The place of each thread, from the sorted keys of all threads; ascending."""
        base, shift = self
        places = []
        last = -1
        for key in keys:
            last = max(last + 1, (key if key >> UNDATED_BITS == 0 else key - base) >> shift)
            places.append(last)
        return places


class NumberedIndex:
    """An open index with the numbers of its posts."""

    def __init__(self, searcher: Searcher) -> None:
        """Assign a place to each thread of the index that `searcher` reads."""
        self.searcher = searcher
        keys = [thread.key for thread in searcher.order.threads]
        self.scale = PlaceScale.of(keys)
        self.places = self.scale.assign(keys)
        """The place of each thread, by thread number; ascending."""

    @cached_property
    def place_of(self) -> list[int]:
        """The place of the thread of each document, by doc id."""
        pairs = zip(self.places, self.searcher.order.threads, strict=True)
        return list(chain.from_iterable(repeat(place, end - start) for place, (_, _, start, end) in pairs))

    @cached_property
    def offset_of(self) -> list[int]:
        """The offset of each document in its thread, from 0, by doc id."""
        return list(chain.from_iterable(range(end - start) for _, _, start, end in self.searcher.order.threads))
