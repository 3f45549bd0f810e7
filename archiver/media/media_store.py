"""Files of addresses are written to `content/_media/`, named by their digests, with a row for each in the table.

For all that brings files home: `archiver media fetch`, and importers with the files that came with an export. A row is
appended after its file is in place, so a killed run loses nothing; closing the store sorts the table.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from archiver.errors import LockedError, OutputError
from archiver.files import replace_bytes
from archiver.media.at_home import (
    MEDIA_FOLDER,
    TABLE_NAME,
    AddressRow,
    AtHome,
    FailureKind,
    is_stored,
    parse_table,
    row_to_line,
    table_to_bytes,
)
from archiver.media.content_files import open_regular
from archiver.media.file_types import HEAD_SIZE, file_type_of
from archiver.media.type_table import FileType
from archiver.model import Digest, digest_of

_CHUNK = 1 << 20  # bytes that are hashed at once


class MediaStore:
    """The files and the table in `content/_media/`, open for additions. One process at a time has them open.

    Equal files are stored once. A later row of an address replaces an earlier one. Methods may be called from several
    threads; they raise OSError if the disk refuses.
    """

    def __init__(self, content: Path) -> None:
        """Open the store below the folder `content`, and make its folder if there is none.

        Raises OutputError if the folder is a link out of `content`, and LockedError if another process has it open.
        """
        self.folder = content / MEDIA_FOLDER
        self.folder.mkdir(parents=True, exist_ok=True)
        self._table_path = self.folder / TABLE_NAME
        for path in (self.folder, self._table_path):
            _refuse_link(path, content)
        self._folder_fd = _lock(self.folder)
        self._table = self._read()
        self._rows = dict(self._table.rows)
        self._log: int | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def at_home(self) -> AtHome:
        """The table as it was when the store was opened."""
        return self._table

    def close(self) -> None:
        """Sort the table, with one row for each address, and let other processes open the store."""
        if self._folder_fd is None:
            return
        try:
            self._compact()
        finally:
            os.close(self._folder_fd)  # which unlocks it
            self._folder_fd = None

    def add_bytes(self, address: str, content: bytes, name: str = "") -> AddressRow:
        """Store a file for an address, unless an equal file is there, and add its row.

        Args:
            address: the address as the source has it.
            content: the bytes of the file, which tell its type.
            name: its name, which chooses between types with the same first bytes; that in the address if it is "".
        """
        file_type = file_type_of(content[:HEAD_SIZE], name or _name_in(address))
        target = self._target(digest_of(content), file_type)
        if not is_stored(target, len(content)):
            replace_bytes(target, content)
        return self._add_file_row(address, target, file_type)

    def add_file(self, address: str, path: Path, name: str = "", *, is_moved: bool = False) -> AddressRow:
        """Store a copy of the file `path` for an address, unless an equal file is there, and add its row.

        Args:
            address: the address as the source has it.
            path: a file anywhere.
            name: its name, which chooses between types with the same first bytes; that in the address if it is "".
            is_moved: True to move the file, which must be below `folder`, instead of copying it.
        """
        digest, head = _read_digest(path)
        file_type = file_type_of(head, name or _name_in(address))
        target = self._target(digest, file_type)
        if is_stored(target, path.stat().st_size):
            if is_moved:
                path.unlink()
        elif is_moved:
            path.replace(target)
        else:
            copy = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_native_id()}.new")
            try:
                shutil.copyfile(path, copy)
                copy.replace(target)
            finally:
                copy.unlink(missing_ok=True)
        return self._add_file_row(address, target, file_type)

    def add_failure(self, address: str, kind: FailureKind, detail: str = "") -> AddressRow:
        """Add a row that says why there is no file for an address. `kind` and `detail` are the reason."""
        return self._append(AddressRow(address, failure=kind, detail=detail, time=_now()))

    def _target(self, digest: Digest, file_type: FileType) -> Path:
        target = self.folder / digest[:2] / f"{digest}.{file_type.extension}"
        if not target.parent.is_dir():
            target.parent.mkdir(exist_ok=True)
        if target.parent.is_symlink():
            raise OutputError(f"{target.parent} is a symbolic link; remove it")
        return target

    def _add_file_row(self, address: str, target: Path, file_type: FileType) -> AddressRow:
        file = target.relative_to(self.folder).as_posix()
        size = target.stat().st_size
        return self._append(AddressRow(address, file, file_type.mime_type, size, time=_now()))

    def _append(self, row: AddressRow) -> AddressRow:
        """Append a row to the table: one write, so that two threads do not mix."""
        with self._lock:
            if self._log is None:
                self._log = self._open_log()
            os.write(self._log, row_to_line(row))
            self._rows[row.address] = row
        return row

    def _open_log(self) -> int:
        """Open the table to append, after a newline if the last write was killed."""
        log = os.open(self._table_path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        size = os.fstat(log).st_size
        if size and os.pread(log, 1, size - 1) != b"\n":
            os.write(log, b"\n")
        return log

    def _read(self) -> AtHome:
        if not self._table_path.exists():
            return AtHome()
        with open_regular(self._table_path) as table:
            return parse_table(table.read())

    def _compact(self) -> None:
        if self._log is not None:
            os.close(self._log)
            self._log = None
        if not self._rows and not self._table.damaged_lines:
            with contextlib.suppress(OSError):
                self.folder.rmdir()  # nothing has come; the folder stays if it has other files
            return
        table = table_to_bytes(self._rows.values(), self._table.damaged_lines)
        if digest_of(table) != digest_of(self._table_path.read_bytes()):
            replace_bytes(self._table_path, table)


def _refuse_link(path: Path, content: Path) -> None:
    if not path.resolve().is_relative_to(content.resolve()):
        raise OutputError(f"{path} is a symbolic link out of the content folder; remove it")


def _lock(folder: Path) -> int | None:
    """Lock a folder until the file descriptor that is returned is closed. A killed process unlocks it, too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise LockedError(f"another command is writing to {folder}") from None
    return descriptor


def _name_in(address: str) -> str:
    """The name of the file in an address, perhaps with the folders before it."""
    return address.partition("?")[0].partition("#")[0]


def _read_digest(path: Path) -> tuple[Digest, bytes]:
    """`digest_of` the bytes of a file, without all of them in memory, and its first bytes."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        head = file.read(HEAD_SIZE)
        digest.update(head)
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return Digest(digest.hexdigest()), head


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
