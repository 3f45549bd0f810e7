"""The segments of the search index that a worker writes for one batch of threads."""

from typing import Self

from archiver.model import IndexedThread
from archiver.search import SegmentMeta, SegmentTarget, SegmentWriter


class Segments:
    """Writes one segment, and another one whenever the last one is full (see `SegmentWriter.is_full`).

    A context manager: what is not finished when it ends is closed and belongs to no index.
    """

    def __init__(self, target: SegmentTarget | None) -> None:
        """`target` is where segments are written; None: the search is off, and nothing is written."""
        self._target = target
        self._writer: SegmentWriter | None = None
        self._finished: list[SegmentMeta] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._writer:
            self._writer.close()

    def add(self, thread: IndexedThread) -> None:
        """Index a thread. Raises OSError."""
        if self._target is None:
            return
        self._writer = self._writer or self._target.open()
        self._writer.add(thread)
        if self._writer.is_full:
            self._finish()

    def finish(self) -> tuple[SegmentMeta, ...]:
        """Write the last segment, and return all of them; none without posts. Raises OSError."""
        self._finish()
        return tuple(self._finished)

    def _finish(self) -> None:
        writer, self._writer = self._writer, None  # a writer that cannot finish cannot be closed again
        segment = writer.finish() if writer else None
        if segment and self._target:
            self._finished.append(self._target.hand_over(segment))
