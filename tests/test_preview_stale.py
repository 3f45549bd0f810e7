"""What the preview must not take for current: cases that law 1 has found (see `laws/test_preview_law.py`)."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from archiver.preview.watching.scan import find_differences, read_snapshot
from tests.conftest import Project
from tests.picture_samples import png
from tests.preview_session import PreviewedProject, previewed

THREAD = "# {0}\n\n## ada · 2024-06-01 {{#p1}}\n\nThe moon. ![a map](map.png)\n"


def age(path: Path) -> None:
    """Set the times of a file to those of one that was written long ago."""
    os.utime(path, (10**9, 10**9))


@pytest.fixture
def moon(project: Project) -> Path:
    path = project.write("content/moon.md", THREAD.format("Up"))
    age(path)
    return path


def look(site: PreviewedProject) -> tuple[str, ...]:
    """What has changed by the next look at all files, after an edit that no event told of."""
    before = read_snapshot(site.session.watched())
    (site.root / "content/moon.md").write_text(THREAD.format("Dn"))
    age(site.root / "content/moon.md")
    return tuple(map(str, find_differences(before, read_snapshot(site.session.watched()))))


def test_a_file_of_the_same_size_and_time_is_another_one(project: Project, moon: Path) -> None:
    with previewed(project.root) as site:
        assert "Up" in site.text("moon/index.html")
        assert look(site) == (str(moon),)
        assert "Dn" in site.text("moon/index.html")


def test_another_source_that_gets_the_url_of_a_thread_is_read(project: Project, moon: Path) -> None:
    assert moon.exists()
    with previewed(project.root) as site:
        assert "Up" in site.text("moon/index.html")
        project.write("content/Moon.md", THREAD.format("Another"))  # just now: it may be half written
        site.change("content/Moon.md")
        assert "Another" in site.text("moon/index.html")


def test_problems_of_a_thread_that_has_another_url_are_told_no_more(project: Project, moon: Path) -> None:
    project.write("content/Moon.md", "# Another\n\nWords.\n")
    with previewed(project.root) as site:
        state = site.session.site.state
        assert state
        site.text(f"{state.paths['moon.md'].slug}/index.html")
        assert any("map.png" in message for message in site.messages())
        (project.root / "content/Moon.md").unlink()
        site.change("content/Moon.md")
        moon.write_text("# Moon\n\nWords.\n")
        site.change("content/moon.md")
        site.record()
        assert site.messages() == []


def test_a_picture_that_changes_twice_in_a_second_is_the_last_one(project: Project, moon: Path) -> None:
    assert moon.exists()
    published = set[str]()
    with previewed(project.root) as site:
        for width in (2, 3, 4):
            project.write("content/map.png", png(size=(width, 7)))
            site.change("content/map.png")
            page = site.text("moon/index.html")
            assert f'width="{width}"' in page
            published |= {*re.findall(r"assets/media/[^\s\"]+", page)}
        site.record()
        served = [path for path in published if site.session.site.static_file(path)]
        assert (len(published), len(served)) == (3, 1), "pictures that no thread shows any more are served no more"


@pytest.mark.parametrize("name", ["manifest.sqlite", "search", "site"])
def test_records_that_are_lost_are_missed(project: Project, moon: Path, name: str) -> None:
    assert moon.exists()
    with previewed(project.root) as site:
        path = project.root / ".archiver/preview" / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        assert [missing for missing in site.session.watched().built if not missing.exists()] == [path]
        site.record()
        assert path.exists()


def test_without_a_search_no_index_is_missed(project: Project, moon: Path) -> None:
    assert moon.exists()
    project.write("archiver.toml", "[search]\nenabled = false\n")
    with previewed(project.root) as site:
        assert all(path.exists() for path in site.session.watched().built)
