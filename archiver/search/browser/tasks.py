"""The tasks of an export of all files: independent of each other, and picklable, so that a pool can run them."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from msgspec import Struct

from archiver.model import Output
from archiver.search.browser.directory import COLUMNS, DAYS, RESULTS
from archiver.search.browser.files import FileSet
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.numbering import NumberedIndex
from archiver.search.browser.posts import encode_posts, read_posts
from archiver.search.browser.records import RecordEncoder, TermRecord
from archiver.search.browser.shards import TermRange, cut_shards, encode_records
from archiver.search.browser.words import cut_words, is_word
from archiver.search.index.handle import IndexHandle
from archiver.search.index.searcher import Searcher


class TaskResult(Struct, frozen=True, kw_only=True):
    """The files that a task has made, and their entries in the directory. Two tasks may make an equal file."""

    files: tuple[Output, ...]
    entries: Mapping[bytes, bytes]


class Task(Protocol):
    """One part of an export, which makes some files from the index."""

    def run(self, index: NumberedIndex) -> TaskResult:
        """Make the files from the index."""
        ...


class EncodeTerms(Struct, frozen=True, kw_only=True):
    """Makes all shards of a range of terms, whose ends `encode_records` moves to borders, their blocks, and words."""

    terms: TermRange
    layout: BundleLayout

    def run(self, index: NumberedIndex) -> TaskResult:
        """Encode the records, and cut them into shards."""
        files = FileSet()
        encoder = RecordEncoder(index, self.terms.letter, files, self.layout)
        keys: list[bytes] = []
        shards = cut_shards(self._records(index, encoder, keys), files, self.layout)
        words = cut_words(filter(is_word, keys), files, self.layout)
        return TaskResult(files=files.outputs(), entries={**shards, **words, **encoder.entries})

    def _records(self, index: NumberedIndex, encoder: RecordEncoder, keys: list[bytes]) -> Iterator[TermRecord]:
        """The records of the range; all keys of it are appended to `keys`."""
        for key, record in encode_records(index, self.terms, encoder, self.layout):
            keys.append(key)
            if record:
                yield record


class EncodePosts(Struct, frozen=True, kw_only=True):
    """Makes the result blocks, the days and the columns of the threads with the numbers first <= number < stop.

    Both ends are hard borders of the columns.
    """

    first: int
    stop: int
    layout: BundleLayout

    def run(self, index: NumberedIndex) -> TaskResult:
        """Encode the blocks."""
        files = FileSet()
        posts = list(read_posts(index, self.first, self.stop))
        entries: dict[bytes, bytes] = {}
        for kind in (RESULTS, COLUMNS, DAYS):
            entries |= encode_posts(posts, kind, files, self.layout)
        return TaskResult(files=files.outputs(), entries=entries)


_opened: dict[IndexHandle, NumberedIndex] = {}


def open_index(handle: IndexHandle) -> NumberedIndex:
    """Open the index that `handle` names, once per process; the last one stays open. Raises OSError, DamagedIndex."""
    if handle not in _opened:
        _opened.clear()
        _opened[handle] = NumberedIndex(Searcher.open(handle.folder, handle.generation))
    return _opened[handle]


def run_task(handle: IndexHandle, task: Task) -> TaskResult:
    """Run a task on the index that `handle` names, in any process, and then release the memory of the mapped files.

    Otherwise each process of a pool would in the end have all pages of the index in its memory.
    """
    index = open_index(handle)
    result = task.run(index)
    index.searcher.release()
    return result
