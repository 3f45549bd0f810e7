"""The segment of the search index that a process is writing, from task to task."""

from functools import cache
from pathlib import Path

from archiver.model import IndexedThread
from archiver.search.index.segment_writer import SegmentWriter
from archiver.search.index.transaction import Written

_FULL = 2_000_000  # terms: some 20,000 posts, and 100 MB


class Segments:
    """Segments of one build. Each has what came since the last one was full."""

    def __init__(self) -> None:
        self._writer: SegmentWriter | None = None
        self._written: list[Written] = []

    def add(self, folder: Path, thread: IndexedThread) -> None:
        """Index a thread. Raises OSError."""
        if not thread.posts:
            return
        if self._writer is None:
            self._writer = SegmentWriter(folder)
        self._writer.add(thread)
        if self._writer.size > _FULL:
            self._finish()

    def take(self) -> tuple[Written, ...]:
        """Finish what is open, and hand over what was written. Raises OSError."""
        self._finish()
        written, self._written = tuple(self._written), []
        return written

    def discard(self) -> None:
        """Forget what is open, and what was written."""
        if self._writer is not None:
            self._writer.close()
        self._writer = None
        self._written = []

    def _finish(self) -> None:
        if self._writer is not None:
            writer, self._writer = self._writer, None
            self._written.append(writer.finish())


@cache
def _here() -> Segments:
    return Segments()


def index_thread(folder: Path, thread: IndexedThread) -> None:
    """Index a thread in this process's segment. Raises OSError."""
    _here().add(folder, thread)


def take_segments() -> tuple[Written, ...]:
    """What this process has written. Raises OSError."""
    return _here().take()


def discard_segments() -> None:
    """Forget what this process has not handed over: the build that it was for has failed."""
    _here().discard()
