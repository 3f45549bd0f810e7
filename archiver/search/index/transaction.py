"""One change of the index, as a build makes it: collected thread by thread, written by `prepare`, then committed.

What opens the index is imported only when there is a change: a build that has nothing to do would take twice as long.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from archiver.errors import DamagedIndex
from archiver.model import Slug
from archiver.search.index.commit_point import CommitPoint, new_name
from archiver.search.index.handle import IndexHandle
from archiver.search.index.types import MergePolicy, SegmentMeta, TermDiff
from archiver.search.index.whoosh_version import installed_over_each_other


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

        `previous` is the commit point to change; None begins an empty index in a folder of its own. `messages` are for
        the user, with those of the transaction itself. `merge_policy` chooses the segments to merge; None is
        `merge.choose_segments_to_merge`.
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
        self._next: CommitPoint | None = None
        self._find_diff: Callable[[], TermDiff | None] = _unknown
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

    @property
    def folder(self) -> Path:
        """The folder of the index, where new segments are written."""
        return self._folder / self._name

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
        writer = IndexWriter(self._folder, self._name, self._previous, self._merge_policy)
        for thread in sorted(self._removed):
            writer.remove(thread)
        self._next = writer.write(self._added)
        self._find_diff = writer.diff
        return True

    def handle(self) -> IndexHandle:
        """The index as it will be after the commit. Raises DamagedIndex if a new one is not prepared yet."""
        current = self._next or self._previous
        if current is None:
            raise DamagedIndex("a new one has to be written first")
        return IndexHandle.of(self._folder, current)

    def diff(self) -> TermDiff | None:
        """The terms and threads that this transaction changes; None: treat all as changed."""
        return self._find_diff()

    def commit(self) -> str:
        """Make the prepared index current, atomically; returns its state, for the next `begin`. Raises OSError."""
        if self._next:
            self._next.write(self._folder)
            self._previous, self._next = self._next, None
        self._is_open = False
        return self._previous.state(self._folder) if self._previous else ""

    def rollback(self) -> None:
        """Remove all files of a transaction that is not committed; after a commit this does nothing."""
        if not self._is_open or not self.folder.exists():
            return
        if self._previous is None:
            shutil.rmtree(self.folder)
            return
        for file in self.folder.iterdir():
            if file.name not in self._previous.files:
                file.unlink()


def _unknown() -> None:
    """The difference that a transaction makes which is not prepared."""
