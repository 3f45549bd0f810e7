"""Writes a segment: the same as Whoosh's writer makes of the same documents, many times as fast.

Nothing is written before `finish`, but for the store of posts. A segment has the documents of one worker; its files
have a name of their own and count for nothing until the index names it.
"""

import sys
from array import array
from pathlib import Path

from whoosh.codec.whoosh3 import STORED_COLUMN, W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage

from archiver.model import IndexedPost, IndexedThread
from archiver.search.analysis.stems import primary_subtag
from archiver.search.index.commit_point import INDEX_NAME
from archiver.search.index.doc_store import STORE, StoreWriter
from archiver.search.index.documents import post_values, thread_values
from archiver.search.index.postings_codec import BLOCK, TermWriter
from archiver.search.index.postings_writer import WordField
from archiver.search.index.schema import NO_DATE, SETS, USUAL_LENGTHS
from archiver.search.index.values import SegmentMeta

_FULL = 2_000_000  # terms in the fields of words: some 20,000 posts


class NewSegment:
    """The files of a segment that is being written."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._storage = FileStorage(str(folder))
        self._segment = W3Segment(W3Codec(blocklimit=BLOCK, compression=0), INDEX_NAME)
        self.store = StoreWriter((folder / self._segment.make_filename(STORE)).open("wb"))
        self.terms = TermWriter(
            self._segment.create_file(self._storage, W3Codec.TERMS_EXT),
            self._segment.create_file(self._storage, W3Codec.POSTS_EXT),
        )

    def write_dates(self, dates: "array[int]") -> None:
        """Write the columns that Whoosh has: dates, and what is stored of documents, which is nothing."""
        if sys.byteorder == "little":
            dates.byteswap()
        with self._storage.create_file(W3Codec.column_filename(self._segment, "date")) as file:
            file.write(dates.tobytes())
        stored = self._storage.create_file(W3Codec.column_filename(self._segment, "_stored"))
        STORED_COLUMN.writer(stored).finish(len(dates))
        stored.close()

    def close(self) -> None:
        """Close the files as they are."""
        self.store.close()
        self.terms.close()

    def finish(self, documents: int) -> SegmentMeta:
        """Close the files. Raises OSError."""
        self.close()
        return SegmentMeta(name=self._segment.segid, documents=documents)


class SegmentWriter:
    """Takes threads, then writes them as one segment. Writes nothing before the first thread that has posts."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the folder of the index, which is made if it is missing."""
        self._folder = folder
        self._new: NewSegment | None = None
        self._words = {name: WordField(usual) for name, usual in USUAL_LENGTHS.items()}
        self._sets: dict[str, dict[str, list[int]]] = {name: {} for name in SETS}
        self._dates = array("q")
        self._size = 0

    @property
    def is_full(self) -> bool:
        """True if the segment takes some 100 MB of memory, so that it should be finished."""
        return self._size > _FULL

    def add(self, thread: IndexedThread) -> None:
        """Index the posts of a thread. Raises OSError."""
        if not thread.posts:
            return
        if self._new is None:
            self._new = NewSegment(self._folder)
        lang = primary_subtag(thread.lang)
        first = len(self._dates)
        self._new.store.add(thread, lang)
        documents = range(first, first + len(thread.posts))
        for name, value in thread_values(thread.slug, lang, thread.tags):
            self._sets[name].setdefault(value, []).extend(documents)
        for document, post in enumerate(thread.posts, first):
            self._add_post(document, post, lang)
        if "first" in thread.posts[0].flags:
            self._words["title"].add(first, thread.title, lang)

    def close(self) -> None:
        """Close the files of a segment that will not be finished."""
        if self._new is not None:
            self._new.close()

    def _add_post(self, document: int, post: IndexedPost, lang: str) -> None:
        words, sets = self._words, self._sets
        self._dates.append(int(post.date.at.timestamp()) if post.date else NO_DATE)
        if post.text:
            self._size += words["text"].add(document, post.text, lang)
        if post.quoted:
            self._size += words["quoted"].add(document, post.quoted, lang)
        if post.author:
            words["name"].add(document, post.author, "")
        for name, value in post_values(post):
            sets[name].setdefault(value, []).append(document)

    def finish(self) -> SegmentMeta | None:
        """Write the files of the segment; None if it has no posts. Raises OSError."""
        if self._new is None:
            return None
        documents = len(self._dates)
        for name in sorted({*self._words, *self._sets}):
            self._new.terms.start_field(name)
            if name in self._words:
                _write_words(self._new.terms, self._words[name])
            else:
                _write_set(self._new.terms, self._sets[name])
        self._new.write_dates(self._dates)
        return self._new.finish(documents)


def _write_words(terms: TermWriter, field: WordField) -> None:
    for term, docs, impacts, values in field.take():
        terms.add(term, docs, impacts, values)


def _write_set(terms: TermWriter, values: dict[str, list[int]]) -> None:
    for term, docs in sorted((value.encode("utf-8", "surrogatepass"), docs) for value, docs in values.items()):
        terms.add(term, docs, None, ())
