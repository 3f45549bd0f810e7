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
class OwnPage:
    """`page.html`, or a template in `pages/`: a page that is no thread and no list."""

    title: str
    lang: str | None
    dir: str | None
    excerpt: str
    """The beginning of its text."""
    html: str
    """The text as HTML; "" if the template has no file."""


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
    content: str | None = None
    """The whole post as HTML, with absolute addresses, if feeds have whole posts."""


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
    """`sitemap.xml`: URLs of pages. `sitemap-index.xml`: URLs of sitemaps."""

    urls: tuple[tuple[Url, str | None], ...]
    """Each URL, with the date of the latest post that the page shows, as `<lastmod>` has it; None where it is not
    known, and for sitemaps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsPage:
    """`robots.txt`."""

    sitemap: Url | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebManifestPage:
    """`site.webmanifest`: what a phone needs to keep the site among its programs."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmsPage:
    """`llms.txt`: what there is and how it is addressed, for programs that read with a language model."""

    boards: tuple[CountRow, ...]
    """The boards at the root of the site."""
    json: bool
    """True if each thread is there as JSON, too."""
    feed: Url | None
