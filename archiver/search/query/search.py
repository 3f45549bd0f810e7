"""Searches an index: parses a query, evaluates it, and returns the best hits with facets, hints and suggestions."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, tzinfo
from heapq import nlargest
from itertools import compress

from archiver.model import Hit, SearchResults, Url, moment_from_fields
from archiver.search.index.searcher import Searcher
from archiver.search.index.whoosh_version import installed_over_each_other
from archiver.search.query.ast import Query
from archiver.search.query.evaluate import Evaluation
from archiver.search.query.facets import count_facets
from archiver.search.query.parser import parse_query
from archiver.search.query.snippet import Highlighter, find_marks, find_snippet, make_highlighter, searches_quotes
from archiver.search.query.suggest import find_other_queries


def search(
    searcher: Searcher, text: str, *, limit: int, zone: tzinfo, today: date, facets: bool = False
) -> SearchResults:
    """Find the posts that match a query.

    Args:
        searcher: The index.
        text: The query as typed.
        limit: The largest number of hits.
        zone: The time zone of the days in the query and of the dates of the hits.
        today: The current day in the time zone `zone`.
        facets: True also counts the years, authors and boards of all posts that match.
    """
    query = parse_query(text, today)
    evaluation = Evaluation(searcher, query.node, zone)
    docs, first, numbers = evaluation.docs, _first(searcher, query, evaluation, limit), searcher.order.thread_numbers
    hits, by_thread = tuple(_hits(searcher, query, evaluation, first, zone)), searcher.count_by_thread(docs)
    suggestion, advice = (None, ()) if docs else find_other_queries(text, query.node, searcher, zone)
    return SearchResults(
        order=query.order,
        group=query.group,
        hits=hits,
        total=len(docs),
        threads=len(by_thread),
        by_thread={hit.thread: by_thread[numbers[doc_id]] for hit, (_, doc_id) in zip(hits, first, strict=True)},
        hints=(*_hints(query, evaluation), *installed_over_each_other()),
        suggestion=suggestion,
        advice=advice,
        facets=count_facets(searcher, docs, zone) if facets else None,
    )


def _hints(query: Query, evaluation: Evaluation) -> Iterator[str]:
    """Messages for the user, each once. How signs were read is told only if no post matches."""
    yield from query.hints
    if not evaluation.docs:
        yield from query.readings
    yield from dict.fromkeys(evaluation.hints)


def _first(searcher: Searcher, query: Query, evaluation: Evaluation, count: int) -> list[tuple[int, int]]:
    """The first `count` documents in the order of the query, as pairs of score and doc id.

    Scores are 0 if the order is by date.
    """
    if query.order == "relevance":
        scores = evaluation.scores()
        return [(scores[doc_id], doc_id) for doc_id in _best(evaluation.docs, scores, count)]
    by_date = searcher.order.by_date(evaluation.docs)
    return [(0, doc_id) for doc_id in (by_date[::-1] if query.order == "newest" else by_date)[:count]]


def _best(docs: Collection[int], scores: Sequence[int], count: int) -> list[int]:
    """The `count` doc ids with the highest scores, the highest first; of equal scores the newest documents first."""
    values = list(map(scores.__getitem__, docs))
    least = min(nlargest(count, values), default=0)
    best = sorted(compress(docs, map(least.__le__, values)), reverse=True)
    return sorted(best, key=scores.__getitem__, reverse=True)[:count]


def _hits(
    searcher: Searcher, query: Query, evaluation: Evaluation, first: list[tuple[int, int]], zone: tzinfo
) -> Iterator[Hit]:
    """The hits of the documents `first`, which are pairs of score and doc id."""
    highlighter = make_highlighter(query.node, searcher.langs, evaluation.expand)
    quoted = searches_quotes(query.node)
    for score, doc_id in first:
        yield _hit(searcher, doc_id, score, highlighter, zone, quoted=quoted)


def _hit(searcher: Searcher, doc_id: int, score: int, highlighter: Highlighter, zone: tzinfo, *, quoted: bool) -> Hit:
    """The hit of a document. `quoted` takes the snippet from the words that the post quotes, not from its own."""
    thread, post = searcher.post(doc_id)
    snippet, marks = find_snippet(post.quoted if quoted else post.text, highlighter)
    return Hit(
        url=Url(f"{thread.url}{post.relative_url}"),
        thread=Url(thread.url),
        title=thread.title,
        title_marks=find_marks(thread.title, highlighter),
        board=thread.board,
        post=post.post,
        number=post.number,
        lang=thread.lang,
        author=post.author,
        date=moment_from_fields(post.at, post.has_time, zone),
        snippet=snippet,
        marks=marks,
        score=score,
    )
