"""Groups records in bounded memory: they come in any order, and go out by group and by order in it.

The comments of a thread are anywhere in an export, and the partitions of a channel overlap; so the records are kept in
a temporary SQLite database, of which SQLite has a part in memory.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, NamedTuple, Self, TypeVar

Key = TypeVar("Key", int, str)
"""What the key of a group is."""

_BATCH = 2000  # records that are inserted at once
_BATCH_SIZE = 1 << 23  # bytes of records that are inserted at once
_LARGEST = 2**63 - 1


class RecordGroup(NamedTuple, Generic[Key]):
    """The records of a group."""

    key: Key
    records: list[bytes]
    """Ordered by their `order`; equal ones as they came."""


class RecordGroups(Generic[Key]):
    """Records on the disk, open while the context is. First all are added, then the groups are read."""

    def __init__(self, folder: Path) -> None:
        """Make the temporary file in `folder`."""
        with tempfile.NamedTemporaryFile(dir=folder, prefix="records-", delete=False) as file:
            self._path = Path(file.name)
        self._database = sqlite3.connect(self._path, isolation_level=None)
        self._waiting: list[tuple[int | bytes, int, bytes]] = []
        self._waiting_size = 0
        self.count = 0
        """Records that were added."""

    def __enter__(self) -> Self:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -32768"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("CREATE TABLE records (key, position INTEGER, record BLOB)")
        self._database.execute("BEGIN")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._database.close()
        self._path.unlink(missing_ok=True)

    def add(self, key: Key, order: int, record: bytes) -> None:
        """Add a record.

        Args:
            key: the key of its group: any text, or a number from -2**63 to 2**63 - 1.
            order: its place among the records of the group, from -2**63 to 2**63 - 1.
            record: any bytes.

        Raises OSError if the disk is full.
        """
        self.count += 1
        self._waiting.append((_stored(key), order, record))
        self._waiting_size += len(record)
        if len(self._waiting) >= _BATCH or self._waiting_size >= _BATCH_SIZE:
            self._insert()

    def _insert(self) -> None:
        with _disk_errors():
            self._database.executemany("INSERT INTO records VALUES (?, ?, ?)", self._waiting)
        self._waiting.clear()
        self._waiting_size = 0

    def groups(self) -> Iterator[RecordGroup[Key]]:
        """All groups in the order of their keys. Raises OSError if the disk is full."""
        self._order()
        with _disk_errors():
            rows = self._database.execute("SELECT key, record FROM records ORDER BY key, position, rowid")
        for key, group in groupby(rows, lambda row: row[0]):
            yield RecordGroup(_key(key), [record for _, record in group])

    def groups_as_added(self) -> Iterator[RecordGroup[Key]]:
        """All groups in the order in which their first records were added. Raises OSError if the disk is full."""
        self._order()
        select = "SELECT record FROM records WHERE key = ? ORDER BY position, rowid"
        with _disk_errors():
            keys = self._database.execute("SELECT key FROM records GROUP BY key ORDER BY min(rowid)")
        for (key,) in keys:
            with _disk_errors():
                records = [record for (record,) in self._database.execute(select, (key,))]
            yield RecordGroup(_key(key), records)

    def _order(self) -> None:
        self._insert()
        with _disk_errors():
            self._database.execute("CREATE INDEX ordered ON records (key, position)")


def _stored(key: int | str) -> int | bytes:
    """The key as the database has it: a text as bytes, for it may have half a surrogate pair."""
    return key if isinstance(key, int) else key.encode("utf-8", "surrogatepass")


def _key(stored: int | bytes) -> Any:
    """The key that the database has as `stored`."""
    return stored if isinstance(stored, int) else stored.decode("utf-8", "surrogatepass")


@contextmanager
def _disk_errors() -> Iterator[None]:
    """Raise errors of the database, which a full disk causes, as OSError."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(f"records of the export cannot be kept on the disk: {error}") from error


def is_group_number(number: int) -> bool:
    """True if a number can be a key or an order."""
    return 0 <= number <= _LARGEST
