"""Posts are written by strangers: whatever they try, it stays text (the payloads are in spec/hostile.txt)."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import feedparser
import pytest

from tests.browser import open_browser
from tests.conftest import SPEC, Project
from tests.exporting import export_bytes
from tests.hostile import Outcome, build_hostile, visit
from tests.test_export_epub import Book
from tests.test_export_html import faults, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from archiver.build import Report

TRICKS = {
    "a script": ("<script>alert('ran')</script>", "stopped by the policy: script-src-elem inline"),
    "a handler": ("<img src=/nowhere onerror=alert('ran')>", "stopped by the policy: script-src-attr inline"),
    "a foreign picture": ("<img src=https://evil.example/>", "stopped by the policy: img-src"),
    "a picture of the site that is none of its media": ("<img src=/nowhere.png>", "a file that is not the site's"),
    "a style": ("<p style='color:red'>", "the attribute style"),
    "a frame": ("<iframe srcdoc='x'></iframe>", "an element that may not be here"),
    "a base": ("<base href=https://evil.example/>", "an element that may not be here"),
    "a refresh": ("<meta http-equiv=refresh content='9;url=/'>", "a meta command"),
    "a form": ("<form action=/></form>", "an element that may not be here"),
    "an address": ("<a href='java&#9;script:alert()'>", "the scheme javascript:"),
    "an address elsewhere": ("<a href='/&#9;/evil.example/'>", "a link without a scheme that leaves the site"),
    "a handler at the page's frame": ("</div></article><p onclick=alert()>", "the attribute onclick"),
    "data that does not parse": ("<script type='application/ld+json'>{</script>", "JSON-LD that does not parse"),
}
"""What a page must not have, and what is found where it has it."""
PAGE = """<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<title>x</title></head><body><main><article id="p1"><div class="body">{}</div></article></main></body></html>"""
UNGUARDED = "<!doctype html><title>x</title><body><p>{}"


@pytest.fixture(scope="module")
def payloads() -> list[str]:
    lines = (SPEC / "hostile.txt").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.startswith('"')]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def report(payloads: list[str], root: Path) -> Report:
    return build_hostile(payloads, root)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.mark.browser
def test_nothing_that_strangers_write_runs_leaves_or_opens_anything(
    report: Report, root: Path, browser: Browser
) -> None:
    outcome = Outcome(threads=report.threads, posts=report.posts, problems=len(report.problems))
    visit(root / "site", browser, outcome)
    assert outcome.findings == []
    assert outcome.posts_seen == report.posts


@pytest.mark.browser
@pytest.mark.parametrize("trick", TRICKS)
def test_what_a_page_must_not_have_would_be_found(trick: str, tmp_path: Path, browser: Browser) -> None:
    html, expected = TRICKS[trick]
    assert any(expected in what for what in found_in(PAGE.format(html), tmp_path, browser))


@pytest.mark.browser
def test_a_script_that_no_policy_stops_would_be_found(tmp_path: Path, browser: Browser) -> None:
    found = found_in(UNGUARDED.format("<img src=/nowhere onerror=alert('ran')>"), tmp_path, browser)
    assert "called alert(ran)" in found


@pytest.mark.browser
def test_a_request_to_another_host_would_be_found(tmp_path: Path, browser: Browser) -> None:
    found = found_in(UNGUARDED.format("<img src=https://evil.example/>"), tmp_path, browser)
    assert "asked for https://evil.example/" in found


@pytest.mark.browser
def test_a_page_that_goes_elsewhere_would_be_found(tmp_path: Path, browser: Browser) -> None:
    found = found_in(UNGUARDED.format("<script>location = '#elsewhere'</script>"), tmp_path, browser)
    assert any(what.startswith("went to ") and what.endswith("#elsewhere") for what in found)


@pytest.mark.slow
def test_all_feeds_and_sitemaps_of_what_strangers_write_are_sound(report: Report, root: Path) -> None:
    found = sorted((root / "site").rglob("*.xml"))
    assert len(found) > report.threads
    for path in found:
        content = path.read_bytes()
        ET.fromstring(content)  # noqa: S314  it is our own
        if path.name == "feed.xml":
            feed = feedparser.parse(content)
            assert not feed.bozo, f"{path}: {feed.bozo_exception}"


@pytest.mark.slow
def test_the_terminal_is_told_nothing_that_moves_its_cursor(report: Report, root: Path) -> None:
    said = Project(root).run("build", "--clean")
    assert said.returncode == 1
    unsafe = {c for c in said.stdout + said.stderr if not c.isprintable() and c != "\n"}
    assert unsafe == set()


def found_in(html: str, folder: Path, browser: Browser) -> list[str]:
    (folder / "index.html").write_text(html, encoding="utf-8")
    outcome = Outcome(threads=1, posts=1, problems=0)
    visit(folder, browser, outcome)
    return [finding.what for finding in outcome.findings]


@pytest.mark.slow
def test_files_that_are_taken_along_run_nothing_and_are_well_formed(report: Report, root: Path) -> None:
    project = Project(root)
    page = parse(export_bytes(project, "/", to="html"))
    assert faults(page) == []
    assert len(page.css("article.post")) == report.posts
    for name, text in Book(export_bytes(project, "/", to="epub")).files.items():
        if name.endswith(("xhtml", "opf")):
            ET.fromstring(text)  # noqa: S314  it is our own
    mails = export_bytes(project, "/", to="mbox")
    assert sum(line.startswith(b"From ") for line in mails.split(b"\n")) == report.posts
