"""The bytes of one file as they arrive: in memory at first, and on disk if they become many.

A large file that could not be finished stays below `content/_media/partial/`, with the validator of its version (ETag
or Last-Modified, RFC 9110, section 8.8), so that the next attempt asks for the rest only.
"""

import json
from pathlib import Path
from typing import BinaryIO, NamedTuple

from archiver.errors import OutputError
from archiver.files import replace_bytes
from archiver.media.at_home import AddressRow
from archiver.media.file_types import HEAD_SIZE
from archiver.media.media_store import MediaStore
from archiver.model import digest_of

PARTIAL_FOLDER = "partial"
_IN_MEMORY = 256 * 1024  # bytes; what is smaller is asked for again as a whole


class _Saved(NamedTuple):
    """What is known of a partial file."""

    size: int
    validator: str


class Download:
    """One file that is being fetched. Methods raise OutputError if the disk refuses."""

    def __init__(self, media_folder: Path, address: str) -> None:
        """`media_folder` is `content/_media`; the address names the partial file of an earlier attempt."""
        self._path = media_folder / PARTIAL_FOLDER / digest_of(address.encode(errors="surrogatepass"))
        self._note = self._path.with_suffix(".json")
        self._memory = bytearray()
        self._file: BinaryIO | None = None
        self._validator = ""
        self.head = b""
        """The first `HEAD_SIZE` bytes, as far as they are there."""
        self.size = 0
        """Bytes that are there."""

    def saved(self) -> _Saved | None:
        """Look for a part of the file that an earlier attempt has left; None if there is none."""
        try:
            validator = json.loads(self._note.read_bytes())["validator"]
            size = self._path.stat().st_size
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        is_text = isinstance(validator, str) and validator.isascii() and validator.isprintable()  # it becomes a header
        return _Saved(size, validator) if size and is_text else None

    def begin(self, validator: str) -> None:
        """Begin with the first byte of a file. `validator` is that of its version, "" if the server has given none."""
        self.discard()
        self._validator = validator

    def resume(self, saved: _Saved) -> None:
        """Go on after the part that an earlier attempt has left."""
        self._close()
        try:
            self._file = self._path.open("r+b")
            self.head = self._file.read(HEAD_SIZE)
            self._file.seek(saved.size)
        except OSError as error:
            raise _write_error(error) from error
        self.size, self._validator = saved.size, saved.validator

    def write(self, chunk: bytes) -> None:
        """Add bytes at the end."""
        if len(self.head) < HEAD_SIZE:
            self.head += chunk[: HEAD_SIZE - len(self.head)]
        self.size += len(chunk)
        try:
            if self._file:
                self._file.write(chunk)
                return
            self._memory += chunk
            if len(self._memory) > _IN_MEMORY:
                self._move_to_disk()
        except OSError as error:
            raise _write_error(error) from error

    def store(self, store: MediaStore, address: str) -> AddressRow:
        """Move the whole file into a store, under `address`."""
        if self._file is None:
            return store.add_bytes(address, bytes(self._memory))
        self._close()
        row = store.add_file(address, self._path, is_moved=True)
        self._note.unlink(missing_ok=True)
        return row

    def pause(self) -> None:
        """Keep what is there for another attempt, if it is much, and the server can be asked for the rest."""
        if self._file and self._validator:
            self._close()
        else:
            self.discard()

    def discard(self) -> None:
        """Forget what is there."""
        self._close()
        self._memory.clear()
        self.head, self.size, self._validator = b"", 0, ""
        try:
            self._note.unlink(missing_ok=True)
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise _write_error(error) from error

    def _move_to_disk(self) -> None:
        self._path.parent.mkdir(exist_ok=True)
        if self._validator:
            replace_bytes(self._note, json.dumps({"validator": self._validator}).encode())
        self._file = self._path.open("wb")
        self._file.write(self._memory)
        self._memory.clear()

    def _close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None


def remove_partial_files(media_folder: Path, addresses: frozenset[str]) -> None:
    """Remove the partial files of addresses that are not wanted any more, and the folder if it is empty then.

    `media_folder` is `content/_media`; `addresses` are those whose files stay. Symbolic links, which a cloned project
    may have, are removed. Raises OutputError if the folder is one.
    """
    folder = media_folder / PARTIAL_FOLDER
    if folder.is_symlink():
        raise OutputError(f"{folder} is a symbolic link; remove it")
    if not folder.is_dir():
        return
    kept = {digest_of(address.encode(errors="surrogatepass")) for address in addresses}
    for path in list(folder.iterdir()):
        if path.is_symlink() or path.name.partition(".")[0] not in kept:
            path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()


def _write_error(error: OSError) -> OutputError:
    return OutputError(
        f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}; what is there stays"
    )
