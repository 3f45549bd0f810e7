"""Counts the posts that a query finds, in all and by year, author and board, by aggregations of OpenSearch."""

from base64 import b64decode
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, tzinfo
from math import ceil
from typing import Any

from archiver.model import Counts
from archiver.search.query.facets import FACETS, first_names
from archiver.search.server.connection import FoundCounts, ThreadId
from archiver.search.server.documents import read_post
from archiver.search.server.opensearch.head import IndexHead
from archiver.search.server.opensearch.queries import Dsl
from archiver.search.server.opensearch.session import Json
from archiver.search.server.opensearch.view import VersionView

_MOST_THREADS = 10_000
"""Up to so many threads are counted exactly, of more about so many."""
_SHARD_SIZE = 1_000  # candidates of each part of the index; of one part all counts are exact
_FIRST = ("key", "thread", "number")


def count_found(
    view: VersionView, query: Dsl, threads: Collection[ThreadId], zone: tzinfo, *, facets: bool
) -> FoundCounts:
    """How many posts match a query.

    Args:
        view: The version of the index.
        query: The query, a filter.
        threads: Threads whose posts are counted each.
        zone: The time zone in which years begin.
        facets: True also counts by year, author and board.
    """
    asked = _threads(threads) | (_facets(view.head, zone) if facets else {})
    answer = view.search(query, size=0, track_total_hits=True, aggs=asked)
    found = answer["aggregations"]
    by_thread = found["asked"]["buckets"] if threads else ()
    return FoundCounts(
        posts=answer["hits"]["total"]["value"],
        by_thread={bucket["key"]: bucket["doc_count"] for bucket in by_thread},
        threads=_count_threads(found),
        years=_years(found),
        authors=_authors(view, found),
        boards=_counts(_buckets(found, "board")),
    )


def _threads(threads: Collection[ThreadId]) -> dict[str, Any]:
    every = {"terms": {"field": "thread", "size": _MOST_THREADS}}
    about = {"cardinality": {"field": "thread", "precision_threshold": 40_000}}
    asked = {"terms": {"field": "thread", "size": max(1, len(threads)), "include": list(threads)}}
    return {"thread": every, "threads": about} | ({"asked": asked} if threads else {})


def _count_threads(found: Mapping[str, Json]) -> int:
    every = found["thread"]
    return found["threads"]["value"] if every["sum_other_doc_count"] else len(every["buckets"])


def _facets(head: IndexHead, zone: tzinfo) -> dict[str, Any]:
    names = {"size": FACETS + 1, "shard_size": _SHARD_SIZE}
    ranges = [{"key": str(year), "from": start, "to": end} for year, start, end in _spans(head, zone)]
    years = {"year": {"range": {"field": "at", "ranges": ranges}}} if ranges else {}
    return years | {name: {"terms": {"field": name, **names}} for name in ("author", "board")}


def _spans(head: IndexHead, zone: tzinfo) -> list[tuple[int, int, int]]:
    """The years of all posts, and the seconds since 1970 at which each begins and ends."""
    if head.earliest is None or head.latest is None:
        return []
    first, last = (datetime.fromtimestamp(at, zone).year for at in (head.earliest, head.latest))
    starts = [ceil(datetime(year, 1, 1, tzinfo=zone).timestamp()) for year in range(first, last + 1)]
    ends = [*starts[1:], head.latest + 1]
    return [(year, start, end) for year, (start, end) in enumerate(zip(starts, ends, strict=True), first)]


def _years(found: Mapping[str, Json]) -> Counts:
    return _counts((year, posts) for year, posts in _buckets(found, "year") if posts)


def _authors(view: VersionView, found: Mapping[str, Json]) -> Counts:
    """The most frequent authors, by the name that the first post of each has."""
    posts = dict(_buckets(found, "author")[:FACETS])
    if not posts:
        return ()
    query = {"terms": {"author": list(posts)}}
    order = [{field: "asc"} for field in _FIRST]
    hits = view.hits(query, size=FACETS, collapse={"field": "author"}, sort=order, _source=["author", "stored"])
    names = {hit["_source"]["author"]: read_post(b64decode(hit["_source"]["stored"])).author for hit in hits}
    return _counts((names.get(author) or "", count) for author, count in posts.items())


def _buckets(found: Mapping[str, Json], name: str) -> list[tuple[str, int]]:
    return [(bucket["key"], bucket["doc_count"]) for bucket in found.get(name, {}).get("buckets", ())]


def _counts(pairs: Iterable[tuple[str, int]]) -> Counts:
    counts: Counter[str] = Counter()
    for name, posts in pairs:
        counts[name] += posts
    return first_names(counts)
