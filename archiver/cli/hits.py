"""Search results for programs: JSON fields, and lines of tab-separated values."""

from typing import Any

from archiver import urls
from archiver.cli.results import ResultPage, address_of, advice_text
from archiver.cli.show import without_control_characters
from archiver.config import Config
from archiver.model import Hit

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def hit_line(hit: Hit, config: Config) -> str:
    r"""The line of a hit of `archiver search --tsv`. Programs rely on the order of the columns; new ones come last.

    Tabs, newlines and backslashes are escaped as in PostgreSQL's COPY: \t, \n, \r, \\. Other control characters are
    spaces.
    """
    date = hit.date.iso if hit.date else ""
    missing = " ".join(hit.without)
    values = (address_of(hit, config), hit.title, hit.board, str(hit.number), hit.author or "", date, str(hit.score))
    return "\t".join(without_control_characters(v.translate(_ESCAPES)) for v in (*values, missing, hit.snippet))


def results_fields(query: str, page: ResultPage, config: Config) -> dict[str, Any]:
    """JSON fields of `archiver search --json`.

    Args:
        query: The query as typed.
        page: A page of its results, with facets.
        config: The project; its base URL makes the hits' URLs absolute.
    """
    results = page.results
    return {
        "query": query,
        "total": results.total,
        "partial": results.partial,
        "threads": results.threads,
        "order": results.order,
        "page": page.number,
        "pages": page.count,
        "hits": [_hit_fields(hit, config) for hit in results.hits],
        "hints": (*results.hints, *map(advice_text, results.advice)),
        "suggestion": results.suggestion,
        "facets": {name: dict(getattr(results.facets, name)) for name in ("years", "authors", "boards")},
    }


def _hit_fields(hit: Hit, config: Config) -> dict[str, Any]:
    """JSON fields of a hit. A field without a value is left out."""
    fields = {
        "url": address_of(hit, config),
        "thread": hit.title,
        "board": hit.board or None,
        "like": f"like:{urls.slug_of_url(hit.thread)}",
        "post": hit.post,
        "number": hit.number,
        "author": hit.author,
        "date": hit.date and hit.date.iso,
        "snippet": hit.snippet,
        "marks": hit.marks,
        "score": hit.score,
        "without": hit.without or None,
        "in_thread": hit.in_thread or None,
        "quoted_authors": hit.quoted_authors or None,
    }
    return {name: value for name, value in fields.items() if value is not None}
