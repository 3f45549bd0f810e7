"""The context of a thread's page, and the views of posts and quotes on it."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct

from archiver.model import LinkingPost, Moment, PostId, Prose, QuoteState, Removal, ThreadLink, Tombstone, Url
from archiver.pages.contexts.parts import AuthorLink, Link, PageStart, Pagination, SharedPicture


class PostRef(Struct, frozen=True, kw_only=True):
    """A post that another post links to, since one of the two answers or quotes the other."""

    number: int
    """The number of the post as readers see it."""
    position: int
    """The position of the post in its thread, from 1; 0 for a post of another thread."""
    url: Url
    name: str | None
    """The author of the post."""


class DiffRun(Struct, frozen=True, kw_only=True):
    """Successive words of the comparison of an altered quote with the passage that it quotes."""

    kind: str
    """`both`: in the quote and in the passage; `written`: only in the passage; `quoted`: only in the quote."""
    words: str


class QuoteView(Struct, frozen=True, kw_only=True):
    """A quote as templates show it."""

    is_quote: ClassVar[bool] = True
    number: int
    """The number of the quote in its post, counted from 1, outer quotes before inner ones."""
    length: int
    """The number of characters of the quoted text, inner quotes included."""
    blocks: "tuple[Prose | QuoteView, ...]"
    attribution: str | None
    """The text that attributes the quote, as in the source."""
    state: QuoteState | None
    origins: tuple[PostRef, ...]
    """The post that the quote comes from; the posts that it may come from, if it is ambiguous."""
    is_named: bool
    """True if the attribution names the author of the origin. If it names another person, it may be wrong."""
    passage: Url | None
    """A link to the quoted words, which the browser marks; None unless the quote comes from one post."""
    thread: str | None
    """The title of the origin's thread; None if the origin is in the thread of the quote."""
    changes: tuple[DiffRun, ...]
    """The comparison with the quoted passage, for an altered quote; empty for all others."""


class PostView(Struct, frozen=True, kw_only=True):
    """A post as templates show it."""

    id: PostId
    number: int
    """The number as readers see it: the number that the source has for the post, else the position in the thread."""
    position: int
    """The position in the thread, from 1."""
    url: Url
    """The permalink."""
    author: AuthorLink | None
    date: Moment | None
    edited: Moment | None
    subject: str | None
    original: str | None
    """The URL of the original."""
    score: int | None
    deleted: bool
    accepted: bool
    """True if the post is the answer that was accepted."""
    pinned: bool
    reactions: tuple[tuple[str, int], ...]
    """Each reaction, as `👍` or `like`, and how often it was given."""
    extra: tuple[tuple[str, str], ...]
    """Attributes of other systems, names and values: `poll` (`Yes 3, No 1`), `edit-reason`, and any others."""
    blocks: tuple[Prose | QuoteView, ...]
    reply_to: PostRef | None
    """The post that this one answers."""
    ghost: bool
    """True if the post answers one that is not in the archive; `reply_to` is None then."""
    removal: Removal | None
    """What its tombstone says: it is taken down, so it has no author and no blocks. None for other posts."""
    inferred: bool
    """True if the post does not declare which post it answers: it is the post that it quotes."""
    replies: tuple[PostRef, ...]
    """The posts that answer this one."""
    quoted_by: tuple[PostRef, ...]
    """The posts that quote this one."""
    linked_from: tuple[LinkingPost, ...]
    """The posts of other threads that link to this one by its former address."""
    tombstones: tuple[Tombstone, ...]
    """In place of posts that stood behind this one and are not there any more."""


class OutlineEntry(Struct, frozen=True, kw_only=True):
    """A post in the outline of its page."""

    post: PostView
    level: int
    """1, or one more than the level of the post that this post answers; at most 8."""
    words: str
    """The first of the post's own words, for one line."""


class RelatedRow(Struct, frozen=True, kw_only=True):
    """Another thread that seems to be about the same."""

    title: str
    lang: str | None
    """The language of the other thread; None: that of the site."""
    url: Url
    board: Link | None
    """Its board; None for a thread in none."""
    started: Moment | None


class ThreadPage(Struct, frozen=True, kw_only=True):
    """`thread.html`: one page of a thread. `total`, `authors`, `started` and `latest` are of the whole thread."""

    title: str
    crumbs: tuple[Link, ...]
    thread: Url
    """The first page."""
    draft: bool
    """True if the thread is a draft: only a preview of drafts shows it."""
    closed: bool
    """True if no more answers were allowed in the original."""
    pinned: bool
    solved: bool
    views: int | None
    """How often the original was looked at."""
    lang: str | None
    dir: str | None
    tags: tuple[Link, ...]
    posts: tuple[PostView, ...]
    tombstones: tuple[Tombstone, ...]
    """In place of posts that stood before the first one of the page and are not there any more."""
    outline: tuple[OutlineEntry, ...]
    total: int
    """How many posts the thread has."""
    authors: int
    """How many people wrote in the thread."""
    started: Moment | None
    latest: Moment | None
    excerpt: str
    """The beginning of the first post of the page."""
    published: Moment | None
    """The date of the thread's first post."""
    modified: Moment | None
    """The latest date of a post of the page: when it was written or edited."""
    picture: SharedPicture | None
    """The first large picture of the page."""
    source: Url
    """The copy of the thread's source on this site."""
    original: str | None
    """The URL of the original."""
    json: Url | None
    feed: Url | None
    first_post: Url | None
    """The permalink of the thread's first post; None if it has none."""
    last_post: Url | None
    starts: tuple[PageStart, ...]
    """Where each page of the thread begins; empty if there is one page."""
    before: ThreadLink | None
    """The thread before this one in its board."""
    after: ThreadLink | None
    related: tuple[RelatedRow, ...]
    """Threads that seem to be about the same, at most five; only on the last page of the thread."""
    pagination: Pagination
    linked_data: Mapping[str, object]
    """JSON-LD in the vocabulary of schema.org."""
    extra: Mapping[str, object]
    """Keys of the front matter that are the user's own."""
