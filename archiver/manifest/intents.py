"""Write-ahead intents: the paths that a build is about to write. If the build dies, files at these paths are ours.

They are a file of their own, since the database is committed only at the end of a build. Its first line has the number
of the last build that was committed: intents with another number are those of an older build, and obsolete.
"""

from collections.abc import Iterable
from pathlib import Path

from archiver.files import replace_bytes


class Intents:
    """The paths that were to be written since the commit of the build `generation`, one a line, in the file `path`."""

    def __init__(self, path: Path, generation: str) -> None:
        self._path = path
        self._generation = generation
        self._is_current = False

    def read(self) -> frozenset[str]:
        """The paths, those of a build that died included."""
        try:
            generation, *paths = self._path.read_text(encoding="utf-8").split("\n")
        except (OSError, ValueError):
            return frozenset()
        return frozenset(paths[:-1]) if generation == self._generation else frozenset()  # the last may be half a line

    def add(self, paths: Iterable[str]) -> None:
        """Append paths. Raises OSError."""
        if not self._is_current:
            replace_bytes(self._path, _lines((self._generation, *sorted(self.read()))))
            self._is_current = True
        with self._path.open("ab") as file:
            file.write(_lines(paths))

    def clear(self) -> None:
        """Delete them, when the build is committed. Raises OSError."""
        self._path.unlink(missing_ok=True)


def _lines(paths: Iterable[str]) -> bytes:
    return "".join(f"{path}\n" for path in paths).encode()
