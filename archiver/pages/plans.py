"""Plans of pages that depend on many threads: lists, feeds, the pages of the whole site.

A page is rendered from its plan and the configuration alone, so a page whose plan has not changed is current. The
summaries of the threads on a page are JSON text in its plan; they are parsed only if the page has to be rendered.
"""

from collections.abc import Sequence

from msgspec import Struct

from archiver import urls
from archiver.model import (
    AuthoredRow,
    PagePlan,
    SummaryRow,
    ThreadOrder,
    Url,
)
from archiver.pages.contexts import (
    CountRow,
    Link,
    OrderLink,
    Pagination,
    PersonRow,
    QueryExample,
)


class ListHead(Struct, frozen=True, kw_only=True):
    """What a page of a list shows besides its threads: the fields of its context `ListPage`, without `rows`."""

    title: str
    first: Url
    order: ThreadOrder
    orders: tuple[OrderLink, ...]
    crumbs: tuple[Link, ...]
    description: str | None
    boards: tuple[CountRow, ...]
    threads: int | None
    """The number of threads in the group; None on numbered pages, which show the number of threads on the page."""
    posts: int | None
    """The number of posts in the group; None on numbered pages, which show the number of posts on the page."""
    feed: Url | None
    pagination: Pagination


class AuthorHead(Struct, frozen=True, kw_only=True):
    """What a page of an author shows besides the posts: the fields of its context `AuthorPage`, without `rows`."""

    title: str
    crumbs: tuple[Link, ...]
    threads: int | None
    posts: int
    years: tuple[CountRow, ...]
    boards: tuple[CountRow, ...]
    answered: tuple[PersonRow, ...]
    quoting: tuple[PersonRow, ...]
    links: tuple[Link, ...]
    feed: Url | None
    pagination: Pagination


class HomeHead(Struct, frozen=True, kw_only=True):
    """What the home page shows besides its threads: the fields of its context `HomePage` without those."""

    title: str
    boards: tuple[CountRow, ...]
    years: tuple[CountRow, ...]
    people: tuple[CountRow, ...]
    all: Url
    pages: int
    threads: int
    posts: int
    authors: int
    feed: Url | None
    shown: tuple[int, int, int]
    """How many of the threads of the plan are the newest, those with the most posts, and those that went on longest;
    the others have the most quoted posts."""


class SearchHead(Struct, frozen=True, kw_only=True):
    """What the search page shows besides examples with words of titles: the fields of its context `SearchPage`."""

    title: str
    boards: tuple[CountRow, ...]
    examples: tuple[QueryExample, ...]


class FeedHead(Struct, frozen=True, kw_only=True):
    """What a feed has besides its entries: the fields of its context `FeedPage`, without `updated` and `entries`."""

    title: str
    page: Url
    feed: Url


class SitemapHead(Struct, frozen=True, kw_only=True):
    """A sitemap before its context `SitemapPage` is made: one text takes a tenth of the memory."""

    lines: str
    """A URL, a space, and its date, which may be "", on each line."""


def plan_page(
    url: Url,
    template: str,
    head: Struct,
    rows: Sequence[SummaryRow] = (),
    *,
    authored: Sequence[AuthoredRow] = (),
    absolute_links: bool = False,
) -> PagePlan:
    """The plan of a page whose file follows from its URL.

    Args:
        url: the URL of the page.
        template: the name of the template.
        head: a ListHead, AuthorHead, HomeHead, SearchHead, FeedHead or SitemapHead; or the whole context of a page that
            shows no threads.
        rows: the threads that the page shows.
        authored: the posts that a page of an author shows.
        absolute_links: True for a page that is served at any URL: its links begin at the root of the site.
    """
    path = urls.output_path(url)
    return PagePlan(
        path=path,
        url=url,
        template=template,
        head=head,
        rows=tuple(rows),
        authored=tuple(authored),
        absolute_links=absolute_links,
    )
