"""Law 4: nothing of the user's is lost: what others have put into the site."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Project
from tests.laws.small_site import thread, times


def test_what_is_not_ours_stays_and_is_named(site: Project) -> None:
    for path in ("site/CNAME", "site/.git/HEAD", "site/space/photo.jpg", "site/old/forum/index.html"):
        site.write(path, "theirs")
    report = site.build()
    assert report.foreign == (".git/", "CNAME", "old/", "space/photo.jpg")
    assert not report.problems
    assert [site.read(f"site/{path}") for path in ("CNAME", ".git/HEAD", "old/forum/index.html")] == ["theirs"] * 3


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
