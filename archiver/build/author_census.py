"""What all sources say of each author, for proposals of who may be one person."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from archiver.build.scanning import scan_originals
from archiver.config import Config, convention_for
from archiver.identity.likely_people import LikelyPerson, SeenAuthor, find_likely_people
from archiver.model import Block, BodyFormat, PostId, digest_of
from archiver.parse import parse_thread
from archiver.pool import Pool
from archiver.source import Source, read_original_files
from archiver.urls import name_key

_SIGNATURE = re.compile(r"(?:^|\n)-- ?\n(?!.*\n-- ?\n)(.+)\Z", re.DOTALL)
_SHORTEST_SIGNATURE = 20  # characters
_LONGEST_SIGNATURE = 600
_OF_LISTS = re.compile(r"_{10,}|mailing list|unsubscribe", re.IGNORECASE)


class SeenPost(NamedTuple):
    """What one post says of its author."""

    author: str
    address: str
    signature: int
    """A hash of the text below it; 0 for none."""


def suggest_people(config: Config, *, jobs: int | None = None) -> list[LikelyPerson]:
    """Who may be one person, by the sources as they are; without what `authors.toml` says already.

    Args:
        config: the project.
        jobs: the number of processes that read sources; None chooses by their number.
    """
    scan, _ = scan_originals(config)
    with Pool(jobs) as pool:
        threads = list(pool.run(partial(_read, config), scan.sources, expected=len(scan.sources)))
    return find_likely_people(_authors(threads, config))


def _authors(threads: Iterable[tuple[SeenPost, ...]], config: Config) -> Iterable[SeenAuthor]:
    """The authors of all threads. Those whom `authors.toml` has joined are one."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    addresses, signatures = defaultdict[str, set[str]](set), defaultdict[str, set[int]](set)
    numbers = defaultdict[str, set[int]](set)
    for number, posts in enumerate(threads):
        for post in posts:
            entry = config.people.find(post.author, post.address)
            key = name_key(entry.name if entry else post.author)
            names[key][entry.name if entry else post.author] += 1
            numbers[key].add(number)
            addresses[key] |= {post.address.casefold()} - {""}
            signatures[key] |= {post.signature} - {0}
    for key, spellings in names.items():
        yield SeenAuthor(
            name=min(spellings, key=lambda name: (-spellings[name], name)),
            posts=spellings.total(),
            addresses=frozenset(addresses[key]),
            threads=frozenset(numbers[key]),
            signatures=frozenset(signatures[key]),
        )


def _read(config: Config, source: Source) -> tuple[SeenPost, ...]:
    """What the posts of a source say of their authors; nothing if it cannot be read. `config` is the project."""
    bodies: dict[PostId, str] = {}

    def keep(body: str, _: BodyFormat, __: str | None, post: PostId, /, *, breaks: bool | None) -> tuple[Block, ...]:  # noqa: ARG001  a parser of bodies has it
        bodies.setdefault(post, body)
        return ()

    try:
        files = read_original_files(config, source)
    except OSError:
        return ()
    convention = convention_for(source.path, config.conventions)
    thread = parse_thread(files, slug=source.slug, zone=config.zone, parse_body=keep, convention=convention).thread
    posts = thread.posts if thread else ()
    return tuple(
        SeenPost(post.author or post.address or "", post.address or "", _signature(bodies.get(post.id, "")))
        for post in posts
        if post.author or post.address
    )


def _signature(body: str) -> int:
    """A hash of the signature of a post without what a list has added; 0 if it has none, or none that says much."""
    found = _SIGNATURE.search(body.rstrip()[-2 * _LONGEST_SIGNATURE :])
    lines = found[1].split("\n") if found else []
    footer = next((number for number, line in enumerate(lines) if _OF_LISTS.search(line)), len(lines))
    text = " ".join(" ".join(lines[:footer]).split())
    if not _SHORTEST_SIGNATURE <= len(text) <= _LONGEST_SIGNATURE:
        return 0
    return int(digest_of(text.casefold().encode("utf-8", "replace"))[:15], 16)
