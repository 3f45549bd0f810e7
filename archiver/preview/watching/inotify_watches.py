"""Watches folders on Linux. Folders in them that are new, moved or replaced are followed, but for hidden ones."""

import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from archiver.preview.watching.changes import Change, Listener
from archiver.preview.watching.inotify import Inotify, InotifyEvent, Mask
from archiver.preview.watching.scan import FolderIdentity, entries_of, identity_of

_CHANGES = {
    Change.COMPLETE: Mask.CLOSE_WRITE | Mask.MOVED_TO,
    Change.MADE: Mask.CREATE,
    Change.WRITTEN: Mask.MODIFY,
    Change.REMOVED: Mask.MOVED_FROM | Mask.DELETE | Mask.MOVE_SELF | Mask.DELETE_SELF,
}
_SELF = Mask.MOVE_SELF | Mask.DELETE_SELF  # of folders within watched ones, the folder around them tells this, too
_MASK = Mask.ONLYDIR | _CHANGES[Change.COMPLETE] | Mask.CREATE | Mask.MODIFY | Mask.MOVED_FROM | Mask.DELETE


class InotifyWatches:
    """Tells a listener of changes in folders, in a thread of its own. Raises OSError where the system refuses."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._inotify = Inotify()
        self._lock = threading.Lock()
        self._folders: dict[int, tuple[str, bool]] = {}  # by watch: path, and if folders below are watched
        self._wanted: dict[Path, tuple[bool, FolderIdentity]] = {}
        self._thread = threading.Thread(target=self._run, name="preview-inotify", daemon=True)
        self._thread.start()

    def update(self, folders: Mapping[Path, bool]) -> bool:
        """Watch all of these folders that exist, and no others; True if something changed by that.

        A folder that was replaced by another one at the same path is watched anew. The value in `folders` is True if
        the folders below are to be watched, too. Raises OSError where the system refuses.
        """
        wanted = {path: (below, found) for path, below in folders.items() if (found := identity_of(path))}
        with self._lock:
            if wanted == self._wanted:
                return False
            for descriptor in self._folders:
                self._inotify.remove(descriptor)
            self._folders.clear()
            for path, (below, _) in wanted.items():
                if below:
                    _exhaust(self._add_tree(str(path), _MASK | _SELF))
                else:
                    self._add(str(path), _MASK | _SELF, below=False)
            self._wanted = wanted
        return True

    def close(self) -> None:
        """Tell no more."""
        self._inotify.end()
        self._thread.join()
        self._inotify.close()

    def _run(self) -> None:
        while events := self._inotify.read():
            for event in events:
                try:
                    with self._lock:
                        self._take(event)
                except OSError as error:
                    self._listener.note_loss(error)

    def _take(self, event: InotifyEvent) -> None:
        """Tell of an event, and follow folders. Raises OSError."""
        if event.mask & Mask.Q_OVERFLOW:
            self._wanted = {}  # new folders may have been missed: the next update watches all anew
            self._listener.note_loss(None)
        if event.mask & Mask.IGNORED:  # another folder may get its inode, and is to be told from it
            gone, _ = self._folders.pop(event.descriptor, ("", False))
            self._wanted.pop(Path(gone), None)
        folder, below = self._folders.get(event.descriptor, ("", False))
        change = next((change for change, mask in _CHANGES.items() if event.mask & mask), None)
        if not folder or not change:
            return
        path = os.path.join(folder, event.name) if event.name else folder  # noqa: PTH118  each event comes here
        self._listener.note(Path(path), change)
        if below and event.mask & Mask.ISDIR and event.name and not event.name.startswith("."):
            self._follow(path, change)

    def _follow(self, path: str, change: Change) -> None:
        """Watch a folder that has come, and tell of the files in it; forget one that has gone. Raises OSError."""
        if change is Change.REMOVED:
            gone = [d for d, (folder, _) in self._folders.items() if f"{folder}/".startswith(f"{path}/")]
            for descriptor in gone:
                del self._folders[descriptor]
                self._inotify.remove(descriptor)
        else:
            for file in self._add_tree(path, _MASK):
                self._listener.note(Path(file), change)

    def _add_tree(self, root: str, mask: int) -> Iterator[str]:
        """Watch a folder and those below it, and find the files in them, after their folder is watched."""
        waiting = [root]
        while waiting:
            folder = waiting.pop()
            if not self._add(folder, mask if folder == root else _MASK, below=True):
                continue
            for entry in entries_of(folder):
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield entry.path

    def _add(self, folder: str, mask: int, *, below: bool) -> bool:
        """Watch a folder; False if it is gone or cannot be read, of which the build tells."""
        try:
            descriptor = self._inotify.add(folder, mask)
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            return False
        _, is_below = self._folders.get(descriptor, ("", False))  # a link may lead to a folder that is watched
        self._folders[descriptor] = folder, below or is_below
        return True


def _exhaust(paths: Iterator[str]) -> None:
    for _ in paths:
        pass
