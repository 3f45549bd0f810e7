"""A walk through the content folder that follows no symbolic link to a folder, or out of the content folder."""

import os
from collections.abc import Iterator
from pathlib import Path

from archiver.errors import Problem
from archiver.source.extensions import is_markdown

_LINK = "a symbolic link to a folder, or out of the content folder, is not followed; put the file itself here"


class ContentWalk:
    """One walk through the content folder, which passes over all names that begin with `.` or `_`.

    `markdown_files()` does the walk; afterwards the attributes have the other results: `problems`;
    `unreadable_folders`, relative to the content folder, each with a slash at its end ("" is the content folder); and
    `other_files`, the paths of files that are not Markdown.
    """

    def __init__(self, content: Path, prefix: str) -> None:
        """`prefix` is the path of the folder `content` relative to the project, as problems name it."""
        self._content, self._prefix = content, prefix
        self.problems: list[Problem] = []
        self.unreadable_folders: list[str] = []
        self.other_files: list[str] = []

    def markdown_files(self) -> Iterator[tuple[str, os.stat_result]]:
        """All Markdown files below the content folder, in no order: path relative to it, and stat result."""
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            for entry in self._entries(folder):
                if entry.name.startswith((".", "_")):
                    continue
                path = f"{folder}{entry.name}"
                if path.isascii() and path.endswith(".md") and entry.is_file(follow_symlinks=False):
                    yield path, entry.stat()  # nearly all files take this fast path
                elif refusal := _refusal(entry, self._content):
                    project_path = f"{self._prefix}/{path}".encode(errors="backslashreplace").decode()
                    self.problems.append(Problem(path=project_path, line=0, message=refusal))
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                elif is_markdown(entry.name):
                    yield path, entry.stat()
                else:
                    self.other_files.append(path)

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            return sorted(os.scandir(self._content / folder), key=lambda entry: entry.name)
        except OSError as error:
            self.unreadable_folders.append(folder)
            what = f"cannot be read ({error.strerror}), so its pages stay as they were; mend that, or remove it"
            self.problems.append(Problem(path=f"{self._prefix}/{folder}".rstrip("/"), line=0, message=what))
            return []


def _refusal(entry: os.DirEntry[str], content: Path) -> str | None:
    """The message for a Markdown file or a folder that cannot be read; None if it can, or if it is another file."""
    is_folder, is_file = entry.is_dir(follow_symlinks=False), entry.is_file(follow_symlinks=False)
    if entry.is_symlink():
        target = os.path.realpath(entry.path)  # of a link that leads in a circle, the link itself
        is_folder, is_file = os.path.isdir(target), os.path.isfile(target)
        if is_folder or (is_markdown(entry.name) and not Path(target).is_relative_to(content)):
            return _LINK
    if not is_folder and not is_markdown(entry.name):
        return None
    if not is_folder and not is_file:
        return "not a regular file; remove it"
    try:
        entry.name.encode()
    except UnicodeEncodeError:
        return "a file name that is not UTF-8; rename it"
    return None
