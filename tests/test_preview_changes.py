"""The preview follows every change of what it reads, and says so where it cannot."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from archiver.preview.recording.record_process import BuildFailure, Order, run_order
from archiver.preview.recording.recorder import Recorder, RecordOutcome
from archiver.preview.serving.events import Hub
from archiver.preview.serving.server import make_app
from archiver.preview.session import Session
from archiver.preview.updates import Updates
from archiver.preview.watching import watcher
from archiver.preview.watching.scan import read_snapshot
from archiver.preview.watching.watcher import Watcher
from tests.conftest import Project
from tests.replaced_folders import REPLACEMENTS

if TYPE_CHECKING:
    from starlette.types import ASGIApp

LAMPS = "Streetlamps on again: {0}\n\nThe trial is over.\n\n\n{0}\n"
PAGE = "space/lamps/index.html"
HOME = '{{% extends "!default/home.html" %}}{{% block title %}}{}{{% endblock %}}'
PATIENCE = 60  # seconds; a change is seen in a fraction of that


@dataclass
class Preview:
    """The preview of a project without its server."""

    root: Path
    poll: bool = False
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session = Session(self.root, Path(tempfile.mkdtemp()))
        self.hub = Hub(self.session.state_of)
        self.updates = Updates(self.root, self.session, self.hub, self.said.append)

    @contextmanager
    def running(self) -> Iterator[Preview]:
        with (
            Watcher(self.session.watched, self.updates.follow, self.said.append, poll=self.poll) as watching,
            Recorder(self.updates.record) as self.updates.recorder,
        ):
            watching.start(self.updates.follow())
            yield self

    def shows(self, text: str, page: str = PAGE) -> bool:
        file = self.session.site.file(page)
        return file is not None and text in file.content.decode()


def eventually(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it was not seen"
        time.sleep(0.02)


def get(app: ASGIApp, path: str) -> tuple[int, bytes]:
    """The status and the body of a response."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"127.0.0.1")]
    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": headers, "query_string": b""}
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent)


@pytest.fixture
def lamps(project: Project) -> Project:
    project.write("content/space/lamps.md", LAMPS.format("one"))
    return project


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """All files are looked at more often."""
    monkeypatch.setattr(watcher, "_IDLE", 0.3)
    monkeypatch.setattr(watcher, "_POLLING", 0.2)


def lines_of(preview: Preview) -> list[str]:
    """The lines that tell of a save."""
    return [line for line in preview.said if line.startswith("content/space/lamps.md")]


def save(project: Project, text: str) -> None:
    project.write("content/space/lamps.md", LAMPS.format(text))


def test_a_save_during_the_first_build_is_seen(lamps: Project) -> None:
    with Preview(lamps.root).running() as preview:
        save(lamps, "two")
        eventually(lambda: preview.shows("two") and preview.shows("two", "index.html"))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("change", REPLACEMENTS)
def test_a_folder_that_was_replaced_is_followed(lamps: Project, tmp_path: Path, change: Callable[[Path], None]) -> None:
    root = tmp_path / "inner"
    root.mkdir()
    (tmp_path / "content").rename(root / "content")
    moved = Project(root)
    with Preview(root).running() as preview:
        change(root)
        save(moved, "two")
        eventually(lambda: preview.shows("two"))
        save(moved, "three")
        eventually(lambda: preview.shows("three"))


def test_a_theme_that_is_a_link_is_followed(lamps: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    theme = Project(tmp_path_factory.mktemp("themes"))
    theme.write("theme.toml", 'name = "mine"\nextends = "default"\n')
    theme.write("templates/home.html", HOME.format("Before"))
    lamps.write("archiver.toml", 'theme = "mine"\n')
    (lamps.root / "themes").mkdir()
    (lamps.root / "themes/mine").symlink_to(theme.root)
    with Preview(lamps.root).running() as preview:
        theme.write("templates/home.html", HOME.format("After"))
        eventually(lambda: preview.shows("After", "index.html"))


def test_a_configuration_that_is_a_link_is_followed(lamps: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    shared = Project(tmp_path_factory.mktemp("shared"))
    (lamps.root / "archiver.toml").symlink_to(shared.write("shared.toml", 'title = "Before"\n'))
    with Preview(lamps.root).running() as preview:
        shared.write("shared.toml", 'title = "After"\n')
        eventually(lambda: preview.shows("After", "index.html"))


def test_a_file_that_is_written_without_end_does_not_hold_up_the_build(lamps: Project) -> None:
    ended = threading.Event()

    def write() -> None:
        while not ended.wait(0.005):
            lamps.write("content/space/busy.log", str(time.monotonic_ns()))

    with Preview(lamps.root).running() as preview, ExitStack() as stack:
        thread = threading.Thread(target=write, daemon=True)
        stack.callback(thread.join)
        stack.callback(ended.set)
        thread.start()
        save(lamps, "two")
        eventually(lambda: preview.shows("two"))


@pytest.mark.usefixtures("quick")
def test_where_no_events_come_the_preview_polls_and_says_so_once(
    lamps: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Watcher, "note", lambda _watcher, _path, _change: None)
    with Preview(lamps.root).running() as preview:
        for number, text in enumerate(("two", "three", "four"), 1):
            save(lamps, text)
            eventually(lambda number=number: len(lines_of(preview)) == number)  # type: ignore[misc]
        eventually(lambda: watcher._SILENT in preview.said)
        save(lamps, "five")
        eventually(lambda: preview.shows("five"))
    assert preview.said.count(watcher._SILENT) == 1


@pytest.mark.usefixtures("quick")
def test_where_the_system_refuses_to_watch_the_preview_polls_and_says_so(
    lamps: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(watcher, "open_watches", refuse)
    with Preview(lamps.root).running() as preview:
        save(lamps, "two")
        eventually(lambda: preview.shows("two"))
    assert preview.said.count(watcher._REFUSED) == 1


@pytest.mark.usefixtures("quick")
def test_polling_can_be_asked_for(lamps: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(watcher, "open_watches")
    with Preview(lamps.root, poll=True).running() as preview:
        save(lamps, "two")
        eventually(lambda: preview.shows("two"))


@pytest.mark.usefixtures("quick")
def test_two_previews_of_a_project_show_every_save_and_reload(lamps: Project) -> None:
    with Preview(lamps.root).running() as one, Preview(lamps.root).running() as other:
        save(lamps, "two")
        for preview in (one, other):
            eventually(lambda preview=preview: preview.shows("two") and preview.shows("two", "index.html"))  # type: ignore[misc]
    assert not [line for line in (*one.said, *other.said) if "another build" in line]


@pytest.mark.usefixtures("quick")
def test_a_project_that_is_moved_away_is_not_made_anew(lamps: Project, tmp_path: Path) -> None:
    root = tmp_path / "inner"
    root.mkdir()
    (tmp_path / "content").rename(root / "content")
    with Preview(root).running() as preview:
        eventually(lambda: preview.shows("one", "index.html"))
        root.rename(tmp_path / "new")
        Project(tmp_path / "new").write("content/space/lamps.md", LAMPS.format("two"))
        eventually(lambda: any("is gone" in line for line in preview.said))
        preview.updates.follow((root / "content",))
        preview.shows("", "404.html")
    assert not root.exists()
    assert len([line for line in preview.said if "is gone" in line]) == 1


@pytest.mark.parametrize("order", ["watcher first", "recorder first"])
def test_a_project_that_is_gone_is_told_of_once_whoever_notices_it(lamps: Project, tmp_path: Path, order: str) -> None:
    root = tmp_path / "inner"
    root.mkdir()
    (tmp_path / "content").rename(root / "content")
    preview = Preview(root)
    preview.updates.follow()
    config = preview.session.config
    assert config
    root.rename(tmp_path / "new")
    failure = run_order(Order(config=config, most_threads=None))
    assert isinstance(failure, BuildFailure)
    outcome = RecordOutcome(report=None, problems=failure.problems)
    if order == "recorder first":
        preview.updates.record(outcome)
    preview.updates.follow((root / "content",))
    preview.updates.record(outcome)
    assert len([line for line in preview.said if "is gone" in line]) == 1


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("folder", [".archiver", ".archiver/preview"])
def test_a_state_folder_that_is_deleted_is_made_anew(lamps: Project, folder: str) -> None:
    with Preview(lamps.root).running() as preview:
        eventually(lambda: preview.shows("one", "index.html"))
        gone = (lamps.root / folder).rename(lamps.root.with_name("gone"))  # at once, so that nothing is written into it
        shutil.rmtree(gone)
        eventually((lamps.root / ".archiver/preview/manifest.sqlite").exists)
        save(lamps, "two")
        eventually(lambda: preview.shows("two", "index.html"))


def test_files_of_addresses_and_people_are_followed(project: Project) -> None:
    words = "# Lamps\n\n## ann · 2022-07-01 {#p1}\n\nOn again.\n"
    project.write("content/space/lamps.md", words)
    assert project.run("lock").returncode == 0
    lock = (project.root / "archive.lock").read_bytes()
    (project.root / "archive.lock").unlink()
    (project.root / "content/space/lamps.md").rename(project.root / "content/lights.md")
    with Preview(project.root).running() as preview:
        eventually(lambda: preview.shows("On again", "lights/index.html"))
        project.write("redirects.csv", "/old,lights\n")
        eventually(lambda: preview.shows("../lights/", "old/index.html"))
        project.write("redirects.csv", "/older,lights\n")
        eventually(lambda: preview.shows("../lights/", "older/index.html"))
        (project.root / "archive.lock").write_bytes(lock)
        eventually(lambda: preview.shows("../../lights/", PAGE))
        project.write("authors.toml", '[[author]]\nname = "Anne Moon"\nalso = ["ann"]\n')
        eventually(lambda: preview.shows("Anne Moon", "lights/index.html"))
        project.write("takedowns.toml", '[[takedown]]\nthread = "lights"\ndate = 2026-11-30\n')
        eventually(lambda: not preview.shows("On again", "lights/index.html"))


def test_a_first_start_with_a_broken_configuration_shows_the_overlay_and_recovers(lamps: Project) -> None:
    lamps.write("archiver.toml", 'title = "unfinished\n')
    preview = Preview(lamps.root)
    app = make_app(preview.session, preview.hub, "127.0.0.1")
    with preview.running():
        status, page = get(app, "/")
        assert (status, b"_archiver/live.js" in page) == (500, True)
        lamps.write("archiver.toml", 'base_url = "https://forum.example/archive/"\n')
        eventually(lambda: preview.shows("one"))
        assert b"one" in get(app, "/archive/space/lamps/")[1]


def test_links_to_folders_in_a_circle_end(lamps: Project) -> None:
    (lamps.root / "themes").mkdir()
    (lamps.root / "themes/again").symlink_to(lamps.root / "themes")
    found = read_snapshot(Session(lamps.root, lamps.root / "staged").watched())
    assert [path for path in found if path.endswith("lamps.md")] == [str(lamps.root / "content/space/lamps.md")]
