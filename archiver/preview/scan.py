"""Looks at what a build reads, by stat only: finds changes of which the system sent no event."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Signature: TypeAlias = tuple[int, int, int]
"""Modification time (ns), size (bytes) and inode of a file."""
Snapshot: TypeAlias = dict[str, Signature]
"""The signature of each file, by path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedPaths:
    """The paths whose changes make a build necessary."""

    folders: Mapping[Path, bool]
    """Folders to watch. The value is True if all files in and below the folder are read."""
    files: tuple[Path, ...]
    """Single files in these folders that are read."""
    built: tuple[Path, ...] = ()
    """What the last build made. If one of them is removed, the site has to be built again."""

    def has(self, path: Path) -> bool:
        """True if a change of `path` makes a build necessary."""
        inside = (folder for folder, below in self.folders.items() if below)
        return path in self.files or any(path.is_relative_to(folder) for folder in inside)


def read_snapshot(watched: WatchedPaths) -> Snapshot:
    """The signatures of all files that are read, and of links beside them. What vanishes meanwhile is left out.

    Links to files are followed. Those to folders are not: the link has a signature of its own.
    """
    found: Snapshot = {}
    for folder, below in watched.folders.items():
        waiting = [str(folder)]
        while waiting:
            for entry in _entries(waiting.pop()):
                is_link = entry.is_symlink()
                if below and not is_link and entry.is_dir():
                    waiting.append(entry.path)
                elif (below or is_link) and (signature := read_signature(entry)):
                    found[entry.path] = signature
    found.update((str(path), signature) for path in watched.files if (signature := read_signature(path)))
    return found


def read_signature(path: Path | os.DirEntry[str]) -> Signature | None:
    """The signature of a file, or of the file that a link leads to, or of a link to a folder; None if there is none."""
    try:
        stat = path.stat() if path.is_file() else path.stat(follow_symlinks=False)
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def find_differences(before: Snapshot, after: Snapshot) -> tuple[Path, ...]:
    """The files that were made, changed or removed between two snapshots."""
    changed = [path for path, signature in after.items() if before.get(path) != signature]
    removed = [path for path in before if path not in after]
    return tuple(map(Path, (*changed, *removed)))


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    """The entries of a folder; none if it was removed or cannot be read, of which the build tells."""
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except OSError:
        return
