"""Spool files: what workers have for the server. A transaction sends them, when all threads are drawn."""

from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from msgspec import Struct

from archiver.files import make_folders
from archiver.model import IndexedThread
from archiver.search.index.types import SegmentMeta
from archiver.search.server.documents import ServerThread, thread_document

_FULL = 64 * 1024 * 1024  # bytes

Spooled = Callable[[ServerThread], bytes]
"""A thread as a part of a spool file. Pickles."""


class SpoolTarget(Struct, frozen=True, kw_only=True):
    """Opens new spool files. Pickles, so that workers can have it."""

    folder: Path
    spooled: Spooled
    is_shared: bool
    """False: whoever has the transaction does not have this folder."""

    def open(self) -> "SpoolWriter":
        """Begin a file. Writes nothing before the first thread."""
        return SpoolWriter(self.folder, self.spooled)

    def hand_over(self, segment: SegmentMeta) -> SegmentMeta:
        """A finished segment as `ServerTransaction.add` takes it. Raises OSError."""
        if self.is_shared:
            return segment
        path = self.folder / segment.name
        content = path.read_bytes()
        path.unlink()
        return segment._replace(files=((segment.name, content),))


class SpoolWriter:
    """Implements the port's `SegmentWriter` with a spool file."""

    def __init__(self, folder: Path, spooled: Spooled) -> None:
        """`folder` is where the file will be, which is made if it is missing; `spooled` writes a thread."""
        self._folder, self._spooled = folder, spooled
        self._name = token_hex(8)
        self._file: BinaryIO | None = None
        self._posts = self._bytes = 0

    @property
    def is_full(self) -> bool:
        """True if the file is large: call `finish`, and open another one for more threads."""
        return self._bytes > _FULL

    def add(self, thread: IndexedThread) -> None:
        """Write the posts of a thread. Raises OSError."""
        if not thread.posts:
            return
        if self._file is None:
            make_folders(self._folder, self._folder.parents[1])
            self._file = (self._folder / self._name).open("wb")
        self._bytes += self._file.write(self._spooled(thread_document(thread)))
        self._posts += len(thread.posts)

    def finish(self) -> SegmentMeta | None:
        """Close the file; returns what `IndexTransaction.add` takes, None if there are no posts. Raises OSError."""
        if self._file is None:
            return None
        self._file.close()
        return SegmentMeta(name=self._name, documents=self._posts)

    def close(self) -> None:
        """Close the file of a segment that will not be finished, after an error. Raises OSError."""
        if self._file is not None:
            self._file.close()
