"""Reads files of the content, which is in a folder or in a bucket. Paths are content paths.

What is in a bucket is read ahead by whoever goes through many sources, since an answer takes a while. A file that is
read with a seek, as a picture, gets a copy in the state folder.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

from archiver.buckets import Bucket, StoredFile, open_bucket
from archiver.config import Config
from archiver.files import replace_bytes
from archiver.model import BucketUrl
from archiver.source.reading import read_file

T = TypeVar("T")

_COPIES = "copies"
"""The folder of copies, in the state folder."""
_ahead: dict[tuple[BucketUrl, str], StoredFile | None] = {}
"""Files of buckets that have been read and not yet asked for."""


def read_content(config: Config, path: str) -> bytes:
    """The bytes of a file. Raises OSError if it cannot be read, BucketError if its bucket cannot be reached."""
    place = config.content_place
    if isinstance(place, Path):
        return read_file(place / path)
    stored = _ahead.pop((place, path)) if (place, path) in _ahead else open_content(place).read(path)
    if stored is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    return stored.content


def read_ahead(config: Config, items: Iterable[T], paths_of: Callable[[T], Iterable[str]]) -> Iterator[T]:
    """The items, each when the bucket of the content has been asked for its files, so that `read_content` has them.

    Args:
        config: the project. If its content is in a folder, nothing is done.
        items: what sources belong to.
        paths_of: the files of an item, each of which is then read once.
    """
    place = config.content_place
    if isinstance(place, Path):
        yield from items
        return
    listed = [(item, tuple(paths_of(item))) for item in items]
    files = open_content(place).read_all(path for _, paths in listed for path in paths)
    _ahead.clear()  # of what nobody has asked for
    for item, paths in listed:
        _ahead.update({(place, path): stored for path, stored in islice(files, len(paths))})
        yield item


def copy_of(config: Config, path: str, signature: int) -> Path:
    """A file as a file of this machine: itself, or its copy if the content is in a bucket.

    Args:
        config: the project.
        path: the file.
        signature: its signature in the scan, which names the copy.

    Raises OSError, BucketError.
    """
    if isinstance(config.content_place, Path):
        return config.content_place / path
    copy = config.state / _COPIES / f"{signature & (2**64 - 1):016x}" / path.rpartition("/")[2]
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        replace_bytes(copy, read_content(config, path))
    return copy


@contextmanager
def temporary_copies(state: Path) -> Iterator[None]:
    """Remove the copies of files of a bucket from the state folder `state` at the end of the `with` block."""
    try:
        yield
    finally:
        if (state / _COPIES).exists():
            shutil.rmtree(state / _COPIES)


@lru_cache(1)
def open_content(place: BucketUrl) -> Bucket:
    """The bucket of the content. Raises BucketError."""
    return open_bucket(place)
