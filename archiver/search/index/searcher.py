"""All segments as one: documents are numbered through, and have an order.

The order is that of dates, what has none before all; then of the threads' addresses, then of posts in their thread.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime, time, tzinfo
from functools import cached_property, lru_cache
from heapq import nlargest, nsmallest
from itertools import accumulate
from typing import Any, NamedTuple

from archiver.search.analysis.stems import STEM
from archiver.search.index.doc_store import StoredPost, StoredThread
from archiver.search.index.segment_reader import Index, Segment

_BLOCKS = 512  # that are kept
_LISTS = 256
_LANGS = 64


class List(NamedTuple):
    """The documents that have a term, ascending, with their impacts and positions."""

    docs: list[int]
    impacts: bytes
    positions: list[bytes]


class Found(NamedTuple):
    """A post, and the part of its thread that is kept with it."""

    thread: StoredThread
    post: StoredPost


_NONE = List([], b"", [])


class Archive:
    """An open index, asked by document numbers."""

    def __init__(self, index: Index) -> None:
        self._segments = index.segments
        self._bases = [0, *accumulate(segment.count for segment in index.segments)]
        self.count = sum(segment.count - len(segment.deleted) for segment in index.segments)
        """How many posts there are."""
        self.list = lru_cache(_LISTS)(self._list)
        """The list of a term of a field."""
        self.is_in = lru_cache(_LANGS)(self._is_in)
        """Whether each document is in a language: 1 or 0."""
        self._block = lru_cache(_BLOCKS)(self._read_block)

    @cached_property
    def langs(self) -> tuple[str, ...]:
        """The languages of posts, sorted."""
        return tuple(sorted(term for term, _ in self.terms("lang", "")))

    def _is_in(self, lang: str) -> bytearray:
        found = bytearray(self._bases[-1])
        for document in self._list("lang", lang).docs:
            found[document] = 1
        return found

    def everything(self) -> set[int]:
        """Every document."""
        found: set[int] = set()
        for base, segment in zip(self._bases, self._segments, strict=False):
            found.update(range(base, base + segment.count))
            found.difference_update(base + document for document in segment.deleted)
        return found

    def _list(self, field: str, term: str) -> List:
        encoded = term.encode("utf-8", "surrogatepass")
        found = _NONE
        for base, segment in zip(self._bases, self._segments, strict=False):
            postings = segment.postings(field, encoded)
            if postings is None:
                continue
            docs = [base + document for document in postings.docs] if base else list(postings.docs)
            impacts, positions = bytes(postings.impacts), list(postings.positions)
            found = List(found.docs + docs, found.impacts + impacts, found.positions + positions)
        return found

    def terms(self, field: str, beginning: str) -> Iterator[tuple[str, int]]:
        """The terms of a field that begin so and have posts, with how many; no stems, in no order."""
        encoded = beginning.encode("utf-8", "surrogatepass")
        counts: dict[bytes, int] = {}
        uncertain: set[bytes] = set()
        for segment in self._segments:
            for term, count in segment.terms(field, encoded):
                counts[term] = counts.get(term, 0) + count
                if segment.deleted:
                    uncertain.add(term)
        for term, count in counts.items():
            name = term.decode("utf-8", "surrogatepass")
            living = len(self.list(field, name).docs) if term in uncertain else count
            if living and STEM not in term:
                yield name, living

    @cached_property
    def dates(self) -> list[int]:
        """When each document was written, in seconds since 1970."""
        return [seconds for segment in self._segments for seconds in segment.dates]

    def between(self, docs: Iterable[int], start: int | None, end: int | None, zone: tzinfo) -> set[int]:
        """Those that were written on the local days from `start` up to, not including, `end` (since 1970-01-01)."""
        dates = self.dates
        first = _midnight(start, zone) if start is not None else -(2**62)
        last = _midnight(end, zone) if end is not None else 2**62
        return {document for document in docs if first <= dates[document] < last}

    def first_in_order(
        self, docs: Collection[int], key: Callable[[int], int], count: int, *, descending: bool
    ) -> list[int]:
        """The first of them by a key; where that is the same, by the order of all documents."""
        dates = self.dates
        for measure in (key, lambda document: (key(document), dates[document])):
            docs = _that_may_be_first(docs, measure, count, descending=descending)
        return sorted(docs, key=lambda document: (key(document), self._place(document)), reverse=descending)[:count]

    def _place(self, document: int) -> tuple[int, str, int]:
        segment, local, block = self._locate(document)
        return self.dates[document], segment.urls[block], local

    def _locate(self, document: int) -> tuple[Segment, int, int]:
        number = bisect_right(self._bases, document) - 1
        segment, local = self._segments[number], document - self._bases[number]
        return segment, local, bisect_right(segment.starts, local) - 1

    def thread_of(self, document: int) -> str:
        """The address of its thread."""
        segment, _, block = self._locate(document)
        return segment.urls[block]

    @cached_property
    def threads(self) -> list[str]:
        """The address of each document's thread."""
        found: list[str] = []
        for segment in self._segments:
            for url, start, end in segment.blocks():
                found += [url] * (end - start)
        return found

    @cached_property
    def authors(self) -> list[str]:
        """The identity of each document's author, "" for none."""
        found = [""] * self._bases[-1]
        for author, _ in self.terms("author", ""):
            for document in self._list("author", author).docs:
                found[document] = author
        return found

    def author_name(self, author: str) -> str:
        """An author as the first post has the name."""
        first = min(self.list("author", author).docs, key=self._place)
        return self.post(first).post.author or author

    def post(self, document: int) -> Found:
        """What is kept of it."""
        number = bisect_right(self._bases, document) - 1
        segment, local, block = self._locate(document)
        thread = self._block(number, block)
        return Found(thread, thread.posts[local - segment.starts[block]])

    def _read_block(self, number: int, block: int) -> StoredThread:
        return self._segments[number].block(block)


def _that_may_be_first(
    docs: Collection[int], measure: Callable[[int], Any], count: int, *, descending: bool
) -> Collection[int]:
    """Those that are not behind the last of the first ones: sorting all of many would take longer than finding them."""
    if len(docs) <= count or not count:
        return docs
    if descending:
        last = nlargest(count, map(measure, docs))[-1]
        return [document for document in docs if measure(document) >= last]
    last = nsmallest(count, map(measure, docs))[-1]
    return [document for document in docs if measure(document) <= last]


def _midnight(day: int, zone: tzinfo) -> int:
    """When a local day begins, in seconds since 1970; beyond the calendar, the nearest that can be told."""
    try:
        found = date.fromordinal(date(1970, 1, 1).toordinal() + day)
        return int(datetime.combine(found, time(), zone).timestamp())
    except (ValueError, OverflowError):
        return day * 86_400
