"""What is looked for in published files: runs of words, each of which is looked for only in texts that have its rarest
word.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct, field

from archiver.identity import Takedowns
from archiver.identity.takedowns import find_digests
from archiver.withhold.tokens import INVISIBLE, UNSPACED

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_COMBINING = re.compile(r"[a-zA-Z][\u0300-\u036f]")
_UNSPACED = re.compile(f"([{UNSPACED}])")
_NO_WORD = re.compile(r"\W")
_JOINED = re.sub(rb"[\x00-\x7f]", lambda c: c[0].lower() if c[0].isalnum() or c[0] == b"_" else b" ", bytes(range(256)))
_APART = _JOINED.replace(b"_", b" ")


class Needle(NamedTuple):
    """A run of words."""

    words: tuple[str, ...]
    rarest: int
    """The index of the word that the fewest texts have."""
    what: str
    """What it is, for people."""

    def is_at(self, words: list[str], at: int) -> bool:
        """True if a text with these `words` has the run around its rarest word, which is at an index of them."""
        start = at - self.rarest
        return start >= 0 and tuple(words[start : start + len(self.words)]) == self.words


class Needles(Struct, frozen=True, kw_only=True):
    """All that is looked for."""

    by_word: Mapping[str, tuple[Needle, ...]]
    """By the rarest of their words."""
    takedowns: Takedowns = field(default_factory=Takedowns)

    def __bool__(self) -> bool:
        return bool(self.by_word or self.takedowns.entries)

    def find(self, texts: Iterable[str]) -> set[str]:
        """What a file has of it, for people. `texts` are its readings."""
        found, joined = set[str](), list[str]()
        for text in texts:
            words = words_of(text)
            found.update(self._in_words(words))
            joined += [*_digested(text), ""] if self._has_digests else []
        for some in find_digests(joined, self.takedowns):
            found.add(f'words: "{" ".join(joined[some.start : some.stop])}"')
        return found

    def _in_words(self, words: list[str]) -> Iterator[str]:
        has = set(words)
        near = {
            word: [needle for needle in self.by_word[word] if has.issuperset(needle.words)]
            for word in self.by_word.keys() & has
        }
        wanted = {word: needles for word, needles in near.items() if needles}
        for at in [at for at, word in enumerate(words) if word in wanted] if wanted else ():
            yield from (needle.what for needle in wanted[words[at]] if needle.is_at(words, at))

    @property
    def _has_digests(self) -> bool:
        return any(entry.words for entry in self.takedowns.entries)


def needles_of(wanted: Mapping[str, str], texts: Iterable[str], takedowns: Takedowns) -> Needles:
    """What is looked for, ready to be found.

    Args:
        wanted: texts, with what each is, for people.
        texts: much of what the archive has, by which words are rare.
        takedowns: entries with digests of words.
    """
    counts = Counter(word for text in texts for word in words_of(text))
    by_word: dict[str, list[Needle]] = {}
    for text, what in wanted.items():
        if words := tuple(words_of(text)):
            rarest = min(range(len(words)), key=lambda index: (counts[words[index]], index))
            by_word.setdefault(words[rarest], []).append(Needle(words, rarest, what))
    return Needles(by_word={word: tuple(some) for word, some in by_word.items()}, takedowns=takedowns)


def words_of(text: str, letters: bytes = _APART) -> list[str]:
    """The words of a plain text in the form in which words are compared; `_` parts them.

    `letters` has what becomes of each byte of ASCII.
    """
    if not text.isascii():
        text = text.replace("\ufffd", " ")
        text = unicodedata.normalize("NFKC", text) if _COMBINING.search(text) else text
        text = _BEYOND_ASCII.sub(lambda match: _folded(match[0]), text)
    return text.encode("utf-8", "replace").translate(letters).decode().split()


def _digested(text: str) -> Iterator[str]:
    """The words of a text as digests are made of them: `_` may be in a word."""
    return (bare for word in words_of(text, _JOINED) if (bare := word.strip("_")))


@lru_cache(1 << 16)
def _folded(run: str) -> str:
    """Letters and signs beyond ASCII, as parts of words or spaces."""
    letters = unicodedata.normalize("NFKC", run).translate(INVISIBLE).casefold()
    return _UNSPACED.sub(r" \1 ", _NO_WORD.sub(" ", letters))
