"""Law 5: old or new, never half: a disk that takes no more, and folders that nobody can write in."""

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import Project
from tests.laws.crash_driver import DISK_FAILED, FAILED, FINISHED
from tests.laws.disk import full_disk, mount_small_disk, read_only, unmount, why_never_read_only
from tests.laws.driver import Driver
from tests.laws.small_site import (
    STAGING,
    found,
    found_or_none,
    make_changes,
    thread,
    tree_of_clean_build,
    write_small_site,
)

KB = 1024


def write_more(project: Project) -> None:
    make_changes(project)
    project.write("content/long.md", thread("Long talk", "word " * 8_000))


@pytest.mark.parametrize("limit", [0, 1_000, 6_000, 20_000, 60_000])
def test_a_full_disk_is_told_and_the_next_build_mends_it(site: Project, elsewhere: Path, limit: int) -> None:
    old, answers = site.tree(), found(site)
    write_more(site)
    new = tree_of_clean_build(site, elsewhere)
    done = site.run(
        "build", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)), env=_without_coverage()
    )
    assert done.returncode not in (0, 1)
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    left = {path: content for path, content in site.tree().items() if not path.startswith(STAGING)}
    assert not [path for path, content in left.items() if content not in (old.get(path), new.get(path))]
    assert set(old) - set(new) <= set(left) or set(left) <= set(new)
    assert found(site) in (answers, found(Project(elsewhere)))
    assert not site.build().problems
    assert (site.tree(), found(site)) == (new, found(Project(elsewhere)))


def _without_coverage() -> dict[str, str]:
    """The environment of a process that cannot write its coverage either."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of six megabytes."""
    folder = Path(tempfile.mkdtemp(prefix="archiver-disk-"))
    if why_not := mount_small_disk(folder, 6):
        folder.rmdir()
        pytest.skip(why_not)
    yield folder
    unmount(folder)
    folder.rmdir()


@pytest.mark.slow
@pytest.mark.parametrize("which", ["first build", "later build"])
def test_a_disk_that_is_really_full_is_told_and_the_next_build_mends_it(
    small_disk: Path, elsewhere: Path, which: str
) -> None:
    failed = 0
    for free in (0, 16 * KB, 100 * KB, 200 * KB, 300 * KB, 4_000 * KB):
        shutil.rmtree(small_disk / "project", ignore_errors=True)
        project = Project(small_disk / "project")
        write_small_site(project)
        report = project.build() if which == "later build" else None
        old, answers = (project.tree(), found(project)) if report else ({}, None)
        write_more(project)
        new = tree_of_clean_build(project, elsewhere)
        with full_disk(small_disk, free=free):
            done = project.run("build")
            left = {path: content for path, content in project.tree().items() if not path.startswith(STAGING)}
            assert (done.returncode == 0) == (left == new)
            assert done.returncode in {0, 2}
            assert "Traceback" not in done.stderr
            assert done.returncode == 0 or done.stderr.strip()
            failed += done.returncode != 0
            assert not [path for path, content in left.items() if content not in (old.get(path), new.get(path))]
            assert found_or_none(project) in (answers, found(Project(elsewhere)))
        assert not project.build().problems
        assert (project.tree(), found(project)) == (new, found(Project(elsewhere)))
    assert 3 <= failed < 6


@pytest.mark.slow
def test_a_disk_that_is_full_at_any_page_is_an_error_that_we_know(small_disk: Path, driver: Driver) -> None:
    """As `test_a_disk_that_is_really_full_…`, at each page of a first build; what is published there is told there."""
    for pages in count():
        shutil.rmtree(small_disk / "project", ignore_errors=True)
        project = Project(small_disk / "project")
        write_small_site(project)
        with full_disk(small_disk, free=pages * 4 * KB):
            (status,) = driver.build(project)
        assert status in {FINISHED, FAILED, DISK_FAILED}, pages
        if status == FINISHED:
            assert pages > 20
            break


READ_ONLY = ("site", "site/space/moon", "site/tags", "site/assets/media")
READ_ONLY_STATE = (".archiver", ".archiver/search/*", ".archiver/media")


@pytest.mark.parametrize("folder", [*READ_ONLY, *READ_ONLY_STATE])
def test_a_folder_that_is_read_only_is_told_and_the_next_build_mends_it(
    site: Project, elsewhere: Path, folder: str
) -> None:
    (place,) = (path for path in site.root.glob(folder) if path.is_dir())
    if why_not := why_never_read_only(place):
        pytest.skip(why_not)
    old, answers = site.tree(), found(site)
    write_more(site)
    new = tree_of_clean_build(site, elsewhere)
    with read_only(place):
        done = site.run("build")
        assert done.returncode == 2
        assert done.stderr.strip()
        assert "Traceback" not in done.stderr
        left = {path: content for path, content in site.tree().items() if not path.startswith(STAGING)}
        assert not [path for path, content in left.items() if content not in (old.get(path), new.get(path))]
        assert found(site) in (answers, found(Project(elsewhere)))
    assert not site.build().problems
    assert (site.tree(), found(site)) == (new, found(Project(elsewhere)))
