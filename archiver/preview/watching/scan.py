"""Looks at what a build reads, by stat only: finds changes of which the system sent no event."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

Signature: TypeAlias = tuple[int, int, int, int]
"""Times of modification and of change (ns), size (bytes) and inode of a file."""
Snapshot: TypeAlias = dict[str, Signature]
"""The signature of each file, by path."""
FolderIdentity: TypeAlias = tuple[int, int]
"""Device and inode of a folder."""
_DOWNLOADS = ("_media", "partial")
"""The folder of files that are being fetched, below the content folder."""


class WatchedPaths(Struct, frozen=True, kw_only=True):
    """The paths whose changes make a build necessary."""

    folders: Mapping[Path, bool]
    """Folders to watch. The value is True if all files in and below the folder are read."""
    files: tuple[Path, ...]
    """Single files in these folders that are read."""
    built: tuple[Path, ...] = ()
    """What builds make. If one of them is removed, the site has to be built again."""
    is_built: bool = True
    """False as long as no build has made them."""

    def has(self, path: Path) -> bool:
        """True if a change of `path` makes a build necessary. Hidden files and downloads in progress are not read."""
        inside = (folder for folder, below in self.folders.items() if below and path.is_relative_to(folder))
        return path in self.files or any(_is_read(path.relative_to(folder).parts) for folder in inside)


def read_snapshot(watched: WatchedPaths) -> Snapshot:
    """The signatures of all files that are read, and of links beside them. What vanishes meanwhile is left out.

    Links to files are followed. Those to folders are not: the link has a signature of its own.
    """
    found: Snapshot = {}
    for folder, below in watched.folders.items():
        waiting, downloads = [str(folder)], str(folder.joinpath(*_DOWNLOADS))
        while waiting:
            for entry in entries_of(waiting.pop()):
                is_link = entry.is_symlink()
                if entry.name[0] == "." or entry.path == downloads:
                    continue
                if below and not is_link and entry.is_dir():
                    waiting.append(entry.path)
                elif (below or is_link) and (signature := read_signature(entry)):
                    found[entry.path] = signature
    found.update((str(path), signature) for path in watched.files if (signature := read_signature(path)))
    return found


def read_signature(path: Path | os.DirEntry[str]) -> Signature | None:
    """The signature of a file, or of the file that a link leads to, or of a link to a folder; None if there is none."""
    try:
        return signature_of(path.stat() if path.is_file() else path.stat(follow_symlinks=False))
    except OSError:
        return None


def signature_of(found: os.stat_result) -> Signature:
    """The signature of the file of which `found` is the status."""
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def joined_signature(signatures: Iterable[Signature]) -> Signature:
    """One signature for files, at least one: that of a single file, else one that changes if that of a file does, of
    the latest changes, the sum of sizes, and a hash of all.
    """
    first, *others = signatures
    if not others:
        return first
    latest, changed, *_ = map(max, zip(first, *others, strict=True))
    return latest, changed, sum(size for _, _, size, _ in (first, *others)), hash((first, *others))


def update_snapshot(snapshot: Snapshot, paths: Iterable[Path]) -> None:
    """Bring a snapshot up to date for paths that may have changed; a folder that is gone goes with all its files."""
    for path in paths:
        if os.path.isfile(path) and (signature := read_signature(path)):
            snapshot[str(path)] = signature
        elif not snapshot.pop(str(path), None) and not os.path.exists(path):
            inside = f"{path}{os.sep}"
            for name in [name for name in snapshot if name.startswith(inside)]:
                del snapshot[name]


def find_differences(before: Snapshot, after: Snapshot) -> tuple[Path, ...]:
    """The files that were made, changed or removed between two snapshots."""
    changed = [path for path, signature in after.items() if before.get(path) != signature]
    removed = [path for path in before if path not in after]
    return tuple(map(Path, (*changed, *removed)))


def is_written(path: str, before: Snapshot, after: Snapshot) -> bool:
    """True if the file `path` was made, written or removed between the snapshots `before` and `after`.

    If only its times differ, it most likely has another mode, another time, or one more link: of these no event comes.
    """
    old, new = before.get(path), after.get(path)
    return old is None or new is None or old[2:] != new[2:]


def target_of(path: Path) -> Path:
    """What a link leads to; of one that leads in a circle, the link itself."""
    return Path(os.path.realpath(path))


def linked_folders(folder: Path) -> list[Path]:
    """The folders that links in a folder lead to."""
    try:
        return [target_of(path) for path in folder.iterdir() if os.path.islink(path) and os.path.isdir(path)]
    except OSError:  # there is no such folder
        return []


def _is_read(parts: tuple[str, ...]) -> bool:
    """True unless a path, relative to a folder that is read, is hidden or below the downloads in progress."""
    return parts[: len(_DOWNLOADS)] != _DOWNLOADS and not any(part.startswith(".") for part in parts)


def entries_of(folder: str) -> Iterator[os.DirEntry[str]]:
    """The entries of a folder; none if it was removed or cannot be read, of which the build tells."""
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except OSError:
        return


def identity_of(folder: Path) -> FolderIdentity | None:
    """What tells a folder from another one that was put in its place; None if there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISDIR(found.st_mode) else None
