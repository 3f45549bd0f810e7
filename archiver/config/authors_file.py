"""Reads and writes `authors.toml`: people who write under several names. The file is meant to be committed."""

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from archiver.config.people import AuthorEntry, People
from archiver.config.toml_file import find_key_lines, read_toml
from archiver.errors import Problem
from archiver.files import replace_bytes
from archiver.urls import name_key
from archiver.values import WrongValueError, advise_nearest, check_text, check_texts, check_web_address

AUTHORS_NAME = "authors.toml"
"""The name of the file, which is beside `archiver.toml`."""
_TABLE = "author"
_KEY_BYTES = 32
_FEWEST_DIGITS = 32  # of a key


def _check_name(value: object) -> str:
    name = " ".join(check_text(value).split())
    if not name:
        raise WrongValueError('a name, as "Ada Lovelace"')
    return name


def _check_names(value: object) -> tuple[str, ...]:
    return tuple(map(_check_name, check_texts(value)))


def _check_links(value: object) -> tuple[str, ...]:
    return tuple(map(check_web_address, check_texts(value)))


def _check_key(value: object) -> str:
    try:
        key = bytes.fromhex(check_text(value)).hex()
    except ValueError:
        key = ""
    if len(key) < _FEWEST_DIGITS:
        raise WrongValueError("what `archiver authors --new-key` writes")
    return key


_CHECKS: Mapping[str, Callable[[object], object]] = {
    "name": _check_name,
    "also": _check_names,
    "links": _check_links,
    "pseudonym": _check_name,
}


def read_people(root: Path) -> tuple[People, list[Problem]]:
    """The people of the file in the folder `root`, none if there is no such file, and its problems.

    Raises ConfigError if it is no TOML.
    """
    path = root / AUTHORS_NAME
    if not path.is_file():
        return People(), []
    table, text = read_toml(path, AUTHORS_NAME)
    reader = _Reader(find_key_lines(text))
    return reader.people(table), reader.problems


class _Reader:
    """Checks the tables of the file. `lines` has the line number of each key, by dotted name."""

    def __init__(self, lines: Mapping[str, int]) -> None:
        self._lines = lines
        self._lines_of_names: dict[str, int] = {}
        self.problems: list[Problem] = []

    def people(self, table: Mapping[str, object]) -> People:
        """The entries that have no problem."""
        key, rows = "", list[object]()
        for name, value in table.items():
            if name == "key":
                key = str(self._checked(name, _check_key, value) or "")
            elif name == _TABLE and isinstance(value, list) and all(isinstance(row, dict) for row in value):
                rows = value
            elif name == _TABLE:
                self._problem(f"{_TABLE} wants tables; write [[{_TABLE}]]", _TABLE)
            else:
                self._problem(f'there is no "{name}" in {AUTHORS_NAME}; it has key, and tables [[{_TABLE}]]', name)
        entries = (self._entry(f"{_TABLE}.{index}", row) for index, row in enumerate(rows))
        return People(key=key, entries=tuple(entry for entry in entries if entry))

    def _entry(self, place: str, row: object) -> AuthorEntry | None:
        before, values = len(self.problems), dict[str, object]()
        for name, value in row.items() if isinstance(row, dict) else ():
            if name in _CHECKS:
                values[name] = self._checked(f"{place}.{name}", _CHECKS[name], value)
            else:
                advice = advise_nearest(name, set(_CHECKS))
                self._problem(f'an [[{_TABLE}]] has no "{name}"; {advice}', f"{place}.{name}")
        if len(self.problems) == before and (wrong := _what_is_wrong(values)):
            self._problem(wrong, place)
        if len(self.problems) > before:
            return None
        entry = AuthorEntry(**values, line=self._lines.get(place, 0))  # type: ignore[arg-type]  # checked by _CHECKS
        self._check_unique(entry, place)
        return entry

    def _check_unique(self, entry: AuthorEntry, place: str) -> None:
        """Add a problem for each name of an entry that another one has. Two spellings of one name are one name."""
        for key, name in {name_key(name): name for name in reversed(entry.names)}.items():
            if key in self._lines_of_names:
                message = f'"{name}" is in the [[{_TABLE}]] of line {self._lines_of_names[key]}, too; join the two'
                self._problem(f"{message}, or remove it from one", place)
            self._lines_of_names.setdefault(key, entry.line)

    def _checked(self, place: str, check: Callable[[object], object], value: object) -> object:
        try:
            return check(value)
        except WrongValueError as error:
            self._problem(f'"{place.rpartition(".")[2]}" is not right; it takes {error}', place)
            return None

    def _problem(self, message: str, place: str) -> None:
        line = self._lines.get(place, self._lines.get(place.rpartition(".")[0], 0))
        self.problems.append(Problem(path=AUTHORS_NAME, line=line, message=message))


def _what_is_wrong(values: Mapping[str, object]) -> str:
    """Why the values of an entry cannot be together; "" if they can."""
    if "name" not in values:
        return 'it has no name; write name = "…", the one that is shown'
    if not values.keys() & {"also", "links", "pseudonym"}:
        return "it says nothing of its author; add also, links or a pseudonym, or remove it"
    return ""


def add_pseudonym_key(root: Path) -> bool:
    """Write a random key at the beginning of the file in the folder `root`, which is made if it is missing.

    Returns False, and changes nothing, if it has one already. Raises OSError.
    """
    path = root / AUTHORS_NAME
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    if "key" in find_key_lines(text):
        return False
    replace_bytes(path, f'key = "{secrets.token_hex(_KEY_BYTES)}"\n{text}'.encode())
    return True
