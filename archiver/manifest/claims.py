"""Paths that a build is about to write, before it does: if it dies, whatever stands there is ours.

A file of its own, for what goes into the database must wait for the end of the build. Its first line says after which
build it was begun: what an earlier build has left here says nothing any more.
"""

from collections.abc import Iterable
from pathlib import Path

from archiver.files import replace_bytes


class Claims:
    """The claims after the build `generation`."""

    def __init__(self, path: Path, generation: str) -> None:
        self._path = path
        self._generation = generation
        self._is_mine = False

    def read(self) -> frozenset[str]:
        """The paths that were claimed, before this build and in it."""
        try:
            generation, *paths = self._path.read_text(encoding="utf-8").split("\n")
        except (OSError, ValueError):
            return frozenset()
        return frozenset(paths[:-1]) if generation == self._generation else frozenset()  # the last may be half a line

    def add(self, paths: Iterable[str]) -> None:
        """Claim paths. Raises OSError."""
        if not self._is_mine:
            replace_bytes(self._path, _lines((self._generation, *sorted(self.read()))).encode())
            self._is_mine = True
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_lines(paths))

    def clear(self) -> None:
        """Forget them: the build has ended."""
        self._path.unlink(missing_ok=True)


def _lines(paths: Iterable[str]) -> str:
    return "".join(f"{path}\n" for path in paths)
