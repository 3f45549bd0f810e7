"""Checks of values that users write: settings in TOML, front matter in YAML, tables of themes.

A check takes a value as its file format gives it, and returns the value as the program uses it. It raises
WrongValueError, whose text completes the sentence "it takes …", with examples in double quotes as TOML writes them.
"""

import re
from collections.abc import Callable, Collection, Mapping
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Check = Callable[[object], object]
"""Returns the value as the program uses it. Raises WrongValueError."""

_LARGEST_COUNT = 10_000
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_THEME_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f]+", re.IGNORECASE)


class WrongValueError(ValueError):
    """A value that a check refuses; its text says what a right value is."""


def check_text(value: object) -> str:
    """A string, unchanged."""
    if not isinstance(value, str):
        raise WrongValueError("text in quotation marks")
    return value


def check_texts(value: object) -> tuple[str, ...]:
    """A list of strings."""
    if not isinstance(value, list):
        raise WrongValueError('a list of texts, as ["a", "b"]')
    return tuple(map(check_text, value))


def check_flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise WrongValueError("true or false")
    return value


def check_count(value: object) -> int:
    """A whole number of entries on a page, from 1 to 10,000."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _LARGEST_COUNT:
        raise WrongValueError(f"a whole number from 1 to {_LARGEST_COUNT}")
    return value


def check_table(value: object) -> Mapping[str, object]:
    """A table of keys and values, unchecked inside."""
    if not isinstance(value, dict):
        raise WrongValueError("a table")
    return value


def one_of(*known: str) -> Callable[[object], str]:
    """The check that a value is one of `known`."""

    def check(value: object) -> str:
        if check_text(value) not in known:
            raise WrongValueError(" or ".join(f'"{name}"' for name in known))
        return check_text(value)

    return check


def check_language(value: object) -> str:
    """A language tag as BCP 47 has it."""
    if not is_language_tag(check_text(value)):
        raise WrongValueError('a language tag, as "en" or "pt-BR"')
    return check_text(value)


def check_time_zone(value: object) -> str:
    """The name of a time zone in the IANA database."""
    try:
        return ZoneInfo(check_text(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongValueError('a time zone, as "UTC" or "Europe/Berlin"') from None


def check_site_address(value: object) -> str:
    """The http or https address of a site, which comes out with one slash at its end."""
    parts = urlsplit(check_text(value))
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise WrongValueError('the address of the site, as "https://archive.example/"')
    return check_text(value).rstrip("/") + "/"


def check_web_address(value: object) -> str:
    """The http or https address of any page."""
    if not is_web_address(check_text(value)):
        raise WrongValueError("an http or https address")
    return check_text(value)


def check_folder(value: object) -> str:
    """The name of a folder; that it lies in the project is not checked here."""
    if not check_text(value).strip():
        raise WrongValueError("the name of a folder")
    return check_text(value)


def check_theme_name(value: object) -> str:
    """The name of a theme's folder."""
    if not is_theme_name(check_text(value)):
        raise WrongValueError("the name of a theme: a-z, 0-9, - and _")
    return check_text(value)


def is_language_tag(text: str) -> bool:
    """True for a text that HTML takes as the value of `lang`: `en`, `pt-BR`."""
    return _LANGUAGE_TAG.fullmatch(text) is not None


def is_theme_name(name: str) -> bool:
    """True for a name that a theme's folder may have; no such name leads out of the folder of themes."""
    return _THEME_NAME.fullmatch(name) is not None


def is_web_address(text: str) -> bool:
    """True for an absolute http or https URL without white space or control characters."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def advise_nearest(name: str, known: Collection[str]) -> str:
    """A hint for an unknown name: the most similar of the `known` ones, or else the list of them.

    >>> advise_nearest("titel", {"title", "tags"})
    'did you mean "title"?'
    """
    import difflib  # takes milliseconds, and is needed only for a name that is wrong

    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f'did you mean "{close[0]}"?' if close else f"known are: {', '.join(sorted(known))}"
