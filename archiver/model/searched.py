"""What the search index is given of a post, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass

from archiver.model.identifiers import PostId, Slug, Url
from archiver.model.moments import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPost:
    """One document of the search index."""

    post: PostId
    place: str
    """Its address, relative to its thread's: `#p1`, `page-2/#p101`."""
    number: int
    text: str
    """The poster's own words."""
    quoted: str
    """The words that the post quotes."""
    author: str | None
    date: Moment | None
    flags: tuple[str, ...]
    """What it is and has: first, reply, unanswered; quote, code, link."""
    cites: tuple[str, ...]
    """The posts that it quotes, as `space/lunar#p1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedThread:
    """A thread, as it is indexed; its posts in their order."""

    url: Url
    slug: Slug
    board: Slug
    title: str
    lang: str
    tags: tuple[str, ...]
    posts: tuple[IndexedPost, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A post that a query found, with the passage that matched. In `snippet`, marked spans stand by offset."""

    url: Url
    thread: Url
    title: str
    board: str
    post: PostId
    number: int
    author: str | None
    date: Moment | None
    snippet: str
    marks: tuple[tuple[int, int], ...]
    score: int

    @property
    def passages(self) -> tuple[tuple[str, bool], ...]:
        """The snippet in parts, each with whether it is marked."""
        parts = []
        at = 0
        for start, end in self.marks:
            parts += [(self.snippet[at:start], False), (self.snippet[start:end], True)]
            at = end
        return tuple(part for part in (*parts, (self.snippet[at:], False)) if part[0])


Counts = tuple[tuple[str, int], ...]
"""Names, and how many posts have each; the most frequent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What the posts that were found have in common: the most frequent years, authors and boards."""

    years: Counts
    authors: Counts
    boards: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The first hits, how many posts and threads match in all, and what the one who asked should know."""

    hits: tuple[Hit, ...]
    order: str
    """relevance, newest or oldest."""
    group: str
    """thread or none: how the hits are to be shown."""
    total: int
    threads: int
    by_thread: Mapping[Url, int]
    """How many posts match in each thread that has a hit."""
    hints: tuple[str, ...]
    suggestion: str | None = None
    """The query as it may have been meant."""
    facets: Facets | None = None

    def groups(self) -> tuple[tuple[Hit, ...], ...]:
        """The hits by their threads, each where its first one stands; or one by one, if that was asked for."""
        if self.group == "none":
            return tuple((hit,) for hit in self.hits)
        found: dict[Url, list[Hit]] = {}
        for hit in self.hits:
            found.setdefault(hit.thread, []).append(hit)
        return tuple(map(tuple, found.values()))
