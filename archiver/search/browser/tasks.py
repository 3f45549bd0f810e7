"""The tasks of an export. They are independent of each other, so that processes of a pool can run them; they pickle."""

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
    """What the manifest has to say of the files of a task."""

    shards: tuple[Shard, ...] = ()
    long_lists: tuple[LongList, ...] = ()
    result_blocks: tuple[ResultBlocks, ...] = ()
    columns: FacetColumns | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskResult:
    """What a task makes. Two tasks may make the same file, for files are named by their content."""

    files: tuple[Output, ...]
    entries: MetaEntries


class Task(Protocol):
    """A part of the work of an export."""

    def run(self, searcher: Searcher) -> TaskResult:
        """Do the work."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodeShards:
    """Encodes all shards of a range of terms; see `encode_records` for its ends."""

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
    """Makes all shards of a range of terms from those of the last export. Pickles only if `read` does."""

    terms: TermRange
    """From boundary to boundary."""
    shards: tuple[Shard, ...]
    """The shards that the last export has of the range."""
    changed: frozenset[bytes]
    """The keys in the range whose records differ, appear or vanish; at least one."""
    reusable: frozenset[bytes]
    """Digests of files that are left as they are if they are made again: the blocks of long lists."""
    read: ReadFile
    """Reads the files of the last export."""
    layout: BundleLayout

    def run(self, searcher: Searcher) -> TaskResult:
        """Encode the changed records, and copy the others; encode all of them if a file is missing or damaged."""
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
    """Encodes the result blocks from `first` up to, not including, `stop`."""

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
    """Encodes all blocks of the facet columns."""

    layout: BundleLayout
    authors: tuple[str, ...] = ()
    """Labels of authors that are known to be current."""
    reusable: tuple[bytes, ...] = ()
    """Digests of the blocks of the last export, which are left as they are if they are made again."""

    def run(self, searcher: Searcher) -> TaskResult:
        """Encode the columns."""
        files = FileSet(self.reusable)
        columns = ColumnEncoder(searcher, Labels(searcher, self.authors), files, self.layout).encode()
        return TaskResult(files=files.outputs(), entries=MetaEntries(columns=columns))


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateColumns:
    """Encodes some blocks of the facet columns, or all if the label of an author differs. Threads must be as before."""

    layout: BundleLayout
    authors: tuple[str, ...]
    """Labels of authors that are known to be current."""
    previous: FacetColumns
    """The columns of the last export."""
    stale: tuple[int, ...]
    """The numbers of the blocks with changed posts."""

    def run(self, searcher: Searcher) -> TaskResult:
        """Encode the columns. Raises ValueError if there are more or fewer threads than before."""
        files = FileSet(self.previous.blocks)
        encoder = ColumnEncoder(searcher, Labels(searcher, self.authors), files, self.layout)
        columns = encoder.update(self.previous, self.stale)
        return TaskResult(files=files.outputs(), entries=MetaEntries(columns=columns))


_opened: dict[IndexHandle, Searcher] = {}


def open_searcher(handle: IndexHandle) -> Searcher:
    """The index of a handle; each process opens it once, and keeps one index open."""
    if handle not in _opened:
        _opened.clear()
        _opened[handle] = Searcher.open(handle.folder, handle.generation)
    return _opened[handle]


def run_task(handle: IndexHandle, task: Task) -> TaskResult:
    """Run a task in a process of a pool, and release the index's pages: all of them would count for each process."""
    searcher = open_searcher(handle)
    result = task.run(searcher)
    searcher.release()
    return result
