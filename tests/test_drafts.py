"""Threads that declare `draft: true`: builds leave them out, and `archiver serve --drafts` shows them, marked."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from archiver import preview
from archiver.build import Report, build
from archiver.cli import cli
from archiver.preview import Endpoint
from archiver.preview.session import Session
from tests.browser import serve_folder
from tests.conftest import REPOSITORY, Project

if TYPE_CHECKING:
    from playwright.sync_api import Page

DRAFT = "---\ndraft: true\ntags: [lamps]\n---\n# Lamps\n\n## ada · 2022-07-05 {#p1}\n\nThe lamps of the harbour.\n"
OTHER = "---\ntags: [lamps]\n---\n# Mole\n\n## ben · 2022-07-06 {#p1}\n\nThe mole of the harbour.\n"
MARK = "<mark>Draft</mark>"
QUOTED = "The heat shield of the probe was cracked before it left the hangar on Tuesday."
LISTS = (
    "index.html",
    "space/index.html",
    "tags/lamps/index.html",
    "authors/ada/index.html",
    "dates/2022/07/index.html",
)


@pytest.fixture
def harbour(project: Project) -> Project:
    """A project with a draft and another thread."""
    project.write("content/space/lamps.md", DRAFT)
    project.write("content/space/mole.md", OTHER)
    return project


def build_with(project: Project, *, drafts: bool) -> Report:
    return build(replace(project.config, drafts=drafts))


def test_drafts_are_in_lists_and_search_and_marked_there(harbour: Project) -> None:
    report = build_with(harbour, drafts=True)
    assert (report.threads, report.problems) == (2, ())
    assert harbour.search("lamps").total == 1
    assert {path: harbour.read(f"site/{path}").count(MARK) for path in LISTS} == dict.fromkeys(LISTS, 1)
    assert MARK in harbour.read("site/space/lamps/index.html")
    assert MARK not in harbour.read("site/space/mole/index.html")


def test_what_is_left_out_and_shown_in_turn_is_as_a_clean_build_has_it(harbour: Project) -> None:
    trees = {}
    for drafts in (False, True):
        build(replace(harbour.config, drafts=drafts), clean=True)
        trees[drafts] = harbour.tree()
    for drafts in (False, True, False):
        report = build_with(harbour, drafts=drafts)
        assert report.drawn == 2, "no thread but the draft and its neighbour depends on the setting"
        assert harbour.tree() == trees[drafts]
        assert harbour.search("lamps").total == drafts
    assert not any(MARK.encode() in content for content in trees[False].values())


def test_a_draft_that_can_not_be_drawn_keeps_its_page(harbour: Project) -> None:
    build_with(harbour, drafts=True)
    before = harbour.read("site/space/lamps/index.html")
    harbour.write("themes/t/theme.toml", 'name = "t"\nextends = "default"\n')
    harbour.write("themes/t/templates/thread.html", "{% if %}")
    harbour.write("archiver.toml", 'theme = "t"\n')
    assert build_with(harbour, drafts=True).problems
    assert harbour.read("site/space/lamps/index.html") == before


def test_a_quote_leads_to_a_draft_where_it_is_shown(harbour: Project) -> None:
    harbour.write("archiver.toml", "[quotes]\nacross_threads = true\n")
    harbour.write(
        "content/space/shield.md", f"---\ndraft: true\n---\n# Shield\n\n## ada · 2022-07-05 {{#p1}}\n\n{QUOTED}\n"
    )
    harbour.write("content/space/mole.md", f"{OTHER}\n> {QUOTED}\n\nNo.\n")
    for drafts in (True, False, True):
        build_with(harbour, drafts=drafts)
        assert ("../shield/#p1" in harbour.read("site/space/mole/index.html")) is drafts


def test_the_mark_is_in_the_language_of_the_interface(harbour: Project) -> None:
    harbour.write("archiver.toml", 'lang = "de"\n')
    build_with(harbour, drafts=True)
    assert "<mark>Entwurf</mark>" in harbour.read("site/space/lamps/index.html")


def test_problems_of_drafts_are_checked(harbour: Project) -> None:
    harbour.write("content/space/lamps.md", DRAFT.replace("[lamps]", "{a: b}"))
    done = harbour.run("check")
    assert done.returncode == 1
    assert "content/space/lamps.md:3" in done.stdout + done.stderr


def test_explain_says_who_sees_a_draft(harbour: Project) -> None:
    assert "a draft: only serve --drafts shows it" in harbour.run("check", "--explain", "space/lamps.md").stdout


@pytest.mark.parametrize("drafts", [False, True])
def test_the_command_asks_the_preview_for_drafts(
    harbour: Project, monkeypatch: pytest.MonkeyPatch, *, drafts: bool
) -> None:
    asked: list[bool] = []

    def serve(root: Path, _: Endpoint, *, drafts: bool, say: Callable[[str], None], **_options: Any) -> None:
        session = Session(root, root / "staged", drafts=drafts)
        session.change()
        config = session.config
        asked.append(config is not None and config.drafts)

    monkeypatch.setattr(preview, "serve", serve)
    done = CliRunner().invoke(cli, ["-C", str(harbour.root), "serve", *(["--drafts"] if drafts else [])])
    assert (done.exit_code, asked) == (0, [drafts])


@pytest.mark.browser
def test_the_mark_is_read_and_seen(page: "Page", tmp_path: Path) -> None:
    """The draft of the sample archive."""
    for name in ("content", "themes"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    sample = Project(tmp_path)
    build_with(sample, drafts=True)
    with serve_folder(tmp_path / "site") as address:
        page.goto(f"{address}/workshop/")
        (mark,) = page.get_by_text("Draft", exact=True).all()
        page.get_by_role("listitem").filter(has=mark).get_by_role("link").first.click()
        assert page.url == f"{address}/workshop/darning-egg/"
        facts = page.locator(".facts")
        assert facts.inner_text().startswith("Draft · 3 posts")
        assert page.get_by_text("Draft", exact=True).is_visible()
