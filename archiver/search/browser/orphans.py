"""Finds orphans: files of a browser index of which the build has no record, recognized by their names and contents."""

import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from archiver.search.browser.bundle_meta import read_meta
from archiver.search.browser.files import FOLDER, META, decompress
from archiver.search.browser.script_files import script_reader
from archiver.search.index.types import short_digest
from archiver.search.port import ReadFile


def find_orphans(site: Path) -> Iterator[str]:
    """The paths of the files in an output folder `site` that are surely of a browser index, which a build may delete.

    A file is of a browser index if its name has the digest of its content; `meta.bin` is if the directory that it names
    is intact. All such files, and their scripts, are read, but for symbolic links and files in folders that are.
    """
    folder = site / FOLDER
    for file in sorted((*folder.rglob("*.bin"), *folder.rglob("*.bin.js"))):
        path = file.relative_to(site).as_posix()
        if file.is_file() and not any(part.is_symlink() for part in (file, *file.parents)) and _is_ours(path, file):
            yield path


def _is_ours(path: str, file: Path) -> bool:
    """True if `file` is of a browser index; `path` is its path in the output folder."""
    read: ReadFile = partial(_read, file.parents[len(Path(path).parts) - 1])
    if path.endswith(".js"):
        path, read = path.removesuffix(".js"), script_reader(read)
    if path == META:
        return read_meta(read) is not None
    try:
        return Path(path).stem == short_digest(decompress(read(path) or b"")).hex()
    except zlib.error:
        return False


def _read(site: Path, path: str) -> bytes | None:
    file = site / path
    return file.read_bytes() if file.is_file() else None
