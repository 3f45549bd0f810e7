"""The tasks of an export: independent of each other, and picklable, so that the processes of a pool can run them."""

import zlib
from dataclasses import dataclass
from typing import Protocol

from archiver.model import Output
from archiver.search.browser.facet_columns import ColumnEncoder, FacetColumns
from archiver.search.browser.files import FileSet
from archiver.search.browser.labels import Labels
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.result_blocks import ResultBlocks, encode_result_blocks
from archiver.search.browser.shard_ranges import TermRange
from archiver.search.browser.shards import LongList, Shard, cut_shards, encode_records
from archiver.search.browser.update_shards import encode_changed, read_unchanged
from archiver.search.index.handle import IndexHandle
from archiver.search.index.searcher import Searcher
from archiver.search.port import ReadFile


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaEntries:
    """The entries of the meta for the files of a task."""

    shards: tuple[Shard, ...] = ()
    long_lists: tuple[LongList, ...] = ()
    result_blocks: tuple[ResultBlocks, ...] = ()
    columns: FacetColumns | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskResult:
    """The files that a task has made, and their entries in the meta. Two tasks may make an equal file."""

    files: tuple[Output, ...]
    entries: MetaEntries


class Task(Protocol):
    """One part of an export, which makes some files from the index."""

    def run(self, searcher: Searcher) -> TaskResult:
        """Make the files from the index that `searcher` reads."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodeShards:
    """Makes all shards of a range of terms, whose ends `encode_records` moves to boundaries."""

    terms: TermRange
    layout: BundleLayout

    def run(self, searcher: Searcher) -> TaskResult:
        """Encode the records, and cut them into shards."""
        files = FileSet()
        records = encode_records(searcher, self.terms, files, self.layout)
        shards, long_lists = cut_shards(records, files, self.layout)
        return TaskResult(files=files.outputs(), entries=MetaEntries(shards=shards, long_lists=long_lists))


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateShards:
    """Makes all shards of a range of terms from the shards of the last export. Pickles only if `read` does."""

    terms: TermRange
    """The range; both ends are boundaries, or ends of the field."""
    shards: tuple[Shard, ...]
    """The shards of the range in the last export."""
    changed: frozenset[bytes]
    """The keys in the range whose records differ, appear or vanish; at least one."""
    reusable: frozenset[bytes]
    """Digests of files that exist already, so that they need not be written: the blocks of long lists."""
    read: ReadFile
    """Reads the files of the last export."""
    layout: BundleLayout

    def run(self, searcher: Searcher) -> TaskResult:
        """Encode changed records, and copy all others; if an old shard is missing or damaged, encode all records."""
        files = FileSet(self.reusable)
        try:
            records = read_unchanged(self.shards, self.changed, self.read)
        except (LookupError, zlib.error):
            return EncodeShards(terms=self.terms, layout=self.layout).run(searcher)
        records += encode_changed(searcher, self.changed, files, self.layout)
        records.sort(key=lambda record: record.key)
        shards, long_lists = cut_shards(records, files, self.layout)
        return TaskResult(files=files.outputs(), entries=MetaEntries(shards=shards, long_lists=long_lists))


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodeResultBlocks:
    """Makes the result blocks first <= number < stop."""

    first: int
    stop: int
    layout: BundleLayout

    def run(self, searcher: Searcher) -> TaskResult:
        """Encode the blocks."""
        files = FileSet()
        blocks = encode_result_blocks(searcher, self.first, self.stop, files, self.layout)
        return TaskResult(files=files.outputs(), entries=MetaEntries(result_blocks=(blocks,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodeColumns:
    """Makes all blocks of the facet columns."""

    layout: BundleLayout
    authors: tuple[str, ...] = ()
    """Labels of authors that cannot have changed since the last export; see `Labels`."""
    reusable: tuple[bytes, ...] = ()
    """Digests of the blocks of the last export, which need not be written if they are made again."""

    def run(self, searcher: Searcher) -> TaskResult:
        """Encode the columns."""
        files = FileSet(self.reusable)
        columns = ColumnEncoder(searcher, Labels(searcher, self.authors), files, self.layout).encode()
        return TaskResult(files=files.outputs(), entries=MetaEntries(columns=columns))


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateColumns:
    """Makes some blocks of the facet columns; all if the label of an author differs. No thread may be new or gone."""

    layout: BundleLayout
    authors: tuple[str, ...]
    """Labels of authors that cannot have changed since the last export; see `Labels`."""
    previous: FacetColumns
    """The table of the columns in the last export."""
    stale: tuple[int, ...]
    """The numbers (from 0) of the blocks that have changed posts."""

    def run(self, searcher: Searcher) -> TaskResult:
        """Encode the columns. Raises ValueError if the number of threads is not that of the last export."""
        files = FileSet(self.previous.blocks)
        encoder = ColumnEncoder(searcher, Labels(searcher, self.authors), files, self.layout)
        columns = encoder.update(self.previous, self.stale)
        return TaskResult(files=files.outputs(), entries=MetaEntries(columns=columns))


_opened: dict[IndexHandle, Searcher] = {}


def open_searcher(handle: IndexHandle) -> Searcher:
    """Open the index that `handle` names, once per process; the last one stays open. Raises OSError, DamagedIndex."""
    if handle not in _opened:
        _opened.clear()
        _opened[handle] = Searcher.open(handle.folder, handle.generation)
    return _opened[handle]


def run_task(handle: IndexHandle, task: Task) -> TaskResult:
    """Run a task on the index that `handle` names, in any process, and then release the memory of the mapped files.

    Otherwise each process of a pool would in the end have all pages of the index in its memory.
    """
    searcher = open_searcher(handle)
    result = task.run(searcher)
    searcher.release()
    return result
