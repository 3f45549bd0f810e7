"""Titles of a thread: where they stand, and whether one says all that another says."""

import re
import unicodedata
from typing import NamedTuple

from archiver.errors import Severity
from archiver.parse.posts import Lines

_WORD = re.compile(r"\w+")


class Title(NamedTuple):
    """A title, and the lines that it stands on: the first and the last, from 1."""

    text: str
    line: int
    last: int


def warn_of_lost_words(lines: Lines, title: Title, shown: Title) -> None:
    """A problem names a title that has words which the shown one has not."""
    if not says_all(shown.text, title.text):
        message = f"this title is not shown, but the other in line {shown.line}; keep one of them"
        lines.problem(title.line, message, Severity.WARNING)


def says_all(shown: str, other: str) -> bool:
    """True if a text has all the words of another; case, marks and spaces do not count, nor does a cut end.

    >>> says_all("C++11: what is new?", "c 11 what is n"), says_all("A belt", "belt!"), says_all("Belt", "A belt")
    (True, True, False)
    """
    if shown == other or _letters(shown).startswith(_letters(other)):
        return True
    return set(_words(other)) <= set(_words(shown))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text.casefold())))


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text.casefold()))
