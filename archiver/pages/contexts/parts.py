"""Parts of contexts that pages of several kinds have."""

from dataclasses import dataclass

from archiver.model import Moment, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text that links to a page."""

    text: str
    url: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorLink(Link):
    """The name of an author, which links to the author's page."""

    picture: Url | None = None
    """The picture of the author; None: there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedLink:
    """A link to a page of a list or thread."""

    number: int
    url: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStart:
    """Where a page of a thread begins, by which a script finds the page of a post."""

    number: int
    """The number of its first post."""
    date: Moment | None
    """The date of the first dated post on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPicture:
    """A picture that stands for a page in chat windows and networks."""

    url: Url
    alt: str
    """What it shows; "" if its source does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
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
