"""Threads and posts for the search index, and the results of a search."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from archiver.model.identifiers import PostId, Slug, Url
from archiver.model.moments import Moment

Synonyms = Mapping[str, tuple[str, ...]]
"""What each word or phrase of a query finds, too, as a site's file has them."""
NO_SYNONYMS: Synonyms = MappingProxyType({})
QuotedAuthors = tuple[tuple[int, str | None], ...]
"""Whose words parts of a text are: (end, author) of successive parts, of which each begins where the one before ends.

`end` counts characters of the text. The author is None where nobody knows whose words a part has, as after the last.
"""


class SearchablePost(Struct, frozen=True, kw_only=True):
    """What the search index has of a post, besides its date. The index stores all fields, in this order."""

    post: PostId
    relative_url: str
    """The URL of the post relative to the URL of its thread: `#p1`, `page-2/#p101`."""
    number: int
    """The number of the post in its thread, from 1 on."""
    author: str | None
    text: str
    """The words that the post's author wrote, without quotes."""
    quoted: str
    """The words of all quotes in the post, white space collapsed."""
    flags: tuple[str, ...]
    """Any of: first, reply, unanswered (what the post is); quote, code, link (what the post has)."""
    cites: tuple[str, ...]
    """The posts that the post quotes, as `space/lunar#p1`."""
    links: str = ""
    """The addresses of links that `text` does not show."""
    quoted_authors: QuotedAuthors = ()
    """The authors of the words of `quoted`."""
    other_names: tuple[str, ...] = ()
    """Other names of the author, who is found by them."""

    @property
    def searched_text(self) -> str:
        """What is searched of the author's words: with the addresses of links."""
        return f"{self.text} {self.links}" if self.links else self.text


class IndexedPost(SearchablePost, frozen=True, kw_only=True):
    """A post for the search index, where it becomes one document."""

    date: Moment | None


class IndexedThread(Struct, frozen=True, kw_only=True):
    """A thread for the search index. `posts` are in the order of the thread."""

    url: Url
    slug: Slug
    board: Slug
    title: str
    lang: str
    tags: tuple[str, ...]
    posts: tuple[IndexedPost, ...]


Marks = tuple[tuple[int, int], ...]
"""Spans of a text that match the query: (first, last + 1) in characters, ascending, not overlapping."""
Parts = tuple[tuple[str, bool], ...]
"""A text in parts; True for a part that matches the query. No part is empty."""


class Hit(Struct, frozen=True, kw_only=True):
    """A post that a query found. `snippet` is the passage of the post that matches best."""

    url: Url
    thread: Url
    title: str
    """The title of the thread."""
    title_marks: Marks
    board: str
    post: PostId
    number: int
    lang: str
    """The language of the thread, as a BCP 47 code; "" if unknown."""
    author: str | None
    date: Moment | None
    snippet: str
    marks: Marks
    """The spans of `snippet` that match the query."""
    score: int
    is_partial: bool = False
    """True if the post has only a part of what the query asks for: such hits follow all others."""
    without: tuple[str, ...] = ()
    """The words of the query, as typed, that the post does not have; () if `is_partial` is False."""
    in_thread: tuple[str, ...] = ()
    """Those of `without` that the title of the thread or another post of it has."""
    quoted_authors: tuple[str, ...] = ()
    """Whose words match in the snippet, if it is taken from words that the post quotes; those that are known."""

    @property
    def snippet_parts(self) -> Parts:
        """The snippet in parts."""
        return split_marks(self.snippet, self.marks)

    @property
    def title_parts(self) -> Parts:
        """The title in parts."""
        return split_marks(self.title, self.title_marks)


def split_marks(text: str, marks: Iterable[tuple[int, int]]) -> Parts:
    """A text in parts, split at the borders of its marks.

    >>> split_marks("A lunar probe", [(2, 7)])
    (('A ', False), ('lunar', True), (' probe', False))
    """
    parts = []
    at = 0
    for start, end in marks:
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple(part for part in (*parts, (text[at:], False)) if part[0])


class IndexLocation(Struct, frozen=True, kw_only=True):
    """Where a project's index is, for programs that open it with Whoosh, and which Whoosh has written it."""

    path: Path
    """The folder of the index. A build may replace it by another."""
    fork: str
    """The distribution of Whoosh that wrote the index, as `Whoosh-Reloaded`."""
    version: str
    """The version of that Whoosh, as `2.7.5`."""


Counts = tuple[tuple[str, int], ...]
"""Names, and the number of posts that have each; the most frequent first."""


class Facets(Struct, frozen=True, kw_only=True):
    """The most frequent years, authors and boards of the posts that match."""

    years: Counts
    authors: Counts
    boards: Counts


class Advice(Struct, frozen=True, kw_only=True):
    """Another query that finds posts, for a query that finds none."""

    kind: str
    """without: `word` is left out; quoted: `word` is looked for in quotes."""
    word: str
    """A word of the query, as typed."""
    query: str
    total: int
    """The number of posts that `query` finds."""


class SearchResults(Struct, frozen=True, kw_only=True):
    """The first hits of a query, and the numbers of all posts and threads that match.

    Posts that match the query as a whole come first. Where they are few, posts that match a part of it follow.
    """

    hits: tuple[Hit, ...]
    order: str
    """relevance, newest or oldest."""
    group: str
    """thread or none: whether hits of a thread are shown together."""
    total: int
    """The number of posts that match the query as a whole."""
    threads: int
    """The number of threads that these posts are in."""
    by_thread: Mapping[Url, int]
    """The number of posts that match as a whole or in part, for each thread that has a hit."""
    hints: tuple[str, ...]
    """Messages for the user: which part of the query was ignored, and why."""
    partial: int = 0
    """The number of posts that match a part of the query and follow the others; 0 if they were not looked for."""
    partial_threads: int = 0
    """The number of threads that these posts are in."""
    suggestion: str | None = None
    """The query with misspelled words corrected, if no post matches."""
    advice: tuple[Advice, ...] = ()
    """Empty if posts match."""
    facets: Facets | None = None
    """Counts of the posts that match as a whole; of those that match in part if there are no others."""

    def groups(self) -> tuple[tuple[Hit, ...], ...]:
        """The hits of each thread, threads in the order of their first hits; each hit alone if `group` is none.

        Hits that match as a whole and hits that match in part are in different groups.
        """
        if self.group == "none":
            return tuple((hit,) for hit in self.hits)
        groups: dict[tuple[bool, Url], list[Hit]] = {}
        for hit in self.hits:
            groups.setdefault((hit.is_partial, hit.thread), []).append(hit)
        return tuple(map(tuple, groups.values()))
