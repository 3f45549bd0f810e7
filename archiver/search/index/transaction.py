"""One change of the index by a build: collected thread by thread, written by `prepare`, made current by `commit`.

What opens the index is imported only when there is a change: a build that has nothing to do would take twice as long.
"""

from collections.abc import Callable
from pathlib import Path

from archiver.errors import DamagedIndex
from archiver.files import make_folders, remove_folder
from archiver.model import Slug
from archiver.search.index.commit_point import CommitPoint, new_name
from archiver.search.index.handle import IndexHandle
from archiver.search.index.types import IndexDiff, MergePolicy, SegmentMeta, WriteContents
from archiver.search.index.whoosh_version import installed_over_each_other


class Transaction:
    """One change of the index in a search folder. Searches use the previous index until `commit`."""

    def __init__(
        self,
        folder: Path,
        previous: CommitPoint | None,
        *,
        write_contents: WriteContents,
        messages: tuple[str, ...] = (),
        merge_policy: MergePolicy | None = None,
    ) -> None:
        """Delete the files of killed builds from the search folder, and begin. Raises OSError.

        Args:
            folder: The search folder; it is made by the first segment.
            previous: The commit point of the index to change; None begins an empty index in a new folder.
            write_contents: Writes the table of contents of the next index.
            messages: For the user; `messages` of the transaction begins with them.
            merge_policy: Chooses the segments to merge; None is `merge.choose_segments_to_merge`.
        """
        if folder.exists() and not folder.is_dir():
            folder.unlink()
        self._folder, self._previous, self._messages = folder, previous, messages
        self._write_contents, self._merge_policy = write_contents, merge_policy
        self._name = previous.name if previous else new_name()
        self._removed: set[str] = set()
        self._added: list[SegmentMeta] = []
        self._next: CommitPoint | None = None
        self._find_diff: Callable[[], IndexDiff | None] = _unknown
        self._is_open, self._forgets = True, False
        if previous:
            previous.remove_others(folder)  # Whoosh doesn't overwrite files that a killed build has left

    @property
    def is_new(self) -> bool:
        """True if there is no previous index to change, so that the build has to index every thread."""
        return self._previous is None

    @property
    def messages(self) -> tuple[str, ...]:
        """Messages for the user, as one that a damaged index is replaced. Read them after `prepare`."""
        return self._messages

    @property
    def folder(self) -> Path:
        """The folder of the index in the search folder; new segments are written there."""
        return self._folder / self._name

    def add(self, segment: SegmentMeta) -> None:
        """Make a finished segment part of the next index. Raises OSError."""
        if segment.files:
            make_folders(self.folder, self._folder.parent)
        for name, content in segment.files:
            (self.folder / name).write_bytes(content)
        self._added.append(segment._replace(files=()))

    def remove(self, thread: Slug) -> None:
        """Remove the posts of a thread in the previous index. The posts of segments that are added stay."""
        if self._previous:
            self._removed.add(thread)

    def forget_removed(self) -> None:
        """Let `prepare` rewrite each segment that has removed posts: its terms and stored texts have these, too."""
        self._forgets = True

    def prepare(self) -> bool:
        """Write the files of the next index; False if the index does not change. Raises OSError and DamagedIndex."""
        if self._previous and not self._added and not self._removed and not self._forgets:
            self._find_diff = _nothing
            return False
        from archiver.search.index.index_writer import IndexWriter

        self._messages += installed_over_each_other()
        writer = IndexWriter(self._folder, self._name, self._previous, self._write_contents, self._merge_policy)
        for thread in sorted(self._removed):
            writer.remove(thread)
        self._next = writer.write(self._added, forgets=self._forgets)
        self._find_diff = writer.diff
        return True

    def handle(self) -> IndexHandle:
        """The handle of the prepared index; of the previous one if nothing changes.

        Raises DamagedIndex if there is neither.
        """
        current = self._next or self._previous
        if current is None:
            raise DamagedIndex("a new one has to be written first")
        return IndexHandle.of(self._folder, current)

    def diff(self) -> IndexDiff | None:
        """The threads that differ after the commit; None if not prepared yet, or if very many differ."""
        return self._find_diff()

    def commit(self) -> str:
        """Make the prepared index the current one, atomically. Raises OSError.

        Returns the state of the index, by which the next `begin` recognizes it; "" for no index.
        """
        if self._next:
            self._next.write(self._folder)
            self._previous, self._next = self._next, None
        self._is_open = False
        return self._previous.state(self._folder) if self._previous else ""

    def verify_previous(self) -> None:
        """Compare the files of the previous index with their checksums, and mark it if it is damaged.

        For a build that has failed: it may have failed over a damaged file. Raises DamagedIndex; the next transaction
        begins an empty index then.
        """
        if self._is_open and self._previous:
            try:
                self._previous.verify_files(self._folder)
            except DamagedIndex:
                self._previous.mark_damaged(self._folder)
                raise

    def rollback(self) -> None:
        """Delete the files of a transaction that is not committed. Does nothing after `commit`. Raises OSError."""
        if not self._is_open or not self.folder.exists():
            return
        if self._previous is None:
            remove_folder(self.folder)
            return
        for file in self.folder.iterdir():
            if file.name not in self._previous.files:
                file.unlink()


def _nothing() -> IndexDiff:
    return IndexDiff(added=frozenset(), removed=())


def _unknown() -> None:
    """None: the difference of a transaction that is not prepared is not known."""
