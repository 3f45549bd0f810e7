"""The scores of posts in SQL: those of `query.leaf`, from how often a term is in a post and how long the post is.

PostgreSQL tells how often by its rank: the rank of one term that has n places is (1 + 1/4 + 1/9 + … + 1/n²) / (π²/6).
"""

from collections.abc import Iterable
from itertools import accumulate, pairwise
from math import pi

from archiver.search.index.fields import REFERENCE_LENGTHS, SEARCHED, WEIGHTS
from archiver.search.index.impact import BY_LENGTH, HIGHEST, SATURATION
from archiver.search.query.ast import Alternatives, And, Fuzzy, Node, Phrase, Prefix, Word
from archiver.search.query.leaves import WordList
from archiver.search.server.documents import bounded
from archiver.search.server.postgres.statement import Statement, lexeme
from archiver.search.server.weighing import Weighing

_RANKS = [total / (pi**2 / 6) for total in accumulate((1 / n**2 for n in range(1, HIGHEST + 1)), initial=0)]
BORDERS = [(rank + following) / 2 for rank, following in pairwise(_RANKS)]
"""The ranks between those of one frequency and the next: the n-th is between n - 1 and n."""
_EVEN = "'{1,1,1,1}'"


class Scores:
    """Makes SQL of leaves. `weighing` knows how much they count; `statement` takes the values."""

    def __init__(self, statement: Statement, weighing: Weighing) -> None:
        self._statement, self._weighing = statement, weighing
        self._borders = statement.bind(BORDERS, "float8[]")

    def score(self, node: Node, times: int = 1) -> str:
        """What a leaf or alternatives add to the score of a post, so many times: an SQL expression."""
        found = self._score(node, None)
        return f"({found} * {times:d})" if found != "0" else found

    def size(self, node: Node) -> int:
        """About how many posts match a leaf or alternatives, or more."""
        return self._weighing.size(node)

    def _score(self, node: Node, most: int | None) -> str:
        match node:
            case Alternatives(part):
                return self._best(list(part.parts), most)
            case And(parts):
                added = " + ".join(self._score(part, most) for part in parts)
                return self._case(f"({' AND '.join(map(self.has, parts))})", f"({added})")
            case Word() | Phrase() | Prefix() | Fuzzy():
                idf = self._weighing.idf(node) if most is None else min(self._weighing.idf(node), most)
                lists = [found for name in SEARCHED[node.field] for found in self._lists(name, node)] if idf else []
                return f"({' + '.join(lists)}) * {idf:d}::bigint" if lists else "0"
        return "0"

    def _best(self, parts: list[Node], most: int | None) -> str:
        """The best of the alternatives: those that were not typed count half."""
        idf = self._weighing.idf(parts[0])
        most = idf if most is None else min(idf, most)
        scores = [self._score(parts[0], most)]
        for part in parts[1:]:
            terms = len(set(part.terms)) if isinstance(part, Phrase) else 1
            scores.append(f"(({self._score(part, most)}) / {2 * terms:d})")
        return f"greatest({', '.join(scores)})"

    def _lists(self, field: str, leaf: Word | Phrase | Prefix | Fuzzy) -> list[str]:
        """What each term of a leaf adds in one field."""
        if isinstance(leaf, Word):
            return [
                self._list(field, bounded(found.term), found.weight, found.lang) for found in self._words(field, leaf)
            ]
        if isinstance(leaf, Phrase):
            terms = list(dict.fromkeys(map(bounded, leaf.terms)))
            if not all(self._weighing.frequency(field, term) for term in terms):
                return []
            impacts = " + ".join(self._impact(field, term) for term in terms)
            return [self._case(self._has_phrase(field, leaf), f"({impacts}) * {WEIGHTS[field]:d}")]
        expanded = self._weighing.expand(leaf)
        return [self._sum(field, expanded, WEIGHTS[field] // 2)] if expanded else []

    def _words(self, field: str, word: Word) -> list[WordList]:
        frequency = self._weighing.frequency
        lists = self._weighing.lists(field, word)
        return [found for found in lists if frequency(field, bounded(found.term), found.lang)]

    def _list(self, field: str, term: str, weight: int, lang: str) -> str:
        has = f"p.{field} @@ {self._statement.terms([term])}"
        if lang:
            has += f" AND p.lang = {self._statement.bind(lang, 'text')}"
        return self._case(has, f"{self._impact(field, term)} * {weight:d}")

    def _impact(self, field: str, term: str) -> str:
        """The impact of a term that a post has; half, where it has the term only as a part of names in code."""
        query = self._statement.terms([term])
        words = f"width_bucket(ts_rank({_EVEN}, ts_filter(p.{field}, '{{a}}'), {query}), {self._borders})"
        every = f"width_bucket(ts_rank({_EVEN}, p.{field}, {query}), {self._borders})"
        half = f"greatest(1, {_impact_of('f.every', field)} / 2)"
        return (
            f"(SELECT CASE WHEN f.words > 0 THEN {_impact_of('f.words', field)} ELSE {half} END"
            f" FROM (SELECT {words} AS words, {every} AS every OFFSET 0) f)"
        )

    def _sum(self, field: str, terms: list[str], weight: int) -> str:
        """The sum of the impacts of all terms that a post has, of many."""
        query, names = self._statement.terms(terms), self._statement.bind(terms, "text[]")
        own = _impact_of("f.words", field)
        half = f"greatest(1, {_impact_of('f.every', field)} / 2)"
        summed = (
            f"(SELECT coalesce(sum(CASE WHEN f.words > 0 THEN {own} ELSE {half} END), 0)::bigint FROM (SELECT"
            " least(255, cardinality(u.positions)) AS every,"
            " least(255, cardinality(array_positions(u.weights, 'A'))) AS words"
            f" FROM unnest(p.{field}) u WHERE u.lexeme = ANY({names})) f)"
        )
        return self._case(f"p.{field} @@ {query}", f"{summed} * {weight:d}")

    def _has_phrase(self, field: str, leaf: Phrase) -> str:
        query = self._statement.bind(" <-> ".join(map(lexeme, map(bounded, leaf.terms))), "tsquery")
        return f"p.{field} @@ {query}"

    def has(self, node: Node) -> str:
        """Whether a post matches a leaf, alternatives, or leaves that must all match."""
        match node:
            case Alternatives(part):
                return self._any(map(self.has, part.parts))
            case And(parts):
                return f"({' AND '.join(map(self.has, parts))})"
            case Phrase(field):
                return self._any(self._has_phrase(name, node) for name in SEARCHED[field])
            case Word(field):
                lists = ((name, found) for name in SEARCHED[field] for found in self._weighing.lists(name, node))
                return self._any(self._has_word(name, found.term, found.lang) for name, found in lists)
            case Prefix(field) | Fuzzy(field):
                terms = self._statement.terms(self._weighing.expand(node))
                return self._any(f"p.{name} @@ {terms}" for name in SEARCHED[field])
        return "false"

    def _any(self, parts: Iterable[str]) -> str:
        return f"({' OR '.join(parts)})"

    def _has_word(self, field: str, term: str, lang: str) -> str:
        has = f"p.{field} @@ {self._statement.terms([bounded(term)])}"
        return f"({has} AND p.lang = {self._statement.bind(lang, 'text')})" if lang else has

    def _case(self, condition: str, value: str) -> str:
        return f"CASE WHEN {condition} THEN {value} ELSE 0 END"


def _impact_of(frequency: str, field: str) -> str:
    """The impact of a term of this frequency: `impact.impact` in SQL."""
    length = f"({1 - BY_LENGTH} + {BY_LENGTH} * p.{field}_words::float8 / {REFERENCE_LENGTHS[field]:d})"
    dampened = f"{SATURATION}::float8 * {length}"
    return (
        f"greatest(1, least({HIGHEST}, round({HIGHEST}::float8 * {frequency} / ({frequency} + {dampened}))))::integer"
    )
