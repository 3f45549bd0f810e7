"""One change of the index, as a build makes it: collected thread by thread, written by `prepare`, then committed.

What opens the index is imported only when there is a change: a build that has nothing to do would take twice as long.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archiver.errors import DamagedIndex
from archiver.search.index.commit_point import CommitPoint, new_name
from archiver.search.index.whoosh_version import installed_over_each_other

if TYPE_CHECKING:
    from pathlib import Path

    from archiver.model import Slug
    from archiver.search.index.index_writer import IndexWriter, MergePolicy
    from archiver.search.index.segment_reader import IndexHandle
    from archiver.search.index.segment_writer import SegmentWriter
    from archiver.search.index.values import SegmentMeta, TermDiff


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentTarget:
    """Where workers write new segments; pickles. `folder` is the folder of the index."""

    folder: Path

    def open(self) -> SegmentWriter:
        """Begin a segment. Writes nothing before the first thread."""
        from archiver.search.index.segment_writer import SegmentWriter

        return SegmentWriter(self.folder)


class Transaction:
    """A change of the index in a search folder; searches see the index as it was until `commit`."""

    def __init__(
        self,
        folder: Path,
        previous: CommitPoint | None,
        *,
        messages: tuple[str, ...] = (),
        merge_policy: MergePolicy | None = None,
    ) -> None:
        """Remove what a killed build has left in the search folder `folder`, and begin. Raises OSError.

        `previous` is the commit point to change; None begins an empty index beside it. `messages` are told to the user
        with those of the transaction itself. `merge_policy` chooses the segments to merge; None is the standard one.
        """
        if folder.exists() and not folder.is_dir():
            folder.unlink()
        self._folder = folder
        self._previous = previous
        self._messages = messages
        self._merge_policy = merge_policy
        self._name = previous.name if previous else new_name()
        self._removed: set[str] = set()
        self._added: list[SegmentMeta] = []
        self._writer: IndexWriter | None = None
        self._is_open = True
        if previous:
            previous.remove_others(folder)  # Whoosh doesn't overwrite files that a killed build has left

    @property
    def is_new(self) -> bool:
        """True if the index is begun empty, so that every thread has to be indexed."""
        return self._previous is None

    @property
    def messages(self) -> tuple[str, ...]:
        """What the user should know about the index; complete after `prepare`."""
        return self._messages

    def target(self) -> SegmentTarget:
        """Where workers write their segments."""
        return SegmentTarget(folder=self._folder / self._name)

    def add(self, segment: SegmentMeta) -> None:
        """Let a finished segment be part of the index."""
        self._added.append(segment)

    def remove(self, thread: Slug) -> None:
        """Remove the posts that the previous index has of a thread; new ones may come with a segment."""
        if self._previous:
            self._removed.add(thread)

    def prepare(self) -> bool:
        """Write the files of the next index, which `commit` makes current. False if nothing changes. Raises OSError."""
        if self._previous and not self._added and not self._removed:
            return False
        from archiver.search.index.index_writer import IndexWriter

        self._messages += installed_over_each_other()
        self._writer = IndexWriter(self._folder, self._name, self._previous, self._merge_policy)
        for thread in sorted(self._removed):
            self._writer.remove(thread)
        self._writer.write(self._added)
        return True

    def handle(self) -> IndexHandle:
        """The index as it will be after the commit. Raises DamagedIndex if a new one is not prepared yet."""
        if self._writer is not None:
            return self._writer.handle()
        from archiver.search.index.segment_reader import handle_of

        if self._previous is None:
            raise DamagedIndex("a new one has to be written first")
        return handle_of(self._folder, self._previous)

    def diff(self) -> TermDiff | None:
        """The terms and threads that this transaction changes; None: treat all as changed."""
        return self._writer.diff() if self._writer is not None else None

    def commit(self) -> str:
        """Make the prepared index current, atomically; returns its state, for the next `begin`. Raises OSError."""
        if self._writer is not None:
            self._previous = self._writer.commit()
        self._writer = None
        self._is_open = False
        return self._previous.state(self._folder) if self._previous else ""

    def rollback(self) -> None:
        """Remove all files of a transaction that is not committed; after a commit this does nothing."""
        place = self._folder / self._name
        if not self._is_open or not place.exists():
            return
        if self._previous is None:
            shutil.rmtree(place)
            return
        for file in place.iterdir():
            if file.name not in self._previous.files:
                file.unlink()
