"""Doc ids: the positions of posts in date order over all segments of an index.

Posts without a date come first; posts of one date are in the order of their threads' URLs, then of their numbers in the
thread. So a range of dates is a range of doc ids, and the newest posts have the highest. Deleted documents have none.
"""

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate, chain, compress, groupby, pairwise
from operator import itemgetter

from archiver.search.index.segment_reader import Segment
from archiver.search.index.types import short_digest


class DocOrder:
    """The doc ids of some segments. A flat number counts the documents of all segments, deleted ones included."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        """Order the documents of `segments`: of 100,000 in 20 ms."""
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
        """The doc ids by segment and document; any number for deleted ones."""
        self.count = len(self._order)
        """The number of documents that are not deleted."""
        self.digest = cache(self._digest)
        """Digest of the mapping from doc id to post for the first `count` documents.

        If two indexes have equal digests, the ids of posts that are in both did not move.
        """

    def locate(self, doc_id: int) -> tuple[int, int]:
        """The number of the segment of a doc id, and the number of the document in it."""
        flat = self._order[doc_id]
        segment = bisect_right(self._bases, flat) - 1
        return segment, flat - self._bases[segment]

    def date(self, doc_id: int) -> int:
        """The date of a document in seconds since 1970, NO_DATE for none."""
        return self._dates[self._order[doc_id]]

    def first_since(self, seconds: int) -> int:
        """The first doc id whose date is not before some seconds since 1970; `count` if there is none."""
        return bisect_left(self._order, seconds, key=self._dates.__getitem__)

    @cached_property
    def urls(self) -> tuple[str, ...]:
        """The URLs of all threads that have documents, sorted. The position of a URL is the number of its thread."""
        return tuple(dict.fromkeys(url for url, _, _ in self._blocks))

    @cached_property
    def thread_numbers(self) -> list[int]:
        """The number of each document's thread, by doc id."""
        return list(map(self._numbers.__getitem__, self._order))

    @cached_property
    def _numbers(self) -> list[int]:
        """The number of each document's thread, by flat number; any number for deleted documents."""
        numbers = [0] * self._bases[-1]
        for number, (_, blocks) in enumerate(groupby(self._blocks, key=itemgetter(0))):
            for _, start, end in blocks:
                numbers[start:end] = [number] * (end - start)
        return numbers

    def _digest(self, count: int) -> bytes:
        is_first = [self._doc_ids[flat] < count for flat in self._listed]
        first = list(compress(self._listed, is_first))
        places = array("I", bytes(4 * self._bases[-1]))
        for place, flat in enumerate(first):
            places[flat] = place
        order = array("I", map(places.__getitem__, self._order[:count]))
        order.extend(compress(self._places_in_threads(), is_first))
        if sys.byteorder == "big":
            order.byteswap()
        sizes = Counter(map(self._numbers.__getitem__, first))
        threads = "".join(f"{self.urls[number]} {size}\n" for number, size in sizes.items())
        return short_digest(threads.encode("utf-8", "surrogatepass") + order.tobytes())

    def _places_in_threads(self) -> Iterator[int]:
        """The position of each document in its thread, of documents by thread and number."""
        sizes = Counter(map(self._numbers.__getitem__, self._listed))
        return chain.from_iterable(map(range, sizes.values()))


def _living_blocks(segments: Sequence[Segment], bases: Sequence[int]) -> list[tuple[str, int, int]]:
    """The blocks of all segments in the order of URLs and flat numbers: URL, first flat number, and the end.

    A thread is deleted as a whole, so that no block has documents of both kinds.
    """
    found: list[tuple[str, int, int]] = []
    for base, segment in zip(bases, segments, strict=False):
        deleted = segment.deleted
        found += ((url, base + start, base + end) for url, start, end in segment.blocks() if start not in deleted)
    found.sort(key=itemgetter(0, 1))
    return found
