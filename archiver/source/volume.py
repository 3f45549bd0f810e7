"""Volumes: parts of an archive that are built one after the other, so that none of them has to wait in memory.

A volume has the threads of a folder below the content folder. All folders that give one URL are one volume, so that no
two volumes have threads of one board, or with one URL. The files in no such folder are the *rest*.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from archiver import urls
from archiver.config import Config, matches
from archiver.model import BEYOND_PATHS, PathRanges
from archiver.source.slugs import folder_slug

REST = "."
"""The name of the rest."""


class Volume(Struct, frozen=True, kw_only=True):
    """A part of an archive."""

    key: str
    """The collision key of its URL; that of the rest is ""."""
    folders: tuple[str, ...]
    """Its folders in their order, relative to the content folder, each with a slash at its end; that of the rest is
    "", the content folder itself."""
    others: frozenset[str] = frozenset()
    """The folders of all volumes, which are no part of the rest; none for any other volume."""

    @property
    def name(self) -> str:
        """What users call it: its first folder, without the slash."""
        return self.folders[0].rstrip("/") or REST

    @property
    def is_rest(self) -> bool:
        """True for the part that has what is in no folder of a volume."""
        return self.folders == ("",)

    @property
    def ranges(self) -> PathRanges:
        """The ranges of the content paths that it has."""
        if not self.is_rest:
            return tuple((folder, f"{folder[:-1]}0") for folder in self.folders)  # 0 comes after the slash
        bounds = ["", *(bound for folder in sorted(self.others) for bound in (folder, f"{folder[:-1]}0")), BEYOND_PATHS]
        return tuple(zip(bounds[::2], bounds[1::2], strict=True))


WHOLE = Volume(key="", folders=("",))
"""All of an archive that has no volumes."""


def find_volumes(config: Config) -> tuple[Volume, ...]:
    """The volumes of a project, the rest first, then by their URLs; none if it has no setting `volumes`.

    Of folders in one another, the outermost one is the volume. Symbolic links, and names that begin with `.` or `_`,
    are passed over, as they are when sources are looked for. Raises OSError if the content folder cannot be read.
    """
    if not config.volumes:
        return ()
    by_key: dict[str, list[str]] = defaultdict(list)
    wanted = set()
    for folder in _folders(config.content, max(glob.count("/") for glob in config.volumes) + 1):
        by_key[key_of_folder(folder)].append(f"{folder}/")
        if any(_matches(folder, glob) for glob in config.volumes):
            wanted.add(key_of_folder(folder))
    keys = sorted(key for key in wanted if not wanted.intersection(_keys_above(key)))
    volumes = [Volume(key=key, folders=tuple(sorted(by_key[key]))) for key in keys]
    others = frozenset(folder for volume in volumes for folder in volume.folders)
    return (Volume(key="", folders=("",), others=others), *volumes)


def _folders(content: Path, depth: int) -> Iterator[str]:
    """The folders below the content folder down to a depth, relative to it. Those that cannot be read have none."""
    waiting = [("", depth)]
    while waiting:
        above, left = waiting.pop()
        try:
            entries = list(os.scandir(content / above))
        except OSError:  # the scan of the sources tells of it
            continue
        for entry in entries:
            if not entry.name.startswith((".", "_")) and _is_utf_8(entry.name) and entry.is_dir(follow_symlinks=False):
                yield f"{above}{entry.name}"
                if left > 1:
                    waiting.append((f"{above}{entry.name}/", left - 1))


def _is_utf_8(name: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in name)


def _matches(folder: str, glob: str) -> bool:
    names, patterns = folder.split("/"), glob.split("/")
    return len(names) == len(patterns) and all(map(matches, names, patterns))


def key_of_folder(folder: str) -> str:
    """The collision key of the URL that a folder below the content folder gives."""
    return urls.collision_key(folder_slug(folder))


def _keys_above(key: str) -> Iterator[str]:
    names = key.split("/")
    return ("/".join(names[:count]) for count in range(1, len(names)))
