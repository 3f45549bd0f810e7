"""Posts as lists of what their authors have written show them."""

from typing import NamedTuple

from msgspec import Struct

from archiver.model.identifiers import PostId, Slug


class AuthoredPost(NamedTuple):
    """A post of a known author."""

    author: str
    """The `urls.name_key` of the author's name."""
    date: str
    """The result of `moment_to_text`."""
    position: int
    """The position in its thread, from 1."""
    post: PostId
    number: int
    """The number of the post as readers see it."""
    year: int
    """The year of its date in the time zone of the site; 0 without a date."""
    excerpt: str
    """The beginning of the author's own words."""
    answers: str
    """The author of the post that this one answers, as that post spells the name; "" if it is not known, or the same
    one."""
    quoted_by: tuple[str, ...]
    """The author of each later post of the thread that quotes this one, but for the author of this one."""


class AuthoredRow(NamedTuple):
    """A post of an author, as the manifest stores it, with what lists show of its thread. Absent values are ""."""

    date: str
    position: int
    post: PostId
    number: int
    excerpt: str
    slug: Slug
    title: str
    lang: str
    dir: str
    draft: bool


class Share(Struct, frozen=True, kw_only=True):
    """How much of what an author wrote is of one year, or in one board."""

    of: str
    """The year, which is "0" for posts without a date; or the slug of the board, "" if the threads are in none."""
    threads: int
    posts: int
