"""The files that posts show or link to, from when a thread is read until the recorder has published them."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from archiver.model import StagedFile


class StagedMedia:
    """Staged files by their paths in the output folder. Such a path has the digest of the bytes, so files with one path
    are equal, and one of them is kept.
    """

    def __init__(self) -> None:
        self._staged: dict[str, Path] = {}

    def find(self, path: str) -> Path | None:
        """The staged file for a path in the output folder; None if there is none."""
        return self._staged.get(path)

    def add(self, files: Iterable[StagedFile]) -> None:
        """Add the files of a thread. A file whose path has another staged file is removed from the disk."""
        for file in files:
            if file.staged and self._staged.setdefault(file.path, Path(file.staged)) != Path(file.staged):
                _remove(Path(file.staged))

    def remove(self, is_done: Callable[[str], bool]) -> bool:
        """Remove the files for whose paths `is_done` is true, also from the disk; False if there are none."""
        done = [path for path in self._staged if is_done(path)]
        for path in done:
            _remove(self._staged.pop(path))
        return bool(done)


def _remove(staged: Path) -> None:
    """Remove a file, and the folder that it was staged in if no other file is there."""
    staged.unlink(missing_ok=True)
    with suppress(OSError):
        staged.parent.rmdir()
