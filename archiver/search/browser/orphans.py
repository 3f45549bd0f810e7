"""Finds orphans: files of a browser index of which the build has no record, recognized by their names and contents."""

import zlib
from collections.abc import Iterator
from pathlib import Path

from archiver.search.browser.bundle_meta import read_meta
from archiver.search.browser.files import FOLDER, META, decompress
from archiver.search.index.types import short_digest


def find_orphans(site: Path) -> Iterator[str]:
    """The paths of the files in an output folder `site` that are surely of a browser index, which a build may delete.

    A file is of a browser index if its name has the digest of its content; `meta.bin` is if the directory that it names
    is intact. All `.bin` files are read, but for files that are symbolic links or in folders that are.
    """
    folder = site / FOLDER
    for file in sorted(folder.rglob("*.bin")):
        path = file.relative_to(site).as_posix()
        if file.is_file() and not any(part.is_symlink() for part in (file, *file.parents)) and _is_ours(path, file):
            yield path


def _is_ours(path: str, file: Path) -> bool:
    """True if `file` is of a browser index; `path` is its path in the output folder."""
    if path == META:
        return read_meta(lambda asked: _read(file.parents[2] / asked)) is not None
    try:
        return file.stem == short_digest(decompress(file.read_bytes())).hex()
    except zlib.error:
        return False


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
