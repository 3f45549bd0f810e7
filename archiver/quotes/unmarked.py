"""Quotes without quote marks, as mail programs append them: decides whether they are quotes.

The parser of a body marks where such a quote may start (`Quote.fallback`). It is a quote if an earlier post has its
words verbatim, else the poster's own prose. The parent is compared first, then the other ancestors, then the posts of
the author whom the introduction names.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, count, islice

from msgspec.structs import replace

from archiver import urls
from archiver.model import Block, Post, PostId, Prose, Quote, Thread, all_text, own_words
from archiver.quotes.canonical import Passage, canonical

_MOST_COMPARED = 24  # posts for one quote
_FEWEST = 8  # canonical characters of a whole quote; a shorter one must be a whole line of the other post
_FEWEST_OF_PART = 40  # canonical characters of the start of a quote whose rest the other post does not have


def resolve_unmarked(thread: Thread) -> Thread:
    """The thread with each possible quote (one with a `fallback`) turned into a certain quote or into prose.

    Quotes are numbered anew where that changes a post.
    """
    if not any(_has_unmarked(post.blocks) for post in thread.posts):
        return thread
    resolver = _Resolver()
    return replace(thread, posts=tuple(map(resolver.resolve, thread.posts)))


class _Resolver:
    """Decides which possible quotes in the posts of one thread are quotes. Posts must be passed in order."""

    def __init__(self) -> None:
        self._posts: dict[PostId, Post] = {}
        self._by_author: dict[str, list[Post]] = defaultdict(list)
        self._words: dict[PostId, Passage] = {}

    def resolve(self, post: Post) -> Post:
        """The post with each possible quote turned into a quote or prose. Later posts are compared with it."""
        if _has_unmarked(post.blocks):
            blocks = _renumbered(_merged(self._resolved(post, post.blocks)), count(1))
            post = replace(post, blocks=blocks)
        self._posts.setdefault(post.id, post)
        if post.author:
            self._by_author[urls.name_key(post.author)].append(post)
        return post

    def _resolved(self, post: Post, blocks: Sequence[Block]) -> Iterator[Block]:
        """The blocks of a post, with each possible quote in them turned into a quote or prose, inner quotes first."""
        for block in blocks:
            if isinstance(block, Prose):
                yield block
                continue
            inner = tuple(self._resolved(post, block.blocks))
            if block.fallback is not None:
                yield from self._decided(post, replace(block, blocks=inner))
            else:
                yield replace(block, blocks=_merged(inner)) if _has_unmarked(block.blocks) else block

    def _decided(self, post: Post, quote: Quote) -> Iterator[Block]:
        """A possible quote as a quote of those first blocks that an earlier post has, then its other blocks as prose.

        If no earlier post has the first block, all is prose, with the introduction of the quote before it.
        """
        quoted = 0
        for other in self._likely_posts(post, quote):
            quoted = max(quoted, self._count_quoted(other, quote.blocks))
            if quoted == len(quote.blocks):
                break
        if quoted:
            yield replace(quote, blocks=_merged(quote.blocks[:quoted]), fallback=None)
        elif quote.fallback:
            yield quote.fallback
        yield from quote.blocks[quoted:]

    def _likely_posts(self, post: Post, quote: Quote) -> Iterator[Post]:
        """Earlier posts that may have the words of a quote, the most likely first, each once."""
        author = quote.attribution.author if quote.attribution else None
        by_author = self._by_author.get(urls.name_key(author), []) if author else []
        latest = [] if post.reply_to else islice(reversed(self._posts.values()), _MOST_COMPARED)
        likely = islice(chain(self._ancestors(post), reversed(by_author), latest), _MOST_COMPARED)
        return iter({other.id: other for other in likely}.values())

    def _ancestors(self, post: Post) -> Iterator[Post]:
        seen = {post.id}
        while post.reply_to and post.reply_to not in seen and (parent := self._posts.get(post.reply_to)):
            seen.add(parent.id)
            yield parent
            post = parent

    def _count_quoted(self, other: Post, blocks: Sequence[Block]) -> int:
        """How many of the blocks, from the first on, are quoted from another post; 0 if they are too short for that."""
        if other.id not in self._words:
            self._words[other.id] = Passage(own_words(other.blocks))
        words = self._words[other.id]
        prose = [canonical(own_words((block,))) for block in blocks if isinstance(block, Prose)]
        contained = _count_contained(prose, words.canonical)
        quoted = _count_with_quotes(blocks, contained, other) if contained else 0
        part = "".join(prose[: sum(isinstance(block, Prose) for block in blocks[:quoted])])
        fewest = _FEWEST if quoted == len(blocks) else _FEWEST_OF_PART
        return quoted if part and (len(part) >= fewest or part in map(canonical, words.lines)) else 0


def _count_contained(parts: Sequence[str], text: str) -> int:
    """The largest number of parts, from the first on, that a text contains when they are joined. Binary search."""
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if "".join(parts[:middle]) in text else (low, middle - 1)
    return low


def _count_with_quotes(blocks: Sequence[Block], prose: int, other: Post) -> int:
    """How many of the blocks, from the first on, the other post has, if it has the first `prose` blocks of prose.

    A quote among the blocks counts if the other post has its text anywhere.
    """
    other_text = ""
    for index, block in enumerate(blocks):
        if isinstance(block, Prose):
            prose -= 1
            if prose < 0:
                return index
        else:
            other_text = other_text or canonical(all_text(other.blocks))
            if canonical(all_text(block.blocks)) not in other_text:
                return index
    return len(blocks)


def _has_unmarked(blocks: Sequence[Block]) -> bool:
    """True if one of the blocks, or a quote at any depth in them, is a possible quote without marks."""
    waiting = list(blocks)
    while waiting:
        block = waiting.pop()
        if isinstance(block, Quote):
            if block.fallback is not None:
                return True
            waiting += block.blocks
    return False


def _merged(blocks: Iterator[Block] | Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with consecutive blocks of prose joined into one."""
    merged: list[Block] = []
    for block in blocks:
        if merged and isinstance(block, Prose) and isinstance(before := merged[-1], Prose):
            text = f"{before.text}\n\n"
            shifted = ((start + len(text), end + len(text)) for start, end in block.pictures)
            pictures = (*before.pictures, *shifted)
            merged[-1] = Prose(html=before.html + block.html, text=text + block.text, pictures=pictures)
        else:
            merged.append(block)
    return tuple(merged)


def _renumbered(blocks: Sequence[Block], numbers: Iterator[int]) -> tuple[Block, ...]:
    """The blocks with new numbers for their quotes, taken from `numbers`, an outer quote before its inner ones."""
    return tuple(
        block
        if isinstance(block, Prose)
        else replace(block, number=next(numbers), blocks=_renumbered(block.blocks, numbers))
        for block in blocks
    )
