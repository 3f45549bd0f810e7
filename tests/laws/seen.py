"""What stands in a folder, and since when."""

import os
from collections.abc import Mapping
from pathlib import Path
from stat import S_ISDIR, S_ISLNK
from typing import NamedTuple

BROWSER_INDEX = ("search/data/", "assets/stemmers/")
"""Where the files are with which browsers search without a server."""


class Seen(NamedTuple):
    """A file, a link (it has its target for content) or a folder (nothing is noted of it but that it is there)."""

    content: bytes | None
    mtime_ns: int = 0
    inode: int = 0


FOLDER = Seen(None)


def see(path: Path) -> Seen:
    stat = path.lstat()
    if S_ISDIR(stat.st_mode):
        return FOLDER
    content = f"-> {path.readlink()}".encode() if S_ISLNK(stat.st_mode) else path.read_bytes()
    return Seen(content, stat.st_mtime_ns, stat.st_ino)


def look(folder: Path) -> dict[str, Seen]:
    """All that is in a folder, by path; the paths of folders end in a slash. Links are not followed."""
    found: dict[str, Seen] = {}
    waiting = [""] if folder.is_dir() else []
    while waiting:
        prefix = waiting.pop()
        with os.scandir(folder / prefix) as entries:
            for entry in entries:
                seen, path = see(Path(entry.path)), prefix + entry.name
                if seen is FOLDER:
                    waiting.append(path := f"{path}/")
                found[path] = seen
    return dict(sorted(found.items()))


def contents(seen: Mapping[str, Seen]) -> dict[str, bytes]:
    """The files and links, without the rest."""
    return {path: file.content for path, file in seen.items() if file.content is not None}
