"""Makes entries of `takedowns.toml` of what users name."""

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from archiver.build.led_addresses import find_led_address
from archiver.build.links_within import place_of
from archiver.build.named_threads import find_named_thread
from archiver.build.scanning import scan_originals
from archiver.build.site_addresses import WEB, path_within_site
from archiver.build.taken_posts import find_taken_posts
from archiver.config import Config, add_takedown, new_key, read_takedowns
from archiver.errors import ArchiverError, ConfigError, UnknownNameError
from archiver.identity import Takedown, Takedowns
from archiver.identity.takedowns import digest_of_words
from archiver.manifest import NO_ENTRY, TakenPostRow
from archiver.source import SourceScan
from archiver.urls import HOME_URL, name_key
from archiver.withhold.tokens import words_in

_ANY_DAY = date.min


class AddedEntry(Struct, frozen=True, kw_only=True):
    """An entry that was added, and how many posts it takes down."""

    entry: Takedown
    posts: int


def add_entry(config: Config, target: str | None, words: str | None, frame: Takedown) -> AddedEntry:
    """Add an entry to the file of a project.

    Args:
        config: the project.
        target: names a thread, a post or an author; None if `words` are taken down.
        words: the words; None if a `target` is taken down.
        frame: all else that the entry has.

    Raises UnknownNameError if nothing has the name, ArchiverError if it is taken down already, ConfigError, OSError.
    """
    takedowns, problems = read_takedowns(config.root)
    if problems:
        raise ConfigError(tuple(problems))
    if words:
        takedowns = replace(takedowns, key=takedowns.key or new_key())
        entry = _framed(_entry_of_words(words, takedowns.key), frame)
        posts = 0
    else:
        entry, posts = _find_entry(config, target or "", frame)
    if any(entry.is_same(other) for other in takedowns.entries):
        raise ArchiverError(f"{entry.target} is taken down already")
    add_takedown(config.root, takedowns, entry)
    return AddedEntry(entry=entry, posts=posts)


def entries_of(config: Config, takedowns: Takedowns, target: str | None, words: str | None) -> tuple[Takedown, ...]:
    """The entries that take down what users name.

    Args:
        config: the project.
        takedowns: all entries.
        target: a thread, a post or an author.
        words: the words, if no `target` is named.
    """
    if words:
        wanted = [_entry_of_words(words, takedowns.key)] if takedowns.key else []
    else:
        wanted = [*_named(config, scan_originals(config)[0], target or "")]
        person = config.people.find(target)
        wanted.append(Takedown(date=_ANY_DAY, author=person.name if person else target or ""))
    return tuple(entry for entry in takedowns.entries if any(map(entry.is_same, wanted)) or entry.target == target)


def _framed(entry: Takedown, frame: Takedown) -> Takedown:
    """An entry with what `frame` has besides a target."""
    return replace(
        frame, thread=entry.thread, post=entry.post, author=entry.author, words=entry.words, count=entry.count
    )


def _entry_of_words(words: str, key: str) -> Takedown:
    normal = words_in(words)
    if not normal:
        raise ArchiverError("there is no word in --words")
    return Takedown(date=_ANY_DAY, words=digest_of_words(normal, key), count=len(normal))


def _named(config: Config, scan: SourceScan, target: str) -> Iterator[Takedown]:
    """The thread or post that has a name, and that to which the name leads as an address; nothing if there is none."""
    found = _at(config, scan, target)
    if found:
        yield found
    led = _at(config, scan, find_led_address(target, scan, config)) if _is_address(target) else None
    if led and (led.post or not place_of(target.partition("#")[2])):  # not a whole thread for a post of it
        yield led


def _at(config: Config, scan: SourceScan, target: str) -> Takedown | None:
    """The thread or post that has a name; None if none has."""
    thread, _, fragment = target.partition("#")
    try:
        source = find_named_thread(scan, config, thread or "/")
    except UnknownNameError:
        return None
    return Takedown(date=_ANY_DAY, thread=source.slug, post=place_of(fragment))


def _is_address(target: str) -> bool:
    return target.startswith(("/", *WEB))


def _spelled(config: Config, author: str, rows: Iterable[TakenPostRow]) -> str:
    """The name of an author as `authors.toml`, or else a post, writes it: one that `People.key_of` knows alone."""
    entry = config.people.find(author)
    key = name_key(author)
    return entry.name if entry else next((row.author for row in rows if name_key(row.author) == key), author)


def _find_entry(config: Config, target: str, frame: Takedown) -> tuple[Takedown, int]:
    scan, _ = scan_originals(config)
    authors = () if _is_address(target) else (Takedown(date=_ANY_DAY, author=target),)
    for found in chain(_named(config, scan, target), authors):
        entry = _framed(found, frame)
        alone = dataclasses.replace(config, takedowns=Takedowns(entries=(entry,)))
        found_rows = (row for source in scan.sources for row in find_taken_posts(alone, source).taken)
        rows = [row for row in found_rows if row.entry != NO_ENTRY]
        if rows:
            return replace(entry, author=_spelled(config, entry.author, rows)), len(rows)
    raise _unknown(config, scan, target)


def _unknown(config: Config, scan: SourceScan, target: str) -> UnknownNameError:
    """The error of a name that nothing has."""
    thread, _, post = target.partition("#")
    if target.startswith(WEB) and not path_within_site(target, HOME_URL, config):
        known = "originals, redirects.csv and [[former_site]]"
        return UnknownNameError(f"nothing leads on from {target}; archiver build finds what does, by {known}")
    if "#" not in target and "/" not in target:
        return UnknownNameError(f"no thread, post or author is called {target}; name a post as /space/lunar/#p3")
    try:
        find_named_thread(scan, config, thread or "/")
    except UnknownNameError as error:
        return error
    return UnknownNameError(f"there is no post {post} in {thread}")
