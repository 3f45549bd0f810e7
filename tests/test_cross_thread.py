"""The setting `[quotes] across_threads`: quotes whose origins are in other threads, in first and later builds."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import Project

WORDS = "The dish at Canberra is back after eleven months of silence, and nobody will say who has paid for it."
SOURCE = f"# The dish\n\n## ada · 2024-05-01 {{#p1}}\n\nGood news!\n\n{WORDS}\n"
QUOTING = f"# Who pays\n\n## ben · 2024-06-01 {{#p1}}\n\n> {WORDS}\n\nSo who?\n"


@pytest.fixture
def both(project: Project) -> Project:
    project.write("archiver.toml", "[quotes]\nacross_threads = true\n[pages]\njson = true\n")
    project.write("content/x/dish.md", SOURCE)
    project.write("content/y/pays.md", QUOTING)
    return project


def page(project: Project) -> str:
    return project.read("site/y/pays/index.html")


def clean_tree(project: Project, folder: Path) -> dict[str, bytes]:
    """The site that a first build of the project's sources makes in another folder."""
    shutil.copytree(project.root, folder, ignore=shutil.ignore_patterns("site", ".archiver"))
    other = Project(folder)
    other.build()
    return other.tree()


def test_a_quote_leads_to_another_thread(both: Project) -> None:
    assert both.build().problems == ()
    assert 'href="../../x/dish/#p1:~:text=The%20dish' in page(both)
    assert "of <bdi>The dish</bdi> · exact</span>" in page(both)
    assert '"elsewhere": "/x/dish/#p1"' in both.read("site/y/pays/index.json")


def test_other_threads_are_only_searched_if_the_setting_is_on(both: Project) -> None:
    both.write("archiver.toml", "")
    both.build()
    assert "outside · not found in this thread" in page(both)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("content/x/dish.md", "2024-05-01", "2024-07-01"),  # never forward in time
        ("content/x/dish.md", " · 2024-05-01", ""),  # a post without a date is no origin
        ("content/y/pays.md", " · 2024-06-01", ""),
        ("content/x/dish.md", "# The dish", "---\ndraft: true\n---\n# The dish"),  # a draft is not published
    ],
)
def test_a_quote_without_an_earlier_origin_is_outside(both: Project, path: str, before: str, after: str) -> None:
    both.write(path, both.read(path).replace(before, after))
    both.build()
    assert "outside · not found in this archive" in page(both)


def test_a_short_quote_that_two_threads_have_is_outside(both: Project) -> None:
    words = "The dish at Canberra is back after eleven months."
    both.write("content/x/dish.md", SOURCE.replace(WORDS, words))
    both.write("content/x/again.md", SOURCE.replace(WORDS, words).replace("05-01", "05-02"))
    both.write("content/y/pays.md", QUOTING.replace(WORDS, words))
    both.build()
    assert "outside · not found in this archive" in page(both)


def test_the_origin_of_a_long_quote_is_its_first_writer(both: Project) -> None:
    words = f"{WORDS} It was not the agency, it was not the university, so who was it?"
    both.write("content/x/dish.md", SOURCE.replace(WORDS, words))
    both.write("content/a/copied.md", SOURCE.replace(WORDS, words).replace("05-01", "05-02"))
    both.write("content/y/pays.md", QUOTING.replace(WORDS, words))
    both.build()
    assert 'href="../../x/dish/#p1' in page(both)


def test_a_quote_of_another_thread_can_be_altered(both: Project) -> None:
    both.write("content/y/pays.md", QUOTING.replace("eleven months", "eleven weeks"))
    both.build()
    assert "of <bdi>The dish</bdi> · altered</span>" in page(both)


@pytest.mark.parametrize(
    "edits",
    [
        {"content/x/dish.md": SOURCE.replace("eleven", "twelve")},
        {"content/x/dish.md": SOURCE.replace("# The dish", "# The dish, at last")},
        {"content/x/dish.md": SOURCE.replace("ada", "cyd")},
        {"content/x/dish.md": None},
        {"content/x/dish.md": None, "content/z/dish.md": SOURCE},
        {"content/x/earlier.md": SOURCE.replace("05-01", "04-01")},
        {"content/y/pays.md": QUOTING.replace("eleven", "twelve")},
        {"archiver.toml": ""},
        {"archiver.toml": "[quotes]\nacross_threads = true\n[pages]\nposts = 1\n"},
    ],
)
def test_after_an_edit_the_site_is_that_of_a_clean_build(
    both: Project, edits: dict[str, str | None], tmp_path_factory: pytest.TempPathFactory
) -> None:
    both.build()
    for path, text in edits.items():
        if text is None:
            (both.root / path).unlink()
        else:
            both.write(path, text)
    both.build()
    assert both.tree() == clean_tree(both, tmp_path_factory.mktemp("clean") / "project")
    assert both.build().written == ()


def test_several_processes_find_equal_origins(both: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    both.build(jobs=2)
    assert both.tree() == clean_tree(both, tmp_path_factory.mktemp("clean") / "project")


def test_a_damaged_fingerprint_is_computed_anew(both: Project) -> None:
    both.build()
    before = both.tree()
    with sqlite3.connect(both.root / ".archiver/manifest.sqlite") as connection:
        connection.execute("UPDATE fingerprints SET indexed_shingles = 'odd', query_shingles = '['")
    assert both.build().problems == ()
    assert both.tree() == before
