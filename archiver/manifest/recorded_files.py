"""The recorded files of the site, looked up in the manifest: a large site has too many of them for the memory."""

import sqlite3
from collections.abc import ItemsView, Iterator, Mapping


class RecordedFiles(Mapping[str, int]):
    """The stored stat signature of each file of the site, by path, in the order of the paths.

    The connection is that of the manifest; None: there are no files, since the records are of another output folder.
    While somebody iterates over it, the records must not change.
    """

    def __init__(self, connection: sqlite3.Connection | None) -> None:
        self._connection = connection

    def __getitem__(self, path: str) -> int:
        row = self._row(path)
        if row is None:
            raise KeyError(path)
        return row[0]

    def __contains__(self, path: object) -> bool:
        return self._row(path) is not None

    def __iter__(self) -> Iterator[str]:
        return (path for path, _ in self.in_order())

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT COUNT(*) FROM outputs").fetchone()[0]) if self._connection else 0

    def items(self) -> ItemsView[str, int]:
        """Each path with its stat signature; reading them in turn is one query."""
        return _Items(self)

    def in_order(self) -> Iterator[tuple[str, int]]:
        """Each path with its stat signature, in the order of the paths."""
        query = "SELECT path, stat_signature FROM outputs ORDER BY path"
        return iter(self._connection.execute(query)) if self._connection else iter(())

    def _row(self, path: object) -> tuple[int] | None:
        query = "SELECT stat_signature FROM outputs WHERE path = ?"
        return self._connection.execute(query, (path,)).fetchone() if self._connection else None


class _Items(ItemsView[str, int]):
    def __init__(self, files: RecordedFiles) -> None:
        super().__init__(files)
        self._files = files

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return self._files.in_order()
