"""Watches folders on macOS and other systems that are not Linux: watchdog, in the words of `changes`."""

from collections.abc import Mapping
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from archiver.preview.watching.changes import Change, Listener
from archiver.preview.watching.scan import FolderIdentity, identity_of

_EVENTS: dict[type[FileSystemEvent], Change] = {
    DirCreatedEvent: Change.MADE,
    DirDeletedEvent: Change.REMOVED,
    DirMovedEvent: Change.COMPLETE,
    FileClosedEvent: Change.COMPLETE,
    FileCreatedEvent: Change.MADE,
    FileDeletedEvent: Change.REMOVED,
    FileModifiedEvent: Change.WRITTEN,
    FileMovedEvent: Change.COMPLETE,
}


class WatchdogWatches:
    """Tells a listener of changes in folders, until `close`. Raises OSError where the system refuses to watch."""

    def __init__(self, listener: Listener) -> None:
        self._handler = _Handler(listener)
        self._observer: BaseObserver = Observer()
        self._watches: dict[Path, tuple[ObservedWatch, FolderIdentity]] = {}
        self._observer.start()

    def update(self, folders: Mapping[Path, bool]) -> bool:
        """Watch all of these folders that exist, and no others; True if something changed by that.

        A folder that was replaced by another one at the same path is watched anew. The value in `folders` is True if
        the folders below are to be watched, too. Raises OSError where the system refuses.
        """
        wanted = {folder: identity for folder in folders if (identity := identity_of(folder))}
        gone = [folder for folder, (_, identity) in self._watches.items() if wanted.get(folder) != identity]
        for folder in gone:
            self._observer.unschedule(self._watches.pop(folder)[0])
        missing = [folder for folder in wanted if folder not in self._watches]
        for folder in missing:
            below = folders[folder]
            watch = self._observer.schedule(self._handler, str(folder), recursive=below, event_filter=list(_EVENTS))
            self._watches[folder] = watch, wanted[folder]
        return bool(gone or missing)

    def close(self) -> None:
        """Tell no more."""
        self._observer.stop()
        self._observer.join()


class _Handler(FileSystemEventHandler):
    def __init__(self, listener: Listener) -> None:
        self._listener = listener

    def on_any_event(self, event: FileSystemEvent) -> None:
        change = _EVENTS[type(event)]
        if event.dest_path:
            self._listener.note(Path(str(event.src_path)), Change.REMOVED)
            self._listener.note(Path(str(event.dest_path)), change)
        else:
            self._listener.note(Path(str(event.src_path)), Change.REMOVED if event.event_type == "moved" else change)
