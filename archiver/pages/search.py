"""The search page: the one that is published, and the one that a live server answers with."""

from archiver.model import Hit, Page, Url
from archiver.pages.contexts import CountRow, FoundPost, SearchPage

_URL = Url("/search/")


def plan_search(
    *,
    boards: tuple[CountRow, ...] = (),
    query: str | None = None,
    hits: tuple[Hit, ...] = (),
    total: int = 0,
    hints: tuple[str, ...] = (),
) -> Page:
    """The search page; with a query, the answer to it: the best hits of `total` posts that match, and hints."""
    context = SearchPage(
        title=f"Search: {query}" if query else "Search",
        query=query,
        hits=tuple(_found(hit) for hit in hits),
        total=total,
        hints=hints,
        boards=boards,
    )
    return Page(path="search/index.html", url=_URL, template="search.html", context=context)


def _found(hit: Hit) -> FoundPost:
    return FoundPost(
        url=hit.url,
        title=hit.title,
        number=hit.number,
        author=hit.author,
        date=hit.date,
        snippet=hit.passages,
    )
