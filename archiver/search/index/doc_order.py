"""How documents are numbered in the share: by date, those without one first, then by thread and number in the thread.

So a range of dates is a range of numbers, and the newest are the last.
"""

import sys
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import accumulate, compress, filterfalse, groupby, pairwise
from operator import itemgetter

from archiver.search.index.doc_store import StoredPost, StoredThread
from archiver.search.index.segment_reader import Index
from archiver.search.index.values import digest

_BLOCKS = 1024  # of threads that are kept, since the posts of a time are those of few threads
_RELEASE = 512  # blocks that are read before the memory of the files around them is given back


class Numbering:
    """The numbers of an index's documents. `ranks` has them by segment and document (anything for deleted ones).

    `urls` are the threads that have living documents, in their order; a thread's number is its place in it.
    """

    def __init__(self, index: Index) -> None:
        bases = (0, *accumulate(segment.count for segment in index.segments))
        self._listed, self._owners, self.urls = _listed(index, bases)
        dates = array("q")
        for segment in index.segments:
            dates.extend(segment.dates)
        self._order = array("I", sorted(self._listed, key=dates.__getitem__))
        self._flat = array("I", bytes(4 * bases[-1]))
        for rank, document in enumerate(self._order):
            self._flat[document] = rank
        self._bases = bases
        self.ranks = tuple(self._flat[start:end] for start, end in pairwise(bases))
        self.count = len(self._order)
        self.digest = cache(self._digest)
        """What the order of the first documents is known by: their threads, and each one's place in its thread.

        If it is the same for two indexes, then what has not changed otherwise has the same number in both.
        """

    def place(self, rank: int) -> tuple[int, int]:
        """The segment and the document that has this number."""
        document = self._order[rank]
        segment = bisect_right(self._bases, document) - 1
        return segment, document - self._bases[segment]

    def thread_numbers(self) -> "array[int]":
        """The number of each document's thread."""
        numbers = array("I", bytes(4 * self.count))
        for document, owner in zip(self._listed, self._owners, strict=True):
            numbers[self._flat[document]] = owner
        return numbers

    def _digest(self, count: int) -> bytes:
        is_first = [self._flat[document] < count for document in self._listed]
        places = array("I", bytes(4 * len(self._flat)))
        for place, document in enumerate(compress(self._listed, is_first)):
            places[document] = place
        order = array("I", map(places.__getitem__, self._order[:count]))
        firsts = {owner: place for place, owner in reversed([*enumerate(self._owners)])}
        order.extend(compress((place - firsts[owner] for place, owner in enumerate(self._owners)), is_first))
        if sys.byteorder == "big":
            order.byteswap()
        sizes = Counter(compress(self._owners, is_first))
        threads = "".join(f"{self.urls[owner]} {size}\n" for owner, size in sizes.items())
        return digest(threads.encode("utf-8", "surrogatepass") + order.tobytes())


def _listed(index: Index, bases: Sequence[int]) -> tuple["array[int]", "array[int]", tuple[str, ...]]:
    """The living documents by thread and number, the number of each one's thread, and the threads."""
    listed, owners = array("I"), array("I")
    urls: list[str] = []
    deleted = {
        base + document for base, segment in zip(bases, index.segments, strict=False) for document in segment.deleted
    }
    for url, blocks in groupby(sorted(_blocks(index, bases)), key=itemgetter(0)):
        before = len(listed)
        for _, start, end in blocks:
            listed.extend(filterfalse(deleted.__contains__, range(start, end)) if deleted else range(start, end))
        if len(listed) > before:
            owners.extend([len(urls)] * (len(listed) - before))
            urls.append(url)
    return listed, owners, tuple(urls)


def _blocks(index: Index, bases: Sequence[int]) -> Iterable[tuple[str, int, int]]:
    """The blocks of all segments: their threads, and from where to where they go."""
    for base, segment in zip(bases, index.segments, strict=False):
        for url, start, end in segment.blocks():
            yield url, base + start, base + end


class View:
    """An index and its numbering, and the posts by their numbers."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.numbering = Numbering(index)
        self.count = self.numbering.count
        self._starts = tuple(segment.starts for segment in index.segments)
        self._block: Callable[[int, int], StoredThread] = lru_cache(_BLOCKS)(self._read_block)
        self._blocks_read = 0

    def post(self, rank: int) -> tuple[StoredThread, StoredPost]:
        """A post and its thread."""
        segment, document = self.numbering.place(rank)
        starts = self._starts[segment]
        i = bisect_right(starts, document) - 1
        thread = self._block(segment, i)
        return thread, thread.posts[document - starts[i]]

    def _read_block(self, segment: int, i: int) -> StoredThread:
        self._blocks_read += 1
        if self._blocks_read % _RELEASE == 0:
            self.index.release()
        return self.index.segments[segment].block(i)
