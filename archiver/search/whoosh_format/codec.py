"""The codec that Whoosh's reader opens a segment with: Whoosh's W3 codec, and what is not written twice.

Stored fields come from the document store, the terms of dates from the column of dates. Its name is in the table of
contents (`table_of_contents` knows it).
"""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from heapq import merge
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3TermInfo
from whoosh.matching import ListMatcher
from whoosh.reading import TermNotFound

from archiver.model import moment_from_fields
from archiver.search.analysis.stems import STEM
from archiver.search.index.fields import NO_DATE
from archiver.search.index.postings_codec import BLOCK
from archiver.search.index.searcher import Searcher
from archiver.search.index.segment_reader import Segment
from archiver.search.index.types import SegmentMeta
from archiver.search.query.evaluate import Evaluation
from archiver.search.query.ranking import best_matches
from archiver.search.whoosh_format.asked_terms import AskedTerm, find_node
from archiver.search.whoosh_format.date_terms import DateTerms
from archiver.search.whoosh_format.local_dates import DATE_FIELD, term_number

_BLOCKS = 256  # blocks of the document store that are kept in memory, for each segment
_ANSWERS = 64  # of asked terms, the same


class ArchiveCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Opens segments on a disk for Whoosh's reader. Whoosh's writer cannot write with it: builds write the index."""

    def __init__(self, zone: str) -> None:
        """`zone` is the IANA name of the archive's time zone."""
        super().__init__(blocklimit=BLOCK, compression=0)
        self.zone = zone

    def per_document_reader(self, storage: Any, segment: Any) -> "StoredPosts":
        """Open what a segment has of each document."""
        return StoredPosts(storage, segment, ZoneInfo(self.zone))

    def terms_reader(self, storage: Any, segment: Any) -> "Terms":
        """Open the terms of a segment."""
        return Terms(super().terms_reader(storage, segment), _open(storage, segment), ZoneInfo(self.zone))


def _open(storage: Any, segment: Any) -> Segment:
    """Open a segment of Whoosh's by our reader."""
    deleted = frozenset(segment.deleted_docs())
    meta = SegmentMeta(name=segment.segid, documents=segment.doc_count_all(), deleted=deleted)
    return Segment(Path(storage.folder), meta)


class StoredPosts(W3PerDocReader):  # type: ignore[misc]
    """Reads the stored fields of documents from the document store."""

    def __init__(self, storage: Any, segment: Any, zone: ZoneInfo) -> None:
        super().__init__(storage, segment)
        self._zone = zone
        self._posts = _open(storage, segment)
        self._block = lru_cache(_BLOCKS)(self._posts.block)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The stored fields of the document of this number, deleted or not."""
        block = self._posts.block_of(docnum)
        thread = self._block(block)
        post = thread.posts[docnum - self._posts.starts[block]]
        moment = moment_from_fields(post.at, post.has_time, self._zone)
        return {
            "url": f"{thread.url}{post.relative_url}",
            "title": thread.title,
            "author": post.author,
            "date": moment.at if moment else None,
            "text": post.text,
            "quoted": post.quoted,
        }

    def field_length(self, fieldname: str) -> int:  # noqa: ARG002  Whoosh's
        """No length is kept of any field, since impacts have them: 0, as Whoosh has it for fields that are not scored.

        Whoosh asks for it to find key terms, and other posts like one.
        """
        return 0

    min_field_length = max_field_length = field_length


class _Postings(NamedTuple):
    """Documents, ascending, and the weight of a term in each."""

    documents: list[int]
    weights: list[float]

    def info(self) -> W3TermInfo:
        """The statistics as Whoosh's reader has them. There must be documents."""
        first, last, most = self.documents[0], self.documents[-1], max(self.weights)
        count, weight = len(self.documents), sum(self.weights)
        return W3TermInfo(weight=weight, df=count, minlength=0, maxlength=0, maxweight=most, minid=first, maxid=last)


class Terms:
    """The terms of a segment as Whoosh's reader asks for them: those on disk, dates, and asked terms.

    Stems are found, but not listed: they are no words, and would be found by prefixes.
    """

    def __init__(self, terms: Any, segment: Segment, zone: ZoneInfo) -> None:
        """`terms` is Whoosh's reader of the segment's terms, `segment` ours, `zone` the archive's time zone."""
        self._terms, self._segment, self._zone = terms, segment, zone
        self._answer = lru_cache(_ANSWERS)(self._evaluate)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._terms, name)

    @cached_property
    def _dates(self) -> DateTerms:
        dates = self._segment.dates
        return DateTerms([None if date == NO_DATE else term_number(date, self._zone) for date in dates])

    @cached_property
    def _searcher(self) -> Searcher:
        return Searcher((self._segment,))

    def _made(self, field: str, term: bytes) -> _Postings | None:
        """The postings of a term that is not on disk; None for a term that would be."""
        if isinstance(term, AskedTerm):
            return self._answer(field, term.typed)
        if field == DATE_FIELD:
            documents = self._dates.documents(term)
            return _Postings(documents, [1.0] * len(documents))
        return None

    def _made_or_raise(self, field: str, term: bytes) -> _Postings | None:
        """As `_made`; raises Whoosh's TermNotFound if the postings are empty."""
        made = self._made(field, term)
        if made is not None and not made.documents:
            raise TermNotFound(f"No term {field}:{term!r}")
        return made

    def _evaluate(self, field: str, text: str) -> _Postings:
        """The documents that a text typed in a field finds, with their scores."""
        node = find_node(field, text)
        if node is None:
            return _Postings([], [])
        evaluation = Evaluation(self._searcher, node, self._zone)
        locate = self._searcher.order.locate
        ranked = best_matches(self._searcher, evaluation, len(evaluation.docs))
        found = sorted((locate(doc_id)[1], float(score or 1)) for score, doc_id in ranked)
        return _Postings([document for document, _ in found], [weight for _, weight in found])

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        made = self._made(*term)
        return term in self._terms if made is None else bool(made.documents)

    def indexed_field_names(self) -> list[str]:
        """The names of all fields that have terms."""
        return sorted([*self._terms.indexed_field_names(), DATE_FIELD])

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms as (field, term), in order, without stems."""
        return merge(_without_stems(self._terms.terms()), self._date_terms(b""))

    def terms_from(self, field: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms from a term of a field on, as (field, term); of dates alone, if the field is `date`."""
        if field == DATE_FIELD:
            return self._date_terms(prefix)
        return _without_stems(self._terms.terms_from(field, prefix))

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
        made = self._made_or_raise(field, term)
        return self._terms.term_info(field, term) if made is None else made.info()

    def frequency(self, field: str, term: bytes) -> float:
        """The sum of a term's weights. Raises KeyError for a term that is not on disk and should be."""
        made = self._made(field, term)
        return float(self._terms.frequency(field, term) if made is None else sum(made.weights))

    def doc_frequency(self, field: str, term: bytes) -> int:
        """How many documents have a term, deleted ones on disk included. Raises KeyError, as `frequency`."""
        made = self._made(field, term)
        return int(self._terms.doc_frequency(field, term) if made is None else len(made.documents))

    def matcher(self, field: str, term: bytes, format_: Any, scorer: Any = None) -> Any:
        """Whoosh's reader of the postings of a `term` of a `field`. Raises Whoosh's TermNotFound.

        `format_` is the format of the field's postings, `scorer` what makes scores of their weights.
        """
        made = self._made_or_raise(field, term)
        if made is None:
            return self._terms.matcher(field, term, format_, scorer=scorer)
        values = [None] * len(made.documents)
        return ListMatcher(*made, values, format_, scorer=scorer, term=(field, term), terminfo=made.info())


def _without_stems(terms: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    return (term for term in terms if STEM not in term[1])
