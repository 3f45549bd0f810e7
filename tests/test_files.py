"""A file is replaced at once, or stays as it was."""

from pathlib import Path

import pytest

from archiver.files import replace_bytes
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
