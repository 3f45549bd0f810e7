"""Doc ids: the positions of posts, from 0, over all segments of an index: thread by thread, the newest thread last.

Threads are in the order of the days (UTC) of their first posts; those of which the first post has no date come first.
Threads of one day are in the order of a hash of their URLs, so that each has its place whatever others there are.
Posts of a thread are in their order in it. Deleted documents have no doc ids.

Three kinds of numbers count documents: a document number counts within a segment, from 0; a flat number counts through
all segments one after another, so it is the document number plus the documents of all segments before; a doc id counts
in the order of threads. The first two include deleted documents. A block is a block of the document store: consecutive
documents of one thread.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, tzinfo
from functools import cached_property
from itertools import accumulate, chain, pairwise, repeat, starmap
from typing import NamedTuple
from zlib import crc32

from archiver.search.index.fields import NO_DATE
from archiver.search.index.segment_reader import Segment

DAY_BITS = 16
"""How many bits of a thread's key are of the hash of its URL, below the day."""
UNDATED_BITS = 28
"""How many bits the key of a thread without a date has; the keys of all others are above."""

_EARLIEST, _LATEST = -(2**62), 2**62  # seconds since 1970 beyond all dates, but above NO_DATE
_DAY = 86_400
_FIRST_DAY = -719_162  # 0001-01-01, counted from 1970-01-01


class ThreadSpan(NamedTuple):
    """A thread that has posts. Its documents are consecutive; their flat numbers are start <= number < end."""

    key: int
    """See `thread_key`."""
    url: str
    start: int
    end: int


def thread_key(url: str, first: int) -> int:
    """The key by which threads are sorted: the day of the first post, and a hash of the URL.

    `first` is the date of the first post in seconds since 1970, or NO_DATE.
    """
    mark = crc32(url.encode("utf-8", "surrogatepass"))
    if first == NO_DATE:
        return mark >> 32 - UNDATED_BITS
    return (1 << UNDATED_BITS) + (first // _DAY - _FIRST_DAY << DAY_BITS | mark & (1 << DAY_BITS) - 1)


class DocOrder:
    """Maps doc ids to documents in segments, and back; and knows the threads and the dates of documents."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        """Sort the threads of `segments`."""
        self._segments = segments
        self._bases = (0, *accumulate(segment.count for segment in segments))
        self.threads = tuple(sorted(_living_threads(segments, self._bases)))
        """All threads that have posts, in order; the index of a thread is its thread number."""
        self.count = sum(thread.end - thread.start for thread in self.threads)
        """The number of documents that are not deleted."""

    @cached_property
    def _order(self) -> "array[int]":
        """The flat number of each document, by doc id."""
        return array("I", chain.from_iterable(range(start, end) for _, _, start, end in self.threads))

    @cached_property
    def doc_ids(self) -> tuple["array[int]", ...]:
        """`doc_ids[segment][document]` is a doc id; of a deleted document it has no meaning."""
        doc_ids = array("I", bytes(4 * self._bases[-1]))
        first = 0
        for _, _, start, end in self.threads:
            doc_ids[start:end] = array("I", range(first, first + end - start))
            first += end - start
        return tuple(doc_ids[start:end] for start, end in pairwise(self._bases))

    def locate(self, doc_id: int) -> tuple[int, int]:
        """The index of the segment that has the document with this doc id, and its document number there."""
        return self.locate_flat(self._order[doc_id])

    def locate_flat(self, flat: int) -> tuple[int, int]:
        """The index of the segment that has the document with this flat number, and its document number there."""
        segment = bisect_right(self._bases, flat) - 1
        return segment, flat - self._bases[segment]

    @cached_property
    def dates(self) -> list[int]:
        """The date of each document by doc id, in seconds since 1970; NO_DATE for none."""
        dates = list(chain.from_iterable(segment.dates for segment in self._segments))
        return list(map(dates.__getitem__, self._order))

    def between(self, start: int | None, end: int | None, zone: tzinfo) -> set[int]:
        """The doc ids of the documents of the local days start <= day < end. Documents without a date are left out.

        `start` and `end` are days since 1970-01-01 in the time zone `zone`; None is no limit.
        """
        first = midnight(start, zone) if start is not None else _EARLIEST
        last = midnight(end, zone) if end is not None else _LATEST
        return {doc_id for doc_id, date in enumerate(self.dates) if first <= date < last}

    def by_date(self, docs: Iterable[int]) -> list[int]:
        """Sort doc ids by the minutes of their dates, then by number; documents without a date come first."""
        return sorted(sorted(docs), key=self._minutes.__getitem__)

    @cached_property
    def _minutes(self) -> list[int]:
        return [date // 60 for date in self.dates]

    @cached_property
    def urls(self) -> tuple[str, ...]:
        """The URL of each thread, by thread number."""
        return tuple(thread.url for thread in self.threads)

    @cached_property
    def thread_numbers(self) -> list[int]:
        """The thread number of each document, by doc id; they ascend."""
        return list(chain.from_iterable(starmap(repeat, self._sizes())))

    def _sizes(self) -> Iterator[tuple[int, int]]:
        return ((number, end - start) for number, (_, _, start, end) in enumerate(self.threads))


def _living_threads(segments: Sequence[Segment], bases: Sequence[int]) -> Iterator[ThreadSpan]:
    """The threads whose documents are not deleted, in any order. `bases` has the first flat number of each segment.

    A thread is deleted as a whole, so its first document shows whether all of them are deleted.
    """
    for base, segment in zip(bases, segments, strict=False):
        url, first = "", 0
        for block_url, start, _ in segment.blocks():
            if block_url == url:
                continue
            if url and first not in segment.deleted:
                yield ThreadSpan(thread_key(url, segment.dates[first]), url, base + first, base + start)
            url, first = block_url, start
        if url and first not in segment.deleted:
            yield ThreadSpan(thread_key(url, segment.dates[first]), url, base + first, base + segment.count)


def midnight(day: int, zone: tzinfo) -> int:
    """When a local day (counted from 1970-01-01) begins, in seconds since 1970; in UTC if outside Python's calendar."""
    try:
        found = date.fromordinal(date(1970, 1, 1).toordinal() + day)
        return int(datetime.combine(found, time(), zone).timestamp())
    except (ValueError, OverflowError):
        return day * 86_400
