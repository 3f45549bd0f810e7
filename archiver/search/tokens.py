"""From text to the terms that are indexed and asked for, in every script.

Words are compared without case, compatibility forms and (in Latin, Greek, Cyrillic, Hebrew, Arabic) marks. Scripts
that are written without spaces give overlapping pairs of characters, so that a run of them is a phrase.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Myanmar, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"  # Kana, Han
    "\uac00-\ud7af\U00020000-\U0003ffff"  # Hangul, Han
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
_TOKEN = re.compile(rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}_])[\w{_MARKS}])+(?:[+#]+(?!\w))?")
_UNSPACED_RUN = re.compile(rf"[{_UNSPACED}]")
_SPECIAL = re.compile(r"[+#]|(?<!\w)\.\w")
_ASCII_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}
_LAST_FOLDED = 0x6FF  # scripts up to Arabic lose their marks; the marks of Indic scripts are vowels
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ـ": ""})


class Term(NamedTuple):
    """A term, and the characters of the text that it stands for."""

    text: str
    start: int
    end: int


def find_terms(text: str, *, for_index: bool = False) -> Iterator[Term]:
    """The terms of a text, in order. In the index a run of pairs ends in its last character alone, so that every
    character begins a term and can be asked for by itself.

    >>> [term.text for term in find_terms("Naïve C++ 数据库")]
    ['naive', 'c++', '数据', '据库']
    """
    for match in _TOKEN.finditer(text):
        word, start = match[0], match.start()
        if len(word) == 1 or not _UNSPACED_RUN.match(word):
            yield Term(fold(word), start, match.end())
        else:
            for i in range(len(word) - 1):
                yield Term(fold(word[i : i + 2]), start + i, start + i + 2)
            if for_index:
                yield Term(fold(word[-1]), match.end() - 1, match.end())


def has_unspaced(text: str) -> bool:
    """True if a text has words of a script that is indexed in pairs."""
    return not text.isascii() and _UNSPACED_RUN.search(text) is not None


def words_of(text: str) -> list[str]:
    """The words of a text that has none of these, as they are written."""
    if text.isascii() and "+" not in text and "#" not in text and not (" ." in text and _SPECIAL.search(text)):
        return text.translate(_ASCII_GAPS).split()
    return _TOKEN.findall(text)


def is_one_of_a_pair(term: str) -> bool:
    """True for a single character of a script that is indexed in pairs."""
    return len(term) == 1 and bool(_UNSPACED_RUN.match(term))


@lru_cache(maxsize=200_000)  # most words of an archive come again and again
def fold(word: str) -> str:
    """What a word is compared by.

    >>> fold("ÉCOLE"), fold("Straße"), fold("كِتَابٌ")
    ('ecole', 'strasse', 'كتاب')
    """
    folded = unicodedata.normalize("NFKC", word).casefold()
    if folded.isascii():
        return folded
    kept = []
    base = 0
    for char in unicodedata.normalize("NFD", folded):
        if unicodedata.category(char) != "Mn":
            base = ord(char)
        elif base <= _LAST_FOLDED:
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)
