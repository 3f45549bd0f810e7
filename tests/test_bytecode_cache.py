"""Compiled templates that are kept between builds: anything odd about them means compiling."""

import shutil
from pathlib import Path

import pytest

from archiver.build.worker import renderer
from tests.conftest import Project


@pytest.fixture
def site(project: Project) -> Project:
    project.write("content/a.md", "A\n\nHello.\n")
    build(project)
    return project


def build(project: Project) -> dict[str, bytes]:
    """What a build in a new process draws."""
    renderer.cache_clear()
    shutil.rmtree(project.root / "site", ignore_errors=True)
    assert not project.build().problems
    return project.tree()


def kept(project: Project) -> list[Path]:
    return sorted((project.root / ".archiver/templates").iterdir())


def test_they_are_kept_and_used(site: Project) -> None:
    before, good = {path: path.stat().st_mtime_ns for path in kept(site)}, site.tree()
    assert len(before) > 10
    assert build(site) == good
    assert {path: path.stat().st_mtime_ns for path in kept(site)} == before


@pytest.mark.parametrize("odd", [b"", b"odd", b"0" * 500, None])
def test_odd_ones_are_compiled_again(site: Project, odd: bytes | None) -> None:
    good = site.tree()
    for path in kept(site):
        content = path.read_bytes()
        path.write_bytes(odd if odd is not None else content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    assert build(site) == good


def test_the_code_of_one_template_is_not_taken_for_that_of_another(site: Project) -> None:
    good = site.tree()
    files = kept(site)
    contents = [path.read_bytes() for path in files]
    for path, content in zip(files, contents[1:] + contents[:1], strict=True):
        path.write_bytes(content)
    assert build(site) == good


def test_where_they_cannot_be_kept_pages_are_drawn_all_the_same(site: Project) -> None:
    good = site.tree()
    shutil.rmtree(site.root / ".archiver/templates")
    site.write(".archiver/templates", "in the way")
    assert build(site) == good
