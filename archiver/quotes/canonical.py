"""What is compared of a text: its canonical form, its tokens, and the way back from there to the text.

Wrapping, case and typography don't count: quote marks are dropped per line, letters take their compatibility forms and
lose their case, quotes and dashes are levelled, white space and what cannot be seen goes.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate

_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_GAP = re.compile(r"[\[(<]\.{2,}[\])>]|\.{3,}|\[(?:snip|cut|…)\]")
_LEVEL = str.maketrans(
    dict.fromkeys("“”„«»‚‘’'`´״″′", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff")
)
_WORD = re.compile(r"\S+")
# Scripts that are written without spaces (Thai to Khmer, kana, han): each of their characters is a token.
_TOKEN = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]|[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]+"
)

_ASCII_TOKEN = re.compile(r"\w+", re.ASCII)  # the same, where there are none of them


def canonical(text: str) -> str:
    """A text without all that doesn't count when it is quoted.

    >>> canonical("> We “stopped”\\n> in March")
    'we"stopped"inmarch'
    """
    return _levelled("".join(_without_marks(text).split()))


class Passage:
    """A text that is compared, with its forms worked out when they are needed.

    >>> Passage("We “stopped” […] in March").parts
    ('we"stopped"', 'inmarch')
    """

    def __init__(self, text: str) -> None:
        self.text = _without_marks(text)

    @cached_property
    def canonical(self) -> str:
        """All of it in canonical form."""
        return _levelled("".join(self.text.split()))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The canonical forms of its parts between ellipses."""
        return tuple(part for part in _GAP.split(self.canonical) if part)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The canonical forms of its lines, without empty ones."""
        return tuple(filter(None, (_levelled("".join(line.split())) for line in self.text.split("\n"))))

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Its words without punctuation; in scripts that are written without spaces, its characters."""
        pattern = _ASCII_TOKEN if self.text.isascii() else _TOKEN
        return tuple(pattern.findall(_levelled(self.text)))

    def find_spans(self, ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Where ranges of the canonical form stand in the text; whole words, for those are what a reader sees."""
        starts, ends, lengths = self._words
        spans = []
        for start, end in ranges:
            first = bisect_right(lengths, start)
            last = bisect_right(lengths, max(start, end - 1))
            if last < len(starts):
                spans.append((starts[first], ends[last]))
        return tuple(spans)

    @cached_property
    def _words(self) -> tuple[list[int], list[int], list[int]]:
        """Where the words begin and end, and how long the canonical form is behind each."""
        words = list(_WORD.finditer(self.text))
        length = len if self.text.isascii() else _levelled_length
        lengths = list(accumulate(length(word[0]) for word in words))
        return [word.start() for word in words], [word.end() for word in words], lengths


def _without_marks(text: str) -> str:
    """A text whose quote marks are spaces, so that offsets stay as they were."""
    return _MARKS.sub(lambda match: " " * len(match[0]), text) if ">" in text else text


def _levelled(text: str) -> str:
    if text.isascii():
        return text.casefold().replace("'", '"').replace("`", '"')
    return unicodedata.normalize("NFKC", text).casefold().translate(_LEVEL)


def _levelled_length(text: str) -> int:
    return len(_levelled(text))
