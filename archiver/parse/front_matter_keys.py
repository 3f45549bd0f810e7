"""The keys of the front matter: how the value of each is parsed, and whether plain scalars in it are quoted.

A value is a str, tuple or dict, which `front_matter` makes of YAML's scalars, lists and mappings. No scalar becomes a
number, date or bool: `title: 2024` is the text "2024", and `tags: [no]` is the tag "no".
"""

import re
from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import NamedTuple

from archiver import urls
from archiver.model import BodyFormat, Moment
from archiver.parse.dates import parse_moment
from archiver.parse.yaml_scalars import ScalarKind
from archiver.values import Check, WrongValueError, check_language, check_web_address, one_of

_COUNT = re.compile(r"[0-9]{1,15}")

Parse = Callable[[object, tzinfo], object]
"""Parses the value of a key. Arguments: the value; the time zone of dates that name none. Raises WrongValueError,
whose text completes the sentence "it takes …"."""


class Key(NamedTuple):
    """How the value of a key is parsed, and the kind of its plain scalars."""

    parse: Parse
    scalar_kind: ScalarKind = ScalarKind.YAML


def _text(value: object, _zone: tzinfo) -> str | None:
    """A text with single spaces between its words; None for "". Raises WrongValueError for a list or table."""
    if not isinstance(value, str):
        raise WrongValueError("text")
    return " ".join(value.split()) or None


def _texts(value: object, zone: tzinfo) -> tuple[str, ...]:
    """The texts of a list, or of one text with commas between them, without empty and repeated ones.

    Raises WrongValueError for a table, or a list in which one is.
    """
    if isinstance(value, str):
        parts = [" ".join(part.split()) for part in value.split(",")]
    elif isinstance(value, tuple):
        parts = [_text(inner, zone) or "" for inner in value]
    else:
        raise WrongValueError("a list, as [moon, funding]")
    return tuple(dict.fromkeys(part for part in parts if part))


def _flag(value: object, zone: tzinfo) -> bool:
    """True for `true` or `yes`, in any case. Raises WrongValueError unless it is one of them, `false` or `no`."""
    text = (_text(value, zone) or "").lower()
    if text not in {"true", "false", "yes", "no"}:
        raise WrongValueError("true or false")
    return text in {"true", "yes"}


def _count(value: object, zone: tzinfo) -> int:
    """A whole number, at least 0. Raises WrongValueError for anything else."""
    text = _text(value, zone) or ""
    if not _COUNT.fullmatch(text):
        raise WrongValueError("a whole number")
    return int(text)


def _checked(check: Check) -> Parse:
    """A parser of text that applies a check of `archiver.values`.

    The text of its WrongValueError has no quotation marks around examples: TOML needs them, YAML does not.
    """

    def parse(value: object, zone: tzinfo) -> object:
        text = _text(value, zone) or ""
        try:
            return check(text)
        except WrongValueError as error:
            raise WrongValueError(str(error).replace('"', "")) from None

    return parse


def _body_format(value: object) -> BodyFormat:
    return BodyFormat(one_of(*BodyFormat)(value))


def _aliases(value: object, zone: tzinfo) -> tuple[str, ...]:
    """Former addresses as paths of files in the output folder. Raises WrongValueError if one can be none."""
    paths = [urls.alias_path(alias) for alias in _texts(value, zone)]
    if None in paths:
        raise WrongValueError(
            "addresses with a path, as /t/991, /viewtopic.php?t=991 or https://forum.example/t/991.html"
        )
    return tuple(dict.fromkeys(path for path in paths if path))


def _moment(value: object, zone: tzinfo) -> Moment:
    """An ISO 8601 date; `zone` is the time zone if it names none. Raises WrongValueError for other text."""
    moment = parse_moment(_text(value, zone) or "", zone)
    if moment is None:
        raise WrongValueError("an ISO 8601 date, as 2022-07-05 or 2022-07-05T14:03:00Z")
    return moment


def _table(value: object, _zone: tzinfo) -> dict[str, object]:
    """A table, unchanged. Raises WrongValueError for text or a list."""
    if not isinstance(value, dict):
        raise WrongValueError("a table of keys and values")
    return value


KEYS: Mapping[str, Key] = {
    "title": Key(_text, ScalarKind.TEXT),
    "id": Key(_text, ScalarKind.TEXT),
    "tags": Key(_texts, ScalarKind.NAMES),
    "lang": Key(_checked(check_language)),
    "dir": Key(_checked(one_of("ltr", "rtl", "auto"))),
    "source": Key(_checked(check_web_address)),
    "format": Key(_checked(_body_format)),
    "breaks": Key(_flag),
    "aliases": Key(_aliases),
    "draft": Key(_flag),
    "date": Key(_moment),
    "author": Key(_text, ScalarKind.NAME),
    "closed": Key(_flag),
    "pinned": Key(_flag),
    "solved": Key(_flag),
    "views": Key(_count),
    "extra": Key(_table),
}
"""How the value of each key is parsed, by its name: a row for each field of `FrontMatter`."""
