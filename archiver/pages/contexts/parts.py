"""Parts of contexts that pages of several kinds have."""

from msgspec import Struct

from archiver.model import Moment, Url


class Link(Struct, frozen=True, kw_only=True):
    """A text that links to a page."""

    text: str
    url: Url


class AuthorLink(Link, frozen=True, kw_only=True):
    """The name of an author, which links to the author's page."""

    picture: Url | None = None
    """The picture of the author; None: there is none."""


class NumberedLink(Struct, frozen=True, kw_only=True):
    """A link to a page of a list or thread."""

    number: int
    url: Url


class PageStart(Struct, frozen=True, kw_only=True):
    """Where a page of a thread begins, by which a script finds the page of a post."""

    number: int
    """The number of its first post."""
    date: Moment | None
    """The date of the first dated post on it."""


class SharedPicture(Struct, frozen=True, kw_only=True):
    """A picture that stands for a page in chat windows and networks."""

    url: Url
    alt: str
    """What it shows; "" if its source does not say."""


class Pagination(Struct, frozen=True, kw_only=True):
    """The position of a page among the pages of one list or thread."""

    number: int
    """Counted from 1. In lists the oldest page has the lowest number."""
    previous: Url | None
    """The page with the next lower number."""
    next: Url | None
    """The page with the next higher number."""
    pages: tuple[NumberedLink, ...] = ()
    """Links to the first page, the last, those near this one, and ever fewer of those further away; empty if there is
    one page. In lists of threads the last has no number in its address."""
    newest: Url | None = None
    """In lists of threads, the page with the newest ones; None elsewhere."""
