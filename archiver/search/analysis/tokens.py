"""Splits texts of all scripts into the terms that are indexed and searched.

A term is a word without case, compatibility forms (Unicode's NFKC) and, in Latin, Greek, Cyrillic, Hebrew and Arabic,
marks. Scripts that are written without spaces give overlapping pairs of characters, so that a run of characters is
found as a phrase. `client/search/tokens.js` of the default theme finds the same terms.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import NamedTuple

_UNSPACED = (  # letters, marks and digits; punctuation ends a run
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e80-\u0eff"  # Thai, Lao
    "\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17dc-\u17ff"  # Myanmar, Khmer
    "\u3005-\u3007\u302a-\u302f\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"  # Hangul
)
_UNSEEN = "\u00ad\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Soft hyphen, joiners and variation selectors, which only change how a word looks."""
_MARKED = (
    *((0x300, 0xDFF), (0xF00, 0xFFF), (0x135D, 0x135F), (0x1700, 0x177F), (0x1800, 0x1CFF), (0x1DC0, 0x1DFF)),
    *((0x20D0, 0x20FF), (0x2CEF, 0x2CF1), (0x2D7F, 0x2DFF), (0xA66F, 0xA6F1), (0xA800, 0xABFF), (0xFB1E, 0xFB1E)),
    *((0xFE20, 0xFE2F), (0x101FD, 0x11FFF), (0x16AF0, 0x16FF1), (0x1BC9D, 0x1BC9E), (0x1CF00, 0x1DAAF)),
    (0x1E000, 0x1E94A),
)
"""The blocks of Unicode with combining marks: to look at every character would take 0.1 s at each start."""


def _ranges_of_marks() -> tuple[str, str]:
    """The ranges of combining marks for a character class: of the Basic Multilingual Plane, and of other planes.

    One class of both would be slow: the regular expression engine compares a large class range by range.
    """
    ranges: list[tuple[int, int]] = []
    for code in (code for first, last in _MARKED for code in range(first, last + 1)):
        if unicodedata.category(chr(code))[0] == "M" and not is_unspaced(chr(code)):
            begins = ranges.pop()[0] if ranges and ranges[-1][1] == code - 1 else code
            ranges.append((begins, code))
    basic, beyond = (
        "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges if (first > 0xFFFF) is is_beyond)
        for is_beyond in (False, True)
    )
    return basic, beyond


is_unspaced = re.compile(f"[{_UNSPACED}]").match
"""Match a character of a script that is written without spaces between words, at the beginning of a text."""
_MARKS, _MARKS_BEYOND = _ranges_of_marks()
_BEYOND = "\U00010000-\U0010ffff"
_ASCII = "[a-zA-Z0-9]++"
_LETTER = rf"[^\W_{_UNSPACED}]"
_MARK = f"(?:[{_MARKS}{_UNSEEN}]|(?=[{_BEYOND}])[{_MARKS_BEYOND}])"
_SIGNS = rf"(?:\+\+(?=\d)|[+#＋＃]++(?![^\W{_UNSPACED}]))?"
"""The signs that end c++ and c#, also within c++17; not the signs of a+b and page#p1."""
_TOKEN = re.compile(
    rf"{_ASCII}(?=[\s,.?!)])"  # a fast path for most words, which saves a third of the time
    rf"|(?:\.(?<![^\s\ufeff(\[{{<\"'`“‘]\.)(?!\d))?"  # the dot of .net
    rf"(?:{_ASCII}|{_LETTER}++)(?>(?:{_ASCII}|{_LETTER}++|{_MARK})*){_SIGNS}"
    rf"|[{_UNSPACED}][{_UNSPACED}{_UNSEEN}]*"
)
_find_unspaced = re.compile(f"[{_UNSPACED}]").search
_find_dotted = re.compile(r"\.(?<!\w\.)[^\W\d_]").search
_find_special = re.compile(f"[+#＋＃{_MARKS}{_UNSEEN}{_BEYOND}]").search
_find_letters = re.compile(r"[^\W_]+").findall
_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}
_ATTACHED = f"[\u1160-\u11ff\ud7b0-\ud7ff\u3099\u309a\uff9e\uff9f{_UNSEEN}]"
"""Characters that join the character before them: parts of Hangul syllables, sound marks of Kana."""
_find_attached = re.compile(_ATTACHED).search
_CLUSTER = re.compile(f".{_ATTACHED}*")
_remove_unseen = re.compile(f"[{_UNSEEN}]+").sub
_LAST_FOLDED = 0x6FF  # scripts up to Arabic lose their marks; in Indic scripts marks are vowels
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ـ": ""})


class Term(NamedTuple):
    """A term, and where it is in the text: the characters start <= i < end."""

    text: str
    start: int
    end: int


def find_terms(text: str, *, for_index: bool = False) -> Iterator[Term]:
    """The terms of a text, in order.

    With `for_index`, a run of pairs of characters is followed by its last character alone, so that every character
    begins a term and can be searched by itself.

    >>> [term.text for term in find_terms("Naïve C++ in .NET: 数据库")]
    ['naive', 'c++', 'in', '.net', '数据', '据库']
    """
    for match in _TOKEN.finditer(text):
        word, start = match[0], match.start()
        if word.isascii() or not is_unspaced(word):
            yield Term(fold(word), start, match.end())
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

    These are the words whose terms `find_terms(text, for_index=True)` finds. The last character of a run has the
    position of the last pair.

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
    for char in unicodedata.normalize("NFD", folded):
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
