"""Which index is the current one, and whether its files are as they were written. Nothing here opens it.

The file `current` names it: the folder, the generation of its table of contents, and the size and checksum of each
file. It is moved into place when all of them stand, so a search sees the index before a build or after it. Its first
line is the checksum of the rest.
"""

import json
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from zlib import crc32

from archiver.errors import DamagedIndex
from archiver.search.index.whoosh_version import library

SCHEMA_VERSION = 4
SEPARATOR = "\x1f"
"""Between the values of a field that has several."""
INDEX_NAME = "MAIN"
MEND = "`archiver build --clean` makes it anew"
_CURRENT = "current"
_CHUNK = 1 << 20
_NAME = re.compile(r"index-[0-9a-f]{8}")
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.]*")


def new_name() -> str:
    """A name for an index: never that of one that the manifest may remember."""
    return f"index-{secrets.token_hex(4)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """An index as it was committed. `library` is the Whoosh that wrote it."""

    name: str
    generation: int
    library: str
    files: Mapping[str, tuple[int, int]]
    """The size and the CRC-32 of each."""

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """The current one; None if there is none. Raises DamagedIndex."""
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
        return cls(name=fields["name"], generation=fields["generation"], library=fields["library"], files=files)

    def write(self, folder: Path) -> None:
        """Put it in the place of the current one, at once; then remove what is left of others. Raises OSError."""
        fields = {
            "version": SCHEMA_VERSION,
            "name": self.name,
            "generation": self.generation,
            "library": self.library,
            "files": self.files,
        }
        text = json.dumps(fields).encode("ascii")
        _remove_folder(folder / _CURRENT)
        (folder / "new").write_bytes(b"%08x\n" % crc32(text) + text)
        (folder / "new").replace(folder / _CURRENT)
        self.remove_others(folder)

    def remove_others(self, folder: Path) -> None:
        """Remove what a build has left that was killed, and what belongs to other indexes. Raises OSError."""
        for other in folder.iterdir():
            if other.name not in {_CURRENT, self.name}:
                _remove(other)
        for file in (folder / self.name).iterdir():
            if file.name not in self.files:
                _remove(file)

    def check(self, folder: Path, beginning: str = "") -> None:
        """Read every file whose name begins so. Raises DamagedIndex if one is not as it was written."""
        for name, (size, checksum) in self.files.items():
            if not name.startswith(beginning):
                continue
            try:
                found = _checksum(folder / self.name / name)
            except OSError as error:
                raise DamagedIndex(f"{name} cannot be read: {error.strerror}") from error
            if found != (size, checksum):
                raise DamagedIndex(f"{name} is not as it was written")


def checksums(folder: Path, names: Mapping[str, tuple[int, int]], wanted: list[str]) -> dict[str, tuple[int, int]]:
    """The size and checksum of files, those that are known already as they are."""
    return {name: names.get(name) or _checksum(folder / name) for name in wanted}


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
    """Remove a folder where there is to be a file, or nothing."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)


def index_state(folder: Path) -> str:
    """What the manifest remembers an index by; "" if there is none that can be read. It changes with every commit, and
    with any file.
    """
    try:
        snapshot = Snapshot.read(folder)
        found = [(folder / snapshot.name / name).stat() for name in sorted(snapshot.files)] if snapshot else []
    except (OSError, DamagedIndex):
        return ""
    if snapshot is None or snapshot.library != library():
        return ""
    shown = " ".join(f"{stat.st_size}:{stat.st_ctime_ns}" for stat in found)
    return f"{snapshot.name} {snapshot.generation} {snapshot.library} {shown}"
