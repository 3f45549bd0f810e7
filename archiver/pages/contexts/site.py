"""Contexts of search, errors, redirects and feeds, and of files for crawlers."""

from msgspec import Struct

from archiver.model import Moment, MovedPost, Removal, Url
from archiver.pages.contexts.lists import CountRow


class QueryExample(Struct, frozen=True, kw_only=True):
    """A query that finds posts of this archive, and what it asks for."""

    query: str
    meaning: str


class SearchPage(Struct, frozen=True, kw_only=True):
    """`search.html`. Scripts show the results; before a query, the page has examples, and links to boards and other
    lists.
    """

    title: str
    boards: tuple[CountRow, ...]
    examples: tuple[QueryExample, ...]


class MissingPage(Struct, frozen=True, kw_only=True):
    """`404.html`. Servers send it for any URL, so its links begin at the root of the site."""

    title: str
    boards: tuple[CountRow, ...]


class RemovedPage(Struct, frozen=True, kw_only=True):
    """`removed.html`: the page at the address of a thread that is taken down."""

    title: str
    removal: Removal


class OwnPage(Struct, frozen=True, kw_only=True):
    """`page.html`, or a template in `pages/`: a page that is no thread and no list."""

    title: str
    lang: str | None
    dir: str | None
    excerpt: str
    """The beginning of its text."""
    html: str
    """The text as HTML; "" if the template has no file."""


class RedirectPage(Struct, frozen=True, kw_only=True):
    """`redirect.html`: the page at a former address of a thread, which leads to the thread."""

    title: str
    target: Url
    keeps_fragment: bool = False
    """True if a script leads on to the same post."""
    posts: tuple[MovedPost, ...] = ()
    """Those that are on another page than `target`."""
    part: Url | None = None
    """The first of the pages that lead on to further posts; None if there are none."""
    parts: int = 0
    """The number of these pages: a script finds that of a fragment, by its digest."""
    is_of_thread: bool = True
    """False for a list of an author."""


class GonePage(Struct, frozen=True, kw_only=True):
    """`gone.html`: the page at the address of a thread that is gone."""

    title: str
    removed: str
    """The day on which it was found to be gone, as `2026-11-30`; "" if that is not known."""
    posts: tuple[MovedPost, ...]
    """Those of its posts that are in other threads."""


class QueryRedirectPage(Struct, frozen=True, kw_only=True):
    """`redirect-query.html`: the page at former addresses of threads that differ in their queries alone. Its script
    leads to the redirect page of a query.
    """

    title: str
    names: tuple[str, ...]
    """The sets of parameters that tell the addresses apart, larger ones first; names are joined by `&`."""


class FeedEntry(Struct, frozen=True, kw_only=True):
    """An entry of an Atom feed: a thread, or a post in the feed of its thread."""

    title: str
    url: Url
    authors: tuple[str, ...]
    published: Moment
    updated: Moment
    summary: str | None
    content: str | None = None
    """The whole post as HTML, with absolute addresses, if feeds have whole posts."""


class FeedPage(Struct, frozen=True, kw_only=True):
    """`feed.xml`: an Atom feed (RFC 4287). Atom demands dates, so it has dated entries only."""

    title: str
    page: Url
    """The page whose feed this is."""
    feed: Url
    updated: Moment
    entries: tuple[FeedEntry, ...]


class SitemapPage(Struct, frozen=True, kw_only=True):
    """`sitemap.xml`: URLs of pages. `sitemap-index.xml`: URLs of sitemaps."""

    urls: tuple[tuple[Url, str | None], ...]
    """Each URL, with the date of the latest post that the page shows, as `<lastmod>` has it; None where it is not
    known, and for sitemaps."""


class RobotsPage(Struct, frozen=True, kw_only=True):
    """`robots.txt`."""

    sitemap: Url | None


class WebManifestPage(Struct, frozen=True, kw_only=True):
    """`site.webmanifest`: what a phone needs to keep the site among its programs."""

    title: str


class LlmsPage(Struct, frozen=True, kw_only=True):
    """`llms.txt`: what there is and how it is addressed, for programs that read with a language model."""

    boards: tuple[CountRow, ...]
    """The boards at the root of the site."""
    json: bool
    """True if each thread is there as JSON, too."""
    feed: Url | None
