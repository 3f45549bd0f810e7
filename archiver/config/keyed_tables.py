"""Reads files that have a secret key and tables of one name, as `takedowns.toml` and `authors.toml`."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from archiver.config.toml_file import find_key_lines, read_toml
from archiver.errors import Problem
from archiver.values import WrongValueError, advise_nearest

_KEY = "key"
KEY_BYTES = 32
"""The size of new keys, which are written in hexadecimal digits."""


class CheckedTable(NamedTuple):
    """A table all of whose values are right, each by itself."""

    values: Mapping[str, object]
    line: int
    """That of its header, from 1."""


class KeyedTablesFile:
    """A file of a key and tables.

    Args:
        name: the name of the file, which is in the project's folder.
        table: the name of its tables.
        check_key: checks the key; raises WrongValueError.
        checks: check the values of a table, by their names; each raises WrongValueError.
        find_fault: says why the values of a table cannot be together, for the key of the file; "" if they can.
    """

    def __init__(
        self,
        name: str,
        table: str,
        check_key: Callable[[object], str],
        checks: Mapping[str, Callable[[object], object]],
        find_fault: Callable[[Mapping[str, object], str], str],
    ) -> None:
        self._name, self._table = name, table
        self._check_key, self._checks, self._find_fault = check_key, checks, find_fault
        self._lines: Mapping[str, int] = {}
        self._problems: list[Problem] = []

    def read(self, root: Path) -> tuple[str, list[CheckedTable], list[Problem]]:
        """The key of the file in the folder `root`, its tables that have no problem, and all problems. Without such a
        file there is no key ("") and no table.

        Raises ConfigError if it is no TOML.
        """
        self._lines, self._problems = {}, []
        if not (root / self._name).is_file():
            return "", [], []
        content, text = read_toml(root / self._name, self._name)
        self._lines = find_key_lines(text)
        key, rows = "", list[Mapping[str, object]]()
        for name, value in content.items():
            if name == _KEY:
                key = str(self._checked(name, self._check_key, value) or "")
            elif name != self._table:
                has = f"it has key, and tables [[{self._table}]]"
                self._problem(f'there is no "{name}" in {self._name}; {has}', name)
            elif isinstance(value, list) and all(isinstance(row, dict) for row in value):
                rows = value
            else:
                self._problem(f"{name} wants tables; write [[{name}]]", name)
        tables = [self._checked_table(f"{self._table}.{number}", row, key) for number, row in enumerate(rows)]
        return key, [table for table in tables if table], self._problems

    def _checked_table(self, place: str, row: Mapping[str, object], key: str) -> CheckedTable | None:
        before, values = len(self._problems), dict[str, object]()
        for name, value in row.items():
            if name in self._checks:
                values[name] = self._checked(f"{place}.{name}", self._checks[name], value)
            else:
                advice = advise_nearest(name, set(self._checks))
                self._problem(f'a table [[{self._table}]] has no "{name}"; {advice}', f"{place}.{name}")
        if len(self._problems) == before and (fault := self._find_fault(values, key)):
            self._problem(fault, place)
        return CheckedTable(values, self._lines.get(place, 0)) if len(self._problems) == before else None

    def _checked(self, place: str, check: Callable[[object], object], value: object) -> object:
        try:
            return check(value)
        except WrongValueError as error:
            self._problem(f'"{place.rpartition(".")[2]}" is not right; it takes {error}', place)
            return None

    def _problem(self, message: str, place: str) -> None:
        line = self._lines.get(place, self._lines.get(place.rpartition(".")[0], 0))
        self._problems.append(Problem(path=self._name, line=line, message=message))
