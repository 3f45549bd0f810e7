"""Contexts of pages that list threads, or groups of threads."""

from dataclasses import dataclass

from archiver.model import Moment, Url
from archiver.pages.contexts.parts import Link, Pagination


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRow:
    """A thread in a list."""

    title: str
    url: Url
    first: Url
    """The link of the row: the thread's first page, or in an author's list the author's first post."""
    excerpt: str
    """The beginning of the first post."""
    draft: bool
    """True if the thread is a draft: only a preview of drafts shows it."""
    posts: int
    lang: str | None
    dir: str | None
    started: Moment | None
    latest: Moment | None
    board: Link | None
    tags: tuple[Link, ...]
    authors: tuple[Link, ...]
    """The first authors."""
    more_authors: int
    """How many authors `authors` leaves out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """A board, tag, author, year or month in a list, with its numbers of threads and posts."""

    name: str
    url: Url
    threads: int
    posts: int
    description: str | None = None
    latest: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """`home.html`: the newest threads. `threads`, `posts` and `authors` are numbers for the whole archive."""

    title: str
    boards: tuple[CountRow, ...]
    rows: tuple[ThreadRow, ...]
    threads: int
    posts: int
    authors: int
    feed: Url | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """`board.html`, `tag.html`, `author.html`, `period.html`: threads by their first posts, newest first."""

    title: str
    crumbs: tuple[Link, ...]
    description: str | None
    boards: tuple[CountRow, ...]
    rows: tuple[ThreadRow, ...]
    threads: int
    """The number of threads: of the whole list on its unnumbered page, of the page on numbered ones."""
    posts: int
    """The number of posts: of the whole list on its unnumbered page, of the page on numbered ones."""
    feed: Url | None
    pagination: Pagination


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """`tags.html`, `authors.html`, `dates.html`: groups of threads by name."""

    title: str
    crumbs: tuple[Link, ...]
    rows: tuple[CountRow, ...]
    undated: int
    """On the index of dates, the number of threads without a date."""
    pagination: Pagination
