"""A guessed `[[source]]` table as TOML, and its place in `archiver.toml`."""

import json
from collections.abc import Mapping
from pathlib import Path

from archiver.config import CONFIG_NAME, Config
from archiver.errors import GuessError
from archiver.files import replace_bytes

_ORDER = (
    "post",
    "footer",
    "separator",
    "title",
    "date_format",
    "format",
    "encoding",
    "path",
    "thread",
    "order",
    "front_matter",
)


def table_text(glob: str, keys: Mapping[str, object]) -> str:
    """The table as TOML."""
    rows = [f"glob = {_text(glob)}"]
    for key in _ORDER:
        value = keys.get(key)
        if isinstance(value, Mapping):
            inner = ", ".join(f"{ours} = {_text(str(theirs))}" for ours, theirs in value.items())
            rows.append(f"{key} = {{ {inner} }}")
        elif value:
            rows.append(f"{key} = {_text(str(value))}")
    return "\n".join(["[[source]]", *rows, ""])


def glob_of(folder: Path, config: Config) -> str:
    """The glob of the files below a folder; of all files, if the folder is not below the content folder."""
    folder, content = folder.resolve(), config.content_place
    is_below = isinstance(content, Path) and folder != content and folder.is_relative_to(content)
    return f"{folder.relative_to(content).as_posix()}/*" if is_below else "*"


def write_table(text: str, glob: str, config: Config) -> Path:
    """Append a table to the project's `archiver.toml`, and return its path.

    Raises GuessError if it has a table with this glob, and OSError.

    Args:
        text: the table as TOML.
        glob: its glob.
        config: the project.
    """
    if any(convention.glob == glob for convention in config.conventions):
        raise GuessError(f'{CONFIG_NAME} has a [[source]] for "{glob}" already; remove it first')
    path = config.root / CONFIG_NAME
    before = path.read_text(encoding="utf-8").rstrip() if path.is_file() else ""
    replace_bytes(path, (f"{before}\n\n{text}" if before else text).encode())
    return path


def _text(value: str) -> str:
    """A text in quotation marks: single ones, in which a backslash is one, unless it has some itself."""
    is_literal = "'" not in value and value.isprintable() and "\\" in value
    return f"'{value}'" if is_literal else json.dumps(value, ensure_ascii=False)
