"""Puts posts that match in order, and finds those that match in part.

The score of a post is the sum over the leaves of idf x weight x impact of each posting list, of alternatives the best
one's, times two factors: the fourth root of the share of the query's clauses that the post has, and the square root of
the share that its thread has, each clause counted by its idf. So words that are spread over a question and its answer
are found together. All scores are integers, so that browsers compute equal ones; `client/search/ranking.js` of the
default theme does.
"""

from collections.abc import Collection, Iterable, Sequence
from heapq import nlargest
from itertools import accumulate
from math import floor, sqrt
from operator import mul
from typing import NamedTuple

from msgspec import Struct

from archiver.search.index.searcher import Searcher
from archiver.search.query.ast import leaves_of, scored_of, text_of
from archiver.search.query.clauses import Clause, LooseQuery, alternatives_of, loosen
from archiver.search.query.evaluate import Evaluation
from archiver.search.query.leaf import Leaf
from archiver.search.query.leaves import Leaves

FEW = 10
"""Posts that match in part are looked for if fewer posts than this match as a whole."""
MOST_PARTIAL = 100
"""The largest number of posts that match in part."""
LOOSE_POSTINGS = 20_000
"""Posts that match in part are looked for by the rarest words, which have together up to so many postings."""
NAMED = 8
"""A word that a post lacks is named if its idf is at least one NAMED-th of the highest of the query's: a question has
words that say nothing, as `how` and `the`."""
SHARES = 256
"""Shares of a query's idf are counted in parts of 1 / SHARES."""
POST_FACTORS = tuple(floor(SHARES * sqrt(sqrt(share / SHARES))) for share in range(SHARES + 1))
"""The factor of a score by the share of the query that the post has, from 0 to SHARES."""
THREAD_FACTORS = tuple(floor(SHARES * sqrt(share / SHARES)) for share in range(SHARES + 1))
"""The factor of a score by the share of the query that the thread has, from 0 to SHARES."""


class Ranked(NamedTuple):
    """A document, and its score; a tuple of numbers by which documents are sorted."""

    score: int
    doc_id: int


class EvaluatedClause:
    """A clause, and its node evaluated."""

    def __init__(self, typed: str, leaf: Leaf, times: int) -> None:
        """See `Clause` for `typed` and `times`."""
        self.typed, self.leaf, self.times = typed, leaf, times

    @property
    def idf(self) -> int:
        """The inverse document frequency, as often as the clause was typed."""
        return self.leaf.idf * self.times

    @property
    def size(self) -> int:
        """About how many documents have the clause."""
        return self.leaf.size

    @property
    def docs(self) -> Collection[int]:
        """The doc ids of the documents that have the clause."""
        return self.leaf.docs


class PartialMatches(Struct, frozen=True, kw_only=True):
    """The posts that match in part."""

    ranked: tuple[Ranked, ...] = ()
    clauses: tuple[EvaluatedClause, ...] = ()
    """The clauses that posts are said to lack: some of those by which posts were found, and of those that none has."""
    hints: tuple[str, ...] = ()
    """Messages for the user."""


def best_matches(searcher: Searcher, evaluation: Evaluation, count: int) -> list[Ranked]:
    """The `count` posts with the highest scores of those that match as a whole; of equal scores the newest first.

    Args:
        searcher: The index.
        evaluation: The evaluated query.
        count: The largest number of posts.
    """
    if not evaluation.docs:
        return []
    leaves = [(evaluation.leaves.evaluate(node), 1) for node in scored_of(evaluation.node)]
    clauses = [_evaluate(evaluation.leaves, clause) for clause in alternatives_of(evaluation.node)]
    clauses = [clause for clause in clauses if clause.size]
    base = _sums(searcher, leaves, evaluation.docs)
    return _best(searcher, base, clauses, evaluation.docs, count)


def partial_matches(searcher: Searcher, evaluation: Evaluation) -> PartialMatches:
    """The best MOST_PARTIAL posts that match in part, without those that match as a whole.

    `searcher` is the index, `evaluation` the evaluated query.
    """
    found = _partial_matches(searcher, evaluation, loosen(evaluation.node))
    if found.ranked or evaluation.docs:
        return found
    return _partial_matches(searcher, evaluation, loosen(evaluation.node, phrases=True))


def _partial_matches(searcher: Searcher, evaluation: Evaluation, loose: LooseQuery) -> PartialMatches:
    """The best posts that match a loosened query: with no other words, if the required ones are words, too."""
    clauses = [_evaluate(evaluation.leaves, clause) for clause in loose.clauses]
    rarest = _rarest(clauses)
    docs = set().union(*(clause.docs for clause in rarest))
    required = tuple(scored_of(loose.required)) if loose.required else ()
    if loose.required:
        docs = evaluation.among(docs, loose.required)
        if not docs and any(map(text_of, leaves_of(loose.required))):
            docs = evaluation.find(loose.required)
    docs = docs - evaluation.docs
    if not docs:
        return PartialMatches()
    leaves = [(evaluation.leaves.evaluate(node), 1) for node in required]
    leaves += [(clause.leaf, clause.times) for clause in rarest]
    base = _sums(searcher, leaves, docs)
    ranked = _best(searcher, base, rarest, docs, MOST_PARTIAL)
    return PartialMatches(ranked=tuple(ranked), clauses=_named(clauses, rarest), hints=loose.hints)


def _named(clauses: Sequence[EvaluatedClause], rarest: Sequence[EvaluatedClause]) -> tuple[EvaluatedClause, ...]:
    """The clauses that posts are said to lack, out of all `clauses`, of which posts were found by the `rarest`."""
    highest = max((clause.idf for clause in clauses), default=0)
    looked_for = (clause for clause in clauses if not clause.size or clause in rarest)
    return tuple(clause for clause in looked_for if NAMED * clause.idf >= highest)


def _evaluate(leaves: Leaves, clause: Clause) -> EvaluatedClause:
    return EvaluatedClause(clause.typed, leaves.evaluate(clause.node), clause.times)


def _rarest(clauses: Sequence[EvaluatedClause]) -> list[EvaluatedClause]:
    """The clauses with the highest idf that have together up to LOOSE_POSTINGS postings, and one in any case."""
    known = sorted((clause for clause in clauses if clause.size), key=lambda clause: clause.size)
    sums = accumulate(clause.size for clause in known)
    return [clause for clause, postings in zip(known, sums, strict=True) if postings <= LOOSE_POSTINGS] or known[:1]


def _sums(searcher: Searcher, leaves: Iterable[tuple[Leaf, int]], docs: set[int]) -> list[int]:
    """The sums over leaves, each so many times, of idf x weight x impact, by doc id; only those of `docs` are right."""
    sums = [0] * searcher.count
    for leaf, times in leaves:
        leaf.add_scores(sums, docs, times)
    return sums


def _best(
    searcher: Searcher, sums: list[int], clauses: Sequence[EvaluatedClause], docs: Collection[int], count: int
) -> list[Ranked]:
    """The `count` documents of `docs` with the highest scores, the highest first; of equal scores the newest first.

    Args:
        searcher: The index.
        sums: The sums over the leaves of the query, by doc id.
        clauses: Clauses that not all of the documents have.
        docs: Doc ids.
        count: The largest number of documents.
    """
    total = sum(clause.idf for clause in clauses)
    if len(clauses) < 2 or not total:
        return _highest(map(sums.__getitem__, docs), docs, count)
    numbers = searcher.order.thread_numbers
    in_posts = map(_held(searcher.count, clauses, None).__getitem__, docs)
    in_threads = map(_held(len(searcher.order.urls), clauses, numbers).__getitem__, map(numbers.__getitem__, docs))
    post_factors = map(_Factors(POST_FACTORS, total).__getitem__, in_posts)
    thread_factors = map(_Factors(THREAD_FACTORS, total).__getitem__, in_threads)
    scores = map(mul, map(sums.__getitem__, docs), map(mul, post_factors, thread_factors))
    return _highest(scores, docs, count, SHARES * SHARES)


class _Factors(dict[int, int]):
    """Maps a part of the idf of a query to the factor of its share; there are few different parts."""

    def __init__(self, factors: Sequence[int], total: int) -> None:
        super().__init__()
        self._factors, self._total = factors, total

    def __missing__(self, part: int) -> int:
        factor = self[part] = self._factors[SHARES * part // self._total]
        return factor


def _held(size: int, clauses: Iterable[EvaluatedClause], numbers: Sequence[int] | None) -> list[int]:
    """The sum of the idf of the clauses that each document has, by doc id; with `numbers` that each thread has.

    Args:
        size: The number of documents, or of threads.
        clauses: The clauses.
        numbers: The number of each document's thread.
    """
    held = [0] * size
    for clause in clauses:
        idf = clause.idf
        for number in clause.docs if numbers is None else set(map(numbers.__getitem__, clause.docs)):
            held[number] += idf
    return held


def _highest(values: Iterable[int], docs: Collection[int], count: int, unit: int = 1) -> list[Ranked]:
    """The `count` documents with the highest scores, the highest first; of equal scores the newest documents first.

    Args:
        values: The score of each document, times `unit`, to be rounded down.
        docs: The doc ids of the documents.
        count: The largest number of documents.
        unit: What `values` are counted in.
    """
    values = list(values)
    least = min(nlargest(count, values), default=0) // unit * unit
    best = [Ranked(value // unit, doc_id) for value, doc_id in zip(values, docs, strict=True) if value >= least]
    return sorted(best, reverse=True)[:count]
