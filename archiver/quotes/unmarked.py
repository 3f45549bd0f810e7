"""Mails that are repeated without marks: they are quotes if an earlier post has their words as they stand.

In comes a thread whose bodies tell where such a quote may begin, out comes one in which it is a quote, or the poster's
own words. The post that is answered is asked first, then those that it answers, then those of who is named.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count, islice

from archiver import urls
from archiver.model import Block, Post, PostId, Prose, Quote, Thread, all_text, own_words
from archiver.quotes.canonical import Passage, canonical

_MOST_ASKED = 24  # posts for one quote
_FEWEST = 8  # canonical characters of all of a quote; fewer are a line of the other post, or nothing
_FEWEST_OF_PART = 40  # canonical characters of the begin of a quote whose rest the other post has not


def resolve_unmarked(thread: Thread) -> Thread:
    """The thread with each quote that has no marks either a quote like others, or no quote."""
    if not any(_has_unmarked(post.blocks) for post in thread.posts):
        return thread
    earlier = _Earlier()
    return replace(thread, posts=tuple(map(earlier.settle, thread.posts)))


class _Earlier:
    """The posts up to one, settled."""

    def __init__(self) -> None:
        self._posts: dict[PostId, Post] = {}
        self._by_author: dict[str, list[Post]] = defaultdict(list)
        self._words: dict[PostId, Passage] = {}

    def settle(self, post: Post) -> Post:
        """A post without open questions; later ones may quote it."""
        if _has_unmarked(post.blocks):
            blocks = _numbered(_merged(self._settled(post, post.blocks)), count(1))
            post = replace(post, blocks=blocks)
        self._posts.setdefault(post.id, post)
        if post.author:
            self._by_author[urls.identity(post.author)].append(post)
        return post

    def _settled(self, post: Post, blocks: Sequence[Block]) -> Iterator[Block]:
        for block in blocks:
            if isinstance(block, Prose):
                yield block
                continue
            settled = tuple(self._settled(post, block.blocks))
            if block.fallback is not None:
                yield from self._decided(post, replace(block, blocks=settled))
            else:
                yield replace(block, blocks=_merged(settled)) if _has_unmarked(block.blocks) else block

    def _decided(self, post: Post, quote: Quote) -> Iterator[Block]:
        """The quote with as many of its blocks as an earlier post has, and the others behind it."""
        taken = 0
        for asked in self._asked(post, quote):
            taken = max(taken, self._taken(asked, quote.blocks))
            if taken == len(quote.blocks):
                break
        if taken:
            yield replace(quote, blocks=_merged(quote.blocks[:taken]), fallback=None)
        elif quote.fallback:
            yield quote.fallback
        yield from quote.blocks[taken:]

    def _asked(self, post: Post, quote: Quote) -> Iterator[Post]:
        """Earlier posts that may have a quote's words, the likeliest first, each once."""
        said = quote.attribution.author if quote.attribution else None
        named = self._by_author.get(urls.identity(said), []) if said else []
        latest = [] if post.reply_to else islice(reversed(self._posts.values()), _MOST_ASKED)
        seen = {asked.id: asked for asked in islice(chain(self._ancestors(post), reversed(named), latest), _MOST_ASKED)}
        return iter(seen.values())

    def _ancestors(self, post: Post) -> Iterator[Post]:
        seen = {post.id}
        while post.reply_to and post.reply_to not in seen and (above := self._posts.get(post.reply_to)):
            seen.add(above.id)
            yield above
            post = above

    def _taken(self, asked: Post, blocks: Sequence[Block]) -> int:
        """How many of the blocks stand in a post, from the first on."""
        if asked.id not in self._words:
            self._words[asked.id] = Passage(own_words(asked.blocks))
        words = self._words[asked.id]
        own = [canonical(own_words((block,))) for block in blocks if isinstance(block, Prose)]
        held = _most_held(own, words.canonical)
        taken = _up_to(blocks, held, asked) if held else 0
        part = "".join(own[: sum(isinstance(block, Prose) for block in blocks[:taken])])
        fewest = _FEWEST if taken == len(blocks) else _FEWEST_OF_PART
        return taken if part and (len(part) >= fewest or part in map(canonical, words.lines)) else 0


def _most_held(parts: Sequence[str], text: str) -> int:
    """How many parts, from the first on and joined, a text holds."""
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if "".join(parts[:middle]) in text else (low, middle - 1)
    return low


def _up_to(blocks: Sequence[Block], held: int, asked: Post) -> int:
    """How many blocks hold so many of prose, with the quotes among and behind them, as far as the post has those."""
    everything = ""
    for place, block in enumerate(blocks):
        if isinstance(block, Prose):
            held -= 1
            if held < 0:
                return place
        else:
            everything = everything or canonical(all_text(asked.blocks))
            if canonical(all_text(block.blocks)) not in everything:
                return place
    return len(blocks)


def _has_unmarked(blocks: Sequence[Block]) -> bool:
    """True if a quote among them, or in one of them, may be none."""
    waiting = list(blocks)
    while waiting:
        block = waiting.pop()
        if isinstance(block, Quote):
            if block.fallback is not None:
                return True
            waiting += block.blocks
    return False


def _merged(blocks: Iterator[Block] | Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with those of prose that follow each other as one."""
    merged: list[Block] = []
    for block in blocks:
        if merged and isinstance(block, Prose) and isinstance(before := merged[-1], Prose):
            text = f"{before.text}\n\n"
            moved = ((start + len(text), end + len(text)) for start, end in block.pictures)
            pictures = (*before.pictures, *moved)
            merged[-1] = Prose(html=before.html + block.html, text=text + block.text, pictures=pictures)
        else:
            merged.append(block)
    return tuple(merged)


def _numbered(blocks: Sequence[Block], numbers: Iterator[int]) -> tuple[Block, ...]:
    """The blocks, with their quotes counted anew, outer before inner."""
    return tuple(
        block
        if isinstance(block, Prose)
        else replace(block, number=next(numbers), blocks=_numbered(block.blocks, numbers))
        for block in blocks
    )
