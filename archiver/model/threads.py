"""The values of a parsed thread: posts, their blocks, and the origins of their quotes."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import ClassVar

from msgspec import Struct

from archiver.model.identifiers import PostId, Slug, Url
from archiver.model.metadata import PostMetadata, ThreadMetadata
from archiver.model.withheld import Removal


class Attribution(Struct, frozen=True, kw_only=True):
    """The words before a quote that name its writer, as `ada wrote:`, and what they say."""

    text: str
    """The words of the attribution as the post has them."""
    author: str | None = None
    """The name of the writer."""
    post: int | None = None
    """The number of the quoted post in its thread, if the markup has one (`[quote="alice, post:3"]`)."""
    post_id: str | None = None
    """The number of the quoted post among the posts of all threads, if the markup has one
    (`[quote="bob" post_id=12]`)."""


Span = tuple[int, int]
"""A passage of a text, as offsets in characters: of its first character, and one after its last."""


class Prose(Struct, frozen=True, kw_only=True):
    """A passage that is not a quote: safe HTML, and its plain text."""

    is_quote: ClassVar[bool] = False
    html: str
    text: str
    pictures: tuple[Span, ...] = ()
    """Spans of `text` that are the names of pictures and smileys (`cat.jpg`, `:)`). A quote of the post may lack them,
    so they are not compared."""


class Quote(Struct, frozen=True, kw_only=True):
    """A passage that a post repeats from another text."""

    number: int
    """Counts the quotes of a post from 1, an outer quote before its inner ones."""
    blocks: "tuple[Block, ...]"
    attribution: Attribution | None = None
    fallback: Prose | None = None
    """For a quote without quote marks: the lines that introduce it. `quotes.resolve_unmarked` keeps the quote only if
    an earlier post has its words; otherwise `fallback` and `blocks` become the poster's own prose. None for a quote
    with marks, and after that step."""


Block = Prose | Quote
"""A part of the body of a post."""


class QuoteState(StrEnum):
    """How certain the origin of a quote is."""

    EXACT = "exact"
    """The origin has the words verbatim."""
    TRIMMED = "trimmed"
    """The origin has all parts of the quote verbatim and in order; the quote leaves words out between them."""
    ALTERED = "altered"
    """The origin has most of the words; some differ."""
    AMBIGUOUS = "ambiguous"
    """Several posts have the words, and neither the source nor another quote shows which one is quoted."""
    OUTSIDE = "outside"
    """No post that was searched has the words; most often they are from an article."""


class OriginMethod(StrEnum):
    """How the origin of a quote was found. The values are part of `index.json`."""

    DECLARED = "declared"
    """The attribution has the number or id of the post."""
    PARENT = "parent"
    """The post that the quoting post replies to."""
    ANCESTOR = "ancestor"
    """A post further up the chain of replies."""
    AUTHOR = "author"
    """The attribution names the author of the post."""
    TEXT = "text"
    """Only the words led to the post."""
    QUOTE = "quote"
    """A post that the source points to has a quote with the same words, whose origin is this post."""
    SIBLING_QUOTE = "beside"
    """Several posts have the words, and the quoting post has another quote whose origin is one of them."""
    CROSS_THREAD = "elsewhere"
    """Only the words led to the post, which is in another thread."""


class CrossThreadPost(Struct, frozen=True, kw_only=True):
    """A post of another thread that is the origin of a quote, with all that the page of the quote shows of the post."""

    thread: str
    """The title of the post's thread."""
    id: PostId
    number: int
    url: Url
    passage_url: Url
    """`url` with a text fragment, so that browsers highlight the quoted words."""
    author: str | None


class Origin(Struct, frozen=True, kw_only=True):
    """The post that a quote is from, and how certain that is."""

    state: QuoteState
    posts: "tuple[PostId, ...]"
    """The post, if it is in the thread of the quote. Several if the state is `AMBIGUOUS`; none if it is `OUTSIDE`, or
    if the post is in another thread."""
    method: OriginMethod
    score: float = 1.0
    """The share of the quote's characters that the origin has, from 0 to 1."""
    spans: tuple[Span, ...] = ()
    """The quoted passages, as spans of the origin's `own_text`."""
    cross_thread: CrossThreadPost | None = None
    """The post, if it is in another thread than the quote."""


Origins = Mapping["tuple[PostId, int]", Origin]
"""The origins of a thread's quotes, by the id of the quoting post and the number of the quote in it."""

Parents = Mapping[PostId, PostId]
"""Parents of posts that declare none, inferred from their quotes: the answered post, by the id of the answering one."""


class Post(PostMetadata, frozen=True, kw_only=True):
    """One post, with the attributes that its source declares."""

    id: PostId
    number: int
    """The number that readers see: the id if all ids of the thread are ascending numbers, else the position."""
    position: int
    """The position in the thread, from 1."""
    file: str
    """The file that the post is in, relative to the project's folder, as messages name it."""
    line: int
    """The line of `file` at which the post begins, from 1."""
    blocks: tuple[Block, ...]
    other_names: tuple[str, ...] = ()
    """Other names and mail addresses of the author, who is found by them; no page shows them."""
    removal: Removal | None = None
    """What its tombstone says; None unless it is taken down. Then it has no words and no author."""

    @property
    def own_text(self) -> str:
        """The plain text of the post without its quotes."""
        return own_text(self.blocks)


def own_text(blocks: tuple[Block, ...]) -> str:
    """The plain text of the prose among these blocks, without their quotes."""
    return "\n".join(block.text for block in blocks if isinstance(block, Prose))


def own_words(blocks: tuple[Block, ...]) -> str:
    """`own_text(blocks)` with spaces in place of the names of pictures, for comparisons. Offsets are equal in both."""
    return "\n".join(_without_pictures(block) for block in blocks if isinstance(block, Prose))


def _without_pictures(prose: Prose) -> str:
    parts, at = [], 0
    for start, end in prose.pictures:
        parts += [prose.text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, prose.text[at:]])


def all_text(blocks: tuple[Block, ...]) -> str:
    """The plain text of these blocks, and of the quotes among them at any depth."""
    return "\n".join(b.text if isinstance(b, Prose) else all_text(b.blocks) for b in blocks)


def quotes_of(post: Post) -> Iterator[Quote]:
    """All quotes of a post at any depth, an outer quote before its inner ones. Does not recurse."""
    waiting = [block for block in reversed(post.blocks) if isinstance(block, Quote)]
    while waiting:
        quote = waiting.pop()
        yield quote
        waiting += [block for block in reversed(quote.blocks) if isinstance(block, Quote)]


class Thread(ThreadMetadata, frozen=True, kw_only=True):
    """One discussion, with the metadata that its source declares."""

    path: str
    """The path of the source, relative to the content folder, with `/`; of the first one if there are several files."""
    slug: Slug
    """The slug of the thread's page. All but the last segment are boards: `space/lunar` is in the board `space`."""
    title: str
    posts: tuple[Post, ...]
