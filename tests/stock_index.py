"""Writes threads to an index with the project's writer and with Whoosh's, and reads indexes with Whoosh's reader."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.index import FileIndex, create_in, open_dir
from whoosh.reading import MultiReader, SegmentReader, TermNotFound
from whoosh.writing import SegmentWriter as StockWriter

from archiver.model import IndexedPost, IndexedThread, Moment, PostId, Slug, Url
from archiver.search.analysis.stems import STEM, primary_subtag
from archiver.search.index.commit_point import CommitPoint
from archiver.search.index.documents import post_values, thread_values
from archiver.search.index.fields import REFERENCE_LENGTHS, SETS
from archiver.search.index.merge import choose_segments_to_merge
from archiver.search.index.segment_writer import WhooshSegmentWriter
from archiver.search.index.table_of_contents import INDEX_NAME
from archiver.search.index.types import MergePolicy, SegmentMeta
from archiver.search.whoosh_format.codec import Terms
from archiver.search.whoosh_format.schema import SEPARATOR, make_schema
from archiver.search.whoosh_index import WhooshTransaction


def post(text: str, *, quoted: str = "", author: str | None = "Ada", at: int | None = 1_650_000_000) -> IndexedPost:
    """A post; `thread` numbers it."""
    return IndexedPost(
        post=PostId(""),
        relative_url="",
        number=0,
        text=text,
        quoted=quoted,
        author=author,
        date=Moment(at=datetime.fromtimestamp(at, UTC), has_time=True) if at is not None else None,
        flags=("quote",) if quoted else (),
        cites=("space/other#1", "space/other#2", "space/other#1") if quoted else (),
    )


def thread(
    slug: str, *posts: IndexedPost, title: str = "A talk", lang: str = "en", tags: Sequence[str] = ()
) -> IndexedThread:
    """A thread of posts."""
    numbered = (
        replace(
            post,
            post=PostId(str(n)),
            relative_url=f"#{n}",
            number=n,
            flags=(*post.flags, "first" if n == 1 else "reply"),
        )
        for n, post in enumerate(posts, 1)
    )
    return IndexedThread(
        url=Url(f"/{slug}/"),
        slug=Slug(slug),
        board=Slug(slug.rpartition("/")[0]),
        title=title,
        lang=lang,
        tags=tuple(tags),
        posts=tuple(numbered),
    )


@dataclass(frozen=True)
class Edit:
    """A change of an index: the threads of each new segment, and the slugs of threads to remove."""

    segments: tuple[tuple[IndexedThread, ...], ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def removed(self) -> list[str]:
        """The slugs of all threads whose old posts are removed."""
        return [*self.gone, *(thread.slug for segment in self.segments for thread in segment)]


def no_merge(segments: Sequence[SegmentMeta]) -> list[SegmentMeta]:
    return []


def merge_all(segments: Sequence[SegmentMeta]) -> list[SegmentMeta]:
    return list(segments)


def write_segment(folder: Path, threads: Sequence[IndexedThread]) -> SegmentMeta:
    writer = WhooshSegmentWriter(folder)
    for thread in threads:
        writer.add(thread)
    segment = writer.finish()
    assert segment
    return segment


def write_ours(folder: Path, edits: Sequence[Edit], merge: MergePolicy = choose_segments_to_merge) -> FileIndex:
    """Write edits with the project's writer, a transaction for each; `merge` chooses the segments to merge."""
    for edit in edits:
        transaction = WhooshTransaction(folder, CommitPoint.read(folder), merge_policy=merge)
        for slug in edit.removed:
            transaction.remove(Slug(slug))
        for segment in edit.segments:
            transaction.add(write_segment(transaction.folder, segment))
        transaction.prepare()
        transaction.commit()
    current = CommitPoint.read(folder)
    assert current
    return open_dir(str(folder / current.name), INDEX_NAME)


def write_stock(folder: Path, edits: Sequence[Edit], *, optimize: bool = False) -> FileIndex:
    """Write edits with Whoosh's own writer, which merges segments at the end if `optimize` is true, else never."""
    folder.mkdir()
    index = create_in(str(folder), make_schema(), INDEX_NAME)
    for edit in edits:
        for number, segment in enumerate(edit.segments or ((),)):
            writer = StockWriter(index)
            for slug in edit.removed if number == 0 else ():
                writer.delete_by_term("thread", slug)
            for thread in segment:
                add_stock(writer, thread)
            writer.commit(merge=False)
    if optimize:
        with values_of_stems():
            StockWriter(index).commit(optimize=True)
    return index


@contextmanager
def values_of_stems() -> Iterator[None]:
    """Let Whoosh's reader return empty values of postings that were written without values, as those of stems."""
    read_value = W3LeafMatcher.value

    def value(matcher: W3LeafMatcher) -> Any:
        try:
            return read_value(matcher)
        except IndexError:
            return b""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(W3LeafMatcher, "value", value)
        yield


def add_stock(writer: StockWriter, thread: IndexedThread) -> None:
    lang = primary_subtag(thread.lang)
    for post in thread.posts:
        sets: dict[str, list[str]] = {}
        for name, value in (*thread_values(thread.slug, lang, thread.tags), *post_values(post)):
            sets.setdefault(name, []).append(value)
        words = {
            "text": f"{lang}{SEPARATOR}{post.text}",
            "quoted": f"{lang}{SEPARATOR}{post.quoted}",
            "title": f"{lang}{SEPARATOR}{thread.title}" if post.number == 1 else None,
            "name": f"{SEPARATOR}{post.author}" if post.author else None,
        }
        fields = {**words, **{name: SEPARATOR.join(values) for name, values in sets.items()}}
        date = post.date.at.replace(tzinfo=None) if post.date else None
        writer.add_document(**{name: value for name, value in fields.items() if value is not None}, date=date)


def contents(index: FileIndex) -> list[dict[str, Any]]:
    """All that Whoosh's reader finds in the segments of an index, but for those whose documents are all deleted."""
    reader = index.reader()
    try:
        leaves = [leaf for leaf, _ in reader.leaf_readers()] if isinstance(reader, MultiReader) else [reader]
        with values_of_stems():
            return [segment_contents(leaf) for leaf in leaves if leaf.doc_count()]
    finally:
        reader.close()


def segment_contents(reader: SegmentReader) -> dict[str, Any]:
    documents = range(reader.doc_count_all())
    terms = [*reader.all_terms(), *_stems(reader)]
    dates = reader.column_reader("date", translate=False)
    return {
        "documents": (reader.doc_count(), reader.doc_count_all()),
        "deleted": [n for n in documents if reader.is_deleted(n)],
        "dates": [dates[n] for n in documents],
        "terms": [term for term in reader.all_terms() if STEM not in term[1]],
        "lexicons": {name: _lexicon(reader, name) for name in (*REFERENCE_LENGTHS, *SETS, "date")},
        "infos": {term: _info(reader, *term) for term in terms},
        "postings": {term: _postings(reader, *term) for term in terms},
    }


def _lexicon(reader: SegmentReader, field: str) -> list[bytes]:
    return [term for term in reader.lexicon(field) if STEM not in term]


def _stems(reader: SegmentReader) -> list[tuple[str, bytes]]:
    """The stems of a segment, which our codec finds and does not list."""
    terms = reader._terms
    on_disk = terms._terms if isinstance(terms, Terms) else terms
    return [term for term in on_disk.terms() if STEM in term[1]]


def _info(reader: SegmentReader, field: str, term: bytes) -> tuple[Any, ...]:
    info = reader.term_info(field, term)
    lengths = (info.min_length(), info.max_length())
    ends = (info.min_id(), info.max_id())
    counts = (reader.doc_frequency(field, term), reader.frequency(field, term))
    return info.doc_frequency(), info.weight(), info.max_weight(), *lengths, *ends, *counts


def _postings(reader: SegmentReader, field: str, term: bytes) -> list[tuple[int, float, Any]]:
    try:
        matcher = reader.postings(field, term)
    except TermNotFound:
        return []  # all of them are deleted
    found = []
    while matcher.is_active():
        found.append((matcher.id(), matcher.weight(), matcher.value()))
        matcher.next()
    return found
