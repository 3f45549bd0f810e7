"""What a build promises, byte for byte: its laws, by the numbers that the sections below give them."""

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from archiver.build import Report
from archiver.errors import ConfigError, LockedError, OutputError, Problem, QueryError, Severity
from archiver.model import Folders, digest_of
from archiver.publish import signature_of, survey
from tests.conftest import Project
from tests.crash_driver import DEAD

STAGING = ".archiver-staging"
IS_DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
"""Tries every step to crash at, and many more changes: for a run at night."""
QUERIES = ("moon", "salt", "author:ada", "board:space", "tag:night", "title:talk")


def thread(title: str, *bodies: str, tags: str = "night") -> str:
    """A headed thread; its posts are by ada and ben in turn."""
    posts = (
        f"## {'ada' if n % 2 else 'ben'} · 2022-07-0{n}T14:03:00Z {{#p{n}}}\n\n{b}\n" for n, b in enumerate(bodies, 1)
    )
    return f"---\ntags: [{tags}]\n---\n# {title}\n\n" + "\n".join(posts)


def write_small_site(project: Project) -> None:
    project.write("content/space/moon.md", thread("Moon talk", "The moon is up.", "> The moon is up.\n\nSo it is."))
    project.write("content/kitchen/brine.md", thread("Brine talk", "How much salt?", "Salt by weight.", tags="salt"))
    project.write("content/plain.md", "Plain talk\n\nFirst, about the moon.\n\n\nSecond, about salt.\n")


def found(project: Project) -> dict[str, frozenset[str]]:
    """What a few searches find: the URLs of the hits."""
    return {query: frozenset(hit.url for hit in project.search(query).hits) for query in QUERIES}


def copy_of(project: Project, folder: Path) -> Project:
    """A project with the same sources, theme and settings, that was never built."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name in ("content", "themes"):
        if (project.root / name).exists():
            shutil.copytree(project.root / name, folder / name, symlinks=True)
    if (project.root / "archiver.toml").exists():
        shutil.copy2(project.root / "archiver.toml", folder / "archiver.toml")
    return Project(folder)


def tree_of_clean_build(project: Project, folder: Path) -> dict[str, bytes]:
    clean = copy_of(project, folder)
    clean.build()
    return clean.tree()


def times(folder: Path) -> dict[str, int]:
    return {p.relative_to(folder).as_posix(): p.lstat().st_mtime_ns for p in sorted(folder.rglob("*"))}


def lines(report: Report) -> list[str]:
    return [str(problem) for problem in report.problems]


@pytest.fixture
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """An empty project, in the same place for every test: compiled templates are kept by it."""
    root = tmp_path_factory.getbasetemp() / "laws"
    shutil.rmtree(root, ignore_errors=True)
    (root / "content").mkdir(parents=True)
    return Project(root)


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a clean build is made to compare with."""
    return tmp_path_factory.getbasetemp() / "elsewhere"


@pytest.fixture
def site(project: Project) -> Project:
    """A small project that has been built."""
    write_small_site(project)
    assert not project.build().problems
    return project


# Law 2: parallel = serial


def test_two_processes_build_the_same_tree_as_one(project: Project) -> None:
    write_small_site(project)
    project.build(jobs=1)
    serial, answers = project.tree(), found(project)
    for folder in ("site", ".archiver"):
        shutil.rmtree(project.root / folder)
    project.build(jobs=2)
    assert project.tree() == serial
    assert found(project) == answers


def test_hash_seed_locale_and_time_zone_leave_no_trace(project: Project) -> None:
    write_small_site(project)
    trees = []
    for seed, zone, locale in (("1", "Pacific/Auckland", "C"), ("2", "America/St_Johns", "tr_TR.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        assert project.run("build", "--clean", env=env).returncode == 0
        trees.append(project.tree())
        shutil.rmtree(project.root / "site")
    assert trees[0] == trees[1]


# Law 3: twice = once


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_second_build_writes_nothing(site: Project, jobs: int) -> None:
    before = times(site.config.output), times(site.config.state / "search")
    report = site.build(jobs=jobs)
    assert (report.written, report.drawn, report.removed) == ((), 0, 0)
    assert (times(site.config.output), times(site.config.state / "search")) == before


def test_a_second_build_in_another_process_and_place_writes_nothing(site: Project) -> None:
    before = times(site.config.output), times(site.config.state / "search")
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}
    done = site.run("build", "--json", env=env)
    summary = json.loads(done.stdout)
    assert (done.returncode, summary["written"], summary["drawn"], summary["removed"]) == (0, 0, 0, 0)
    assert (times(site.config.output), times(site.config.state / "search")) == before


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


# Law 4: nothing of the user's is lost


def test_what_is_not_ours_stays_and_is_named(site: Project) -> None:
    for path in ("site/CNAME", "site/.git/HEAD", "site/space/photo.jpg", "site/old/forum/index.html"):
        site.write(path, "theirs")
    report = site.build()
    assert report.foreign == (".git/", "CNAME", "old/", "space/photo.jpg")
    assert not report.problems
    assert [site.read(f"site/{path}") for path in ("CNAME", ".git/HEAD", "old/forum/index.html")] == ["theirs"] * 3


def test_a_page_edited_by_hand_stays_until_it_is_removed(site: Project) -> None:
    page = site.root / "site/space/moon/index.html"
    ours = page.read_bytes()
    page.write_text("by hand")
    site.write("content/space/moon.md", thread("Moon talk", "The moon is down."))
    for _ in range(2):
        (warning,) = site.build().problems
        assert (warning.path, warning.severity) == ("site/space/moon/index.html", Severity.WARNING)
        assert page.read_text() == "by hand"
    assert site.run("build").returncode == 0
    assert site.run("build", "--strict").returncode == 3
    page.unlink()
    assert not site.build().problems
    assert b"moon is down" in page.read_bytes() != ours


def test_a_list_page_edited_by_hand_stays_and_is_named(site: Project) -> None:
    site.write("site/space/index.html", "by hand")
    (warning,) = site.build().warnings
    assert warning.path == "site/space/index.html"
    assert site.read("site/space/index.html") == "by hand"


def test_an_edited_page_of_the_same_size_and_time_is_seen(site: Project) -> None:
    page = site.root / "site/space/moon/index.html"
    stat, ours = page.stat(), page.read_bytes()
    page.write_bytes(ours.replace(b"moon", b"mOOn"))
    os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert [problem.path for problem in site.build().warnings] == ["site/space/moon/index.html"]


def test_a_file_of_ours_that_changed_behind_its_time_stamp_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_bytes(b"ours")
    stat, later = page.stat(), time.time_ns() + 10**10
    signature = signature_of(str(page), later)
    assert signature
    while page.stat().st_ctime_ns == stat.st_ctime_ns:  # the file system's clock is coarse
        page.write_bytes(b"hers")
        os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    found = survey(
        str(tmp_path), {"index.html": signature}, lambda _: digest_of(b"ours"), Folders({}, {}), frozenset(), later
    )
    assert found.edited == {"index.html"}


def test_an_edited_page_of_a_thread_that_is_gone_stays_and_is_named(site: Project) -> None:
    site.write("site/plain/index.html", "by hand")
    (site.root / "content/plain.md").unlink()
    for _ in range(2):
        report = site.build()
        assert site.read("site/plain/index.html") == "by hand"
        assert "plain/" in " ".join([*report.foreign, *lines(report)])


def test_an_edited_page_of_a_bad_source_stays_and_is_named_once_the_source_is_mended(site: Project) -> None:
    site.write("site/space/moon/index.html", "by hand")
    site.write("content/space/moon.md", b"\xff")
    site.build()
    site.write("content/space/moon.md", thread("Moon talk", "Mended."))
    report = site.build()
    assert site.read("site/space/moon/index.html") == "by hand"
    assert [problem.path for problem in report.warnings] == ["site/space/moon/index.html"]


@pytest.mark.parametrize("path", ["new/index.html", "new/index.md", "authors/cleo/index.html"])
def test_a_foreign_file_where_a_new_page_belongs_stays_and_is_named(site: Project, path: str) -> None:
    site.write(f"site/{path}", "theirs")
    site.write("content/new.md", "# New\n\n## cleo {#p1}\n\nHello.\n")
    for _ in range(2):
        assert [problem.path for problem in site.build().warnings] == [f"site/{path}"]
        assert site.read(f"site/{path}") == "theirs"


def test_a_file_where_a_new_folder_belongs_stays_and_is_named(site: Project) -> None:
    site.write("site/new", "theirs")
    site.write("content/new.md", "New\n\nHello.\n")
    assert {problem.path for problem in site.build().warnings} == {"site/new/index.html", "site/new/index.md"}
    assert site.read("site/new") == "theirs"


def test_a_folder_where_a_page_belongs_stays_and_is_named(site: Project) -> None:
    site.write("site/new/index.html/theirs.txt", "theirs")
    site.write("content/new.md", "New\n\nHello.\n")
    assert [problem.path for problem in site.build().warnings] == ["site/new/index.html"]
    assert site.read("site/new/index.html/theirs.txt") == "theirs"


def test_a_first_build_refuses_a_folder_that_has_files(project: Project) -> None:
    write_small_site(project)
    project.write("site/index.html", "theirs")
    project.write("site/.well-known/x", "theirs")
    before = project.tree()
    with pytest.raises(OutputError, match=r"index\.html"):
        project.build()
    done = project.run("build")
    assert done.returncode == 2
    assert "index.html" in done.stderr
    assert "Traceback" not in done.stderr
    assert project.tree() == before


def test_the_refusal_says_how_to_mend_it(project: Project) -> None:
    project.write("site/photo.jpg", "theirs")
    with pytest.raises(OutputError) as refusal:
        project.build()
    assert str(refusal.value).count("(") == str(refusal.value).count(")")
    assert "records" not in str(refusal.value)
    assert "output" in str(refusal.value)


def test_a_first_build_takes_a_folder_with_hidden_files_only(project: Project) -> None:
    write_small_site(project)
    project.write("site/.git/HEAD", "theirs")
    assert project.build().foreign == (".git/",)
    assert project.read("site/.git/HEAD") == "theirs"


def test_an_output_folder_that_is_new_in_the_settings_is_refused_if_it_has_files(site: Project) -> None:
    site.write("docs/manual.html", "theirs")
    site.write("archiver.toml", 'output = "docs"\n')
    with pytest.raises(OutputError, match=r"manual\.html"):
        site.build()
    assert [p.name for p in (site.root / "docs").iterdir()] == ["manual.html"]


def test_an_output_folder_that_is_new_in_the_settings_gets_the_whole_site(site: Project) -> None:
    before, answers = site.tree(), found(site)
    site.write("archiver.toml", 'output = "docs"\n')
    assert not site.build().problems
    assert (site.tree(), found(site)) == (before, answers)


@pytest.mark.parametrize(
    "toml",
    [
        'output = "content/site"',
        'content = "site/content"',
        'output = "content"',
        'output = "."',
        'output = ".."',
        'content = "../elsewhere"',
        'output = "/tmp/elsewhere"',
        'output = "inside"',
        'content = "inside"',
    ],
)
def test_folders_in_one_another_or_outside_are_refused(tmp_path: Path, toml: str) -> None:
    project = Project(tmp_path / "project")
    write_small_site(project)
    (tmp_path / "elsewhere").mkdir()
    (project.root / "inside").symlink_to(tmp_path / "elsewhere")
    project.write("archiver.toml", toml + "\n")
    with pytest.raises(ConfigError):
        project.build()
    done = project.run("build")
    assert done.returncode == 2
    assert "archiver.toml:1: " in done.stderr
    assert not list((tmp_path / "elsewhere").iterdir())
    assert sorted(p.name for p in project.root.iterdir()) == ["archiver.toml", "content", "inside"]


def test_a_source_linked_from_outside_is_not_read(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    write_small_site(project)
    (tmp_path / "secret.md").write_text("Secret\n\nsesame\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/secret.md").write_text("Secret\n\nsesame\n")
    (project.root / "content/linked.md").symlink_to(tmp_path / "secret.md")
    (project.root / "content/linked").symlink_to(tmp_path / "folder")
    (project.root / "content/lost.md").symlink_to(tmp_path / "nowhere.md")
    report = project.build()
    assert {p.path for p in report.errors} == {"content/linked.md", "content/linked", "content/lost.md"}
    assert not [path for path, content in project.tree().items() if b"sesame" in content]
    assert report.threads == 3


def test_a_source_that_links_to_itself_is_a_problem_of_its_own(site: Project) -> None:
    (site.root / "content/loop.md").symlink_to("loop.md")
    report = site.build()
    assert [p.path for p in report.errors] == ["content/loop.md"]
    assert report.threads == 3


@pytest.mark.parametrize("folder", ["space", "space/moon", "assets", "authors"])
def test_nothing_is_written_through_a_linked_folder(site: Project, tmp_path: Path, folder: str) -> None:
    outside = tmp_path / "outside"
    (site.root / "site" / folder).rename(outside)
    before = times(outside)
    (site.root / "site" / folder).symlink_to(outside)
    site.write("content/space/moon.md", thread("Moon talk", "Edited.", tags="new"))
    site.write("archiver.toml", 'title = "Another"\n')
    report = site.build()
    assert times(outside) == before
    assert all(p.path.startswith(f"site/{folder}/") for p in report.warnings)
    assert report.warnings
    shutil.rmtree(site.root / "content/space")
    site.build()
    assert times(outside) == before


def test_what_is_no_longer_planned_goes_with_its_empty_folders(site: Project) -> None:
    site.write("content/space/deep/far/star.md", thread("Star talk", "Far.", tags="far"))
    site.build()
    assert (site.root / "site/space/deep/far/star/index.html").exists()
    assert (site.root / "site/tags/far").exists()
    shutil.rmtree(site.root / "content/space/deep")
    site.build()
    assert not (site.root / "site/space/deep").exists()
    assert not (site.root / "site/tags/far").exists()


def test_foreign_neighbours_of_a_removed_page_stay(site: Project) -> None:
    site.write("site/plain/photo.jpg", "theirs")
    (site.root / "content/plain.md").unlink()
    site.build()
    assert [p.name for p in (site.root / "site/plain").iterdir()] == ["photo.jpg"]
    assert "plain/" in site.build().foreign


def test_without_its_records_a_build_takes_its_folder_over(site: Project) -> None:
    site.write("site/CNAME", "theirs")
    before, answers = site.tree(), found(site)
    shutil.rmtree(site.root / ".archiver")
    assert (report := site.build()).foreign == ("CNAME",)
    assert not report.problems
    assert (site.tree(), found(site)) == (before, answers)
    assert site.build().written == ()


def test_a_page_that_was_not_planned_when_the_records_were_lost_can_be_built_again(
    site: Project, elsewhere: Path
) -> None:
    source = site.read("content/plain.md")
    site.write("content/plain.md", b"\xff")
    shutil.rmtree(site.root / ".archiver")
    site.build()
    site.write("content/plain.md", source + "Mended.\n")
    assert not site.build().problems
    assert site.tree() == tree_of_clean_build(site, elsewhere)


@pytest.mark.parametrize("lost", ["search", "manifest.sqlite"])
def test_a_lost_part_of_the_records_is_made_again(site: Project, lost: str) -> None:
    before, answers = site.tree(), found(site)
    path = site.config.state / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert not site.build().problems
    assert (site.tree(), found(site)) == (before, answers)


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 4000])
def test_a_damaged_manifest_means_a_rebuild_and_no_error(site: Project, damage: bytes) -> None:
    before, answers = site.tree(), found(site)
    (site.config.state / "manifest.sqlite").write_bytes(damage)
    assert not site.build().problems
    assert (site.tree(), found(site)) == (before, answers)


# Law 5: old or new, never half


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


class Driver:
    """The process that runs builds and lets them die."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.crash_driver"]
        pipe = subprocess.PIPE
        folder = Path(__file__).parent.parent
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=folder)

    def build(self, project: Project, at: int | None, *, clean: bool = False) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        order = {"root": str(project.root), "at": at, "clean": clean}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    driver = Driver()
    with driver.process:
        yield driver


def kind_of(event: str, what: str) -> tuple[str, str]:
    """Steps of a kind are as good as one another to die at: what is done, and in which folder or to what."""
    folder = what if event == "sql" else what.rpartition("/")[0]
    return event, next((name for name in (STAGING, ".archiver/search", "site/") if name in what), folder)


def choose_steps(log: list[tuple[str, str]]) -> list[int]:
    """The first and the last step of every kind, and one between many; all of them in a deep run."""
    if IS_DEEP:
        return list(range(len(log)))
    kinds: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, step in enumerate(log):
        kinds[kind_of(*step)].append(at)
    return sorted({at for steps in kinds.values() for at in (steps[0], steps[(len(steps) - 1) // 10 * 5], steps[-1])})


def found_or_none(project: Project) -> dict[str, frozenset[str]] | None:
    """What is found; None if there is no index yet, or nothing in it."""
    try:
        answers = found(project)
    except QueryError:
        return None
    return answers if any(answers.values()) else None


def wreck(project: Project, driver: Driver, at: int, step: tuple[str, str], *, clean: bool) -> Wreck:
    answer = driver.build(project, at, clean=clean)
    assert answer["status"] == DEAD
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


def make_changes(project: Project) -> None:
    """One of each: an edit, a new thread, and one that is gone with its board and tag."""
    project.write("content/space/moon.md", thread("Moon talk", "The moon is down.", "Salt on the moon."))
    project.write("content/fresh/star.md", thread("Star talk", "A night without moon.", tags="star"))
    shutil.rmtree(project.root / "content/kitchen")


@pytest.fixture(scope="module", params=["first build", "later build", "clean build"])
def wrecks(request: pytest.FixtureRequest, driver: Driver, tmp_path_factory: pytest.TempPathFactory) -> Wrecks:
    base = tmp_path_factory.mktemp("wrecks")
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
    log = driver.build(project, None, clean=clean)["log"]
    new, new_found = project.tree(), found(project)
    all_wrecks = []
    for at in choose_steps(log):
        shutil.rmtree(project.root)
        shutil.copytree(start, project.root)
        all_wrecks.append(wreck(project, driver, at, log[at], clean=clean))
    return Wrecks(old=old, old_found=old_found, new=new, new_found=new_found, all=all_wrecks)


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


def steps_of(driver: Driver, project: Project, tmp_path: Path, *, clean: bool = False) -> list[tuple[str, str]]:
    """What a build does to the disk, told by a copy of the project."""
    copy = Project(tmp_path / "copy")
    shutil.copytree(project.root, copy.root)
    return [(event, what) for event, what in driver.build(copy, None, clean=clean)["log"]]


def test_a_path_claimed_by_a_build_that_died_is_not_ours_for_ever(
    driver: Driver, site: Project, tmp_path: Path
) -> None:
    source = site.read("content/plain.md")
    site.write("content/plain.md", source + "Edited.\n")
    log = steps_of(driver, site, tmp_path / "dry")
    first_move = next(at for at, step in enumerate(log) if step[0] == "os.rename" and step[1].startswith("site/"))
    assert driver.build(site, first_move)["status"] == DEAD
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
    log = steps_of(driver, site, tmp_path / "dry", clean=True)
    last_commit = max(at for at, step in enumerate(log) if step == ("sql", "COMMIT"))
    assert driver.build(site, last_commit, clean=True)["status"] == DEAD
    (site.root / "content/brief.md").unlink()
    site.build()
    assert found(site) == answers


def write_many_threads(project: Project, word: str) -> None:
    for number in range(60):
        project.write(f"content/b{number % 5}/t{number}.md", thread(f"Talk {number}", f"About the moon, {word}."))


@contextmanager
def killed_build(project: Project, seconds: float, jobs: int) -> Iterator[subprocess.Popen[bytes]]:
    """A build that is killed so long after it has begun, if it is not faster. What it started is ended afterwards."""
    command = [sys.executable, "-m", "archiver", "-C", str(project.root), "build", "--jobs", str(jobs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True) as process:
        while process.poll() is None and not (project.root / "site" / STAGING).exists():
            time.sleep(0.001)
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_mends_it(project: Project, elsewhere: Path) -> None:
    write_many_threads(project, "at first")
    project.build()
    moments = random.Random(5)  # noqa: S311  the same moments in each run
    killed, kills = 0, 200 if IS_DEEP else 8
    for number in range(kills):
        old, answers = project.tree(), found(project)
        write_many_threads(project, f"the {number + 1}th time")
        new = tree_of_clean_build(project, elsewhere)
        with killed_build(project, moments.uniform(0, 0.2), jobs=2 if number % 4 == 3 else 1) as process:
            killed += process.returncode == -signal.SIGKILL
            left = {path: content for path, content in project.tree().items() if not path.startswith(STAGING)}
            assert not [path for path, content in left.items() if content not in (old.get(path), new.get(path))]
            assert found(project) == answers
            assert not project.build().problems
            assert (project.tree(), found(project)) == (new, answers)
    assert killed >= kills / 2


@pytest.mark.slow
def test_the_workers_of_a_killed_build_end_with_it(project: Project) -> None:
    write_many_threads(project, "at first")
    with killed_build(project, 0.2, jobs=2) as process:
        assert process.returncode == -signal.SIGKILL
        process.communicate(timeout=10)  # the output ends when the last who could write to it has ended


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_build_says_130_and_leaves_no_work_behind(project: Project, jobs: int) -> None:
    write_many_threads(project, "at first")
    command = [sys.executable, "-m", "archiver", "-C", str(project.root), "build", "--jobs", str(jobs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        while not any((project.root / "site").glob(f"{STAGING}/*")):
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        _, said = process.communicate(timeout=20)
    assert (process.returncode, b"Traceback" in said) == (130, False)
    assert not (project.root / "site" / STAGING).exists()
    assert not project.build().problems


_HOLDER = """
import sys
from datetime import UTC
from pathlib import Path
from archiver.manifest import open_manifest
with open_manifest(Path(sys.argv[1]), UTC):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_build_at_a_time_and_a_killed_one_lets_go(site: Project) -> None:
    command = [sys.executable, "-c", _HOLDER, str(site.config.state)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockedError, match=str(holder.pid)):
            site.build()
        done = site.run("build")
        assert (done.returncode, str(holder.pid) in done.stderr) == (4, True)
        assert "Traceback" not in done.stderr
        holder.kill()
    assert site.run("build").returncode == 0


@pytest.mark.parametrize("limit", [0, 1_000, 6_000, 20_000, 60_000])
def test_a_full_disk_is_told_and_the_next_build_mends_it(site: Project, elsewhere: Path, limit: int) -> None:
    old, answers = site.tree(), found(site)
    make_changes(site)
    site.write("content/long.md", thread("Long talk", "word " * 8_000))
    new = tree_of_clean_build(site, elsewhere)
    done = site.run("build", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert done.returncode not in (0, 1)
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    left = {path: content for path, content in site.tree().items() if not path.startswith(STAGING)}
    assert not [path for path, content in left.items() if content not in (old.get(path), new.get(path))]
    assert set(old) - set(new) <= set(left) or set(left) <= set(new)
    assert found(site) in (answers, found(Project(elsewhere)))
    assert not site.build().problems
    assert (site.tree(), found(site)) == (new, found(Project(elsewhere)))


def test_a_page_that_a_power_cut_emptied_is_written_again(site: Project) -> None:
    good = site.tree()
    site.write("site/plain/index.html", b"")
    assert not site.build().problems
    assert site.tree() == good


def test_what_stood_in_the_way_when_the_records_were_lost_is_moved_and_not_lost(site: Project) -> None:
    good = site.tree()
    site.write("site/plain/index.html", "precious")
    shutil.rmtree(site.config.state)
    report = site.build()
    assert site.tree() == good
    assert (site.config.state / "replaced/plain/index.html").read_text() == "precious"
    assert ".archiver/replaced/" in lines(report)[0]


@pytest.mark.parametrize(
    "odd", ["UPDATE summaries SET summary = '{'", "DROP TABLE facts", "UPDATE threads SET problems = 5"]
)
def test_a_manifest_that_another_hand_has_changed_is_made_again(site: Project, odd: str) -> None:
    good, answers = site.tree(), found(site)
    with sqlite3.connect(site.config.state / "manifest.sqlite") as connection:
        connection.execute(odd)
    connection.close()
    assert not site.build().problems
    assert (site.tree(), found(site)) == (good, answers)


def test_posts_that_could_not_be_read_when_the_index_was_lost_are_found_again(site: Project) -> None:
    answers = found(site)
    shutil.rmtree(site.config.state / "search")
    (site.root / "content").rename(site.root / "away")
    site.build()
    (site.root / "away").rename(site.root / "content")
    site.build()
    assert found(site) == answers


# Law 6: every problem at once

BAD_SOURCES = {
    "content/bytes.md": (b"# T\n\n## ada {#p1}\n\nmoon \xff\n", 5),
    "content/doubled.md": (b"# T\n\n## ada {#p1}\n\nmoon\n\n## ben {#p1}\n\nsalt\n", 7),
    "content/lost.md": (b"# T\n\nlost\n\n## ada {#p1}\n\nmoon\n", 3),
    "content/yaml.md": (b"---\ntags: [a\n---\n# T\n\n## ada {#p1}\n\nmoon\n", 3),
    "content/key.md": (b"---\ntitel: x\n---\n# T\n\n## ada {#p1}\n\nsalt\n", 2),
}
BAD_TEMPLATES = {
    "themes/default/templates/search.html": (b"\n\n{{ nothing }}\n", 3),
    "themes/default/templates/tags.html": (b"\n{% if %}\n", 2),
}
STOPPED = ["bytes/index.html", "doubled/index.html", "lost/index.html", "yaml/index.html"]


def write_good(project: Project) -> None:
    write_small_site(project)
    project.write("themes/default/theme.toml", 'extends = "default"\n')
    for path in BAD_SOURCES:
        project.write(path, thread("Good talk", "Still good."))


def write_bad(project: Project) -> None:
    for path, (content, _) in (BAD_SOURCES | BAD_TEMPLATES).items():
        project.write(path, content)


def test_all_problems_are_told_at_once_with_their_lines(project: Project) -> None:
    write_good(project)
    write_bad(project)
    places = [f"{path}:{line}" for path, (_, line) in sorted((BAD_SOURCES | BAD_TEMPLATES).items())]
    for _ in range(2):
        done = project.run("build")
        assert done.returncode == 1
        assert [line.partition(": ")[0] for line in done.stderr.splitlines()[:-1]] == places
    report = project.build()
    assert [f"{problem.path}:{problem.line}" for problem in report.problems] == places


def test_what_is_bad_stops_no_other_page(project: Project) -> None:
    write_good(project)
    write_bad(project)
    project.build()
    tree = project.tree()
    assert not set(tree) & {*STOPPED, "search/index.html", "tags/index.html"}
    assert {"space/moon/index.html", "key/index.html", "index.html", "tags/night/index.html"} <= set(tree)
    assert found(project)["title:talk"] == {"/space/moon/#p1", "/kitchen/brine/#p1", "/plain/#1"}


def test_the_last_good_output_stays_until_the_source_is_mended(project: Project, elsewhere: Path) -> None:
    write_good(project)
    project.build()
    good, answers = project.tree(), found(project)
    write_bad(project)
    for _ in range(2):
        assert len(project.build().errors) == len(BAD_SOURCES | BAD_TEMPLATES)
        tree = project.tree()
        assert {path: tree[path] for path in STOPPED} == {path: good[path] for path in STOPPED}
        assert tree["tags/index.html"] == good["tags/index.html"]
        assert {"/bytes/#p1", "/yaml/#p1"} <= found(project)["title:talk"]
    write_good(project)
    for path in BAD_TEMPLATES:
        (project.root / path).unlink()
    assert not project.build().problems
    assert (project.tree(), found(project)) == (good, answers)
    assert project.tree() == tree_of_clean_build(project, elsewhere)


@pytest.mark.parametrize("page", ["plain/index.html", "tags/index.html"])
def test_a_lost_page_that_cannot_be_drawn_again_stops_no_other(site: Project, page: str) -> None:
    site.write("content/plain.md", b"\xff")
    site.write("themes/default/theme.toml", 'extends = "default"\n')
    site.write("themes/default/templates/tags.html", "{{ nothing }}")
    site.write("content/new.md", "New\n\nHello.\n")
    (site.root / "site" / page).unlink()
    for _ in range(2):
        assert len(site.build().errors) == 2
        assert (site.root / "site/new/index.html").exists()


def test_a_template_that_all_threads_need_is_one_problem(site: Project) -> None:
    good = site.tree()
    site.write("themes/default/theme.toml", 'extends = "default"\n')
    site.write("themes/default/templates/thread.html", "{% block %}")
    report = site.build()
    assert [(p.path, p.line) for p in report.problems] == [("themes/default/templates/thread.html", 1)]
    assert site.tree() == good


def test_a_content_folder_that_cannot_be_read_keeps_its_pages(site: Project) -> None:
    """A disk that isn't mounted is a problem, and not the wish to have every page removed."""
    good = site.tree()
    (site.root / "content").rename(site.root / "away")
    assert site.build().errors
    assert site.tree()["space/moon/index.html"] == good["space/moon/index.html"]
    (site.root / "away").rename(site.root / "content")
    assert not site.build().problems
    assert site.tree() == good


def test_settings_that_are_wrong_are_all_told_and_nothing_is_written(site: Project) -> None:
    before = times(site.config.output)
    site.write("archiver.toml", 'titel = "x"\nlang = 3\n[pages]\nposts = 0\n')
    done = site.run("build")
    assert done.returncode == 2
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()] == [f"archiver.toml:{n}" for n in (1, 2, 4)]
    assert times(site.root / "site") == before


# Law 1: incremental = clean

# Two of them meet at a URL, one has none, one wants a page of ours, and a thread can become a board.
PATHS = ("a.md", "b.md", "A.md", "b/c.md", "b/d/a.md", "e f.md", "e-f.md", "tags.md", "b/!.md")
TITLES = ("Moon talk", "Salt talk", "moon talk", "Öl & <b>")
WORDS = ("moon", "salt", "night")
SETTINGS_TEXTS = (
    "",
    'title = "Moon"\n',
    "[pages]\nposts = 1\njson = true\n",
    "[pages]\nthreads = 1\nfeeds = true\n",
    'base_url = "https://archive.example/sub/"\ntimezone = "Asia/Kathmandu"\n',
    '[theme_options]\nfooter = "salt"\n[boards.b]\ntitle = "Bee"\ndescription = "moon"\n',
    "[quotes]\nacross_threads = true\n",
    "[search]\nenabled = false\n",
    'exclude = ["b/d/*"]\n[[source]]\nglob = "b/**"\nformat = "text"\npost = "^## (?P<author>.+) · (?P<date>.+) .*$"\n',
)
LONG = "The dish at Canberra is back after eleven months, and nobody will say who has paid for the new bearings."
ALIASES = ("old/moon", "a", "tags", "b/d")
OVERRIDES: tuple[dict[str, str], ...] = (
    {},
    {"templates/robots.txt": "mine\n"},
    {"templates/thread.html": '{% extends "!default/thread.html" %}{% block title %}Mine{% endblock %}'},
    {"assets/style.css": "body { color: red }\n", "assets/mine.css": "\n"},
    {"templates/tags.html": "{{ nothing }}"},
)
BAD = (b"\xff", b"---\ntags: [a\n---\n# T\n", b"lost\n\n## ada {#p1}\n\nmoon\n\n## ada {#p1}\n\nsalt\n")

paths, titles = st.sampled_from(PATHS), st.sampled_from(TITLES)
sentences = st.one_of(
    st.sampled_from(WORDS).map("The {0} is up.".format), st.just(LONG), st.just(f"> {LONG}\n\nSo who?")
)
bodies = st.lists(sentences, min_size=1, max_size=3)
threads = st.builds(lambda title, posts, tags: thread(title, *posts, tags=tags), titles, bodies, st.sampled_from(WORDS))


class IncrementalIsClean(RuleBasedStateMachine):
    """Plays what happens to a project between builds; each build must give what a clean one gives elsewhere.

    Two deliberate exceptions, which have tests of their own above: a bad source or template keeps its last good
    output (law 6), and what somebody else has put into the site stays (law 4).
    """

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.gettempdir()) / f"archiver-laws-{os.getpid()}"  # one place: templates are kept by it
        shutil.rmtree(self.base, ignore_errors=True)
        self.project = Project(self.base / "project")
        self.held = 0
        (self.project.root / "content").mkdir(parents=True)

    def teardown(self) -> None:
        shutil.rmtree(self.base)

    def sources(self) -> list[Path]:
        return sorted((self.project.root / "content").rglob("*.md"))

    def pick(self, data: st.DataObject) -> Path:
        return data.draw(st.sampled_from(self.sources()))

    @initialize(texts=st.dictionaries(paths, threads, min_size=2, max_size=4))
    def start(self, texts: dict[str, str]) -> None:
        for path, text in texts.items():
            self.project.write(f"content/{path}", text)

    @rule(count=st.integers(1, 3))
    def several_changes_come_at_once(self, count: int) -> None:
        self.held = count

    @rule(path=paths, text=threads)
    def write_a_thread(self, path: str, text: str) -> None:
        self.project.write(f"content/{path}", text)

    @precondition(lambda self: self.sources())
    @rule(data=st.data(), keeps_time=st.booleans())
    def edit_to_the_same_size(self, data: st.DataObject, keeps_time: bool) -> None:  # noqa: FBT001  drawn by name
        source = self.pick(data)
        stat, text = source.stat(), source.read_bytes()
        source.write_bytes(text.replace(b"moon", b"noom") if b"moon" in text else text.replace(b"noom", b"moon"))
        if keeps_time:
            os.utime(source, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    @precondition(lambda self: self.sources())
    @rule(data=st.data(), path=paths)
    def rename(self, data: st.DataObject, path: str) -> None:
        source = self.pick(data)
        target = self.project.root / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)

    @precondition(lambda self: len(self.sources()) > 1)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        self.pick(data).unlink()

    @precondition(lambda self: self.sources())
    @rule(data=st.data())
    def turn_into_a_draft_or_back(self, data: st.DataObject) -> None:
        source = self.pick(data)
        text, flag = source.read_bytes(), b"---\ndraft: true\n"
        source.write_bytes(b"---\n" + text.removeprefix(flag) if text.startswith(flag) else flag + text[4:])

    @precondition(lambda self: self.sources())
    @rule(data=st.data(), alias=st.sampled_from(ALIASES))
    def give_an_alias(self, data: st.DataObject, alias: str) -> None:
        source = self.pick(data)
        text = source.read_bytes()
        if text.startswith(b"---\n") and b"aliases" not in text:
            source.write_bytes(f"---\naliases: [{alias}]\n".encode() + text[4:])

    @precondition(lambda self: self.sources())
    @rule(data=st.data(), content=st.sampled_from(BAD))
    def spoil(self, data: st.DataObject, content: bytes) -> None:
        self.pick(data).write_bytes(content)

    @rule(text=st.sampled_from(SETTINGS_TEXTS))
    def change_the_settings(self, text: str) -> None:
        self.project.write("archiver.toml", text)

    @rule(files=st.sampled_from(OVERRIDES))
    def change_the_theme(self, files: dict[str, str]) -> None:
        shutil.rmtree(self.project.root / "themes", ignore_errors=True)
        for name, text in files.items():
            self.project.write("themes/default/theme.toml", 'extends = "default"\n')
            self.project.write(f"themes/default/{name}", text)

    @precondition(lambda self: (self.project.root / "site").exists())
    @rule(data=st.data())
    def lose_an_output(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.project.tree())))
        (self.project.root / "site" / path).unlink()

    @precondition(lambda self: (self.project.root / "site").exists())
    @rule(name=st.sampled_from(["search", "manifest.sqlite", ""]))
    def lose_the_records(self, name: str) -> None:
        """Once all is built: what else is in the site can then not be told from what others have put there."""
        self.held = 0
        self.a_build_gives_what_a_clean_one_gives()
        if not self.project.build().errors:
            path = self.project.config.state / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    @invariant()
    def a_build_gives_what_a_clean_one_gives(self) -> None:
        if self.held:
            self.held -= 1
            return
        report, clean = self.project.build(), copy_of(self.project, self.base / "clean")
        clean_report = clean.build()
        tree, clean_tree = self.project.tree(), clean.tree()
        if any(problem.line for problem in report.errors):
            # What cannot be drawn keeps its last good state, and with it its place in lists and among the aliases.
            assert of_sources(report) == of_sources(clean_report)
            threads = {path.removesuffix("index.md") for path in clean_tree if path.endswith("index.md")}
            clean_tree = {
                path: content for path, content in clean_tree.items() if path.rpartition("/")[0] + "/" in threads
            }
            tree = {path: tree.get(path, b"") for path in clean_tree}
        else:
            assert without_examples(report) == without_examples(clean_report)
            assert not self.project.config.search or found(self.project) == found(clean)
        assert tree == clean_tree
        assert self.project.build().written == ()


def without_examples(report: Report) -> set[Problem]:
    """The problems; where one showed first may differ."""
    return {replace(problem, example="") for problem in report.problems}


def of_sources(report: Report) -> set[Problem]:
    """The problems that a source has by itself."""
    return {problem for problem in without_examples(report) if "its alias" not in problem.message}


IncrementalIsClean.TestCase.settings = hypothesis.settings(
    max_examples=400 if IS_DEEP else 10,
    stateful_step_count=30 if IS_DEEP else 8,
    derandomize=not IS_DEEP,  # the same changes in each run, and others when there is time for many
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
class TestIncrementalIsClean(IncrementalIsClean.TestCase):  # type: ignore[misc, valid-type]  # made by hypothesis
    """After any sequence of changes."""
