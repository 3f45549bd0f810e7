"""Errors, links in a circle and several threads at once do not make the preview stale, silent or dead."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from archiver.build import build
from archiver.errors import Problem, StateError
from archiver.preview.recording.recorder import RecordOutcome
from archiver.preview.serving.events import Hub
from archiver.preview.serving.server import make_app
from archiver.preview.site import live_site
from archiver.preview.terminal import Terminal
from archiver.preview.updates import Updates
from tests.conftest import Project
from tests.picture_samples import png
from tests.preview_session import PreviewedProject, previewed
from tests.test_preview_changes import get

pytestmark = pytest.mark.builds

SHOWN = "# Moon\n\n## ada · 2024-06-01 {#p1}\n\nThe moon. ![a map](map.png)\n"
HIDDEN = "# Moon\n\n## ada · 2024-06-01 {#p1}\n\nThe moon.\n"
PAGE, SOURCE = "moon/index.html", "content/moon.md"
WRONG = ("archiver.toml", "themes/mine/theme.toml")


@pytest.fixture
def site(project: Project) -> Iterator[PreviewedProject]:
    project.write(SOURCE, HIDDEN)
    project.write("content/map.png", png(size=(3, 2)))
    project.write("archiver.toml", 'theme = "mine"\n')
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    with previewed(project.root) as site:
        yield site


@pytest.mark.parametrize("path", WRONG)
def test_settings_that_are_wrong_are_told_until_they_are_mended(
    project: Project, site: PreviewedProject, path: str
) -> None:
    good = (project.root / path).read_bytes()
    project.write(path, "title = 3\n")
    assert not site.session.change([project.root / path])
    told = site.messages()
    assert told
    project.write(SOURCE, HIDDEN.replace("The moon.", "The sun."))
    assert not site.session.change([project.root / SOURCE])
    assert site.messages() == told
    assert "The sun." in site.text(PAGE), "threads are drawn with the last good settings"
    project.write(path, good)
    assert site.session.change([project.root / path])
    assert site.messages() == []


def test_a_fault_that_is_over_is_told_no_more(site: PreviewedProject, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StateError("the disk refuses")

    with monkeypatch.context() as patched:
        patched.setattr(live_site, "_find_plan", refuse)
        assert site.file("index.html")
        assert any("the disk refuses" in message for message in site.messages())
    assert "Moon" in site.text("index.html")
    assert site.messages() == []


def test_what_a_failed_build_does_not_know_stays(project: Project, site: PreviewedProject) -> None:
    project.write(SOURCE, SHOWN.replace("map.png", "none.png"))
    site.settle()
    warned = site.messages()
    assert warned
    failure = Problem(path="archiver.toml", line=0, message="the disk is full")
    site.session.record(RecordOutcome(report=None, problems=(failure,)))
    assert set(site.messages()) == {*warned, failure.message}
    site.record()
    assert site.messages() == warned


def test_records_that_cannot_be_read_are_told_until_they_can(
    site: PreviewedProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StateError("the disk refuses")

    with monkeypatch.context() as patched:
        patched.setattr(live_site, "open_reader", refuse)
        site.record()
        assert "the disk refuses" in site.messages()
    site.record()
    assert site.messages() == []


def test_of_very_many_problems_the_terminal_has_the_number(project: Project, site: PreviewedProject) -> None:
    lines: list[str] = []
    updates = Updates(project.root, site.session, Hub(site.session.state_of), lines.append)
    for number in range(30):
        project.write(f"content/{number}.md", SHOWN.replace("map.png", "none.png"))
    project.write("content/z.md", "---\ntags: [\n---\n# Z\n")
    site.change()
    assert site.session.config
    report = build(site.session.config, pages=False, most_threads=25)
    updates.record(RecordOutcome(report=report, progress=(25, 25 + report.left)))
    assert [line for line in lines if "none.png" in line or "more" in line] == []
    site.record()
    lines.clear()
    updates.follow()
    assert len(lines) == 21
    assert lines[0].startswith("content/z.md:")
    assert lines[-1] == "11 more problems; archiver check prints all"
    updates.follow()
    assert len(lines) == 21


def test_old_versions_of_pictures_do_not_pile_up(project: Project, site: PreviewedProject) -> None:
    project.write(SOURCE, SHOWN)
    for width in range(2, 6):
        project.write("content/map.png", png(size=(width, 2)))
        for path in ("content/map.png", SOURCE):
            site.change(path)
            assert f'width="{width}"' in site.text(PAGE)
        assert [path for path in site.staging.rglob("*") if path.is_file()]
        site.record()
        assert [*site.staging.rglob("*")] == []


def test_a_picture_that_is_shown_again_is_there_at_once(project: Project, site: PreviewedProject) -> None:
    for text in (SHOWN, HIDDEN, SHOWN):
        project.write(SOURCE, text)
        site.change(SOURCE)
        shown = re.findall(r"assets/media/[^\s\"]+", site.text(PAGE))
        assert all(site.session.site.static_file(path) for path in shown)
        assert bool(shown) == (text == SHOWN)
        site.record()


@pytest.mark.parametrize("path", ["archiver.toml", "themes", "themes/mine", "themes/mine/locale", "content"])
def test_a_link_that_leads_to_itself_ends_nothing(project: Project, path: str) -> None:
    project.write(SOURCE, HIDDEN)
    link = project.root / path
    if link.parent.name == "mine":
        project.write("themes/mine/theme.toml", 'extends = "default"\n')
        project.write("archiver.toml", 'theme = "mine"\n')
    with previewed(project.root) as site:
        if link.is_dir():
            (project.root / "content").rename(project.root / "before")
        link.parent.mkdir(exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(link.name)
        assert site.session.watched().folders
        site.settle()
        assert not any("RuntimeError" in message for message in site.messages())
        link.unlink()
        if path == "content":
            (project.root / "before").rename(link)
        site.settle()
        assert "The moon." in site.text(PAGE)


@pytest.mark.slow
def test_streams_and_changes_go_on_at_once(site: PreviewedProject) -> None:
    failures: list[BaseException] = []
    ended = threading.Event()

    def listen(name: str) -> None:
        count = 0
        try:
            while not ended.is_set():
                count += 1
                site.session.state_of(tuple(f"/{name}/{count}/{page}/" for page in range(20)))
        except BaseException as error:  # noqa: BLE001  what ends a thread is what is looked for
            failures.append(error)

    threads = [threading.Thread(target=listen, args=(name,)) for name in "ab"]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for count in range(300):
            site.session.draw_open(tuple(f"/a/{count}/{page}/" for page in range(5)))
    finally:
        ended.set()
        for thread in threads:
            thread.join()
        sys.setswitchinterval(interval)
    assert failures == []


def test_open_pages_are_compared_with_what_they_were_told(project: Project, site: PreviewedProject) -> None:
    pages = ("/moon/", "/")
    site.session.state_of(pages)
    project.write(SOURCE, SHOWN)
    site.change(SOURCE)
    assert site.session.draw_open(pages) == ("/moon/",)
    site.session.state_of(pages)
    assert site.session.draw_open(pages) == ()


def test_a_terminal_that_is_gone_ends_nothing() -> None:
    printed: list[str] = []

    def say(line: str) -> None:
        if line == "lost":
            raise BrokenPipeError
        printed.append(line)

    terminal = Terminal(say)
    for line in ("first", "lost", "last"):
        terminal.say(line)
    terminal.end("end")
    terminal.say("after it")
    assert printed == ["first", "last", "end"]


def test_a_page_that_is_not_below_the_subpath_is_never_taken_for_one_that_is(
    project: Project, site: PreviewedProject
) -> None:
    project.write("archiver.toml", 'base_url = "https://example.org/sub/"\n')
    site.change("archiver.toml")
    hub = Hub(site.session.state_of)
    app = make_app(site.session, hub, "127.0.0.1")
    status, outside = get(app, "/moon/")
    assert (status, b'data-page="/404.html"' in outside) == (404, True)
    assert b'data-page="/moon/"' in get(app, "/sub/moon/")[1]


def test_previews_with_drafts_and_without_do_not_share_lists(project: Project) -> None:
    project.write("content/a.md", "---\ndraft: true\n---\n# Not yet\n\n## ada · 2024-05-01\n\nWords.\n")
    project.write(SOURCE, HIDDEN)
    with previewed(project.root, drafts=True) as author, previewed(project.root) as reader:
        for site in (author, reader, author):
            site.settle()
            assert "Not yet" in author.text("index.html")
            assert "Not yet" not in reader.text("index.html")


def test_a_build_ignores_a_link_that_leads_to_itself(project: Project) -> None:
    project.write(SOURCE, HIDDEN)
    project.write("themes/default/theme.toml", 'extends = "default"\n')
    (project.root / "themes/default/locale").symlink_to("locale")
    assert project.build().errors == ()


ARENAS = """
import ctypes, sys, threading
from archiver.preview.heap import limit_arenas
if sys.argv[1] == "limited":
    limit_arenas()
library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
barrier = threading.Barrier(6)
def allocate():
    library.malloc(50_000)
    barrier.wait()
threads = [threading.Thread(target=allocate) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
library.malloc_info(0, ctypes.c_void_p.in_dll(library, "stdout"))
library.fflush(None)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="this C library does not tell of its arenas")
def test_threads_share_two_arenas_of_memory() -> None:
    def arenas(mode: str) -> int:
        told = subprocess.run([sys.executable, "-c", ARENAS, mode], capture_output=True, text=True, check=True)
        return told.stdout.count("<heap nr=")

    assert arenas("limited") <= 2 < arenas("free")


HOLES = """
import ctypes
from pathlib import Path
from archiver.preview.heap import return_free_memory
library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
blocks = [library.malloc(50_000) for _ in range(1_000)]
for block in blocks:
    ctypes.memset(block, 1, 50_000)
for block in blocks[:-1]:
    library.free(ctypes.c_void_p(block))
def resident():
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line)
before = resident()
return_free_memory()
print(before - resident())
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="this C library returns no memory on request")
def test_holes_of_the_heap_go_back_to_the_system() -> None:
    told = subprocess.run([sys.executable, "-c", HOLES], capture_output=True, text=True, check=True)
    assert int(told.stdout) > 40_000  # kB
