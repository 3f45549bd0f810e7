"""What leads on from addresses at which threads and posts stood before."""

from typing import NamedTuple

from msgspec import Struct

from archiver.model.identifiers import PostId, Url


class MovedPost(Struct, frozen=True, kw_only=True):
    """A post that is not where the former address of its page leads to."""

    id: PostId
    url: Url
    """Its permalink now."""


class FormerPage(Struct, frozen=True, kw_only=True):
    """A page that stands at an address at which a page of a thread stood."""

    url: Url
    """Its own."""
    target: Url | None
    """The page that it leads to; None if the thread is gone."""
    title: str
    """That of the thread that it leads to; "" for none."""
    source: str
    """The path of that thread's source; "" for none."""
    removed: str
    """The day on which the thread was found to be gone, as `2026-11-30`; "" if that is not known."""
    posts: tuple[MovedPost, ...] = ()
    """Those posts that stood on the page and have to be looked for in other places than on `target`."""


class RedirectRule(NamedTuple):
    """What a web server is to answer at an address."""

    url: Url
    target: Url | None
    """Where it leads; None for what is gone."""
    query: tuple[tuple[str, str], ...] = ()
    """The names and values that parameters of the address have to have, if the address is one of these alone."""


class Tombstone(Struct, frozen=True, kw_only=True):
    """A note on the page of a thread, with the anchor of a post that the thread does not have any more."""

    id: PostId
    page: int
    """The number of the page on which it is shown."""
    after: int
    """The position of the post behind which it is shown; that of the last post of the page before, for none."""
    url: Url | None
    """The permalink of the post, if it has moved."""
    removed: str
    """See `FormerPage.removed`."""


class TombstonesOfThread(Struct, frozen=True, kw_only=True):
    """The tombstones on the pages of a thread."""

    source: str
    """The path of its source."""
    tombstones: tuple[Tombstone, ...]


class FormerPages(Struct, frozen=True, kw_only=True):
    """All that leads on from former addresses of an archive."""

    pages: tuple[FormerPage, ...] = ()
    """Where two have one URL, the first one counts."""
    threads: tuple[TombstonesOfThread, ...] = ()
