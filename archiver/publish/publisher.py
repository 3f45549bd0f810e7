"""Moves staged files to their paths in the site, and removes obsolete ones. Foreign files are never changed."""

import glob
import os
import shutil
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from msgspec import Struct, field

from archiver import urls
from archiver.errors import Problem, Severity
from archiver.files import read_chunks
from archiver.model import Digest, PublishOutcome, Slug, StagedFile, digest_of_chunks
from archiver.publish.stagers import Stager, open_stager


class Publisher(Struct):
    """Writes and removes the files of one output folder. Each refusal adds a problem to `problems`."""

    folder: Path
    """The output folder."""
    staging: Path
    """The staging folder."""
    ours: Container[str]
    """Paths of files that may be replaced or removed, relative to the output folder: files that are as a build has
    written them, that a build which died was about to write, or that a build takes over when its records are lost."""
    quarantine: Path | None = None
    """The folder to which files in the way are moved, if the state folder was deleted, so that nobody knows whether a
    build has written them. None: they stay."""
    problems: list[Problem] = field(default_factory=list)
    """What was refused."""
    _real_folders: set[str] = field(default_factory=set)
    """Folders that exist, and are neither symbolic links nor below one."""
    _moved: set[str] = field(default_factory=set)
    """Folders of the staging folder that were moved with all files in them."""

    @property
    def takes_over(self) -> bool:
        """True if the output folder is ours, but all records of it are lost."""
        return self.quarantine is not None

    def begin(self) -> None:
        """Nothing: the manifest is locked."""

    def open_stager(self) -> AbstractContextManager[Stager]:
        """A stager of files that this process draws."""
        return open_stager(self.staging)

    def intents(self, files: Iterable[StagedFile]) -> list[str]:
        """The paths to record as ours before files are moved there; none where something foreign is.

        A build that takes the folder over records none, since nothing is foreign for certain. If it dies, there is
        still no record, and the next build takes the folder over in the same way.
        """
        return [] if self.takes_over else [file.path for file in files if file.staged and self._may_write(file.path)]

    def orphans(self, find_orphans: Callable[[Path], Iterable[str]]) -> Iterator[str]:
        """The paths of the media of a lost build, and of what `find_orphans` finds in the output folder."""
        yield from find_orphans(self.folder)
        yield from self.media()

    def publish(self, file: StagedFile) -> PublishOutcome:
        """Move a staged file to its path, unless a foreign file is there.

        If its folder does not exist yet, the folder of staged files in which it is becomes this folder, with all files
        in it, which takes one system call for all of them. Raises OSError.
        """
        if file.staged is None:
            return PublishOutcome.UNCHANGED
        is_moved = os.path.dirname(file.staged) in self._moved
        return PublishOutcome.WRITTEN if is_moved else self._publish_one(file, file.staged)

    def forget_folders(self) -> None:
        """Forget what is known of folders, when the files of some threads are published: there may be many."""
        self._real_folders.clear()
        self._moved.clear()

    def _publish_one(self, file: StagedFile, staged: str) -> PublishOutcome:
        if not self._has_real_folders(file.path):
            return self._refuse(file.path, "a file or link that is not ours is in the way of its folder; move it")
        target = f"{self.folder}/{file.path}"
        mode = _mode(target)
        if S_ISDIR(mode):
            return self._refuse(file.path, "a folder that is not ours is in the way of this page; move it")
        if S_ISREG(mode) and digest_of_chunks(read_chunks(target)) == file.digest:
            return PublishOutcome.UNCHANGED
        if mode and file.path not in self.ours:
            if not self.quarantine:
                what = "not as archiver wrote it, so it stays; remove it to have it built again"
                return self._refuse(file.path, what)
            self._move_to_quarantine(file.path, self.quarantine)
        self._move(staged, file.path)
        return PublishOutcome.WRITTEN

    def _may_write(self, path: str) -> bool:
        """True if the file at the path may be replaced, or nothing is at the path."""
        return path in self.ours or not os.path.lexists(self.folder / path)

    def remove(self, path: str) -> PublishOutcome:
        """Remove an obsolete file, and the folders that become empty, unless it is foreign. Raises OSError."""
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

    def remove_all(self, paths: Iterable[str]) -> Mapping[str, PublishOutcome]:
        """Remove obsolete files, one after the other, and return the outcome of each, by path. Raises OSError."""
        return {path: self.remove(path) for path in paths}

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the site. Raises OSError."""
        return (self.folder / path).read_bytes()

    def files_of_thread(self, slug: Slug) -> Iterator[tuple[str, Digest]]:
        """The paths and digests of existing files that have the names of a thread's files, whoever wrote them."""
        for found in sorted(self.folder.glob(f"{glob.escape(slug)}/*")):
            file = found / "index.html" if urls.is_further_page(found.name) else found
            path = file.relative_to(self.folder).as_posix()
            if (
                file.name in urls.THREAD_FILES
                and file.is_file()
                and not file.is_symlink()
                and self._has_real_folders(path)
            ):
                yield path, digest_of_chunks(read_chunks(file))

    def media(self) -> Iterator[str]:
        """The paths of existing files that are surely media which a build has written: each name has the digest of the
        file's bytes, which are read.
        """
        for file in sorted(self.folder.glob(f"{urls.MEDIA_FOLDER}/*/*")):
            path = file.relative_to(self.folder).as_posix()
            if self.is_medium(path):
                yield path

    def is_medium(self, path: str) -> bool:
        """True if there is a file at the path that is surely a medium which a build has written. Raises OSError."""
        digest, target = urls.media_digest(path), f"{self.folder}/{path}"
        is_file = digest and S_ISREG(_mode(target)) and self._has_real_folders(path)
        return bool(is_file) and digest_of_chunks(read_chunks(target)) == digest

    def finish(self) -> None:
        """Nothing: the manifest has cleared its intents."""

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
        """Move a file of which nobody knows who wrote it out of the site, so that it is not lost. Adds a warning."""
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
        """True if each folder above the path is a folder or does not exist, so that no link leads out of the site."""
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
    """The `st_mode` of a file or link, which is not followed; 0 if nothing is at the path."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0
