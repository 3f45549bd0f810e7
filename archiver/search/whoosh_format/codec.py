"""The codec that Whoosh's reader opens a segment with: Whoosh's W3 codec, and what is not written twice.

Stored fields come from the document store, and the terms of dates from the column of dates. Its name is in the table of
contents (`table_of_contents` knows it).
"""

import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from heapq import merge
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3TermInfo
from whoosh.filedb.filestore import FileStorage
from whoosh.matching import ListMatcher
from whoosh.reading import TermNotFound

from archiver.model import moment_from_fields
from archiver.search.index.doc_store import STORE, DocStore, StoredThread
from archiver.search.index.fields import NO_DATE
from archiver.search.index.postings_codec import BLOCK
from archiver.search.index.table_of_contents import DATES
from archiver.search.whoosh_format.date_terms import DateTerms
from archiver.search.whoosh_format.local_dates import DATE_FIELD, term_number

_BLOCKS = 256  # blocks of the document store that are kept in memory, for each segment


class ArchiveCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Opens segments for Whoosh's reader. Whoosh's writer cannot write with it: builds write the index."""

    def __init__(self, zone: str) -> None:
        """`zone` is the IANA name of the archive's time zone."""
        super().__init__(blocklimit=BLOCK, compression=0)
        self.zone = zone

    def per_document_reader(self, storage: Any, segment: Any) -> "StoredPosts":
        """Open what a segment has of each document."""
        return StoredPosts(storage, segment, ZoneInfo(self.zone))

    def terms_reader(self, storage: Any, segment: Any) -> "TermsAndDates":
        """Open the terms of a segment."""
        return TermsAndDates(super().terms_reader(storage, segment), storage, segment, ZoneInfo(self.zone))


class StoredPosts(W3PerDocReader):  # type: ignore[misc]
    """Reads the stored fields of documents from the document store."""

    def __init__(self, storage: Any, segment: Any, zone: ZoneInfo) -> None:
        super().__init__(storage, segment)
        self._zone = zone
        self._block = lru_cache(_BLOCKS)(self._store_block)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The stored fields of the document of this number, deleted or not."""
        block = bisect_right(self._store.starts, docnum) - 1
        thread = self._block(block)
        post = thread.posts[docnum - self._store.starts[block]]
        moment = moment_from_fields(post.at, post.has_time, self._zone)
        return {
            "url": f"{thread.url}{post.relative_url}",
            "title": thread.title,
            "author": post.author,
            "date": moment.at if moment else None,
            "text": post.text,
            "quoted": post.quoted,
        }

    @cached_property
    def _store(self) -> DocStore:
        return DocStore(_read(self._storage, self._segment.make_filename(STORE)))

    def _store_block(self, block: int) -> StoredThread:
        return self._store.block(block)


class TermsAndDates:
    """The terms of a segment, with those of dates; `terms` has the others, and answers what is not asked of dates."""

    def __init__(self, terms: Any, storage: Any, segment: Any, zone: ZoneInfo) -> None:
        self._terms, self._storage, self._segment, self._zone = terms, storage, segment, zone

    def __getattr__(self, name: str) -> Any:
        return getattr(self._terms, name)

    @cached_property
    def _dates(self) -> DateTerms:
        dates = array("q", bytes(_read(self._storage, self._segment.make_filename(DATES))))
        if sys.byteorder == "little":
            dates.byteswap()
        return DateTerms([None if date == NO_DATE else term_number(date, self._zone) for date in dates])

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return bool(self._dates.documents(term[1])) if term[0] == DATE_FIELD else term in self._terms

    def indexed_field_names(self) -> list[str]:
        """The names of all fields that have terms."""
        return sorted([*self._terms.indexed_field_names(), DATE_FIELD])

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms as (field, term), in order."""
        return merge(self._terms.terms(), self._date_terms(b""))

    def terms_from(self, field: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms from a term of a field on, as (field, term); of dates alone, if the field is `date`."""
        return self._date_terms(prefix) if field == DATE_FIELD else self._terms.terms_from(field, prefix)

    def items(self) -> Iterator[tuple[tuple[str, bytes], W3TermInfo]]:
        """All terms with their statistics, in order."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, field: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], W3TermInfo]]:
        """The terms that `terms_from` returns, with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(field, prefix))

    def _date_terms(self, start: bytes) -> Iterator[tuple[str, bytes]]:
        return ((DATE_FIELD, term) for term in self._dates.terms(start))

    def term_info(self, field: str, term: bytes) -> W3TermInfo:
        """The statistics of a term. Raises Whoosh's TermNotFound."""
        return _info_of(self._documents(term)) if field == DATE_FIELD else self._terms.term_info(field, term)

    def _documents(self, term: bytes) -> list[int]:
        documents = self._dates.documents(term)
        if not documents:
            raise TermNotFound(f"No term {DATE_FIELD}:{term!r}")
        return documents

    def frequency(self, field: str, term: bytes) -> float:
        """The sum of a term's weights."""
        return len(self._documents(term)) if field == DATE_FIELD else self._terms.frequency(field, term)

    def doc_frequency(self, field: str, term: bytes) -> int:
        """How many documents have a term, deleted ones included."""
        return len(self._documents(term)) if field == DATE_FIELD else self._terms.doc_frequency(field, term)

    def matcher(self, field: str, term: bytes, format_: Any, scorer: Any = None) -> Any:
        """Whoosh's reader of the postings of a term."""
        if field != DATE_FIELD:
            return self._terms.matcher(field, term, format_, scorer=scorer)
        documents = self._documents(term)
        ones, values = [1.0] * len(documents), [None] * len(documents)
        return ListMatcher(
            documents, ones, values, format_, scorer=scorer, term=(field, term), terminfo=_info_of(documents)
        )


def _info_of(documents: list[int]) -> W3TermInfo:
    count = len(documents)
    return W3TermInfo(
        weight=count, df=count, minlength=0, maxlength=0, maxweight=1, minid=documents[0], maxid=documents[-1]
    )


def _read(storage: Any, name: str) -> memoryview:
    """The bytes of a file, which is mapped into memory if it is on a disk."""
    if isinstance(storage, FileStorage):
        path = Path(storage.folder, name)
        if path.stat().st_size == 0:
            return memoryview(b"")
        with path.open("rb") as file:
            return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    file = storage.open_file(name)
    return memoryview(bytes(file.read(storage.file_length(name))))
