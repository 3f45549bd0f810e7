"""The keys of the front matter: how the value of each is parsed, and how plain scalars in it are taken.

`front_matter` makes str, tuple and dict of YAML's scalars, lists and mappings. Scalars stay text, so `title: 2024` and
`tags: [no]` mean what they say.
"""

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import NamedTuple

from archiver import urls
from archiver.model import BodyFormat, Moment
from archiver.parse.dates import parse_moment
from archiver.parse.yaml_scalars import ScalarKind
from archiver.values import Check, WrongValueError, check_language, check_web_address, one_of

Parse = Callable[[object, tzinfo], object]
"""Parses a value; dates without a zone are in the given one. Raises WrongValueError."""


class Key(NamedTuple):
    """How the value of a key is parsed, and the kind of its plain scalars."""

    parse: Parse
    scalar_kind: ScalarKind = ScalarKind.YAML


def _text(value: object, _zone: tzinfo) -> str | None:
    """A text with collapsed white space; None for an empty one."""
    if not isinstance(value, str):
        raise WrongValueError("text")
    return " ".join(value.split()) or None


def _texts(value: object, zone: tzinfo) -> tuple[str, ...]:
    """A list of texts, or texts with commas between them; without empty ones and repetitions."""
    if isinstance(value, str):
        parts = [" ".join(part.split()) for part in value.split(",")]
    elif isinstance(value, tuple):
        parts = [_text(inner, zone) or "" for inner in value]
    else:
        raise WrongValueError("a list, as [moon, funding]")
    return tuple(dict.fromkeys(part for part in parts if part))


def _flag(value: object, zone: tzinfo) -> bool:
    text = (_text(value, zone) or "").lower()
    if text not in {"true", "false", "yes", "no"}:
        raise WrongValueError("true or false")
    return text in {"true", "yes"}


def _checked(check: Check) -> Parse:
    """The parser of text that passes a check. YAML needs no quotation marks, so the examples in messages have none."""

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
    paths = [urls.alias_path(alias) for alias in _texts(value, zone)]
    if None in paths:
        raise WrongValueError("addresses without a query, as /t/991 or https://forum.example/t/991.html")
    return tuple(dict.fromkeys(path for path in paths if path))


def _moment(value: object, zone: tzinfo) -> Moment:
    moment = parse_moment(_text(value, zone) or "", zone)
    if moment is None:
        raise WrongValueError("an ISO 8601 date, as 2022-07-05 or 2022-07-05T14:03:00Z")
    return moment


def _table(value: object, _zone: tzinfo) -> dict[str, object]:
    if not isinstance(value, dict):
        raise WrongValueError("a table of keys and values")
    return value


KEYS: Mapping[str, Key] = {
    "title": Key(_text, ScalarKind.TEXT),
    "tags": Key(_texts, ScalarKind.NAMES),
    "lang": Key(_checked(check_language)),
    "dir": Key(_checked(one_of("ltr", "rtl", "auto"))),
    "source": Key(_checked(check_web_address)),
    "format": Key(_checked(_body_format)),
    "aliases": Key(_aliases),
    "draft": Key(_flag),
    "date": Key(_moment),
    "author": Key(_text, ScalarKind.NAME),
    "extra": Key(_table),
}
"""A row for each field of `FrontMatter`."""
