"""Laws 4 and 5: records that are lost or damaged are made again, and nothing goes with them."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import Project
from tests.laws.driver import Driver
from tests.laws.small_site import found, lines, thread, times, tree_of_clean_build


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


STEPS = pytest.mark.parametrize("moved", [0, 1, 2, 4])
"""How many files a build has moved, into the site or out of its way, when it dies."""


def crash_without_records(driver: Driver, project: Project, folder: Path, moved: int) -> None:
    """A build that has no records dies at one of the first files that it moves."""
    shutil.rmtree(project.config.state)
    log = driver.foretell(project, folder)
    moves = [at for at, (event, what) in enumerate(log) if event == "os.rename" and _is_page(what)]
    assert driver.crash(project, moves[moved])


def _is_page(path: str) -> bool:
    return path.startswith(("site/", ".archiver/replaced/")) and path != "site/.archiver"


@STEPS
def test_a_crash_without_records_makes_no_page_of_ours_foreign(
    driver: Driver, site: Project, tmp_path: Path, moved: int
) -> None:
    site.write("content/plain.md", "Plain talk\n\nEdited.\n")
    crash_without_records(driver, site, tmp_path / "dry", moved)
    assert site.build().foreign == ()


@STEPS
def test_a_crash_without_records_leaves_no_page_as_it_was(
    driver: Driver, site: Project, tmp_path: Path, elsewhere: Path, moved: int
) -> None:
    site.write("content/plain.md", "Edited talk\n\nSalt.\n")  # without a date, as before: it needs the same pages
    crash_without_records(driver, site, tmp_path / "dry", moved)
    site.build()
    assert site.tree() == tree_of_clean_build(site, elsewhere)


@STEPS
def test_a_crash_without_records_loses_no_page_that_was_edited_by_hand(
    driver: Driver, site: Project, tmp_path: Path, moved: int
) -> None:
    site.write("site/plain/index.html", "precious")
    site.write("content/plain.md", thread("Edited talk", "Salt."))
    crash_without_records(driver, site, tmp_path / "dry", moved)
    site.build()
    kept = (site.root / "site/plain/index.html", site.config.state / "replaced/plain/index.html")
    assert "precious" in [path.read_text() for path in kept if path.exists()]


def test_a_site_that_is_lost_is_made_again_with_the_smaller_versions_that_are_stored(site: Project) -> None:
    good = site.tree()
    before = times(site.config.state / "media")
    shutil.rmtree(site.config.output)
    site.build()
    assert site.tree() == good
    assert times(site.config.state / "media") == before
