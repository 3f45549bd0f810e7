"""The configuration: `archiver.toml`, checked, and the environment.

Every key is optional. All problems are found at once, each with its line and the nearest known key. Below this room
nothing looks at the environment: clock, folders and settings are arguments.
"""

import os
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from archiver import values
from archiver.config.conventions import Convention, convention_for, matches, read_convention
from archiver.config.settings import BoardConfig, Config
from archiver.config.tracked import Record, track
from archiver.errors import ConfigError, Problem
from archiver.values import nearest

__all__ = [
    "CONFIG_NAME",
    "BoardConfig",
    "Config",
    "Convention",
    "Record",
    "color_wanted",
    "convention_for",
    "find_root",
    "key_of",
    "matches",
    "read_config",
    "read_toml",
    "track",
]

CONFIG_NAME = "archiver.toml"
STATE_NAME = ".archiver"


_KEYS: dict[str, tuple[str, values.Check]] = {
    "title": ("title", values.text),
    "description": ("description", values.text),
    "base_url": ("base_url", values.site_address),
    "lang": ("lang", values.language),
    "timezone": ("timezone", values.time_zone),
    "theme": ("theme", values.theme_name),
    "content": ("content", values.folder),
    "output": ("output", values.folder),
    "exclude": ("exclude", values.texts),
    "theme_options": ("theme_options", values.table),
    "pages.posts": ("posts_per_page", values.count),
    "pages.threads": ("threads_per_page", values.count),
    "pages.json": ("thread_json", values.flag),
    "pages.feeds": ("thread_feeds", values.flag),
    "markdown.breaks": ("markdown_breaks", values.flag),
    "markdown.lazy_quotes": ("lazy_quotes", values.flag),
    "markdown.cjk_emphasis": ("cjk_emphasis", values.flag),
    "quotes.across_threads": ("across_threads", values.flag),
    "search.enabled": ("search", values.flag),
}
"""Key in the file: field of `Config`, and the check that reads it."""

_BOARD_KEYS = {"title", "description"}
_TABLES = {name.partition(".")[0] for name in _KEYS if "." in name}


def key_of(field_name: str) -> str:
    """The key in the file that a field of `Config` is read from.

    >>> key_of("posts_per_page"), key_of("lang")
    ('pages.posts', 'lang')
    """
    return next((key for key, (name, _) in _KEYS.items() if name == field_name), field_name)


def find_root(start: Path) -> Path:
    """The nearest folder from `start` upwards that has an `archiver.toml`, else `start` itself."""
    start = start.resolve()
    return next((d for d in (start, *start.parents) if (d / CONFIG_NAME).is_file()), start)


def read_config(root: Path) -> Config:
    """Read and check the configuration of the project in `root`; without a file, all settings are the defaults.

    Raises ConfigError with every problem of the file.
    """
    root = root.resolve()
    path = root / CONFIG_NAME
    table, text = read_toml(path, CONFIG_NAME) if path.is_file() else ({}, "")
    problems: list[Problem] = []
    settings = _check_keys(table, _key_lines(text), problems)
    content, output = str(settings.pop("content", "content")), str(settings.pop("output", "site"))
    problems += _check_folders(root, content, output, _key_lines(text))
    if problems:
        raise ConfigError(tuple(sorted(problems)))
    folders = {"content": (root / content).resolve(), "output": (root / output).resolve()}
    return Config(root=root, state=root / STATE_NAME, **folders, **settings)  # type: ignore[arg-type]  # checked by _KEYS


def read_toml(path: Path, shown: str) -> tuple[dict[str, object], str]:
    """A TOML file as a table, and its text. Raises ConfigError, which calls the file `shown`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text), text
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        line = re.search(r"at line (\d+)", str(error))
        problem = Problem(path=shown, line=int(line[1]) if line else 0, message=f"cannot be read: {error}")
        raise ConfigError((problem,)) from error


def color_wanted(environment: Mapping[str, str] = os.environ) -> bool:
    """False where the user has set NO_COLOR to anything."""
    return not environment.get("NO_COLOR")


def _check_keys(table: dict[str, object], lines: dict[str, int], problems: list[Problem]) -> dict[str, object]:
    settings: dict[str, object] = {}
    for name, value in _flatten(table):
        line = lines.get(name, 0)
        try:
            if name == "boards":
                settings[name] = _check_boards(value, lines, problems)
            elif name == "source":
                settings["conventions"] = _check_conventions(value, lines, problems)
            elif name in _KEYS:
                field_name, check = _KEYS[name]
                settings[field_name] = check(value)
            else:
                message = f'there is no "{name}"; {nearest(name, {*_KEYS, "boards", "source"})}'
                problems.append(Problem(path=CONFIG_NAME, line=line, message=message))
        except values.WrongValueError as error:
            message = f'"{name}" is not right; it takes {error}'
            problems.append(Problem(path=CONFIG_NAME, line=line, message=message))
    return settings


def _flatten(table: dict[str, object]) -> list[tuple[str, object]]:
    """Dotted names and values; the tables whose keys users choose stay whole."""
    pairs: list[tuple[str, object]] = []
    for name, value in table.items():
        if isinstance(value, dict) and name in _TABLES:
            pairs += [(f"{name}.{key}", inner) for key, inner in value.items()]
        else:
            pairs.append((name, value))
    return pairs


def _check_boards(value: object, lines: dict[str, int], problems: list[Problem]) -> dict[str, BoardConfig]:
    boards = {}
    for slug, board in values.table(value).items():
        texts: dict[str, str] = {}
        for key, inner in values.table(board).items():
            if key in _BOARD_KEYS and isinstance(inner, str):
                texts[key] = inner
                continue
            wrong = (
                "takes text in quotation marks" if key in _BOARD_KEYS else f"is not known; {nearest(key, _BOARD_KEYS)}"
            )
            message = f'"{key}" of the board "{slug}" {wrong}'
            problems.append(Problem(path=CONFIG_NAME, line=lines.get(f"boards.{slug}.{key}", 0), message=message))
        boards[slug.strip("/")] = BoardConfig(**texts)
    return boards


def _check_conventions(value: object, lines: dict[str, int], problems: list[Problem]) -> tuple[Convention, ...]:
    if not isinstance(value, list):
        raise values.WrongValueError("tables, each below a line [[source]]")
    conventions = []
    for number, table in enumerate(value):
        convention, wrong = read_convention(table)
        place = f"source.{number}"
        for key, message in wrong:
            line = lines.get(f"{place}.{key}", lines.get(place, 0))
            problems.append(Problem(path=CONFIG_NAME, line=line, message=message))
        if convention:
            conventions.append(convention)
    return tuple(conventions)


def _check_folders(root: Path, content: str, output: str, lines: dict[str, int]) -> list[Problem]:
    """Both folders must lie in the project, also behind symbolic links, and neither in the other."""
    problems = []
    resolved = {}
    for name, value in (("content", content), ("output", output)):
        resolved[name] = folder = (root / value).resolve()
        if not folder.is_relative_to(root) or folder == root:
            message = f'the folder "{value}" is not inside the project; choose one below {CONFIG_NAME}'
            problems.append(Problem(path=CONFIG_NAME, line=lines.get(name, 0), message=message))
    a, b = resolved["content"], resolved["output"]
    if not problems and (a.is_relative_to(b) or b.is_relative_to(a)):
        message = "content and output lie in one another; give each a folder of its own"
        line = lines.get("output", lines.get("content", 0))
        problems.append(Problem(path=CONFIG_NAME, line=line, message=message))
    return problems


def _key_lines(text: str) -> dict[str, int]:
    """The line of each key and table header. tomllib keeps none, and this is enough to point at the place."""
    lines: dict[str, int] = {}
    table = ""
    tables: Counter[str] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^]#]+?)\s*\]", line):
            table = header[1].replace('"', "").replace("'", "")
            if line.lstrip().startswith("[["):
                tables[table] += 1
                table = f"{table}.{tables[table] - 1}"
            lines.setdefault(table, number)
            lines.setdefault(table.partition(".")[0], number)
        elif key := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            name = key[1].replace('"', "").replace("'", "")
            lines.setdefault(f"{table}.{name}" if table else name, number)
    return lines
