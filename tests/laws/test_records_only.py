"""Law 1 for builds without pages, and for builds in slices: what they end in is what one clean build gives.

They follow each other in one state folder, in any order.
"""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from archiver.build import Report, build
from archiver.errors import Problem
from archiver.search import open_index
from tests.conftest import Project
from tests.laws.clean import of_content
from tests.laws.media_rules import MediaRules
from tests.laws.small_site import copy_of, law_settings, make_changes, thread, write_small_site

_ROWS = (
    "SELECT source, content, inputs, problems FROM threads",
    "SELECT * FROM summaries",
    "SELECT * FROM members",
    "SELECT * FROM groups",
    "SELECT * FROM cross_thread",
    "SELECT path, content, key, medium FROM media_files",
    "SELECT * FROM media_uses",
    "SELECT * FROM media_outputs",
    "SELECT path, owner, digest, key FROM outputs",
    "SELECT name, value FROM facts WHERE name IN ('scope', 'lists', 'output')",
)
"""What the manifest records, but for times and dependencies: a thread that was indexed before the search was turned off
depends on more."""


def rows(project: Project) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(project.config.state / "manifest.sqlite")) as connection:
        return {query: sorted(connection.execute(query)) for query in _ROWS}


def posts(project: Project) -> frozenset[tuple[str, str]]:
    return open_index(project.config.state / "search", enabled=project.config.search).indexed_posts()


def build_all(
    project: Project, most_threads: int | None, *, pages: bool, clock: Callable[[], int] = time.time_ns
) -> Report:
    """Build in slices until no thread is left; the last report."""
    report = build(project.config, jobs=1, pages=pages, most_threads=most_threads, clock=clock)
    while report.left:
        left = report.left
        report = build(project.config, jobs=1, pages=pages, most_threads=most_threads, clock=clock)
        most_threads = most_threads if report.left < left else None  # as the preview does
    return report


def assert_is_as_clean(project: Project, report: Report, folder: Path, *, pages: bool) -> None:
    clean = copy_of(project, folder)
    of_clean = build(clean.config, jobs=1, pages=pages)
    assert project.tree() == clean.tree()
    assert rows(project) == rows(clean)
    if project.config.search:
        assert posts(project) == posts(clean)
    assert _problems(report) == _problems(of_clean)
    assert (report.threads, report.posts, report.left) == (of_clean.threads, of_clean.posts, 0)


def _problems(report: Report) -> frozenset[Problem]:
    return of_content(report.problems)


def test_a_build_without_pages_publishes_media_only(project: Project) -> None:
    write_small_site(project)
    report = build(project.config, jobs=1, pages=False)
    assert report.threads == 3
    assert report.written
    assert all(path.startswith("assets/media/") for path in report.written)
    assert set(project.tree()) == {".archiver", *report.written}
    again = build(project.config, jobs=1, pages=False)
    assert (again.drawn, again.written, again.removed, again.problems) == (0, (), 0, ())


def test_templates_and_assets_make_nothing_stale_without_pages(project: Project) -> None:
    write_small_site(project)
    build(project.config, jobs=1, pages=False)
    before = rows(project)
    project.write("themes/default/theme.toml", 'extends = "default"\n')
    project.write("themes/default/templates/thread.html", "{{ nothing }}")
    project.write("themes/default/assets/mine.css", "\n")
    report = build(project.config, jobs=1, pages=False)
    assert (report.drawn, report.problems) == (0, ())
    assert rows(project) == before


def test_redirects_that_cannot_be_are_told_without_pages(project: Project) -> None:
    for name in ("a", "b"):
        project.write(f"content/{name}.md", "---\naliases: [old]\n---\n# T\n\n## ada · 2022-07-01 {#p1}\n\nWords.\n")
    with_pages = copy_of(project, project.root / "other")
    told = build(project.config, jobs=1, pages=False).problems
    assert told
    assert told == with_pages.build().problems


@pytest.mark.parametrize("pages", [False, True])
@pytest.mark.parametrize("most", [None, 1, 2])
def test_slices_end_in_what_one_build_gives(project: Project, elsewhere: Path, most: int | None, pages: bool) -> None:  # noqa: FBT001
    write_small_site(project)
    assert_is_as_clean(project, build_all(project, most, pages=pages), elsewhere, pages=pages)
    make_changes(project)
    assert_is_as_clean(project, build_all(project, most, pages=pages), elsewhere, pages=pages)
    assert_is_as_clean(project, build_all(project, most, pages=not pages), elsewhere, pages=not pages)
    shutil.rmtree(project.config.state / "search")
    assert_is_as_clean(project, build_all(project, most, pages=not pages), elsewhere, pages=not pages)
    shutil.rmtree(project.config.state)
    assert_is_as_clean(project, build_all(project, most, pages=not pages), elsewhere, pages=not pages)


def test_a_slice_draws_recorded_threads_before_new_ones_and_tells_how_many_are_left(project: Project) -> None:
    write_small_site(project)
    build(project.config, jobs=1, pages=False)
    for name in ("a", "b"):
        project.write(f"content/{name}.md", thread("New talk", "New."))
    project.write("content/plain.md", "Plain talk\n\nFirst, about basalt.\n")
    report = build(project.config, jobs=1, pages=False, most_threads=1)
    assert ([reason.what for reason in report.reasons], report.left, report.threads) == (["content/plain.md"], 2, 3)
    assert not report.problems


class RecordsAreAsClean(MediaRules):
    """Edits, each followed by builds with or without pages, whole or in slices."""

    pages = False
    most_threads: int | None = None

    @rule(pages=st.booleans(), most_threads=st.none() | st.integers(1, 2))
    def build_otherwise(self, pages: bool, most_threads: int | None) -> None:  # noqa: FBT001  drawn by name
        self.pages, self.most_threads = pages, most_threads

    @rule(pages=st.booleans())
    def build_one_slice(self, pages: bool) -> None:  # noqa: FBT001  drawn by name
        build(self.project.config, jobs=1, pages=pages, most_threads=1, clock=lambda: self.now)
        self.held = 1

    @invariant()
    def a_build_gives_what_a_clean_one_gives(self) -> None:
        if self.held:
            self.held -= 1
            return
        report = build_all(self.project, self.most_threads, pages=self.pages, clock=lambda: self.now)
        if not any(problem.line for problem in report.errors):
            assert_is_as_clean(self.project, report, self.base / "clean", pages=self.pages)


RecordsAreAsClean.TestCase.settings = law_settings(examples=15, steps=8, deep_steps=30)


@pytest.fixture(scope="module", autouse=True)
def place() -> Iterator[None]:
    RecordsAreAsClean.base = Path(tempfile.mkdtemp(prefix="archiver-laws-"))
    yield
    shutil.rmtree(RecordsAreAsClean.base)


@pytest.mark.slow
class TestRecordsAreAsClean(RecordsAreAsClean.TestCase):  # type: ignore[misc, valid-type]  # made by hypothesis
    """After any sequence of changes."""
