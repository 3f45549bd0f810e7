"""The files of a folder or an archive, as the importers see them: a name, a size, and a stream of bytes."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from msgspec import Struct

from archiver.importers.containers.compression import HEAD_SIZE
from archiver.importers.containers.limits import DEFAULT_LIMITS
from archiver.importers.containers.reading import Line, UnreadableError, describe_error, read_lines, read_whole

Spool = Callable[[BinaryIO], Path]
"""Writes a stream to a temporary file. Raises UnreadableError."""


class Member(Struct, frozen=True, kw_only=True):
    """A file of an export, unpacked."""

    name: str
    """The path within the export, with `/`; never absolute, and without `..`. It is a name for people, and for telling
    files apart: no file is ever written to it."""
    size: int
    """Bytes, as far as they are known: those of the packed file, if that is compressed."""
    open: Callable[[], BinaryIO]
    """Opens a buffered stream of its bytes. Opening and reading raise UnreadableError."""
    path: Path | None = None
    """The file on the disk, if its bytes are all there as they are."""
    spool: Spool | None = None

    def head(self, size: int = HEAD_SIZE) -> bytes:
        """Read the first `size` bytes; b"" if the file cannot be read."""
        try:
            with self.open() as file:
                return file.read(size)
        except OSError:
            return b""

    def read(self) -> bytes:
        """Read all bytes. Raises UnreadableError, also for a file that is too large to be read as a whole."""
        with self.open() as file:
            return read_whole(file)

    def lines(self, longest: int = DEFAULT_LIMITS.line) -> Iterator[Line]:
        """Read the lines, each of at most `longest` bytes (see `read_lines`). Raises UnreadableError."""
        with self.open() as file:
            yield from read_lines(file, longest)

    def on_disk(self) -> Path:
        """A file on the disk with the bytes of the member, for readers that jump; unpacked there if need be.

        It is there until the source is closed. Raises UnreadableError.
        """
        if self.path is not None:
            return self.path
        if self.spool is None:
            raise UnreadableError("it has no place on the disk")
        with self.open() as file:
            return self.spool(file)


def safe_name(name: str) -> str | None:
    """The name of a member without `.`, and slashes at its start; None if it leads out of its archive.

    >>> safe_name("./a//b.txt"), safe_name("/etc/passwd"), safe_name("a/../../b"), safe_name("C:\\\\b")
    ('a/b.txt', 'etc/passwd', None, 'C:/b')
    """
    parts = [part for part in name.replace("\\", "/").replace("\0", "").split("/") if part not in {"", "."}]
    return None if not parts or ".." in parts else "/".join(parts)


def open_regular_file(path: Path) -> BinaryIO:
    """Open a file of the user's. Raises UnreadableError."""
    try:
        return path.open("rb")
    except OSError as error:
        raise UnreadableError(f"it cannot be read: {error.strerror or error}") from error


def open_zip_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> BinaryIO:
    """Open a file of a zip archive. Raises UnreadableError, also if it needs a password."""
    try:
        return cast("BinaryIO", archive.open(entry))
    except Exception as error:  # each kind of damage raises errors of its own
        raise UnreadableError(f"it cannot be unpacked: {describe_error(error)}") from error
