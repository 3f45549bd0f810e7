"""Watches what a build reads. An event only tells which files to look at, whatever it says of them.

Events can be lost, and some file systems send none: all files are looked at every few seconds, too (see `scan`). Where
that finds changes again and again of which no event came, or where the system refuses to watch, all files are looked at
more often instead.
"""

import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from archiver.preview.watching.changes import Change, Watches
from archiver.preview.watching.half_written import HalfWritten
from archiver.preview.watching.scan import (
    Snapshot,
    WatchedPaths,
    find_differences,
    is_written,
    read_snapshot,
    update_snapshot,
)
from archiver.preview.watching.temporary_names import is_temporary
from archiver.preview.watching.throttle import Throttle
from archiver.preview.watching.watches import open_watches

_IN_FLIGHT = 0.1  # seconds that an event may take to arrive
_IDLE, _POLLING = 1.5, 0.5  # seconds between two looks at all files
_IDLE_COST, _POLLING_COST = 400, 50  # seconds between two looks, at least, for each second that a look takes
_UNREPORTED = 2  # looks in a row that find changes without an event, after which the system counts as sending none
_SOON = 0.025
_QUIET = {
    Change.MADE: _SOON,
    Change.WRITTEN: 0.1 if sys.platform == "linux" else _SOON,  # others do not tell when a file is closed
    Change.COMPLETE: 0.0,
    Change.REMOVED: _SOON,
}
"""Seconds without another event of a file, after which it is read."""
_POLLS = "the preview looks at all files again and again instead, which takes longer"
_RAISE = "on Linux, sudo sysctl fs.inotify.max_user_watches=524288 allows more watches"
_REFUSED = f"the system has no more watches for files: {_POLLS}; {_RAISE}"
_SILENT = f"the system does not tell of all changes here: {_POLLS}; if it has too few watches, {_RAISE}"


class Watcher:
    """Calls a function after each save of a file, in a thread of its own, one call at a time.

    A file that was closed, or moved to its place, is passed on at once. What changes during a call, or just after it,
    is passed on together (see `throttle`). Files that are being written are held back (see `half_written`). What
    changes after the `with` block begins is noted; the function is called from `start` on.

    Args:
        watched: returns the paths to watch.
        changed: called with the paths that have changed; returns after how many seconds it is to be called again even
            if nothing changes, or None.
        say: prints a line.
        poll: True to look at all files instead of waiting for events.
    """

    def __init__(
        self,
        watched: Callable[[], WatchedPaths],
        changed: Callable[[tuple[Path, ...]], float | None],
        say: Callable[[str], None],
        *,
        poll: bool = False,
    ) -> None:
        self._find_watched, self._changed, self._say = watched, changed, say
        self._polls = poll
        self._watched = watched()
        self._events: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._pending, self._throttle = HalfWritten(), Throttle()
        self._watches: Watches | None = None
        self._snapshot: Snapshot = {}
        self._look_at = 0.0
        self._unreported = 0
        self._retry_at: float | None = None
        self._thread = threading.Thread(target=self._run, name="preview-watcher", daemon=True)

    def __enter__(self) -> Self:
        self._watch_folders()
        began = time.monotonic()
        self._snapshot = read_snapshot(self._watched)
        self._plan_look(began)
        return self

    def start(self, retry_after: float | None) -> None:
        """Begin to call the function; first after `retry_after` seconds, if nothing changes before."""
        self._set_retry(retry_after)
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._events.put(None)
        if self._thread.is_alive():
            self._thread.join()
        self._end_watches()

    def note(self, path: Path, change: Change) -> None:
        """Note an event, if it may be a change of what is read."""
        if not is_temporary(path.name) and self._matters(path, change):
            self._events.put(partial(self._pending.add, path, time.monotonic(), quiet=_QUIET[change]))

    def note_loss(self, error: OSError | None) -> None:
        """Note that events were lost: too many at once, or, with an `error`, since the system refuses to watch."""
        self._events.put(partial(self._make_up_for_loss, error))

    def _matters(self, path: Path, change: Change) -> bool:
        """True for what is read, and if a folder that is read, or what was built, may have been replaced."""
        watched = self._watched
        if watched.has(path):
            return True
        if change is Change.WRITTEN:
            return False
        above = (other.is_relative_to(path) for other in (*watched.folders, *watched.files, *watched.built))
        return any(above) or os.path.islink(path)

    def _run(self) -> None:
        while self._receive(self._seconds_to_wait()):
            if time.monotonic() >= self._look_at:
                self._look()
            self._pass_on()

    def _seconds_to_wait(self) -> float:
        calls = [at for at in (self._pending.next_due(), self._retry_at) if at is not None]
        due = min(self._look_at, max(min(calls, default=self._look_at), self._throttle.earliest))
        return max(0.0, due - time.monotonic())

    def _receive(self, seconds: float) -> bool:
        """Take all events that have come, after waiting for the first one; False at the end of the `with` block."""
        try:
            note = self._events.get(timeout=seconds)
            while note:
                note()
                self._unreported = 0
                note = self._events.get_nowait()
        except queue.Empty:
            return True
        self._events.put(None)
        return False

    def _pass_on(self) -> None:
        """Call the function if files are ready, or if that is to be tried again."""
        began = time.monotonic()
        due = self._pending.next_due() or began
        if began < self._throttle.earliest:
            return
        paths = self._pending.take_ready(began)
        if not paths and not (self._retry_at and began >= self._retry_at):
            return
        update_snapshot(self._snapshot, paths)  # before the call: what changes during it differs afterwards
        self._set_retry(self._changed(paths))
        self._throttle.add_call(due, time.monotonic())
        if self._watch_folders():
            self._look_at = began  # nothing has told of what changed before the folder was watched

    def _look(self) -> None:
        """Find what has changed since the last look and was not passed on, and what was built and is gone."""
        began, added = time.monotonic(), self._watch_folders()
        before, self._snapshot = self._snapshot, read_snapshot(self._watched)
        self._plan_look(began)
        changed = [path for path in find_differences(before, self._snapshot) if not is_temporary(path.name)]
        written = [path for path in changed if is_written(str(path), before, self._snapshot)]
        if written and not added and not self._polls:
            self._count_unreported(written)
        built = self._watched.built if self._watched.is_built else ()
        for path in changed or [path for path in built if not os.path.exists(path)]:
            self._pending.add(path, time.monotonic())

    def _count_unreported(self, changed: list[Path]) -> None:
        """Poll from now on if no event comes of what has changed, as it was at the last look.

        The target of a link is not watched, so no event is missing of it.
        """
        if any(path in self._pending for path in changed) or all(map(os.path.islink, changed)):
            return
        self._unreported += 1
        self._receive(_IN_FLIGHT)  # if an event comes, none is unreported
        if self._unreported >= _UNREPORTED:
            self._poll(_SILENT)

    def _watch_folders(self) -> bool:
        """Watch all folders that exist: some may have been made, removed or replaced. True if a watch was added."""
        self._watched = self._find_watched()
        if self._polls:
            return False
        try:
            self._watches = self._watches or open_watches(self)
            return self._watches.update(self._watched.folders)
        except OSError:
            self._poll(_REFUSED)
            return False

    def _make_up_for_loss(self, error: OSError | None) -> None:
        if error and not self._polls:
            self._poll(_REFUSED)
        self._look_at = time.monotonic()

    def _poll(self, reason: str) -> None:
        self._polls = True
        self._say(reason)
        self._end_watches()
        self._look_at = min(self._look_at, time.monotonic() + _POLLING)

    def _end_watches(self) -> None:
        if self._watches:
            self._watches.close()
        self._watches = None

    def _plan_look(self, began: float) -> None:
        """Plan the next look, after one that began at a time."""
        seconds = time.monotonic() - began
        shortest, cost = (_POLLING, _POLLING_COST) if self._polls else (_IDLE, _IDLE_COST)
        self._look_at = time.monotonic() + max(shortest, cost * seconds)

    def _set_retry(self, seconds: float | None) -> None:
        self._retry_at = None if seconds is None else time.monotonic() + seconds
