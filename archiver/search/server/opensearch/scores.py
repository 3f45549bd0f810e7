"""The scores of posts in the query DSL of OpenSearch: those of `query.leaf`.

A score is a sum of products of integers, which a float of the server holds exactly up to 2^24. Halves are rounded down
for each alternative of a word; the server does not, so its scores may be higher by less than one for each of them.
"""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from archiver.search.index.fields import SEARCHED, WEIGHTS
from archiver.search.query.ast import Alternatives, And, Fuzzy, Node, Phrase, Prefix, Word
from archiver.search.server.documents import bounded
from archiver.search.server.matching import AllOf, AnyOf, AnyTerm, Condition, InSet, TermSequence
from archiver.search.server.opensearch.mapping import impact_field
from archiver.search.server.opensearch.queries import Dsl, query_of
from archiver.search.server.weighing import Weighing

EXACT = 2**24
"""Below it all integers are floats."""


class ScoredUnit(Struct, frozen=True):
    """What the server can add up: a leaf, or leaves that must all match."""

    queries: tuple[Dsl, ...]
    """What adds to its score, each an integer."""
    factor: int
    """By which the sum is multiplied,"""
    divisor: int
    """and divided."""

    @property
    def query(self) -> Dsl:
        """The query for the score, which is not rounded."""
        return {"bool": {"should": list(self.queries), "boost": self.factor / self.divisor}}

    def score(self, total: int) -> int:
        """The score for a sum of what the queries add."""
        return self.factor * total // self.divisor


class ScoredPart(Struct, frozen=True):
    """A part of a query that adds to scores: the best of its units, so many times."""

    units: tuple[ScoredUnit, ...]
    times: int

    @property
    def query(self) -> Dsl:
        """The query for the score, which is not rounded."""
        best = {"dis_max": {"queries": [unit.query for unit in self.units], "boost": self.times}}
        return best if len(self.units) > 1 or self.times > 1 else self.units[0].query


class ScoreParts:
    """Makes parts of nodes. `weighing` knows how much they count."""

    def __init__(self, weighing: Weighing) -> None:
        self._weighing = weighing

    def parts(self, scored: Sequence[tuple[Node, int]]) -> list[ScoredPart]:
        """The parts of a query that add to scores, from nodes, each so many times; equal ones are one."""
        counts: Counter[Node] = Counter()
        for node, times in scored:
            counts[node] += times
        found = (ScoredPart(tuple(self._units(node)), times) for node, times in counts.items())
        return [part for part in found if part.units]

    def has(self, node: Node) -> Condition:
        """The condition that posts meet which match a leaf, alternatives, or leaves that must all match."""
        match node:
            case Alternatives(part):
                return AnyOf(tuple(map(self.has, part.parts)))
            case And(parts):
                return AllOf(tuple(map(self.has, parts)))
            case Phrase(field, terms):
                return AnyOf(tuple(TermSequence(name, tuple(map(bounded, terms))) for name in SEARCHED[field]))
            case Word(field):
                lists = ((name, found) for name in SEARCHED[field] for found in self._weighing.lists(name, node))
                known = ((name, bounded(found.term), found.lang) for name, found in lists)
                return AnyOf(tuple(_has_term(*found) for found in known if self._weighing.frequency(*found)))
            case Prefix(field) | Fuzzy(field):
                expanded = tuple(self._weighing.expand(node))
                return AnyOf(tuple(AnyTerm(name, expanded) for name in SEARCHED[field] if expanded))
        return AnyOf(())

    def _units(self, node: Node) -> list[ScoredUnit]:
        if not isinstance(node, Alternatives):
            return self._unit(node, None, 1)
        typed, *others = node.part.parts
        most = self._weighing.idf(typed)
        found = self._unit(typed, most, 1)
        for part in others:
            terms = len(set(part.terms)) if isinstance(part, Phrase) else 1
            found += self._unit(part, most, 2 * terms)
        return found

    def _unit(self, node: Node, most: int | None, divisor: int) -> list[ScoredUnit]:
        if isinstance(node, And):
            parts = [{"bool": {"should": self._lists(part), "boost": self._idf(part, most)}} for part in node.parts]
            return [ScoredUnit(({"bool": {"must": parts}},), 1, divisor)] if all(map(self._lists, node.parts)) else []
        lists, idf = self._lists(node), self._idf(node, most)
        return [ScoredUnit(tuple(lists), idf, divisor)] if lists and idf else []

    def _idf(self, node: Node, most: int | None) -> int:
        idf = self._weighing.idf(node)
        return idf if most is None else min(idf, most)

    def _lists(self, node: Node) -> list[Dsl]:
        """What each term of a leaf adds in each of its fields."""
        if not isinstance(node, Word | Phrase | Prefix | Fuzzy):
            return []
        return [found for field in SEARCHED[node.field] for found in self._lists_in(field, node)]

    def _lists_in(self, field: str, leaf: Word | Phrase | Prefix | Fuzzy) -> list[Dsl]:
        frequency = self._weighing.frequency
        match leaf:
            case Word():
                lists = [(bounded(found.term), found) for found in self._weighing.lists(field, leaf)]
                return [
                    _in_language(_impact(field, term, found.weight), found.lang)
                    for term, found in lists
                    if frequency(field, term, found.lang)
                ]
            case Phrase():
                terms = tuple(map(bounded, leaf.terms))
                impacts = [_impact(field, term, WEIGHTS[field]) for term in dict.fromkeys(terms)]
                adjacent = query_of(TermSequence(field, terms))
                are_known = all(frequency(field, term) for term in terms)
                return [{"bool": {"must": impacts, "filter": [adjacent]}}] if are_known else []
            case _:
                expanded = self._weighing.expand(leaf)
                return [_impact(field, term, WEIGHTS[field] // 2) for term in expanded if frequency(field, term)]


def _has_term(field: str, term: str, lang: str) -> Condition:
    found = AnyTerm(field, (term,))
    return AllOf((found, InSet(f"lang:{lang}"))) if lang else found


def _impact(field: str, term: str, weight: int) -> Dsl:
    return {"rank_feature": {"field": impact_field(field, term), "boost": weight, "linear": {}}}


def _in_language(query: Dsl, lang: str) -> Dsl:
    return {"bool": {"must": [query], "filter": [{"term": {"lang": lang}}]}} if lang else query
