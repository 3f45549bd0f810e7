"""What templates are given: one frozen type for each kind of page, and the views that they are made of.

URLs here are from the root of the site; templates write them relative with the filter `link`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from archiver.model import Moment, PostId, Prose, QuoteState, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A name that leads somewhere."""

    text: str
    url: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRef:
    """A post that another one points to: what it is called, its place in its thread, and its author, or None."""

    number: int
    place: int
    url: Url
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffRun:
    """A run of words that stand in a quote and in what it quotes (`both`), or only as `written`, or as `quoted`."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A quote as it is shown: `said` is its attribution as it stood, `origins` the post or posts it comes from.

    `is_named`: the attribution names the writer of that post; one that names another may be wrong.
    `passage` is a link to the quoted words, marked, where they come from one post; `thread` is that post's, if it is
    another one. `changes` has what an altered quote altered.
    """

    is_quote: ClassVar[bool] = True
    number: int
    length: int
    """Characters that are quoted, at any depth."""
    blocks: "tuple[Prose | QuoteView, ...]"
    said: str | None
    state: QuoteState | None
    origins: tuple[PostRef, ...]
    is_named: bool
    passage: Url | None
    thread: str | None
    changes: tuple[DiffRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A post as it is shown. `ghost`: it replies to a post that is not in the archive. `inferred`: that it replies
    is not declared, but it quotes the post.
    """

    id: PostId
    number: int
    place: int
    url: Url
    author: Link | None
    date: Moment | None
    edited: Moment | None
    subject: str | None
    original: str | None
    score: int | None
    deleted: bool
    blocks: tuple[Prose | QuoteView, ...]
    reply_to: PostRef | None
    ghost: bool
    inferred: bool
    replies: tuple[PostRef, ...]
    quoted_by: tuple[PostRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A post in the outline of its page, and its level there: 1, or one more than that of the post that it answers."""

    post: PostView
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """The page's number from 1, and its neighbours. For lists, `previous` is older and `next` is newer."""

    number: int
    previous: Url | None
    next: Url | None
    pages: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRow:
    """A thread in a list. `first` is where to enter it: its top, or an author's first post in it."""

    title: str
    url: Url
    first: Url
    excerpt: str
    posts: int
    lang: str | None
    dir: str | None
    started: Moment | None
    latest: Moment | None
    board: Link | None
    tags: tuple[Link, ...]
    authors: tuple[Link, ...]
    more_authors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """A board, tag, author, year or month in a list, and how much there is of it."""

    name: str
    url: Url
    threads: int
    posts: int
    description: str | None = None
    latest: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """`home.html`."""

    title: str
    boards: tuple[CountRow, ...]
    rows: tuple[ThreadRow, ...]
    threads: int
    posts: int
    authors: int
    feed: Url | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPage:
    """`thread.html`: one page of a thread. `source` is its Markdown on this site, `original` where it was held;
    `linked_data` is what search engines are told (schema.org), to be written as JSON.
    """

    title: str
    crumbs: tuple[Link, ...]
    thread: Url
    lang: str | None
    dir: str | None
    tags: tuple[Link, ...]
    posts: tuple[PostView, ...]
    outline: tuple[OutlineEntry, ...]
    total: int
    authors: int
    started: Moment | None
    latest: Moment | None
    excerpt: str
    source: Url
    original: str | None
    json: Url | None
    feed: Url | None
    pagination: Pagination
    linked_data: Mapping[str, object]
    extra: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """`board.html`, `tag.html`, `author.html`, `period.html`: threads by their first posts, newest first."""

    title: str
    crumbs: tuple[Link, ...]
    description: str | None
    boards: tuple[CountRow, ...]
    rows: tuple[ThreadRow, ...]
    threads: int
    posts: int
    feed: Url | None
    pagination: Pagination


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """`tags.html`, `authors.html`, `dates.html`: names with how much there is of each."""

    title: str
    crumbs: tuple[Link, ...]
    rows: tuple[CountRow, ...]
    undated: int
    pagination: Pagination


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPost:
    """A hit on the search page; `snippet` is text and whether it matched, in turn."""

    url: Url
    number: int
    author: str | None
    date: Moment | None
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundThread:
    """A thread with its best hits, of `matching` in all."""

    title: str
    url: Url
    board: Link | None
    posts: tuple[FoundPost, ...]
    matching: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """A search for another query: `count` posts, where it is known. `current`: it is what was asked."""

    text: str
    query: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """Ways to narrow a search, of a kind."""

    name: str
    entries: tuple[Narrowing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """`search.html`. Only a live server answers: `query` is None in the page that is published."""

    title: str
    query: str | None
    total: int
    in_threads: int
    threads: tuple[FoundThread, ...]
    orders: tuple[Narrowing, ...]
    facets: tuple[Facet, ...]
    suggestion: str | None
    hints: tuple[str, ...]
    boards: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage:
    """`404.html`: it is served at any depth, so its links start at the root."""

    title: str
    boards: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPage:
    """`redirect.html`: stands where a thread once stood, and leads to it."""

    title: str
    target: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry of an Atom feed; dated, as Atom asks."""

    title: str
    url: Url
    authors: tuple[str, ...]
    published: Moment
    updated: Moment
    summary: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """`feed.xml`. What has no date is left out: Atom demands one, and nothing is invented."""

    title: str
    page: Url
    feed: Url
    updated: Moment
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapPage:
    """`sitemap.xml` and `sitemap-index.xml`: URLs with the day of their last post."""

    urls: tuple[tuple[Url, Moment | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsPage:
    """`robots.txt`."""

    sitemap: Url | None
