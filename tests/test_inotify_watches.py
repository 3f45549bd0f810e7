"""What the system refuses or forgets to tell on Linux."""

from __future__ import annotations

import errno
import os
import struct
import sys
import time
from pathlib import Path

import pytest

from archiver.preview.watching import inotify_watches
from archiver.preview.watching.changes import Change
from archiver.preview.watching.inotify import Inotify, InotifyEvent, Mask, parse_events
from archiver.preview.watching.inotify_watches import InotifyWatches

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")


class Heard:
    """A listener that keeps what it was told."""

    def __init__(self) -> None:
        self.changes: list[tuple[str, Change]] = []
        self.losses: list[OSError | None] = []

    def note(self, path: Path, change: Change) -> None:
        self.changes.append((path.name, change))

    def note_loss(self, error: OSError | None) -> None:
        self.losses.append(error)


def wait_for(heard: Heard, name: str, change: Change) -> None:
    end = time.monotonic() + 20
    while (name, change) not in heard.changes:
        assert time.monotonic() < end, heard.changes
        time.sleep(0.005)


def test_events_are_parsed_with_and_without_names() -> None:
    first = struct.pack("iIII", 1, Mask.CREATE, 0, 16) + b"caf\xc3\xa9.md".ljust(16, b"\0")
    second = struct.pack("iIII", 2, Mask.IGNORED, 0, 0)
    assert parse_events(first + second) == [
        InotifyEvent(1, Mask.CREATE, "café.md"),
        InotifyEvent(2, Mask.IGNORED, ""),
    ]


def test_what_happens_to_a_file_is_told_in_order(tmp_path: Path) -> None:
    heard = Heard()
    watches = InotifyWatches(heard)
    assert watches.update({tmp_path: True, tmp_path / "none": True})
    assert not watches.update({tmp_path: True})
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "a").rename(tmp_path / "b")
    (tmp_path / "b").unlink()
    wait_for(heard, "b", Change.REMOVED)
    watches.close()
    assert heard.changes == [
        ("a", Change.MADE),
        ("a", Change.WRITTEN),
        ("a", Change.COMPLETE),
        ("a", Change.REMOVED),
        ("b", Change.COMPLETE),
        ("b", Change.REMOVED),
    ]


def test_a_name_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    heard = Heard()
    watches = InotifyWatches(heard)
    watches.update({tmp_path: True})
    name = os.fsdecode(b"\xff.md")
    (tmp_path / name).touch()
    wait_for(heard, name, Change.MADE)
    watches.close()


def test_a_folder_below_is_watched_only_if_that_is_asked_for(tmp_path: Path) -> None:
    heard = Heard()
    watches = InotifyWatches(heard)
    for folder in ("deep/below", "flat/below", "flat/.hidden"):
        (tmp_path / folder).mkdir(parents=True)
    watches.update({tmp_path / "deep": True, tmp_path / "flat": False})
    (tmp_path / "flat/below/unheard").touch()
    (tmp_path / "deep/below/heard").touch()
    wait_for(heard, "heard", Change.COMPLETE)
    watches.close()
    assert {name for name, _ in heard.changes} == {"heard"}


def test_no_watch_is_left_of_folders_that_are_no_longer_wanted(tmp_path: Path) -> None:
    heard = Heard()
    watches = InotifyWatches(heard)
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    watches.update({tmp_path / "one": True})
    assert watches.update({tmp_path / "two": True})
    (tmp_path / "one/unheard").touch()
    (tmp_path / "two/heard").touch()
    wait_for(heard, "heard", Change.COMPLETE)
    watches.close()
    assert {name for name, _ in heard.changes} == {"heard"}


def test_a_folder_that_was_made_anew_is_watched_even_if_it_has_the_inode_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, folder = Heard(), tmp_path / "folder"
    monkeypatch.setattr(inotify_watches, "identity_of", lambda path: (1, 1) if path.is_dir() else None)
    watches = InotifyWatches(heard)
    folder.mkdir()
    watches.update({tmp_path: False, folder: True})
    folder.rmdir()
    folder.mkdir()
    wait_for(heard, "folder", Change.MADE)
    assert watches.update({tmp_path: False, folder: True})
    (folder / "heard").touch()
    wait_for(heard, "heard", Change.COMPLETE)
    watches.close()


def test_after_an_overflow_of_events_all_is_watched_anew(tmp_path: Path) -> None:
    heard = Heard()
    watches = InotifyWatches(heard)
    watches.update({tmp_path: True})
    watches._take(InotifyEvent(-1, Mask.Q_OVERFLOW, ""))
    assert heard.losses == [None]
    assert watches.update({tmp_path: True})
    watches.close()


def test_where_the_system_has_no_more_watches_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add = Inotify.add

    def refuse_deep(self: Inotify, folder: str, mask: int) -> int:
        if folder.endswith("deep"):
            raise OSError(errno.ENOSPC, "no more watches")
        return add(self, folder, mask)

    monkeypatch.setattr(Inotify, "add", refuse_deep)
    heard = Heard()
    watches = InotifyWatches(heard)
    watches.update({tmp_path: True})
    (tmp_path / "deep").mkdir()
    (tmp_path / "last").touch()
    wait_for(heard, "last", Change.COMPLETE)
    assert [error.errno for error in heard.losses if error] == [errno.ENOSPC]
    with pytest.raises(OSError, match="no more watches"):
        watches.update({tmp_path: True, tmp_path / "deep": True})
    watches.close()


def test_a_folder_that_cannot_be_watched_raises_why() -> None:
    inotify = Inotify()
    with pytest.raises(FileNotFoundError):
        inotify.add("/nowhere", Mask.CREATE)
    inotify.remove(99)
    inotify.close()
