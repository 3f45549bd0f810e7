"""Searches all segments of an index as one: documents have doc ids, which are their positions thread by thread.

Queries are evaluated on a searcher, and the browser index is exported from one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import tzinfo
from functools import cached_property
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple, Self

from archiver.search.analysis.stems import STEM
from archiver.search.index.doc_order import DocOrder
from archiver.search.index.doc_store import StoredPost, StoredThread
from archiver.search.index.method_cache import cache_method
from archiver.search.index.postings_codec import SegmentPostings
from archiver.search.index.segment_reader import Segment, open_segments, release
from archiver.search.index.table_of_contents import read_table_of_contents

_BLOCKS = 1024  # blocks of the document store that are cached
_RELEASE = 512  # blocks that are read before the memory of the mapped files is given back
_LISTS = 256  # posting lists that are kept in memory
_LANGS = 64
_FREQUENCIES = 16_384


class PostingList(NamedTuple):
    """The postings of a term in all segments: doc ids in any order, and for each the impact and the encoded positions.

    A term of a set field has neither impacts nor positions, a stem has no positions: then these are empty.
    """

    docs: Sequence[int]
    impacts: bytes
    positions: Sequence[bytes]


NumberedPostings = tuple[int, SegmentPostings]
"""The index of a segment in `Searcher.segments`, and the postings of a term in this segment."""
_term = itemgetter(0)


class FoundPost(NamedTuple):
    """A stored post, with the block that it is in: the block has the title, URL and tags of the thread."""

    thread: StoredThread
    post: StoredPost


class Searcher:
    """An open index: finds posting lists, terms and posts, by doc id."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        """`segments` are all segments of the index, open."""
        self.segments = segments
        self.order = DocOrder(segments)
        self.count = self.order.count
        """The number of documents; doc ids are below it."""
        self.postings = cache_method(_LISTS, self._read_postings)
        """`postings(field, term)` is the posting list of a term; empty if no document has the term."""
        self.frequency = cache_method(_FREQUENCIES, self._count_documents)
        """`frequency(field, term)` is how many documents have a term; postings are read only if some are deleted."""
        self.is_in = cache_method(_LANGS, self._is_in)
        """`is_in(lang)[doc_id]` is 1 if the document is in the language of this primary subtag, else 0."""
        self._block = cache_method(_BLOCKS, self._read_block)
        self._blocks_read = 0

    @classmethod
    def open(cls, folder: Path, generation: int) -> Self:
        """Open the index in `folder`, at the commit number `generation`. Raises OSError and DamagedIndex."""
        return cls(open_segments(folder, read_table_of_contents(folder, generation)))

    @cached_property
    def langs(self) -> tuple[str, ...]:
        """The primary language subtags of all posts, sorted."""
        return tuple(sorted(term for term, _ in self.terms("lang", "")))

    def _is_in(self, lang: str) -> bytearray:
        found = bytearray(self.count)
        for doc_id in self._read_postings("lang", lang).docs:
            found[doc_id] = 1
        return found

    def everything(self) -> set[int]:
        """All doc ids."""
        return set(range(self.count))

    def release(self) -> None:
        """Release the memory pages of the mapped files; the files stay open, and pages are read again on demand."""
        release(self.segments)

    def _read_postings(self, field: str, term: str) -> PostingList:
        return self.join(self.find(field, term.encode("utf-8", "surrogatepass")))

    def _count_documents(self, field: str, term: str) -> int:
        encoded = term.encode("utf-8", "surrogatepass")
        return sum(segment.frequency(field, encoded) for segment in self.segments)

    def least_frequency(self, field: str, term: str) -> int:
        """How many documents have a term at least; reads no postings, and is right if no documents are deleted."""
        encoded = term.encode("utf-8", "surrogatepass")
        return sum(segment.least_frequency(field, encoded) for segment in self.segments)

    def find(self, field: str, term: bytes) -> list[NumberedPostings]:
        """The postings of a term (UTF-8) of a field in every segment that has it; empty if no document has it."""
        found = ((number, segment.postings(field, term)) for number, segment in enumerate(self.segments))
        return [(number, postings) for number, postings in found if postings is not None]

    def items(self, field: str, start: bytes = b"") -> Iterator[tuple[bytes, list[NumberedPostings]]]:
        """The terms of a field from `start` on, in the order of their bytes, with the postings in each segment."""
        if len(self.segments) == 1:
            return ((term, [(0, postings)]) for term, postings in self.segments[0].items(field, start))
        streams = [_numbered(number, segment.items(field, start)) for number, segment in enumerate(self.segments)]
        groups = groupby(merge(*streams, key=_term), key=_term)
        return ((term, [found for _, found in group]) for term, group in groups)

    def join(self, found: Sequence[NumberedPostings]) -> PostingList:
        """Join the postings of a term in its segments (from `find` or `items`) to one posting list."""
        docs = self.doc_ids_of(found)
        if len(found) == 1:
            ((_, postings),) = found
            return PostingList(docs, bytes(postings.impacts), postings.positions)
        impacts = b"".join(bytes(postings.impacts) for _, postings in found)
        return PostingList(docs, impacts, [at for _, postings in found for at in postings.positions])

    def doc_ids_of(self, found: Iterable[NumberedPostings]) -> list[int]:
        """The doc ids of the postings of a term (from `find` or `items`), in any order."""
        doc_ids = self.order.doc_ids
        return list(chain.from_iterable(map(doc_ids[number].__getitem__, postings.docs) for number, postings in found))

    def terms(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """The terms of a field that begin with `prefix`, without stems, and how many documents have each.

        The terms are in any order.
        """
        encoded = prefix.encode("utf-8", "surrogatepass")
        counts: dict[bytes, int] = {}
        uncertain: set[bytes] = set()
        for segment in self.segments:
            for term, count in segment.terms(field, encoded):
                counts[term] = counts.get(term, 0) + count
                if segment.deleted:
                    uncertain.add(term)
        for term, count in counts.items():
            name = term.decode("utf-8", "surrogatepass")
            living = len(self.postings(field, name).docs) if term in uncertain else count
            if living and STEM not in term:
                yield name, living

    def between(self, start: int | None, end: int | None, zone: tzinfo) -> set[int]:
        """The doc ids of the documents of the local days start <= day < end. Documents without a date are left out.

        `start` and `end` are days since 1970-01-01 in the time zone `zone`; None is no limit.
        """
        return self.order.between(start, end, zone)

    def count_by_thread(self, docs: Collection[int]) -> Counter[int]:
        """How many of the doc ids `docs` are of each thread, by thread number (`DocOrder.urls`)."""
        return Counter(map(self.order.thread_numbers.__getitem__, docs))

    @cached_property
    def authors(self) -> list[str]:
        """The folded author of each document, by doc id; "" for none."""
        found = [""] * self.count
        for author, _ in self.terms("author", ""):
            for doc_id in self._read_postings("author", author).docs:
                found[doc_id] = author
        return found

    def author_name(self, author: str) -> str:
        """The name of the author whose folded name is `author`, as the author's first post displays it."""
        return self.post(min(self.postings("author", author).docs)).post.author or author

    def post(self, doc_id: int) -> FoundPost:
        """The post with this doc id."""
        return self._found(*self.order.locate(doc_id))

    def post_in_thread(self, thread: int, offset: int) -> FoundPost:
        """The post with this offset, from 0, in the thread with this thread number."""
        return self._found(*self.order.locate_flat(self.order.threads[thread].start + offset))

    def _found(self, number: int, document: int) -> FoundPost:
        segment = self.segments[number]
        block = segment.block_of(document)
        thread = self._block(number, block)
        return FoundPost(thread, thread.posts[document - segment.starts[block]])

    def thread(self, number: int) -> Iterator[StoredThread]:
        """The blocks of the thread with this thread number, in their order."""
        _, _, start, end = self.order.threads[number]
        segment, first = self.order.locate_flat(start)
        opened = self.segments[segment]
        for block in range(opened.block_of(first), opened.block_of(first + end - start - 1) + 1):
            yield self._block(segment, block)

    def dates_of_thread(self, number: int) -> Sequence[int]:
        """The dates of the posts of the thread with this thread number, in seconds since 1970; NO_DATE for none."""
        _, _, start, end = self.order.threads[number]
        segment, first = self.order.locate_flat(start)
        return self.segments[segment].dates[first : first + end - start]

    def _read_block(self, segment: int, block: int) -> StoredThread:
        self._blocks_read += 1
        if self._blocks_read % _RELEASE == 0:
            self.release()
        return self.segments[segment].block(block)


def _numbered(number: int, terms: Iterator[tuple[bytes, SegmentPostings]]) -> Iterator[tuple[bytes, NumberedPostings]]:
    return ((term, (number, postings)) for term, postings in terms)
