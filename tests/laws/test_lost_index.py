"""Pages do not depend on the search index: a lost one is made anew and draws nothing, and a copied one is not lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.build.verify import verify
from tests.conftest import Project
from tests.laws.small_site import found, times

LOST = "the search index was not as the last build had left it; it was made anew"


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("lost", ["search", "search/current"])
def test_a_lost_index_is_made_anew_and_draws_nothing(site: Project, lost: str, jobs: int) -> None:
    before, answers = times(site.config.output), found(site)
    path = site.config.state / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    report = site.build(jobs=jobs)
    assert (report.drawn, report.reasons, report.written, report.removed) == (0, (), (), 0)
    assert report.messages == (LOST,)
    assert times(site.config.output) == before
    assert found(site) == answers
    again = site.build(jobs=jobs)
    assert (again.drawn, again.written, again.messages) == (0, (), ())
    assert verify(site.config, again) == ()


def test_of_a_lost_index_what_has_changed_is_drawn_and_all_is_indexed(site: Project) -> None:
    shutil.rmtree(site.config.state / "search")
    site.write("content/plain.md", "Plain talk\n\nFirst, about basalt.\n")
    report = site.build()
    assert "content/plain.md" in {reason.what for reason in report.reasons}
    assert report.drawn == 1
    assert [site.search(query).total for query in ("basalt", "salt", "moon")] == [1, 2, 1]
    assert verify(site.config, report) == ()


def test_a_thread_that_cannot_be_drawn_is_not_indexed_anew(site: Project) -> None:
    """As in a clean build: an index that has been lost has no posts of it until it can be drawn."""
    site.write("content/plain.md", b"\xff")
    assert site.build().errors
    shutil.rmtree(site.config.state / "search")
    assert site.build().errors
    assert not [hit for hit in site.search("salt").hits if hit.url.startswith("/plain/")]
    site.write("content/plain.md", "Plain talk\n\nFirst, about salt.\n")
    assert not site.build().problems
    assert [hit for hit in site.search("salt").hits if hit.url.startswith("/plain/")]


def test_what_the_index_reads_counts_for_a_thread_that_was_drawn_before_there_was_one(project: Project) -> None:
    """A theme whose threads do not read the language: only the index depends on it."""
    project.write("content/run.md", "Run\n\nThey were running.\n")
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    project.write("themes/mine/templates/thread.html", "{{ page.title }}")
    configure(project, 'lang = "en"', enabled=False)
    project.build()
    configure(project, 'lang = "en"', enabled=True)
    report = project.build()
    assert report.drawn == 0
    assert project.search("run").total == 1
    configure(project, 'lang = "de"', enabled=True)
    report = project.build()
    assert report.drawn == 1
    assert verify(project.config, report) == ()


def configure(project: Project, setting: str, *, enabled: bool) -> None:
    project.write("archiver.toml", f'theme = "mine"\n{setting}\n[search]\nenabled = {str(enabled).lower()}\n')


@pytest.mark.parametrize("copy", [shutil.copy2, shutil.copy], ids=["with times", "with new times"])
def test_a_copied_project_draws_and_writes_nothing(
    site: Project, tmp_path: Path, copy: Callable[[str, str], object]
) -> None:
    """A backup, a move to another disk, a cache of continuous integration: files have new inodes and times."""
    answers = found(site)
    copied = Project(tmp_path / "elsewhere/copied")
    shutil.copytree(site.root, copied.root, symlinks=True, copy_function=copy)
    before = files_and_times(copied.config.output), files_and_times(copied.config.state / "search")
    report = copied.build()
    assert (report.drawn, report.written, report.removed, report.reasons) == (0, (), 0, ())
    assert (report.messages, report.problems) == ((), ())
    assert (files_and_times(copied.config.output), files_and_times(copied.config.state / "search")) == before
    assert found(copied) == answers
    assert verify(copied.config, report) == ()


def files_and_times(folder: Path) -> dict[str, int]:
    return {path: time for path, time in times(folder).items() if (folder / path).is_file()}
