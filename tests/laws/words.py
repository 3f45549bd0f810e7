"""Words, to count them: of a source, and of what a reader is shown. Nothing here is the product's.

A word is a run of letters and digits. Where one is shown in parts, or as a part of a longer one, its letters count.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader must get at: texts, as often as they stand there; and what attributes say, once, each with its
    element and its name.
    """

    texts: tuple[str, ...]
    said: tuple[tuple[str, str], ...] = ()


def words_of(text: str) -> list[str]:
    """The words of a text, in their order, and in one case.

    >>> words_of("Don't say 10² ﬁelds, _Mira_.")
    ['don', 't', 'say', '102', 'fields', 'mira']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).translate(_UNSEEN).casefold())


def decoded(text: str) -> str:
    """A text with the characters that its entities and its escaped bytes stand for.

    >>> decoded("caf&eacute; %C3%A9 &unknown; 5%")
    'café é &unknown; 5%'
    """
    return unquote(_ENTITY.sub(lambda found: unescape(found[0]), text), errors="replace")


def lost(wanted: Wanted, shown: Sequence[str]) -> list[str]:
    """The words that are wanted more often than shown, and those of attributes that are shown nowhere.

    >>> lost(Wanted(("a b c", "c")), ["b-c", "abc"]), lost(Wanted(("the moon, the moon",)), ["the moon"])
    ([], ['the', 'moon'])
    >>> lost(Wanted((), (("img alt", "cats, dogs"),)), ["dogs"])
    ['cats (img alt)']
    """
    counts, glued = _counted([*shown, *(plain for text in shown if (plain := decoded(text)) != text)])
    every, _ = _counted(wanted.texts)
    missing = [word for word, times in every.items() if counts[word] < times and glued.count(word) < times]
    unsaid = [(word, where) for where, text in wanted.said for word in words_of(text)]
    return [*missing, *(f"{word} ({where})" for word, where in unsaid if word not in glued)]


def _counted(texts: Sequence[str]) -> tuple[Counter[str], str]:
    words = [word for text in texts for word in words_of(text)]
    return Counter(words), "".join(words)
