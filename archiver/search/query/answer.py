"""Asking the index: hits in their order, each with the passage that matched, and what else the one who asked wants."""

from collections.abc import Collection, Sequence
from datetime import datetime, tzinfo
from heapq import nlargest
from itertools import compress
from pathlib import Path

from archiver.model import Hit, PostId, SearchResults, Url, moment_from_fields
from archiver.search.index.searcher import Searcher, open_current
from archiver.search.index.whoosh_version import installed_over_each_other
from archiver.search.query.ast import Query
from archiver.search.query.evaluate import Evaluation
from archiver.search.query.facets import count_facets
from archiver.search.query.parser import parse_query
from archiver.search.query.snippet import Highlighter, find_marks, find_passage, make_highlighter, searches_quotes
from archiver.search.query.suggest import correct_spelling, find_advice


def search(folder: Path, text: str, *, limit: int, zone: tzinfo, facets: bool = False) -> SearchResults:
    """Ask the index in `folder`. Raises QueryError if there is none, or one that is not as it was written."""
    searcher = open_current(folder)
    query = parse_query(text, datetime.now(zone).date())
    evaluation = Evaluation(searcher, query.node, zone)
    docs = evaluation.docs
    highlighter = make_highlighter(query.node, searcher.langs, evaluation.expand)
    quoted = searches_quotes(query.node)
    found = _first(query, evaluation, limit)
    hits = tuple(_hit(searcher, document, score, highlighter, zone, quoted=quoted) for score, document in found)
    by_thread, numbers = searcher.count_by_thread(docs), searcher.order.thread_numbers
    return SearchResults(
        order=query.order,
        group=query.group,
        hits=hits,
        total=len(docs),
        threads=len(by_thread),
        by_thread={hit.thread: by_thread[numbers[document]] for hit, (_, document) in zip(hits, found, strict=True)},
        hints=(
            *query.hints,
            *dict.fromkeys(evaluation.hints),
            *installed_over_each_other(),
        ),
        suggestion=None if docs else correct_spelling(text, query.node, searcher, zone),
        advice=() if docs else tuple(find_advice(text, query.node, searcher, zone)),
        facets=count_facets(searcher, docs, zone) if facets else None,
    )


def _first(query: Query, evaluation: Evaluation, count: int) -> list[tuple[int, int]]:
    """The first `count` documents that match, in the order that the query asks for: score (0 for dates) and doc id."""
    if query.order == "relevance":
        scores = evaluation.scores()
        return [(scores[doc_id], doc_id) for doc_id in _best(evaluation.docs, scores, count)]
    by_date = sorted(evaluation.docs, reverse=query.order == "newest")
    return [(0, doc_id) for doc_id in by_date[:count]]


def _best(docs: Collection[int], scores: Sequence[int], count: int) -> list[int]:
    """The `count` documents with the highest scores, by score; of equal scores the newest documents first."""
    values = list(map(scores.__getitem__, docs))
    least = min(nlargest(count, values), default=0)
    best = sorted(compress(docs, map(least.__le__, values)), reverse=True)
    return sorted(best, key=scores.__getitem__, reverse=True)[:count]


def _hit(searcher: Searcher, document: int, score: int, highlighter: Highlighter, zone: tzinfo, *, quoted: bool) -> Hit:
    thread, post = searcher.post(document)
    snippet, spans = find_passage(post.quoted if quoted else post.text, highlighter)
    return Hit(
        url=Url(f"{thread.url}{post.place}"),
        thread=Url(thread.url),
        title=thread.title,
        title_marks=find_marks(thread.title, highlighter),
        board=thread.board,
        post=PostId(post.id),
        number=post.number,
        lang=thread.lang,
        author=post.author,
        date=moment_from_fields(post.at, post.has_time, zone),
        snippet=snippet,
        marks=spans,
        score=score,
    )
