"""What rows of a dump refer to, kept on the disk: the names of people, and the questions of answers."""

import sqlite3
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

_BATCH = 5000  # rows that are inserted at once
_CACHED = 1 << 16  # names that are kept in memory
_LARGEST = 2**63 - 1


class ReferenceTables:
    """Two tables on the disk, open while the context is. First all rows are added, then they are looked up."""

    def __init__(self, folder: Path) -> None:
        """Make the temporary file in `folder`."""
        with tempfile.NamedTemporaryFile(dir=folder, prefix="references-", delete=False) as file:
            self._path = Path(file.name)
        self._database = sqlite3.connect(self._path, isolation_level=None)
        self._people: list[tuple[int, bytes]] = []
        self._answers: list[tuple[int, int]] = []
        self._has_index = False
        self.name_of = lru_cache(_CACHED)(self._name_of)
        """The name of a person by the number of the account, with the number if an earlier account has it too; ""."""

    def __enter__(self) -> Self:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -32768"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name BLOB)")
        self._database.execute("CREATE TABLE answers (id INTEGER PRIMARY KEY, question INTEGER)")
        self._database.execute("BEGIN")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._database.close()
        with suppress(OSError):
            self._path.unlink()

    def add_person(self, number: int, name: str) -> None:
        """Add the name of an account. Raises OSError if the disk is full."""
        self._people.append((number, name.encode("utf-8", "surrogatepass")))
        if len(self._people) >= _BATCH:
            self._write()

    def add_answer(self, number: int, question: int) -> None:
        """Add the question of an answer. Raises OSError if the disk is full."""
        self._answers.append((number, question))
        if len(self._answers) >= _BATCH:
            self._write()

    def question_of(self, post: int) -> int:
        """The question that a post answers; the post itself if it is none of the answers."""
        self._write()
        row = self._database.execute("SELECT question FROM answers WHERE id = ?", (post,)).fetchone()
        return int(row[0]) if row else post

    def _name_of(self, number: int) -> str:
        self._write()
        if not self._has_index:
            self._execute("CREATE INDEX names ON people (name, id)")
            self._has_index = True
        row = self._database.execute("SELECT name FROM people WHERE id = ?", (number,)).fetchone()
        if row is None:
            return ""
        first = self._database.execute("SELECT min(id) FROM people WHERE name = ?", row).fetchone()[0]
        name = bytes(row[0]).decode("utf-8", "surrogatepass")
        return name if first == number else f"{name} ({number})"

    def _write(self) -> None:
        if self._people or self._answers:
            self._execute("INSERT OR REPLACE INTO people VALUES (?, ?)", self._people)
            self._execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", self._answers)
            self._people.clear()
            self._answers.clear()

    def _execute(self, command: str, rows: list[tuple[int, bytes]] | list[tuple[int, int]] | None = None) -> None:
        try:
            if rows is None:
                self._database.execute(command)
            else:
                self._database.executemany(command, rows)
        except sqlite3.Error as error:
            raise OSError(f"what the dump refers to cannot be kept on the disk: {error}") from error
