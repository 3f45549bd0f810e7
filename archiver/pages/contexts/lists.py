"""Contexts of pages that list threads, or groups of threads."""

from msgspec import Struct

from archiver.model import Moment, ThreadOrder, Url
from archiver.pages.contexts.parts import Link, Pagination


class ThreadRow(Struct, frozen=True, kw_only=True):
    """A thread in a list."""

    title: str
    url: Url
    first: Url
    """The link of the row: the thread's first page, or in a month's list the thread's first post of the month."""
    excerpt: str
    """The beginning of the first post."""
    draft: bool
    """True if the thread is a draft: only a preview of drafts shows it."""
    closed: bool
    """True if no more answers were allowed in the original."""
    pinned: bool
    """True if the original stood before others in its list; here it stands where its date puts it."""
    solved: bool
    posts: int
    lang: str | None
    dir: str | None
    started: Moment | None
    latest: Moment | None
    board: Link | None
    tags: tuple[Link, ...]
    quoted: int
    """How often its posts are quoted in it."""
    authors: tuple[Link, ...]
    """The first authors."""
    more_authors: int
    """How many authors `authors` leaves out."""


class CountRow(Struct, frozen=True, kw_only=True):
    """A board, tag, author, year or month in a list, with its numbers of threads and posts."""

    name: str
    url: Url
    threads: int
    """0 on pages that show names only."""
    posts: int
    description: str | None = None
    latest: Moment | None = None
    rank: int = 0
    """Of a board, its place among those of its list by the number of posts, from 1; 0 of all others."""


class QuotedRow(Struct, frozen=True, kw_only=True):
    """A post that others quote, in a list."""

    thread: str
    """The title of its thread."""
    url: Url
    number: int
    """The number of the post as readers see it."""
    author: Link | None
    excerpt: str
    quotes: int
    """How many posts of the thread quote it."""
    lang: str | None
    dir: str | None


class HomePage(Struct, frozen=True, kw_only=True):
    """`home.html`: ways into the archive. `threads`, `posts` and `authors` are numbers for the whole archive."""

    title: str
    boards: tuple[CountRow, ...]
    rows: tuple[ThreadRow, ...]
    """The newest threads."""
    quoted: tuple[QuotedRow, ...]
    """The posts that most others quote, one of a thread."""
    replied: tuple[ThreadRow, ...]
    """The threads with the most posts."""
    longest: tuple[ThreadRow, ...]
    """The threads that went on for the longest time."""
    years: tuple[CountRow, ...]
    people: tuple[CountRow, ...]
    """The authors of the most posts."""
    all: Url
    """The list of all threads."""
    pages: int
    """How many pages the list of all threads has."""
    threads: int
    posts: int
    authors: int
    feed: Url | None


class OrderLink(Struct, frozen=True, kw_only=True):
    """A link to the threads of a list in an order."""

    order: ThreadOrder
    url: Url


class ListPage(Struct, frozen=True, kw_only=True):
    """`all.html`, `board.html`, `tag.html`, `period.html`: threads, the newest first unless `order` is another."""

    title: str
    first: Url
    """The unnumbered page of the list, in the usual order."""
    order: ThreadOrder
    orders: tuple[OrderLink, ...]
    """The orders in which the first threads of the list have a page; none if the list is a single page."""
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


class IndexPage(Struct, frozen=True, kw_only=True):
    """`tags.html`, `authors.html`, `dates.html`: groups of threads by name."""

    title: str
    crumbs: tuple[Link, ...]
    rows: tuple[CountRow, ...]
    pagination: Pagination


class YearRow(Struct, frozen=True, kw_only=True):
    """A year in the calendar of an archive."""

    year: CountRow
    months: tuple[CountRow | None, ...]
    """Twelve; None for a month without a post."""


class CalendarPage(Struct, frozen=True, kw_only=True):
    """`calendar.html`: the posts of each month of each year."""

    title: str
    crumbs: tuple[Link, ...]
    months: tuple[str, ...]
    """The names of the months."""
    years: tuple[YearRow, ...]
    most: int
    """The number of posts of the month that has most."""
    undated: CountRow | None
    """The threads without a date."""
