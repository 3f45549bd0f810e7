"""Answers as the search page of a site reads them: JSON, with all that it shows of results."""

from typing import Any

from archiver.model import Facets, Hit, InterfaceText, SearchResults
from archiver.search.sentences import ADVICE_SENTENCES

FIRST_POSTS = 12
"""How many hits the search page shows at first."""
POSTS_OF_ROW = 3
"""How many hits of a thread the search page shows together."""


def answer_fields(results: SearchResults) -> dict[str, Any]:
    """JSON of search results: the type `Answer` of `client/search/answer.js`.

    `rows` has a list of hits for each thread, at most three; `sizes` the number of posts that match in each of these
    threads; `groups` is the number of rows that there are without a limit.
    """
    groups = results.groups()
    by_thread = results.group == "thread"
    facets = results.facets or Facets(years=(), authors=(), boards=())
    return {
        "order": results.order,
        "group": results.group,
        "total": results.total,
        "threads": results.threads,
        "partial": results.partial,
        "groups": results.threads + results.partial_threads if by_thread else results.total + results.partial,
        "hints": list(map(_text_fields, results.hints)),
        "rows": [list(map(_hit_fields, hits[:POSTS_OF_ROW])) for hits in groups],
        "sizes": [results.by_thread[hits[0].thread] if by_thread else 1 for hits in groups],
        "years": facets.years,
        "authors": facets.authors,
        "boards": facets.boards,
        "advice": _advice_fields(results),
    }


def _text_fields(text: str) -> str | list[Any]:
    """A message that the page translates: its English text with names of values, and the values, which may be messages.

    Any other text as it is.
    """
    if not isinstance(text, InterfaceText):
        return text
    return [text.msgid, {name: _text_fields(value) for name, value in text.variables.items()}]


def _advice_fields(results: SearchResults) -> list[dict[str, Any]]:
    spelling = [{"message": ADVICE_SENTENCES["spelling"], "query": results.suggestion}] if results.suggestion else []
    return spelling + [
        {"message": ADVICE_SENTENCES[advice.kind], "word": advice.word, "query": advice.query, "total": advice.total}
        for advice in results.advice
    ]


def _hit_fields(hit: Hit) -> dict[str, Any]:
    return {
        "url": hit.url,
        "thread": hit.thread,
        "title": hit.title_parts,
        "board": hit.board,
        "number": hit.number,
        "author": hit.author,
        "date": hit.date and hit.date.iso,
        "lang": hit.lang,
        "excerpt": hit.snippet_parts,
        "isPartial": hit.is_partial,
        "without": hit.without,
        "inThread": hit.in_thread,
        "quotedAuthors": hit.quoted_authors,
    }
