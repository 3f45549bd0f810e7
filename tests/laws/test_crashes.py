"""Law 5: old or new, never half: builds that die at each step."""

import shutil
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from archiver.urls import find_media_paths
from tests.conftest import Project
from tests.laws.driver import Driver
from tests.laws.small_site import IS_DEEP, STAGING, found, found_or_none, lines, make_changes, thread, write_small_site

MEDIA = ("site/assets/media", ".archiver/media")
"""Where a build writes files that threads show."""


@dataclass(frozen=True)
class Wreck:
    """What a build that died has left, and what the next one made of it."""

    step: str
    tree: dict[str, bytes]
    found: dict[str, frozenset[str]] | None
    """None: there was no index."""
    mended: dict[str, bytes]
    mended_found: dict[str, frozenset[str]]
    problems: list[str]
    written_again: tuple[str, ...]


@dataclass(frozen=True)
class Wrecks:
    """Builds that all set out from one state, and died at different steps."""

    old: dict[str, bytes]
    old_found: dict[str, frozenset[str]] | None
    new: dict[str, bytes]
    new_found: dict[str, frozenset[str]]
    all: list[Wreck]


def kind_of(event: str, what: str) -> tuple[str, str]:
    """Steps of a kind are as good as one another to die at: what is done, and in which folder or to what."""
    folder = what if event == "sql" else what.rpartition("/")[0]
    return event, next((name for name in (STAGING, *MEDIA, ".archiver/search", "site/") if name in what), folder)


def choose_steps(log: list[tuple[str, str]]) -> list[int]:
    """The first and the last step of every kind, and one between many; all of them in a deep run."""
    if IS_DEEP:
        return list(range(len(log)))
    kinds: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, step in enumerate(log):
        kinds[kind_of(*step)].append(at)
    return sorted({at for steps in kinds.values() for at in (steps[0], steps[(len(steps) - 1) // 10 * 5], steps[-1])})


def wreck(project: Project, driver: Driver, at: int, step: tuple[str, str], *, clean: bool, now: int) -> Wreck:
    assert driver.crash(project, at, clean=clean, now=now)
    left = project.tree()
    answers = found_or_none(project)
    report = project.build()
    return Wreck(
        step=f"{at}: {' '.join(step)}",
        tree={path: content for path, content in left.items() if not path.startswith(STAGING)},
        found=answers,
        mended=project.tree(),
        mended_found=found(project),
        problems=[*lines(report), *report.foreign],
        written_again=project.build().written,
    )


@pytest.fixture(scope="module", params=["first build", "later build", "clean build"])
def wrecks(request: pytest.FixtureRequest, driver: Driver, tmp_path_factory: pytest.TempPathFactory) -> Wrecks:
    base = tmp_path_factory.mktemp("wrecks")
    now = time.time_ns()  # for all builds no file is old enough for a signature, however long they take
    project, start = Project(base / "project"), base / "start"
    clean = request.param == "clean build"
    write_small_site(project)
    old: dict[str, bytes] = {}
    old_found = None
    if request.param != "first build":
        project.build()
        old, old_found = project.tree(), found(project)
        make_changes(project)
    shutil.copytree(project.root, start)
    log = driver.steps(project, clean=clean, now=now)
    new, new_found = project.tree(), found(project)
    all_wrecks = []
    for at in choose_steps(log):
        shutil.rmtree(project.root)
        shutil.copytree(start, project.root)
        all_wrecks.append(wreck(project, driver, at, log[at], clean=clean, now=now))
    return Wrecks(old=old, old_found=old_found, new=new, new_found=new_found, all=all_wrecks)


@pytest.mark.slow
@pytest.mark.parametrize("folder", MEDIA)
def test_builds_die_at_files_that_threads_show(wrecks: Wrecks, folder: str) -> None:
    assert [wreck.step for wreck in wrecks.all if folder in wreck.step]


@pytest.mark.slow
def test_a_crash_leaves_what_old_and_new_pages_show(wrecks: Wrecks) -> None:
    for wreck in wrecks.all:
        shown = {path for page in wreck.tree.values() for path in find_media_paths(page)}
        assert shown <= wreck.tree.keys(), wreck.step


@pytest.mark.slow
def test_a_crash_leaves_every_file_old_or_new(wrecks: Wrecks) -> None:
    assert len(wrecks.all) > 20
    for wreck in wrecks.all:
        torn = [p for p, content in wreck.tree.items() if content not in (wrecks.old.get(p), wrecks.new.get(p))]
        assert not torn, wreck.step


@pytest.mark.slow
def test_a_crash_leaves_the_search_old_or_new(wrecks: Wrecks) -> None:
    assert wrecks.old_found != wrecks.new_found
    assert [w.step for w in wrecks.all if w.found not in (wrecks.old_found, wrecks.new_found)] == []


@pytest.mark.slow
def test_the_build_after_a_crash_mends_the_site(wrecks: Wrecks) -> None:
    for wreck in wrecks.all:
        assert wreck.mended == wrecks.new, wreck.step
        assert wreck.problems == [], wreck.step


@pytest.mark.slow
def test_the_build_after_a_crash_mends_the_search(wrecks: Wrecks) -> None:
    assert [w.step for w in wrecks.all if w.mended_found != wrecks.new_found] == []


@pytest.mark.slow
def test_the_second_build_after_a_crash_writes_nothing(wrecks: Wrecks) -> None:
    assert [w.step for w in wrecks.all if w.written_again] == []


def test_a_path_claimed_by_a_build_that_died_is_not_ours_for_ever(
    driver: Driver, site: Project, tmp_path: Path
) -> None:
    source = site.read("content/plain.md")
    site.write("content/plain.md", source + "Edited.\n")
    log = driver.foretell(site, tmp_path / "dry")
    first_move = next(at for at, step in enumerate(log) if step[0] == "os.rename" and step[1].startswith("site/"))
    assert driver.crash(site, first_move)
    site.write("content/plain.md", source)
    site.build()
    site.write("site/plain/index.html", "by hand")
    assert [problem.path for problem in site.build().warnings] == ["site/plain/index.html"]
    assert site.read("site/plain/index.html") == "by hand"


def test_a_thread_that_only_a_build_that_died_has_seen_is_not_found(
    driver: Driver, site: Project, tmp_path: Path
) -> None:
    answers = found(site)
    site.write("content/brief.md", thread("Brief talk", "Salt and moon."))
    log = driver.foretell(site, tmp_path / "dry", clean=True)
    last_commit = max(at for at, step in enumerate(log) if step == ("sql", "COMMIT"))
    assert driver.crash(site, last_commit, clean=True)
    (site.root / "content/brief.md").unlink()
    site.build()
    assert found(site) == answers


@pytest.mark.parametrize("folder", ["site/kitchen/brine", "site/kitchen", "site/tags/salt"])
def test_a_crash_leaves_no_empty_folder_for_ever(driver: Driver, site: Project, tmp_path: Path, folder: str) -> None:
    shutil.rmtree(site.root / "content/kitchen")
    at = driver.foretell(site, tmp_path / "dry").index(("os.rmdir", folder))
    assert driver.crash(site, at)
    site.build()
    assert not (site.root / folder).exists()
    assert not site.build().foreign


def test_a_folder_that_somebody_has_emptied_goes_with_its_thread(site: Project) -> None:
    for page in (site.root / "site/plain").iterdir():
        page.unlink()
    (site.root / "content/plain.md").unlink()
    site.build()
    assert not (site.root / "site/plain").exists()


def test_a_page_that_a_power_cut_emptied_is_written_again(site: Project) -> None:
    good = site.tree()
    site.write("site/plain/index.html", b"")
    assert not site.build().problems
    assert site.tree() == good
