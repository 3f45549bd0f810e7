"""Opens files of the content folder, which may be anything: takes a path; gives the bytes of a regular file only."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from archiver.media.pieces import CHUNK, Piece, read_pieces


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file to read it.

    A link at the end of the path is not followed, and a named pipe not waited for. Raises OSError, also for these.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(f"{path.name} is not a regular file")
    return os.fdopen(descriptor, "rb")


def read_regular(path: Path) -> Iterator[bytes]:
    """Read a file in chunks of at most 64 KiB. Raises OSError, also for all that `open_regular` refuses."""
    with open_regular(path) as file:
        yield from iter(partial(file.read, CHUNK), b"")


def read_again(path: Path, stat: os.stat_result, pieces: tuple[Piece, ...]) -> Iterator[bytes]:
    """Read pieces of a file that was open before, in chunks.

    Args:
        path: the file.
        stat: its stat result of before.
        pieces: what to read.

    Raises OSError, also if another file is at the path, or its size or time has changed.
    """
    with open_regular(path) as file:
        now = os.fstat(file.fileno())
        if not os.path.samestat(now, stat) or (now.st_size, now.st_mtime_ns) != (stat.st_size, stat.st_mtime_ns):
            raise OSError(f"{path.name} changed while it was read; build again")
        yield from read_pieces(file, pieces)
