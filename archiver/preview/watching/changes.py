"""What the system tells of files, in the same words on every system, and who is told."""

from collections.abc import Mapping
from enum import Enum, auto
from pathlib import Path
from typing import Protocol


class Change(Enum):
    """What has happened to a file, as far as the system tells. Never more than a hint: the file may differ by now."""

    MADE = auto()
    """It is new, and may be open for writing."""
    WRITTEN = auto()
    """It was written, and may still be open for writing."""
    COMPLETE = auto()
    """It was closed after writing, or moved to its place."""
    REMOVED = auto()
    """It was removed, or moved to another place."""


class Listener(Protocol):
    """Is told of changes, by any thread; the methods return soon."""

    def note(self, path: Path, change: Change) -> None:
        """A file or folder has changed."""

    def note_loss(self, error: OSError | None) -> None:
        """Changes were lost: too many at once, or, with an `error`, since the system refuses to watch a new folder."""


class Watches(Protocol):
    """Tells a listener of changes in folders, until `close`."""

    def update(self, folders: Mapping[Path, bool]) -> bool:
        """Watch all of these folders that exist, and no others; True if something changed by that.

        A folder that was replaced by another one at the same path is watched anew. The value in `folders` is True if
        the folders below are to be watched, too. Raises OSError where the system refuses.
        """

    def close(self) -> None:
        """Tell no more."""
