"""Disks that take no more: a small one of its own, filled up, and folders that nobody can write in.

Root may write anywhere, whatever the mode of a folder: it is made immutable instead, as `chattr +i` does.
"""

import fcntl
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_GET_FLAGS, _SET_FLAGS, _IMMUTABLE = 0x80086601, 0x40086602, 0x10  # linux/fs.h


def mount_small_disk(folder: Path, megabytes: int) -> str:
    """Mount an empty disk of that size on a folder; returns why not, if it cannot be done here."""
    mount = shutil.which("mount")
    if os.geteuid() or not mount:
        return "only root can mount a small disk, where there is a command for it"
    command = [mount, "-t", "tmpfs", "-o", f"size={megabytes}m", "archiver-laws", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return f"no small disk can be mounted here: {done.stderr.strip()}" if done.returncode else ""


def unmount(folder: Path) -> None:
    if umount := shutil.which("umount"):
        subprocess.run([umount, "--lazy", str(folder)], check=True)


@contextmanager
def full_disk(folder: Path, *, free: int) -> Iterator[None]:
    """The disk of a folder has only so many bytes left, for a while."""
    ballast = folder / "ballast"
    with ballast.open("wb") as file:
        stat = os.statvfs(folder)
        taken = stat.f_bavail * stat.f_frsize - free
        if taken > 0:
            os.posix_fallocate(file.fileno(), 0, taken)
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """No name can be made, changed or removed in the folder, for a while. Raises OSError where that can't be had."""
    mode = folder.stat().st_mode
    if os.geteuid():
        folder.chmod(0o555)
    else:
        _set_immutable(folder, wanted=True)
    try:
        yield
    finally:
        if os.geteuid():
            folder.chmod(mode)
        else:
            _set_immutable(folder, wanted=False)


def why_never_read_only(folder: Path) -> str:
    """Why no folder of this disk can be made so, or nothing."""
    try:
        with read_only(folder):
            return ""
    except OSError as error:
        return f"a folder cannot be made read-only here: {error.strerror}"


def _set_immutable(folder: Path, *, wanted: bool) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        (flags,) = struct.unpack("l", fcntl.ioctl(file, _GET_FLAGS, bytes(struct.calcsize("l"))))
        flags = flags | _IMMUTABLE if wanted else flags & ~_IMMUTABLE
        fcntl.ioctl(file, _SET_FLAGS, struct.pack("l", flags))
    finally:
        os.close(file)
