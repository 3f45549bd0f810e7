"""Files of a share of which all records are lost: their names say what is in them, so that nobody else's are taken."""

import zlib
from collections.abc import Iterator
from pathlib import Path

from archiver.search.browser.directory import read_share
from archiver.search.browser.files import FOLDER, META, named, unpacked
from archiver.search.index.values import digest


def find_stray(site: Path) -> Iterator[str]:
    """The paths of the files in a site that are surely of a share."""
    folder = site / FOLDER
    for file in sorted(folder.rglob("*.bin")):
        path = file.relative_to(site).as_posix()
        if file.is_file() and not any(part.is_symlink() for part in (file, *file.parents)) and _is_ours(path, file):
            yield path


def _is_ours(path: str, file: Path) -> bool:
    if path == META:
        return read_share(lambda asked: _read(file.parents[2] / asked)) is not None
    try:
        known = digest(unpacked(file.read_bytes()))
    except zlib.error:
        return False
    return file.stem.endswith((named(known), f"-{named(known[:3])}"))


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
