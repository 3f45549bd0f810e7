"""Find the posts that match a query, and their scores. All scores are integers, so that browsers compute equal ones.

First the tree is evaluated to the set of documents that match. Then each leaf that is not below a Not node adds to the
scores of the documents in this set that have its terms, also in an alternative (Or) that doesn't match as a whole: for
each posting list idf x weight x impact. A word has a list for its term, and lists at half the weight for its stems.
`client/search/evaluate.js` of the default theme evaluates queries in this way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import reduce
from itertools import accumulate, compress
from math import floor, log2

from archiver.search.analysis.edit_distance import SAME_BEGINNING, is_near
from archiver.search.analysis.stems import stem_of
from archiver.search.analysis.tokens import fold
from archiver.search.index.fields import SEARCHED, WEIGHTS
from archiver.search.index.impact import decode_positions
from archiver.search.index.searcher import PostingList, Searcher
from archiver.search.query.ast import (
    And,
    Dates,
    Everything,
    FieldValue,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    leaves_of,
    meant_by,
)

MOST_TERMS = 500
"""The largest number of terms that a prefix or a misspelled word is expanded to."""
IDF_SCALE = 16
"""An inverse document frequency is this times a binary logarithm, rounded down to an integer."""


@dataclass(frozen=True, slots=True)
class WeightedPostings:
    """A posting list, and the factor by which its impacts are multiplied in scores."""

    postings: PostingList
    weight: int


@dataclass(frozen=True, slots=True)
class QueryLeaf:
    """An evaluated leaf of the tree: the documents that it matches, and what it adds to their scores."""

    docs: set[int]
    """Doc ids."""
    lists: tuple[WeightedPostings, ...] = ()
    idf: int = 0
    """The inverse document frequency of the leaf, a factor for all its lists."""


class Evaluation:
    """Evaluates a query: finds the documents that match at once, and their scores on demand.

    Args:
        searcher: The index.
        node: The tree of the query.
        zone: The site's time zone, for the days of posts.
    """

    def __init__(self, searcher: Searcher, node: Node, zone: tzinfo) -> None:
        self._searcher, self._node, self._zone = searcher, node, zone
        self._leaves: dict[Node, QueryLeaf] = {}
        self.hints: list[str] = []
        """Messages for the user: words that were expanded to the most frequent terms only."""
        self.docs = self._find(node)
        """The doc ids of the documents that match."""

    def scores(self) -> list[int]:
        """The scores by doc id; entries of documents that don't match have no meaning."""
        scores = [0] * self._searcher.count
        for node in leaves_of(self._node):
            leaf = self._leaf(node)
            for weighted in leaf.lists:
                self._add_scores(scores, weighted.postings, leaf.idf * weighted.weight)
        return scores

    def _add_scores(self, scores: list[int], found: PostingList, factor: int) -> None:
        """Add the impacts of a list, times a factor, to `scores`, at least for all documents that match."""
        if not factor:
            return  # nearly all posts have the term
        docs, impacts = found.docs, found.impacts
        if len(self.docs) * 4 < len(docs):
            matching = list(map(self.docs.__contains__, docs))
            docs, impacts = list(compress(docs, matching)), bytes(compress(impacts, matching))
        for document, impact in zip(docs, impacts, strict=True):
            scores[document] += factor * impact

    def _find(self, node: Node) -> set[int]:
        match node := meant_by(node):
            case And(parts):
                return self._all_of(list(map(meant_by, parts)))
            case Or(parts):
                return set().union(*map(self._find, parts))
            case Not(part):
                return self._searcher.everything() - self._find(part)
            case _:
                return self._leaf(node).docs

    def _all_of(self, parts: Sequence[Node]) -> set[int]:
        """The documents that match all parts. Exclusions and dates only filter what the other parts have found."""
        narrow = [part for part in parts if isinstance(part, Not | Dates)]
        wide = [part for part in parts if not isinstance(part, Not | Dates | Everything)]
        found = [self._find(part) for part in wide]
        docs = set.intersection(*sorted(found, key=len)) if found else self._searcher.everything()
        for part in narrow:
            if isinstance(part, Dates):
                docs &= self._searcher.between(part.start, part.end, self._zone)
            else:
                docs -= self._find(part.part)
        return docs

    def _leaf(self, node: Node) -> QueryLeaf:
        """The evaluated leaf of a node; equal nodes are evaluated once."""
        if node not in self._leaves:
            self._leaves[node] = self._evaluate_leaf(node)
        return self._leaves[node]

    def _evaluate_leaf(self, node: Node) -> QueryLeaf:
        match node:
            case Everything():
                return QueryLeaf(self._searcher.everything())
            case Dates(start, end):
                return QueryLeaf(self._searcher.between(start, end, self._zone))
            case FieldValue(field, value):
                return QueryLeaf(set(self._searcher.postings(SEARCHED[field][0], value).docs))
            case Phrase():
                return self._phrase(node)
            case Word() | Prefix() | Fuzzy():
                lists = tuple(self._lists(node))
                docs = set().union(*(weighted.postings.docs for weighted in lists))
                return QueryLeaf(docs, lists, self._idf(sum(len(weighted.postings.docs) for weighted in lists)))
            case _:
                return QueryLeaf(set())

    def _idf(self, documents: int) -> int:
        """The inverse document frequency of a leaf whose lists have `documents` postings together."""
        count = self._searcher.count
        return floor(IDF_SCALE * log2((count + 1) / max(1, min(count, documents))))

    def _lists(self, node: Word | Prefix | Fuzzy) -> Iterator[WeightedPostings]:
        fields = SEARCHED[node.field]
        if isinstance(node, Word):
            for field in fields:
                yield from self._word(field, node.text)
            return
        terms = self.expand(node)
        for field in fields:
            lists = (self._searcher.postings(field, term) for term in terms)
            yield from (WeightedPostings(found, WEIGHTS[field] // 2) for found in lists if found.docs)

    def _word(self, field: str, word: str) -> Iterator[WeightedPostings]:
        searcher, term = self._searcher, fold(word)
        weight = WEIGHTS[field]
        yield WeightedPostings(searcher.postings(field, term), weight)
        if field == "name":
            return
        for lang in searcher.langs:
            stem = stem_of(word, lang)
            if stem:
                yield WeightedPostings(searcher.postings(field, f"{stem}~{lang}"), weight // 2)
            if stem and stem != term:
                found = searcher.postings(field, stem)
                yield WeightedPostings(self._only_in(found, lang) if len(searcher.langs) > 1 else found, weight // 2)

    def _only_in(self, found: PostingList, lang: str) -> PostingList:
        wanted = bytes(map(self._searcher.is_in(lang).__getitem__, found.docs))
        return _chosen(found, wanted)

    def expand(self, node: Prefix | Fuzzy) -> list[str]:
        """The `MOST_TERMS` most frequent terms that a prefix or misspelled word stands for; a hint if it has more."""
        beginning = node.text if isinstance(node, Prefix) else node.text[:SAME_BEGINNING]
        counts: dict[str, int] = {}
        for field in SEARCHED[node.field]:
            for term, count in self._searcher.terms(field, beginning):
                if isinstance(node, Prefix) or is_near(node.text, term):
                    counts[term] = counts.get(term, 0) + count
        ranked = sorted(counts, key=lambda term: (-counts[term], term))
        if len(ranked) > MOST_TERMS:
            sign = "*" if isinstance(node, Prefix) else "~"
            self.hints.append(f'"{node.text}{sign}" stands for the {MOST_TERMS} most frequent of {len(ranked)} words')
        return ranked[:MOST_TERMS]

    def _phrase(self, node: Phrase) -> QueryLeaf:
        matched = {field: self._adjacent(field, node.terms) for field in SEARCHED[node.field]}
        lists = tuple(
            WeightedPostings(_cut(self._searcher.postings(field, term), docs), WEIGHTS[field])
            for field, docs in matched.items()
            for term in dict.fromkeys(node.terms)
        )
        return QueryLeaf(set().union(*matched.values()), lists, self._idf(sum(map(len, matched.values()))))

    def _adjacent(self, field: str, terms: Sequence[str]) -> set[int]:
        """The doc ids of the documents in which `terms` follow each other in an index field."""
        lists = [self._searcher.postings(field, term) for term in terms]
        docs = reduce(set.intersection, (set(found.docs) for found in sorted(lists, key=lambda found: len(found.docs))))
        if len(terms) == 1 or not docs:
            return docs
        begins: dict[int, frozenset[int]] = {}
        for at, found in sorted(enumerate(lists), key=lambda pair: len(pair[1].docs)):
            starts = _Starts(at)
            these = {
                document: starts[encoded]
                for document, encoded in zip(found.docs, found.positions, strict=True)
                if document in docs
            }
            begins = {d: left for d, here in these.items() if (left := begins[d] & here)} if begins else these
            docs = set(begins)
            if not docs:
                break
        return docs


class _Starts(dict[bytes, frozenset[int]]):
    """Maps the encoded positions of a phrase's term to the positions at which the phrase would begin.

    `at` is the index of the term in the phrase. Many documents have equal encoded positions, so results are cached.
    """

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at

    def __missing__(self, encoded: bytes) -> frozenset[int]:
        positions = accumulate(encoded) if encoded.isascii() else decode_positions(encoded)
        starts = self[encoded] = frozenset([position - self._at for position in positions] if self._at else positions)
        return starts


def _cut(found: PostingList, docs: set[int]) -> PostingList:
    """The postings of the documents `docs`, without positions."""
    return _chosen(found, [document in docs for document in found.docs])


def _chosen(found: PostingList, wanted: Sequence[int]) -> PostingList:
    """The postings whose entry in `wanted` is true, without positions."""
    return PostingList(list(compress(found.docs, wanted)), bytes(compress(found.impacts, wanted)), [])
