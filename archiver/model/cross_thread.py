"""What the pages of a thread show of other threads, and what has to be known of each thread for it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from msgspec import Struct, field

from archiver.model.former_pages import Tombstone
from archiver.model.identifiers import PostId, Url
from archiver.model.related import RelatedThread
from archiver.model.threads import Origins


class LinkingPost(Struct, frozen=True, kw_only=True):
    """A post of another thread that links to a post."""

    thread: str
    """The title of its thread."""
    number: int
    url: Url


LinkedFrom = Mapping[PostId, tuple[LinkingPost, ...]]
"""For posts of a thread the posts of other threads that link to them by their former addresses."""


class LinkFault(StrEnum):
    """Why a link to another source, or to a post of it, leads nowhere."""

    DRAFT = "draft"
    """The source is a draft that is left out, so it has no page."""
    NO_POST = "no post"
    """The source has no post with the id that the link names."""


SourceLinks = Mapping[str, Url | LinkFault]
"""Addresses of sources as posts link to them (`tides.md#p3`), each with the URL of the post that it names, or with what
is wrong with it. An address that is not among these leads to the page of its source."""


class Opening(Struct, frozen=True, kw_only=True):
    """What has to be known of a thread to find its neighbours, and what these show of it."""

    title: str
    """Empty if only the slug can give one."""
    lang: str | None
    started: str
    """The date of the earliest dated post, as text that sorts like moments (see `moment_to_text`)."""
    is_draft: bool


class ThreadLink(Struct, frozen=True, kw_only=True):
    """A link to another thread."""

    title: str
    lang: str | None
    """The language of the other thread; None: that of the site."""
    url: Url


_NONE: Mapping[Any, Any] = {}  # one for all threads


class CrossThread(Struct, frozen=True, kw_only=True):
    """All that the pages of a thread show of other threads."""

    origins: Origins = field(default_factory=lambda: _NONE)
    """The origins of its quotes in other threads."""
    links: Mapping[str, Url] = field(default_factory=lambda: _NONE)
    """Addresses that its posts link to and that were those of archived threads, with the URLs of these."""
    linked_from: LinkedFrom = field(default_factory=lambda: _NONE)
    source_links: SourceLinks = field(default_factory=lambda: _NONE)
    """Where its links to sources lead."""
    before: ThreadLink | None = None
    """The thread before it in its board, by the dates of their first posts; undated ones come first."""
    after: ThreadLink | None = None
    """The thread after it in its board."""
    related: tuple[RelatedThread, ...] = ()
    """Threads that seem to be about the same, the most similar one first."""
    tombstones: tuple[Tombstone, ...] = ()
    """In place of posts that it does not have any more, in the order of their places."""

    def __bool__(self) -> bool:
        of_others = self.origins or self.links or self.linked_from or self.source_links
        return bool(of_others or self.before or self.after or self.related or self.tombstones)


def with_links(
    links: Mapping[str, Mapping[str, Url]], linked_from: Mapping[str, Mapping[PostId, Iterable[LinkingPost]]]
) -> dict[str, CrossThread]:
    """What threads show of links to former addresses, by source, in the order of the sources.

    Args:
        links: the addresses that each thread links to, with their URLs.
        linked_from: the posts that link to the posts of each thread.
    """
    return {
        source: CrossThread(
            links=links.get(source, {}),
            linked_from={post: tuple(posts) for post, posts in linked_from.get(source, {}).items()},
        )
        for source in sorted({*links, *linked_from})
    }


class PlacedAddress(NamedTuple):
    """An address, and the position of the post that has it; 0 for the whole thread, or for words that a post quotes."""

    address: str
    position: int


class PostName(NamedTuple):
    """The id and the number of a post."""

    id: PostId
    number: int


class LinkFacts(NamedTuple):
    """What has to be known of a thread to find which links lead to it, and where its own lead."""

    title: str = ""
    addresses: tuple[PlacedAddress, ...] = ()
    """The former addresses of the thread and its posts, as keys (see `urls.address_key`)."""
    links: tuple[PlacedAddress, ...] = ()
    """The http and https addresses that its posts link to, as they stand in HTML, without entities: those that may lead
    to a thread of the archive."""
    posts: tuple[PostName, ...] = ()
    """In order."""
