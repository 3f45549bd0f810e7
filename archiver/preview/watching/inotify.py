"""The calls of inotify, which tells of changes in folders on Linux: inotify(7).

watchdog has them, too, but its thread ends without a word when a folder that was moved away is removed after another
one has taken its place and has gone (version 7.1), and it holds all events back for half a second after a file was
moved out of the watched folders.
"""

import ctypes
import os
import select
import struct
from enum import IntFlag
from typing import NamedTuple

_HEADER = struct.Struct("iIII")  # watch descriptor, mask, cookie, length of the name
_BUFFER = 1 << 16  # bytes that are read at once
_libc = ctypes.PyDLL(None, use_errno=True)  # these calls are short: other threads do not take over in between


class Mask(IntFlag):
    """What to tell of a folder, and what an event tells. The values are those of `<sys/inotify.h>`."""

    MODIFY = 0x2
    CLOSE_WRITE = 0x8
    MOVED_FROM = 0x40
    MOVED_TO = 0x80
    CREATE = 0x100
    DELETE = 0x200
    DELETE_SELF = 0x400
    MOVE_SELF = 0x800
    Q_OVERFLOW = 0x4000
    IGNORED = 0x8000
    ONLYDIR = 0x0100_0000
    ISDIR = 0x4000_0000


class InotifyEvent(NamedTuple):
    """An event of a watched folder."""

    descriptor: int
    """The number of the watch."""
    mask: int
    name: str
    """The name in the folder; "" if the event is of the folder itself."""


class Inotify:
    """An inotify instance. One thread reads, any thread adds and removes. Methods raise OSError."""

    def __init__(self) -> None:
        self._fd = _checked(_libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK))
        self._end_reading, self._ended = os.pipe()
        self._poll = select.poll()
        for descriptor in (self._fd, self._end_reading):
            self._poll.register(descriptor, select.POLLIN)

    def add(self, folder: str, mask: int) -> int:
        """Watch a folder; gives the number of the watch, the same one each time."""
        return _checked(_libc.inotify_add_watch(self._fd, os.fsencode(folder), ctypes.c_uint32(mask)), folder)

    def remove(self, descriptor: int) -> None:
        """End a watch; the last event of it is IGNORED."""
        _libc.inotify_rm_watch(self._fd, descriptor)  # fails if the folder is gone, and its watch with it

    def read(self) -> list[InotifyEvent]:
        """Wait for events; none come after `end`."""
        if any(descriptor == self._end_reading for descriptor, _ in self._poll.poll()):
            return []
        return parse_events(os.read(self._fd, _BUFFER))

    def end(self) -> None:
        """Let `read` return without events."""
        os.write(self._ended, b"x")

    def close(self) -> None:
        """Free what the system keeps. Nobody may be reading."""
        for descriptor in (self._fd, self._end_reading, self._ended):
            os.close(descriptor)


def parse_events(buffer: bytes) -> list[InotifyEvent]:
    """The events in what was read from an inotify instance."""
    events, start = [], 0
    while start < len(buffer):
        descriptor, mask, _, length = _HEADER.unpack_from(buffer, start)
        start += _HEADER.size + length
        events.append(InotifyEvent(descriptor, mask, os.fsdecode(buffer[start - length : start].rstrip(b"\0"))))
    return events


def _checked(result: int, path: str | None = None) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error), path)
    return result
