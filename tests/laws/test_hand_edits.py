"""Law 4: nothing of the user's is lost: pages of ours that somebody has edited."""

import os
import time
from pathlib import Path

from archiver.errors import Severity
from archiver.model import Folders, digest_of
from archiver.publish import RecordedOutput, read_stat_signature, scan_output
from tests.conftest import Project
from tests.laws.small_site import lines, thread


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
    signature = read_stat_signature(str(page), later)
    assert signature
    while page.stat().st_ctime_ns == stat.st_ctime_ns:  # the file system's clock is coarse
        page.write_bytes(b"hers")
        os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    recorded = RecordedOutput(
        stat_signatures={"index.html": signature},
        digest=lambda _: digest_of(b"ours"),
        folders=Folders({}, {}),
        intents=frozenset(),
    )
    found = scan_output(str(tmp_path), recorded, later)
    assert found.edited == {"index.html"}


def test_an_edited_page_that_cannot_be_drawn_stays_once_it_can(site: Project) -> None:
    """Also if the edit has rested, and looks as a file that nobody has touched since a build."""
    site.write("themes/default/theme.toml", 'extends = "default"\n')
    template = site.write("themes/default/templates/tags.html", "{{ nothing }}")
    site.write("site/tags/index.html", "by hand")
    later = time.time_ns() + 10**10
    assert site.build(now_ns=later).errors
    template.unlink()
    for _ in range(2):
        assert [problem.path for problem in site.build(now_ns=later).warnings] == ["site/tags/index.html"]
        assert site.read("site/tags/index.html") == "by hand"


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
