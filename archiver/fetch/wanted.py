"""What the sources show from elsewhere: the addresses of pictures, sound and video in all posts.

In comes a project, out come the addresses that are not relative, each with the number of posts that show it and the
first place. Reads every source; writes nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from archiver.build.worker import parse_source
from archiver.config import Config, convention_for
from archiver.errors import Problem
from archiver.media.address_keys import base62_of_upload, is_web_address
from archiver.media.references import find_references
from archiver.model import Block, Post, Prose
from archiver.pool import Pool
from archiver.source import Source, read_source, scan_sources

OnRead = Callable[[int, int], None]
_MAX_POST = 200_000  # bytes after the start of a post in which an address is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedAddress:
    """An address on another site that sources show or, if it is an upload of Discourse, link to."""

    address: str
    posts: int
    """How many posts have it."""
    path: str
    """The first source with it, relative to the project."""
    line: int
    """The line of that source, from 1."""
    is_picture: bool
    """True if a post shows or plays the file in its place; False if posts only link to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedReport:
    """The addresses of all sources, in the order of the sources, and the problems of sources that cannot be read."""

    addresses: tuple[WantedAddress, ...]
    problems: tuple[Problem, ...]


def find_wanted(config: Config, *, jobs: int | None = None, on_read: OnRead | None = None) -> WantedReport:
    """Read every source of a project, and find the addresses on other sites.

    Args:
        config: the configuration of the project.
        jobs: the number of processes; None chooses by the number of sources.
        on_read: called after each source, with the number of sources that have been read, and that of all.
    """
    scan = scan_sources(config)
    found: dict[str, WantedAddress] = {}
    problems = list(scan.problems)
    with Pool(jobs) as pool:
        results = pool.run(partial(_find_in_source, config), scan.sources, expected=len(scan.sources))
        for number, (addresses, unreadable) in enumerate(results, start=1):
            problems += unreadable
            for wanted in addresses:
                found[wanted.address] = _merge(found.get(wanted.address), wanted)
            if on_read:
                on_read(number, len(scan.sources))
    return WantedReport(addresses=tuple(found.values()), problems=tuple(sorted(problems)))


def _merge(first: WantedAddress | None, more: WantedAddress) -> WantedAddress:
    if first is None:
        return more
    return WantedAddress(
        address=first.address,
        posts=first.posts + more.posts,
        path=first.path,
        line=first.line,
        is_picture=first.is_picture or more.is_picture,
    )


def _find_in_source(config: Config, source: Source) -> tuple[tuple[WantedAddress, ...], tuple[Problem, ...]]:
    convention = convention_for(source.path, config.conventions)
    try:
        content = read_source(config.content, source)
        parsed = parse_source(content, source, config, convention)
    except OSError as error:
        problem = Problem(path=source.project_path, line=0, message=f"cannot be read: {error.strerror}")
        return (), (problem,)
    if parsed.thread is None:
        return (), ()
    found: dict[str, WantedAddress] = {}
    lines = _Lines(content)
    for post in parsed.thread.posts:
        for wanted in _find_in_post(post, source, lines):
            found[wanted.address] = _merge(found.get(wanted.address), wanted)
    return tuple(found.values()), ()


def _find_in_post(post: Post, source: Source, lines: "_Lines") -> Iterator[WantedAddress]:
    """The addresses of one post, each once."""
    shown: dict[str, bool] = {}
    for prose in _prose_of(post.blocks):
        for reference in find_references(prose.html):
            if is_web_address(reference.address) or base62_of_upload(reference.address):
                shown[reference.address] = shown.get(reference.address, False) or reference.is_picture
    for address, is_picture in shown.items():
        line = lines.line_of(address, post.line)
        yield WantedAddress(address=address, posts=1, path=source.project_path, line=line, is_picture=is_picture)


def _prose_of(blocks: tuple[Block, ...]) -> Iterator[Prose]:
    for block in blocks:
        if isinstance(block, Prose):
            yield block
        else:
            yield from _prose_of(block.blocks)


class _Lines:
    """The lines of a source."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @cached_property
    def _starts(self) -> list[int]:
        """The offset of each line."""
        return [0, *(match.end() for match in re.finditer(b"\n", self._content))]

    def line_of(self, address: str, first: int) -> int:
        """The first line with an address from the line `first` on; `first` if the source writes it otherwise."""
        start = self._starts[min(first, len(self._starts)) - 1]
        for words in (address, address.partition(":")[2]):  # a source may leave the scheme out
            at = self._content.find(words.encode(errors="surrogatepass"), start, start + _MAX_POST)
            if at >= 0:
                return bisect_right(self._starts, at)
        return first
