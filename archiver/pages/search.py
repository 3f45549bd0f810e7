"""The search page: the one that is published, and the one that a live server answers with."""

from archiver.model import Hit, Page, Url
from archiver.pages.contexts import CountRow, FoundPost, SearchPage

_URL = Url("/search/")


def plan_search(*, query: str, hits: tuple[Hit, ...] = (), total: int = 0, hints: tuple[str, ...] = ()) -> Page:
    """The search page that answers a query: the best hits of `total` posts that match, and hints."""
    context = search_context(query=query, hits=hits, total=total, hints=hints)
    return Page(path="search/index.html", url=_URL, template="search.html", context=context)


def search_context(
    *,
    boards: tuple[CountRow, ...] = (),
    query: str | None = None,
    hits: tuple[Hit, ...] = (),
    total: int = 0,
    hints: tuple[str, ...] = (),
) -> SearchPage:
    """What the search page shows; without a query, ways to browse."""
    return SearchPage(
        title=f"Search: {query}" if query else "Search",
        query=query,
        hits=tuple(_found(hit) for hit in hits),
        total=total,
        hints=hints,
        boards=boards,
    )


def _found(hit: Hit) -> FoundPost:
    return FoundPost(
        url=hit.url,
        title=hit.title,
        number=hit.number,
        author=hit.author,
        date=hit.date,
        snippet=hit.passages,
    )
