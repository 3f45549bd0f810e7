"""Conventions of other people's files: the tables `[[source]]`, which tell how posts begin in sources not converted."""

import codecs
import fnmatch
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from archiver.model import FRONT_MATTER_KEYS, BodyFormat
from archiver.values import Check, WrongValueError, advise_nearest, check_table, check_text, one_of

GROUPS = frozenset({"id", "author", "date", "reply_to"})
"""The named groups that the pattern of a post's heading may have."""
_NO_ENCODINGS = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"})
"""Codecs of Python that no file is written in; some take quadratic time."""
_RENAMABLE = FRONT_MATTER_KEYS - {"extra"}
"""The keys of our front matter that other files may have under other names."""


def _pattern(value: object) -> str:
    """A regular expression."""
    try:
        re.compile(check_text(value), re.MULTILINE)
    except re.error as error:
        raise WrongValueError(f"a regular expression ({error})") from None
    return check_text(value)


def _post(value: object) -> str:
    """A regular expression with no other named groups than GROUPS."""
    groups = set(re.compile(_pattern(value), re.MULTILINE).groupindex)
    if unknown := sorted(groups - GROUPS):
        raise WrongValueError(f"the groups {', '.join(sorted(GROUPS))}, not {', '.join(unknown)}")
    return check_text(value)


def _encoding(value: object) -> str:
    """An encoding of text that takes time in proportion to its length, and cannot be made to run anything."""
    try:
        "".encode(check_text(value))
        name = codecs.lookup(check_text(value)).name
    except (LookupError, ValueError):
        name = ""
    if not name or name.replace("-", "_") in _NO_ENCODINGS:
        raise WrongValueError('an encoding, as "windows-1252", "big5" or "koi8-r"')
    return name


def _names(value: object) -> tuple[tuple[str, str], ...]:
    """A table of our keys of the front matter with the names that other files have for them, as sorted pairs."""
    names = tuple(sorted((key, check_text(inner)) for key, inner in check_table(value).items()))
    if unknown := sorted({ours for ours, _ in names} - _RENAMABLE):
        raise WrongValueError(
            f"our keys with theirs, and we have no {unknown[0]}; {advise_nearest(unknown[0], _RENAMABLE)}"
        )
    return names


def _checked(check: Check) -> dict[str, Check]:
    return {"check": check}


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """A table `[[source]]`: how the files that a glob matches are read.

    Patterns are regular expressions in which `^` and `$` match at the ends of lines. A field is a key of the table,
    and its metadata has the check of the key's value.
    """

    glob: str = field(metadata=_checked(check_text))
    """Matches the path below the content folder; `*` matches also `/`."""
    post: str = field(metadata=_checked(_post))
    """The heading of a post, on one line or several, with any of the groups `id author date reply_to`."""
    separator: str | None = field(default=None, metadata=_checked(_pattern))
    """Lines between two posts that belong to neither."""
    title: str | None = field(default=None, metadata=_checked(_pattern))
    """The title: the first group of the pattern, or all that it matches."""
    date_format: str | None = field(default=None, metadata=_checked(check_text))
    """The format of dates, in the directives of `datetime.strptime`; None for ISO 8601."""
    format: str | None = field(default=None, metadata=_checked(one_of(*BodyFormat)))
    """The `BodyFormat` of posts; None for the default."""
    encoding: str | None = field(default=None, metadata=_checked(_encoding))
    """The encoding of the files, by its name in Python; None for UTF-8."""
    front_matter: tuple[tuple[str, str], ...] = field(default=(), metadata=_checked(_names))
    """Pairs of our keys of the front matter and the names that these files have for them."""


CONVENTION_KEYS: Mapping[str, Check] = {field.name: field.metadata["check"] for field in fields(Convention)}
_NEEDED = ("glob", "post")


def convention_for(path: str, conventions: Iterable[Convention]) -> Convention | None:
    """The first convention whose glob matches a path below the content folder."""
    return next((c for c in conventions if matches(path, c.glob)), None)


def matches(path: str, glob: str) -> bool:
    """True if a glob matches the whole path; case counts, and `*` matches also `/`.

    >>> matches("old/2019/a.md", "old/*.md"), matches("Old/a.md", "old/*.md")
    (True, False)
    """
    return fnmatch.fnmatchcase(path, glob)


def check_convention(value: object) -> tuple[Convention | None, list[tuple[str, str]]]:
    """The convention of a table `[[source]]`, None if anything is wrong in it; and for each wrong key a message.

    Raises WrongValueError if `value` is no table.
    """
    settings: dict[str, object] = {}
    wrong: list[tuple[str, str]] = []
    for key, inner in check_table(value).items():
        if key not in CONVENTION_KEYS:
            wrong.append((key, f'there is no "{key}" in [[source]]; {advise_nearest(key, set(CONVENTION_KEYS))}'))
            continue
        try:
            settings[key] = CONVENTION_KEYS[key](inner)
        except WrongValueError as error:
            wrong.append((key, f'"{key}" of [[source]] is not right; it takes {error}'))
    wrong += [(key, f'a [[source]] needs "{key}"; add it') for key in _NEEDED if key not in check_table(value)]
    return (None if wrong else Convention(**settings)), wrong  # type: ignore[arg-type]  # checked by _KEYS
