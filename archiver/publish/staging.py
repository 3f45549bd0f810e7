"""Marks the output folder as written by archiver, and writes files to a staging folder in it before publishing."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from archiver.errors import OutputError
from archiver.files import make_folders, remove_folder
from archiver.model import Digest, Output, StagedFile, StreamedOutput, digest_of_chunks
from archiver.publish.scan import MARKER, STAGING

_NAME = 16  # random bytes
_MARKER_TEXT = b"archiver writes this folder, and keeps what others put into it.\n"


def check_output_folder(folder: Path, *, is_known: bool) -> bool:
    """Check that a build may write into the output folder: it is empty, has our marker, or there are records of it.

    Hidden files like `.git` do not count. `is_known` is True if the manifest has records of the folder.

    Returns:
        True if the folder has our marker, but there are no records of it, since the state folder was deleted.

    Raises:
        OutputError: the folder has files, and neither marker nor records.
    """
    marker = folder / MARKER
    was_ours = marker.is_file() and not marker.is_symlink()
    if folder.is_dir() and not was_ours and not is_known:
        foreign = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
        if foreign:
            some = ", ".join(foreign[:3]) + (", …" if len(foreign) > 3 else "")
            raise OutputError(
                f"{folder} has files that archiver did not write ({some}); "
                f"empty it, or choose another folder with `output` in archiver.toml"
            )
    return was_ours and not is_known


@contextmanager
def open_staging(folder: Path, root: Path) -> Iterator[Path]:
    """Mark the output folder as written by archiver, and open an empty staging folder, which is removed at the end.

    It is inside the output folder, which is made if it is missing, so that files are moved on one file system. `root`
    is the folder of the project, which is not made. Raises OSError.
    """
    make_folders(folder, root)
    staging = folder / STAGING
    _remove_staging(staging)  # of a build that was killed
    try:
        staging.mkdir()
        if not (folder / MARKER).is_file():
            (staging / MARKER).write_bytes(_MARKER_TEXT)
            (staging / MARKER).replace(folder / MARKER)
        yield staging
    finally:
        _remove_staging(staging)


def _remove_staging(staging: Path) -> None:
    if staging.is_symlink():
        staging.unlink()
    else:
        remove_folder(staging)


def stage(
    outputs: Iterable[Output | StreamedOutput], current: Mapping[str, Digest], staging: Path
) -> tuple[StagedFile, ...]:
    """Write files to the staging folder, except files that the site has already with equal bytes.

    Files of one folder of the site are staged in one folder, so that it can be moved as a whole, and because ext4 takes
    40 to 200 µs to create a file in a folder of thousands, and 10 µs in a small one. Several calls may stage files of
    one path, in several processes or on several machines, and one whose result is lost may go on while another repeats
    it: each has folders of its own, which only its result names.

    Args:
        outputs: files to publish. Of a streamed one, memory has one chunk at a time.
        current: the digests of the files that the site has, by path.
        staging: the staging folder.

    Raises OSError, also if the bytes of a streamed file do not have its digest and size.
    """
    files: list[StagedFile] = []
    folders: dict[str, str] = {}
    for output in outputs:
        digest, staged = output.digest, None
        if digest != current.get(output.path):
            folder, _, name = output.path.rpartition("/")
            if folder not in folders:
                folders[folder] = _make_folder(staging)
            staged = f"{folders[folder]}/{name}"
            _write(staged, output)
        files.append(StagedFile(path=output.path, digest=digest, size=output.size, staged=staged))
    return tuple(files)


def _make_folder(staging: Path) -> str:
    path = f"{staging}/{os.urandom(_NAME).hex()}"
    os.mkdir(path)
    return path


def _write(path: str, output: Output | StreamedOutput) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    with open(file, "wb", buffering=0) as opened:
        if isinstance(output, Output):
            _write_all(opened, output.content)
        elif digest_of_chunks(_written(opened, output.read())) != output.digest or opened.tell() != output.size:
            raise OSError(f"the file for {output.path} changed while it was read; build again")


def _written(file: FileIO, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Write each chunk, then yield it."""
    for chunk in chunks:
        _write_all(file, chunk)
        yield chunk


def _write_all(file: FileIO, content: bytes) -> None:
    left = memoryview(content)
    while left:  # one call may write less than all of it
        left = left[file.write(left) :]
