"""The avatar of an author without a picture: initials on a colour. Both depend on the name alone."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

from markupsafe import Markup, escape

from archiver.urls import name_key

TINTS = 12
"""How many colours there are: the classes `tint-0` to `tint-11`."""
_WORD = re.compile(r"[^\W_]\S*")
_BETWEEN_WORDS = re.compile(r"[\s._-]+")
_REST = re.compile(r"(?<=\S)\s*[@(<\[,].*", re.DOTALL)
"""What follows a name, as in `ada@example.org` or `Ada (at work)`."""
_JOINER = "\N{ZERO WIDTH JOINER}"
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_LONGEST = 12  # code points of one character as readers see it, as of an emoji of a family


@lru_cache(65_536)  # names return all over an archive
def avatar(name: str) -> Markup:
    """Filter `avatar`: the avatar of an author as HTML. Its initials are an attribute, so that they are no text.

    >>> avatar("Ada Lovelace")
    Markup('<span class="avatar tint-6" data-initials="AL" aria-hidden="true"></span>')
    """
    tint = int.from_bytes(blake2b(name_key(name).encode("utf-8", "replace"), digest_size=4).digest(), "big") % TINTS
    return Markup('<span class="avatar tint-{}" data-initials="{}" aria-hidden="true"></span>').format(
        tint, escape(initials(name))
    )


def initials(name: str) -> str:
    """The initials of a name: of its first and its last word, where their script has capitals; else its first
    character, for letters of other scripts do not stand for words, or join.

    >>> initials("Ada King Lovelace"), initials("night_owl"), initials("bo"), initials("@ann"), initials("山田 太郎")
    ('AL', 'NO', 'B', 'A', '山')
    """
    text = unicodedata.normalize("NFC", name)
    parts = _BETWEEN_WORDS.split(_REST.sub("", text))
    words = [match[0] for part in parts if (match := _WORD.search(part))]
    if not words:
        return _first_character(text.strip())
    first, last = _first_character(words[0]), _first_character(words[-1])
    if len(words) > 1 and _has_case(first) and _has_case(last):
        return f"{_capital(first)}{_capital(last)}"
    return _capital(first)


def _first_character(text: str) -> str:
    """The first character of a text as readers see it: a letter with its marks, a whole emoji, a flag."""
    end = 1
    while end < min(len(text), _LONGEST) and _goes_on(text, end):
        end += 1
    return text[:end]


def _goes_on(text: str, at: int) -> bool:
    """True if the code point at an offset is a part of the character before it."""
    before, here = text[at - 1], text[at]
    if _JOINER in {here, before} or ord(here) in _SKIN_TONES or unicodedata.category(here)[0] == "M":
        return True
    return at == 1 and ord(before) in _FLAG_LETTERS and ord(here) in _FLAG_LETTERS


def _has_case(character: str) -> bool:
    return character.lower() != character.upper()


def _capital(character: str) -> str:
    capital = character.title()
    return capital if len(capital) == len(character) else character
