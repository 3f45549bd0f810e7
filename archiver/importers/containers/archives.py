"""Folders, single files, zip and tar archives: each lists its regular files, and finds one by its name.

`Refuse` is called with the name of each file that is left out, and why.
"""

import io
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from archiver.importers.containers.limits import UnpackingLimits
from archiver.importers.containers.members import (
    Member,
    Spool,
    open_regular_file,
    open_zip_member,
    safe_name,
)
from archiver.importers.containers.reading import BoundedReader, UnreadableError, describe_error

Refuse = Callable[[str, str], None]
"""Takes the name of a file that is left out, and why."""
IGNORED_NAMES = frozenset({".git", ".svn", ".hg", "__MACOSX", ".DS_Store", "Thumbs.db"})
LINK = "a symbolic link, which is not followed"
"""Why a link is left out."""
_OUTSIDE = "its name leads out of the archive, or is empty"
_DAMAGES = (
    tarfile.TarError,
    OSError,
    EOFError,
    ValueError,
    ArithmeticError,
    LookupError,
    RuntimeError,
    MemoryError,
    struct.error,
)
"""What a damaged tar archive raises: a field may be no number, a size more than disks and memory have."""


class Container(Protocol):
    """Files with names."""

    def entries(self) -> Iterator[Member]:
        """All regular files, ordered by name within each folder."""
        ...

    def find(self, name: str) -> Member | None:
        """The file with this name; None if there is none."""
        ...


class Single:
    """A container of one file."""

    def __init__(self, member: Member) -> None:
        self._member = member

    def entries(self) -> Iterator[Member]:
        """The file."""
        yield self._member

    def find(self, name: str) -> Member | None:
        """The file, if that is its name."""
        return self._member if name == self._member.name else None


class Folder:
    """The files below a folder."""

    def __init__(self, root: Path, refuse: Refuse) -> None:
        self._root, self._refuse = root, refuse

    def entries(self) -> Iterator[Member]:
        """All regular files, ordered by name within each folder; no link is followed."""
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            below = []
            for entry in self._scan(folder):
                name = f"{folder}{entry.name}"
                if entry.name in IGNORED_NAMES:
                    continue
                if entry.is_symlink():
                    self._refuse(name, LINK)
                elif entry.is_dir(follow_symlinks=False):
                    below.append(f"{name}/")
                elif entry.is_file(follow_symlinks=False):
                    yield self._member(name, entry.stat(follow_symlinks=False).st_size)
            waiting.extend(reversed(below))

    def _scan(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self._root / folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._refuse(folder, f"it cannot be read: {error.strerror or error}")
            return []

    def find(self, name: str) -> Member | None:
        """The file with this name; None also for a link, below one, and for a name that no file can have."""
        safe = safe_name(name)
        if safe is None:
            return None
        path = self._root
        try:
            for part in safe.split("/"):
                path = path / part
                if path.is_symlink():
                    return None
            return self._member(safe, path.stat().st_size) if path.is_file() else None
        except (OSError, ValueError):  # too long, or not to be encoded
            return None

    def _member(self, name: str, size: int) -> Member:
        path = self._root / name
        return Member(name=name, size=size, open=partial(open_regular_file, path), path=path)


class Zip:
    """The files of a zip archive."""

    def __init__(self, file: BinaryIO, refuse: Refuse, limits: UnpackingLimits, spool: Spool) -> None:
        try:
            self._archive = zipfile.ZipFile(file)
        except Exception as error:  # each kind of damage raises errors of its own
            raise UnreadableError(f"it is not a zip archive that can be read: {describe_error(error)}") from error
        self._refuse, self._limits, self._spool = refuse, limits, spool

    def entries(self) -> Iterator[Member]:
        """All regular files, ordered by name."""
        for entry in sorted(self._archive.infolist(), key=lambda entry: entry.filename):
            name = safe_name(entry.filename)
            if entry.filename.endswith("/") or (name and not IGNORED_NAMES.isdisjoint(name.split("/"))):
                continue
            if name is None:
                self._refuse(entry.filename, _OUTSIDE)
            elif stat.S_ISLNK(entry.external_attr >> 16):
                self._refuse(name, LINK)
            else:
                yield self._member(name, entry)

    def find(self, name: str) -> Member | None:
        """The file with this name."""
        entry = self._archive.NameToInfo.get(name)
        safe = safe_name(name)
        if entry is None or safe is None or name.endswith("/") or stat.S_ISLNK(entry.external_attr >> 16):
            return None
        return self._member(safe, entry)

    def _member(self, name: str, entry: zipfile.ZipInfo) -> Member:
        return Member(name=name, size=entry.file_size, open=partial(self._open, entry), spool=self._spool)

    def _open(self, entry: zipfile.ZipInfo) -> BinaryIO:
        bounded = BoundedReader(open_zip_member(self._archive, entry), entry.compress_size, self._limits)
        return cast("BinaryIO", io.BufferedReader(bounded, 1 << 17))


class Tar:
    """The files of a tar archive that is not compressed."""

    def __init__(self, path: Path, refuse: Refuse, limits: UnpackingLimits, spool: Spool) -> None:
        self._path, self._refuse, self._spool = path, refuse, spool
        self._entries: dict[str, tuple[int, int]] = {}
        try:
            with tarfile.open(path, "r:") as archive:
                for entry in archive:
                    self._add(entry, limits.members)
        except UnreadableError:
            raise
        except _DAMAGES as error:
            self._refuse(path.name, f"the archive is damaged after {len(self._entries)} files: {describe_error(error)}")

    def _add(self, entry: tarfile.TarInfo, most: int) -> None:
        if len(self._entries) >= most:
            raise UnreadableError(f"it has more than {most:,} files")
        name = safe_name(entry.name)
        if name is None:
            self._refuse(entry.name, _OUTSIDE)
        elif entry.issym() or entry.islnk():
            self._refuse(name, LINK)
        elif entry.size < 0:
            self._refuse(name, "its size is less than nothing")
        elif entry.isreg() and not entry.sparse and IGNORED_NAMES.isdisjoint(name.split("/")):
            self._entries[name] = (entry.offset_data, entry.size)

    def entries(self) -> Iterator[Member]:
        """All regular files, ordered by name."""
        yield from (self._member(name) for name in sorted(self._entries))

    def find(self, name: str) -> Member | None:
        """The file with this name."""
        return self._member(name) if name in self._entries else None

    def _member(self, name: str) -> Member:
        offset, size = self._entries[name]
        return Member(name=name, size=size, open=partial(_open_part, self._path, offset, size), spool=self._spool)


class _Part(io.RawIOBase):
    """A range of a file."""

    def __init__(self, file: BinaryIO, offset: int, size: int) -> None:
        self._file, self._left = file, size
        file.seek(offset)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # io calls it with a buffer
        chunk = self._file.read(min(len(view), self._left))
        self._left -= len(chunk)
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def _open_part(path: Path, offset: int, size: int) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(_Part(open_regular_file(path), offset, size), 1 << 17))
