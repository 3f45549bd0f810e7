"""What stands in the output folder, held against what we wrote.

A file is known by what the file system says of it, and read only where that has changed. What isn't ours is found by
listing folders; one that is as it was when it was last listed is not listed again. Looking at 33,672 files in 17,409
folders takes 0.18 s this way, and 0.3 s by listing them all.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from stat import S_ISDIR, S_ISREG

from archiver.model import Digest, Folders, digest_of
from archiver.stat_signatures import stat_hash, stat_signature

MARKER = ".archiver"
STAGING = ".archiver-staging"
_OURS = frozenset({MARKER, STAGING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What is not as it was. Files that are recorded and not named here stand as we wrote them."""

    missing: frozenset[str]
    edited: frozenset[str]
    """Files of ours with other bytes in them."""
    torn: frozenset[str]
    """Files of ours with nothing in them (a power cut leaves such), and others that a build was about to write."""
    signed: Mapping[str, int]
    """Files as we wrote them, of which the file system says something else than before, and what it says."""
    folders: Folders
    """All folders of ours that are there, and what isn't ours in them."""
    broken: frozenset[str] = field(init=False)
    """The files that don't stand as we wrote them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "broken", self.missing | self.edited | self.torn)


def survey(
    root: str,
    files: Mapping[str, int],
    digest: Callable[[str], Digest],
    folders: Folders,
    claims: frozenset[str],
    now_ns: int,
) -> Survey:
    """Hold the output folder against our records: the signatures of `files`, and the `folders` that were looked
    through. `digest` tells that of a file; `claims` are ours, half-done.
    """
    ours = files.keys() | claims if claims else files.keys()
    names: AbstractSet[str] = folders.signatures.keys()  # in their order, so that sorting them takes no time
    if claims or not names:
        names = names | folders_of(claims if names else ours)
    found = look_through(root, names, ours, names, folders, now_ns)
    missing: set[str] = set()
    edited: set[str] = set()
    torn: set[str] = set()
    signed: dict[str, int] = {}
    for path, recorded in files.items():
        stat = _lstat(f"{root}/{path}") if path[: path.rfind("/") + 1] in found.signatures else None
        if stat is None or not S_ISREG(stat.st_mode):
            missing.add(path)
        elif stat_hash(stat) == recorded:
            continue
        elif digest_of(_read(f"{root}/{path}")) == digest(path):
            signed[path] = stat_signature(stat, now_ns)
        elif not stat.st_size or path in claims:
            torn.add(path)
        else:
            edited.add(path)
    return Survey(
        missing=frozenset(missing), edited=frozenset(edited), torn=frozenset(torn), signed=signed, folders=found
    )


def look_through(
    root: str,
    wanted: AbstractSet[str],
    files: AbstractSet[str],
    folders: AbstractSet[str],
    known: Folders,
    now_ns: int,
) -> Folders:
    """Those of the `wanted` folders that are there and are folders all the way down; `known` ones are listed only if
    they have changed. All `files` and `folders` of ours tell what is foreign.
    """
    signatures: dict[str, int] = {}
    foreign: dict[str, tuple[str, ...]] = {}
    for path in sorted(wanted):
        if path and above(path) not in signatures:
            continue
        stat = _lstat(f"{root}/{path}"[:-1])  # with a slash at its end, a link would be followed
        if stat is None or not S_ISDIR(stat.st_mode):
            continue
        signatures[path] = stat_hash(stat)
        if signatures[path] != known.signatures.get(path):
            signatures[path] = stat_signature(stat, now_ns)
            names = _foreign(root, path, files, folders)
        else:
            names = known.foreign.get(path, ())
        if names:
            foreign[path] = names
    return Folders(signatures, foreign)


def folders_of(paths: Iterable[str]) -> set[str]:
    """All folders that lead to these files."""
    folders = {""}
    for path in paths:
        folder = above(path)
        while folder not in folders:
            folders.add(folder)
            folder = above(folder)
    return folders


def above(path: str) -> str:
    """The folder that a file or folder stands in.

    >>> above("space/lunar/index.html"), above("space/lunar/"), above("space/")
    ('space/lunar/', 'space/', '')
    """
    return path[: path.rfind("/", 0, -1) + 1]


def _foreign(root: str, folder: str, files: AbstractSet[str], folders: AbstractSet[str]) -> tuple[str, ...]:
    found = []
    with os.scandir(f"{root}/{folder}") as entries:
        for entry in entries:
            path, is_folder = f"{folder}{entry.name}", entry.is_dir(follow_symlinks=False)
            is_ours = f"{path}/" in folders if is_folder else path in files and entry.is_file(follow_symlinks=False)
            if not is_ours and path not in _OURS:
                found.append(f"{entry.name}/" if is_folder else entry.name)
    return tuple(sorted(found))


def _lstat(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
