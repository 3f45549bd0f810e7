"""Which of the files that have changed can be read now: a file that is being written is held back until it is complete.

In come the paths of events, out come the paths that are ready. All times are seconds of one monotonic clock.
"""

import heapq
import itertools
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from archiver.preview.watching.scan import Signature, signature_of
from archiver.source.extensions import is_markdown

_STILL = 0.1  # seconds without a change, after which a file that looks unfinished is complete, or a missing one removed
_LONGEST = 0.5  # seconds after its first change, at which a file is passed on even if changes go on
_TEXT = frozenset({".css", ".html", ".js", ".po", ".toml", ".txt", ".xml"})


class FileState(NamedTuple):
    """What tells whether a file is complete."""

    signature: Signature | None
    """None if there is no such file."""
    is_complete: bool
    """False for a file that is gone or empty, and for a text that does not end with a newline."""

    @property
    def size(self) -> int:
        """Bytes; 0 if there is no such file."""
        return self.signature[2] if self.signature else 0


@dataclass(slots=True)
class _Pending:
    """A file that has changed and was not passed on yet."""

    first: float
    """When it changed first."""
    last: float
    """When it changed last."""
    due: float
    """When it is to be read next."""
    state: FileState | None = None
    """As it was when it was read last."""


class HalfWritten:
    """Holds back files that are being written, and files that are gone only until they are written anew.

    A save that leaves a text without a newline at its end, or a file empty, is held back for a moment only: such files
    may be meant. A text that had none at its last save either is not held back unless it has become shorter.

    Args:
        read_state: reads the state of a file.
    """

    def __init__(self, read_state: Callable[[Path], FileState] | None = None) -> None:
        self._read_state = read_state or read_file_state
        self._pending: dict[Path, _Pending] = {}
        self._queue: list[tuple[float, int, Path]] = []  # a heap; the second value keeps the order of the events
        self._numbers = itertools.count()
        self._unended: dict[Path, int] = {}  # the sizes of texts that were passed on without a newline at their end

    def __contains__(self, path: Path) -> bool:
        """True for a path that was added and is not ready yet."""
        return path in self._pending

    def add(self, path: Path, now: float, *, quiet: float = 0.0) -> None:
        """Note a change of a file, or of a folder.

        Args:
            path: what has changed.
            now: the time.
            quiet: seconds without another change, after which the file is to be read; 0 if it was closed.
        """
        pending = self._pending.setdefault(path, _Pending(first=now, last=now, due=-1.0))
        pending.last = now
        self._schedule(path, pending, min(now + quiet, pending.first + _LONGEST))

    def take_ready(self, now: float) -> tuple[Path, ...]:
        """The paths that can be read now, in the order of their changes; they are no longer held."""
        ready = []
        while (due := self.next_due()) is not None and due <= now:
            path = heapq.heappop(self._queue)[2]
            pending = self._pending[path]
            if (again := self._next_reading(path, pending, now)) is None:
                ready.append(path)
                del self._pending[path]
            else:
                self._schedule(path, pending, again)
        return tuple(ready)

    def next_due(self) -> float | None:
        """The time at which `take_ready` may find another path; None if nothing is held."""
        while self._queue and not self._is_scheduled(*self._queue[0]):
            heapq.heappop(self._queue)
        return self._queue[0][0] if self._queue else None

    def _next_reading(self, path: Path, pending: _Pending, now: float) -> float | None:
        """When a file is to be read again; None if it is ready."""
        state = self._read_state(path)
        if pending.state not in {None, state}:  # no event has told of this change
            pending.last = now
        pending.state = state
        again = min(pending.last + _STILL, pending.first + _LONGEST)
        if not state.is_complete and not self._is_as_usual(path, state) and again > now:
            return again
        self._unended.pop(path, None)
        if state.size and not state.is_complete:
            self._unended[path] = state.size
        return None

    def _is_as_usual(self, path: Path, state: FileState) -> bool:
        return path in self._unended and state.size >= self._unended[path]

    def _schedule(self, path: Path, pending: _Pending, due: float) -> None:
        if pending.due != due:
            pending.due = due
            heapq.heappush(self._queue, (due, next(self._numbers), path))

    def _is_scheduled(self, due: float, _number: int, path: Path) -> bool:
        pending = self._pending.get(path)
        return pending is not None and pending.due == due


def read_file_state(path: Path) -> FileState:
    """Whether a file is complete, from its size and its last byte. What cannot be read is: a build tells why."""
    try:
        found = path.stat()
        signature = signature_of(found)
        if not stat.S_ISREG(found.st_mode):
            return FileState(signature, is_complete=True)
        if not found.st_size or not _is_text(path.name):
            return FileState(signature, is_complete=found.st_size > 0)
        return FileState(signature, is_complete=_read_byte(path, found.st_size - 1) == b"\n")
    except FileNotFoundError:
        return FileState(None, is_complete=False)
    except OSError:
        return FileState(None, is_complete=True)


def _is_text(name: str) -> bool:
    """True for a file that editors end with a newline."""
    return is_markdown(name) or os.path.splitext(name)[1].lower() in _TEXT  # noqa: PTH122  a fifth of the time of Path


def _read_byte(path: Path, offset: int) -> bytes:
    """One byte of a file; none if it has become shorter. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # without waiting, should it be a pipe by now
    try:
        return os.pread(descriptor, 1, offset)
    finally:
        os.close(descriptor)
