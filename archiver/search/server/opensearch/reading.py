"""Reads one version of an index in OpenSearch."""

from base64 import b64decode
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import tzinfo

from archiver.search.server.connection import FoundCounts, FoundRow, ThreadId, Wanted
from archiver.search.server.matching import Condition
from archiver.search.server.opensearch.counts import count_found
from archiver.search.server.opensearch.lexicon import TermCounts
from archiver.search.server.opensearch.queries import Dsl, query_of, these_places
from archiver.search.server.opensearch.ranking import ORDERS, RankedPost, rank
from archiver.search.server.opensearch.session import Json
from archiver.search.server.opensearch.view import STORED_HITS, VersionView
from archiver.search.server.weighing import Frequencies, Weighing

_TERMS_AT_ONCE = 2_000
_STORED = ["head", "stored"]
_PLACES = ("thread", "number")


class OpenSearchReader:
    """Implements `ServerReader` by a view of one version."""

    def __init__(self, view: VersionView) -> None:
        self._view = view

    @property
    def posts(self) -> int:
        """The number of posts."""
        return self._view.head.posts

    @property
    def langs(self) -> tuple[str, ...]:
        """The primary language subtags of all posts, sorted."""
        return self._view.head.langs

    def frequencies(self, terms: Collection[str]) -> Frequencies:
        """How many posts have each of these terms."""
        found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for term, counts in read_term_counts(self._view, terms).items():
            for field, langs in counts.items():
                found[field, term] = langs
        return found

    def terms(self, field: str, beginning: str) -> Sequence[tuple[str, int]]:
        """The terms of a field that begin so, without stems, and how many posts have each."""
        asked: list[Dsl] = [{"term": {"fields": field}}, {"term": {"is_stem": False}}]
        asked += [{"prefix": {"term": {"value": beginning}}}] if beginning else []
        # Documents of a term follow each other, the one of this version last: also of those that lack the field now.
        query = {"bool": {"filter": asked[1:]}}
        hits = self._view.every(query, ("term", "born"), kind="term", _source=["counts"])
        found = {hit["sort"][0]: hit["_source"]["counts"].get(field) for hit in hits}
        return [(term, sum(langs.values())) for term, langs in found.items() if langs]

    def count(self, condition: Condition) -> int:
        """The number of posts that meet a condition."""
        return self._view.count(query_of(condition))

    def exists(self, condition: Condition) -> bool:
        """True if a post meets a condition."""
        return bool(self._view.hits(query_of(condition), size=1, _source=False))

    def find(self, wanted: Wanted, weighing: Weighing) -> Sequence[FoundRow]:
        """The posts that are wanted, the first ones first."""
        if wanted.order == "relevance":
            return self._rows(rank(self._view, wanted, weighing))
        query = query_of(wanted.condition)
        order = ORDERS[wanted.order]
        hits = self._view.pages(query, order, page=STORED_HITS, limit=wanted.limit, _source=_STORED)
        return [_row(hit, 0) for hit in hits]

    def _rows(self, ranked: Sequence[RankedPost]) -> list[FoundRow]:
        """Ranked posts, with what is stored of them."""
        rows = []
        for at in range(0, len(ranked), STORED_HITS):
            some = ranked[at : at + STORED_HITS]
            query = these_places((post.thread, post.number) for post in some)
            hits = self._view.hits(query, size=len(some), sort=ORDERS["newest"], _source=_STORED)
            found = {(hit["sort"][2], hit["sort"][3]): hit for hit in hits}
            rows += [_row(found[post.thread, post.number], post.score) for post in some]
        return rows

    def counts(self, condition: Condition, threads: Collection[ThreadId], zone: tzinfo, *, facets: bool) -> FoundCounts:
        """How many posts meet a `condition`: in all, in some `threads`, and, with `facets`, by year, author and board.

        Years begin in the time zone `zone`.
        """
        return count_found(self._view, query_of(condition), threads, zone, facets=facets)

    def holders(
        self, conditions: Sequence[Condition], threads: Collection[ThreadId]
    ) -> Sequence[tuple[ThreadId, int, Sequence[bool]]]:
        """The posts of threads that meet one of some conditions: thread, number, and which they meet."""
        queries = [{"bool": {"filter": [query_of(each)], "_name": f"{at:d}"}} for at, each in enumerate(conditions)]
        query = {
            "bool": {"should": queries, "minimum_should_match": 1, "filter": [{"terms": {"thread": list(threads)}}]}
        }
        found = []
        for hit in self._view.every(query, _PLACES, _source=False):
            names = frozenset(hit.get("matched_queries", ()))
            met = [f"{at:d}" in names for at in range(len(conditions))]
            found.append((hit["sort"][0], hit["sort"][1], met))
        return found

    def thread(self, thread: ThreadId) -> tuple[bytes, Sequence[bytes]] | None:
        """What is stored of a thread, and of its posts; None if there is no such thread."""
        hits = list(self._view.every({"terms": {"thread": [thread]}}, _PLACES, page=STORED_HITS, _source=_STORED))
        posts = [_stored(hit) for hit in hits]
        return (posts[0][0], [post for _, post in posts]) if posts else None

    def everything(self) -> Iterator[tuple[bytes, bytes]]:
        """What is stored of each post's thread, and of the post."""
        return map(_stored, self._view.every({"match_all": {}}, _PLACES, page=STORED_HITS, _source=_STORED))


def read_term_counts(view: VersionView, terms: Collection[str]) -> dict[str, TermCounts]:
    """How many posts have each of these terms."""
    found: dict[str, TermCounts] = {}
    asked = sorted(terms)
    for at in range(0, len(asked), _TERMS_AT_ONCE):
        query = {"terms": {"term": asked[at : at + _TERMS_AT_ONCE]}}
        for hit in view.every(query, ("term", "born"), kind="term", _source=["counts"]):
            found[hit["sort"][0]] = hit["_source"]["counts"]  # the last one is of this version
    return found


def _row(hit: Json, score: int) -> FoundRow:
    _, _, thread, number, *_ = hit["sort"]
    head, post = _stored(hit)
    return FoundRow(thread=thread, number=number, score=score, stored_thread=head, stored_post=post)


def _stored(hit: Json) -> tuple[bytes, bytes]:
    source = hit["_source"]
    return b64decode(source["head"]), b64decode(source["stored"])
