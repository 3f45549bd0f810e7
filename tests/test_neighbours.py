"""The threads before and after a thread in its board, in first and later builds."""

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import Project


@pytest.fixture
def board(project: Project) -> Project:
    """A board with three threads, one of them in another board below it, and one above."""
    for name, day in {"b/old": "01", "b/middle": "11", "b/new": "21", "b/below/other": "15", "top": "16"}.items():
        write(project, name, day)
    return project


def write(project: Project, name: str, day: str, title: str = "", front: str = "") -> None:
    head = f"---\n{front}\n---\n" if front else ""
    project.write(f"content/{name}.md", f"{head}# {title or name}\n\n## anna · 2020-01-{day} {{#1}}\n\nWords.\n")


def neighbours(project: Project, name: str) -> list[tuple[str, str]]:
    """The links of a thread's page to its neighbours: their addresses and titles."""
    page = project.read(f"site/{name}/index.html")
    nav = re.search(r'<nav class="neighbours".*?</nav>', page, re.DOTALL)
    return re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', nav[0]) if nav else []


def clean_tree(project: Project, folder: Path) -> dict[str, bytes]:
    """The site that a first build of the project's sources makes in another folder."""
    shutil.copytree(project.root, folder, ignore=shutil.ignore_patterns("site", ".archiver"))
    other = Project(folder)
    other.build()
    return other.tree()


def test_neighbours_are_in_the_same_board_by_date(board: Project) -> None:
    board.build()
    assert neighbours(board, "b/old") == [("../middle/", "b/middle")]
    assert neighbours(board, "b/middle") == [("../old/", "b/old"), ("../new/", "b/new")]
    assert neighbours(board, "b/below/other") == neighbours(board, "top") == []
    assert 'rel="prev"' not in board.read("site/b/middle/index.html")


def test_undated_threads_come_first_by_path(board: Project) -> None:
    for name in ("b/z", "b/y"):
        board.write(f"content/{name}.md", f"# {name}\n\nWords.\n")
    board.build()
    assert neighbours(board, "b/z") == [("../y/", "b/y"), ("../old/", "b/old")]


def test_a_new_thread_changes_its_neighbours_and_no_other(board: Project, tmp_path: Path) -> None:
    board.build()
    write(board, "b/newer", "25")
    report = board.build()
    assert drawn(report.written) == {"b/newer", "b/new"}
    write(board, "b/between", "12")
    assert drawn(board.build().written) == {"b/between", "b/middle", "b/new"}
    (board.root / "content/b/middle.md").unlink()
    assert drawn(board.build().written) == {"b/old", "b/between"}
    assert board.tree() == clean_tree(board, tmp_path / "clean")


def test_a_new_post_changes_no_other_thread_and_a_new_title_does(board: Project) -> None:
    board.build()
    path = board.root / "content/b/old.md"
    path.write_text(path.read_text() + "\n## cora · 2020-02-01 {#2}\n\nMore.\n")
    assert drawn(board.build().written) == {"b/old"}
    path.write_text(path.read_text().replace("# b/old", "# Older"))
    assert drawn(board.build().written) == {"b/old", "b/middle"}
    assert neighbours(board, "b/middle")[0] == ("../old/", "Older")


@pytest.mark.parametrize("content", [b"---\n[\n---\n", b"---\ndraft: true\n---\n# b/middle\n\nWords.\n"])
def test_a_source_without_a_page_is_no_neighbour(board: Project, content: bytes) -> None:
    (board.root / "content/b/middle.md").write_bytes(content)
    board.build()
    assert neighbours(board, "b/old") == [("../new/", "b/new")]


def test_a_title_has_its_language(board: Project) -> None:
    write(board, "b/new", "21", title="Neu", front="lang: de")
    board.build()
    assert '<a href="../new/" dir="auto" lang="de">Neu</a>' in board.read("site/b/middle/index.html")


def test_a_title_that_only_the_url_gives_is_that_of_the_page(board: Project) -> None:
    board.write("content/b/%%.md", "## anna · 2020-01-12 {#1}\n\nWords.\n")
    board.build()
    address, title = neighbours(board, "b/new")[0]
    assert f'<h1 dir="auto">{title}</h1>' in board.read(f"site/b/{address.strip('./')}/index.html")


def drawn(written: tuple[str, ...]) -> set[str]:
    """The threads of which a page was written."""
    pages = {path.removesuffix("/index.md") for path in written if path.endswith("/index.md")}
    threads = {path.removesuffix("/index.html") for path in written if path.startswith("b/") and "index.html" in path}
    return pages | {thread for thread in threads if re.search(r"b/(old|middle|new|newer|between)$", thread)}
