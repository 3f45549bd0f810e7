"""Reads a file in chunks, replaces one at once, so that a reader never sees half of it; makes and removes folders."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

REMOVED = ".removed"
"""The end of the name of a folder that is being removed."""
_CHUNK = 1 << 16  # bytes; larger ones are slower, since each is mapped into memory anew


def read_chunks(path: str | Path) -> Iterator[bytes]:
    """Read a file in chunks of at most 64 KiB, so that a large one is never in memory. Raises OSError."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  half the time of Path.open for a small file
        while chunk := file.read(_CHUNK):
            yield chunk


def make_folders(folder: Path, root: Path) -> None:
    """Make a folder, and the missing ones above it. A folder below `root` is made only while `root` exists.

    Otherwise a project that was moved away during a build would begin anew at its former place. Raises OSError.
    """
    if not folder.is_relative_to(root):
        folder.mkdir(parents=True, exist_ok=True)
        return
    for parent in reversed([folder, *folder.parents]):
        if parent != root and parent.is_relative_to(root):
            parent.mkdir(exist_ok=True)


def replace_bytes(path: Path, content: bytes) -> None:
    """Write a temporary file next to `path` and move it over `path`, which may not exist yet. Raises OSError, and then
    changes nothing.

    The name of the temporary file is random, so that several may write one path at once, also on machines that share a
    disk: the last one wins. A killed process leaves its temporary file, whose name ends in `.new`.
    """
    temporary = path.with_name(f"{path.name}.{os.urandom(8).hex()}.new")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it, if it exists. Raises OSError.

    It gets another name first: a worker that only seemed lost, and still writes below its path, finds no folder there.
    What a killed process has left under the other name is removed, too.
    """
    renamed = folder.with_name(f"{folder.name}{REMOVED}")
    if renamed.exists():
        shutil.rmtree(renamed)
    if folder.exists():
        folder.rename(renamed)
        shutil.rmtree(renamed)
