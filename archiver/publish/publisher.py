"""Moves staged files to their places in the site, and removes obsolete ones. Nothing of anybody else is touched."""

import glob
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from archiver import urls
from archiver.errors import Problem, Severity
from archiver.model import Digest, Slug, StagedFile, digest_of


class PublishOutcome(Enum):
    """What came of publishing or removing a file."""

    WRITTEN = auto()
    UNCHANGED = auto()
    """The site had the same bytes, or the file to remove did not exist."""
    REMOVED = auto()
    REFUSED = auto()
    """Something that is not ours is at the path, or at a folder above it; it stays."""


@dataclass(slots=True)
class Publisher:
    """Writes and removes the files of one output folder. What it refuses is in `problems`."""

    folder: Path
    staging: Path
    ours: set[str]
    """Paths that may be replaced or removed: as a build has written them, intended, or taken over."""
    quarantine: Path | None = None
    """Where files that are in the way are moved, if all records of a folder of ours are lost; None: they stay."""
    problems: list[Problem] = field(default_factory=list)
    _real_folders: set[str] = field(default_factory=set)
    """Folders that exist, and are no links and below none."""
    _moved: set[str] = field(default_factory=set)
    """Folders of the staging folder that have been moved as a whole."""

    def publish(self, file: StagedFile) -> PublishOutcome:
        """Move a file to its place, if that may be written. If its folder does not exist yet, the folder in which the
        file is staged becomes that folder, with all files in it.

        Raises OSError.
        """
        if file.staged is None:
            return PublishOutcome.UNCHANGED
        if os.path.dirname(file.staged) not in self._moved:
            return self._publish_one(file, file.staged)
        self.ours.add(file.path)
        return PublishOutcome.WRITTEN

    def _publish_one(self, file: StagedFile, staged: str) -> PublishOutcome:
        if not self._has_real_folders(file.path):
            return self._refuse(file.path, "a file or link that is not ours is in the way of its folder; move it")
        target = f"{self.folder}/{file.path}"
        mode = _mode(target)
        if S_ISDIR(mode):
            return self._refuse(file.path, "a folder that is not ours is in the way of this page; move it")
        if S_ISREG(mode) and digest_of(Path(target).read_bytes()) == file.digest:
            self.ours.add(file.path)
            return PublishOutcome.UNCHANGED
        if mode and file.path not in self.ours:
            if not self.quarantine:
                what = "not as archiver wrote it, so it stays; remove it to have it built again"
                return self._refuse(file.path, what)
            self._move_to_quarantine(file.path, self.quarantine)
        self._move(staged, file.path)
        self.ours.add(file.path)
        return PublishOutcome.WRITTEN

    def may_write(self, path: str) -> bool:
        """True if the file at the path is ours, or nothing is there."""
        return path in self.ours or not os.path.lexists(self.folder / path)

    def remove(self, path: str) -> PublishOutcome:
        """Remove a file of ours, and the folders that become empty. Raises OSError."""
        if not os.path.lexists(self.folder / path):
            if self._has_real_folders(path):
                self._remove_empty_folders(path)  # a build that was killed may have removed only the file
            return PublishOutcome.UNCHANGED
        if path not in self.ours or not self._has_real_folders(path):
            return self._refuse(
                path, "no longer part of the site, but not as archiver wrote it, so it stays; remove it"
            )
        (self.folder / path).unlink()
        self._remove_empty_folders(path)
        return PublishOutcome.REMOVED

    def files_of_thread(self, slug: Slug) -> Iterator[tuple[str, Digest]]:
        """The paths and digests of existing files which have the names of the files of a thread."""
        for found in sorted(self.folder.glob(f"{glob.escape(slug)}/*")):
            file = found / "index.html" if urls.is_further_page(found.name) else found
            path = file.relative_to(self.folder).as_posix()
            if (
                file.name in urls.THREAD_FILES
                and file.is_file()
                and not file.is_symlink()
                and self._has_real_folders(path)
            ):
                yield path, digest_of(file.read_bytes())

    def _move(self, staged: str, path: str) -> None:
        folder = path.rpartition("/")[0]
        if not folder or folder in self._real_folders:
            os.replace(staged, f"{self.folder}/{path}")
            return
        above = os.path.dirname(f"{self.folder}/{folder}")
        if not _mode(above):
            os.makedirs(above)
        staged_folder = os.path.dirname(staged)
        os.rename(staged_folder, f"{self.folder}/{folder}")
        self._moved.add(staged_folder)

    def _move_to_quarantine(self, path: str, quarantine: Path) -> None:
        """Nobody knows whose file it was: it leaves the site, but is not lost."""
        target = quarantine / path
        while os.path.lexists(target):
            target = target.with_name(f"{target.name}~")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(self.folder / path, target)
        shown = f"{quarantine.parent.name}/{quarantine.name}/"
        message = f"files were replaced of which all records are lost; they were moved to {shown}"
        problem = Problem(
            path=f"{self.folder.name}/", line=0, message=message, severity=Severity.WARNING, example=f"as {path}"
        )
        self.problems.append(problem)

    def _refuse(self, path: str, message: str) -> PublishOutcome:
        shown = f"{self.folder.name}/{path}"
        self.problems.append(Problem(path=shown, line=0, message=message, severity=Severity.WARNING))
        return PublishOutcome.REFUSED

    def _has_real_folders(self, path: str) -> bool:
        """True if every folder above the path is a folder, or does not exist: no link leads out of the site."""
        folder = path.rpartition("/")[0]
        if not folder or folder in self._real_folders:
            return True
        mode = _mode(f"{self.folder}/{folder}")
        is_real = self._has_real_folders(folder) and (S_ISDIR(mode) or not mode)
        if is_real and mode:
            self._real_folders.add(folder)
        return is_real

    def _remove_empty_folders(self, path: str) -> None:
        for folder in list((self.folder / path).parents)[: path.count("/")]:
            if not folder.exists():
                continue
            if os.listdir(folder):
                return
            folder.rmdir()
            self._real_folders.discard(folder.relative_to(self.folder).as_posix())


def _mode(path: str) -> int:
    """The `st_mode` of a file, of a link itself; 0 if nothing is there."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0
