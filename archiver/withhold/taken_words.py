"""The words that are taken down, and where they stand in the words of others.

A run of words is withheld from a text if it is long, or has a whole sentence of a post that is taken down, and is not
everybody's: words that another post had before, or that several authors have used by themselves, are a phrase, code or
boilerplate. Marked quotes are withheld by less (see `passages`).
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct, field

from archiver.withhold.shingles import SHINGLE, SHORT_SHINGLE, covered, sentence_shingle, sentences_of, shingles_of
from archiver.withhold.tokens import words_in

_LONG = 10  # words in a run that nobody writes by chance
_LONGEST_SENTENCE = 60  # words, of which hashes are looked up; a longer one is a long run
_SHARE = 0.6  # of the words of a quote that has changed words


class FirstUse(NamedTuple):
    """When, and by whom, a shingle was first written in a post that is taken down."""

    time: float
    """Unix time; infinity if the post has no date."""
    author: str
    """The key of the author's name; "" if it is not known."""


class TakenText(NamedTuple):
    """The words of a post that is taken down, without its quotes."""

    text: str
    use: FirstUse


class TakenWords(Struct, frozen=True, kw_only=True):
    """The words of all posts that are taken down, as shingles."""

    uses: Mapping[int, FirstUse] = field(default_factory=dict)
    """The first use of each shingle of five words."""
    short: frozenset[int] = frozenset()
    """All shingles of three words."""
    sentences: frozenset[int] = frozenset()
    everybodys: frozenset[int] = frozenset()
    """Shingles of five words that count for nothing."""

    def has_shingle(self, shingle: int) -> bool:
        """True if a shingle of five words is taken down."""
        return shingle in self.uses and shingle not in self.everybodys

    def has_some(self, words: Sequence[str]) -> bool:
        """True if a text with these words has a shingle of five."""
        return any(map(self.has_shingle, shingles_of(words)))

    def find_runs(self, words: Sequence[str]) -> list[range]:
        """The runs of words in a text that are withheld from it, as ranges of indexes, in order."""
        starts = [index for index, shingle in enumerate(shingles_of(words)) if self.has_shingle(shingle)]
        return [run for run in _runs(covered(starts, SHINGLE)) if len(run) >= _LONG or self._has_sentence(words, run)]

    def is_quoted(self, words: Sequence[str]) -> bool:
        """True if a marked quote with these words is of a post that is taken down: most of its words are in such posts,
        and five in a row are nobody else's.
        """
        if not self.has_some(words):
            return False
        starts = [index for index, shingle in enumerate(shingles_of(words, SHORT_SHINGLE)) if shingle in self.short]
        return len(covered(starts, SHORT_SHINGLE)) >= _SHARE * len(words)

    def _has_sentence(self, words: Sequence[str], run: range) -> bool:
        """True if a run, with at most two words more at each side that are everybody's, has a whole sentence."""
        low, high = max(0, run.start - SHINGLE + 1), min(len(words), run.stop + SHINGLE - 1)
        return any(
            sentence_shingle(words[start:stop]) in self.sentences
            for start in range(low, run.stop)
            for stop in range(max(start + SHINGLE, run.start + 1), min(high, start + _LONGEST_SENTENCE) + 1)
        )


def join_words(texts: Iterable[TakenText]) -> TakenWords:
    """The words of several posts."""
    uses: dict[int, FirstUse] = {}
    short, sentences = set[int](), set[int]()
    for text, use in texts:
        words = words_in(text)
        for shingle in shingles_of(words):
            uses[shingle] = min(use, uses.get(shingle, use))
        short.update(shingles_of(words, SHORT_SHINGLE))
        sentences.update(map(sentence_shingle, sentences_of(text)))
    return TakenWords(uses=uses, short=frozenset(short), sentences=frozenset(sentences))


class OwnUse(NamedTuple):
    """Shingles that are taken down, in the own words of posts that are not."""

    before: frozenset[int]
    """Those that another post had first, or that are of one author."""
    behind: frozenset[tuple[int, str]]
    """Those that somebody wrote later in a short run, with the key of the author's name."""


def find_own_use(taken: TakenWords, posts: Iterable[TakenText]) -> OwnUse:
    """Where words that are `taken` stand in the own words of other `posts`."""
    before, behind = set[int](), set[tuple[int, str]]()
    for text, use in posts:
        shingles = shingles_of(words_in(text))
        found = [index for index, shingle in enumerate(shingles) if shingle in taken.uses]
        for run in _runs(set(found)):
            for shingle in shingles[run.start : run.stop]:
                first = taken.uses[shingle]
                if use.time < first.time or (use.author and use.author == first.author):
                    before.add(shingle)
                elif len(run) + SHINGLE - 1 < _LONG:
                    behind.add((shingle, use.author))
    return OwnUse(frozenset(before), frozenset(behind))


def everybodys(uses: Iterable[OwnUse]) -> frozenset[int]:
    """The shingles that are everybody's: somebody had them first, or two authors use them in other words."""
    all_before, authors = set[int](), dict[int, set[str]]()
    for use in uses:
        all_before |= use.before
        for shingle, author in use.behind:
            authors.setdefault(shingle, set()).add(author)
    return frozenset(all_before | {shingle for shingle, names in authors.items() if len(names) > 1})


def _runs(indexes: set[int]) -> list[range]:
    """The indexes as ranges of consecutive ones."""
    ordered = sorted(indexes)
    if not ordered:
        return []
    breaks = [(before, after) for before, after in pairwise(ordered) if after != before + 1]
    starts = [ordered[0], *(after for _, after in breaks)]
    ends = [*(before for before, _ in breaks), ordered[-1]]
    return [range(start, end + 1) for start, end in zip(starts, ends, strict=True)]
