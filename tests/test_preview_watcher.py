"""The watcher of the preview passes on what has changed: all of it, soon, and no file that is being written."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from archiver.fetch.downloads import PARTIAL_FOLDER
from archiver.media.at_home import MEDIA_FOLDER
from archiver.preview.watching import half_written, watcher
from archiver.preview.watching.changes import Change
from archiver.preview.watching.scan import WatchedPaths, read_snapshot
from archiver.preview.watching.watchdog_watches import WatchdogWatches
from archiver.preview.watching.watcher import Watcher
from tests.conftest import Project
from tests.replaced_folders import REPLACEMENTS

LAMPS = "content/space/lamps.md"
PATIENCE = 20  # seconds; a change is seen in a fraction of that
LAST = "content/last.md"


@dataclass
class Watched:
    """A project that is watched, and what the watcher passes on."""

    root: Path
    built: tuple[Path, ...] = ()
    calls: list[tuple[Path, ...]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """The text of `LAMPS` at each call."""
    said: list[str] = field(default_factory=list)
    retries: list[float | None] = field(default_factory=list)
    """What the next calls return."""

    def paths(self) -> WatchedPaths:
        folders = {self.root: False, self.root / "content": True, self.root / "themes": True}
        return WatchedPaths(folders=folders, files=(self.root / "archiver.toml",), built=self.built)

    def change(self, paths: tuple[Path, ...]) -> float | None:
        self.calls.append(paths)
        lamps = self.root / LAMPS
        self.texts.append(lamps.read_text(encoding="utf-8") if lamps.exists() else "nothing")
        return self.retries.pop(0) if self.retries else None

    @contextmanager
    def running(self, *, poll: bool = False) -> Iterator[Watched]:
        with Watcher(self.paths, self.change, self.said.append, poll=poll) as watching:
            watching.start(None)
            yield self

    def sees(self, text: str) -> None:
        """Wait for a call at which the file has a text."""
        eventually(lambda: bool(self.texts) and self.texts[-1] == text)

    def settle(self) -> None:
        """Wait until all that has happened before is passed on."""
        time.sleep(0.3)  # longer than a file is held back
        path = Project(self.root).write(LAST, f"{time.monotonic_ns()}\n")
        eventually(lambda: any(path in call for call in self.calls))

    def passed_on(self) -> set[str]:
        """The names of all files that were passed on, but the one of `settle`."""
        return {path.name for call in self.calls for path in call} - {Path(LAST).name}


def eventually(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it was not seen"
        time.sleep(0.01)


@pytest.fixture
def lamps(project: Project) -> Project:
    (project.root / "themes").mkdir()
    save(project, "one\n")
    return project


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """All files are looked at more often."""
    monkeypatch.setattr(watcher, "_IDLE", 0.3)
    monkeypatch.setattr(watcher, "_POLLING", 0.2)


def save(project: Project, text: str) -> Path:
    return project.write(LAMPS, text)


def save_atomically(project: Project, text: str) -> None:
    project.write("content/space/.lamps", text).replace(project.root / LAMPS)


def save_as_kate(project: Project, text: str) -> None:
    project.write(f"{LAMPS}.AkZbqc", text).replace(project.root / LAMPS)


def save_as_vim(project: Project, text: str) -> None:
    (project.root / LAMPS).rename(project.root / f"{LAMPS}~")
    save(project, text)
    (project.root / f"{LAMPS}~").unlink()


def save_from_outside(project: Project, text: str) -> None:
    project.write("new", text).replace(project.root / LAMPS)


def save_in_steps(project: Project, text: str) -> None:
    with (project.root / LAMPS).open("w", encoding="utf-8") as file:
        for letter in text:
            time.sleep(0.03)
            file.write(letter)
            file.flush()


def save_by_appending(project: Project, text: str) -> None:
    save(project, "")
    for letter in text:
        time.sleep(0.03)
        with (project.root / LAMPS).open("a", encoding="utf-8") as file:
            file.write(letter)


def remove_and_save(project: Project, text: str) -> None:
    (project.root / LAMPS).unlink()
    time.sleep(0.03)
    save(project, text)


SAVES = [
    save,
    save_atomically,
    save_as_kate,
    save_as_vim,
    save_from_outside,
    save_in_steps,
    save_by_appending,
    remove_and_save,
]


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not complete is held back for longer than a slow machine needs for the next step of a save."""
    monkeypatch.setattr(half_written, "_STILL", PATIENCE / 2)
    monkeypatch.setattr(half_written, "_LONGEST", PATIENCE)
    if sys.platform == "linux":
        quiet = {change: 0.0 if change is Change.COMPLETE else PATIENCE / 2 for change in Change}
        monkeypatch.setattr(watcher, "_QUIET", quiet)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("how", SAVES)
def test_a_save_is_passed_on_once_and_no_half_of_it(lamps: Project, how: Callable[[Project, str], None]) -> None:
    with Watched(lamps.root).running() as watched:
        how(lamps, "two\n")
        watched.sees("two\n")
        watched.settle()
    assert set(watched.texts) == {"two\n"}
    assert watched.passed_on() == {"lamps.md"}
    assert len([call for call in watched.calls if lamps.root / LAMPS in call]) == 1


@pytest.mark.parametrize("text", ["no newline at the end", ""])
def test_a_file_that_looks_unfinished_and_stays_so_is_passed_on(lamps: Project, text: str) -> None:
    with Watched(lamps.root).running() as watched:
        save(lamps, text)
        watched.sees(text)


def test_a_file_that_is_removed_is_passed_on(lamps: Project) -> None:
    with Watched(lamps.root).running() as watched:
        (lamps.root / LAMPS).unlink()
        watched.sees("nothing")


def test_many_files_that_change_at_once_make_a_few_calls(lamps: Project) -> None:
    files = [lamps.write(f"content/many/{number}.md", "old\n") for number in range(500)]
    git = ["git", "-C", str(lamps.root / "content"), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "old"], ["checkout", "-qb", "new"]):
        subprocess.run([*git, *command], check=True)
    for file in files:
        file.write_text("new text\n", encoding="utf-8")
    subprocess.run([*git, "commit", "-qam", "new"], check=True)
    with Watched(lamps.root).running() as watched:
        subprocess.run([*git, "checkout", "-q", "-"], check=True)
        eventually(lambda: {path for call in watched.calls for path in call} >= set(files))
        watched.settle()
    assert all(file.read_text(encoding="utf-8") == "old\n" for file in files)
    assert len(watched.calls) <= 25
    assert watched.passed_on() == {file.name for file in files}


def test_downloads_hidden_files_and_temporary_files_make_no_call(lamps: Project) -> None:
    with Watched(lamps.root).running() as watched:
        lamps.write(f"content/{MEDIA_FOLDER}/{PARTIAL_FOLDER}/3f5a", b"half")
        for name in (".lamps.md.swp", ".#lamps.md", ".lamps.md.kate-swp", ".lamps.md.Ab12Cd", ".DS_Store", "4913"):
            lamps.write(f"content/space/{name}", "x")
        lamps.write("content/.git/index.lock", "x")
        watched.settle()
        lamps.write(f"content/{MEDIA_FOLDER}/3f/{'3f' * 16}.jpg", b"whole")
        eventually(lambda: f"{'3f' * 16}.jpg" in watched.passed_on())
    assert watched.passed_on() <= {f"{'3f' * 16}.jpg", "3f", MEDIA_FOLDER}


def test_a_file_that_is_written_without_end_does_not_hold_up_others(lamps: Project) -> None:
    ended = threading.Event()

    def write() -> None:
        while not ended.wait(0.005):
            lamps.write("content/space/busy.log", str(time.monotonic_ns()))

    with Watched(lamps.root).running() as watched, ExitStack() as stack:
        thread = threading.Thread(target=write, daemon=True)
        stack.callback(thread.join)
        stack.callback(ended.set)
        thread.start()
        save(lamps, "two\n")
        eventually(lambda: any(lamps.root / LAMPS in call for call in watched.calls))


def test_a_change_before_the_first_call_is_passed_on(lamps: Project) -> None:
    watched = Watched(lamps.root)
    with Watcher(watched.paths, watched.change, watched.said.append) as watching:
        save(lamps, "two\n")
        watching.start(None)
        watched.sees("two\n")


def test_a_call_is_made_again_after_the_seconds_that_the_last_one_returned(lamps: Project) -> None:
    watched = Watched(lamps.root, retries=[0.05, None])
    with watched.running():
        save(lamps, "two\n")
        eventually(lambda: len(watched.calls) == 2)
        watched.settle()
    assert watched.calls[:2] == [(lamps.root / LAMPS,), ()]
    assert len(watched.calls) == 3


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("change", REPLACEMENTS)
def test_a_folder_that_was_replaced_is_followed(project: Project, change: Callable[[Path], None]) -> None:
    inner = Project(project.root / "inner")
    save(inner, "one\n")
    with Watched(inner.root).running() as watched:
        change(inner.root)
        for text in ("two\n", "three\n"):
            save(inner, text)
            watched.sees(text)


def test_files_of_a_folder_that_is_moved_in_and_out_are_passed_on(lamps: Project) -> None:
    with Watched(lamps.root).running() as watched:
        (lamps.root / "content/space").rename(lamps.root / "space")
        watched.sees("nothing")
        (lamps.root / "space").rename(lamps.root / "content/space")
        watched.sees("one\n")
        (lamps.root / "content/space").rename(lamps.root / "content/moved")
        watched.sees("nothing")
        lamps.write("content/moved/lamps.md", "two\n")
        eventually(lambda: any(lamps.root / "content/moved/lamps.md" in call for call in watched.calls))


def test_a_folder_that_was_moved_out_and_its_successor_may_both_go(lamps: Project) -> None:
    with Watched(lamps.root).running() as watched:
        (lamps.root / "content/space").rename(lamps.root / "old")
        watched.sees("nothing")
        shutil.copytree(lamps.root / "old", lamps.root / "content/space")
        watched.sees("one\n")
        shutil.rmtree(lamps.root / "content/space")
        watched.sees("nothing")
        shutil.rmtree(lamps.root / "old")
        save(lamps, "two\n")
        watched.sees("two\n")


def test_a_folder_that_is_hidden_until_it_is_complete_is_passed_on(lamps: Project) -> None:
    with Watched(lamps.root).running() as watched:
        file = lamps.write("content/.new/deep/a.md", "a\n")
        watched.settle()
        assert watched.passed_on() == set()
        (lamps.root / "content/.new").rename(lamps.root / "content/new")
        file = lamps.root / "content/new/deep/a.md"
        eventually(lambda: any(file in call for call in watched.calls))
        watched.calls.clear()
        file.write_text("b\n", encoding="utf-8")
        eventually(lambda: watched.calls == [(file,)])


@pytest.mark.usefixtures("quick")
def test_where_no_events_come_the_watcher_polls_and_says_so_once(
    lamps: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Watcher, "note", lambda _watcher, _path, _change: None)
    with Watched(lamps.root).running() as watched:
        for text in ("two\n", "three\n", "four, in mid-line"):
            save(lamps, text)
            watched.sees(text)
        eventually(lambda: watcher._SILENT in watched.said)
        save(lamps, "five\n")
        watched.sees("five\n")
    assert watched.said == [watcher._SILENT]


@pytest.mark.usefixtures("quick")
def test_where_the_system_refuses_to_watch_the_watcher_polls_and_says_so(
    lamps: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(watcher, "open_watches", refuse)
    with Watched(lamps.root).running() as watched:
        save(lamps, "two\n")
        watched.sees("two\n")
    assert watched.said == [watcher._REFUSED]


@pytest.mark.usefixtures("quick")
def test_polling_can_be_asked_for(lamps: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(watcher, "open_watches")
    with Watched(lamps.root).running(poll=True) as watched:
        save(lamps, "two\n")
        watched.sees("two\n")


@pytest.mark.usefixtures("quick")
def test_an_event_that_was_lost_is_made_up_for(lamps: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    hears = Watcher.note
    lost: list[Change] = []

    def lose_some(self: Watcher, path: Path, change: Change) -> None:
        if path.name == "lamps.md":
            lost.append(change)
        else:
            hears(self, path, change)

    monkeypatch.setattr(Watcher, "note", lose_some)
    with Watched(lamps.root).running() as watched:
        save(lamps, "two\n")
        watched.sees("two\n")
    assert lost
    assert not watched.said


@pytest.mark.usefixtures("quick")
def test_what_was_built_and_is_removed_makes_a_call(lamps: Project) -> None:
    manifest = lamps.write(".archiver/preview/manifest.sqlite", b"x")
    with Watched(lamps.root, built=(manifest,)).running() as watched:
        shutil.rmtree(lamps.root / ".archiver/preview")
        eventually(lambda: bool(watched.calls))
        manifest.parent.mkdir()
        manifest.touch()
        watched.calls.clear()
        shutil.rmtree(lamps.root / ".archiver")
        eventually(lambda: bool(watched.calls))


def test_events_of_other_systems_without_a_word_of_closing(lamps: Project) -> None:
    """FSEvents tells of changes only, of several at once, and in any order; the files tell what is so."""
    path, watched = lamps.root / LAMPS, Watched(lamps.root)
    with Watcher(watched.paths, watched.change, watched.said.append, poll=True) as watching:
        watching.start(None)
        watching.note(path, Change.REMOVED)
        watching.note(path, Change.WRITTEN)
        eventually(lambda: watched.calls == [(path,)])
        watching.note(lamps.root / "content/space/.new", Change.REMOVED)
        watching.note(path, Change.COMPLETE)
        eventually(lambda: watched.calls == [(path,), (path,)])
        watching.note(path, Change.REMOVED)
        eventually(lambda: watched.calls == [(path,), (path,), (path,)])


@pytest.mark.parametrize("change", [save, save_atomically, remove_and_save])
def test_watchdog_tells_the_same(
    lamps: Project, monkeypatch: pytest.MonkeyPatch, change: Callable[[Project, str], None]
) -> None:
    monkeypatch.setattr(watcher, "open_watches", WatchdogWatches)
    with Watched(lamps.root).running() as watched:
        change(lamps, "two\n")
        watched.sees("two\n")
        shutil.rmtree(lamps.root / "content/space")
        watched.sees("nothing")


def test_after_a_loss_of_events_all_files_are_looked_at(lamps: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "_IDLE", PATIENCE * 2)
    monkeypatch.setattr(Watcher, "note", lambda _watcher, _path, _change: None)
    watched = Watched(lamps.root)
    with Watcher(watched.paths, watched.change, watched.said.append) as watching:
        watching.start(None)
        save(lamps, "two\n")
        watching.note_loss(None)
        watched.sees("two\n")
        assert watched.said == []
        watching.note_loss(OSError(errno.ENOSPC, "no more watches"))
        save(lamps, "three\n")
        watched.sees("three\n")
    assert watched.said == [watcher._REFUSED]


def test_links_to_folders_in_a_circle_end(lamps: Project) -> None:
    (lamps.root / "themes/again").symlink_to(lamps.root / "themes")
    found = read_snapshot(Watched(lamps.root).paths())
    assert [path for path in found if path.endswith("lamps.md")] == [str(lamps.root / LAMPS)]


def test_hidden_files_and_downloads_are_not_looked_at(lamps: Project) -> None:
    lamps.write(f"content/{MEDIA_FOLDER}/{PARTIAL_FOLDER}/3f5a", b"half")
    lamps.write("content/.git/index", b"x")
    (lamps.root / "content/space/.#lamps.md").symlink_to("someone@example.org")
    assert list(read_snapshot(Watched(lamps.root).paths())) == [str(lamps.root / LAMPS)]
