"""A walk through the content folder, that follows no link out of it and no link to a folder."""

import os
from collections.abc import Iterator
from pathlib import Path

from archiver.errors import Problem
from archiver.source.endings import is_markdown

_LINK = "a symbolic link to a folder, or out of the content folder, is not followed; put the file itself here"


class Walk:
    """What `sources()` meets beside them: `problems`; `unread`, the folders that could not be read, each with a slash
    behind it; `others`, the files that are no Markdown. Whatever begins with `.` or `_` is passed over.
    """

    def __init__(self, content: Path, prefix: str) -> None:
        self._content, self._prefix = content, prefix
        self.problems: list[Problem] = []
        self.unread: list[str] = []
        self.others: list[str] = []

    def sources(self) -> Iterator[tuple[str, os.stat_result]]:
        """The paths of all Markdown files below the content folder, in no order."""
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            for entry in self._entries(folder):
                if entry.name.startswith((".", "_")):
                    continue
                path = f"{folder}{entry.name}"
                if path.isascii() and path.endswith(".md") and entry.is_file(follow_symlinks=False):
                    yield path, entry.stat()  # as nearly all are
                elif wrong := _refusal(entry, self._content):
                    shown = f"{self._prefix}/{path}".encode(errors="backslashreplace").decode()
                    self.problems.append(Problem(path=shown, line=0, message=wrong))
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                elif is_markdown(entry.name):
                    yield path, entry.stat()
                else:
                    self.others.append(path)

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            return sorted(os.scandir(self._content / folder), key=lambda entry: entry.name)
        except OSError as error:
            self.unread.append(folder)
            what = f"cannot be read ({error.strerror}), so its pages stay as they were; mend that, or remove it"
            self.problems.append(Problem(path=f"{self._prefix}/{folder}".rstrip("/"), line=0, message=what))
            return []


def _refusal(entry: os.DirEntry[str], content: Path) -> str | None:
    """Why a file or folder is not read, if it is one that would be."""
    is_folder, is_file = entry.is_dir(follow_symlinks=False), entry.is_file(follow_symlinks=False)
    if entry.is_symlink():
        place = os.path.realpath(entry.path)  # of a link that leads in a circle, the link itself
        is_folder, is_file = os.path.isdir(place), os.path.isfile(place)
        if is_folder or (is_markdown(entry.name) and not Path(place).is_relative_to(content)):
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
