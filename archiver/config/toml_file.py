"""Reads TOML files, and finds the lines of their keys, which tomllib does not tell."""

import re
import tomllib
from collections import Counter
from pathlib import Path

from archiver.errors import ConfigError, Problem

_TABLE = re.compile(r"\s*\[+\s*([^]#]+?)\s*\]")
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
"""The place in messages of tomllib."""
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")


def read_toml(path: Path, shown: str) -> tuple[dict[str, object], str]:
    """Read a TOML file: its table, and its text. Raises ConfigError, whose problem names the file as `shown`."""
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text), text
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        line, column = _place_of(error, text)
        problem = Problem(path=shown, line=line, column=column, message=f"cannot be read: {error}")
        raise ConfigError((problem,)) from error


def _place_of(error: Exception, text: str) -> tuple[int, int]:
    """Line and column at which a file cannot be read, from 1; 0 for what is not known. `text` is that of the file."""
    if isinstance(error, UnicodeDecodeError):
        return error.object.count(b"\n", 0, error.start) + 1, 0
    if place := _AT.search(str(error)):
        return int(place[1]), int(place[2])
    if str(error).endswith("(at end of document)"):
        lines = text.rstrip().split("\n")
        return len(lines), len(lines[-1]) + 1
    return 0, 0


def read_key_lines(path: Path) -> dict[str, int]:
    """What `find_key_lines` finds in a file, for a problem that another package has found; nothing if it is gone."""
    try:
        return find_key_lines(path.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError:
        return {}


def find_key_lines(text: str) -> dict[str, int]:
    """The line number of each key and table header, from 1, by its dotted name.

    tomllib gives no line numbers, so patterns find them, which is exact enough for problems. The tables of an array are
    numbered from 0: `source.0.glob`.
    """
    lines: dict[str, int] = {}
    table = ""
    tables: Counter[str] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            table = _bare(header[1])
            if line.lstrip().startswith("[["):
                tables[table] += 1
                table = f"{table}.{tables[table] - 1}"
            lines.setdefault(table, number)
            lines.setdefault(table.partition(".")[0], number)
        elif key := _KEY.match(line):
            name = _bare(key[1])
            lines.setdefault(f"{table}.{name}" if table else name, number)
    return lines


def _bare(name: str) -> str:
    """A name without its quotation marks."""
    return name.replace('"', "").replace("'", "")
