"""The configuration: `archiver.toml`, checked, and the environment.

Every key is optional. All problems are found at once, each with its line and the nearest known key. Below this room
nothing looks at the environment: clock, folders and settings are arguments.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from archiver.errors import ConfigError, Problem

CONFIG_NAME = "archiver.toml"
STATE_NAME = ".archiver"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardConfig:
    """What is said of a board beyond its folder's name."""

    title: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A project: where its folders are, and the settings of its site. Folders are absolute and resolved."""

    root: Path
    content: Path
    output: Path
    state: Path
    """Manifest, search index, lock; can be deleted at any time."""
    title: str = "Archive"
    description: str = ""
    base_url: str | None = None
    """The address that the site will have, ending in `/`; None if it isn't known."""
    lang: str = "en"
    timezone: str = "UTC"
    theme: str = "default"
    theme_options: Mapping[str, object] = field(default_factory=dict, hash=False)
    posts_per_page: int = 100
    threads_per_page: int = 50
    thread_json: bool = False
    thread_feeds: bool = False
    markdown_breaks: bool = False
    lazy_quotes: bool = False
    boards: Mapping[str, BoardConfig] = field(default_factory=dict, hash=False)

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def subpath(self) -> str:
        """The path under which the site stands on its host: `/`, or `/sub/`."""
        return urlsplit(self.base_url).path if self.base_url else "/"

    def settings(self) -> str:
        """All that pages can depend on, as text; where the folders are is not."""
        folders = {"root", "content", "output", "state"}
        return repr([(f.name, getattr(self, f.name)) for f in fields(self) if f.name not in folders])

    def preview(self) -> "Config":
        """The same project, built into a folder of the preview's own."""
        state = self.state / "preview"
        return replace(self, state=state, output=state / "site")


class _WrongValueError(ValueError):
    """What a value should have been."""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _WrongValueError("text in quotation marks")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongValueError("true or false")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 10_000:
        raise _WrongValueError("a whole number from 1 to 10000")
    return value


def _address(value: object) -> str:
    parts = urlsplit(_text(value))
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise _WrongValueError('the address of the site, as "https://archive.example/"')
    return _text(value).rstrip("/") + "/"


def _zone(value: object) -> str:
    try:
        return ZoneInfo(_text(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _WrongValueError('a time zone, as "UTC" or "Europe/Berlin"') from None


def _name(value: object) -> str:
    if not is_theme_name(_text(value)):
        raise _WrongValueError("the name of a theme: a-z, 0-9, - and _")
    return _text(value)


def _language(value: object) -> str:
    if not is_language_tag(_text(value)):
        raise _WrongValueError('a language tag, as "en" or "pt-BR"')
    return _text(value)


def _folder(value: object) -> str:
    if not _text(value).strip():
        raise _WrongValueError("the name of a folder")
    return _text(value)


def _options(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _WrongValueError("a table")
    return value


_KEYS: dict[str, tuple[str, Callable[[object], object]]] = {
    "title": ("title", _text),
    "description": ("description", _text),
    "base_url": ("base_url", _address),
    "lang": ("lang", _language),
    "timezone": ("timezone", _zone),
    "theme": ("theme", _name),
    "content": ("content", _folder),
    "output": ("output", _folder),
    "theme_options": ("theme_options", _options),
    "pages.posts": ("posts_per_page", _count),
    "pages.threads": ("threads_per_page", _count),
    "pages.json": ("thread_json", _flag),
    "pages.feeds": ("thread_feeds", _flag),
    "markdown.breaks": ("markdown_breaks", _flag),
    "markdown.lazy_quotes": ("lazy_quotes", _flag),
}
"""Key in the file: field of `Config`, and the check that reads it."""

_BOARD_KEYS = {"title", "description"}
_TABLES = {name.partition(".")[0] for name in _KEYS if "." in name} | {"boards", "theme_options"}


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


def is_language_tag(text: str) -> bool:
    """True for what HTML takes in `lang`: `en`, `pt-BR`."""
    return re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", text) is not None


def is_theme_name(name: str) -> bool:
    """True for what a theme's folder may be called; no name leads out of the folder of themes."""
    return re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name) is not None


def color_wanted(environment: Mapping[str, str] = os.environ) -> bool:
    """False where the user has set NO_COLOR to anything."""
    return not environment.get("NO_COLOR")


def nearest(name: str, known: Mapping[str, object] | set[str]) -> str:
    """A hint that names the known key nearest to an unknown one, or lists all.

    >>> nearest("titel", {"title", "tags"})
    'did you mean "title"?'
    """
    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f'did you mean "{close[0]}"?' if close else f"known are: {', '.join(sorted(known))}"


def _check_keys(table: dict[str, object], lines: dict[str, int], problems: list[Problem]) -> dict[str, object]:
    settings: dict[str, object] = {}
    for name, value in _flatten(table):
        line = lines.get(name, 0)
        try:
            if name == "boards":
                settings[name] = _check_boards(value, lines, problems)
            elif name in _KEYS:
                field_name, check = _KEYS[name]
                settings[field_name] = check(value)
            else:
                message = f'there is no "{name}"; {nearest(name, {*_KEYS, "boards"})}'
                problems.append(Problem(path=CONFIG_NAME, line=line, message=message))
        except _WrongValueError as error:
            message = f'"{name}" is not right; it takes {error}'
            problems.append(Problem(path=CONFIG_NAME, line=line, message=message))
    return settings


def _flatten(table: dict[str, object]) -> list[tuple[str, object]]:
    """Dotted names and values; the tables whose keys users choose stay whole."""
    pairs: list[tuple[str, object]] = []
    for name, value in table.items():
        if isinstance(value, dict) and name in _TABLES - {"boards", "theme_options"}:
            pairs += [(f"{name}.{key}", inner) for key, inner in value.items()]
        else:
            pairs.append((name, value))
    return pairs


def _check_boards(value: object, lines: dict[str, int], problems: list[Problem]) -> dict[str, BoardConfig]:
    boards = {}
    for slug, board in _options(value).items():
        texts: dict[str, str] = {}
        for key, inner in _options(board).items():
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
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^]#]+?)\s*\]", line):
            table = header[1].replace('"', "").replace("'", "")
            lines.setdefault(table, number)
            lines.setdefault(table.partition(".")[0], number)
        elif key := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            name = key[1].replace('"', "").replace("'", "")
            lines.setdefault(f"{table}.{name}" if table else name, number)
    return lines
