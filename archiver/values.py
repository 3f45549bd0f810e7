"""Checks of values that users write: settings in TOML, front matter in YAML, tables of themes.

A check takes a value as the parser of the file returns it, and returns the value as the program uses it. It raises
WrongValueError, whose text completes the sentence "it takes …", with examples in double quotes as TOML writes them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Check = Callable[[object], object]
"""Takes a value as the parser of the file returns it; returns it as the program uses it. Raises WrongValueError."""

_LARGEST_COUNT = 10_000
_LONGEST_NAME = 200  # characters that are compared with known names
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_THEME_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
DATE_DIRECTIVES: Mapping[str, str] = {
    "%d": "%(day)02d",
    "%-d": "%(day)d",
    "%m": "%(number)02d",
    "%-m": "%(number)d",
    "%B": "%(month)s",
    "%Y": "%(year)04d",
    "%%": "%%",
}
"""The directives of `strftime` for days, with what they are in a pattern: `number` and `month` are those of the month,
which has its name in the language of the site.
"""
_DIRECTIVE = re.compile("%-?.?", re.DOTALL)


class WrongValueError(ValueError):
    """A value is wrong. The text of the error completes the sentence "it takes …"."""


def check_text(value: object) -> str:
    """Check that a value is a string, and return it unchanged."""
    if not isinstance(value, str):
        raise WrongValueError("text in quotation marks")
    return value


def check_texts(value: object) -> tuple[str, ...]:
    """Check that a value is a list of strings, and return them as a tuple."""
    if not isinstance(value, list):
        raise WrongValueError('a list of texts, as ["a", "b"]')
    return tuple(map(check_text, value))


def check_flag(value: object) -> bool:
    """Check that a value is true or false."""
    if not isinstance(value, bool):
        raise WrongValueError("true or false")
    return value


def check_count(value: object) -> int:
    """Check that a value is a number of entries on a page: a whole number from 1 to 10,000."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _LARGEST_COUNT:
        raise WrongValueError(f"a whole number from 1 to {_LARGEST_COUNT}")
    return value


def check_table(value: object) -> Mapping[str, object]:
    """Check that a value is a table. Its keys and values are not checked."""
    if not isinstance(value, dict):
        raise WrongValueError("a table")
    return value


def one_of(*known: str) -> Callable[[object], str]:
    """Make a check that a value is one of the texts `known`."""

    def check(value: object) -> str:
        if check_text(value) not in known:
            raise WrongValueError(" or ".join(f'"{name}"' for name in known))
        return check_text(value)

    return check


def check_language(value: object) -> str:
    """Check that a value is a language tag (BCP 47)."""
    if not is_language_tag(check_text(value)):
        raise WrongValueError('a language tag, as "en" or "pt-BR"')
    return check_text(value)


def check_time_zone(value: object) -> str:
    """Check that a value is the name of a time zone in the IANA database."""
    try:
        return ZoneInfo(check_text(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongValueError('a time zone, as "UTC" or "Europe/Berlin"') from None


def check_date_format(value: object) -> str:
    """Check that a value is a format of days: text with `DATE_DIRECTIVES`, and no other ones."""
    wrong = [directive for directive in _DIRECTIVE.findall(check_text(value)) if directive not in DATE_DIRECTIVES]
    if wrong:
        raise WrongValueError(f'a format of {", ".join(DATE_DIRECTIVES)}, as "%d.%m.%Y", not "{wrong[0]}"')
    return check_text(value)


def date_pattern(date_format: str) -> str:
    """A format of days as a pattern for the operator `%` and a dict of `day`, `number`, `month` and `year`.

    >>> date_pattern("%-d. %B %Y")
    '%(day)d. %(month)s %(year)04d'
    """
    return _DIRECTIVE.sub(lambda directive: DATE_DIRECTIVES[directive[0]], date_format)


def check_site_address(value: object) -> str:
    """Check that a value is an absolute http or https URL without query and fragment.

    Returns it with exactly one slash at its end, so that paths can be appended.
    """
    parts = urlsplit(check_text(value))
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise WrongValueError('the address of the site, as "https://archive.example/"')
    return check_text(value).rstrip("/") + "/"


def check_web_address(value: object) -> str:
    """Check that a value is an absolute http or https URL of any page."""
    if not is_web_address(check_text(value)):
        raise WrongValueError("an http or https address")
    return check_text(value)


def check_folder(value: object) -> str:
    """Check that a value is the path of a folder. Whether it is inside the project is checked by `config.file`."""
    if not check_text(value).strip():
        raise WrongValueError("the name of a folder")
    return check_text(value)


def check_theme_name(value: object) -> str:
    """Check that a value can be the name of a theme's folder. Whether the theme exists is not checked."""
    if not is_theme_name(check_text(value)):
        raise WrongValueError("the name of a theme: a-z, 0-9, - and _")
    return check_text(value)


def is_language_tag(text: str) -> bool:
    """True for a text that HTML allows as the value of the attribute `lang`: `en`, `pt-BR`."""
    return _LANGUAGE_TAG.fullmatch(text) is not None


def is_theme_name(name: str) -> bool:
    """True for a name that a theme's folder can have. Such a name cannot lead out of the folder of themes."""
    return _THEME_NAME.fullmatch(name) is not None


def is_web_address(text: str) -> bool:
    """True for an absolute http or https URL without white space or control characters."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def advise_nearest(name: str, known: Collection[str]) -> str:
    """A hint for a message about an unknown name: the most similar known name, or else a list of all known names.

    >>> advise_nearest("titel", {"title", "tags"})
    'did you mean "title"?'
    """
    nearest = find_nearest(name, known)
    return f"known are: {', '.join(sorted(known))}" if nearest is None else f'did you mean "{nearest}"?'


def find_nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most similar to a name, by Python's difflib; None if none is similar.

    >>> find_nearest("titel", {"title", "tags"})
    'title'
    """
    import difflib  # takes milliseconds, and is needed only for a name that is wrong

    close = difflib.get_close_matches(name[:_LONGEST_NAME], sorted(known), n=1)
    return close[0] if close else None
