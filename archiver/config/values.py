"""The values of a TOML file: each checked by a function that gives it back, or says what it should have been."""

import re
from collections.abc import Callable, Collection, Mapping
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Check = Callable[[object], object]
"""Gives the value back as the program uses it. Raises WrongValueError."""


class WrongValueError(ValueError):
    """What a value should have been."""


def text(value: object) -> str:
    """Text."""
    if not isinstance(value, str):
        raise WrongValueError("text in quotation marks")
    return value


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise WrongValueError("true or false")
    return value


def count(value: object) -> int:
    """A whole number that a page can show."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 10_000:
        raise WrongValueError("a whole number from 1 to 10000")
    return value


def address(value: object) -> str:
    """The address of a site, with a slash at its end."""
    parts = urlsplit(text(value))
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise WrongValueError('the address of the site, as "https://archive.example/"')
    return text(value).rstrip("/") + "/"


def zone(value: object) -> str:
    """The name of a time zone."""
    try:
        return ZoneInfo(text(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongValueError('a time zone, as "UTC" or "Europe/Berlin"') from None


def name(value: object) -> str:
    """A theme's name."""
    if not is_theme_name(text(value)):
        raise WrongValueError("the name of a theme: a-z, 0-9, - and _")
    return text(value)


def language(value: object) -> str:
    """A language tag."""
    if not is_language_tag(text(value)):
        raise WrongValueError('a language tag, as "en" or "pt-BR"')
    return text(value)


def folder(value: object) -> str:
    """The name of a folder."""
    if not text(value).strip():
        raise WrongValueError("the name of a folder")
    return text(value)


def table(value: object) -> Mapping[str, object]:
    """A table."""
    if not isinstance(value, dict):
        raise WrongValueError("a table")
    return value


def texts(value: object) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list):
        raise WrongValueError('a list of texts, as ["a", "b"]')
    return tuple(map(text, value))


def one_of(*known: str) -> Check:
    """The check that a value is one of these."""

    def check(value: object) -> str:
        if text(value) not in known:
            raise WrongValueError(" or ".join(f'"{name}"' for name in known))
        return text(value)

    return check


def is_language_tag(text: str) -> bool:
    """True for what HTML takes in `lang`: `en`, `pt-BR`."""
    return re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", text) is not None


def is_theme_name(name: str) -> bool:
    """True for what a theme's folder may be called; no name leads out of the folder of themes."""
    return re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name) is not None


def nearest(name: str, known: Collection[str]) -> str:
    """A hint that names the known key nearest to an unknown one, or lists all.

    >>> nearest("titel", {"title", "tags"})
    'did you mean "title"?'
    """
    import difflib  # only for a word that is wrong

    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f'did you mean "{close[0]}"?' if close else f"known are: {', '.join(sorted(known))}"
