"""Evaluates the leaves of a query's tree: finds the posting lists of each, and their weights."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import tzinfo
from functools import partial
from itertools import compress
from math import floor, log2
from typing import NamedTuple

from archiver.model import InterfaceText
from archiver.search.analysis.edit_distance import SAME_BEGINNING, is_near
from archiver.search.analysis.stems import stem_of
from archiver.search.analysis.tokens import fold
from archiver.search.index.fields import EXACT, SEARCHED, UNSTEMMED, WEIGHTS
from archiver.search.index.searcher import PostingList, Searcher
from archiver.search.query.ast import (
    Alternatives,
    And,
    Dates,
    Everything,
    FieldValue,
    Fuzzy,
    Node,
    Phrase,
    Prefix,
    Word,
)
from archiver.search.query.leaf import AlternativeLeaf, JoinedLeaf, Leaf, WeightedPostings
from archiver.search.query.phrases import adjacent

MOST_TERMS = 500
"""The largest number of terms that a prefix or a misspelled word is expanded to."""
IDF_SCALE = 16
"""An inverse document frequency (idf) is this times a binary logarithm, rounded down to an integer, and less by this.

So a word that half of the posts have counts next to nothing, and one that nearly all have nothing.
"""


class Leaves:
    """Evaluates leaves, equal ones once. `zone` is the site's time zone, for the days of posts."""

    def __init__(self, searcher: Searcher, zone: tzinfo) -> None:
        self._searcher, self._zone = searcher, zone
        self._evaluated: dict[Node, Leaf] = {}
        self.hints: list[str] = []
        """Messages for the user: words that were expanded to the most frequent terms only."""

    def evaluate(self, node: Node) -> Leaf:
        """The evaluated leaf of a node that is one, or that is Alternatives."""
        if node not in self._evaluated:
            self._evaluated[node] = self._evaluate(node)
        return self._evaluated[node]

    def size(self, node: Node) -> int:
        """About how many documents match a leaf; a phrase is not looked for, only its rarest term."""
        if not isinstance(node, Phrase) or node in self._evaluated:
            return self.evaluate(node).size
        frequency = self._searcher.frequency
        return sum(min(frequency(field, term) for term in node.terms) for field in SEARCHED[node.field])

    def _evaluate(self, node: Node) -> Leaf:
        match node:
            case Phrase():
                return self._phrase(node)
            case Alternatives(part):
                terms = [len(set(leaf.terms)) if isinstance(leaf, Phrase) else 1 for leaf in part.parts]
                return AlternativeLeaf(tuple(map(self.evaluate, part.parts)), terms)
            case And(parts):
                return JoinedLeaf(tuple(map(self.evaluate, parts)))
            case Word() | Prefix() | Fuzzy():
                lists = tuple(weighted for weighted in self._lists(node) if weighted.size)
                return Leaf(lists, self._idf(_frequency(lists)))
            case _:
                return Leaf((), 0, self._unscored(node))

    def _unscored(self, node: Node) -> set[int]:
        """The documents that match a leaf that adds nothing to scores."""
        match node:
            case Everything():
                return self._searcher.everything()
            case Dates(start, end):
                return set(self._searcher.between(start, end, self._zone))
            case FieldValue(field, value):
                return set(self._searcher.postings(SEARCHED[field][0], value).docs)
            case _:
                return set()

    def _idf(self, documents: int) -> int:
        return inverse_frequency(self._searcher.count, documents)

    def _lists(self, node: Word | Prefix | Fuzzy) -> Iterator[WeightedPostings]:
        terms = () if isinstance(node, Word) else self.expand(node)
        for field in SEARCHED[node.field]:
            if isinstance(node, Word):
                yield from self._word(field, node.text, is_stemmed=node.field not in UNSTEMMED)
            else:
                found = [self._searcher.postings(field, term) for term in terms]
                yield from (_read_list(field, postings, WEIGHTS[field] // 2) for postings in found)

    def _word(self, field: str, word: str, *, is_stemmed: bool) -> Iterator[WeightedPostings]:
        for found in lists_of_word(field, word, self._searcher.langs if is_stemmed else ()):
            if found.lang:
                yield self._list_in(found.lang, field, found.term, found.weight)
            else:
                yield self._list(field, found.term, found.weight, is_bonus=found.is_bonus)

    def _list(self, field: str, term: str, weight: int, *, is_bonus: bool = False) -> WeightedPostings:
        size = self._searcher.frequency(field, term)
        return WeightedPostings(field, size, weight, partial(self._searcher.postings, field, term), is_bonus=is_bonus)

    def _list_in(self, lang: str, field: str, term: str, weight: int) -> WeightedPostings:
        """The list of a term, of documents in a language alone."""
        if len(self._searcher.langs) == 1:
            return self._list(field, term, weight)
        found = self._searcher.postings(field, term)
        return _read_list(field, _chosen(found, bytes(map(self._searcher.is_in(lang).__getitem__, found.docs))), weight)

    def expand(self, node: Prefix | Fuzzy) -> list[str]:
        """The `MOST_TERMS` most frequent terms that a prefix or misspelled word stands for; a hint if it has more."""
        terms, hint = expand(node, self._searcher.terms)
        self.hints += [hint] if hint else []
        return terms

    def _phrase(self, node: Phrase) -> Leaf:
        searcher = self._searcher
        matched = {
            field: adjacent([searcher.postings(field, term) for term in node.terms])
            for field in SEARCHED[node.field]
            if all(searcher.frequency(field, term) for term in node.terms)
        }
        lists = tuple(
            WeightedPostings(field, len(docs), WEIGHTS[field], partial(_cut, searcher, field, term, docs))
            for field, docs in matched.items()
            for term in dict.fromkeys(node.terms)
        )
        return Leaf(lists, self._idf(sum(map(len, matched.values()))), set().union(*matched.values()))


class WordList(NamedTuple):
    """A term of a field that posts have which match a word, and how much it counts."""

    term: str
    weight: int
    """The factor of impacts."""
    lang: str = ""
    """Only posts in this language match by the term; "": all."""
    is_bonus: bool = False
    """True if other terms of the word find all posts that have this one."""


def lists_of_word(field: str, word: str, langs: Iterable[str]) -> Iterator[WordList]:
    """The terms of a field by which a word is found: itself, and its stems.

    Args:
        field: The field of the index.
        word: The word as typed.
        langs: The languages by which the word is stemmed: all of the index; none, and it is found as it is alone.
    """
    term, weight = fold(word), WEIGHTS[field]
    stems = {lang: stem_of(word, lang) for lang in langs}
    is_stem = not stems or term in stems.values()
    yield WordList(term, weight // EXACT + weight * is_stem, is_bonus=not is_stem)
    for lang, stem in stems.items():
        if stem:
            yield WordList(f"{stem}!{lang}", weight)
        if stem and stem != term:
            yield WordList(stem, weight, lang)


def inverse_frequency(count: int, documents: int) -> int:
    """The inverse document frequency of what so many documents match, out of `count`."""
    bits = floor(IDF_SCALE * log2((count + 1) / max(1, min(count, documents))))
    return max(1, bits - IDF_SCALE) if bits else 0


def expand(
    node: Prefix | Fuzzy, terms: Callable[[str, str], Iterable[tuple[str, int]]]
) -> tuple[list[str], InterfaceText | None]:
    """The `MOST_TERMS` most frequent terms that a prefix or misspelled word stands for, and a hint if it has more.

    `terms` gives the terms of a field of the index with a beginning, and how many documents have each.
    """
    beginning = node.text if isinstance(node, Prefix) else node.text[:SAME_BEGINNING]
    counts: dict[str, int] = {}
    for field in SEARCHED[node.field]:
        for term, count in terms(field, beginning):
            if isinstance(node, Prefix) or is_near(node.text, term):
                counts[term] = counts.get(term, 0) + count
    ranked = sorted(counts, key=lambda term: (-counts[term], term))
    if len(ranked) <= MOST_TERMS:
        return ranked, None
    sign = "*" if isinstance(node, Prefix) else "~"
    hint = InterfaceText(
        '"%(word)s" stands for the %(number)s most frequent of %(all)s words',
        word=f"{node.text}{sign}",
        number=str(MOST_TERMS),
        all=str(len(ranked)),
    )
    return ranked[:MOST_TERMS], hint


def _read_list(field: str, postings: PostingList, weight: int) -> WeightedPostings:
    return WeightedPostings(field, len(postings.docs), weight, lambda: postings)


def _frequency(lists: Iterable[WeightedPostings]) -> int:
    """About how many documents have a word: the largest sum over the lists of a field. Titles repeat words of texts."""
    sums: Counter[str] = Counter()
    for weighted in lists:
        sums[weighted.field] += 0 if weighted.is_bonus else weighted.size
    return max(sums.values(), default=0)


def _cut(searcher: Searcher, field: str, term: str, docs: set[int]) -> PostingList:
    """The postings of a term in the documents `docs`, without positions."""
    found = searcher.postings(field, term)
    return _chosen(found, [document in docs for document in found.docs])


def _chosen(found: PostingList, wanted: Sequence[int]) -> PostingList:
    """The postings whose entry in `wanted` is true, without positions."""
    return PostingList(list(compress(found.docs, wanted)), bytes(compress(found.impacts, wanted)), [])
