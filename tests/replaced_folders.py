"""The ways in which a folder that the preview follows is replaced by another one at its path."""

import shutil
from pathlib import Path


def moved_and_copied(root: Path) -> None:
    (root / "content").rename(root / "old")
    shutil.copytree(root / "old", root / "content")


def removed_and_made_again(root: Path) -> None:
    shutil.copytree(root / "content", root / "old")
    shutil.rmtree(root / "content")
    (root / "old").rename(root / "content")


def linked_anew(root: Path) -> None:
    (root / "content").rename(root / "v1")
    shutil.copytree(root / "v1", root / "v2")
    (root / "content").symlink_to("v1")
    (root / "link").symlink_to("v2")
    (root / "link").replace(root / "content")


def replaced_with_the_project(root: Path) -> None:
    old = root.with_name("old")
    root.rename(old)
    shutil.copytree(old, root, ignore=shutil.ignore_patterns(".archiver"))  # the preview may be making it anew


REPLACEMENTS = (moved_and_copied, removed_and_made_again, linked_anew, replaced_with_the_project)
"""Functions that take the folder of a project."""
