"""Problems and places in files as JSON for open pages: with the lines around the fault, and a link to the editor.

Texts come from strangers' files: characters that would reorder or hide others on the screen are replaced. Pages show
them as text, never as HTML.
"""

import os
import unicodedata
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from archiver.config import CONFIG_NAME, Config, convention_for
from archiver.errors import Problem
from archiver.theme import theme_roots

_UTF_8 = "utf-8-sig"  # Python's name for UTF-8 with an optional byte order mark
_WITH_LINES = 50  # problems
_AROUND = 2  # lines before and after the fault
_LONGEST_LINE, _LONGEST_MESSAGE = 200, 4_000  # characters
_MOST_READ = 8_000_000  # characters of a file
_PIECE = 65_536  # characters that are read at once
_JOINERS = "\u200c\u200d"  # parts of words and of emoji

Line = tuple[int, str, bool]
"""The number of a line, from 1, its text, and whether it has the fault."""


def problems_fields(problems: Iterable[Problem], config: Config | None, root: Path) -> list[dict[str, Any]]:
    """The JSON fields of problems; only the first 50 have lines of their files.

    Args:
        problems: the problems, in their order.
        config: the project; None if its configuration cannot be read.
        root: its folder.
    """
    rest = iter(problems)
    first = [problem_fields(problem, config, root) for problem in islice(rest, _WITH_LINES)]
    return [*first, *(_fields(problem, config, root, lines=[]) for problem in rest)]


def problem_fields(problem: Problem, config: Config | None, root: Path) -> dict[str, Any]:
    """The JSON fields of a problem, with at most two lines before and after the fault.

    There are no lines if the fault has no line number, or if the file is not one of the project or its themes.

    Args:
        problem: the problem.
        config: the project; None if its configuration cannot be read.
        root: its folder.
    """
    path = _find_file(problem.path, config, root) if problem.line else None
    encoding = _encoding_of(path, config) if path and config else _UTF_8
    return _fields(problem, config, root, lines=read_lines_around(path, problem.line, encoding) if path else [])


def source_fields(path: str, line: int, config: Config) -> dict[str, Any]:
    """The JSON fields of a place in a source: its path, its line, and the URL that opens it in the editor.

    Args:
        path: the file, relative to the project's folder.
        line: the line number, from 1.
        config: the project.
    """
    return {"path": harmless(path), "line": line, "editor": _editor_url(path, line, 0, config, config.root)}


def harmless(text: str) -> str:
    """The text with a visible sign in place of each control or format character, but tabs and line feeds.

    >>> harmless("a\\x1b[2Jb\\u202ec")
    'a␛[2Jb�c'
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_harmless_character, text))


def fill_url(template: str, path: Path, line: int, column: int) -> str:
    """The URL that opens a file in an editor.

    Args:
        template: the setting `preview.editor`.
        path: the file, absolute.
        line: the line number, from 1; 0 for the begin of the file.
        column: the place in the line, from 1; 0 for the begin of the line.
    """
    url = template.replace("{line}", str(max(line, 1))).replace("{column}", str(max(column, 1)))
    return url.replace("{path}", quote(os.fsencode(path)))


def read_lines_around(path: Path, line: int, encoding: str = _UTF_8) -> list[Line]:
    """The line of a fault with at most two before and two after it, each cut to 200 characters.

    There are none if the line is more than 8,000,000 characters from the begin of the file, or if the file cannot be
    read. Bytes that cannot be decoded become replacement characters.

    Args:
        path: the file.
        line: the line number of the fault, from 1.
        encoding: the name of a Python codec.
    """
    lines: list[Line] = []
    number, start, size = 1, "", 0
    try:
        with path.open(encoding=encoding, errors="replace") as file:  # LF, CRLF and CR end a line
            while number <= line + _AROUND and size < _MOST_READ and (piece := file.readline(_PIECE)):
                size += len(piece)
                start = start or piece
                if piece.endswith("\n"):
                    lines, number, start = _added(lines, number, start, line), number + 1, ""
    except (OSError, UnicodeError):  # UTF-16 without a byte order mark
        return []
    return _added(lines, number, start, line) if start and size < _MOST_READ else lines


def _added(lines: list[Line], number: int, text: str, fault: int) -> list[Line]:
    if not fault - _AROUND <= number <= fault + _AROUND:
        return lines
    text = text.removesuffix("\n")
    shown = text if len(text) <= _LONGEST_LINE else f"{text[: _LONGEST_LINE - 1]}…"
    return [*lines, (number, harmless(shown), number == fault)]


def _fields(problem: Problem, config: Config | None, root: Path, lines: list[Line]) -> dict[str, Any]:
    return {
        "severity": problem.severity.name.lower(),
        "path": harmless(problem.path),
        "line": problem.line,
        "column": problem.column,
        "message": harmless(problem.message[:_LONGEST_MESSAGE]),
        "hint": harmless(problem.hint[:_LONGEST_MESSAGE]),
        "example": harmless(problem.example[:_LONGEST_MESSAGE]),
        "lines": lines,
        "chain": [*map(harmless, problem.chain)],
        "editor": _editor_url(problem.path, problem.line, problem.column, config, root),
    }


def _editor_url(path: str, line: int, column: int, config: Config | None, root: Path) -> str:
    """The URL that opens a file; "" without an editor, and for what is no file of the project or its themes."""
    if config is None or config.editor is None:
        return ""
    return fill_url(config.editor, root / path, line, column) if _find_file(path, config, root) else ""


def _find_file(path: str, config: Config | None, root: Path) -> Path | None:
    """The file that a problem names, links followed; None if it is outside of the project and its themes."""
    try:
        file = (root / path).resolve()
        folders = (root.resolve(), *_theme_folders(config, root))
        is_known = path == CONFIG_NAME or any(file.is_relative_to(folder) for folder in folders)
        return file if is_known and file.is_file() else None
    except (OSError, RuntimeError, ValueError):  # a circle of links, a name with a NUL
        return None


def _encoding_of(path: Path, config: Config) -> str:
    """The encoding that a `[[source]]` table names for a file; UTF-8 for others."""
    if not path.is_relative_to(config.content):
        return _UTF_8
    convention = convention_for(path.relative_to(config.content).as_posix(), config.conventions)
    return (convention and convention.encoding) or _UTF_8


def _theme_folders(config: Config | None, root: Path) -> list[Path]:
    """The built-in themes, and the folders that links in the project's folder of themes lead to."""
    links = (path for path in (root / "themes").glob("*") if path.is_symlink())
    return [path.resolve() for path in (*links, *(theme_roots(config)[1:] if config else ()))]


def _harmless_character(char: str) -> str:
    if char in "\n\t" or char in _JOINERS:
        return char
    if char < " " or char == "\x7f":
        return chr(0x2400 + ord(char)) if char < " " else "\u2421"  # control pictures
    return "\ufffd" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char
