"""The search page: the one that is published, and the one that a live server answers with."""

import re

from archiver import urls
from archiver.model import Answer, Hit, Page, Slug
from archiver.pages.contexts import CountRow, Facet, FoundPost, FoundThread, Link, Narrowing, SearchPage

_POSTS = 3  # of a thread that are shown
_ORDERS = {"relevance": "by relevance", "newest": "newest first", "oldest": "oldest first"}
_ORDER = re.compile(r"(^|\s)order:\S*", re.IGNORECASE)


def plan_search(*, query: str, answer: Answer | None) -> Page:
    """The search page that answers a query; without an answer nothing was asked."""
    return Page(
        path=urls.output_path(urls.SEARCH_URL),
        url=urls.SEARCH_URL,
        template="search.html",
        context=_answered(query, answer),
    )


def search_context(*, boards: tuple[CountRow, ...]) -> SearchPage:
    """What the published page shows before it is asked: ways to browse."""
    return SearchPage(
        title="Search",
        query=None,
        total=0,
        in_threads=0,
        threads=(),
        orders=(),
        facets=(),
        suggestion=None,
        hints=(),
        boards=boards,
    )


def _answered(query: str, answer: Answer | None) -> SearchPage:
    return SearchPage(
        title=f"Search: {query}" if query else "Search",
        query=query,
        total=answer.total if answer else 0,
        in_threads=answer.threads if answer else 0,
        threads=tuple(_thread(hits, answer) for hits in answer.groups()) if answer else (),
        orders=tuple(_orders(query, answer)) if answer else (),
        facets=_facets(query, answer) if answer else (),
        suggestion=answer.suggestion if answer else None,
        hints=answer.hints if answer else (),
        boards=(),
    )


def _thread(hits: tuple[Hit, ...], answer: Answer) -> FoundThread:
    first = hits[0]
    return FoundThread(
        title=first.title,
        url=first.thread,
        board=Link(text=first.board, url=urls.slug_url(Slug(first.board))) if first.board else None,
        posts=tuple(map(_post, hits[:_POSTS])),
        matching=answer.by_thread[first.thread] if answer.group == "thread" else 1,
    )


def _post(hit: Hit) -> FoundPost:
    return FoundPost(url=hit.url, number=hit.number, author=hit.author, date=hit.date, snippet=hit.passages)


def _orders(query: str, answer: Answer) -> list[Narrowing]:
    plain = _ORDER.sub(r"\1", query).strip()
    return [
        Narrowing(
            text=text, query=plain if name == "relevance" else f"{plain} order:{name}", current=name == answer.order
        )
        for name, text in _ORDERS.items()
    ]


def _facets(query: str, answer: Answer) -> tuple[Facet, ...]:
    found = answer.facets
    if found is None:
        return ()
    kinds = (("Year", "date", found.years), ("Author", "author", found.authors), ("Board", "board", found.boards))
    return tuple(
        Facet(name=name, entries=tuple(_narrowing(query, field, value, count) for value, count in counts))
        for name, field, counts in kinds
        if counts
    )


def _narrowing(query: str, field: str, value: str, count: int) -> Narrowing:
    """Adds a term to the query, or takes it away, if it is there already."""
    said = value.replace('"', " ")
    term = f'{field}:"{said}"' if re.search(r"\s", said) else f"{field}:{said}"
    current = f" {term} " in f" {query} "
    other = f" {query} ".replace(f" {term} ", " ", 1).strip() if current else f"{query} {term}"
    return Narrowing(text=value, query=other, count=count, current=current)
