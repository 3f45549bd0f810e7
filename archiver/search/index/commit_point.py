"""The commit point: the file that names the current index, with a checksum of each of its files.

The file `current` in the search folder names the folder of the index, the generation of its table of contents, and the
size and CRC-32 of each file. It is replaced atomically once all of these files are complete, so that a search opens
either the index before a build or the index after it. Its first line is the CRC-32 of the rest. Nothing here opens the
index.
"""

import json
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self
from zlib import crc32

from msgspec import Struct

from archiver.errors import DamagedIndex
from archiver.files import remove_folder, replace_bytes
from archiver.search.index.whoosh_version import whoosh_name_and_version

SCHEMA_VERSION = 8
REBUILD_HINT = "`archiver build` makes it anew"
_CURRENT, _DAMAGED = "current", "damaged"
_CHUNK = 1 << 20
_NAME = re.compile(r"index-[0-9a-f]{8}")
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.]*")


def new_name() -> str:
    """A random name for the folder of a new index, so that the state of an older index never fits the new one."""
    return f"index-{secrets.token_hex(4)}"


class CommitPoint(Struct, frozen=True, kw_only=True):
    """What the file `current` records of an index when it is committed."""

    name: str
    """The folder of the index, relative to the search folder."""
    generation: int
    """The number of commits since the index was new."""
    library: str
    """Name and version of the Whoosh that wrote the index; see `whoosh_name_and_version`."""
    fork: str
    """The name of the distribution of that Whoosh; see `installed_fork`."""
    files: Mapping[str, tuple[int, int]]
    """The size in bytes and the CRC-32 of each file, by its name."""

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Read the file `current` in the search folder `folder`; None if there is none.

        Raises DamagedIndex if it cannot be read, is damaged, or is of another version of the format.
        """
        try:
            content = (folder / _CURRENT).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DamagedIndex(f"its record cannot be read: {error.strerror}") from error
        checksum, _, text = content.partition(b"\n")
        if checksum != b"%08x" % crc32(text):
            raise DamagedIndex("its record is damaged")
        fields = json.loads(text)
        if fields.get("version") != SCHEMA_VERSION:
            raise DamagedIndex("another version of this program made it")
        files = {name: (size, checksum) for name, (size, checksum) in fields["files"].items()}
        if not _NAME.fullmatch(fields["name"]) or not all(map(_FILE.fullmatch, files)):
            raise DamagedIndex("its record names files that are none of it")
        named = {key: fields[key] for key in ("name", "generation", "library", "fork")}
        return cls(**named, files=files)

    def write(self, folder: Path) -> None:
        """Write the file `current` in the search folder `folder`, atomically, then delete all other files in `folder`:
        those of earlier states of the index, and of builds that were killed.

        Raises OSError.
        """
        text = self._to_json()
        _remove_folder(folder / _CURRENT)
        replace_bytes(folder / _CURRENT, b"%08x\n" % crc32(text) + text)
        self.remove_others(folder)

    def _to_json(self) -> bytes:
        fields = {
            "version": SCHEMA_VERSION,
            "name": self.name,
            "generation": self.generation,
            "library": self.library,
            "fork": self.fork,
            "files": self.files,
        }
        return json.dumps(fields).encode("ascii")

    def remove_others(self, folder: Path) -> None:
        """Delete all files in the search folder `folder` that this commit point doesn't name. Raises OSError.

        They are of killed builds, or of an index before this one.
        """
        for other in folder.iterdir():
            if other.name not in {_CURRENT, self.name}:
                _remove(other)
        for file in (folder / self.name).iterdir():
            if file.name not in self.files:
                _remove(file)

    def verify_files(self, folder: Path, prefix: str = "") -> None:
        """Compare each recorded file of the index whose name begins with `prefix` with its size and CRC-32.

        All of each file is read, from the search folder `folder`. Raises DamagedIndex.
        """
        for name, (size, checksum) in self.files.items():
            if not name.startswith(prefix):
                continue
            try:
                found = _checksum(folder / self.name / name)
            except OSError as error:
                raise DamagedIndex(f"{name} cannot be read: {error.strerror}") from error
            if found != (size, checksum):
                raise DamagedIndex(f"{name} is not as it was written")

    def state(self, folder: Path) -> str:
        """A text that identifies this index on this disk, for `is_recorded`: the build's manifest stores it.

        It has the identity of the commit, which differs for every commit, and the size, times and inode of each file.
        `folder` is the search folder. Raises OSError if a file is missing.
        """
        stats = [(folder / self.name / name).stat() for name in sorted(self.files)]
        return f"{self._identity()} {' '.join(map(_shown, stats))}"

    def _identity(self) -> str:
        return f"{self.name} {self.generation} {self.library} {crc32(self._to_json()):08x}"

    def mark_damaged(self, folder: Path) -> None:
        """Write into the search folder `folder` that this index is damaged, so that the next build makes it anew.

        A build does not read the files of the index while their times are as recorded. A folder that cannot be written
        to is left alone: no build could mend the index.
        """
        with suppress(OSError):
            replace_bytes(folder / _DAMAGED, self._identity().encode())

    def _is_marked(self, folder: Path) -> bool:
        try:
            return (folder / _DAMAGED).read_bytes() == self._identity().encode()
        except OSError:
            return False

    def is_recorded(self, folder: Path, recorded: str) -> bool:
        """True if `recorded` is the `state` of this index, and its files in the search folder `folder` are intact.

        If size, times and inode of all files are as recorded, no file is read. If any of these differ, as in a copied
        project or a restored backup, all files are read and compared with their checksums. An index that somebody has
        found damaged (`mark_damaged`) is not intact.
        """
        if not recorded.startswith(f"{self._identity()} ") or self.library != whoosh_name_and_version():
            return False
        if self._is_marked(folder):
            return False
        try:
            if self.state(folder) != recorded:
                self.verify_files(folder)
        except (OSError, DamagedIndex):
            return False
        return True


def _shown(stat: os.stat_result) -> str:
    return f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}:{stat.st_ino}"


def read_checksums(folder: Path, known: Mapping[str, tuple[int, int]], names: list[str]) -> dict[str, tuple[int, int]]:
    """The size in bytes and the CRC-32 of each of the files `names` in `folder`. Raises OSError.

    `known` has sizes and checksums of files that are not to be read again, since index files never change.
    """
    return {name: known.get(name) or _checksum(folder / name) for name in names}


def _checksum(path: Path) -> tuple[int, int]:
    size = checksum = 0
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            checksum = crc32(chunk, checksum)
    return size, checksum


def _remove(path: Path) -> None:
    _remove_folder(path)
    path.unlink(missing_ok=True)


def _remove_folder(path: Path) -> None:
    """Delete a folder where a file is to be, or of an index that is not needed; a file or a link stays."""
    if path.is_dir() and not path.is_symlink():
        remove_folder(path)
