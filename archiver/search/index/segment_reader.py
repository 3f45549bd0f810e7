"""The index as queries and the export read it: segments with whole posting lists, and the posts that they keep.

Lists are read whole, for every query of ours wants them so. An index is read as it was when it was
opened, whatever becomes of it meanwhile.
"""

import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress
from mmap import ACCESS_READ, MADV_DONTNEED, mmap
from pathlib import Path

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from archiver.model import digest_of
from archiver.search.index.commit_point import INDEX_NAME, CommitPoint
from archiver.search.index.doc_store import STORE, KeptThread, Store
from archiver.search.index.postings_codec import Postings, count_postings, read_postings
from archiver.search.index.schema import make_schema
from archiver.search.index.term_dictionary import Lexicon

_LISTS = 256  # posting lists that are kept


class Segment:
    """One segment. Documents are numbered from 0, deleted ones too, which nothing else tells of."""

    def __init__(self, folder: Path, segment: W3Segment) -> None:
        self.count: int = segment.doc_count_all()
        self.deleted = frozenset(map(int, segment.deleted_docs()))
        self._maps: list[mmap] = []
        self._terms = Lexicon(self._contents(folder / segment.make_filename(W3Codec.TERMS_EXT)))
        self._postings = self._contents(folder / segment.make_filename(W3Codec.POSTS_EXT))
        self._store = Store(self._contents(folder / segment.make_filename(STORE)))
        self.dates = _dates(folder / W3Codec.column_filename(segment, "date"))
        """Seconds since 1970 by document, NO_DATE for none."""
        self.starts, self.urls = self._store.starts, self._store.urls
        self.postings = lru_cache(_LISTS)(self._read)
        """The postings of a term of a field; None if there are none."""

    @cached_property
    def _alive(self) -> bytearray:
        alive = bytearray(b"\1") * self.count
        for document in self.deleted:
            alive[document] = 0
        return alive

    def _contents(self, path: Path) -> memoryview:
        if path.stat().st_size == 0:
            return memoryview(b"")
        with path.open("rb") as file:
            self._maps.append(mmap(file.fileno(), 0, access=ACCESS_READ))
        return memoryview(self._maps[-1])

    def release(self) -> None:
        """Give back the memory that holds parts of the files; what is asked again is read again."""
        for mapped in self._maps:
            mapped.madvise(MADV_DONTNEED)

    def block(self, number: int) -> KeptThread:
        """A block of posts; `starts` and `urls` say of which."""
        return self._store.block(number)

    def runs(self) -> Iterator[tuple[str, int, int]]:
        """The thread of each block, its first document and the one behind its last."""
        return zip(self.urls, self.starts, (*self.starts, self.count)[1:], strict=True)

    def blocks_of(self, documents: Iterable[int]) -> list[KeptThread]:
        """The blocks that have these documents."""
        numbers = {bisect_right(self.starts, document) - 1 for document in documents}
        return [self.block(number) for number in sorted(numbers)]

    def raw_block(self, number: int) -> bytes:
        """The same, as it is kept."""
        return self._store.raw(number)

    def items(self, field: str, start: bytes = b"", stop: bytes | None = None) -> Iterator[tuple[bytes, Postings]]:
        """The terms of a field from `start` up to, not including, `stop`, with their postings; none that has none."""
        for term, info in self._infos(field, start):
            if stop is not None and term >= stop:
                return
            postings = self._living(read_postings(self._postings, info))
            if postings:
                yield term, postings

    def terms(self, field: str, beginning: bytes) -> Iterator[tuple[bytes, int]]:
        """The terms that begin so, with how many postings they have, those of deleted documents too."""
        for term, info in self._infos(field, beginning):
            if not term.startswith(beginning):
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

    def _read(self, field: str, term: bytes) -> Postings | None:
        number = self._terms.fields.get(field)
        info = self._terms.get(number.to_bytes(2, "big") + term) if number is not None else None
        return self._living(read_postings(self._postings, info)) if info is not None else None

    def _living(self, postings: Postings) -> Postings | None:
        if not self.deleted:
            return postings
        alive = list(map(self._alive.__getitem__, postings.docs))
        if all(alive):
            return postings
        docs = list(compress(postings.docs, alive))
        impacts, positions = bytes(compress(postings.impacts, alive)), list(compress(postings.positions, alive))
        return Postings(docs, impacts, positions) if docs else None


class Index:
    """The segments of an index."""

    def __init__(self, folder: Path, segments: Sequence[W3Segment]) -> None:
        self.segments = tuple(Segment(folder, segment) for segment in segments)

    def release(self) -> None:
        """Give back the memory that holds parts of the files."""
        for segment in self.segments:
            segment.release()


def read_segments(folder: Path, commit_point: CommitPoint) -> list[W3Segment]:
    """The segments of a commit_point that has been checked, as Whoosh knows them."""
    return _segments_of(folder / commit_point.name, commit_point.generation)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexHandle:
    """An index on disk, for processes that open it themselves; pickles. Equal handles are of the same contents."""

    folder: Path
    generation: int
    version: str
    """The digest of the sizes and checksums of all files."""

    def open(self) -> Index:
        """Open the index. Raises OSError."""
        return Index(self.folder, _segments_of(self.folder, self.generation))


def handle_of(folder: Path, commit_point: CommitPoint) -> IndexHandle:
    """The handle of an index in the search folder `folder`, whose commit point may not be written yet."""
    version = digest_of(repr(commit_point.files).encode())
    return IndexHandle(folder=folder / commit_point.name, generation=commit_point.generation, version=version)


def _segments_of(place: Path, generation: int) -> list[W3Segment]:
    return list(TOC.read(FileStorage(str(place)), INDEX_NAME, generation, schema=make_schema()).segments)


def _dates(path: Path) -> "array[int]":
    dates = array("q", path.read_bytes())
    if sys.byteorder == "little":
        dates.byteswap()
    return dates
