"""The keys of `archiver.toml` as the help of the command line has them."""

import textwrap
from dataclasses import fields

from archiver.config.boards import BoardConfig
from archiver.config.file import ARRAYS
from archiver.config.rows import checks_of
from archiver.config.settings import KEYS

_HELP_WIDTH = 78  # characters
_HELP_COLUMN = 23  # characters before the description of a key


def describe_keys() -> str:
    """The keys of the file for the help of the command line: lines of at most 78 characters, one for each key."""
    rows = [(name, key.help_text) for name, key in KEYS.items()]
    rows.append(('boards."space"', f"a table for a board: {', '.join(field.name for field in fields(BoardConfig))}"))
    lines = [f"{name:<{_HELP_COLUMN}}{text}" for name, text in rows]
    for name, (_, row, what) in ARRAYS.items():
        first, *others = textwrap.wrap(f"tables {what}: {', '.join(checks_of(row))}", _HELP_WIDTH - _HELP_COLUMN)
        lines += [f"{f'[[{name}]]':<{_HELP_COLUMN}}{first}", *(f"{'':<{_HELP_COLUMN}}{other}" for other in others)]
    return "\n".join(lines)
