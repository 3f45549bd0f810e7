"""Posting lists as the browser index has them: by doc id, over all segments, short ones whole and long ones in blocks.

Nothing here takes a step in Python for each posting: an archive has hundreds of them for each of its posts.
"""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from archiver.search.analysis.stems import STEM
from archiver.search.browser.files import NO_FILE, TERMS_FOLDER, FileSet
from archiver.search.browser.layout import BundleLayout
from archiver.search.index.fields import FIELDS, SCORED
from archiver.search.index.postings_codec import SegmentPostings
from archiver.search.index.searcher import Searcher
from archiver.search.index.varints import ascending, framed, varint

_ONE = b"\1\0"  # the head of a list of one posting: the count, and no blocks

NumberedPostings = tuple[int, SegmentPostings]
"""The number of a segment, and the postings of a term in it (documents numbered in the segment)."""
_term = itemgetter(0)


class SortedPostings(NamedTuple):
    """The postings of a term in all segments, ascending by doc id."""

    docs: Sequence[int]
    impacts: bytes
    """One byte per posting; empty for a field that is a set."""
    positions: Sequence[bytes] | None
    """Encoded positions, one text per posting; None for a field that is a set, and for a stem."""


class EncodedPostings(NamedTuple):
    """An encoded posting list."""

    record: bytes
    """What follows the key in the term's record."""
    positions: bytes
    """What the term has in the positions file of its shard; empty if the list is in blocks."""
    first_doc: int
    blocks: bytes = b""
    """For each block its digest and that of its positions; empty if the list is not in blocks."""


def iter_terms(searcher: Searcher, letter: str, start: bytes = b"") -> Iterator[tuple[bytes, list[NumberedPostings]]]:
    """The terms of a field, in the order of their bytes, each with its postings in every segment that has it.

    `letter` is the field's; `start` is the term to begin with, or where it would be.
    """
    field = FIELDS[letter]
    segments = searcher.segments
    if len(segments) == 1:
        return ((term, [(0, postings)]) for term, postings in segments[0].items(field, start))
    streams = [_numbered(i, segment.items(field, start)) for i, segment in enumerate(segments)]
    groups = groupby(merge(*streams, key=_term), key=_term)
    return ((term, [found for _, found in group]) for term, group in groups)


def _numbered(segment: int, terms: Iterator[tuple[bytes, SegmentPostings]]) -> Iterator[tuple[bytes, NumberedPostings]]:
    return ((term, (segment, postings)) for term, postings in terms)


def find_postings(searcher: Searcher, letter: str, term: bytes) -> list[NumberedPostings]:
    """The postings of a term in every segment that has it; empty if no post has it."""
    lists = ((i, segment.postings(FIELDS[letter], term)) for i, segment in enumerate(searcher.segments))
    return [(i, postings) for i, postings in lists if postings is not None]


def has_term(searcher: Searcher, letter: str, term: bytes) -> bool:
    """Whether a post has the term."""
    return any(segment.postings(FIELDS[letter], term) is not None for segment in searcher.segments)


def doc_ids_of(searcher: Searcher, lists: list[NumberedPostings]) -> list[int]:
    """The doc ids of all postings of a term, by segment and document; so they are not sorted."""
    doc_ids = searcher.order.doc_ids
    if len(lists) == 1:
        ((segment, postings),) = lists
        return list(map(doc_ids[segment].__getitem__, postings.docs))
    return list(chain.from_iterable(map(doc_ids[segment].__getitem__, postings.docs) for segment, postings in lists))


class PostingsEncoder:
    """Encodes the posting lists of one field. The blocks of long lists become files."""

    def __init__(self, searcher: Searcher, letter: str, files: FileSet, layout: BundleLayout) -> None:
        """`letter` is the field's; blocks are added to `files`; `layout` says which lists are long."""
        self._searcher = searcher
        self._is_scored = letter in SCORED
        self._longest = layout.list_block
        self._block = layout.list_block if self._is_scored else layout.set_block
        self._files = files

    def encode(self, term: bytes, lists: list[NumberedPostings]) -> EncodedPostings:
        """Encode the posting list of a term, which must have a posting."""
        if len(lists) == 1 and len(lists[0][1].docs) == 1:
            return self._encode_one(term, *lists[0])
        merged = self._merge(term, lists)
        docs, impacts, positions = merged
        if len(docs) > self._longest:
            return self._encode_blocks(merged)
        record = b"".join((varint(len(docs)), b"\0", ascending(docs), impacts))
        return EncodedPostings(record, b"" if positions is None else framed(positions), docs[0])

    def _encode_one(self, term: bytes, segment: int, postings: SegmentPostings) -> EncodedPostings:
        """Encode a list of one posting, as half of the terms have."""
        doc = self._searcher.order.doc_ids[segment][postings.docs[0]]
        if not self._is_scored:
            return EncodedPostings(_ONE + varint(doc), b"", doc)
        record = _ONE + varint(doc) + bytes(postings.impacts)
        return EncodedPostings(record, b"" if STEM in term else framed(postings.positions), doc)

    def _merge(self, term: bytes, lists: list[NumberedPostings]) -> SortedPostings:
        docs = doc_ids_of(self._searcher, lists)
        if not self._is_scored:
            docs.sort()
            return SortedPostings(docs, b"", None)
        pick = itemgetter(*sorted(range(len(docs)), key=docs.__getitem__))
        impacts = bytes(pick(_joined_impacts(lists)))
        return SortedPostings(pick(docs), impacts, None if STEM in term else pick(_joined_positions(lists)))

    def _encode_blocks(self, whole: SortedPostings) -> EncodedPostings:
        count, size = len(whole.docs), self._block
        parts: list[bytes] = [varint(count), varint(-(-count // size))]
        blocks: list[bytes] = []
        last = 0
        for start in range(0, count, size):
            cut = slice(start, start + size)
            docs = whole.docs[cut]
            block = self._files.add(ascending(docs) + whole.impacts[cut], TERMS_FOLDER)
            positions = NO_FILE
            if whole.positions is not None:
                positions = self._files.add(framed(whole.positions[cut]), TERMS_FOLDER)
            parts += (varint(docs[-1] - last), block, positions)
            blocks += (block, positions)
            last = docs[-1]
        return EncodedPostings(b"".join(parts), b"", whole.docs[0], b"".join(blocks))


def _joined_impacts(lists: list[NumberedPostings]) -> Sequence[int]:
    return lists[0][1].impacts if len(lists) == 1 else b"".join(bytes(postings.impacts) for _, postings in lists)


def _joined_positions(lists: list[NumberedPostings]) -> Sequence[bytes]:
    return lists[0][1].positions if len(lists) == 1 else [*chain(*(postings.positions for _, postings in lists))]
