"""What the search index is given of a post, and what it gives back."""

from dataclasses import dataclass

from archiver.model.names import Moment, PostId, Slug, Url


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
