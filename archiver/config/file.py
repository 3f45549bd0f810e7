"""Reads `archiver.toml`, `authors.toml`, `synonyms.toml` and `takedowns.toml`, and checks all of them.

Each problem has its line; for an unknown key, the most similar one.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archiver import values
from archiver.config.authors_file import read_people
from archiver.config.boards import BoardConfig
from archiver.config.contradictions import find_contradictions
from archiver.config.conventions import Convention
from archiver.config.former_sites import FormerSite
from archiver.config.people import People
from archiver.config.places import FolderOrBucket, lie_in_one_another, place_of
from archiver.config.rows import check_row
from archiver.config.saved_searches import SavedSearch
from archiver.config.settings import KEYS, Config
from archiver.config.synonyms import SYNONYMS_NAME, SynonymTable, join_tables
from archiver.config.takedowns import read_takedowns
from archiver.config.toml_file import find_key_lines, read_toml
from archiver.errors import ConfigError, Problem
from archiver.model import Synonyms
from archiver.values import advise_nearest

CONFIG_NAME = "archiver.toml"
STATE_NAME = ".archiver"

_BOARD_KEYS = frozenset(field.name for field in fields(BoardConfig))
ARRAYS: Mapping[str, tuple[str, type[Any], str]] = {
    "source": ("conventions", Convention, "for files in another form"),
    "feeds": ("feeds", SavedSearch, "for feeds of what a query finds"),
    "former_site": ("former_sites", FormerSite, "for sites whose addresses are to lead on from here"),
}
"""The arrays of tables: for each the field of `Config`, the dataclass of the keys, and what its tables are for."""
_TABLES = frozenset(name.partition(".")[0] for name in KEYS if "." in name)


def key_of(field_name: str) -> str:
    """The key in the file that a field of `Config` is read from, for messages; the field's name if there is no key.

    >>> key_of("posts_per_page"), key_of("lang")
    ('pages.posts', 'lang')
    """
    return next((name for name, key in KEYS.items() if key.field == field_name), field_name)


def find_root(start: Path) -> Path:
    """The nearest folder from `start` upwards that has an `archiver.toml`, else `start` itself."""
    start = start.resolve()
    return next((d for d in (start, *start.parents) if (d / CONFIG_NAME).is_file()), start)


def read_config(root: Path) -> Config:
    """Read and check the configuration of the project in the folder `root`: `archiver.toml`, `authors.toml`,
    `synonyms.toml`, and the entries of `takedowns.toml` that hold today.

    Without these files, all settings are the defaults. Raises ConfigError with every problem of all.
    """
    root = root.resolve()
    path = root / CONFIG_NAME
    table, text = read_toml(path, CONFIG_NAME) if path.is_file() else ({}, "")
    reader = _Reader(find_key_lines(text))
    settings = reader.settings(table)
    content, output = str(settings.pop("content_place", "content")), str(settings.pop("output_place", "site"))
    reader.check_folders(root, content, output)
    reader.check_settings(settings, content)
    synonyms, problems = _read_synonyms(root)
    takedowns, others = read_takedowns(root)
    people, of_people = read_people(root)
    people = reader.people(people, settings)
    if reader.problems or problems or others or of_people:
        raise ConfigError(tuple(sorted([*reader.problems, *problems, *others, *of_people])))
    files = {"synonyms": synonyms, "takedowns": takedowns.in_force(datetime.now(UTC).date()), "people": people}
    places = {"content_place": place_of(root, content), "output_place": place_of(root, output)}
    return Config(root=root, state=root / STATE_NAME, **files, **places, **settings)  # type: ignore[arg-type]  # checked by KEYS


def _read_synonyms(root: Path) -> tuple[Synonyms, list[Problem]]:
    """The words of `synonyms.toml`, none if there is no such file, and its problems."""
    path = root / SYNONYMS_NAME
    if not path.is_file():
        return {}, []
    table, text = read_toml(path, SYNONYMS_NAME)
    reader = _Reader(find_key_lines(text), SYNONYMS_NAME)
    return join_tables(reader.synonyms(table)), reader.problems


class _Reader:
    """Checks the tables of a file, and collects problems.

    Args:
        lines: the line number of each key, by dotted name.
        name: the name of the file.
    """

    def __init__(self, lines: dict[str, int], name: str = CONFIG_NAME) -> None:
        self._lines, self._name = lines, name
        self.problems: list[Problem] = []

    def settings(self, table: dict[str, object]) -> dict[str, object]:
        """The fields of `Config` that the file sets. Each wrong or unknown key is left out, and adds a problem."""
        settings: dict[str, object] = {}
        for name, value in _flatten(table):
            try:
                if name == "boards":
                    settings["boards"] = self._boards(value)
                elif name in ARRAYS:
                    settings[ARRAYS[name][0]] = self._rows(name, ARRAYS[name][1], value)
                elif name in KEYS:
                    settings[KEYS[name].field] = KEYS[name].check(value)
                else:
                    self._problem(f'there is no "{name}"; {advise_nearest(name, {*KEYS, *ARRAYS, "boards"})}', name)
            except values.WrongValueError as error:
                self._problem(f'"{name}" is not right; it takes {error}', name)
        return settings

    def synonyms(self, table: dict[str, object]) -> list[SynonymTable]:
        """The tables `[[synonyms]]` of the file. Anything else in it adds a problem."""
        found: list[SynonymTable] = []
        for name, value in table.items():
            try:
                if name == "synonyms":
                    found += self._rows(name, SynonymTable, value)
                else:
                    self._problem(f'there is no "{name}" in {self._name}; it has tables [[synonyms]]', name)
            except values.WrongValueError as error:
                self._problem(f'"{name}" is not right; it takes {error}', name)
        return found

    def check_folders(self, root: Path, content: str, output: str) -> None:
        """Add a problem unless both folders are inside the project, and neither is inside the other. A bucket may be
        anywhere.

        Symbolic links are followed, so that a build cannot write outside of the project.

        Args:
            root: the project's folder, resolved.
            content: the content folder, as the file has it.
            output: the output folder, as the file has it.
        """
        named = (("content", content), ("output", output))
        places = {name: (path, place_of(root, path)) for name, path in named}
        outside = [name for name, (_, place) in places.items() if _is_outside(place, root)]
        for name in outside:
            message = f'the folder "{places[name][0]}" is not inside the project; choose one below {CONFIG_NAME}'
            self._problem(message, name)
        (_, a), (_, b) = places.values()
        if not outside and lie_in_one_another(a, b):
            message = "content and output lie in one another; give each a folder of its own"
            self._problem(message, "output" if "output" in self._lines else "content")

    def check_settings(self, settings: Mapping[str, object], content: str) -> None:
        """Add a problem for each contradiction between settings; `content` is the content folder, or a bucket."""
        for message, name in find_contradictions(settings, content):
            self._problem(message, name)

    def people(self, people: People, settings: dict[str, Any]) -> People:
        """The people of `authors.toml` with the setting who has a pseudonym; a problem is added if a key is missing.

        In `settings`, pictures of authors get the keys by which these are grouped.
        """
        wanted = settings.get("pseudonyms", False)
        if wanted and not people.key:
            message = "pseudonyms want a key in authors.toml; `archiver authors --new-key` writes one"
            self._problem(message, "authors.pseudonyms")
        if "avatars" in settings:
            settings["avatars"] = {people.key_of(name): path for name, path in settings["avatars"].items()}
        return replace(people, everybody=wanted is True, listed=wanted if isinstance(wanted, tuple) else ())

    def _boards(self, value: object) -> dict[str, BoardConfig]:
        boards = {}
        for slug, board in values.check_table(value).items():
            texts: dict[str, str] = {}
            for key, inner in values.check_table(board).items():
                if key in _BOARD_KEYS and isinstance(inner, str):
                    texts[key] = inner
                    continue
                hint = f"is not known; {advise_nearest(key, _BOARD_KEYS)}"
                wrong = "takes text in quotation marks" if key in _BOARD_KEYS else hint
                self._problem(f'"{key}" of the board "{slug}" {wrong}', f"boards.{slug}.{key}")
            boards[slug.strip("/")] = BoardConfig(**texts)
        return boards

    def _rows(self, name: str, row_type: type[Any], value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise values.WrongValueError(f"tables, each below a line [[{name}]]")
        rows = []
        for number, table in enumerate(value):
            row, wrong = check_row(table, row_type, f"[[{name}]]")
            header = f"{name}.{number}"
            for key, message in wrong:
                dotted = f"{header}.{key}"
                self._problem(message, dotted if dotted in self._lines else header)
            if row:
                rows.append(row)
        return tuple(rows)

    def _problem(self, message: str, name: str) -> None:
        """Add a problem at the line of the key with this dotted name, or at line 0 if the file does not have it."""
        self.problems.append(Problem(path=self._name, line=self._lines.get(name, 0), message=message))


def _is_outside(place: FolderOrBucket, root: Path) -> bool:
    return isinstance(place, Path) and (not place.is_relative_to(root) or place == root)


def _flatten(table: dict[str, object]) -> list[tuple[str, object]]:
    """The keys of a table as pairs (dotted name, value). Tables whose keys users choose (`[boards]`) are one value."""
    pairs: list[tuple[str, object]] = []
    for name, value in table.items():
        if isinstance(value, dict) and name in _TABLES:
            pairs += [(f"{name}.{key}", inner) for key, inner in value.items()]
        else:
            pairs.append((name, value))
    return pairs
