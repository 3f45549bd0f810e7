"""A file is replaced at once, or stays as it was; folders are made, except for the one of the project."""

from pathlib import Path

import pytest

from archiver.files import make_folders, replace_bytes
from tests.conftest import Project


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    for content in (b"old", b"new"):
        replace_bytes(tmp_path / "a", content)
        assert (tmp_path / "a").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_what_a_killed_build_has_left_is_removed_by_the_next_one(project: Project) -> None:
    project.write(".archiver/intents.17-17.new", "half")
    project.build()
    assert not list(project.config.state.glob("*.new"))


def test_what_cannot_be_replaced_stays_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="directory"):
        replace_bytes(tmp_path / "a", b"new")
    assert [path.name for path in tmp_path.rglob("*")] == ["a"]
    with pytest.raises(FileNotFoundError):
        replace_bytes(tmp_path / "missing/a", b"new")


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    make_folders(tmp_path / "project/state/search", tmp_path)
    make_folders(tmp_path / "elsewhere/site", tmp_path / "project")
    assert (tmp_path / "project/state/search").is_dir()
    assert (tmp_path / "elsewhere/site").is_dir()


def test_the_folder_of_a_project_that_was_moved_away_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        make_folders(tmp_path / "moved/state/search", tmp_path / "moved")
    assert not (tmp_path / "moved").exists()
