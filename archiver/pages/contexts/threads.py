"""The context of a thread's page, and the views of posts and quotes on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from archiver.model import Moment, PostId, Prose, QuoteState, Url
from archiver.pages.contexts.parts import Link, Pagination


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRef:
    """A post that another post answers or quotes, or that answers or quotes it."""

    number: int
    """Its number as readers see it."""
    position: int
    """Its position in its thread, from 1; 0 for a post of another thread."""
    url: Url
    name: str | None
    """Its author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffRun:
    """Successive words of the comparison of an altered quote with the passage that it quotes."""

    kind: str
    """`both`: in the quote and in the passage; `written`: only in the passage; `quoted`: only in the quote."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A quote as templates show it."""

    is_quote: ClassVar[bool] = True
    number: int
    """Its number in its post, counted from 1, outer quotes before inner ones."""
    length: int
    """Characters of the quoted text, at any depth."""
    blocks: "tuple[Prose | QuoteView, ...]"
    attribution: str | None
    """The text that attributes the quote, as in the source."""
    state: QuoteState | None
    origins: tuple[PostRef, ...]
    """The post that the quote comes from; the posts that it may come from, if it is ambiguous."""
    is_named: bool
    """The attribution names the author of the origin. One that names another person may be wrong."""
    passage: Url | None
    """A link to the quoted words, which the browser marks; None unless the quote comes from one post."""
    thread: str | None
    """The title of the origin's thread, if that is another thread."""
    changes: tuple[DiffRun, ...]
    """For an altered quote, the comparison with the passage that it quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A post as templates show it."""

    id: PostId
    number: int
    """The number as readers see it: that of the source, else the position in the thread."""
    position: int
    """The position in the thread, from 1."""
    url: Url
    """The permalink."""
    author: Link | None
    date: Moment | None
    edited: Moment | None
    subject: str | None
    original: str | None
    """The URL of the original."""
    score: int | None
    deleted: bool
    blocks: tuple[Prose | QuoteView, ...]
    reply_to: PostRef | None
    """The post that this one answers."""
    ghost: bool
    """The post answers one that is not in the archive."""
    inferred: bool
    """The post does not declare that it is an answer, but it quotes the post `reply_to`."""
    replies: tuple[PostRef, ...]
    quoted_by: tuple[PostRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A post in the outline of its page."""

    post: PostView
    level: int
    """1, or one more than the level of the post that it answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPage:
    """`thread.html`: one page of a thread. `total`, `authors`, `started` and `latest` are of the whole thread."""

    title: str
    crumbs: tuple[Link, ...]
    thread: Url
    """The first page."""
    lang: str | None
    dir: str | None
    tags: tuple[Link, ...]
    posts: tuple[PostView, ...]
    outline: tuple[OutlineEntry, ...]
    total: int
    """How many posts the thread has."""
    authors: int
    """How many people wrote in the thread."""
    started: Moment | None
    latest: Moment | None
    excerpt: str
    """The beginning of the first post."""
    source: Url
    """The copy of the thread's source on this site."""
    original: str | None
    """The URL of the original."""
    json: Url | None
    feed: Url | None
    pagination: Pagination
    linked_data: Mapping[str, object]
    """JSON-LD in the vocabulary of schema.org."""
    extra: Mapping[str, object]
    """Keys of the front matter that are the user's own."""
