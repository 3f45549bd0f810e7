"""Searches an index: parses a query, evaluates it, and returns the best hits with facets, hints and suggestions."""

from collections.abc import Iterable, Iterator
from datetime import date, tzinfo
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from archiver.model import Hit, SearchResults, Synonyms, Url, moment_from_fields
from archiver.search.index.doc_store import StoredPost
from archiver.search.index.searcher import FoundPost, Searcher
from archiver.search.index.whoosh_version import installed_over_each_other
from archiver.search.query.ast import Query
from archiver.search.query.evaluate import Evaluation
from archiver.search.query.facets import count_facets
from archiver.search.query.missing import MissingWords
from archiver.search.query.parser import parse_query
from archiver.search.query.ranking import FEW, PartialMatches, Ranked, best_matches, partial_matches
from archiver.search.query.snippet import (
    Highlighter,
    Snippet,
    find_marks,
    find_snippet,
    make_highlighter,
    searches_quotes,
)
from archiver.search.query.suggest import find_other_queries


class Question(Struct, frozen=True, kw_only=True):
    """A query, and what its answer depends on besides the index."""

    text: str
    """The query as typed."""
    limit: int
    """The largest number of hits."""
    zone: tzinfo
    """The time zone of the days in the query and of the dates of the hits."""
    today: date
    """The current day in the time zone `zone`."""
    facets: bool = False
    """True also counts the years, authors and boards of all posts that match."""
    synonyms: Synonyms = field(default_factory=dict)
    """What words and phrases find, too."""


def search(searcher: Searcher, question: Question) -> SearchResults:
    """Find the posts that match a query in an index."""
    query, zone = parse_query(question.text, question.today), question.zone
    evaluation = Evaluation(searcher, query.node, zone, question.synonyms)
    partial = _partial(searcher, query, evaluation)
    docs, others = evaluation.docs, {doc_id for _, doc_id in partial.ranked}
    first = [*_matches(searcher, query, evaluation, question.limit), *partial.ranked][: question.limit]
    hits = tuple(_hits(searcher, evaluation, first, partial, zone))
    return SearchResults(
        order=query.order,
        group=query.group,
        hits=hits,
        hints=(*_hints(query, evaluation, partial), *installed_over_each_other()),
        **_counts(searcher, docs, others, zip(hits, first, strict=True)),
        **_other_queries(question.text, evaluation),
        facets=count_facets(searcher, docs or others, zone) if question.facets else None,
    )


def _counts(searcher: Searcher, docs: set[int], others: set[int], hits: Iterable[tuple[Hit, Ranked]]) -> dict[str, Any]:
    """The numbers of the posts that match as a whole (`docs`) and in part, in all and in the threads of the hits."""
    counts, partial_counts = searcher.count_by_thread(docs), searcher.count_by_thread(others)
    numbers = {hit.thread: searcher.order.thread_numbers[ranked.doc_id] for hit, ranked in hits}
    return {
        "total": len(docs),
        "threads": len(counts),
        "by_thread": {thread: counts[number] + partial_counts[number] for thread, number in numbers.items()},
        "partial": len(others),
        "partial_threads": len(partial_counts),
    }


def _other_queries(text: str, evaluation: Evaluation) -> dict[str, Any]:
    """Other queries to try, if few posts match as a whole: `suggestion` and `advice` of the results."""
    if len(evaluation.docs) >= FEW:
        return {}
    suggestion, advice = find_other_queries(text, evaluation, finds=bool(evaluation.docs))
    return {"suggestion": suggestion, "advice": advice}


def _partial(searcher: Searcher, query: Query, evaluation: Evaluation) -> PartialMatches:
    """The posts that match in part, if few match as a whole and the order is by relevance."""
    is_loose = query.order == "relevance" and len(evaluation.docs) < FEW
    return partial_matches(searcher, evaluation) if is_loose else PartialMatches()


def _hints(query: Query, evaluation: Evaluation, partial: PartialMatches) -> Iterator[str]:
    """Messages for the user, each once. How signs were read is told only if no post matches as a whole."""
    yield from query.hints
    if not evaluation.docs:
        yield from query.readings
    yield from dict.fromkeys((*evaluation.hints, *partial.hints))


def _matches(searcher: Searcher, query: Query, evaluation: Evaluation, count: int) -> list[Ranked]:
    """The first `count` documents that match as a whole, in the order of the query; scores are 0 if it is by date."""
    if query.order == "relevance":
        return best_matches(searcher, evaluation, count)
    by_date = searcher.order.by_date(evaluation.docs)
    return [Ranked(0, doc_id) for doc_id in (by_date[::-1] if query.order == "newest" else by_date)[:count]]


def _hits(
    searcher: Searcher, evaluation: Evaluation, first: list[Ranked], partial: PartialMatches, zone: tzinfo
) -> Iterator[Hit]:
    """The hits of the documents `first`, of which the last may match in part."""
    highlighters: dict[tuple[str, bool], Highlighter] = {}
    quoted = searches_quotes(evaluation.node)
    clauses = [(clause.typed, clause.docs) for clause in partial.clauses] if partial.ranked else []
    missing = MissingWords(clauses, searcher.order.thread_numbers)
    for ranked in first:
        found = searcher.post(ranked.doc_id)
        lang, is_partial = found.thread.lang, ranked.doc_id not in evaluation.docs
        if (lang, is_partial) not in highlighters:
            highlighters[lang, is_partial] = make_highlighter(evaluation, lang, is_partial=is_partial)
        hit = make_hit(found, ranked.score, highlighters[lang, is_partial], zone, quoted=quoted)
        if is_partial:
            without, in_thread = missing.of(ranked.doc_id)
            hit = replace(hit, is_partial=True, without=without, in_thread=in_thread)
        yield hit


def make_hit(found: FoundPost, score: int, highlighter: Highlighter, zone: tzinfo, *, quoted: bool) -> Hit:
    """The hit of a post.

    Args:
        found: The post, with its thread.
        score: The score.
        highlighter: Finds the words that match.
        zone: The time zone of the date.
        quoted: True if the snippet is taken from quoted words in any case, and not where they alone have matches.
    """
    thread, post = found
    text, marks, authors = _snippet(post, highlighter, quoted=quoted)
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
        snippet=text,
        marks=marks,
        score=score,
        quoted_authors=authors,
    )


def _snippet(post: StoredPost, highlighter: Highlighter, *, quoted: bool) -> Snippet:
    """The snippet of a post, from its own words; from quoted words if `quoted` is true, or they alone have matches."""
    own = find_snippet(post.text, highlighter)
    if own.marks and not quoted:
        return own
    quote = find_snippet(post.quoted, highlighter, post.quoted_authors)
    return quote if quoted or quote.marks else own
