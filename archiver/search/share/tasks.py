"""The work of an export in pieces that know nothing of each other, for as many processes as there are."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archiver.model import Output
from archiver.search.share.columns import Columns, encode_columns
from archiver.search.share.files import Files
from archiver.search.share.given import Index
from archiver.search.share.names import Names
from archiver.search.share.numbering import View
from archiver.search.share.terms import Long, Shard, encode_terms
from archiver.search.share.texts import encode_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsTask:
    """The terms of a field between two hard keys; see `encode_terms`. `authors` are those whose names are known."""

    letter: str
    start: bytes = b""
    stop: bytes | None = None
    authors: tuple[str, ...] = ()


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


Task = TermsTask | TextsTask | ColumnsTask


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Which index to export, for processes that open it themselves. `generation` changes when the index does."""

    open: Callable[[Path], Index]
    folder: Path
    generation: str


_opened: dict[Source, View] = {}


def view_of(source: Source) -> View:
    """The index, opened and numbered once in each process."""
    if source not in _opened:
        _opened.clear()
        _opened[source] = View(source.open(source.folder))
    return _opened[source]


def export_from(source: Source, task: Task) -> Part:
    """`export_part` for a pool's processes."""
    return export_part(view_of(source), task)


def export_part(view: View, task: Task) -> Part:
    """Do a piece of the work."""
    files = Files()
    found = _found(view, task, files)
    return Part(files=files.outputs(), found=found)


def _found(view: View, task: Task, files: Files) -> Found:
    if isinstance(task, TermsTask):
        names = Names(view, task.authors)
        shards, longs = encode_terms(view, task.letter, task.start, task.stop, names, files)
        return TermsFound(shards=shards, longs=longs)
    if isinstance(task, TextsTask):
        texts, days = encode_texts(view, task.first, task.stop, files)
        return TextsFound(first=task.first, names=texts, days=days)
    return encode_columns(view, Names(view, task.authors), files, task.known, task.stale)
