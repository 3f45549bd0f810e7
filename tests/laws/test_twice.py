"""Law 3: twice = once."""

import json
import os

import pytest

from tests.conftest import Project
from tests.laws.small_site import thread, times


def all_times(site: Project) -> list[dict[str, int]]:
    """The times of all files of the site, the index and the smaller versions of pictures."""
    state = site.config.state
    return [times(folder) for folder in (site.config.output, state / "search", state / "media")]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_second_build_writes_nothing(site: Project, jobs: int) -> None:
    before = all_times(site)
    report = site.build(jobs=jobs)
    assert (report.written, report.drawn, report.removed) == ((), 0, 0)
    assert all_times(site) == before


def test_a_second_build_in_another_process_and_place_writes_nothing(site: Project) -> None:
    before = all_times(site)
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}
    done = site.run("build", "--json", env=env)
    summary = json.loads(done.stdout)
    assert (done.returncode, summary["written"], summary["drawn"], summary["removed"]) == (0, 0, 0, 0)
    assert all_times(site) == before


def test_an_edit_leaves_the_times_of_what_did_not_change(site: Project) -> None:
    before = times(site.config.output)
    site.write("content/space/moon.md", thread("Moon talk", "The moon is up.", "> The moon is up.\n\nStill."))
    report = site.build()
    after = times(site.config.output)
    moved = {path for path in after if after[path] != before.get(path) and (site.config.output / path).is_file()}
    assert moved == set(report.written)
    assert "space/moon/index.html" in moved
    assert "kitchen/brine/index.html" not in moved


def test_drawing_all_anew_keeps_the_files_that_are_the_same(site: Project) -> None:
    before = {path: t for path, t in times(site.config.output).items() if (site.config.output / path).is_file()}
    assert site.run("build", "--clean").returncode == 0
    assert {path: times(site.config.output)[path] for path in before} == before
