"""Whatever happens to files: who reads again what the watcher passes on, has in the end what is there."""

from __future__ import annotations

import random
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from archiver.preview.watching import watcher
from archiver.preview.watching.scan import WatchedPaths
from archiver.preview.watching.watcher import Watcher

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify tells of changes one by one, others do not")

PATIENCE = 20  # seconds; all is passed on in a second
NAMES = ("a", "b", "c")


@dataclass
class Reader:
    """What is known of the files below a folder from the paths that were passed on."""

    folder: Path
    texts: dict[Path, bytes] = field(default_factory=dict)

    def watched(self) -> WatchedPaths:
        return WatchedPaths(folders={self.folder.parent: False, self.folder: True}, files=())

    def change(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            if not path.exists():
                self.texts = {file: text for file, text in self.texts.items() if not file.is_relative_to(path)}
            elif path.is_file():
                self.texts[path] = path.read_bytes()


@dataclass
class Changes:
    """Changes of files and folders below a folder, and of what is beside it."""

    folder: Path
    random: random.Random

    def make_one(self) -> None:
        getattr(self, self.random.choice(("write", "write", "write_in_steps", "replace", "move", "move", "remove")))()
        time.sleep(self.random.choice((0, 0, 0.001, 0.03)))

    def any_path(self) -> Path:
        """A path that may exist, below the folder or beside it, and may be hidden."""
        parents = [self.folder, *(path for path in self.folder.rglob("*") if path.is_dir()), self.folder.parent / "x"]
        parent = self.random.choice(parents)
        return parent / f"{self.random.choice(('', '', '', '.'))}{self.random.choice(NAMES)}"

    def any_file(self) -> Path:
        path = self.any_path().with_suffix(".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self) -> None:
        self.any_file().write_text(f"{self.random.random()}\n", encoding="utf-8")

    def write_in_steps(self) -> None:
        with self.any_file().open("w", encoding="utf-8") as file:
            for _ in range(3):
                file.write(f"{self.random.random()}")
                file.flush()
                time.sleep(0.01)

    def replace(self) -> None:
        temporary, file = self.folder.parent / "temporary", self.any_file()
        temporary.write_text(f"{self.random.random()}\n", encoding="utf-8")
        temporary.replace(file)

    def move(self) -> None:
        source, target = self.any_path(), self.any_path()
        target.parent.mkdir(parents=True, exist_ok=True)
        if not source.is_dir():
            (source / "deep").mkdir(parents=True)
            (source / "deep/d.md").write_text("d\n", encoding="utf-8")
        if not target.exists() and not target.is_relative_to(source):
            source.rename(target)

    def remove(self) -> None:
        path = self.any_path()
        if path.is_dir():
            shutil.rmtree(path)
        path.with_suffix(".md").unlink(missing_ok=True)


def visible_texts(folder: Path) -> dict[Path, bytes]:
    """The files below a folder that are not hidden."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path: path.read_bytes()
        for path in files
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


@pytest.mark.parametrize("seed", range(6))
def test_what_is_passed_on_is_all_that_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(watcher, "_IDLE", 3600)  # events are all there is
    folder = tmp_path / "content"
    folder.mkdir()
    changes, reader = Changes(folder, random.Random(seed)), Reader(folder)  # noqa: S311
    with Watcher(reader.watched, reader.change, print) as watching:
        watching.start(None)
        for _ in range(60):
            changes.make_one()
        end = time.monotonic() + PATIENCE
        while reader.texts != visible_texts(folder):
            assert time.monotonic() < end, set(reader.texts.items()) ^ set(visible_texts(folder).items())
            time.sleep(0.02)
