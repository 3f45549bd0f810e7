"""Stem words by the Snowball algorithms (https://snowballstem.org), in the language of their thread."""

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

import Stemmer

from archiver.search.analysis.characters import is_unspaced
from archiver.search.analysis.tokens import casefold, fold

_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
STEMMED_LANGUAGES = tuple(_ALGORITHMS)
_SHORTEST = 3
STEM = b"!"
"""Separates stem and language in the index term of a stem (`run!en`); no other term has this byte."""


def primary_subtag(lang: str) -> str:
    """The primary language subtag of a BCP 47 code, in lower case.

    >>> primary_subtag("de-AT"), primary_subtag("PT_br"), primary_subtag("")
    ('de', 'pt', '')
    """
    return lang.replace("_", "-").partition("-")[0].lower()


def has_stemmer(lang: str) -> bool:
    """True if words in a language, given as BCP 47 code, are stemmed.

    >>> has_stemmer("en-GB"), has_stemmer("nb"), has_stemmer("ja")
    (True, True, False)
    """
    return primary_subtag(lang) in _ALGORITHMS


def algorithm_of(lang: str) -> str:
    """Snowball's name of the algorithm for a BCP 47 code. Raises KeyError for a language without a stemmer."""
    return _ALGORITHMS[primary_subtag(lang)]


@lru_cache(maxsize=16_384)  # the writer of an index has a cache of its own
def stem_of(word: str, lang: str) -> str:
    """The folded stem of a word; the folded word if the word or the language is not stemmed.

    >>> stem_of("Running", "en"), stem_of("Häusern", "de-AT"), stem_of("C++", "en"), stem_of("running", "ja")
    ('run', 'haus', 'c++', 'running')
    """
    stem = _stemmer(lang)
    return fold(stem(casefold(word))) if stem and is_stemmed(word) else fold(word)


def stem_term(word: str, lang: str) -> str:
    """The index term of the stem of a word; "" if the stem equals the word.

    >>> stem_term("Running", "en"), stem_term("run", "en")
    ('run!en', '')
    """
    stem = stem_of(word, lang)
    return f"{stem}!{lang}" if stem and stem != fold(word) else ""


def is_stemmed(word: str) -> bool:
    """True for words of three or more letters and marks, of a script that is written with spaces between words.

    >>> [is_stemmed(word) for word in ("running", "go", "c++", "v2", "数据库", "हिन्दी")]
    [True, False, False, False, False, True]
    """
    if word.isascii():
        return len(word) >= _SHORTEST and word.isalpha()
    plain = casefold(word)
    return len(plain) >= _SHORTEST and all(map(_is_letter_or_mark, plain))


def _is_letter_or_mark(char: str) -> bool:
    """True for letters and marks of the Basic Multilingual Plane; Snowball has no letters of other planes."""
    return unicodedata.category(char)[0] in "LM" and char <= "\uffff" and not is_unspaced(char)


@cache
def _stemmer(lang: str) -> Callable[[str], str] | None:
    if not has_stemmer(lang):
        return None
    stem: Callable[[str], str] = Stemmer.Stemmer(algorithm_of(lang), 0).stemWord  # `stem_of` has the cache
    return stem
