"""Situations of projects and disks in which previews of other programs stop, or show what is not there any more."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.preview.serving import assets
from archiver.preview.site.project_state import make_preview_folder
from archiver.preview.watching import watcher
from archiver.preview.watching.changes import Change
from archiver.preview.watching.scan import WatchedPaths
from archiver.preview.watching.watcher import Watcher
from tests.conftest import Project
from tests.preview_session import previewed

LAMPS = "# Lamps\n\n## ada · 2024-05-01 {{#p1}}\n\n{0}\n"
SOURCE, PAGE = "content/space/lamps.md", "space/lamps/index.html"
PATIENCE = 20  # seconds; a change is seen in a fraction of that


@pytest.fixture
def lamps(project: Project) -> Project:
    project.write(SOURCE, LAMPS.format("They are on."))
    return project


def refuse(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the system refuse to read a folder and all that is in it, as it does for files of others."""
    for name in ("scandir", "stat", "lstat", "open"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name), folder))


def refusing(call: Callable[..., object], folder: Path) -> Callable[..., object]:
    def refuse_or_call(path: object, *args: object, **options: object) -> object:
        if isinstance(path, str | Path) and Path(path).is_relative_to(folder):
            raise PermissionError(13, "Permission denied", str(path))
        return call(path, *args, **options)

    return refuse_or_call


def test_the_pages_of_a_folder_that_cannot_be_read_stay(lamps: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with previewed(lamps.root) as site:
        assert "They are on." in site.text(PAGE)
        with monkeypatch.context() as refusing:
            refuse(refusing, lamps.root / "content/space")
            site.change()
            assert "They are on." in site.text(PAGE)
            assert any("cannot be read" in message for message in site.messages())
        lamps.write(SOURCE, LAMPS.format("They are off."))
        site.change(SOURCE)
        assert "They are off." in site.text(PAGE)
        assert not site.messages()


def test_a_folder_that_cannot_be_read_for_a_while_does_not_end_the_watcher(
    lamps: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "_IDLE", 0.1)
    passed_on = queue.SimpleQueue[tuple[Path, ...]]()
    folder = lamps.root / "content"
    watched = WatchedPaths(folders={folder: True}, files=(), built=(folder / "space/built",))

    def note(paths: tuple[Path, ...]) -> None:
        passed_on.put(paths)

    with Watcher(lambda: watched, note, print) as watching:
        watching.start(None)
        with monkeypatch.context() as refusing:
            refuse(refusing, folder / "space")
            watching.note(folder / "space/lamps.md", Change.REMOVED)
            assert folder / "space/lamps.md" in passed_on.get(timeout=PATIENCE)
        lamps.write("content/moon.md", LAMPS.format("It is up."))
        while folder / "moon.md" not in passed_on.get(timeout=PATIENCE):
            pass


@pytest.mark.parametrize("link", ["archiver.toml", "themes/mine", "themes/mine/templates", "themes/mine/assets/a.css"])
def test_links_that_lead_in_a_circle_do_not_end_the_watcher(lamps: Project, link: str) -> None:
    path = lamps.root / link
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(path.name)
    with previewed(lamps.root) as site:
        assert lamps.root / "content" in site.session.watched().folders
        assert "They are on." in site.text(PAGE)


def test_a_project_that_cannot_be_written_is_shown_with_lists_and_search(lamps: Project) -> None:
    (lamps.root / ".archiver").write_text("in the way of the folder")
    with previewed(lamps.root) as site:
        assert site.session.is_read_only
        assert "They are on." in site.text(PAGE)
        assert "Lamps" in site.text("space/index.html")
        lamps.write(SOURCE, LAMPS.format("They are off.").replace("# Lamps", "# Lights"))
        site.settle()
        assert "Lights" in site.text("space/index.html")
        assert not site.messages()


def test_the_folder_of_a_project_that_can_be_written_is_used(lamps: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    spare = lamps.root / "spare"
    assert make_preview_folder(lamps.root, spare) == lamps.root / ".archiver/preview"
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert make_preview_folder(lamps.root, spare) == spare


def test_an_asset_that_is_removed_is_missing_before_anything_tells_of_it(lamps: Project) -> None:
    lamps.write("archiver.toml", 'theme = "mine"\n')
    lamps.write("themes/mine/theme.toml", 'name = "mine"\nextends = "default"\n')
    asset = lamps.write("themes/mine/assets/extra.css", "p { color: red }")
    with previewed(lamps.root) as site:
        assert site.session.site.static_file("assets/extra.css") == asset
        asset.unlink()
        assert site.session.site.static_file("assets/extra.css") is None
        assert site.file("assets/extra.css") is None


def test_a_link_in_a_theme_that_leads_in_a_circle_is_no_file(lamps: Project) -> None:
    lamps.write("archiver.toml", 'theme = "mine"\n')
    lamps.write("themes/mine/theme.toml", 'name = "mine"\nextends = "default"\n')
    (lamps.root / "themes/mine/assets").mkdir()
    (lamps.root / "themes/mine/assets/extra.css").symlink_to("extra.css")
    with previewed(lamps.root) as site:
        assert "They are on." in site.text(PAGE)
        assert not site.messages()


def test_other_modes_and_times_of_files_are_no_sign_of_a_system_that_tells_nothing(
    lamps: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "_IDLE", 0.1)
    passed_on, said = queue.SimpleQueue[tuple[Path, ...]](), list[str]()
    folder, source = lamps.root / "content", lamps.root / SOURCE

    def note(paths: tuple[Path, ...]) -> None:
        passed_on.put(paths)

    with Watcher(lambda: WatchedPaths(folders={folder: True}, files=()), note, said.append) as watching:
        watching.start(None)
        for mode in (0o600, 0o640, 0o644):
            source.chmod(mode)
            os.utime(source, (mode, mode))
            assert passed_on.get(timeout=PATIENCE) == (source,)
    assert not said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_place_of_a_source_is_not_waited_for(lamps: Project) -> None:
    with previewed(lamps.root) as site:
        before = site.text(PAGE)
        (lamps.root / SOURCE).unlink()
        os.mkfifo(lamps.root / SOURCE)
        site.session.change([lamps.root / SOURCE])
        assert site.text(PAGE) == before
        assert "cannot be read: not a regular file" in site.messages()
        site.session.scan()
        assert site.file(PAGE) is None


@pytest.mark.parametrize("half", [b"", b"p { col", None], ids=["empty", "half", "gone"])
def test_an_asset_that_is_being_written_is_waited_for(
    lamps: Project, monkeypatch: pytest.MonkeyPatch, half: bytes | None
) -> None:
    lamps.write("archiver.toml", 'theme = "mine"\n')
    lamps.write("themes/mine/theme.toml", 'name = "mine"\nextends = "default"\n')
    whole = b"p { color: red }"
    asset = lamps.write("themes/mine/assets/extra.css", whole)
    with previewed(lamps.root) as site:
        if half is None:
            asset.unlink()
        else:
            asset.write_bytes(half)
        monkeypatch.setattr(time, "sleep", lambda _seconds: asset.write_bytes(whole))
        found = assets.find_static_file(site.session, "assets/extra.css")
        assert isinstance(found, Path)
        assert found.read_bytes() == whole


def test_an_asset_that_has_another_content_is_served_after_a_moment(lamps: Project) -> None:
    lamps.write("archiver.toml", 'theme = "mine"\n')
    lamps.write("themes/mine/theme.toml", 'name = "mine"\nextends = "default"\n')
    asset = lamps.write("themes/mine/assets/extra.css", "p { color: red }")
    with previewed(lamps.root) as site:
        asset.write_text("p { color: blue }")
        assert assets.find_static_file(site.session, "assets/extra.css") == asset
        asset.unlink()
        assert assets.find_static_file(site.session, "assets/extra.css") is None
        assert assets.find_static_file(site.session, "assets/no.css") is None
