"""A thread as it is read: posts, their blocks, and where their quotes come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from archiver.model.metadata import PostMetadata, ThreadMetadata
from archiver.model.names import PostId, Slug, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have written a quote: `text` as it stood there, and what could be read from it."""

    text: str
    author: str | None = None
    post: int | None = None
    """The number of the quoted post, where the markup says so (`[quote="alice, post:3"]`)."""
    post_id: str | None = None
    """The number by which the engine knows the quoted post among those of all threads (`[quote="bob" post_id=12]`)."""


Span = tuple[int, int]
"""Where a passage stands in a text, in characters: its beginning, and its end behind the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A post's own words: safe HTML, and the same as plain text."""

    is_quote: ClassVar[bool] = False
    html: str
    text: str
    pictures: tuple[Span, ...] = ()
    """Where `text` has words that stand for a picture or a smiley (`cat.jpg`, `:)`): whoever quotes the post may have
    left them out, so they are not compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody's words repeated. `number` counts the quotes of a post from 1, outer before inner."""

    number: int
    blocks: "tuple[Block, ...]"
    attribution: Attribution | None = None
    otherwise: Prose | None = None
    """Of a quote without marks: the lines that introduce it. It is a quote only if its words stand in an earlier post;
    else these lines and its blocks are what they seem to be, the poster's own (`quotes.settle_unmarked`)."""


Block = Prose | Quote


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
    cross_thread: ForeignPost | None = None
    """The post of another thread that it comes from; `posts` is empty then."""


Origins = Mapping["tuple[PostId, int]", Origin]
"""The origins that were found in a thread, by the quoting post and the number of its quote."""

Parents = Mapping[PostId, PostId]
"""The posts that are answered without a word of it in the source, by the post that answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(PostMetadata):
    """One post. What its source doesn't say is None: nothing is invented."""

    id: PostId
    number: int
    """What it is called: its number in the source, where posts have ids that are numbers and rise; else its place."""
    place: int
    """Its place in the thread, from 1."""
    line: int
    """The line of the source at which it begins, from 1."""
    blocks: tuple[Block, ...]

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


def own_words(blocks: tuple[Block, ...]) -> str:
    """`own_text` with spaces in place of what stands for pictures, so that places in both texts are equal."""
    return "\n".join(_without_pictures(block) for block in blocks if isinstance(block, Prose))


def _without_pictures(prose: Prose) -> str:
    words, at = [], 0
    for start, end in prose.pictures:
        words += [prose.text[at:start], " " * (end - start)]
        at = end
    return "".join([*words, prose.text[at:]])


def all_text(blocks: tuple[Block, ...]) -> str:
    """The prose of these blocks and of the quotes in them."""
    return "\n".join(b.text if isinstance(b, Prose) else all_text(b.blocks) for b in blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread(ThreadMetadata):
    """One discussion, as its source tells it."""

    path: str
    """The source, relative to the content folder, with `/`."""
    slug: Slug
    """Its own address and, before the last slash, its board's: `space/lunar` is on the board `space`."""
    title: str
    posts: tuple[Post, ...]
