"""The values that travel from room to room.

A thread is posts, a post is blocks, a block is prose or a quote, and a quote has blocks of its own.
All are frozen, and know nothing above them. Types that only one room uses stay in that room.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import NewType

from archiver.errors import Problem, Severity

Slug = NewType("Slug", str)
"""A path of the site without slashes at its ends: `space/lunar`."""
Url = NewType("Url", str)
"""A percent-encoded URL from the root of the site, with its anchor: `/space/lunar/#p1`."""
PostId = NewType("PostId", str)
"""What a post is called in its thread, and its anchor on the page: `p1`."""
Digest = NewType("Digest", str)
"""A hex BLAKE2b digest of 16 bytes."""


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The same in every locale: pages depend on nothing but their sources."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Moment:
    """When something was written. `at` is aware, in the site's time zone; a day without a time is at its midnight."""

    at: datetime
    has_time: bool = True

    @property
    def iso(self) -> str:
        """As ISO 8601: a day, or a day with its time and zone."""
        return self.at.isoformat() if self.has_time else self.at.date().isoformat()


def moment_to_fields(moment: Moment | None) -> tuple[str | None, bool]:
    """A moment as plain values, for what is kept on disk."""
    return (moment.at.isoformat(), moment.has_time) if moment else (None, False)


def moment_from_fields(at: str | None, has_time: bool, zone: tzinfo) -> Moment | None:  # noqa: FBT001  as it is kept
    """The moment that `moment_to_fields` has kept, in this time zone."""
    return Moment(at=datetime.fromisoformat(at).astimezone(zone), has_time=has_time) if at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have written a quote: `text` as it stood there, and what could be read from it."""

    text: str
    author: str | None = None
    post: int | None = None
    """The number of the quoted post, where the markup says so (`[quote="alice, post:3"]`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A post's own words: safe HTML, and the same as plain text."""

    html: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody's words repeated. `number` counts the quotes of a post from 1, outer before inner."""

    number: int
    blocks: "tuple[Block, ...]"
    attribution: Attribution | None = None


Block = Prose | Quote


class BodyFormat(StrEnum):
    """What the body of a post is written in."""

    MARKDOWN = "markdown"
    TEXT = "text"
    """Mail and Usenet, as it was written."""
    HTML = "html"
    """What a forum's engine had rendered; never trusted."""


class QuoteState(StrEnum):
    """How surely a quote's origin is known."""

    EXACT = "exact"
    """The words stand in the origin as they are quoted."""
    TRIMMED = "trimmed"
    """Parts were left out, at an ellipsis; the others stand in the origin, in order."""
    ALTERED = "altered"
    """Most of the words stand in the origin, and some differ."""
    AMBIGUOUS = "ambiguous"
    """Several posts have the same words, and none of them is claimed."""
    OUTSIDE = "outside"
    """The words stand in no post that was looked at; most often they are from an article."""


Span = tuple[int, int]
"""Where a passage stands in a text, in characters: its beginning, and its end behind the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPost:
    """A post of another thread, as a quote's origin is shown."""

    thread: str
    """The title of its thread."""
    id: PostId
    number: int
    url: Url
    passage: Url
    """The same, with the words that are quoted marked."""
    author: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a quote's words come from: the post; where it is ambiguous, the posts that it may be; none if outside."""

    state: QuoteState
    posts: "tuple[PostId, ...]"
    method: str
    """What led to it: `declared`, `parent`, `ancestor`, `author`, `text`, or `quote` (a post that quotes it too)."""
    score: float = 1.0
    """The share of the quote's characters that stand in the origin."""
    spans: tuple[Span, ...] = ()
    """The quoted passages in the origin's own text."""
    elsewhere: ForeignPost | None = None
    """The post of another thread that it comes from; `posts` is empty then."""


Origins = Mapping["tuple[PostId, int]", Origin]
"""The origins that were found in a thread, by the quoting post and the number of its quote."""

Parents = Mapping[PostId, PostId]
"""The posts that are answered without a word of it in the source, by the post that answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post. What its source doesn't say is None: nothing is invented."""

    id: PostId
    number: int
    """Its place in the thread, from 1."""
    line: int
    """The line of the source at which it begins, from 1."""
    blocks: tuple[Block, ...]
    author: str | None = None
    date: Moment | None = None
    edited: Moment | None = None
    reply_to: PostId | None = None
    """May name a post that isn't in the thread: a ghost."""
    subject: str | None = None
    url: str | None = None
    score: int | None = None
    deleted: bool = False

    @property
    def own_text(self) -> str:
        """The poster's own words."""
        return own_text(self.blocks)

    @property
    def quoted_text(self) -> str:
        """The words that the post quotes, at any depth."""
        return "\n".join(all_text(block.blocks) for block in self.blocks if isinstance(block, Quote))


def own_text(blocks: tuple[Block, ...]) -> str:
    """The prose of these blocks, without what they quote."""
    return "\n".join(block.text for block in blocks if isinstance(block, Prose))


def all_text(blocks: tuple[Block, ...]) -> str:
    """The prose of these blocks and of the quotes in them."""
    return "\n".join(b.text if isinstance(b, Prose) else all_text(b.blocks) for b in blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One discussion, as its source tells it."""

    path: str
    """The source, relative to the content folder, with `/`."""
    slug: Slug
    """Its own address and, before the last slash, its board's: `space/lunar` is on the board `space`."""
    title: str
    posts: tuple[Post, ...]
    tags: tuple[str, ...] = ()
    lang: str | None = None
    dir: str | None = None
    source: str | None = None
    """The URL of the original."""
    aliases: tuple[str, ...] = ()
    """Files of the site that lead here: where the thread once stood."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Whatever the source's front matter keeps for themes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who wrote how many posts of a thread, and the first of them."""

    name: str
    posts: int
    first: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadSummary:
    """What list pages say of a thread, and all that is kept of it between builds."""

    path: str
    slug: Slug
    url: Url
    title: str
    excerpt: str
    posts: int
    tags: tuple[str, ...] = ()
    lang: str | None = None
    dir: str | None = None
    started: Moment | None = None
    latest: Moment | None = None
    participants: tuple[Participant, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of the site that is to be drawn: where, by which template, from what."""

    path: str
    """The file, relative to the output folder."""
    url: Url
    template: str
    context: object
    """One of the context types of `pages`."""
    anywhere: bool = False
    """It is served at any depth, so its links start at the root of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the site, ready to be published."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that waits in the staging folder: moving it to its place is all that is left."""

    path: str
    digest: Digest
    staged: str | None
    """Where it waits; None if the site has the same bytes already."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did. `drawn` counts threads; `written` names files, `kept` and `removed` count them.

    `foreign` is what stands in the output folder and isn't ours.
    """

    threads: int
    posts: int
    drawn: int
    written: tuple[str, ...]
    kept: int
    removed: int
    problems: tuple[Problem, ...]
    foreign: tuple[str, ...]
    seconds: float

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that must be mended."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that only count under `--strict`."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulQuote:
    """A quote that somebody may want to look at. `line` is that of its post; `said` is its attribution."""

    path: str
    line: int
    post: PostId
    origin: Origin
    said: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found. `states` counts quotes; `untold` those of too few words to say anything."""

    threads: int = 0
    posts: int = 0
    states: Counter[QuoteState] = field(default_factory=Counter)
    untold: int = 0
    quotes: tuple[DoubtfulQuote, ...] = ()
    problems: tuple[Problem, ...] = ()
