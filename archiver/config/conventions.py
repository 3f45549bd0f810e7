"""Other people's conventions: the `[[source]]` tables, which say how posts begin in files that nobody converted."""

import codecs
import fnmatch
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archiver.model import FRONT_MATTER_KEYS, BodyFormat
from archiver.values import Check, WrongValueError, nearest, one_of, table, text

GROUPS = frozenset({"id", "author", "date", "reply_to"})
"""The named groups that a post's heading may have."""
_NO_ENCODINGS = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"})
"""Codecs of Python that no file is written in; some take quadratic time."""
_RENAMABLE = FRONT_MATTER_KEYS - {"extra"}
"""The keys of our front matter that other files may have under other names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """How the files that a glob names are read. Patterns are regular expressions in which `^` and `$` mean lines."""

    glob: str
    """Matches the path below the content folder; `*` matches also `/`."""
    post: str
    """The heading of a post, on one line or several, with any of the groups `id author date reply_to`."""
    separator: str | None = None
    """What stands between posts and belongs to none."""
    title: str | None = None
    """The title, which is its first group, or all of it."""
    date_format: str | None = None
    """As strptime has it; None: ISO 8601."""
    format: str | None = None
    encoding: str | None = None
    """As Python calls it; None: UTF-8."""
    front_matter: tuple[tuple[str, str], ...] = ()
    """Our keys, and what these files call them."""


def convention_for(path: str, conventions: Iterable[Convention]) -> Convention | None:
    """The first convention whose glob matches a path below the content folder."""
    return next((c for c in conventions if matches(path, c.glob)), None)


def matches(path: str, glob: str) -> bool:
    """True if a glob names the path; case counts, and `*` matches also `/`.

    >>> matches("old/2019/a.md", "old/*.md"), matches("Old/a.md", "old/*.md")
    (True, False)
    """
    return fnmatch.fnmatchcase(path, glob)


def read_convention(value: object) -> tuple[Convention | None, list[tuple[str, str]]]:
    """A `[[source]]` table, or None; and what is wrong with its keys, each with its message."""
    settings: dict[str, object] = {}
    wrong: list[tuple[str, str]] = []
    for key, inner in table(value).items():
        if key not in _KEYS:
            wrong.append((key, f'there is no "{key}" in [[source]]; {nearest(key, set(_KEYS))}'))
            continue
        try:
            settings[key] = _KEYS[key](inner)
        except WrongValueError as error:
            wrong.append((key, f'"{key}" of [[source]] is not right; it takes {error}'))
    wrong += [(key, f'a [[source]] needs "{key}"; add it') for key in ("glob", "post") if key not in table(value)]
    return (None if wrong else Convention(**settings)), wrong  # type: ignore[arg-type]  # checked by _KEYS


def _pattern(value: object) -> str:
    try:
        re.compile(text(value), re.MULTILINE)
    except re.error as error:
        raise WrongValueError(f"a regular expression ({error})") from None
    return text(value)


def _post(value: object) -> str:
    groups = set(re.compile(_pattern(value), re.MULTILINE).groupindex)
    if unknown := sorted(groups - GROUPS):
        raise WrongValueError(f"the groups {', '.join(sorted(GROUPS))}, not {', '.join(unknown)}")
    return text(value)


def _encoding(value: object) -> str:
    """An encoding of text that takes time in proportion to its length, and cannot be made to run anything."""
    try:
        "".encode(text(value))
        name = codecs.lookup(text(value)).name
    except (LookupError, ValueError):
        name = ""
    if not name or name.replace("-", "_") in _NO_ENCODINGS:
        raise WrongValueError('an encoding, as "windows-1252", "big5" or "koi8-r"')
    return name


def _names(value: object) -> tuple[tuple[str, str], ...]:
    names = tuple(sorted((key, text(inner)) for key, inner in table(value).items()))
    if unknown := sorted({ours for ours, _ in names} - _RENAMABLE):
        raise WrongValueError(f"our keys with theirs, and we have no {unknown[0]}; {nearest(unknown[0], _RENAMABLE)}")
    return names


_KEYS: Mapping[str, Check] = {
    "glob": text,
    "post": _post,
    "separator": _pattern,
    "title": _pattern,
    "date_format": text,
    "format": one_of(*BodyFormat),
    "encoding": _encoding,
    "front_matter": _names,
}
