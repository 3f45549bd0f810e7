"""Doc ids: the positions of posts, from 0, in date order over all segments of an index.

Posts without a date come first; posts of one date are in the order of their threads' URLs, then of their numbers in the
thread. So a range of dates is a range of doc ids, and the newest posts have the highest. Deleted documents have none.

Three kinds of numbers count documents: a document number counts within a segment, from 0; a flat number counts through
all segments one after another, so it is the document number plus the documents of all segments before; a doc id counts
in date order. The first two include deleted documents. A block is a block of the document store: consecutive
documents of one thread.
"""

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, compress, groupby, pairwise
from operator import itemgetter

from archiver.search.index.method_cache import cache_method
from archiver.search.index.segment_reader import Segment
from archiver.search.index.types import short_digest


class DocOrder:
    """Maps doc ids to documents in segments, and back; and finds doc ids by date."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        """Sort the documents of `segments` by date; 100,000 documents take 20 ms."""
        self._bases = (0, *accumulate(segment.count for segment in segments))
        self._blocks = _living_blocks(segments, self._bases)
        listed = list(chain.from_iterable(range(start, end) for _, start, end in self._blocks))
        dates = list(chain.from_iterable(segment.dates for segment in segments))
        self._dates, self._listed = array("q", dates), array("I", listed)
        self._order = array("I", sorted(listed, key=dates.__getitem__))
        self._doc_ids = array("I", bytes(4 * self._bases[-1]))
        for doc_id, flat in enumerate(self._order):
            self._doc_ids[flat] = doc_id
        self.doc_ids = tuple(self._doc_ids[start:end] for start, end in pairwise(self._bases))
        """`doc_ids[segment][document]` is a doc id; of a deleted document it has no meaning."""
        self.count = len(self._order)
        """The number of documents that are not deleted."""
        self.digest = cache_method(None, self._digest)
        """`digest(count)` is a digest of which posts the doc ids below `count` stand for.

        If it equals the digest of an earlier index, these doc ids are of the posts that they were of: an update of the
        browser index is possible.
        """

    def locate(self, doc_id: int) -> tuple[int, int]:
        """The index of the segment that has the document with this doc id, and its document number there."""
        flat = self._order[doc_id]
        segment = bisect_right(self._bases, flat) - 1
        return segment, flat - self._bases[segment]

    def date(self, doc_id: int) -> int:
        """The date of the document with this doc id, in seconds since 1970; NO_DATE for none."""
        return self._dates[self._order[doc_id]]

    def first_since(self, seconds: int) -> int:
        """The lowest doc id whose date is `seconds` since 1970 or later; `count` if there is none."""
        return bisect_left(self._order, seconds, key=self._dates.__getitem__)

    @cached_property
    def urls(self) -> tuple[str, ...]:
        """The URLs of all threads that have documents, sorted. The index of a URL is its thread number."""
        return tuple(dict.fromkeys(url for url, _, _ in self._blocks))

    @cached_property
    def thread_numbers(self) -> list[int]:
        """The thread number of each document, by doc id."""
        return list(map(self._numbers.__getitem__, self._order))

    @cached_property
    def _numbers(self) -> list[int]:
        """The thread number of each document, by flat number; of a deleted document it has no meaning."""
        numbers = [0] * self._bases[-1]
        for number, (_, blocks) in enumerate(groupby(self._blocks, key=itemgetter(0))):
            for _, start, end in blocks:
                numbers[start:end] = [number] * (end - start)
        return numbers

    def _digest(self, count: int) -> bytes:
        """Hash, for the doc ids below `count`, the threads with their numbers of posts, and the order of the posts."""
        is_first = [self._doc_ids[flat] < count for flat in self._listed]
        first = list(compress(self._listed, is_first))
        positions = array("I", bytes(4 * self._bases[-1]))
        for position, flat in enumerate(first):
            positions[flat] = position
        order = array("I", map(positions.__getitem__, self._order[:count]))
        order.extend(compress(self._positions_in_threads(), is_first))
        if sys.byteorder == "big":
            order.byteswap()
        sizes = Counter(map(self._numbers.__getitem__, first))
        threads = "".join(f"{self.urls[number]} {size}\n" for number, size in sizes.items())
        return short_digest(threads.encode("utf-8", "surrogatepass") + order.tobytes())

    def _positions_in_threads(self) -> Iterator[int]:
        """The position of each document in its thread, from 0; documents in the order of `_listed`."""
        sizes = Counter(map(self._numbers.__getitem__, self._listed))
        return chain.from_iterable(map(range, sizes.values()))


def _living_blocks(segments: Sequence[Segment], bases: Sequence[int]) -> list[tuple[str, int, int]]:
    """All blocks whose documents are not deleted, as (URL of the thread, first flat number, last flat number + 1).

    They are sorted by URL, then by flat number. `bases` has the flat number of each segment's first document. A thread
    is deleted as a whole, so the first document of a block shows whether all of them are deleted.
    """
    found: list[tuple[str, int, int]] = []
    for base, segment in zip(bases, segments, strict=False):
        deleted = segment.deleted
        found += ((url, base + start, base + end) for url, start, end in segment.blocks() if start not in deleted)
    found.sort(key=itemgetter(0, 1))
    return found
