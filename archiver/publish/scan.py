"""Scans the output folder: which files are as builds have written them, and what else is in the site's folders.

A file is read only if its stat signature has changed. Foreign files are found by listing folders; a folder whose stat
signature has not changed is not listed again. A site of 33,672 files in 17,409 folders takes 0.18 s this way, and 0.3 s
if all folders are listed.
"""

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from stat import S_ISDIR, S_ISREG

from msgspec import Struct

from archiver.files import REMOVED, read_chunks
from archiver.model import Digest, Folders, digest_of_chunks
from archiver.stat_signatures import stat_hash, stat_signature

MARKER = ".archiver"
STAGING = ".archiver-staging"
_NOT_FOREIGN = frozenset({MARKER, STAGING, f"{STAGING}{REMOVED}"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputScan:
    """Differences between the output folder and its records. Paths are relative to the output folder."""

    missing: frozenset[str]
    """Recorded files that do not exist."""
    edited: frozenset[str]
    """Recorded files with other bytes."""
    truncated: frozenset[str]
    """Recorded files that are empty, as a power cut leaves them, or that a build which died was about to write."""
    new_signatures: Mapping[str, int]
    """The stat signatures of recorded files that differ from the recorded ones, though the bytes do not."""
    folders: Folders
    """The site's own folders that exist, and the foreign files in them."""
    broken: frozenset[str] = field(init=False)
    """All recorded files that are not as a build has written them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "broken", self.missing | self.edited | self.truncated)


class RecordedOutput(Struct, frozen=True, kw_only=True):
    """The records of the output folder in the manifest."""

    stat_signatures: Mapping[str, int]
    """The stat signature of each file that a build has written, by path."""
    digest: Callable[[str], Digest]
    """Looks up the recorded digest of a file, by its path."""
    folders: Folders
    """The result of the last scan."""
    intents: frozenset[str]
    """Paths that a build which died was about to write."""


def scan_output(root: str, recorded: RecordedOutput, now_ns: int) -> OutputScan:
    """Compare the output folder `root` with its records, which are `recorded`. Raises OSError.

    `now_ns` is the current time in nanoseconds since the epoch, for new stat signatures.
    """
    files, intents, folders = recorded.stat_signatures, recorded.intents, recorded.folders
    ours = files.keys() | intents if intents else files.keys()
    names: AbstractSet[str] = folders.stat_signatures.keys()  # in sorted order, so that sorting them takes no time
    if intents or not names:
        names = names | folders_of(intents if names else ours)
    found = scan_folders(OwnPaths(root=root, files=ours, folders=names), names, folders, now_ns)
    missing: set[str] = set()
    changed: dict[str, os.stat_result] = {}
    new_signatures: dict[str, int] = {}
    for path, stat in _changed_files(root, files, found.stat_signatures.keys()):
        if stat is None:
            missing.add(path)
        elif digest_of_chunks(read_chunks(f"{root}/{path}")) == recorded.digest(path):
            new_signatures[path] = stat_signature(stat, now_ns)
        else:
            changed[path] = stat
    truncated = frozenset(path for path, stat in changed.items() if not stat.st_size or path in intents)
    return OutputScan(
        missing=frozenset(missing),
        edited=frozenset(changed.keys() - truncated),
        truncated=truncated,
        new_signatures=new_signatures,
        folders=found,
    )


def _changed_files(
    root: str, files: Mapping[str, int], folders: AbstractSet[str]
) -> Iterator[tuple[str, os.stat_result | None]]:
    """The recorded files whose stat signature has changed, each with its stat result; None if it is missing.

    A file also counts as missing if something else is at its path, or its folder is not one of `folders`.
    """
    if "" not in folders:
        yield from ((path, None) for path in files)
        return
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)  # paths below it resolve in 0.8 of the time
    try:
        for path, recorded in files.items():
            stat = _lstat(path, folder) if path[: path.rfind("/") + 1] in folders else None
            if stat is None or not S_ISREG(stat.st_mode):
                yield path, None
            elif stat_hash(stat) != recorded:
                yield path, stat
    finally:
        os.close(folder)


class OwnPaths(Struct, frozen=True, kw_only=True):
    """The site's own files and folders; all others in the output folder are foreign."""

    root: str
    """The output folder."""
    files: Container[str]
    """Paths relative to `root`."""
    folders: AbstractSet[str]
    """Paths relative to `root`, each with a slash at its end."""


def scan_folders(own: OwnPaths, wanted: AbstractSet[str], previous: Folders, now_ns: int) -> Folders:
    """Find the foreign files and folders in folders of the site.

    Folders that do not exist, are symbolic links or are below one are left out.

    Args:
        own: the files and folders that are not foreign.
        wanted: the folders to scan. It must have all folders above each of them, too.
        previous: the result of the last scan. A folder is listed only if its stat signature has changed since.
        now_ns: the current time in nanoseconds since the epoch, for new stat signatures.

    Raises OSError.
    """
    signatures: dict[str, int] = {}
    foreign: dict[str, tuple[str, ...]] = {}
    for path in sorted(wanted):
        if path and parent(path) not in signatures:
            continue
        stat = _lstat(f"{own.root}/{path}"[:-1])  # with a slash at its end, a link would be followed
        if stat is None or not S_ISDIR(stat.st_mode):
            continue
        signature, names = previous.stat_signatures.get(path), previous.foreign.get(path, ())
        if signature is None or signature != stat_hash(stat):
            signature, names = stat_signature(stat, now_ns), _foreign_names(own, path)
        signatures[path] = signature
        if names:
            foreign[path] = names
    return Folders(signatures, foreign)


def folders_of(paths: Iterable[str]) -> set[str]:
    """All folders above these files, as paths with a slash at the end, and "" for the output folder."""
    folders = {""}
    for path in paths:
        folder = parent(path)
        while folder not in folders:
            folders.add(folder)
            folder = parent(folder)
    return folders


def parent(path: str) -> str:
    """The folder that a file or folder is in.

    >>> parent("space/lunar/index.html"), parent("space/lunar/"), parent("space/")
    ('space/lunar/', 'space/', '')
    """
    return path[: path.rfind("/", 0, -1) + 1]


def read_stat_signature(path: str, now_ns: int) -> int:
    """The stat signature of a file; RACY if it was changed less than 2 s before `now_ns`. Raises OSError."""
    return stat_signature(os.lstat(path), now_ns)


def _foreign_names(own: OwnPaths, folder: str) -> tuple[str, ...]:
    names = []
    with os.scandir(f"{own.root}/{folder}") as entries:
        for entry in entries:
            path, is_folder = f"{folder}{entry.name}", entry.is_dir(follow_symlinks=False)
            is_file = not is_folder and entry.is_file(follow_symlinks=False)
            is_ours = f"{path}/" in own.folders if is_folder else is_file and path in own.files
            if not is_ours and path not in _NOT_FOREIGN:
                names.append(f"{entry.name}/" if is_folder else entry.name)
    return tuple(sorted(names))


def _lstat(path: str, folder: int | None = None) -> os.stat_result | None:
    """The stat result of a path, relative to the open `folder`, if there is one; None if nothing is at the path."""
    try:
        return os.lstat(path, dir_fd=folder)
    except (FileNotFoundError, NotADirectoryError):
        return None
