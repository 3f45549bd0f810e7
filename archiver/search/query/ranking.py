"""Puts posts that match in order, and finds those that match in part.

The score of a post is the sum over the leaves of idf x weight x impact of each posting list, times two factors: the
fourth root of the share of the query's clauses that the post has, and the square root of the share that its thread has,
each clause counted by its idf. So words that are spread over a question and its answer are found together. All scores
are integers, so that browsers compute equal ones; `client/search/ranking.js` of the default theme does.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate, compress
from math import floor, sqrt
from operator import mul
from typing import NamedTuple

from archiver.search.index.searcher import Searcher
from archiver.search.query.ast import leaves_of
from archiver.search.query.clauses import Clause, alternatives_of, loosen
from archiver.search.query.evaluate import Evaluation
from archiver.search.query.leaves import Leaf, Leaves

FEW = 10
"""Posts that match in part are looked for if fewer posts than this match as a whole."""
MOST_PARTIAL = 100
"""The largest number of posts that match in part."""
LOOSE_POSTINGS = 50_000
"""Posts that match in part are looked for by the rarest words, which have together up to so many postings."""
SHARES = 256
"""Shares of a query's idf are counted in parts of 1 / SHARES."""
POST_FACTORS = tuple(floor(SHARES * sqrt(sqrt(share / SHARES))) for share in range(SHARES + 1))
"""The factor of a score by the share of the query that the post has, from 0 to SHARES."""
THREAD_FACTORS = tuple(floor(SHARES * sqrt(share / SHARES)) for share in range(SHARES + 1))
"""The factor of a score by the share of the query that the thread has, from 0 to SHARES."""
_SCALE = SHARES * SHARES


class Ranked(NamedTuple):
    """A document, and its score; a tuple of numbers by which documents are sorted."""

    score: int
    doc_id: int


@dataclass(frozen=True, slots=True)
class EvaluatedClause:
    """A clause, and its evaluated leaves."""

    typed: str
    leaves: tuple[Leaf, ...]
    times: int

    @property
    def idf(self) -> int:
        """The inverse document frequency of the most frequent leaf, as often as the clause was typed."""
        return min(leaf.idf for leaf in self.leaves) * self.times

    @property
    def size(self) -> int:
        """About how many documents have the clause."""
        return sum(leaf.size for leaf in self.leaves)

    @property
    def docs(self) -> Collection[int]:
        """The doc ids of the documents that have the clause."""
        return self.leaves[0].docs if len(self.leaves) == 1 else set().union(*(leaf.docs for leaf in self.leaves))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialMatches:
    """The posts that match in part."""

    ranked: tuple[Ranked, ...] = ()
    clauses: tuple[EvaluatedClause, ...] = ()
    """The clauses by which the posts were found, and those that no post has."""
    hints: tuple[str, ...] = ()
    """Messages for the user."""


def best_matches(searcher: Searcher, evaluation: Evaluation, count: int) -> list[Ranked]:
    """The `count` posts with the highest scores of those that match as a whole; of equal scores the newest first.

    Args:
        searcher: The index.
        evaluation: The evaluated query.
        count: The largest number of posts.
    """
    leaves = [(evaluation.leaves.evaluate(leaf), 1) for leaf in leaves_of(evaluation.node)]
    clauses = [_evaluate(evaluation.leaves, clause) for clause in alternatives_of(evaluation.node)]
    clauses = [clause for clause in clauses if clause.size]
    base = _sums(searcher, leaves, evaluation.docs)
    return _best(searcher, base, clauses, evaluation.docs, count)


def partial_matches(searcher: Searcher, evaluation: Evaluation) -> PartialMatches:
    """The best MOST_PARTIAL posts that match in part, without those that match as a whole.

    `searcher` is the index, `evaluation` the evaluated query.
    """
    loose = loosen(evaluation.node)
    clauses = [_evaluate(evaluation.leaves, clause) for clause in loose.clauses]
    rarest = _rarest(clauses)
    docs = set().union(*(clause.docs for clause in rarest))
    docs = evaluation.among(docs, loose.required) if loose.required else docs
    docs -= evaluation.docs
    if not docs:
        return PartialMatches()
    required = leaves_of(loose.required) if loose.required else ()
    leaves = [(evaluation.leaves.evaluate(leaf), 1) for leaf in required]
    leaves += [(leaf, clause.times) for clause in rarest for leaf in clause.leaves]
    base = _sums(searcher, leaves, docs)
    ranked = _best(searcher, base, rarest, docs, MOST_PARTIAL)
    looked_for = tuple(clause for clause in clauses if not clause.size or clause in rarest)
    return PartialMatches(ranked=tuple(ranked), clauses=looked_for, hints=loose.hints)


def _evaluate(leaves: Leaves, clause: Clause) -> EvaluatedClause:
    return EvaluatedClause(clause.typed, tuple(map(leaves.evaluate, clause.leaves)), clause.times)


def _rarest(clauses: Sequence[EvaluatedClause]) -> list[EvaluatedClause]:
    """The clauses with the highest idf that have together up to LOOSE_POSTINGS postings, and one in any case."""
    known = sorted((clause for clause in clauses if clause.size), key=lambda clause: clause.size)
    sums = accumulate(clause.size for clause in known)
    return [clause for clause, postings in zip(known, sums, strict=True) if postings <= LOOSE_POSTINGS] or known[:1]


def _sums(searcher: Searcher, leaves: Iterable[tuple[Leaf, int]], docs: Collection[int]) -> list[int]:
    """The sums over leaves, each so many times, of idf x weight x impact, by doc id; only those of `docs` are right."""
    sums = [0] * searcher.count
    for leaf, times in leaves:
        for weighted in leaf.lists:
            found = weighted.read()
            _add(sums, found.docs, found.impacts, leaf.idf * weighted.weight * times, docs)
    return sums


def _add(sums: list[int], found: Sequence[int], impacts: bytes, factor: int, docs: Collection[int]) -> None:
    """Add the impacts of the documents `found`, times a factor, to `sums`, at least for all documents in `docs`."""
    if len(docs) * 4 < len(found):
        wanted = list(map(docs.__contains__, found))
        found, impacts = list(compress(found, wanted)), bytes(compress(impacts, wanted))
    for document, impact in zip(found, impacts, strict=True):
        sums[document] += factor * impact


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
    held = _held(searcher.count, clauses, None)
    factors = {part: POST_FACTORS[SHARES * part // total] for part in set(map(held.__getitem__, docs))}
    parts = map(factors.__getitem__, map(held.__getitem__, docs))
    uppers = list(map(mul, map(sums.__getitem__, docs), parts))  # of scores, where the thread has all clauses
    numbers = searcher.order.thread_numbers
    held = _held(len(searcher.order.urls), clauses, numbers)

    def score(upper: int, doc_id: int) -> int:
        return upper * THREAD_FACTORS[SHARES * held[numbers[doc_id]] // total] // _SCALE

    first = _highest(uppers, docs, count)
    least = min((score(*ranked) for ranked in first), default=0) * SHARES
    rest = [(upper, doc_id) for upper, doc_id in zip(uppers, docs, strict=True) if upper >= least]
    return _highest([score(*pair) for pair in rest], [doc_id for _, doc_id in rest], count)


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


def _highest(values: Iterable[int], docs: Collection[int], count: int) -> list[Ranked]:
    """The `count` pairs of a value and a document with the highest values; of equal values the newest documents."""
    values = list(values)
    least = min(nlargest(count, values), default=0)
    best = [Ranked(value, doc_id) for value, doc_id in zip(values, docs, strict=True) if value >= least]
    return sorted(best, reverse=True)[:count]
