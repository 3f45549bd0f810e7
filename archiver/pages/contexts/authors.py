"""Contexts of pages of authors."""

from msgspec import Struct

from archiver.model import Moment, Url
from archiver.pages.contexts.lists import CountRow
from archiver.pages.contexts.parts import Link, Pagination


class PostRow(Struct, frozen=True, kw_only=True):
    """A post in the list of what its author has written."""

    title: str
    """The title of its thread."""
    thread: Url
    """The first page of its thread."""
    goes_on: bool
    """True if the row before is a post of the same thread."""
    url: Url
    """The permalink of the post."""
    number: int
    """The number of the post as readers see it."""
    date: Moment | None
    excerpt: str
    """The beginning of the author's own words."""
    lang: str | None
    dir: str | None
    draft: bool
    """True if the thread is a draft: only a preview of drafts shows it."""
    anchor: str | None = None
    """The id of the row, to which the entry of its year in `AuthorPage.years` leads; None for all but the first row of
    each year on a page."""


class PersonRow(Struct, frozen=True, kw_only=True):
    """Another author, with how often he is answered or quotes."""

    name: str
    url: Url
    posts: int


class AuthorPage(Struct, frozen=True, kw_only=True):
    """`author.html`: the posts of an author, the newest first. Numbered pages have only the posts: what tells of all of
    them is on the unnumbered page.
    """

    title: str
    """The name of the author."""
    crumbs: tuple[Link, ...]
    threads: int | None
    """The number of threads with posts of the author; None on numbered pages."""
    posts: int
    """The number of posts: of the author on the unnumbered page, of the page on numbered ones."""
    years: tuple[CountRow, ...]
    """The years with posts of the author, in order, each with the URL of the first row of its newest post."""
    boards: tuple[CountRow, ...]
    """The boards with most posts of the author."""
    answered: tuple[PersonRow, ...]
    """Whom the author has answered most often."""
    quoting: tuple[PersonRow, ...]
    """Who has quoted the author most often."""
    links: tuple[Link, ...]
    """To pages about the author on other sites, as `authors.toml` has them."""
    rows: tuple[PostRow, ...]
    feed: Url | None
    pagination: Pagination
