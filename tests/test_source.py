"""Which files of the content folder are threads, and the URLs that they get."""

import os
import sys

import pytest

from archiver.build.verify import verify
from tests.conftest import Project


def problems(project: Project) -> list[str]:
    return [str(problem) for problem in project.build().problems]


def threads(project: Project) -> list[str]:
    return sorted(p.removesuffix("/index.md") for p in project.tree() if p.endswith("/index.md"))


def test_hidden_and_other_files_are_not_read(project: Project) -> None:
    for name in ("a.md", ".b.md", "_c.md", "d.png", "_drafts/e.md", ".git/f.md", "Board One/G h!.md"):
        project.write(f"content/{name}", "Title\n\nWords.\n")
    assert problems(project) == []
    assert threads(project) == ["a", "board-one/g-h"]


@pytest.mark.parametrize("name", ["a.MD", "a.markdown", "a.Markdown", "a.mkd", "a.mdown", "ö.MARKDOWN"])
def test_each_extension_of_markdown_makes_a_thread(project: Project, name: str) -> None:
    project.write(f"content/{name}", "Title\n\nWords.\n")
    assert problems(project) == []
    assert threads(project) == [name.partition(".")[0]]


def test_ignored_files_that_may_be_discussions_are_counted_and_named(project: Project) -> None:
    for name in ("1.html", "b/2.HTML", "list.mbox", "x/3.html", "4.html", "NOTES", "msg.0012", "cat.jpg", "style.css"):
        project.write(f"content/{name}", "Title\n\nWords.\n")
    assert problems(project) == [
        "content: warning: 1 .mbox file is not Markdown and not read: list.mbox; write their messages as Markdown "
        "threads, whose posts have the format text, or exclude them in archiver.toml",
        "content: warning: 2 files without an ending are not Markdown and not read: NOTES, msg.0012; give them the "
        "ending .md if they are threads, or exclude them in archiver.toml",
        "content: warning: 4 .html files are not Markdown and not read: 1.html, 4.html, b/2.HTML and 1 more; write "
        "them as Markdown threads with format: html, or exclude them in archiver.toml",
    ]


def test_there_is_no_warning_of_excluded_files(project: Project) -> None:
    project.write("archiver.toml", 'exclude = ["raw/*", "NOTES"]')
    for name in ("raw/1.html", "raw/b/2.json", "NOTES"):
        project.write(f"content/{name}", "Words.\n")
    assert problems(project) == []


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no two files whose names differ in case or form")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A.md", "a.md"),
        ("a b.md", "a-b.md"),
        ("cafe\u0301.md", "caf\u00e9.md"),
        ("x/iv.md", "x/ⅳ.md"),
        ("a.markdown", "a.md"),
        ("9[x y].md", "9『x y』.md"),
        ("B c/d.md", "b-c/d.md"),
    ],
)
def test_of_two_files_with_one_url_the_later_gets_another(project: Project, first: str, second: str) -> None:
    project.write(f"content/{second}", "Second\n\nWords.\n")
    project.build()
    (alone,) = threads(project)
    project.write(f"content/{first}", "First\n\nWords.\n")
    (problem,) = problems(project)
    assert problem.startswith(f"content/{second}: warning: its URL /")
    assert f"is that of content/{first}, so it is /" in problem
    both = threads(project)
    assert len(both) == 2
    assert project.read(f"site/{alone}/index.md").startswith("First")
    assert equals_clean_build(project)
    (project.root / "content" / first).unlink()
    assert problems(project) == []
    assert threads(project) == [alone]
    assert project.read(f"site/{alone}/index.md").startswith("Second")
    assert equals_clean_build(project)


def equals_clean_build(project: Project) -> bool:
    return verify(project.config, project.build()) == ()


def test_a_url_that_is_not_the_first_choice_depends_on_the_path_alone(project: Project) -> None:
    for name in ("A.md", "a.md"):
        project.write(f"content/{name}", "T\n\nWords.\n")
    project.build()
    before = threads(project)
    for name in ("0.md", "a!.md", "b.md"):
        project.write(f"content/{name}", "T\n\nWords.\n")
    project.build()
    assert set(before) < set(threads(project))


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("authors.md", "authors-"),
        ("search/x.md", "search-"),
        ("space/page-2.md", "space/page-2-"),
        ("assets/y/z.md", "assets-"),
    ],
)
def test_a_file_with_the_name_of_a_page_of_the_site_gets_another_url(project: Project, name: str, url: str) -> None:
    project.write(f"content/{name}", "T\n\nWords.\n")
    (problem,) = problems(project)
    assert "warning: its name is that of a page of the site itself, so its URL is /" in problem
    (thread,) = threads(project)
    assert thread.startswith(url)


def test_a_folder_with_the_name_of_a_page_of_the_site_is_one_problem(project: Project) -> None:
    for name in ("a", "b", "c/d"):
        project.write(f"content/tags/{name}.md", "T\n\nWords.\n")
    (problem,) = problems(project)
    assert problem.startswith("content/tags/: warning: ")
    assert len(threads(project)) == 3


def test_a_thread_with_the_url_of_a_board_is_a_problem_that_names_both(project: Project) -> None:
    project.write("content/space.md", "T\n\nWords.\n")
    project.write("content/space/a.md", "T\n\nWords.\n")
    (problem,) = problems(project)
    assert problem.startswith("content/space.md: warning: its URL /space/ is that of content/space/, so it is /space-")
    assert threads(project)[1] == "space/a"


@pytest.mark.parametrize("name", ["!!!.md", "!/a.md", "a/?/!.md"])
def test_a_name_without_letters_has_a_digest_in_its_url(project: Project, name: str) -> None:
    project.write(f"content/{name}", "T\n\nWords.\n")
    found = problems(project)
    assert all("warning: a name without a letter or digit, so its URL is /" in problem for problem in found)
    assert len(found) == name.count("!") + name.count("?") - (name == "!!!.md") * 2
    assert len(threads(project)) == 1


def test_names_of_devices_and_long_names_are_safe(project: Project) -> None:
    project.write("content/con.md", "T\n\nWords.\n")
    project.write(f"content/{'ﷺ' * 80}.md", "T\n\nWords.\n")
    assert problems(project) == []
    assert "con_" in threads(project)


def test_a_link_out_of_the_content_is_not_followed(project: Project) -> None:
    secret = project.write("secret.md", "Secret\n\nWords.\n")
    (project.root / "content/a.md").symlink_to(secret)
    (project.root / "content/board").symlink_to(project.root)
    assert len(problems(project)) == 2
    assert threads(project) == []


def test_a_pipe_is_not_waited_for(project: Project) -> None:
    os.mkfifo(project.root / "content/a.md")
    assert problems(project) == ["content/a.md: not a regular file; remove it"]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS refuses names that are not UTF-8")
def test_a_name_that_is_not_utf8_is_a_problem(project: Project) -> None:
    (project.root / "content" / os.fsdecode(b"a\xff.md")).write_text("T\n\nWords.\n")
    assert problems(project) == ["content/a\\udcff.md: a file name that is not UTF-8; rename it"]


def test_a_draft_is_not_built_and_its_page_is_removed(project: Project) -> None:
    project.write("content/a.md", "---\ntitle: T\n---\nWords of a thread.\n")
    project.build()
    assert threads(project) == ["a"]
    project.write("content/a.md", "---\ntitle: T\ndraft: true\n---\nWords of a thread.\n")
    project.build()
    assert threads(project) == []
    assert project.search("words").total == 0
