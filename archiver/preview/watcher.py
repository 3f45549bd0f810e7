"""Watches what a build reads. An event only triggers a build, which compares files itself.

Events can be lost, and some file systems send none: all files are looked at every few seconds, too (see `scan`). Where
that finds changes again and again of which no event came, or where the system refuses to watch, all files are looked at
more often instead.
"""

import contextlib
import queue
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from archiver.preview.scan import Snapshot, WatchedPaths, find_differences, read_signature, read_snapshot
from archiver.preview.watches import Watches

_QUIET = 0.025  # seconds without an event, after which a save counts as complete
_LONGEST_BURST = 0.5  # seconds after which a build begins even if events go on
_IN_FLIGHT = 0.1  # seconds that an event may take to arrive
_IDLE, _POLLING = 1.5, 0.5  # seconds between two looks at all files
_IDLE_COST, _POLLING_COST = 400, 50  # seconds between two looks, at least, for each second that a look takes
_UNREPORTED = 2  # looks in a row that find changes without an event, after which the system counts as sending none
_TEMPORARY = re.compile(r".*~|\..*\.sw.{1,2}|4913|\.#.*|#.*#|.*\.tmp|.*___jb_.*___|\.goutputstream.*|\.DS_Store")
_MADE_OR_REMOVED = frozenset({"created", "moved", "deleted"})
_POLLS = "the preview looks at all files again and again instead, which takes longer"
_RAISE = "on Linux, sudo sysctl fs.inotify.max_user_watches=524288 allows more watches"
_REFUSED = f"the system has no more watches for files: {_POLLS}; {_RAISE}"
_SILENT = f"the system does not tell of all changes here: {_POLLS}; if it has too few watches, {_RAISE}"


class Watcher(FileSystemEventHandler):
    """Calls a function after each save of a file, in a thread of its own, one save at a time.

    What changes after the `with` block begins is noted; the function is called from `start` on.

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
        self._watched, self._changed, self._say = watched, changed, say
        self._polls = poll
        self._paths: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
        self._watches: Watches | None = None
        self._snapshot: Snapshot = {}
        self._look_seconds = 0.0
        self._unreported = 0
        self._retry_at: float | None = None
        self._thread = threading.Thread(target=self._run, name="preview-build", daemon=True)

    def __enter__(self) -> Self:
        self._watch_folders()
        self._snapshot = read_snapshot(self._watched())
        return self

    def start(self, retry_after: float | None) -> None:
        """Begin to call the function; first after `retry_after` seconds, if nothing changes before."""
        self._set_retry(retry_after)
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._paths.put(None)
        if self._thread.is_alive():
            self._thread.join()
        self._end_watches()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Queue the paths of an event that may be a change."""
        watched = self._watched()
        for name in (event.src_path, event.dest_path):
            path = Path(str(name)) if name else None
            if path and not _TEMPORARY.fullmatch(path.name) and self._matters(path, event, watched):
                self._paths.put(path)

    def _matters(self, path: Path, event: FileSystemEvent, watched: WatchedPaths) -> bool:
        """True for what is read, and if a folder that is read, or what was built, may have been replaced."""
        if watched.has(path):
            return True
        is_above = any(other.is_relative_to(path) for other in (*watched.folders, *watched.files, *watched.built))
        return event.event_type in _MADE_OR_REMOVED and (is_above or path.is_symlink())

    def _run(self) -> None:
        look_at = time.monotonic() + self._pause()
        while True:
            due = min(look_at, self._retry_at or look_at)
            paths, is_end = self._burst(max(0.0, due - time.monotonic()))
            if is_end:
                return
            self._unreported = 0 if paths else self._unreported
            if not paths and time.monotonic() >= look_at:
                paths = self._look()
                look_at = time.monotonic() + self._pause()
            if paths or (self._retry_at and time.monotonic() >= self._retry_at):
                self._build(paths)

    def _build(self, paths: tuple[Path, ...]) -> None:
        for path in paths:  # before the build: what changes during it differs from the snapshot afterwards
            if (signature := read_signature(path)) and path.is_file():
                self._snapshot[str(path)] = signature
            else:
                self._snapshot.pop(str(path), None)
        self._set_retry(self._changed(paths))
        self._watch_folders()

    def _burst(self, seconds: float) -> tuple[tuple[Path, ...], bool]:
        """The paths of the events that follow one another; none if there is no event for some seconds.

        The second value is True at the end of the `with` block.
        """
        paths: dict[Path, None] = {}
        with contextlib.suppress(queue.Empty):
            wait, end = seconds, time.monotonic() + seconds + _LONGEST_BURST
            while (left := end - time.monotonic()) > 0:
                if (path := self._paths.get(timeout=min(wait, left))) is None:
                    return (), True
                wait, end = _QUIET, end if paths else time.monotonic() + _LONGEST_BURST
                paths[path] = None
        return tuple(paths), False

    def _look(self) -> tuple[Path, ...]:
        """The paths that have changed since the last look, without those that a build has read meanwhile."""
        added, watched, began = self._watch_folders(), self._watched(), time.perf_counter()
        after = read_snapshot(watched)
        self._look_seconds = time.perf_counter() - began
        differences = find_differences(self._snapshot, after)
        self._snapshot = after
        changed = tuple(path for path in differences if not _TEMPORARY.fullmatch(path.name))
        if changed and not added and not self._polls:
            self._count_unreported(changed)
        return changed or tuple(path for path in watched.built if not path.exists())

    def _count_unreported(self, changed: tuple[Path, ...]) -> None:
        """Poll from now on if no event comes of what has changed, as it was at the last look.

        The target of a link is not watched, so no event is missing of it.
        """
        if all(path.is_symlink() for path in changed):
            return
        time.sleep(_IN_FLIGHT)
        self._unreported = self._unreported + 1 if self._paths.empty() else 0
        if self._unreported >= _UNREPORTED:
            self._poll(_SILENT)

    def _watch_folders(self) -> bool:
        """Watch all folders that exist: some may have been made, removed or replaced. True if a watch was added."""
        if self._polls:
            return False
        try:
            self._watches = self._watches or Watches(self)
            return self._watches.update(self._watched().folders)
        except OSError:
            self._poll(_REFUSED)
            return False

    def _poll(self, reason: str) -> None:
        self._polls = True
        self._say(reason)
        self._end_watches()

    def _end_watches(self) -> None:
        if self._watches:
            self._watches.close()
        self._watches = None

    def _pause(self) -> float:
        """The seconds until the next look."""
        if self._polls:
            return max(_POLLING, _POLLING_COST * self._look_seconds)
        return max(_IDLE, _IDLE_COST * self._look_seconds)

    def _set_retry(self, seconds: float | None) -> None:
        self._retry_at = None if seconds is None else time.monotonic() + seconds
