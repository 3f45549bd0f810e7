"""The URL scheme: which page of the site has which URL, and which files a thread has.

Only the search in browsers knows it, too (`themes/default/client/search/query.js`).
"""

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote, unquote

from archiver.model import PostId, Slug, ThreadOrder, Url
from archiver.urls.slugs import MOST_CACHED, is_word_character, name_key, safe_segment, slug_segment

RESERVED = frozenset({"all", "assets", "authors", "dates", "search", "statistics", "tags"})
"""First segments of paths that no board or thread may have."""
HOME_URL = Url("/")
ALL_URL = Url("/all/")
AUTHORS_URL = Url("/authors/")
DATES_URL = Url("/dates/")
UNDATED_URL = Url("/dates/undated/")
SEARCH_URL = Url("/search/")
STATISTICS_URL = Url("/statistics/")
TAGS_URL = Url("/tags/")
NOT_FOUND_URL = Url("/404.html")
LLMS_URL = Url("/llms.txt")
WEB_MANIFEST_URL = Url("/site.webmanifest")
ROBOTS_URL = Url("/robots.txt")
SITEMAP_URL = Url("/sitemap.xml")

_SOURCE, _JSON, _FEED = "index.md", "index.json", "feed.xml"
THREAD_FILES = frozenset({"index.html", _SOURCE, _JSON, _FEED})
"""The names of the files in a thread's folder. Each further page is an `index.html` in a folder of its own."""

_NUMBER_OR_ORDER = f"(?:[0-9]+|{'|'.join(ThreadOrder)})"
_FURTHER_PAGE = re.compile(rf"page-{_NUMBER_OR_ORDER}")
_FURTHER_PAGE_AT_END = re.compile(rf"/page-{_NUMBER_OR_ORDER}/*\Z")


def is_reserved(slug: Slug) -> bool:
    """True for a slug that no board or thread may have, since other pages have such paths (`tags`, `space/page-2`).

    >>> is_reserved(Slug("tags")), is_reserved(Slug("space/page-2")), is_reserved(Slug("space/pages"))
    (True, True, False)
    """
    return slug.partition("/")[0] in RESERVED or ("page-" in slug and any(map(is_further_page, slug.split("/"))))


def is_further_page(segment: str) -> bool:
    """True for the last segment of the path of a further page: `page-2`."""
    return _FURTHER_PAGE.fullmatch(segment) is not None


@lru_cache(MOST_CACHED)
def slug_url(slug: Slug) -> Url:
    """The URL of a board or thread; of the home page for the empty slug.

    >>> slug_url(Slug("space/öl"))
    '/space/%C3%B6l/'
    """
    return Url(quote(f"/{slug}/")) if slug else HOME_URL


def slug_of_url(url: Url) -> Slug:
    """The slug of the board or thread whose page a URL leads to. An anchor and the number of the page are ignored.

    >>> slug_of_url(Url("/space/%C3%B6l/page-2/#p101"))
    'space/öl'
    """
    return Slug(first_page(unquote(url.partition("#")[0])).strip("/"))


def post_key(thread: Slug, post: PostId) -> str:
    """The key by which the search index identifies a post among the posts of all threads: `space/lunar#p1`."""
    return f"{thread}#{post}"


def post_key_of_url(url: Url) -> str:
    """The `post_key` of the post that a permalink leads to.

    >>> post_key_of_url(Url("/space/lunar/page-2/#p101"))
    'space/lunar#p101'
    """
    return post_key(slug_of_url(url), PostId(url.partition("#")[2]))


def first_page(path: str) -> str:
    """The path of the first page of a list or thread, without a slash at its end if `path` names a further page.

    >>> first_page("/space/lunar/page-2/"), first_page("/space/lunar/")
    ('/space/lunar', '/space/lunar/')
    """
    return _FURTHER_PAGE_AT_END.sub("", path) if "/page-" in path else path


def numbered_url(first: Url, number: int) -> Url:
    """The URL of page `number` of the list or thread whose unnumbered page is `first`.

    >>> numbered_url(Url("/space/"), 2)
    '/space/page-2/'
    """
    return Url(f"{first}page-{number}/")


def ordered_url(first: Url, order: ThreadOrder) -> Url:
    """The URL of the page of a list with the first threads in an order; of the list itself for the usual order.

    >>> ordered_url(Url("/space/"), ThreadOrder.REPLIES), ordered_url(Url("/space/"), ThreadOrder.NEWEST)
    ('/space/page-replies/', '/space/')
    """
    return first if order is ThreadOrder.NEWEST else Url(f"{first}page-{order}/")


def post_url(page: Url, post: PostId) -> Url:
    """A post's permalink, on the page of its thread that shows it."""
    return Url(f"{page}#{post}")


def source_url(thread: Url) -> Url:
    """The URL of the copy of a thread's source."""
    return Url(f"{thread}{_SOURCE}")


def json_url(thread: Url) -> Url:
    """The URL of a thread as JSON."""
    return Url(f"{thread}{_JSON}")


def feed_url(page: Url) -> Url:
    """The URL of the Atom feed of the home page, a list or a thread.

    >>> feed_url(Url("/space/"))
    '/space/feed.xml'
    """
    return Url(f"{page}{_FEED}")


def saved_search_url(name: str) -> Url:
    """The URL of the Atom feed of a saved search.

    >>> saved_search_url("heat-shield")
    '/search/heat-shield/feed.xml'
    """
    return feed_url(Url(f"{SEARCH_URL}{name}/"))


def search_url(query: str) -> Url:
    """The URL of the search page with the results of a query.

    >>> search_url("heat shield")
    '/search/?q=heat%20shield'
    """
    return Url(f"{SEARCH_URL}?q={quote(query, safe='')}")


@lru_cache(MOST_CACHED)
def author_url(name: str) -> Url:
    """The URL of an author's list. Spellings of a name with equal `name_key`s have one URL."""
    return Url(quote(f"{AUTHORS_URL}{name_segment(name)}/"))


@lru_cache(MOST_CACHED)
def tag_url(name: str) -> Url:
    """The URL of a tag's list. Spellings of a tag with equal `name_key`s have one URL."""
    return Url(quote(f"{TAGS_URL}{name_segment(name)}/"))


def period_url(year: int, month: int | None = None) -> Url:
    """The URL of a year, or of the list of a month.

    >>> period_url(2022, 7)
    '/dates/2022/07/'
    """
    return Url(f"{DATES_URL}{year:04}/" if month is None else f"{DATES_URL}{year:04}/{month:02}/")


def sitemap_url(part: str, number: int) -> Url:
    """The URL of one of several sitemaps; `SITEMAP_URL` is then the index of them.

    `part` says which pages it has, `number` counts the sitemaps of a part from 1.

    >>> sitemap_url("tags", 1), sitemap_url("2022", 2)
    ('/sitemap-tags.xml', '/sitemap-2022-2.xml')
    """
    return Url(f"/sitemap-{part}.xml" if number == 1 else f"/sitemap-{part}-{number}.xml")


@lru_cache(MOST_CACHED)
def name_segment(name: str) -> str:
    """The path segment for an author or tag: equal for names with one `name_key`, different for all others.

    A space is written as a hyphen, a hyphen as two. If any other character would be lost, a tilde and a digest of the
    `name_key` are appended.

    >>> name_segment("Ada Lovelace"), name_segment("jean-luc"), name_segment("C++")
    ('ada-lovelace', 'jean--luc', 'c~f4dc9948')
    """
    key = name_key(name)
    plain = key.replace("-", "--").replace(" ", "-")
    faithful = all(is_word_character(c) or c in " -" for c in key) and "- " not in key and " -" not in key
    clear = faithful and not plain.startswith(("-", "_")) and not is_further_page(plain)
    if clear and safe_segment(plain) == plain:
        return plain
    digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=4).hexdigest()
    return f"{slug_segment(name)[:60]}~{digest}"
