"""What the pages of a thread show of other threads, as JSON text."""

from datetime import tzinfo
from itertools import starmap

from msgspec import Struct

from archiver.manifest.json_codec import JsonCodec
from archiver.model import (
    CrossThread,
    LinkFault,
    LinkingPost,
    Origin,
    PostId,
    RelatedThread,
    ThreadLink,
    Tombstone,
    Url,
)


class _QuoteOrigin(Struct, frozen=True, kw_only=True):
    """An entry of an `Origins` mapping."""

    post: PostId
    quote: int
    origin: Origin


class _Link(Struct, frozen=True, kw_only=True):
    address: str
    url: Url


class _LinkedPost(Struct, frozen=True, kw_only=True):
    post: PostId
    linking: tuple[LinkingPost, ...]


class _SourceLink(Struct, frozen=True, kw_only=True):
    """An entry of a `SourceLinks` mapping: a URL, or a fault."""

    address: str
    url: Url | None = None
    fault: LinkFault | None = None


class _CrossThread(Struct, frozen=True, kw_only=True):
    """A `CrossThread` without mappings, for which JSON has no keys of its own."""

    entries: tuple[_QuoteOrigin, ...] = ()
    links: tuple[_Link, ...] = ()
    linked_from: tuple[_LinkedPost, ...] = ()
    source_links: tuple[_SourceLink, ...] = ()
    before: ThreadLink | None = None
    after: ThreadLink | None = None
    related: tuple[RelatedThread, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()


_CODEC = JsonCodec(_CrossThread)


def cross_thread_to_json(value: CrossThread) -> str:
    """A `CrossThread` as JSON text."""
    origins = (_QuoteOrigin(post=post, quote=quote, origin=origin) for (post, quote), origin in value.origins.items())
    return _CODEC.to_json(
        _CrossThread(
            entries=tuple(origins),
            links=tuple(_Link(address=address, url=url) for address, url in value.links.items()),
            linked_from=tuple(_LinkedPost(post=post, linking=all_) for post, all_ in value.linked_from.items()),
            source_links=tuple(starmap(_source_link, value.source_links.items())),
            before=value.before,
            after=value.after,
            related=value.related,
            tombstones=value.tombstones,
        )
    )


def _source_link(address: str, target: Url | LinkFault) -> _SourceLink:
    if isinstance(target, LinkFault):
        return _SourceLink(address=address, fault=target)
    return _SourceLink(address=address, url=target)


def cross_thread_from_json(text: str, zone: tzinfo) -> CrossThread:
    """Parse the result of `cross_thread_to_json`. Raises ValueError, TypeError or KeyError for other text."""
    found = _CODEC.from_json(text, zone)
    return CrossThread(
        origins={(entry.post, entry.quote): entry.origin for entry in found.entries},
        links={link.address: link.url for link in found.links},
        linked_from={linked.post: linked.linking for linked in found.linked_from},
        source_links={link.address: target for link in found.source_links if (target := link.fault or link.url)},
        before=found.before,
        after=found.after,
        related=found.related,
        tombstones=found.tombstones,
    )
