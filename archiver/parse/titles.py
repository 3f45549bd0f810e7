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
    if shown.text.casefold() != title.text.casefold() and not Said(shown.text).has(title.text):
        message = f"this title is not shown, but the other in line {shown.line}; keep one of them"
        lines.problem(title.line, message, Severity.WARNING)


class Said:
    """A text, to ask whether it has all the words of others; case, marks and spaces do not count, nor does a cut end.

    >>> Said("C++11: what is new?").has("c 11 what is n"), Said("A belt").has("belt!"), Said("Belt").has("A belt")
    (True, True, False)
    """

    def __init__(self, text: str) -> None:
        self._folded = text.casefold()
        self._letters, self._words = _letters(self._folded), _words(self._folded)

    def has(self, text: str) -> bool:
        """True if it has all the words of `text`."""
        folded = text.casefold()
        return folded == self._folded or self._letters.startswith(_letters(folded)) or _words(folded) <= self._words


def _letters(folded: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", folded)))


def _words(folded: str) -> set[str]:
    return set(_WORD.findall(unicodedata.normalize("NFKC", folded)))
