"""Stores the smaller versions of pictures between builds, a file for each picture.

The file is named by the digest of the picture's source. It begins with the digest of all that follows; then comes a
line of JSON with the key, widths, extensions and sizes, then the versions. A file that is damaged or has another key is
replaced. Several processes may write the same file at once.
"""

import errno
import json
import re
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from archiver.files import replace_bytes
from archiver.model import Digest, digest_of

_DIGEST_SIZE = 32  # characters
_NAME = re.compile(r"[0-9a-f]{32}(?:\..*\.new)?")


class VariantFile(NamedTuple):
    """A smaller version of a picture, as a file."""

    width: int
    """Pixels."""
    extension: str
    """Without a dot."""
    content: bytes


def read_stored(store: Path, source: Digest, key: str) -> tuple[VariantFile, ...] | None:
    """Read the stored versions of a picture, which may be none; None if nothing sound is stored.

    Args:
        store: the folder of all stored versions.
        source: the digest of the picture's source.
        key: what the versions were made from, and with.
    """
    try:
        content = _path(store, source).read_bytes()
    except OSError:
        return None
    if digest_of(content[_DIGEST_SIZE:]).encode() != content[:_DIGEST_SIZE]:
        return None
    head, _, rest = content[_DIGEST_SIZE:].partition(b"\n")
    stored_key, rows = json.loads(head)
    if stored_key != key:
        return None
    variants = []
    for width, extension, size in rows:
        variants.append(VariantFile(width, extension, rest[:size]))
        rest = rest[size:]
    return tuple(variants)


def write_stored(store: Path, source: Digest, key: str, variants: tuple[VariantFile, ...]) -> None:
    """Store the versions of a picture, also if there are none. An OSError is ignored: the next build makes them again.

    `store`, `source` and `key` are as in `read_stored`; `variants` are what it will return.
    """
    rows = [(variant.width, variant.extension, len(variant.content)) for variant in variants]
    content = b"".join([json.dumps([key, rows]).encode(), b"\n", *(variant.content for variant in variants)])
    path = _path(store, source)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_bytes(path, digest_of(content).encode() + content)


def remove_unused(store: Path, sources: Collection[Digest]) -> None:
    """Remove what is stored of pictures that the site no longer shows, and what killed builds have left. Other files
    stay, and no symbolic link is followed. No other build may be running.

    Args:
        store: the folder of all stored versions; it need not exist.
        sources: the digests of the sources of all files that the site publishes.

    Raises OSError.
    """
    for folder in store.glob("[0-9a-f][0-9a-f]") if _is_real_folder(store) else ():
        if not _is_real_folder(folder):
            continue
        files = list(folder.iterdir())
        unused = [file for file in files if file.name not in sources and _is_written(file)]
        for file in unused:
            file.unlink()
        if len(unused) == len(files):
            _remove_if_empty(folder)


def _remove_if_empty(folder: Path) -> None:
    """Remove a folder, unless a worker that only seemed lost has stored something in it meanwhile. Raises OSError."""
    try:
        folder.rmdir()
    except OSError as error:
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
            raise


def _is_real_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_written(path: Path) -> bool:
    """True for a file that has a name as `write_stored` gives it, also to a temporary one."""
    return _NAME.fullmatch(path.name) is not None and path.is_file() and not path.is_symlink()


def _path(store: Path, source: Digest) -> Path:
    """The file of a picture, in a folder of the first two digits, so that no folder has many thousands of files."""
    return store / source[:2] / source
