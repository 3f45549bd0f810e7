"""Which files are threads, and where they stand."""

import os
import sys

import pytest

from tests.conftest import Project


def problems(project: Project) -> list[str]:
    return [str(problem) for problem in project.build().problems]


def threads(project: Project) -> list[str]:
    return sorted(p.removesuffix("/index.md") for p in project.tree() if p.endswith("/index.md"))


def test_hidden_and_other_files_are_not_read(project: Project) -> None:
    for name in ("a.md", ".b.md", "_c.md", "d.txt", "_drafts/e.md", ".git/f.md", "Board One/G h!.md"):
        project.write(f"content/{name}", "Title\n\nWords.\n")
    assert problems(project) == []
    assert threads(project) == ["a", "board-one/g-h"]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no two files whose names differ in case or form")
@pytest.mark.parametrize(
    ("first", "second"),
    [("A.md", "a.md"), ("a b.md", "a-b.md"), ("caf\u00e9.md", "cafe\u0301.md"), ("x/ⅳ.md", "x/iv.md")],
)
def test_two_files_that_meet_at_one_url_are_a_problem_that_names_both(
    project: Project, first: str, second: str
) -> None:
    project.write(f"content/{first}", "First\n\nWords.\n")
    project.write(f"content/{second}", "Second\n\nWords.\n")
    (problem,) = problems(project)
    assert first in problem
    assert second in problem
    assert len(threads(project)) == 1


@pytest.mark.parametrize("name", ["authors.md", "search/x.md", "space/page-2.md", "assets/y/z.md"])
def test_a_file_that_meets_a_page_of_ours_is_a_problem(project: Project, name: str) -> None:
    project.write(f"content/{name}", "T\n\nWords.\n")
    (problem,) = problems(project)
    assert problem.startswith(f"content/{name}: its URL ")
    assert threads(project) == []


def test_a_thread_that_meets_a_board_is_a_problem_that_names_both(project: Project) -> None:
    project.write("content/space.md", "T\n\nWords.\n")
    project.write("content/space/a.md", "T\n\nWords.\n")
    assert problems(project) == ["content/space.md: its URL /space/ is that of content/space/; rename one"]
    assert threads(project) == ["space/a"]


def test_a_name_without_letters_has_no_url(project: Project) -> None:
    project.write("content/!!!.md", "T\n\nWords.\n")
    assert problems(project) == ["content/!!!.md: a name without a letter or digit has no URL; rename it"]


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


def test_a_draft_is_not_built_and_leaves_when_it_becomes_one(project: Project) -> None:
    project.write("content/a.md", "---\ntitle: T\n---\nWords of a thread.\n")
    project.build()
    assert threads(project) == ["a"]
    project.write("content/a.md", "---\ntitle: T\ndraft: true\n---\nWords of a thread.\n")
    project.build()
    assert threads(project) == []
    assert project.search("words").total == 0
