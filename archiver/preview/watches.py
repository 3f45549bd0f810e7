"""The folders of which the system sends events."""

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
from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]

_PAIRING = 0.005
"""Seconds for which an event of inotify waits that a file was moved away, for the event of where it was moved to.

All events after it wait, too. Both are there at once, as the kernel moves files atomically; watchdog's own half a
second delays each save that follows a file which was moved out of the watched folder. There is no parameter for it.
"""


class Watches:
    """Sends events of folders to a handler, until `close`. Raises OSError where the system refuses to watch."""

    def __init__(self, handler: FileSystemEventHandler) -> None:
        InotifyMoveEventGrouper.delay = _PAIRING
        self._handler = handler
        self._observer: BaseObserver = Observer()
        self._watches: dict[Path, tuple[ObservedWatch, tuple[int, int]]] = {}
        self._observer.start()

    def update(self, folders: Mapping[Path, bool]) -> bool:
        """Watch all folders that exist; True if a watch was added.

        A folder that was replaced by another one at the same path is watched anew. The value in `folders` is True if
        the folders below are to be watched, too. Raises OSError.
        """
        wanted = {folder: identity for folder in folders if (identity := _identity_of(folder))}
        for folder, (watch, identity) in list(self._watches.items()):
            if wanted.get(folder) != identity:
                del self._watches[folder]
                self._observer.unschedule(watch)
        missing = [folder for folder in wanted if folder not in self._watches]
        for folder in missing:
            watch = self._observer.schedule(self._handler, str(folder), recursive=folders[folder], event_filter=_EVENTS)
            self._watches[folder] = watch, wanted[folder]
        return bool(missing)

    def close(self) -> None:
        """Send no more events."""
        self._observer.stop()
        self._observer.join()


def _identity_of(folder: Path) -> tuple[int, int] | None:
    """Device and inode of a folder; None if there is none."""
    try:
        stat = folder.stat()
    except OSError:
        return None
    return (stat.st_dev, stat.st_ino) if folder.is_dir() else None
