"""A walk through the content folder that follows no symbolic link to a folder, or out of the content folder."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from archiver.errors import Problem
from archiver.source.extensions import is_markdown
from archiver.source.volume import WHOLE, Volume
from archiver.stat_signatures import stat_signature

MEDIA_FOLDER = "_media/"
"""The folder of media that were fetched from other sites; the only one that is read although its name begins with `_`.
"""
_MEDIA_SUBFOLDER = re.compile("[0-9a-f]{2}")  # other folders have files that are being fetched
_LINK = "a symbolic link to a folder, or out of the content folder, is not followed; put the file itself here"


class ContentWalk:
    """One walk through the content folder, which passes over all names that begin with `.` or `_`.

    `markdown_files()` does the walk. The attributes are complete when it has ended.

    Args:
        content: the content folder.
        prefix: the content folder relative to the project's folder, as problems name it.
        now_ns: the current time, for stat signatures.
        volume: the part of the content folder to walk through; None: all of it.
    """

    def __init__(self, content: Path, prefix: str, now_ns: int, volume: Volume | None = None) -> None:
        self._content, self._prefix, self._now_ns = content, prefix, now_ns
        self._volume = volume or WHOLE
        self.problems: list[Problem] = []
        """Files and folders that cannot be read."""
        self.unreadable_folders: list[str] = []
        """Relative to the content folder, each with a slash at its end; "" is the content folder itself."""
        self.other_files: dict[str, int] = {}
        """The stat signatures of regular files that are not Markdown, and of all those in `MEDIA_FOLDER`, by their
        path relative to the content folder.
        """
        self.linked_files: list[str] = []
        """Symbolic links to files that are not Markdown; they are not followed."""

    def markdown_files(self) -> Iterator[tuple[str, int]]:
        """Find all Markdown files below the content folder: path relative to it, and stat signature, in any order."""
        if self._volume.is_rest:
            self._add_media()
        waiting = [*self._volume.folders]
        while waiting:
            folder = waiting.pop()
            for entry in self._entries(folder):
                if entry.name.startswith((".", "_")):
                    continue
                path = f"{folder}{entry.name}"
                if path.isascii() and entry.is_file(follow_symlinks=False):  # nearly all files take this fast path
                    if is_markdown(path):
                        yield path, stat_signature(entry.stat(), self._now_ns)
                    else:
                        self.other_files[path] = stat_signature(entry.stat(), self._now_ns)
                elif entry.is_dir(follow_symlinks=False) and not _refusal(entry, self._content):
                    if f"{path}/" not in self._volume.others:
                        waiting.append(f"{path}/")
                elif self._is_readable_source(entry, path):
                    yield path, stat_signature(entry.stat(), self._now_ns)

    def _is_readable_source(self, entry: os.DirEntry[str], path: str) -> bool:
        """True for a Markdown file; any other file is added to the attributes, as are problems."""
        if refusal := _refusal(entry, self._content):
            project_path = f"{self._prefix}/{path}".encode(errors="backslashreplace").decode()
            self.problems.append(Problem(path=project_path, line=0, message=refusal))
        elif is_markdown(entry.name):
            return True
        elif entry.is_file(follow_symlinks=False):
            self.other_files[path] = stat_signature(entry.stat(), self._now_ns)
        elif entry.is_symlink():
            self.linked_files.append(path)
        return False

    def _add_media(self) -> None:
        """Add all files in `MEDIA_FOLDER` to `other_files`."""
        root = self._content / MEDIA_FOLDER
        waiting = [MEDIA_FOLDER] if root.is_dir() and not root.is_symlink() else []
        while waiting:
            folder = waiting.pop()
            for entry in self._entries(folder):
                path = f"{folder}{entry.name}"
                if entry.is_file(follow_symlinks=False):
                    self.other_files[path] = stat_signature(entry.stat(), self._now_ns)
                elif entry.is_dir(follow_symlinks=False) and _MEDIA_SUBFOLDER.fullmatch(entry.name):
                    waiting.append(f"{path}/")

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            return list(os.scandir(self._content / folder))
        except OSError as error:
            self.unreadable_folders.append(folder)
            what = f"cannot be read ({error.strerror}), so its pages stay as they were; mend that, or remove it"
            self.problems.append(Problem(path=f"{self._prefix}/{folder}".rstrip("/"), line=0, message=what))
            return []


def _refusal(entry: os.DirEntry[str], content: Path) -> str | None:
    """The message for a Markdown file or a folder that is not read; None if it can be read, and for any other file."""
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
