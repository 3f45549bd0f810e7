"""Writes a segment: the files that Whoosh's own writer would write, many times as fast, and the document store.

A segment has documents that one worker has indexed. Only the document store is written before `finish`. The files have
a random name, and searches don't see them before a commit names them.
"""

import sys
from array import array
from pathlib import Path
from secrets import token_hex

from archiver.files import make_folders
from archiver.model import IndexedPost, IndexedThread
from archiver.search.analysis.stems import primary_subtag
from archiver.search.index.doc_store import STORE, DocStoreWriter
from archiver.search.index.documents import post_values, post_words, thread_values
from archiver.search.index.fields import NO_DATE, REFERENCE_LENGTHS, SETS
from archiver.search.index.inverted_field import InvertedField
from archiver.search.index.postings_codec import TermWriter
from archiver.search.index.table_of_contents import DATES, POSTINGS, TERMS, file_of
from archiver.search.index.types import SegmentMeta

_NAME = 8  # random bytes
_FULL = 2_000_000  # words: some 20,000 posts


class SegmentFiles:
    """The files of a new segment. Write to `store` and `terms`, then `write_dates`, then `finish`."""

    def __init__(self, folder: Path) -> None:
        """Create the files in `folder`, the folder of the index, which is made if it is missing. Raises OSError."""
        make_folders(folder, folder.parents[1])
        self._folder = folder
        self._name = token_hex(_NAME)
        self.store = DocStoreWriter(self._path(STORE).open("wb"))
        self.terms = TermWriter(self._path(TERMS).open("wb"), self._path(POSTINGS).open("wb"))

    def _path(self, extension: str) -> Path:
        return self._folder / file_of(self._name, extension)

    def write_dates(self, dates: "array[int]") -> None:
        """Write the date of each document in seconds since 1970, NO_DATE for none. Raises OSError.

        The bytes of `dates` are swapped in place: don't use the array afterwards.
        """
        if sys.byteorder == "little":
            dates.byteswap()
        self._path(DATES).write_bytes(dates.tobytes())

    def close(self) -> None:
        """Write the tables at the ends of the files, and close them. Raises OSError."""
        self.store.close()
        self.terms.close()

    def finish(self, documents: int) -> SegmentMeta:
        """Close the files; returns the segment, which has so many `documents`. Raises OSError."""
        self.close()
        return SegmentMeta(name=self._name, documents=documents)


class WhooshSegmentWriter:
    """Implements the port's `SegmentWriter`. Creates no file before the first thread that has posts."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the folder of the index, which is made if it is missing."""
        self._folder = folder
        self._files: SegmentFiles | None = None
        self._words = {name: InvertedField(length) for name, length in REFERENCE_LENGTHS.items()}
        self._sets: dict[str, dict[str, list[int]]] = {name: {} for name in SETS}
        self._dates = array("q")
        self._size = 0

    @property
    def is_full(self) -> bool:
        """True if the segment takes some 100 MB of memory: call `finish`, and open another one for more threads."""
        return self._size > _FULL

    def add(self, thread: IndexedThread) -> None:
        """Add the posts of a thread to the segment. Raises OSError."""
        if not thread.posts:
            return
        if self._files is None:
            self._files = SegmentFiles(self._folder)
        lang = primary_subtag(thread.lang)
        first = len(self._dates)
        self._files.store.add(thread, lang)
        documents = range(first, first + len(thread.posts))
        for name, value in thread_values(thread.slug, lang, thread.tags):
            self._sets[name].setdefault(value, []).extend(documents)
        for document, post in enumerate(thread.posts, first):
            self._add_post(document, post, lang)
        if "first" in thread.posts[0].flags:
            self._words["title"].add(first, thread.title, lang)

    def close(self) -> None:
        """Close the files of a segment that will not be finished, after an error. Raises OSError."""
        if self._files is not None:
            self._files.close()

    def _add_post(self, document: int, post: IndexedPost, lang: str) -> None:
        words, sets = self._words, self._sets
        self._dates.append(int(post.date.at.timestamp()) if post.date else NO_DATE)
        for name, text, language in post_words(post, lang):
            self._size += words[name].add(document, text, language)
        for name, value in post_values(post):
            sets[name].setdefault(value, []).append(document)

    def finish(self) -> SegmentMeta | None:
        """Write the files; returns what `IndexTransaction.add` takes, None if there are no posts. Raises OSError."""
        if self._files is None:
            return None
        documents = len(self._dates)
        for name in sorted({*self._words, *self._sets}):
            self._files.terms.start_field(name)
            if name in self._words:
                _write_words(self._files.terms, self._words[name])
            else:
                _write_set(self._files.terms, self._sets[name])
        self._files.write_dates(self._dates)
        return self._files.finish(documents)


def _write_words(terms: TermWriter, field: InvertedField) -> None:
    for term, docs, impacts, positions in field.take():
        terms.add(term, docs, impacts, positions)


def _write_set(terms: TermWriter, values: dict[str, list[int]]) -> None:
    for term, docs in sorted((value.encode("utf-8", "surrogatepass"), docs) for value, docs in values.items()):
        terms.add(term, docs, None, ())
