"""The work of an export in pieces that know nothing of each other, for as many processes as there are."""

import zlib
from array import array
from dataclasses import dataclass

from archiver.model import Output
from archiver.search.browser.facet_columns import Columns, encode_columns
from archiver.search.browser.files import Files, Read
from archiver.search.browser.labels import Names
from archiver.search.browser.results import encode_texts
from archiver.search.browser.shards import Long, Shard, cut_shards, fresh_records
from archiver.search.browser.update_shards import mended_records
from archiver.search.index.doc_order import View
from archiver.search.index.handle import IndexHandle
from archiver.search.index.segment_reader import open_segments


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsTask:
    """The terms of a field between two hard keys; see `fresh_records`."""

    letter: str
    start: bytes = b""
    stop: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MendTask:
    """The same, where only `keys` have changed of what stands in `shards`. `standing` are digests of files that stay
    if they are made again.
    """

    terms: TermsTask
    shards: tuple[Shard, ...]
    keys: frozenset[bytes]
    standing: frozenset[bytes]
    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsTask:
    """The blocks of texts from `first` up to `stop`."""

    first: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsTask:
    """The columns; see `encode_columns`."""

    authors: tuple[str, ...] = ()
    known: Columns | None = None
    stale: tuple[int, ...] | None = None


Task = TermsTask | MendTask | TextsTask | ColumnsTask


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsFound:
    """The shards and the long lists of a `TermsTask`."""

    shards: tuple[Shard, ...]
    longs: tuple[Long, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsFound:
    """What the directories say of the blocks of a `TextsTask`."""

    first: int
    names: bytes
    days: "array[int]"


Found = TermsFound | TextsFound | Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What comes of a task: files, and what the directories say of them. Tasks may make the same file."""

    files: tuple[Output, ...]
    found: Found


_opened: dict[IndexHandle, View] = {}


def view_of(handle: IndexHandle) -> View:
    """The index, opened and numbered once in each process."""
    if handle not in _opened:
        _opened.clear()
        _opened[handle] = View(open_segments(handle.folder, handle.generation))
    return _opened[handle]


def export_from(handle: IndexHandle, task: Task) -> Part:
    """`export_part` for a pool's processes: what each has read of the index would count for all of them."""
    view = view_of(handle)
    part = export_part(view, task)
    view.index.release()
    return part


def export_part(view: View, task: Task) -> Part:
    """Do a piece of the work."""
    if isinstance(task, TermsTask):
        files = Files()
        records = fresh_records(view, task.letter, task.start, task.stop, Names(view), files)
        shards, longs = cut_shards(records, files)
        return Part(files=files.outputs(), found=TermsFound(shards=shards, longs=longs))
    if isinstance(task, MendTask):
        return _mend(view, task)
    if isinstance(task, TextsTask):
        files = Files()
        texts, days = encode_texts(view, task.first, task.stop, files)
        return Part(files=files.outputs(), found=TextsFound(first=task.first, names=texts, days=days))
    files = Files(standing=task.known.blocks if task.known else ())
    columns = encode_columns(view, Names(view, task.authors), files, task.known, task.stale)
    return Part(files=files.outputs(), found=columns)


def _mend(view: View, task: MendTask) -> Part:
    files = Files(task.standing)
    try:
        records = mended_records(view, task.shards, task.keys, task.read, Names(view), files)
    except (LookupError, zlib.error):
        return export_part(view, task.terms)
    shards, longs = cut_shards(records, files)
    return Part(files=files.outputs(), found=TermsFound(shards=shards, longs=longs))
