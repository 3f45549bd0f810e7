"""Titles found in a source, and whether one title has all words of another."""

import re
import unicodedata
from typing import NamedTuple

from archiver.errors import Severity
from archiver.parse.source_lines import SourceLines

_WORD = re.compile(r"\w+")


class Title(NamedTuple):
    """A title in a source."""

    text: str
    line: int
    """The number of its first line, from 1."""
    last: int
    """The number of its last line."""


def parse_title(line: str) -> str | None:
    """The text of an ATX heading of level 1 (CommonMark 4.2), without closing hashes; None for any other line.

    >>> parse_title("# Who pays? ##"), parse_title("# C#"), parse_title("#1")
    ('Who pays?', 'C#', None)
    """
    if not line.startswith(("# ", "#\t")):
        return None
    text = line[1:].strip(" \t")
    bare = text.rstrip("#")
    return bare.rstrip(" \t") if bare == "" or bare.endswith((" ", "\t")) else text


def warn_of_hidden_words(lines: SourceLines, title: Title, shown: Title) -> None:
    """Add a warning to `lines` if `title`, which no page shows, has words that the title `shown` lacks."""
    if shown.text.casefold() != title.text.casefold() and not TitleWords(shown.text).contains(title.text):
        message = f"this title is not shown, but the other in line {shown.line}; keep one of them"
        lines.problem(title.line, message, Severity.WARNING)


class TitleWords:
    """The words of a title, for comparison with other texts, without case, punctuation and spaces.

    >>> TitleWords("C++11: what is new?").contains("c 11 what is n"), TitleWords("A belt").contains("belt!")
    (True, True)
    >>> TitleWords("Belt").contains("A belt")
    False
    """

    def __init__(self, title: str) -> None:
        self._folded = title.casefold()
        self._letters, self._words = _letters(self._folded), _words(self._folded)

    def contains(self, text: str) -> bool:
        """True if the title has all words of `text`, or starts with all of it; its last word may be cut."""
        folded = text.casefold()
        return folded == self._folded or self._letters.startswith(_letters(folded)) or _words(folded) <= self._words


def _letters(folded: str) -> str:
    """The letters and digits, without accents (Unicode NFKD)."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", folded)))


def _words(folded: str) -> set[str]:
    return set(_WORD.findall(unicodedata.normalize("NFKC", folded)))
