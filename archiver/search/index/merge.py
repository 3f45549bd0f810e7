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
_LARGE = 8_192  # documents, from which on segments are only merged if there are more than the next number of them
_PER_LARGE_TIER = 64
_SMALLEST = 64  # documents; smaller segments are of the first tier
_RELEASE = 8192  # terms after which the memory of the mapped files is given back
_SPENT = 0.5  # the part of deleted documents above which a segment is written anew


def choose_segments_to_merge(segments: Sequence[SegmentMeta]) -> list[SegmentMeta]:
    """The segments to merge into one: nine or more of about the same size, and those that are mostly deleted."""
    chosen = [segment for segment in segments if len(segment.deleted) > _SPENT * segment.documents]
    tiers: dict[tuple[bool, int], list[SegmentMeta]] = {}
    for segment in segments:
        tiers.setdefault(_tier(segment.documents), []).append(segment)
    for (is_large, _), tier in tiers.items():
        if len(tier) > (_PER_LARGE_TIER if is_large else _PER_TIER):
            chosen += (segment for segment in tier if segment not in chosen)
    return chosen


def _tier(documents: int) -> tuple[bool, int]:
    """Whether a segment is large, and a number that segments share which are within a factor of eight of each other."""
    return documents >= _LARGE, max(0, (documents // _SMALLEST).bit_length() - 1) // 3


def merge_segments(folder: Path, segments: Sequence[Segment]) -> SegmentMeta:
    """Write one segment with all documents of some segments that are not deleted. Raises OSError.

    `folder` is the folder of the index that gets the segment.
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
    """The new number of each document by segment and old number; deleted ones have the number of another document."""
    numbers, before = [], 0
    for segment in segments:
        alive = [document not in segment.deleted for document in range(segment.count)]
        numbers.append([before + count - 1 for count in accumulate(alive)])
        before += sum(alive)
    return numbers


def _living(segment: Segment, values: Sequence[int]) -> Iterator[int]:
    """Of a value for each document, those of documents that are not deleted."""
    return compress(values, (document not in segment.deleted for document in range(segment.count)))


def _joined(
    field: str, segments: Sequence[Segment], numbers: Sequence[Sequence[int]]
) -> Iterator[tuple[bytes, SegmentPostings]]:
    """The terms of a field with their postings in all segments, whose documents get the numbers of `_renumber`."""
    streams = (_numbered(segment, field, number) for number, segment in enumerate(segments))
    for term, group in groupby(merge(*streams, key=itemgetter(0, 1)), key=itemgetter(0)):
        parts = [(numbers[number], postings) for _, number, postings in group]
        docs = [new[document] for new, postings in parts for document in postings.docs]
        impacts = b"".join(bytes(postings.impacts) for _, postings in parts)
        yield term, SegmentPostings(docs, impacts, [at for _, postings in parts for at in postings.positions])


def _numbered(segment: Segment, field: str, number: int) -> Iterator[tuple[bytes, int, SegmentPostings]]:
    return ((term, number, postings) for term, postings in segment.items(field))
