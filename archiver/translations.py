"""Reads translations of the interface: gettext's `.po` files, one for each language.

Format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html. The msgids are the English texts.
"""

import re
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from archiver.errors import ConfigError, Problem

FOLDER = "locale"
"""The folder of a theme that has its translations, `<lang>.po`."""

_TRADITIONAL = frozenset({"hant", "hk", "mo", "tw"})
"""A script, and regions, where Chinese is written in traditional characters."""
_SYNTAX_ERROR = re.compile(r"\(line (\d+)\)")  # of polib
_CHECKED_NUMBERS = 200  # rules of plural forms depend on the last two digits
_FORMAT = re.compile(r"%%|%\(\w+\)s")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def file_names(lang: str) -> tuple[str, ...]:
    """The names of the files that may have the translations for a language tag (BCP 47), the most specific first.

    Those who read traditional Chinese characters get no simplified ones.

    >>> file_names("de-AT"), file_names("zh-TW")
    (('de-AT.po', 'de.po'), ('zh-TW.po', 'zh-Hant.po'))
    """
    parts = lang.split("-")
    tags = ["-".join(parts[:size]) for size in range(len(parts), 0, -1)]
    lowered = {part.lower() for part in parts}
    if "zh" in lowered and lowered & _TRADITIONAL and "hans" not in lowered:
        tags = [*dict.fromkeys([*tags[:-1], "zh-Hant"])]
    return tuple(f"{tag}.po" for tag in tags)


def read_translations(path: Path, shown: str) -> bytes:
    """Read a `.po` file, and return its translations in gettext's binary format (`.mo`), without fuzzy ones.

    Args:
        path: the file.
        shown: the path of the file in problems.

    Raises ConfigError if the file is not valid, or a translation cannot be formatted as its msgid is.
    """
    import polib

    try:
        file = polib.pofile(str(path), encoding="utf-8")
        file.metadata["Content-Type"] = "text/plain; charset=UTF-8"
        content: bytes = file.to_binary()
        catalog = GNUTranslations(BytesIO(content))  # parses the rule of plural forms
        for number in range(_CHECKED_NUMBERS):
            catalog.ngettext("one", "many", number)
    except (OSError, ValueError, ArithmeticError) as error:
        message = f"cannot be read as a .po file: {error}; gettext's msgfmt --check tells more"
        raise ConfigError((Problem(path=shown, line=_line_of(error, path), message=message),)) from error
    problems = tuple(Problem(path=shown, line=line, message=message) for line, message in _wrong_placeholders(file))
    if problems:
        raise ConfigError(problems)
    return content


def _line_of(error: Exception, path: Path) -> int:
    """The line number of an error: the one in its text, or the line of a wrong rule of plural forms; 0 if unknown."""
    if match := _SYNTAX_ERROR.search(str(error)):
        return int(match[1])
    lines = path.read_bytes().splitlines() if path.is_file() else []
    is_rule = not isinstance(error, OSError | UnicodeError)
    return next((n for n, line in enumerate(lines, 1) if is_rule and b"Plural-Forms" in line), 0)


def _wrong_placeholders(file: Any) -> Iterator[tuple[int, str]]:
    """The line number and the message for each translation that has other placeholders than its msgid."""
    for entry in file.translated_entries():
        names = {f"%({name})s" for name in _PLACEHOLDER.findall(entry.msgid + entry.msgid_plural)}
        for text in (*entry.msgstr_plural.values(), entry.msgstr):
            if not {*_FORMAT.findall(text)} <= {*names, "%%"} or "%" in _FORMAT.sub("", text):
                known = ", ".join(sorted(names)) or "no placeholders"
                message = f'"{text}" has other placeholders than its msgid; it can have {known}, and %% for %'
                yield max(1, entry.linenum), message
