"""Quotes and replies: from the words of a quote to the post that they come from.

In comes a thread, out come the origins of its quotes; the thread stays as it was. Texts are compared in canonical form,
so that wrapping, case and typography don't count. A quote is looked for in own words only, and only in earlier posts.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from archiver import urls
from archiver.model import Origin, Origins, Post, PostId, Quote, QuoteState, Thread, own_text

_SHORTEST = 20  # canonical characters; a shorter quote is only looked for where the source or the parent points
_ANCHOR = 16  # characters of a quote by which posts that may hold it are found
_MOST_CANDIDATES = 64  # posts compared for one quote, nearest first, so that cost grows with the text
_GAP = re.compile(r"\[\s*(?:\.{2,}|…+)\s*\]|\(\s*(?:\.{3}|…)\s*\)|\.{3,}|…+")
_LEVEL = str.maketrans(dict.fromkeys("“”„«»‚‘’'`״", '"') | dict.fromkeys("‐‑‒–—―", "-"))


def find_origins(thread: Thread) -> Origins:
    """The origin of each quote that stands in an earlier post of the same thread."""
    searcher = _Searcher(thread)
    found = (
        ((post.id, quote.number), searcher.origin(post, quote)) for post in thread.posts for quote in _quotes(post)
    )
    return {key: origin for key, origin in found if origin}


def canonical_parts(text: str) -> tuple[str, ...]:
    """What is compared of a text: its parts between ellipses, without white space, case and typography.

    >>> canonical_parts("We “stopped” […] in\\nMarch")
    ('we"stopped"', 'inmarch')
    """
    parts = ("".join(part.split()) for part in _GAP.split(_level(text)))
    return tuple(part for part in parts if part)


def _canonical(text: str) -> str:
    return "".join(_level(text).split())


def _level(text: str) -> str:
    return unicodedata.normalize("NFKC", _GAP.sub("…", text)).casefold().translate(_LEVEL)


def _quotes(post: Post) -> Iterator[Quote]:
    """All quotes of a post, outer before inner, without recursion."""
    waiting = [block for block in reversed(post.blocks) if isinstance(block, Quote)]
    while waiting:
        quote = waiting.pop()
        yield quote
        waiting += [block for block in reversed(quote.blocks) if isinstance(block, Quote)]


class _Searcher:
    """The canonical texts of one thread, and which posts hold the first characters of which quotes."""

    def __init__(self, thread: Thread) -> None:
        self._posts = {post.id: post for post in thread.posts}
        self._by_number = [post.id for post in thread.posts]
        self._parts = {
            (post.id, quote.number): canonical_parts(own_text(quote.blocks))
            for post in thread.posts
            for quote in _quotes(post)
        }
        self._words = {post.id: _canonical(post.own_text) for post in thread.posts} if self._parts else {}
        self._holders = self._find_holders()

    def origin(self, post: Post, quote: Quote) -> Origin | None:
        """The first candidates that hold the quote: the nearest of them, or all if only the text speaks for them."""
        parts = self._parts[post.id, quote.number]
        long = sum(map(len, parts)) >= _SHORTEST
        for method, candidates in self._candidates(post, quote, long=long):
            held = [other for other in candidates if self._holds(self._words[other], parts)]
            if not parts or not held or (len(held) > 1 and not long):
                continue
            if method == "text" and len(held) > 1:
                return Origin(state=QuoteState.AMBIGUOUS, posts=tuple(reversed(held)), method=method)
            # An ellipsis that stands in the origin too left nothing out.
            is_whole = len(parts) == 1 or _canonical(own_text(quote.blocks)) in self._words[held[0]]
            state = QuoteState.EXACT if is_whole else QuoteState.TRIMMED
            return Origin(state=state, posts=(held[0],), method=method)
        return None

    def _candidates(self, post: Post, quote: Quote, *, long: bool) -> Iterator[tuple[str, list[PostId]]]:
        """Posts before this one that may hold the quote, in the order in which they are asked; nearest first."""
        said = quote.attribution
        if said and said.post and said.post < post.number:
            yield "declared", [self._by_number[said.post - 1]]
        yield "parent", list(self._ancestors(post))
        if long:
            parts = self._parts[post.id, quote.number]
            holders = self._holders.get(parts[0][:_ANCHOR], [])
            earlier = bisect_left(holders, post.number, key=lambda i: self._posts[i].number)
            nearest = holders[max(0, earlier - _MOST_CANDIDATES) : earlier][::-1]
            author = urls.identity(said.author) if said and said.author else ""
            yield "author", [i for i in nearest if author and urls.identity(self._posts[i].author or "") == author]
            yield "text", nearest

    def _ancestors(self, post: Post) -> Iterator[PostId]:
        """The posts that this one answers, nearest first; ends where the chain leaves the thread or goes forward."""
        for _ in range(_MOST_CANDIDATES):
            parent = self._posts.get(post.reply_to) if post.reply_to else None
            if parent is None or parent.number >= post.number:
                return
            yield parent.id
            post = parent

    def _find_holders(self) -> dict[str, list[PostId]]:
        """For the first characters of each quote, the posts whose own words have them, in order."""
        anchors = {parts[0][:_ANCHOR] for parts in self._parts.values() if parts}
        lengths = sorted({len(anchor) for anchor in anchors})
        holders: dict[str, list[PostId]] = defaultdict(list)
        for post, words in self._words.items():
            for length in lengths:
                windows = {words[i : i + length] for i in range(len(words) - length + 1)}
                for anchor in windows & anchors:
                    holders[anchor].append(post)
        return holders

    @staticmethod
    def _holds(words: str, parts: tuple[str, ...]) -> bool:
        at = 0
        for part in parts:
            at = words.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return True
