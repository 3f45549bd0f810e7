"""Search results of the preview as JSON, which the site's own scripts show, as they do on the published site.

A published site has an index for browsers under `search/data/`, and `search/data/meta.bin` describes the index. The
preview has no such files. Its `meta.bin` names a URL that answers queries instead, as does `meta.bin.js`, which the
pages of a site with the setting `offline` ask for.
"""

import json
from typing import Any

from archiver.model import Facets, Hit, InterfaceText, SearchResults
from archiver.search import ADVICE_SENTENCES, encode_script

META = "/search/data/meta.bin"
META_SCRIPT = f"{META}.js"
ANSWERS = "/search/data/answers"
META_FIELDS = {"server": "answers"}
"""JSON of `meta.bin`: the URL that answers queries, relative to `meta.bin`."""
META_SCRIPT_CONTENT = encode_script(json.dumps(META_FIELDS).encode())
FIRST_POSTS = 12  # hits that the search page shows at first
POSTS_OF_ROW = 3  # hits of a thread that the search page shows together


def results_fields(results: SearchResults) -> dict[str, Any]:
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
