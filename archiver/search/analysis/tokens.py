"""Splits texts of all scripts into the terms that are indexed and searched.

A term is a word or an emoji without case, compatibility forms (Unicode's NFKC), skin tones and, in Latin, Greek,
Cyrillic, Hebrew and Arabic, marks. Scripts that are written without spaces give overlapping pairs of characters, so
that a run of characters is found as a phrase. Names in code have their parts as further terms.
`client/search/tokens.js` of the default theme finds the same terms.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import NamedTuple

from archiver.search.analysis.characters import (
    MARKS,
    MARKS_BEYOND,
    PICTURES,
    SKIN_TONES,
    UNSEEN,
    UNSPACED,
    is_unspaced,
)
from archiver.search.analysis.identifiers import joined_words, part_spans

_BEYOND = "\U00010000-\U0010ffff"
_ASCII = "[a-zA-Z0-9]++"
_LETTER = rf"[^\W_{UNSPACED}]"
_MARK = f"(?:[{MARKS}{UNSEEN}]|(?=[{_BEYOND}])[{MARKS_BEYOND}])"
_SIGNS = rf"(?:\+\+(?=\d)|[+#＋＃]++(?![^\W{UNSPACED}]))?"
"""The signs that end c++ and c#, also within c++17; not the signs of a+b and page#p1."""
_TOKEN = re.compile(
    rf"{_ASCII}(?=[\s,.?!)])"  # a fast path for most words, which saves a third of the time
    rf"|(?:\.(?<![^\s\ufeff(\[{{<\"'`“‘]\.)(?!\d))?"  # the dot of .net
    rf"(?:{_ASCII}|{_LETTER}++)(?>(?:{_ASCII}|{_LETTER}++|{_MARK})*){_SIGNS}"
    rf"|[{UNSPACED}][{UNSPACED}{UNSEEN}]*|{PICTURES}"
)
_find_unspaced = re.compile(f"[{UNSPACED}]").search
_find_dotted = re.compile(r"\.(?<!\w\.)[^\W\d_]").search
_find_special = re.compile(f"[+#＋＃{MARKS}{UNSEEN}{_BEYOND}\u2318-\u2b55]").search
_find_letters = re.compile(r"[^\W_]+").findall
_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}
_ATTACHED = f"[\u1160-\u11ff\ud7b0-\ud7ff\u3099\u309a\uff9e\uff9f{UNSEEN}]"
"""Characters that join the character before them: parts of Hangul syllables, sound marks of Kana."""
_find_attached = re.compile(_ATTACHED).search
_CLUSTER = re.compile(f".{_ATTACHED}*")
_remove_skin_tones = re.compile(f"[{SKIN_TONES}]+").sub
_remove_unseen = re.compile(f"[{UNSEEN}]+").sub
_LAST_FOLDED = 0x6FF  # scripts up to Arabic lose their marks; in Indic scripts marks are vowels
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ـ": ""})


class Term(NamedTuple):
    """A term, and where it is in the text: the characters start <= i < end."""

    text: str
    start: int
    end: int
    is_extra: bool = False
    """True for a part of the word before it, and for that word and those after it as one; both have its position."""

    def written_in(self, text: str) -> str:
        """The word as written in the text in which the term was found."""
        return text[self.start : self.end].replace("_", "")


def find_terms(text: str, *, for_index: bool = False) -> Iterator[Term]:
    """The terms of a text, in order.

    With `for_index`, a run of pairs of characters is followed by its last character alone, so that every character
    begins a term and can be searched by itself; and names in code are followed by their parts.

    >>> [term.text for term in find_terms("Naïve C++ in .NET: 数据库")]
    ['naive', 'c++', 'in', '.net', '数据', '据库']
    """
    joined = joined_words(text) if for_index else {}
    for match in _TOKEN.finditer(text):
        word, start = match[0], match.start()
        if word.isascii() or not is_unspaced(word):
            yield Term(fold(word), start, match.end())
            if start in joined:
                name, end = joined[start]
                yield Term(fold(name), start, end, is_extra=True)
            for begin, end in part_spans(word) if for_index else ():
                yield Term(fold(word[begin:end]), start + begin, start + end, is_extra=True)
        elif unicodedata.is_normalized("NFKC", word) and not _find_attached(word):
            for i in range(len(word) - 1):
                yield Term(fold(word[i : i + 2]), start + i, start + i + 2)
            if for_index or len(word) == 1:
                yield Term(fold(word[-1]), match.end() - 1, match.end())
        else:
            yield from _find_pairs(word, start, for_index=for_index)


def _find_pairs(run: str, start: int, *, for_index: bool) -> Iterator[Term]:
    """The terms of a run of characters that has compatibility forms or decomposed characters.

    Args:
        run: The characters, of scripts that are written without spaces.
        start: The index of the run in its text.
        for_index: True adds the last character alone at the end.
    """
    chars: list[tuple[str, int, int]] = []
    for cluster in _CLUSTER.findall(run) if _find_attached(run) else run:
        end = start + len(cluster)
        chars += [(char, start, end) for char in _compatible_cluster(cluster)]
        start = end
    for (char, start, _), (following, _, end) in pairwise(chars):
        yield Term(fold(char + following), start, end)
    if for_index or len(chars) == 1:
        char, start, end = chars[-1]
        yield Term(fold(char), start, end)


def has_unspaced(text: str) -> bool:
    """True if a text has characters of a script that is indexed in pairs of characters."""
    return not text.isascii() and _find_unspaced(text) is not None


def split_words(text: str) -> list[str]:
    """The words of a text as written, faster than by `find_terms`, which finds the terms of these words.

    The text must not have characters of scripts that are indexed in pairs (see `has_unspaced`).

    >>> split_words("It's C++, not plain."), split_words("It's not plain.")
    (['It', 's', 'C++', 'not', 'plain'], ['It', 's', 'not', 'plain'])
    """
    is_dotted = "." in text and _find_dotted(text)
    if not text.isascii():
        return _TOKEN.findall(text) if is_dotted or _find_special(text) else _find_letters(text)
    if is_dotted or "+" in text or "#" in text:
        return _TOKEN.findall(text)
    return text.translate(_GAPS).split()  # ten times as fast as the regular expression


def words_and_positions(text: str) -> tuple[list[str], list[int]]:
    """The words and pairs of characters of a text as written, and their positions in the text, counted in words.

    These are the words whose terms `find_terms(text, for_index=True)` finds, but for names in code. The last character
    of a run has the position of the last pair.

    >>> words_and_positions("Zwei 数据库, 2")
    (['Zwei', '数据', '据库', '库', '2'], [0, 1, 2, 2, 3])
    """
    words: list[str] = []
    positions: list[int] = []
    position = 0
    for word in _TOKEN.findall(text):
        if word.isascii() or not is_unspaced(word):
            pairs = [word]
        elif unicodedata.is_normalized("NFKC", word) and not _find_attached(word):
            pairs = [*map(add, word, word[1:]), word[-1]]
        else:
            pairs = [term.text for term in _find_pairs(word, 0, for_index=True)]
        words += pairs
        end = position + (len(pairs) - 1 or 1)
        positions += range(position, end)
        if len(pairs) > 1:
            positions.append(end - 1)
        position = end
    return words, positions


def is_one_of_a_pair(term: str) -> bool:
    """True if a term is a single character of a script that is indexed in pairs of characters."""
    return len(term) == 1 and bool(is_unspaced(term))


@lru_cache(maxsize=16_384)  # the writer of an index has a cache of its own
def fold(word: str) -> str:
    """The term of a word: the word without case, compatibility forms and marks.

    >>> fold("ÉCOLE"), fold("Straße"), fold("كِتَابٌ")
    ('ecole', 'strasse', 'كتاب')
    """
    folded = casefold(word)
    if folded.isascii():
        return folded
    chars = []
    last = "\uffff"  # marks without a letter stay
    for char in unicodedata.normalize("NFD", _remove_skin_tones("", folded)):
        if unicodedata.category(char) not in {"Mn", "Me"}:
            last = char
        elif ord(last) <= _LAST_FOLDED:
            continue
        chars.append(char)
    return unicodedata.normalize("NFC", "".join(chars)).translate(_LETTERS)


def casefold(word: str) -> str:
    """A word without case and compatibility forms, with its marks: what is stemmed.

    >>> casefold("ＥＣＯＬＥ"), casefold("Été"), casefold("Daten\\u00adbank")
    ('ecole', 'été', 'datenbank')
    """
    return word.lower() if word.isascii() else _compatible(word).casefold()


@lru_cache(maxsize=20_000)
def _compatible_cluster(cluster: str) -> str:
    return _compatible(cluster)


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", _remove_unseen("", text))
