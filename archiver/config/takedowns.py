"""Reads and writes `takedowns.toml`: what is not to be published any more. The file is meant to be committed."""

import secrets
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from archiver.config.keyed_tables import KEY_BYTES, KeyedTablesFile
from archiver.config.toml_file import find_key_lines
from archiver.errors import Problem
from archiver.files import replace_bytes
from archiver.identity import Takedown, Takedowns
from archiver.identity.takedowns import is_digest, to_toml
from archiver.values import WrongValueError, check_count, check_flag, check_text

TAKEDOWNS_NAME = "takedowns.toml"
"""The name of the file, which is beside `archiver.toml`."""
_TABLE = "takedown"
_INTRODUCTION = """\
# What is not to be published any more: `archiver takedown --help`. Commit this file.
"""


def _check_date(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise WrongValueError("a day, as 2026-11-30") from None


def _check_slug(value: object) -> str:
    return check_text(value).strip("/")


def _check_digest(value: object) -> str:
    if isinstance(value, str) and is_digest(value):
        return value
    raise WrongValueError("what `archiver takedown --words` writes")


def _check_key(value: object) -> str:
    try:
        return bytes.fromhex(check_text(value)).hex()
    except ValueError:
        raise WrongValueError("hexadecimal digits") from None


_CHECKS: Mapping[str, Callable[[object], object]] = {
    "thread": _check_slug,
    "post": check_text,
    "author": check_text,
    "words": _check_digest,
    "count": check_count,
    "date": _check_date,
    "reason": check_text,
    "until": _check_date,
    "anonymize": check_flag,
    "purged": check_flag,
}


def _find_fault(values: Mapping[str, object], key: str) -> str:
    if sum(name in values for name in ("thread", "author", "words")) != 1:
        return "an entry names one: a thread, an author or words; make more entries of it"
    if "post" in values and "thread" not in values:
        return "a post is one of a thread; name it, too"
    if "date" not in values:
        return "it has no date; write the day of the takedown, as date = 2026-11-30"
    if "words" in values and not ("count" in values and key):
        return "words want their count, and the file a key; let `archiver takedown --words` write them"
    if "words" in values and values.get("anonymize"):
        return "words have no author; remove anonymize"
    return ""


def read_takedowns(root: Path) -> tuple[Takedowns, list[Problem]]:
    """The entries of the file in the folder `root`, none if there is no such file, and its problems.

    Raises ConfigError if it is no TOML.
    """
    file = KeyedTablesFile(TAKEDOWNS_NAME, _TABLE, _check_key, _CHECKS, _find_fault)
    key, tables, problems = file.read(root)
    entries = [Takedown(**values, line=line) for values, line in tables]  # type: ignore[arg-type]  # see _CHECKS
    return Takedowns(key=key, entries=tuple(entries)), problems


def add_takedown(root: Path, takedowns: Takedowns, entry: Takedown) -> None:
    """Write an entry at the end of the file in the folder `root`, which is made if it is missing. Raises OSError.

    `takedowns` is what the file has, but for a new key, which is written at its beginning.
    """
    path = root / TAKEDOWNS_NAME
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else _INTRODUCTION
    if takedowns.key and not _has_key(text):
        text = f'key = "{takedowns.key}"\n{text}' if path.is_file() else f'{text}key = "{takedowns.key}"\n'
    replace_bytes(path, f"{text.rstrip()}\n\n{to_toml(entry)}".encode())


def lift_takedowns(root: Path, lines: set[int]) -> None:
    """Remove the entries that begin at some lines of the file in the folder `root`. Raises OSError."""
    path = root / TAKEDOWNS_NAME
    rows = path.read_text(encoding="utf-8-sig").split("\n")
    kept, is_lifted = list[str](), False
    for number, row in enumerate(rows, 1):
        if row.lstrip().startswith("["):
            is_lifted = number in lines
        if not is_lifted:
            kept.append(row)
    text = "\n".join(kept).rstrip()
    replace_bytes(path, f"{text}\n".encode())


def mark_purged(root: Path, lines: set[int]) -> None:
    """Say of the entries that begin at some lines of the file in the folder `root` that sources have them no more.

    Raises OSError.
    """
    path = root / TAKEDOWNS_NAME
    rows = path.read_text(encoding="utf-8-sig").split("\n")
    marked = (f"{row}\npurged = true" if number in lines else row for number, row in enumerate(rows, 1))
    replace_bytes(path, "\n".join(marked).encode())


def new_key() -> str:
    """A random key for digests, in hexadecimal digits."""
    return secrets.token_hex(KEY_BYTES)


def _has_key(text: str) -> bool:
    return "key" in find_key_lines(text)
