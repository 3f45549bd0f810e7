"""The segment of the search index that a process is writing, from task to task."""

from archiver.model import IndexedThread
from archiver.search import SegmentMeta, SegmentTarget, SegmentWriter

_open: list[SegmentWriter] = []
_finished: list[SegmentMeta] = []


def index_thread(target: SegmentTarget, thread: IndexedThread) -> None:
    """Index a thread in this process's segment. Raises OSError."""
    if not _open:
        _open.append(target.open())
    _open[0].add(thread)
    if _open[0].is_full:
        _finish()


def take_segments() -> tuple[SegmentMeta, ...]:
    """Finish what is open, and return all segments that this process has written. Raises OSError."""
    if _open:
        _finish()
    taken = tuple(_finished)
    _finished.clear()
    return taken


def discard_segments() -> None:
    """Close what is open, and forget what was written: the build that it was for has failed."""
    while _open:
        _open.pop().close()
    _finished.clear()


def _finish() -> None:
    segment = _open.pop().finish()
    if segment:
        _finished.append(segment)
