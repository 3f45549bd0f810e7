"""Words, to count them: of a source, and of what a reader is shown. Nothing here is the product's.

A word is a run of letters and digits. Two texts have the same words if they have them equally often; where one has a
word in parts, or as a part of a longer one, its letters count.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def plain(text: str) -> str:
    """A text as it is compared: in one case, and with one character where Unicode has several for a letter."""
    return unicodedata.normalize("NFKC", text).translate(_UNSEEN).casefold()


def words_of(text: str) -> list[str]:
    """The words of a text, in their order.

    >>> words_of("Don't say 10² ﬁelds, _Mira_.")
    ['don', 't', 'say', '102', 'fields', 'mira']
    """
    return _WORD.findall(plain(text))


def lost_words(wanted: Iterable[str], shown: Iterable[str]) -> list[str]:
    """The words that are wanted more often than they are shown, also as parts of others.

    >>> lost_words(["a b c", "c"], ["b-c", "abc"])
    []
    >>> lost_words(["the moon, the moon"], ["the moon"])
    ['the', 'moon']
    """
    parts = list(shown)
    missing = Counter(w for text in wanted for w in words_of(text)) - Counter(w for text in parts for w in words_of(text))
    if not missing:
        return []
    glued = "".join("".join(words_of(text)) for text in parts)
    every = Counter(w for text in wanted for w in words_of(text))
    return [word for word in missing if glued.count(word) < every[word] for _ in range(missing[word])]
