"""Packs files of the site into a zip."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can have
_MODE = 0o100644  # a plain file that all can read
_UNIX = 3


def write_zip(file: Path, folder: Path, paths: Iterable[str]) -> int:
    """Pack files into a zip that replaces `file`; returns its size in bytes. Raises OSError, and then changes nothing.

    In the zip the files are in a folder with the name of the zip. Equal files give an equal zip, with one version of
    zlib: they are in the order of their paths, and all have one time.

    Args:
        file: the zip.
        folder: the output folder.
        paths: the paths of the files, relative to the output folder.
    """
    temporary = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        with ZipFile(temporary, "w", ZIP_DEFLATED) as packed:
            for path in sorted(paths):
                _add(packed, f"{file.stem}/{path}", folder / path)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
    return file.stat().st_size


def _add(packed: ZipFile, name: str, file: Path) -> None:
    info = ZipInfo(name, _TIME)
    info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, _UNIX, _MODE << 16
    info.file_size = file.stat().st_size  # if it has 2 GiB or more, its entry is one of ZIP64
    with file.open("rb") as content, packed.open(info, "w") as entry:
        shutil.copyfileobj(content, entry)
