"""Puts posts in the order of their scores, which are those of `query.ranking`.

The server finds the best posts of all by its own sums. Where these may differ from the scores, or posts differ in their
shares of the query, candidates are measured: each unit of the query is asked for by itself, and added up here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from archiver.search.query.ast import Node
from archiver.search.query.ranking import POST_FACTORS, SHARES, THREAD_FACTORS
from archiver.search.server.connection import MOST_RANKED, Wanted
from archiver.search.server.matching import AllOf, NotOf
from archiver.search.server.opensearch.queries import MOST_LEAVES, Dsl, count_leaves, query_of, these_places
from archiver.search.server.opensearch.scores import EXACT, ScoredUnit, ScoreParts
from archiver.search.server.opensearch.session import Json
from archiver.search.server.opensearch.view import MOST_HITS, VersionView
from archiver.search.server.weighing import Weighing

Place = tuple[int, int]
"""The number of a thread, and that of a post in it."""
ORDERS: Mapping[str, list[dict[str, Any]]] = {
    "newest": [
        {"minute": {"order": "desc", "missing": "_last"}},
        *({field: "desc"} for field in ("key", "thread", "number")),
    ],
    "oldest": [
        {"minute": {"order": "asc", "missing": "_first"}},
        *({field: "asc"} for field in ("key", "thread", "number")),
    ],
    "relevance": [{field: "desc"} for field in ("_score", "key", "thread", "number")],
}
_AT_ONCE = MOST_LEAVES - 100  # leaves of one measurement; conditions come on top
_SPARE = 50  # candidates beyond those that are wanted
_ROUNDING = 2**-22  # of a float, and of some additions
_LEFT = "left"


class RankedPost(Struct, frozen=True, order=True):
    """A post and its score; sorted as posts are found, from the last one to the first."""

    score: int
    key: int
    thread: int
    number: int


class Candidates(Struct, frozen=True):
    """Posts that may be among the best, and what is known of them."""

    posts: Sequence[RankedPost]
    """Without their scores."""
    among: Dsl
    """A query that at least these posts match."""
    has: Mapping[Place, frozenset[str]] = {}
    """The names of the clauses that each post has; `left` is that of a post that is not wanted."""


def rank(view: VersionView, wanted: Wanted, weighing: Weighing) -> list[RankedPost]:
    """The posts in `view` that are `wanted`, the best ones first; `weighing` knows how much words count."""
    return _Ranking(view, wanted, weighing).best()


class _Ranking:
    def __init__(self, view: VersionView, wanted: Wanted, weighing: Weighing) -> None:
        self._view, self._wanted = view, wanted
        self._scores = ScoreParts(weighing)
        self._parts = self._scores.parts(wanted.scored)
        clauses: Counter[Node] = Counter()
        for node, idf in wanted.clauses:
            clauses[node] += idf
        self._clauses = [(node, idf) for node, idf in clauses.items() if idf]

    def best(self) -> list[RankedPost]:
        without = self._wanted.without
        query = query_of(AllOf((self._wanted.condition, *((NotOf(without),) if without else ()))))
        scores = [part.query for part in self._parts]
        if len(self._clauses) > 1 or count_leaves([query, scores]) > _AT_ONCE:
            return self._measured(self._newest())
        return self._best_of_all(query, scores)

    def _best_of_all(self, query: Dsl, scores: list[Dsl]) -> list[RankedPost]:
        """The best posts by the server's sums; measured, where these are not exact."""
        limit = self._wanted.limit
        loss = sum(part.times for part in self._parts if any(unit.divisor > 1 for unit in part.units))
        for size in (min(limit + _SPARE, MOST_HITS), MOST_HITS):
            scoring = {"should": scores, "minimum_should_match": 0} if scores else {}
            order = {"sort": ORDERS["relevance"], "track_scores": True}
            hits = self._view.hits(query, scoring=scoring, size=size, _source=False, **order)
            sums = [float(hit["sort"][0]) for hit in hits]
            if not loss and (not sums or sums[0] < EXACT):
                return [_ranked(hit, int(total)) for hit, total in zip(hits, sums, strict=True)][:limit]
            lowest = sums[limit - 1] - loss - sums[0] * _ROUNDING if len(sums) >= limit else 0
            posts = [_ranked(hit, 0) for hit, total in zip(hits, sums, strict=True) if total >= lowest]
            if len(posts) < len(hits) or len(hits) < size:
                break
        return self._measured(Candidates(posts, these_places((post.thread, post.number) for post in posts)))

    def _newest(self) -> Candidates:
        """The newest posts that match, up to as many as are ranked, and the clauses that each has."""
        named = {f"{at:d}": query_of(self._scores.has(node)) for at, (node, _) in enumerate(self._clauses)}
        if self._wanted.without:
            named[_LEFT] = query_of(self._wanted.without)
        asked = [{"bool": {"filter": [query], "_name": name}} for name, query in named.items()]
        query = query_of(self._wanted.condition)
        scoring = {"should": asked, "minimum_should_match": 0} if asked else {}
        hits = list(self._ranked_hits(query, scoring))
        posts = [_ranked(hit, 0) for hit in hits]
        has = (frozenset(hit.get("matched_queries", ())) for hit in hits)
        return Candidates(posts, query, {_place(post): found for post, found in zip(posts, has, strict=True)})

    def _measured(self, found: Candidates) -> list[RankedPost]:
        """The best of some posts, with their scores."""
        base: Counter[Place] = Counter()
        for part in self._parts:
            best: dict[Place, int] = {}
            for unit in part.units:
                for place, total in self._totals(unit, found.among).items():
                    best[place] = max(best.get(place, 0), unit.score(total))
            base.update({place: part.times * score for place, score in best.items()})
        shares = _Shares([idf for _, idf in self._clauses], found) if len(self._clauses) > 1 else None
        posts = [post for post in found.posts if _LEFT not in found.has.get(_place(post), ())]
        scores = [base[_place(post)] for post in posts]
        if shares:
            scores = [shares.apply(score, post) for score, post in zip(scores, posts, strict=True)]
        ranked = (replace(post, score=score) for score, post in zip(scores, posts, strict=True))
        return sorted(ranked, reverse=True)[: self._wanted.limit]

    def _totals(self, unit: ScoredUnit, among: Dsl) -> Mapping[Place, int]:
        """What the queries of a unit add up to, by post; of more posts than are ranked those of the newest."""
        totals: Counter[Place] = Counter()
        for queries in _groups(unit.queries, max(1, _AT_ONCE - count_leaves(among))):
            scoring = {"should": queries, "minimum_should_match": 1}
            for hit in self._ranked_hits(among, scoring):
                totals[_place(_ranked(hit, 0))] += round(hit["_score"])
        return totals

    def _ranked_hits(self, query: Dsl, scoring: Dsl) -> Iterator[Json]:
        """The newest posts that match, with what `scoring` adds up to, as many as are ranked."""
        order = ORDERS["newest"]
        return self._view.pages(
            query, order, page=MOST_HITS, limit=MOST_RANKED, scoring=scoring, track_scores=True, _source=False
        )


class _Shares:
    """The shares of a query that posts and their threads have: the sums of the `idfs` of their clauses."""

    def __init__(self, idfs: Sequence[int], found: Candidates) -> None:
        self._total = sum(idfs)
        by_name = {f"{at:d}": idf for at, idf in enumerate(idfs)}
        self._in_post = {place: sum(by_name.get(name, 0) for name in names) for place, names in found.has.items()}
        of_threads: dict[int, set[str]] = defaultdict(set)
        for (thread, _), names in found.has.items():
            of_threads[thread] |= names
        self._in_thread = {thread: sum(by_name.get(name, 0) for name in names) for thread, names in of_threads.items()}

    def apply(self, score: int, post: RankedPost) -> int:
        """The score of a post, by its shares: see `query.ranking`."""
        of_post = POST_FACTORS[SHARES * self._in_post[_place(post)] // self._total]
        of_thread = THREAD_FACTORS[SHARES * self._in_thread[post.thread] // self._total]
        return score * of_post * of_thread // (SHARES * SHARES)


def _ranked(hit: Json, score: int) -> RankedPost:
    """A post, from a hit in any of the orders."""
    _, key, thread, number, *_ = hit["sort"]
    return RankedPost(score=score, key=key, thread=thread, number=number)


def _place(post: RankedPost) -> Place:
    return post.thread, post.number


def _groups(queries: Sequence[Dsl], size: int) -> Iterator[list[Dsl]]:
    """The queries, as many at a time as have `size` leaves or fewer, and one in any case."""
    group: list[Dsl] = []
    leaves = 0
    for query in queries:
        count = count_leaves(query)
        if group and leaves + count > size:
            yield group
            group, leaves = [], 0
        group.append(query)
        leaves += count
    if group:
        yield group
