"""The canonical form of a text, in which quotes and posts are compared; its tokens; and spans of the original text.

Line wrapping, case and typography do not count: quote marks at the start of lines are dropped, letters are normalized
(Unicode NFKC) and case-folded, quotation marks and dashes become ASCII, white space and invisible characters go.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from operator import add

from archiver.model import Span
from archiver.quotes.boilerplate import blank_boilerplate
from archiver.quotes.omissions import OMISSION

_QUOTE_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
# Each pattern begins with a part that a text is scanned for quickly.
_SMILEYS = re.compile(r"[:;=8](?<!\S.)['´`]?[-~^o]?[()\[\]{}|/\\*@]+(?!\S)")
_EMOJI = re.compile(r"[\u2639-\u263b\U0001f300-\U0001faff\ufe0f\u200d]+")
_RULERS = re.compile(r"\n[ \t]*(?:[-_=*~#—–━─][ \t]*){2,}(?=\n)")
_LETTER = re.compile(r"[^\W_]")
_INVISIBLE = frozenset("\xad\u200b\u200c\u200d\u2060\ufeff")
_ASCII_FORMS = dict.fromkeys("“”„«»‚‘’'`´״″′", '"') | dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys(_INVISIBLE, "")
_HAS_ASCII_FORM = re.compile(
    f"[{''.join(_ASCII_FORMS)}]"  # most texts have few of them: a regex is faster than str.translate
)
_WORD = re.compile(r"\S+")
# Scripts that are written without spaces (Thai to Khmer, kana, han): each character of them is a token.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_IN_UNSPACED = re.compile(f"[{_UNSPACED}]")
_SPACED_TOKEN = re.compile(r"\w+")  # for texts without unspaced scripts: faster than _TOKEN, with an equal result
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
# Translation tables that tokenize ASCII text, and make it canonical, in one pass.
_ASCII = [chr(code) for code in range(128)]
_ASCII_TOKENS = {ord(c): c.lower() if c.isalnum() or c == "_" else " " for c in _ASCII}
_ASCII_CANONICAL = {ord(c): None if c.isspace() else _ASCII_FORMS.get(c, c.lower()) for c in _ASCII}


def canonical(text: str) -> str:
    """The canonical form of a text, for a single comparison. For several, a `Passage` computes it once.

    >>> canonical("> We “stopped”\\n> in March")
    'we"stopped"inmarch'
    """
    return _canonical(_blank_quote_marks(text))


def is_unspaced(char: str) -> bool:
    """True for a character of a script that is written without spaces: it is a token by itself."""
    return _IN_UNSPACED.match(char) is not None


class Passage:
    """A text to compare. Each of its forms is computed once, when it is first used.

    >>> [part.canonical for part in Passage("We “stopped” […] in March").parts]
    ['we"stopped"', 'inmarch']
    """

    cut_before = cut_behind = False
    """True if the passage may begin, or end, in the middle of a word, since a mark of omission is next to it."""

    def __init__(self, text: str) -> None:
        self.text = _blank_quote_marks(text)

    @cached_property
    def plain(self) -> "Passage":
        """The passage with spaces in place of rulers, smileys and emoji; `self` if it has none."""
        text = _RULERS.sub(_spaces, f"\n{self.text}\n")[1:-1]
        text = _SMILEYS.sub(_spaces, text)
        return self._with_text(text if text.isascii() else _EMOJI.sub(_spaces, text))

    @cached_property
    def authored(self) -> "Passage":
        """The passage with spaces in place of boilerplate (see `boilerplate`); `self` if it has none."""
        return self._with_text(blank_boilerplate(self.text))

    @cached_property
    def bare(self) -> "Passage":
        """The passage with spaces in place of boilerplate, rulers, smileys and emoji; `self` if it has none."""
        return self.authored.plain

    def _with_text(self, text: str) -> "Passage":
        return self if text == self.text else Passage(text)

    @cached_property
    def has_words(self) -> bool:
        """True if the passage has a letter or a digit."""
        return _LETTER.search(self.text) is not None

    @cached_property
    def canonical(self) -> str:
        """The canonical form of the whole passage."""
        return _canonical(self.text)

    @cached_property
    def parts(self) -> "tuple[Passage, ...]":
        """The passages between marks of omission that have words."""
        ends = [(mark.start(), mark.end()) for mark in OMISSION.finditer(self.text)]
        starts = [0, *(end for _, end in ends)]
        stops = [*(start for start, _ in ends), len(self.text)]
        parts = (_part(self.text, start, stop) for start, stop in zip(starts, stops, strict=True))
        return tuple(part for part in parts if part.has_words)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text that have a letter or a digit."""
        return tuple(filter(_LETTER.search, self.text.split("\n")))

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words, case-folded and without punctuation; in unspaced scripts the characters."""
        if self.text.isascii():
            return tuple(self.text.translate(_ASCII_TOKENS).split())
        text = _normalized(self.text)
        return tuple((_TOKEN if _IN_UNSPACED.search(text) else _SPACED_TOKEN).findall(text))

    @cached_property
    def single_spaced(self) -> str:
        """The text with one space in place of each run of white space, and none at its ends."""
        return " ".join(self.text.split())

    @property
    def word_ends(self) -> Sequence[int]:
        """For each word of the text, the offset in the canonical form at which the word ends."""
        return self._words[2]

    def ends_line(self, word: int) -> bool:
        """True if there is a line break after the word with the index `word`, which must not be the last word."""
        starts, lengths, _ = self._words
        return "\n" in self.text[starts[word] + lengths[word] : starts[word + 1]]

    def find_spans(self, ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
        """The spans of the text for ranges of the canonical form, extended to whole words."""
        starts, lengths, ends = self._words
        spans = []
        for start, end in ranges:
            first = bisect_right(ends, start)
            last = bisect_right(ends, max(start, end - 1))
            if last < len(lengths):
                spans.append((starts[first], starts[last] + lengths[last]))
        return tuple(spans)

    @cached_property
    def _words(self) -> tuple[list[int], list[int], list[int]]:
        """For each word: its offset in the text, its length, and the offset of its end in the canonical form."""
        words = self.text.split()
        lengths = list(map(len, words))
        ends = list(accumulate(lengths, initial=0))
        if ends[-1] + len(words) - 1 == len(self.text):  # single spaces between words, and no other white space
            starts = list(map(add, ends, range(len(words))))
        else:
            starts = [word.start() for word in _WORD.finditer(self.text)]
        if _keeps_lengths(self.text):
            return starts, lengths, ends[1:]
        return starts, lengths, list(accumulate(map(_normalized_length, words)))


def _part(text: str, start: int, stop: int) -> Passage:
    """The passage `text[start:stop]` between two marks of omission.

    If no space is between the passage and a mark, a word may be cut there (`cut_before`, `cut_behind`).
    """
    part = Passage(text[start:stop])
    part.cut_before = start > 0 and not text[start : start + 1].isspace()
    part.cut_behind = stop < len(text) and not text[stop - 1 : stop].isspace()
    return part


def _blank_quote_marks(text: str) -> str:
    """The text with spaces in place of `>` at the start of lines, so that offsets do not change."""
    return _QUOTE_MARKS.sub(_spaces, text) if ">" in text else text


def _spaces(match: re.Match[str]) -> str:
    """As many spaces as the match is long; a line break at its start is kept."""
    return ("\n" if match[0][0] == "\n" else " ") + " " * (len(match[0]) - 1)


def _canonical(text: str) -> str:
    return text.translate(_ASCII_CANONICAL) if text.isascii() else _normalized("".join(text.split()))


def _normalized(text: str) -> str:
    """The text in Unicode NFKC, case-folded, with ASCII quotation marks and dashes, without invisible characters."""
    return _HAS_ASCII_FORM.sub(lambda match: _ASCII_FORMS[match[0]], unicodedata.normalize("NFKC", text).casefold())


def _keeps_lengths(text: str) -> bool:
    """True if the canonical form has one character for each character of the text other than white space."""
    return text.isascii() or (
        unicodedata.is_normalized("NFKC", text) and len(text.casefold()) == len(text) and _INVISIBLE.isdisjoint(text)
    )


def _normalized_length(word: str) -> int:
    return len(word) if word.isascii() else len(_normalized(word))
