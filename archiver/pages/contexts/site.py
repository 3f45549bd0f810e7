"""Contexts of search, errors, redirects and feeds, and of files for crawlers."""

from dataclasses import dataclass

from archiver.model import Moment, Url
from archiver.pages.contexts.lists import CountRow


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryExample:
    """A query that finds posts of this archive, and what it asks for."""

    query: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """`search.html`. Scripts show the results; before a query, the page has examples, and links to boards and other
    lists.
    """

    title: str
    boards: tuple[CountRow, ...]
    examples: tuple[QueryExample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage:
    """`404.html`. Servers send it for any URL, so its links begin at the root of the site."""

    title: str
    boards: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPage:
    """`redirect.html`: the page at a former address of a thread, which leads to the thread."""

    title: str
    target: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRedirectPage:
    """`redirect-query.html`: the page at former addresses of threads that differ in their queries alone. Its script
    leads to the redirect page of a query.
    """

    title: str
    names: tuple[str, ...]
    """The sets of parameters that tell the addresses apart, larger ones first; names are joined by `&`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry of an Atom feed: a thread, or a post in the feed of its thread."""

    title: str
    url: Url
    authors: tuple[str, ...]
    published: Moment
    updated: Moment
    summary: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """`feed.xml`: an Atom feed (RFC 4287). Atom demands dates, so it has dated entries only."""

    title: str
    page: Url
    """The page whose feed this is."""
    feed: Url
    updated: Moment
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapPage:
    """`sitemap.xml`: URLs of threads and the home page. `sitemap-index.xml`: URLs of sitemaps."""

    urls: tuple[tuple[Url, Moment | None], ...]
    """Each URL, with the date of the thread's latest post; None for an undated thread, the home page, and sitemaps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsPage:
    """`robots.txt`."""

    sitemap: Url | None
