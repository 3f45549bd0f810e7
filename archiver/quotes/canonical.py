"""What is compared of a text: its canonical form, its tokens, and the way back from there to the text.

Wrapping, case and typography don't count: quote marks are dropped per line, letters take their compatibility forms and
lose their case, quotes and dashes are levelled, white space and what cannot be seen goes.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from operator import add

from archiver.quotes.boilerplate import without_boilerplate
from archiver.quotes.omissions import GAP

_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
# Each begins with what is soon looked for in a text.
_SMILEYS = re.compile(r"[:;=8](?<!\S.)['´`]?[-~^o]?[()\[\]{}|/\\*@]+(?!\S)")
_EMOJI = re.compile(r"[\u2639-\u263b\U0001f300-\U0001faff\ufe0f\u200d]+")
_RULERS = re.compile(r"\n[ \t]*(?:[-_=*~#—–━─][ \t]*){2,}(?=\n)")
_LETTER = re.compile(r"[^\W_]")
_UNSEEN = frozenset("\xad\u200b\u200c\u200d\u2060\ufeff")
_LEVEL = dict.fromkeys("“”„«»‚‘’'`´״″′", '"') | dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys(_UNSEEN, "")
_UNLEVEL = re.compile(f"[{''.join(_LEVEL)}]")  # most texts have few of them: faster than to translate each character
_WORD = re.compile(r"\S+")
# Scripts that are written without spaces (Thai to Khmer, kana, han): each of their characters is a token.
_DENSE = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_IN_DENSE = re.compile(f"[{_DENSE}]")
_WORD_TOKEN = re.compile(r"\w+")  # the same, where there are none of them
_TOKEN = re.compile(rf"[{_DENSE}]|[^\W{_DENSE}]+")
# The same of ASCII, in one pass.
_ASCII = [chr(code) for code in range(128)]
_ASCII_TOKENS = {ord(c): c.lower() if c.isalnum() or c == "_" else " " for c in _ASCII}
_ASCII_CANONICAL = {ord(c): None if c.isspace() else _LEVEL.get(c, c.lower()) for c in _ASCII}


def canonical(text: str) -> str:
    """A text without all that doesn't count when it is quoted.

    >>> canonical("> We “stopped”\\n> in March")
    'we"stopped"inmarch'
    """
    return _canonical(_without_marks(text))


def is_dense(char: str) -> bool:
    """True for a character of a script that is written without spaces: it is a word by itself."""
    return _IN_DENSE.match(char) is not None


class Passage:
    """A text that is compared, with its forms worked out when they are needed.

    >>> [part.canonical for part in Passage("We “stopped” […] in March").parts]
    ['we"stopped"', 'inmarch']
    """

    cut_before = cut_behind = False
    """Whether it may begin, or end, within a word."""

    def __init__(self, text: str) -> None:
        self.text = _without_marks(text)

    @cached_property
    def plain(self) -> "Passage":
        """The passage without rulers and smileys, in which there is no letter and no digit; itself, if it has none."""
        text = _RULERS.sub(_spaces, f"\n{self.text}\n")[1:-1]
        text = _SMILEYS.sub(_spaces, text)
        return self._of(text if text.isascii() else _EMOJI.sub(_spaces, text))

    @cached_property
    def authored(self) -> "Passage":
        """The passage without what machines have added to it; itself, if that is nothing."""
        return self._of(without_boilerplate(self.text))

    @cached_property
    def bare(self) -> "Passage":
        """The passage without what machines have added to it, and plain; itself, if that is all of it."""
        return self.authored.plain

    def _of(self, text: str) -> "Passage":
        return self if text == self.text else Passage(text)

    @cached_property
    def has_words(self) -> bool:
        """True if there is a letter or a digit in it."""
        return _LETTER.search(self.text) is not None

    @cached_property
    def canonical(self) -> str:
        """All of it in canonical form."""
        return _canonical(self.text)

    @cached_property
    def parts(self) -> "tuple[Passage, ...]":
        """What stands between the marks of omissions, without parts that have no words."""
        ends = [(mark.start(), mark.end()) for mark in GAP.finditer(self.text)]
        starts = [0, *(end for _, end in ends)]
        stops = [*(start for start, _ in ends), len(self.text)]
        parts = (_part(self.text, start, stop) for start, stop in zip(starts, stops, strict=True))
        return tuple(part for part in parts if part.has_words)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines, without those that have no words."""
        return tuple(filter(_LETTER.search, self.text.split("\n")))

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Its words without punctuation; in scripts that are written without spaces, its characters."""
        if self.text.isascii():
            return tuple(self.text.translate(_ASCII_TOKENS).split())
        text = _levelled(self.text)
        return tuple((_TOKEN if _IN_DENSE.search(text) else _WORD_TOKEN).findall(text))

    @cached_property
    def spaced(self) -> str:
        """Its words with one space between each two."""
        return " ".join(self.text.split())

    @property
    def breaks(self) -> Sequence[int]:
        """Where its words end in the canonical form: behind so many characters."""
        return self._words[2]

    def is_broken(self, word: int) -> bool:
        """True if a line ends behind a word; words count from 0, and it is not the last."""
        starts, lengths, _ = self._words
        return "\n" in self.text[starts[word] + lengths[word] : starts[word + 1]]

    def find_spans(self, ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Where ranges of the canonical form stand in the text; whole words, for those are what a reader sees."""
        starts, lengths, behind = self._words
        spans = []
        for start, end in ranges:
            first = bisect_right(behind, start)
            last = bisect_right(behind, max(start, end - 1))
            if last < len(lengths):
                spans.append((starts[first], starts[last] + lengths[last]))
        return tuple(spans)

    @cached_property
    def _words(self) -> tuple[list[int], list[int], list[int]]:
        """Where the words begin, how long they are, and how long the canonical form is behind each."""
        words = self.text.split()
        lengths = list(map(len, words))
        behind = list(accumulate(lengths, initial=0))
        if behind[-1] + len(words) - 1 == len(self.text):  # there is one space between each two, and no other
            starts = list(map(add, behind, range(len(words))))
        else:
            starts = [word.start() for word in _WORD.finditer(self.text)]
        if _keeps_lengths(self.text):
            return starts, lengths, behind[1:]
        return starts, lengths, list(accumulate(map(_levelled_length, words)))


def _part(text: str, start: int, stop: int) -> Passage:
    """What stands between two marks of omissions; up against a mark it may be cut within a word."""
    part = Passage(text[start:stop])
    part.cut_before = start > 0 and not text[start : start + 1].isspace()
    part.cut_behind = stop < len(text) and not text[stop - 1 : stop].isspace()
    return part


def _without_marks(text: str) -> str:
    """A text whose quote marks are spaces, so that offsets stay as they were."""
    return _MARKS.sub(_spaces, text) if ">" in text else text


def _spaces(match: re.Match[str]) -> str:
    return ("\n" if match[0][0] == "\n" else " ") + " " * (len(match[0]) - 1)


def _canonical(text: str) -> str:
    return text.translate(_ASCII_CANONICAL) if text.isascii() else _levelled("".join(text.split()))


def _levelled(text: str) -> str:
    return _UNLEVEL.sub(lambda match: _LEVEL[match[0]], unicodedata.normalize("NFKC", text).casefold())


def _keeps_lengths(text: str) -> bool:
    """True if each character of a text has one in its place in the canonical form, but for white space."""
    return text.isascii() or (
        unicodedata.is_normalized("NFKC", text) and len(text.casefold()) == len(text) and _UNSEEN.isdisjoint(text)
    )


def _levelled_length(word: str) -> int:
    return len(word) if word.isascii() else len(_levelled(word))
