"""The files under `site/`: written beside their place and moved over it, kept, removed.

Only paths that the manifest knows as ours are ever written over or removed. Everything else stays and is reported: a
foreign file, and a page of ours that somebody has edited.
"""

import glob
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from archiver import urls
from archiver.errors import OutputError, Problem, Severity
from archiver.model import Digest, Output, Slug, StagedFile, digest_of
from archiver.publish.survey import MARKER, STAGING, Survey, folders_of, look_through, survey
from archiver.stat_signatures import stat_signature

__all__ = [
    "Moved",
    "Publisher",
    "Survey",
    "check_output_folder",
    "folders_of",
    "look_through",
    "open_staging",
    "read_stat_signature",
    "stage",
    "survey",
]

_MARKED = "archiver writes this folder, and keeps what others put into it.\n"


class Moved(Enum):
    """What came of publishing a file."""

    WRITTEN = auto()
    KEPT = auto()
    """The site had the same bytes."""
    REMOVED = auto()
    REFUSED = auto()
    """Something that is not ours is in the way."""


def check_output_folder(folder: Path, *, is_known: bool) -> bool:
    """True if the folder was ours, but there is no record of it (the state folder was deleted).

    Raises OutputError if it has files and we never wrote it. Hidden files don't count: `.git`, `.gitignore`.
    """
    marker = folder / MARKER
    was_ours = marker.is_file() and not marker.is_symlink()
    if folder.is_dir() and not was_ours and not is_known:
        foreign = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
        if foreign:
            some = ", ".join(foreign[:3]) + (", …" if len(foreign) > 3 else "")
            raise OutputError(
                f"{folder} has files that archiver did not write ({some}); "
                f"empty it, or choose another folder with `output` in archiver.toml"
            )
    return was_ours and not is_known


@contextmanager
def open_staging(folder: Path) -> Iterator[Path]:
    """Make the folder ours, with an empty staging folder in it: on the file system that its files will be moved on."""
    staging = folder / STAGING
    _remove_staging(staging)  # of a build that did not end
    try:
        staging.mkdir(parents=True)
        if not (folder / MARKER).is_file():
            (staging / MARKER).write_text(_MARKED, encoding="ascii")
            (staging / MARKER).replace(folder / MARKER)
        yield staging
    finally:
        _remove_staging(staging)


def _remove_staging(staging: Path) -> None:
    if staging.is_symlink():
        staging.unlink()
    elif staging.exists():
        shutil.rmtree(staging)


def stage(outputs: Iterable[Output], known: Mapping[str, Digest], staging: Path) -> tuple[StagedFile, ...]:
    """Write files to the staging folder, but for those that the site has. Raises OSError.

    Those that will stand in one folder wait in one, so that it can be moved whole; and for ext4, which takes 40 to
    200 µs to make a file where thousands are, else 10.
    """
    written: list[StagedFile] = []
    folders: dict[str, str] = {}
    for output in outputs:
        digest = digest_of(output.content)
        staged = None
        if digest != known.get(output.path):
            place, _, name = output.path.rpartition("/")
            if place not in folders:
                folders[place] = f"{staging}/{digest_of(output.path.encode())}"
                os.mkdir(folders[place])
            staged = f"{folders[place]}/{name}"
            _write(staged, output.content)
        written.append(StagedFile(path=output.path, digest=digest, size=len(output.content), staged=staged))
    return tuple(written)


def _write(path: str, content: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    with open(file, "wb", buffering=0) as opened:  # it may take less than all of it at once
        left = memoryview(content)
        while left:
            left = left[opened.write(left) :]


def read_stat_signature(path: str, now_ns: int) -> int:
    """What the file system says of a file; 0 while it is too young for that to tell a change. Raises OSError."""
    return stat_signature(os.lstat(path), now_ns)


@dataclass(slots=True)
class Publisher:
    """Moves staged files to their places, and removes what is no longer planned."""

    folder: Path
    staging: Path
    ours: set[str]
    """Paths that may be written over: as we wrote them, claimed, or taken over."""
    attic: Path | None = None
    """Where what stands in our way is moved, if there is no record of a folder that was ours; else it stays."""
    problems: list[Problem] = field(default_factory=list)
    _sound: set[str] = field(default_factory=set)
    _moved: set[str] = field(default_factory=set)
    """Folders of the staging folder that have been moved whole."""

    def publish(self, file: StagedFile) -> Moved:
        """Move a file to its place, if that is ours, with all that waits beside it if there is no folder for it yet.

        Raises OSError (a full disk).
        """
        if file.staged is None:
            return Moved.KEPT
        if os.path.dirname(file.staged) not in self._moved:
            return self._publish_one(file, file.staged)
        self.ours.add(file.path)
        return Moved.WRITTEN

    def _publish_one(self, file: StagedFile, staged: str) -> Moved:
        if not self._is_sound(file.path):
            return self._refuse(file.path, "a file or link that is not ours is in the way of its folder; move it")
        target = f"{self.folder}/{file.path}"
        mode = _mode(target)
        if S_ISDIR(mode):
            return self._refuse(file.path, "a folder that is not ours is in the way of this page; move it")
        if S_ISREG(mode) and digest_of(Path(target).read_bytes()) == file.digest:
            self.ours.add(file.path)
            return Moved.KEPT
        if mode and file.path not in self.ours:
            if not self.attic:
                what = "not as archiver wrote it, so it stays; remove it to have it built again"
                return self._refuse(file.path, what)
            self._move_away(file.path, self.attic)
        self._move(staged, file.path)
        self.ours.add(file.path)
        return Moved.WRITTEN

    def may_write(self, path: str) -> bool:
        """True if what stands at the path is ours, or nothing is."""
        return path in self.ours or not os.path.lexists(self.folder / path)

    def remove(self, path: str) -> Moved:
        """Remove a file of ours, and the folders that this leaves empty."""
        if not os.path.lexists(self.folder / path):
            if self._is_sound(path):
                self._remove_empty_folders(path)  # where a build that died had only removed the file
            return Moved.KEPT
        if path not in self.ours or not self._is_sound(path):
            return self._refuse(
                path, "no longer part of the site, but not as archiver wrote it, so it stays; remove it"
            )
        (self.folder / path).unlink()
        self._remove_empty_folders(path)
        return Moved.REMOVED

    def standing(self, slug: Slug) -> Iterator[tuple[str, Digest]]:
        """The files where those of a thread would be, and what is in them."""
        for place in sorted(self.folder.glob(f"{glob.escape(slug)}/*")):
            page = place / "index.html" if urls.is_further_page(place.name) else place
            path = page.relative_to(self.folder).as_posix()
            if page.name in urls.THREAD_FILES and page.is_file() and not page.is_symlink() and self._is_sound(path):
                yield path, digest_of(page.read_bytes())

    def _move(self, staged: str, path: str) -> None:
        folder = path.rpartition("/")[0]
        if not folder or folder in self._sound:
            os.replace(staged, f"{self.folder}/{path}")
            return
        above = os.path.dirname(f"{self.folder}/{folder}")
        if not _mode(above):
            os.makedirs(above)
        waiting = os.path.dirname(staged)
        os.rename(waiting, f"{self.folder}/{folder}")
        self._moved.add(waiting)

    def _move_away(self, path: str, attic: Path) -> None:
        """Nobody knows whose it was: it leaves the site, but is not lost."""
        kept = attic / path
        while os.path.lexists(kept):
            kept = kept.with_name(f"{kept.name}~")
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(self.folder / path, kept)
        message = (
            f"files were replaced of which all records are lost; they were moved to {attic.parent.name}/{attic.name}/"
        )
        problem = Problem(
            path=f"{self.folder.name}/", line=0, message=message, severity=Severity.WARNING, example=f"as {path}"
        )
        self.problems.append(problem)

    def _refuse(self, path: str, message: str) -> Moved:
        shown = f"{self.folder.name}/{path}"
        self.problems.append(Problem(path=shown, line=0, message=message, severity=Severity.WARNING))
        return Moved.REFUSED

    def _is_sound(self, path: str) -> bool:
        """True if every folder above the path is a folder, or nothing yet: no link leads out of the site."""
        folder = path.rpartition("/")[0]
        if not folder or folder in self._sound:
            return True
        mode = _mode(f"{self.folder}/{folder}")
        sound = self._is_sound(folder) and (S_ISDIR(mode) or not mode)
        if sound and mode:
            self._sound.add(folder)
        return sound

    def _remove_empty_folders(self, path: str) -> None:
        for folder in list((self.folder / path).parents)[: path.count("/")]:
            if not folder.exists():
                continue
            if os.listdir(folder):
                return
            folder.rmdir()
            self._sound.discard(folder.relative_to(self.folder).as_posix())


def _mode(path: str) -> int:
    """What is there (a link as such), as `stat` tells it; 0 for nothing."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0
