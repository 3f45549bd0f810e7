"""Reads segments: whole posting lists, and the posts of the document store.

The files are mapped into memory, so that an open segment can be read even after a build has deleted its files.
"""

import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import compress
from mmap import ACCESS_READ, MADV_DONTNEED, mmap
from pathlib import Path

from archiver.search.index.doc_store import STORE, DocStore, StoredThread
from archiver.search.index.postings_codec import SegmentPostings, count_postings, read_postings
from archiver.search.index.table_of_contents import DATES, POSTINGS, TERMS, file_of
from archiver.search.index.term_dictionary import TermDictionary
from archiver.search.index.types import SegmentMeta


class Segment:
    """An open segment. Documents have numbers from 0, deleted ones included; no postings of deleted ones are returned.

    A block is a part of the document store: up to 64 consecutive documents of one thread. Blocks are numbered from 0.
    """

    def __init__(self, folder: Path, segment: SegmentMeta) -> None:
        """Open the files of `segment` in `folder`, the folder of the index. Raises OSError."""
        self.count: int = segment.documents
        """The number of documents, deleted ones included."""
        self.deleted = segment.deleted
        """The numbers of the deleted documents."""
        self._maps: list[mmap] = []
        self._terms = TermDictionary(self._map(folder / file_of(segment.name, TERMS)))
        self._postings = self._map(folder / file_of(segment.name, POSTINGS))
        self._store = DocStore(self._map(folder / file_of(segment.name, STORE)))
        self.dates = _read_dates(folder / file_of(segment.name, DATES))
        """The date of each document in seconds since 1970; NO_DATE for none."""
        self.starts, self.urls = self._store.starts, self._store.urls
        """Two sequences by block: the number of the first document, and the URL of the thread."""

    @cached_property
    def _alive(self) -> bytearray:
        alive = bytearray(b"\1") * self.count
        for document in self.deleted:
            alive[document] = 0
        return alive

    def _map(self, path: Path) -> memoryview:
        if path.stat().st_size == 0:
            return memoryview(b"")
        with path.open("rb") as file:
            self._maps.append(mmap(file.fileno(), 0, access=ACCESS_READ))
        return memoryview(self._maps[-1])

    def release(self) -> None:
        """Release the memory pages of the mapped files; the files stay open, and pages are read again on demand."""
        for mapped in self._maps:
            mapped.madvise(MADV_DONTNEED)

    def block(self, block: int) -> StoredThread:
        """Read the block of this number: its thread and its posts."""
        return self._store.block(block)

    def blocks(self) -> Iterator[tuple[str, int, int]]:
        """For each block (URL of the thread, first document, last document + 1)."""
        return zip(self.urls, self.starts, (*self.starts, self.count)[1:], strict=True)

    def blocks_of(self, documents: Iterable[int]) -> list[StoredThread]:
        """Read the blocks that have at least one of `documents`, in their order."""
        return [self.block(block) for block in sorted(set(map(self.block_of, documents)))]

    def block_of(self, document: int) -> int:
        """The number of the block that the document of this number is in."""
        return bisect_right(self.starts, document) - 1

    def raw_block(self, block: int) -> bytes:
        """The compressed bytes of the block of this number, to copy it into another segment."""
        return self._store.raw(block)

    def items(
        self, field: str, start: bytes = b"", stop: bytes | None = None
    ) -> Iterator[tuple[bytes, SegmentPostings]]:
        """The terms start <= term < stop of a field with their postings, in the order of the terms' bytes.

        `field` is the name of the field; `start` and `stop` are in UTF-8; a `stop` of None is no limit. Terms of which
        only deleted documents have postings are left out.
        """
        for term, info in self._infos(field, start):
            if stop is not None and term >= stop:
                return
            postings = self._living(read_postings(self._postings, info))
            if postings:
                yield term, postings

    def terms(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, int]]:
        """The terms of a field that begin with `prefix`, and how many documents have each, deleted ones included."""
        for term, info in self._infos(field, prefix):
            if not term.startswith(prefix):
                return
            yield term, count_postings(info)

    def _infos(self, field: str, start: bytes) -> Iterator[tuple[bytes, memoryview]]:
        number = self._terms.fields.get(field)
        if number is None:
            return
        prefix = number.to_bytes(2, "big")
        for key, info in self._terms.items_from(prefix + start):
            if not key.startswith(prefix):
                return
            yield key[2:], info

    def frequency(self, field: str, term: bytes) -> int:
        """How many documents that are not deleted have a term (UTF-8) of a field."""
        info = self._info(field, term)
        if info is None or not self.deleted:
            return count_postings(info) if info is not None else 0
        return sum(map(self._alive.__getitem__, read_postings(self._postings, info).docs))

    def least_frequency(self, field: str, term: bytes) -> int:
        """How many documents that are not deleted have a term (UTF-8) of a field at least; reads no postings."""
        info = self._info(field, term)
        return max(0, count_postings(info) - len(self.deleted)) if info is not None else 0

    def _info(self, field: str, term: bytes) -> memoryview | None:
        number = self._terms.fields.get(field)
        return self._terms.get(number.to_bytes(2, "big") + term) if number is not None else None

    def postings(self, field: str, term: bytes) -> SegmentPostings | None:
        """The postings of a term (UTF-8) of a field; None if no document has the term."""
        info = self._info(field, term)
        return self._living(read_postings(self._postings, info)) if info is not None else None

    def _living(self, postings: SegmentPostings) -> SegmentPostings | None:
        """Remove the postings of deleted documents; None if no postings are left."""
        if not self.deleted:
            return postings
        alive = list(map(self._alive.__getitem__, postings.docs))
        if all(alive):
            return postings
        docs = list(compress(postings.docs, alive))
        impacts, positions = bytes(compress(postings.impacts, alive)), list(compress(postings.positions, alive))
        return SegmentPostings(docs, impacts, positions) if docs else None


def open_segments(folder: Path, segments: Iterable[SegmentMeta]) -> tuple[Segment, ...]:
    """Open segments in the folder of their index. Raises OSError."""
    return tuple(Segment(folder, segment) for segment in segments)


def release(segments: Iterable[Segment]) -> None:
    """Release the memory pages of the mapped files of all `segments`, as `Segment.release` does."""
    for segment in segments:
        segment.release()


def _read_dates(path: Path) -> "array[int]":
    dates = array("q", path.read_bytes())
    if sys.byteorder == "little":
        dates.byteswap()
    return dates
