"""Threads of several files: `[[source]] thread`. What builds, checks and the preview make of them and of changes."""

import json
import shutil
import time
from pathlib import Path

import pytest

from archiver.errors import ConfigError
from archiver.model import Report
from tests.conftest import Project
from tests.preview_session import previewed

BY_TITLE = r"""[pages]
json = true
[[source]]
glob = "*.md"
title = '^[^•\n]+ • (.+)\n=+$'
post = '^Date: (?P<date>.+)$'
footer = '^Written by (?P<author>\S+)$'
thread = '{title}'
"""
BY_PATH = r"""[pages]
json = true
[[source]]
glob = "*.md"
path = '(?P<topic>[^/]+?)-p(?P<number>\d+)\.md$'
thread = '{topic}'
"""
FIRST = (
    "Cellar • How much\n=================\n\nDate: 2015-01-01 10:00\n\nHow deep is the water now?\n\nWritten by anna\n"
)
SECOND = """Cellar • Re: How much
=====================

Date: 2015-01-02 11:00

> How deep is the water now?

Up to the third step.

Written by bert
"""
PAGE = "## {} · {} {{#{}}}\n\n{}\n"


def write_mails(project: Project) -> Report:
    project.write("archiver.toml", BY_TITLE)
    project.write("content/old/2015-01-01 a.md", FIRST)
    project.write("content/old/2015-01-02 b.md", SECOND)
    return project.build()


def posts_of(project: Project, slug: str) -> list[tuple[str | None, str]]:
    """Author and text of each post of a thread."""
    thread = json.loads(project.read(f"site/{slug}/index.json"))
    return [
        (post.get("author"), " ".join(" ".join(block["text"] for block in post["blocks"]).split()))
        for post in thread["posts"]
    ]


def assert_as_clean(project: Project, folder: Path) -> None:
    """The site is what a clean build in another folder makes."""
    for name in ("content", "archiver.toml"):
        copy = shutil.copytree if (project.root / name).is_dir() else shutil.copy
        copy(project.root / name, folder / name)
    clean = Project(folder)
    clean.build()
    assert project.tree() == clean.tree()


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    folder = tmp_path / "clean"
    folder.mkdir()
    return folder


def test_files_with_one_title_are_one_thread_whose_quotes_are_found(project: Project) -> None:
    report = write_mails(project)
    assert report.problems == ()
    assert (report.threads, report.posts) == (1, 2)
    assert project.read("site/old/how-much/index.md") == f"{FIRST}\n{SECOND}"
    page = project.read("site/old/how-much/index.html")
    assert "Written by" not in page
    assert [hit.author for hit in project.search("third step").hits] == ["bert"]
    assert "1 quote: 1 exact" in project.run("check").stdout


def test_files_whose_paths_name_one_thread_are_its_pages_in_the_order_of_their_numbers(project: Project) -> None:
    project.write("archiver.toml", BY_PATH)
    for number in (10, 9, 1):
        project.write(f"content/b/pump-p{number}.md", PAGE.format("ada", "2015-01-01", number, f"Page {number}."))
    project.write("content/c/pump-p1.md", PAGE.format("bob", "2015-01-01", 1, "In another folder."))
    assert project.build().problems == ()
    assert posts_of(project, "b/pump") == [("ada", "Page 1."), ("ada", "Page 9."), ("ada", "Page 10.")]
    assert posts_of(project, "c/pump") == [("bob", "In another folder.")]


def test_with_a_slash_before_the_name_files_of_all_folders_are_one_thread(project: Project) -> None:
    project.write("archiver.toml", BY_PATH.replace("'{topic}'", "'/pumps/{topic}'"))
    project.write("content/2015/pump-p1.md", PAGE.format("ada", "2015-12-31", 1, "One."))
    project.write("content/2016/pump-p2.md", PAGE.format("bob", "2016-01-01", 2, "Two."))
    assert project.build().problems == ()
    assert posts_of(project, "pumps/pump") == [("ada", "One."), ("bob", "Two.")]


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("", ["old", "middle", "new"]),
        ("order = 'date'", ["old", "middle", "new"]),
        ("order = 'name'", ["new", "old", "middle"]),
        ("order = 'number'", ["middle", "old", "new"]),
    ],
)
def test_posts_are_in_the_order_that_is_asked_for(project: Project, order: str, wanted: list[str]) -> None:
    settings = BY_PATH.replace(r"(?P<topic>[^/]+?)-p", r"(?P<topic>[^/]+?)-\\w-p").replace("'(?P", "'(?P")
    project.write("archiver.toml", settings.replace(r"\\w", r"\w") + order)
    for name, number, day in (("new", 3, "03"), ("old", 2, "01"), ("middle", 1, "02")):
        letter = {"new": "a", "old": "b", "middle": "c"}[name]
        project.write(f"content/pump-{letter}-p{number}.md", PAGE.format("ada", f"2015-01-{day}", f"x{number}", name))
    project.build()
    assert [text for _, text in posts_of(project, "pump")] == wanted


def test_posts_without_a_date_stay_behind_the_one_before_them(project: Project) -> None:
    project.write("archiver.toml", f"{BY_PATH}order = 'date'\n")
    project.write("content/a-p1.md", "## ada · 2015-01-02 {#p3}\n\nThree.\n\n## bob {#p4}\n\nFour.\n")
    project.write("content/a-p2.md", "## ada · 2015-01-01 {#p1}\n\nOne.\n\n## bob {#p2}\n\nTwo.\n")
    project.build()
    assert [text for _, text in posts_of(project, "a")] == ["One.", "Two.", "Three.", "Four."]


def test_a_file_can_be_one_post_whose_attributes_its_path_and_its_front_matter_have(project: Project) -> None:
    path = r"(?P<date>[\d-]+) (?P<author>\w+)\.md$"
    project.write(
        "archiver.toml", f"[pages]\njson = true\n[[source]]\nglob = '*'\npath = '{path}'\nthread = '{{topic}}'\n"
    )
    project.write("content/2015-01-01 ada.md", "---\ntopic: 7\nid: <a@b>\ntitle: The pump\n---\n\nIt\n\n\n\nhums.\n")
    project.write("content/2015-01-02 bob.md", "---\ntopic: 7\nreply_to: a@b\ntitle: 'Re: The pump'\n---\n\nIt does.\n")
    assert project.build().problems == ()
    assert posts_of(project, "7") == [("ada", "It hums."), ("bob", "It does.")]
    thread = json.loads(project.read("site/7/index.json"))
    assert thread["title"] == "The pump"
    assert thread["posts"][1]["reply_to"] == thread["posts"][0]["id"]
    assert thread["posts"][0]["date"].startswith("2015-01-01")


def test_a_file_that_lacks_what_the_name_asks_for_is_a_thread_of_its_own(project: Project) -> None:
    write_mails(project)
    project.write("content/old/c.md", "Date: 2015-01-03\n\nNo title.\n\nWritten by cyd\n")
    report = project.build()
    assert report.threads == 2
    assert posts_of(project, "old/c") == [("cyd", "No title.")]


def test_problems_name_the_file_and_its_line(project: Project) -> None:
    project.write("archiver.toml", BY_PATH)
    project.write("content/a-p1.md", PAGE.format("ada", "2015-01-01", 1, "One."))
    project.write("content/a-p2.md", f"\n{PAGE.format('bob', '2015-13-01', 1, '![](no.png)')}")
    problems = project.build().problems
    assert {problem.path for problem in problems} == {"content/a-p2.md"}
    assert [(problem.line, problem.message[:17]) for problem in problems] == [
        (2, '"2015-13-01" is n'),
        (2, 'a second post "1"'),
        (4, "there is no file "),
    ]
    assert "the first is in content/a-p1.md, line 1" in problems[1].message


def test_one_file_that_cannot_be_read_keeps_the_last_good_page(project: Project) -> None:
    write_mails(project)
    before = project.read("site/old/how-much/index.html")
    project.write("content/old/2015-01-02 b.md", b"\xff")
    report = project.build()
    assert [(p.path, p.line) for p in report.errors] == [("content/old/2015-01-02 b.md", 1)]
    assert project.read("site/old/how-much/index.html") == before


@pytest.mark.parametrize(
    "change", ["edit", "add before", "add behind", "remove first", "remove last", "rename", "retitle"]
)
def test_a_change_of_one_file_is_a_change_of_its_thread(project: Project, clean: Path, change: str) -> None:
    write_mails(project)
    project.write("content/new/other.md", FIRST.replace("How much", "Another"))
    project.build()
    folder = project.root / "content/old"
    third = SECOND.replace("third", "fifth").replace("bert", "cyd")
    match change:
        case "edit":
            project.write("content/old/2015-01-02 b.md", SECOND.replace("third", "fifth"))
        case "add before":
            project.write("content/old/2014 x.md", third)
        case "add behind":
            project.write("content/old/2016 x.md", third)
        case "remove first":
            (folder / "2015-01-01 a.md").unlink()
        case "remove last":
            (folder / "2015-01-02 b.md").unlink()
        case "rename":
            (folder / "2015-01-01 a.md").rename(folder / "2017 a.md")
        case "retitle":
            project.write("content/old/2015-01-02 b.md", SECOND.replace("How much", "How deep"))
    report = project.build()
    assert "new/another/index.html" not in report.written
    assert project.build().written == ()
    assert_as_clean(project, clean)


def test_the_preview_follows_each_file(project: Project) -> None:
    write_mails(project)
    with previewed(project.root) as site:
        page = "old/how-much/index.html"
        assert site.text(page) == project.read(f"site/{page}")
        project.write("content/old/2015-01-02 b.md", SECOND.replace("third", "fifth"))
        site.change("content/old/2015-01-02 b.md")
        assert "fifth step" in site.text(page)
        assert site.session.source_of("/old/how-much/", 2) == ("content/old/2015-01-02 b.md", 4)
        project.write("content/old/2015-01-02 b.md", SECOND.replace("How much", "How deep"))
        site.change("content/old/2015-01-02 b.md")
        assert "step" not in site.text(page)
        assert "third step" in site.text("old/how-deep/index.html")


def test_what_explains_a_source_names_the_file_of_each_post(project: Project) -> None:
    write_mails(project)
    explained = json.loads(project.run("check", "--json", "--explain", "content/old/2015-01-02 b.md").stdout)
    assert explained["files"] == ["content/old/2015-01-01 a.md", "content/old/2015-01-02 b.md"]
    assert [(post["file"][-4:], post["first"], post["last"]) for post in explained["posts"]] == [
        ("a.md", 4, 8),
        ("b.md", 4, 10),
    ]
    shown = project.run("check", "--explain", "content/old/2015-01-01 a.md").stdout
    assert "content/old/2015-01-02 b.md lines 4-10" in shown


def test_files_cannot_be_ordered_by_a_number_that_their_paths_lack(project: Project) -> None:
    project.write("archiver.toml", "[[source]]\nglob = '*'\nthread = 'all'\norder = 'number'\n")
    with pytest.raises(ConfigError, match="needs a group"):
        project.build()


def test_files_that_changed_a_moment_ago_are_compared(project: Project) -> None:
    write_mails(project)
    project.build(now_ns=time.time_ns() + 10**10)
    assert project.build(now_ns=time.time_ns() + 10**10).drawn == 0
    project.write("content/old/2015-01-02 b.md", SECOND.replace("third", "fifth"))
    assert project.build().drawn == 1
