"""Merges segments into one: posting lists are joined, blocks of posts copied, and deleted documents left out."""

from array import array
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import accumulate, chain, compress, groupby
from operator import itemgetter
from pathlib import Path

from archiver.search.index.fields import FIELDS
from archiver.search.index.postings_codec import SegmentPostings
from archiver.search.index.segment_reader import Segment, release
from archiver.search.index.segment_writer import SegmentFiles
from archiver.search.index.types import SegmentMeta

_PER_TIER = 8  # segments of about the same size, more than which are merged
_LARGE = 8_192  # documents of a large segment
_PER_LARGE_TIER = 64  # large segments of about the same size, more than which are merged
_SMALLEST = 64  # documents; smaller segments are of the first tier
_RELEASE = 8192  # terms after which the memory of the mapped files is given back
_SPENT = 0.5  # the proportion of deleted documents above which a segment is rewritten


def choose_segments_to_merge(segments: Sequence[SegmentMeta]) -> list[SegmentMeta]:
    """The default `MergePolicy`: of more than 8 segments of about one size all, of large ones more than 64.

    Segments of which most documents are deleted are chosen, too. Few segments make searches fast; to merge large ones
    seldom makes builds fast.
    """
    chosen = [segment for segment in segments if len(segment.deleted) > _SPENT * segment.documents]
    tiers: dict[tuple[bool, int], list[SegmentMeta]] = {}
    for segment in segments:
        tiers.setdefault(_tier(segment.documents), []).append(segment)
    for (is_large, _), tier in tiers.items():
        if len(tier) > (_PER_LARGE_TIER if is_large else _PER_TIER):
            chosen += (segment for segment in tier if segment not in chosen)
    return chosen


def _tier(documents: int) -> tuple[bool, int]:
    """The tier of a segment: whether it is large, and the logarithm to base 8 of its size / 64, rounded down."""
    return documents >= _LARGE, max(0, (documents // _SMALLEST).bit_length() - 1) // 3


def merge_segments(folder: Path, segments: Sequence[Segment]) -> SegmentMeta:
    """Write one segment with the documents of `segments` that are not deleted, in the order of the segments.

    `folder` is the folder of the index, where the new files are written. Raises OSError.
    """
    new = SegmentFiles(folder)
    numbers = _renumber(segments)
    for segment in segments:
        for block, (url, start, end) in enumerate(segment.blocks()):
            if start not in segment.deleted:  # a thread is deleted as a whole
                new.store.add_block(url, end - start, segment.raw_block(block))
    new.write_dates(array("q", chain.from_iterable(_living(segment, segment.dates) for segment in segments)))
    for field in sorted(FIELDS.values()):
        new.terms.start_field(field)
        for count, (term, postings) in enumerate(_joined(field, segments, numbers)):
            new.terms.add(term, postings.docs, bytes(postings.impacts) or None, postings.positions)
            if count % _RELEASE == 0:
                release(segments)
    return new.finish(sum(segment.count - len(segment.deleted) for segment in segments))


def _renumber(segments: Sequence[Segment]) -> list[list[int]]:
    """`[segment][old number]` is a document's number in the merged segment; of a deleted one it has no meaning."""
    numbers, before = [], 0
    for segment in segments:
        alive = [document not in segment.deleted for document in range(segment.count)]
        numbers.append([before + count - 1 for count in accumulate(alive)])
        before += sum(alive)
    return numbers


def _living(segment: Segment, values: Sequence[int]) -> Iterator[int]:
    """The `values` of documents that are not deleted; there is one value for each document of the segment."""
    return compress(values, (document not in segment.deleted for document in range(segment.count)))


def _joined(
    field: str, segments: Sequence[Segment], numbers: Sequence[Sequence[int]]
) -> Iterator[tuple[bytes, SegmentPostings]]:
    """The terms of a field in the order of their bytes, each with its postings in all segments as one list.

    `numbers[segment][document]` is the number of a document in the merged segment, which the joined postings have.
    """
    streams = (_numbered(segment, field, number) for number, segment in enumerate(segments))
    for term, group in groupby(merge(*streams, key=itemgetter(0, 1)), key=itemgetter(0)):
        parts = [(numbers[number], postings) for _, number, postings in group]
        docs = [new[document] for new, postings in parts for document in postings.docs]
        impacts = b"".join(bytes(postings.impacts) for _, postings in parts)
        yield term, SegmentPostings(docs, impacts, [at for _, postings in parts for at in postings.positions])


def _numbered(segment: Segment, field: str, number: int) -> Iterator[tuple[bytes, int, SegmentPostings]]:
    return ((term, number, postings) for term, postings in segment.items(field))
