"""Replaces a file at once: a reader sees the old bytes or the new ones, never a half-written file."""

import os
import threading
from pathlib import Path


def replace_bytes(path: Path, content: bytes) -> None:
    """Write a temporary file next to `path` and move it over `path`, which may not exist yet. Raises OSError, and then
    changes nothing.

    The name of the temporary file has the numbers of the process and the thread, so that several may write one path at
    once: the last one wins. A killed process leaves its temporary file, whose name ends in `.new`.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_native_id()}.new")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
