"""Watches folders for changes. An event only triggers a build, which compares files itself."""

import queue
import re
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from archiver.config import CONFIG_NAME

_QUIET = 0.025  # seconds without an event, after which a save counts as complete
_TEMPORARY = re.compile(r".*~|\..*\.sw.{1,2}|4913|\.#.*|#.*#|.*\.tmp|.*___jb_.*___|\.goutputstream.*|\.DS_Store")
_CHANGES = frozenset({"created", "modified", "moved", "deleted", "closed"})


class Watcher(FileSystemEventHandler):
    """Calls a function after each save of a file, in a thread of its own, one save at a time.

    Args:
        folders: returns the folders to watch. The value is True if the folders below are to be watched, too.
        changed: called with the paths that have changed.
    """

    def __init__(self, folders: Callable[[], dict[Path, bool]], changed: Callable[[tuple[Path, ...]], None]) -> None:
        self._folders = folders
        self._changed = changed
        self._paths: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
        self._observer: BaseObserver = Observer()
        self._watches: dict[Path, ObservedWatch] = {}
        self._thread = threading.Thread(target=self._run, name="preview-build", daemon=True)

    def __enter__(self) -> Self:
        self._watch_folders()
        self._observer.start()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._observer.stop()
        self._observer.join()
        self._paths.put(None)
        self._thread.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Queue the paths of an event that may be a change."""
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        for name in (event.src_path, event.dest_path):
            path = Path(str(name)) if name else None
            if path and not _TEMPORARY.fullmatch(path.name) and self._matters(path):
                self._paths.put(path)

    def _matters(self, path: Path) -> bool:
        """True for the configuration, and for all files in folders that are watched with the folders below."""
        inside = (folder for folder, below in self._folders().items() if below)
        return path.name == CONFIG_NAME or any(path.is_relative_to(folder) for folder in inside)

    def _run(self) -> None:
        while (first := self._paths.get()) is not None:
            paths = {first: None}
            try:
                while (path := self._paths.get(timeout=_QUIET)) is not None:
                    paths[path] = None
            except queue.Empty:
                self._changed(tuple(paths))
                self._watch_folders()
            else:
                return

    def _watch_folders(self) -> None:
        """Watch all folders that exist: some may have been made, removed or replaced since the last call."""
        wanted = {folder: below for folder, below in self._folders().items() if folder.is_dir()}
        for folder in [folder for folder in self._watches if folder not in wanted]:
            self._observer.unschedule(self._watches.pop(folder))
        for folder, below in wanted.items():
            if folder not in self._watches:
                self._watches[folder] = self._observer.schedule(self, str(folder), recursive=below)
