"""Reads and writes `authors.toml`: people who write under several names. The file is meant to be committed."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from archiver.config.checks import check_name, check_names
from archiver.config.keyed_tables import KEY_BYTES, KeyedTablesFile
from archiver.config.people import AuthorEntry, People
from archiver.config.toml_file import read_toml
from archiver.errors import Problem
from archiver.files import replace_bytes
from archiver.urls import name_key
from archiver.values import WrongValueError, check_text, check_texts, check_web_address

AUTHORS_NAME = "authors.toml"
"""The name of the file, which is beside `archiver.toml`."""
_TABLE = "author"
_FEWEST_DIGITS = 32  # of a key


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
    "name": check_name,
    "also": check_names,
    "links": _check_links,
    "pseudonym": check_name,
}


def _find_fault(values: Mapping[str, object], _key: str) -> str:
    if "name" not in values:
        return 'it has no name; write name = "…", the one that is shown'
    if not values.keys() & {"also", "links", "pseudonym"}:
        return "it says nothing of its author; add also, links or a pseudonym, or remove it"
    return ""


def read_people(root: Path) -> tuple[People, list[Problem]]:
    """The people of the file in the folder `root`, none if there is no such file, and its problems.

    Raises ConfigError if it is no TOML.
    """
    file = KeyedTablesFile(AUTHORS_NAME, _TABLE, _check_key, _CHECKS, _find_fault)
    key, tables, problems = file.read(root)
    entries = [AuthorEntry(**values, line=line) for values, line in tables]  # type: ignore[arg-type]  # see _CHECKS
    return People(key=key, entries=tuple(entries)), [*problems, *_names_of_several(entries)]


def _names_of_several(entries: Iterable[AuthorEntry]) -> Iterator[Problem]:
    """A problem for each name of an entry that an earlier one has. Two spellings of one name are one name."""
    lines: dict[str, int] = {}
    for entry in entries:
        for key, name in {name_key(name): name for name in reversed(entry.names)}.items():
            if key in lines:
                message = f'"{name}" is in the [[{_TABLE}]] of line {lines[key]}, too; join the two'
                yield Problem(path=AUTHORS_NAME, line=entry.line, message=f"{message}, or remove it from one")
            lines.setdefault(key, entry.line)


def add_pseudonym_key(root: Path) -> bool:
    """Write a random key at the beginning of the file in the folder `root`, which is made if it is missing.

    Returns False, and changes nothing, if it has one already. Raises ConfigError if it is no TOML, OSError.
    """
    path = root / AUTHORS_NAME
    table, text = read_toml(path, AUTHORS_NAME) if path.is_file() else ({}, "")
    if "key" in table:
        return False
    replace_bytes(path, f'key = "{secrets.token_hex(KEY_BYTES)}"\n{text}'.encode())
    return True
