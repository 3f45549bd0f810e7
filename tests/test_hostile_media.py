"""Files beside threads are written by strangers: whatever they are, nothing runs, nothing is read outside of
`content/`, memory is bounded, and each problem has its line (the files are in `hostile_media`).
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archiver.model import digest_of
from archiver.urls import media_digest
from tests.browser import open_context, serve_folder
from tests.hostile import Outcome, visit
from tests.hostile_media import NAMES, SECRET, THINGS, HostileMedia, write_hostile_media

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.builds

MOST_MEGABYTES = 550
"""`scaling.MAX_PIXELS` allows a picture that takes 380 MB to scale; a build of three threads takes some 80."""
BUILD = """
import json, sys
from pathlib import Path
from archiver.build import build
from archiver.config import read_config
report = build(read_config(Path(sys.argv[1])), jobs=1)
peak = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
problems = [(problem.path, problem.line, problem.message) for problem in report.problems]
print(json.dumps({"megabytes": int(peak[0]) // 1000, "problems": problems}))
"""
PDF_VIEWER = ("chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/", "chrome://resources/")
"""What Chromium asks itself for to show a PDF."""
EXTENSIONS = {"png", "jpg", "gif", "webp", "bmp", "svg", "pdf", "zip", "gz", "txt", "bin"}


@dataclass(frozen=True)
class Built:
    """The hostile project, built in a process of its own."""

    media: HostileMedia
    megabytes: int
    problems: list[tuple[str, int, str]]

    @property
    def site(self) -> Path:
        return self.media.project.root / "site"

    @property
    def published(self) -> list[Path]:
        return sorted((self.site / "assets/media").rglob("*.*"))

    def told(self, name: str) -> list[str]:
        """What is told of the line with a name or address."""
        line = self.media.lines[name]
        return [message for path, number, message in self.problems if (path, number) == ("content/t.md", line)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    media = write_hostile_media(tmp_path_factory.mktemp("hostile-media"))
    command = [sys.executable, "-c", BUILD, str(media.project.root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    result = json.loads(done.stdout)
    return Built(media, result["megabytes"], [tuple(problem) for problem in result["problems"]])


class _Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def elements(built: Built) -> list[tuple[str, dict[str, str]]]:
    return _Elements(built.media.project.read("site/t/index.html")).found


@pytest.mark.slow
def test_memory_is_bounded(built: Built) -> None:
    assert built.megabytes < MOST_MEGABYTES


def test_every_published_file_has_a_harmless_extension_and_the_digest_of_its_bytes(built: Built) -> None:
    assert len(built.published) > 20
    for path in built.published:
        assert media_digest(path.relative_to(built.site).as_posix()) == digest_of(path.read_bytes())
    assert {path.suffix[1:] for path in built.published} <= EXTENSIONS


def test_nothing_outside_of_the_content_folder_is_read(built: Built) -> None:
    for path in built.site.rglob("*"):
        assert not path.is_symlink()
        assert not path.is_file() or SECRET not in path.read_bytes(), path


@pytest.mark.parametrize("thing", THINGS)
def test_what_is_no_file_is_told_with_its_line(built: Built, thing: str) -> None:
    assert any("there is no file" in message for message in built.told(thing))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_any_name_is_shown(built: Built, name: str) -> None:
    assert built.told(name) == []


def test_a_problem_has_a_line_and_no_more_words_than_can_be_read(built: Built) -> None:
    assert all(line and len(message) < 400 for path, line, message in built.problems if path != "content/a folder")


def test_what_is_published_keeps_its_name_only_as_far_as_it_is_harmless(built: Built) -> None:
    names = {attributes["download"] for tag, attributes in elements(built) if tag == "a" and "download" in attributes}
    assert names
    assert not [name for name in names if re.search(r"[\x00-\x1f\x7f-\x9f/\\\u202a-\u202e\u2066-\u2069]", name)]


def test_every_address_of_the_page_is_of_the_site_or_a_web_address(built: Built) -> None:
    links = [attributes[name] for _, attributes in elements(built) for name in ("href", "src") if name in attributes]
    schemes = {link.partition(":")[0].lower() for link in links if re.match(r"[a-zA-Z][\w+.-]*:", link)}
    assert schemes <= {"http", "https", "mailto"}
    pictures = [attributes["src"] for tag, attributes in elements(built) if tag in {"img", "audio", "video"}]
    assert all(re.fullmatch(r"\.\./assets/media/\w\w/\w{32}\.\w+", picture) for picture in pictures)
    assert len(pictures) > len(NAMES)


def test_a_table_of_a_stranger_is_read_as_far_as_it_is_one(built: Built) -> None:
    lines = [line for path, line, _ in built.problems if path == "content/_media/addresses.jsonl"]
    assert lines == list(range(1, 12))


def test_a_second_build_writes_nothing(built: Built) -> None:
    report = built.media.project.build()
    assert (report.written, report.removed) == ((), 0)


def opened(page: "Page", address: str) -> list[str]:
    """What happens when a file is opened as a page: dialogs, requests for other files, an attribute that a script
    set.
    """
    from playwright.sync_api import Error

    seen: list[str] = []
    page.on("dialog", lambda dialog: _dismiss(dialog, seen))
    page.on("request", lambda request: seen.append(request.url))
    try:
        page.goto(address, wait_until="load")
    except Error as error:
        assert "Download is starting" in str(error)  # noqa: PT017  all else is wrong
    else:
        page.wait_for_timeout(20)
        seen += ["a script"] * page.evaluate("document.documentElement.hasAttribute('ran')")
    assert address in seen
    own = (address, *PDF_VIEWER, f"{address.partition('/assets')[0]}/favicon.ico")
    return [what for what in seen if not what.startswith(own)]


def _dismiss(dialog: "Dialog", seen: list[str]) -> None:
    seen.append("a dialog")
    dialog.dismiss()


@pytest.mark.browser
def test_no_published_file_runs_when_it_is_opened(built: Built, browser: "Browser") -> None:
    with serve_folder(built.site) as address, open_context(browser, service_workers="block") as context:
        for path in built.published:
            page = context.new_page()
            assert opened(page, f"{address}/{path.relative_to(built.site).as_posix()}") == [], path
            page.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["script.svg", "handler.svg", "page.html", "utf-16.html", "page.xhtml"])
def test_the_same_files_run_as_they_are(built: Built, browser: "Browser", name: str) -> None:
    """The test above can fail."""
    with serve_folder(built.media.project.root / "content") as address, open_context(browser) as context:
        assert "a dialog" in opened(context.new_page(), f"{address}/{name}")


@pytest.mark.browser
def test_the_page_that_shows_them_runs_nothing_and_asks_for_nothing_else(built: Built, browser: "Browser") -> None:
    outcome = Outcome(threads=1, posts=1, problems=0)
    visit(built.site, browser, outcome)
    assert outcome.findings == []
