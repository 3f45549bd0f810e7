"""Write-ahead intents: the paths that a build is about to write. If the build dies, the next one may overwrite them.

They are in a file of their own, since the database is committed only at the end of a build. The first line of the file
is the number of the last committed build: with any other number, the intents are obsolete.
"""

from collections.abc import Iterable
from pathlib import Path

from archiver.files import replace_bytes


class Intents:
    """The paths that builds were about to write since the last commit.

    Args:
        path: the file, which has one path on each line after the first.
        generation: the number of the last committed build.
    """

    def __init__(self, path: Path, generation: str) -> None:
        self._path = path
        self._generation = generation
        self._is_current = False

    def read(self) -> frozenset[str]:
        """Read the paths, including those of a build that died. Empty if the file is missing, damaged or obsolete."""
        try:
            generation, *paths = self._path.read_text(encoding="utf-8").split("\n")
        except (OSError, ValueError):
            return frozenset()
        return frozenset(paths[:-1]) if generation == self._generation else frozenset()  # the last may be half a line

    def add(self, paths: Iterable[str]) -> None:
        """Append paths, before files are moved to them. Raises OSError."""
        if not self._is_current:
            replace_bytes(self._path, _lines((self._generation, *sorted(self.read()))))
            self._is_current = True
        with self._path.open("ab") as file:
            file.write(_lines(paths))

    def clear(self) -> None:
        """Delete all intents, when the build is committed. Raises OSError."""
        self._path.unlink(missing_ok=True)


def _lines(paths: Iterable[str]) -> bytes:
    return "".join(f"{path}\n" for path in paths).encode()
