"""One change of the index, as a build makes it: noted thread by thread, written at its end, committed last.

What opens the index is imported only when there is a change: a build that has nothing to do would take twice as long.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from archiver.errors import DamagedIndex
from archiver.search.index.snapshot import Snapshot, new_name
from archiver.search.index.whoosh_version import installed_over_each_other


class Written(NamedTuple):
    """A segment whose files stand in the folder of the index."""

    name: str
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The terms, by field, whose lists say something else than before, and the threads whose posts they say it of."""

    terms: frozenset[tuple[str, bytes]]
    threads: frozenset[str]


class IndexChange:
    """A change of the index in `folder`. Nothing is so before `commit`."""

    def __init__(self, folder: Path, *, afresh: bool) -> None:
        """`afresh`: begin a new one, for the old one is not to be trusted; until the commit it still answers."""
        if folder.exists() and not folder.is_dir():
            folder.unlink()  # where a folder of ours is to be
        self._folder = folder
        self._snapshot = None if afresh else _read(folder)
        if self._snapshot:
            self._snapshot.remove_others(folder)  # Whoosh writes nothing over what a killed build has left
        self._name = self._snapshot.name if self._snapshot else new_name()
        self._gone: set[str] = set()
        self._writer: Any = None
        self.place: Path | None = folder / self._name
        """Where new segments are to be written."""
        if self._snapshot:
            self._remove_others()  # of a build that did not end
        self.notes: tuple[str, ...] = ()
        """What is to be known of how the index is written."""

    def remove(self, thread: str) -> None:
        """Forget the posts of a thread, by its slug; new ones may come with a segment."""
        if self._snapshot:
            self._gone.add(thread)

    def prepare(self, written: Iterable[Written]) -> bool:
        """Write all that is new, as it will be read from the commit on; False if nothing is. Raises OSError."""
        segments = list(written)
        if self._snapshot and not segments and not self._gone:
            return False
        from archiver.search.index.index_writer import IndexWriter

        self.notes = installed_over_each_other()
        self._writer = IndexWriter(self._folder, self._name, self._snapshot)
        for thread in sorted(self._gone):
            self._writer.remove(thread)
        self._writer.write(segments)
        return True

    def source(self) -> Any:
        """The index as it will be, for whoever exports it."""
        if self._writer is not None:
            return self._writer.source()
        from archiver.search.index.segment_reader import source_of

        if self._snapshot is None:
            raise DamagedIndex("a new one has to be written first")
        return source_of(self._folder, self._snapshot)

    def change(self) -> Change | None:
        """What will be another than before; None if that is everything, or nobody knows."""
        change: Change | None = self._writer.change() if self._writer is not None else None
        return change

    def commit(self) -> None:
        """Make it so, at once: a search sees all of the changes or none."""
        if self._writer is not None:
            self._writer.commit()
        self._writer = self.place = None

    def cancel(self) -> None:
        """Leave the index as it was, with nothing of ours beside it; after a commit there is nothing to leave."""
        if self.place is None or not self.place.exists():
            return
        from archiver.search.index.worker import discard_segments

        discard_segments()
        if self._snapshot is None:
            shutil.rmtree(self.place)
            return
        self._remove_others()

    def _remove_others(self) -> None:
        """Remove what is not of the index as it was."""
        for file in (self._folder / self._name).iterdir():
            if self._snapshot and file.name not in self._snapshot.files:
                file.unlink()


class NoIndex:
    """In place of an `IndexChange` where no index is wanted: what an earlier build has left of one goes."""

    place: Path | None = None
    notes: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def remove(self, thread: str) -> None:
        """Nothing to forget."""

    def prepare(self, written: Iterable[Written]) -> bool:  # noqa: ARG002  as the other has it
        """Nothing to write."""
        return False

    def source(self) -> Any:
        """There is nothing to export. Raises DamagedIndex."""
        raise DamagedIndex("none is kept")

    def change(self) -> Change | None:
        """Nothing to tell."""

    def commit(self) -> None:
        """Remove what stands of an index."""
        if self._folder.exists():
            shutil.rmtree(self._folder)

    def cancel(self) -> None:
        """Nothing to undo."""


def _read(folder: Path) -> Snapshot | None:
    try:
        return Snapshot.read(folder)
    except DamagedIndex:
        return None  # as none: a build that trusted it would not have come here
