"""What the search index is given of a post, and what it gives back."""

from dataclasses import dataclass

from archiver.model.names import Moment, PostId, Slug, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPost:
    """One document of the search index."""

    url: Url
    thread: Url
    thread_title: str
    post: PostId
    number: int
    board: Slug
    text: str
    """The poster's own words."""
    quoted: str
    """The words that the post quotes."""
    title: str
    """The thread's title, on its first post only."""
    author: str | None
    date: Moment | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A post that a query found, with the passage that matched. In `snippet`, marked spans stand by offset."""

    url: Url
    thread: Url
    title: str
    post: PostId
    number: int
    author: str | None
    date: Moment | None
    snippet: str
    marks: tuple[tuple[int, int], ...]
    score: float

    @property
    def passages(self) -> tuple[tuple[str, bool], ...]:
        """The snippet in parts, each with whether it is marked."""
        parts = []
        at = 0
        for start, end in self.marks:
            parts += [(self.snippet[at:start], False), (self.snippet[start:end], True)]
            at = end
        return tuple(part for part in (*parts, (self.snippet[at:], False)) if part[0])
