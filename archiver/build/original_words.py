"""What the sources say of posts that are taken down, for `leaks`: sources are parsed as they are."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from msgspec import Struct, field

from archiver import urls
from archiver.build.other_threads import read_thread
from archiver.build.scanning import scan_originals
from archiver.build.withheld_addresses import hidden_people
from archiver.config import Config
from archiver.identity import Takedown, Takedowns
from archiver.model import Post, Slug
from archiver.pool import Pool
from archiver.source import Source


class OriginalText(NamedTuple):
    """The own words of a post."""

    where: str
    author: str
    """The key of the name; "" if it is not known."""
    time: float
    """Unix time; infinity if the post has no date."""
    words: str


class TakenOriginals(Struct, frozen=True, kw_only=True):
    """What is taken down, and what is not."""

    texts: tuple[OriginalText, ...] = ()
    """The own words of posts that are taken down."""
    others: tuple[OriginalText, ...] = ()
    """The own words of all other posts."""
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    takedowns: Takedowns = field(default_factory=Takedowns)


class _OfSource(NamedTuple):
    texts: list[OriginalText]
    others: list[OriginalText]
    names: set[str]
    addresses: set[str]


def read_taken(config: Config, pool: Pool) -> TakenOriginals:
    """Read all sources for what is taken down. `config` is the project; `pool` reads them."""
    if not config.takedowns.entries and not config.people.hides_names:
        return TakenOriginals()
    scan, _ = scan_originals(config)
    parts = list(pool.run(partial(_read, config), scan.sources, expected=len(scan.sources)))
    names = {name for person in hidden_people(config) for name in config.people.names_of(person)}
    return TakenOriginals(
        texts=tuple(text for part in parts for text in part.texts),
        others=tuple(text for part in parts for text in part.others),
        names=tuple(sorted(names.union(*(part.names for part in parts)))),
        addresses=tuple(sorted(set[str]().union(*(part.addresses for part in parts)))),
        takedowns=config.takedowns,
    )


def _read(config: Config, source: Source) -> _OfSource:
    found = _OfSource([], [], set(), set())
    thread = read_thread(source, config)
    for post in thread.posts if thread else ():
        entries = list(_entries_of(post, source.slug, config))
        is_taken = any(not entry.anonymize for entry in entries)
        author, time = urls.name_key(post.author or ""), post.date.at.timestamp() if post.date else float("inf")
        text = OriginalText(f"{source.slug}#{post.id}", author, time, post.own_text)
        (found.texts if is_taken else found.others).append(text)
        if any(entry.author for entry in entries) or config.people.pseudonym_of(post.author, post.address):
            found.names.update(filter(None, (post.author,)))
            found.addresses.update(filter(None, (post.address,)))
    return found


def _entries_of(post: Post, thread: Slug, config: Config) -> Iterator[Takedown]:
    people = config.people
    author = people.key_of(post.author, post.address)
    for entry in config.takedowns.entries:
        is_author = entry.author and author and people.key_of(entry.author) == author
        if is_author or (entry.thread == thread and entry.post in {"", post.id}):
            yield entry
