"""Reads a file of the content folder."""

import errno
import os
import stat
from pathlib import Path


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises OSError, as for a pipe that has taken its place."""
    with open(path, "rb", opener=_open_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        return file.read()


def _open_without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe, too, at once, whether or not somebody writes into it. Raises OSError."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
