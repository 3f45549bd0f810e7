"""The cascade: for each quote the posts that may hold it, those that the source points to before those that only the
words point to.

A better match wins over a nearer post, so the words are asked for everywhere before a quote counts as altered.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from archiver import urls
from archiver.model import (
    Attribution,
    Block,
    Origin,
    Origins,
    Post,
    PostId,
    Quote,
    QuoteState,
    Thread,
    all_text,
    own_words,
)
from archiver.quotes.candidates import Candidates
from archiver.quotes.canonical import Passage
from archiver.quotes.matching import Match, match_alike, match_verbatim, match_whole, match_words

_SHORTEST = 20  # canonical characters; what is shorter counts only where one post alone holds it
_SHORTEST_BY_TEXT = 8  # canonical characters, below which the words alone tell nothing
FIRST_WRITER = 120  # canonical characters that nobody writes a second time: who has them later has copied them
_MOST_POINTED = 64  # ancestors, and posts of an author
_MOST_ALIKE = 8  # of those that the source points to are asked for altered words, which takes longer
_MOST_MIXED = 4  # posts whose whole text is compared
_MOST_OF_MIXED = 0.7  # of a quote stands in such a post, and
_LEAST_OF_MIXED = 0.2  # in the own words of who wrote most of it
_ID_PREFIXES = ("", "p", "post", "post-", "msg", "pid")  # of an engine's number, as archives write ids
_MOST_COMPARED = 12  # posts that only the words point to, best first

_Key = tuple[PostId, int]
_Compare = Callable[[Passage, Passage], Match | None]


def find_origins(thread: Thread) -> Origins:
    """The origins of a thread's quotes. One whose own words are too few to tell, or that has none, has no origin."""
    quotes = [(post, quote) for post in thread.posts for quote in quotes_of(post)]
    if not quotes:
        return {}
    search = _Search(thread, quotes)
    quotes = [(post, quote) for post, quote in quotes if search.has_words(post, quote)]
    found = {(post.id, quote.number): origin for post, quote in quotes if (origin := search.pointed_at(post, quote))}
    open_ = [(post, quote) for post, quote in quotes if (post.id, quote.number) not in found]
    candidates = search.candidates(open_)
    for post, quote in open_:
        if origin := search.by_words(post, quote, candidates, found):
            found[post.id, quote.number] = origin
    return _settled(found)


def quotes_of(post: Post) -> Iterator[Quote]:
    """All quotes of a post, outer before inner, without recursion."""
    waiting = [block for block in reversed(post.blocks) if isinstance(block, Quote)]
    while waiting:
        quote = waiting.pop()
        yield quote
        waiting += [block for block in reversed(quote.blocks) if isinstance(block, Quote)]


@dataclass(frozen=True, slots=True)
class _Held:
    """A post that holds a quote, how it does, and what led to it."""

    post: Post
    match: Match
    method: str


def words_of(blocks: tuple[Block, ...]) -> Passage:
    """What somebody wrote of a post or a quote."""
    return Passage(own_words(blocks))


class _Words(dict[PostId, Passage]):
    """What somebody wrote of each post of a thread, worked out for those that are asked for."""

    def __init__(self, thread: Thread) -> None:
        self._blocks = {post.id: post.blocks for post in thread.posts}

    def __missing__(self, post: PostId) -> Passage:
        self[post] = words_of(self._blocks[post])
        return self[post]


class _Search:
    """One thread, with its texts as they are compared."""

    def __init__(self, thread: Thread, quotes: Iterable[tuple[Post, Quote]]) -> None:
        self._posts = thread.posts
        self._by_id = {post.id: post for post in thread.posts}
        self._words = _Words(thread)
        self._quotes = {(post.id, quote.number): words_of(quote.blocks) for post, quote in quotes}
        self._by_author: dict[str, list[Post]] = defaultdict(list)
        for post in thread.posts:
            if post.author:
                self._by_author[urls.identity(post.author)].append(post)

    def has_words(self, post: Post, quote: Quote) -> bool:
        """True if a quote has words of its own: of nothing else an origin can be found."""
        return self._quotes[post.id, quote.number].has_words

    def pointed_at(self, post: Post, quote: Quote) -> Origin | None:
        """The first post that the source points to and that has a quote's words as they stand; of a short quote the
        only one, and before all one that has its signs too.
        """
        words = self._quotes[post.id, quote.number]
        if len(words.authored.canonical) >= _SHORTEST:
            first = next(self._held(self._pointed(post, quote), words, match_whole), None)
            return self._origin(first) if first else None
        pointed = list(self._pointed(post, quote))
        held = list(self._held(pointed, words, match_verbatim)) or list(self._held(pointed, words, match_whole))
        return self._origin(held[0]) if len(held) == 1 else None

    def candidates(self, quotes: Sequence[tuple[Post, Quote]]) -> Candidates:
        """The posts to which the words of these quotes point; those behind the last of them aren't looked at."""
        asked = (self._quotes[post.id, quote.number].authored for post, quote in quotes)
        last = max((post.place for post, _ in quotes), default=1)
        return Candidates(asked, ((post.place, self._words[post.id]) for post in self._posts[: last - 1]))

    def by_words(self, post: Post, quote: Quote, candidates: Candidates, found: Origins) -> Origin | None:
        """The post that has a quote's words best, of all that are before this one."""
        words = self._quotes[post.id, quote.number]
        likely = [("text", self._posts[number - 1]) for number in candidates.before(post.place, words.authored)]
        if len(words.authored.canonical) < _SHORTEST:
            return self._short(likely, words)
        pointed = list(self._pointed(post, quote))
        asked = [*pointed, *likely[:_MOST_COMPARED]]
        if held := list(self._held(asked, words, match_words)):
            return self._chosen(held, words)
        alike = [
            *pointed[:_MOST_ALIKE],
            *likely[:_MOST_COMPARED],
            *self._quoted_in(pointed[:_MOST_ALIKE], words, found),
        ]
        if held := list(self._held(alike, words, match_alike)):
            return self._origin(max(held, key=lambda h: h.match.score))
        if mixed := self._mixed(pointed, words, found):
            return self._origin(mixed)
        return Origin(state=QuoteState.OUTSIDE, posts=(), method="text", score=0.0)

    def _mixed(self, pointed: list[tuple[str, Post]], words: Passage, found: Origins) -> _Held | None:
        """Whoever wrote most of a quote that runs through another post's own words and those that it quotes, as
        quotes do whose inner marks were lost on the way.
        """
        for method, post in pointed[:_MOST_MIXED]:
            if not match_alike(words, Passage(all_text(post.blocks)), _MOST_OF_MIXED):
                continue
            quoted = (found.get((post.id, quote.number)) for quote in quotes_of(post))
            writers = [(method, post), *(("quote", self._by_id[o.posts[0]]) for o in quoted if o and len(o.posts) == 1)]
            held = self._held(writers, words, partial(match_alike, least=_LEAST_OF_MIXED))
            if best := max(held, key=lambda h: h.match.score, default=None):
                return best
        return None

    def _short(self, likely: list[tuple[str, Post]], words: Passage) -> Origin | None:
        """The only post that has a few words, if they are not too few."""
        if len(words.authored.canonical) < _SHORTEST_BY_TEXT or len(likely) != 1:
            return None
        return next((self._origin(held) for held in self._held(likely, words, match_words)), None)

    def _chosen(self, held: list[_Held], words: Passage) -> Origin:
        """The best match, of those alike the one that the source points to; else the first writer, or none of them."""
        best = max(h.match.rank for h in held)
        alike = [h for h in held if h.match.rank == best]
        if alike[0].method != "text" or len(alike) == 1:
            return self._origin(alike[0])
        earliest_first = sorted(alike, key=lambda h: h.post.place)
        if len(words.canonical) >= FIRST_WRITER:
            return self._origin(earliest_first[0])
        posts = tuple(h.post.id for h in earliest_first)
        return Origin(state=QuoteState.AMBIGUOUS, posts=posts, method="text")

    def _pointed(self, post: Post, quote: Quote) -> Iterator[tuple[str, Post]]:
        """Posts before this one to which the source points, the surest first, and what it says of them."""
        said = quote.attribution
        if said and (declared := self._numbered(said)) and declared.place < post.place:
            yield "declared", declared
        yield from self._ancestors(post)
        if said and said.author:
            theirs = self._by_author.get(urls.identity(said.author), [])
            end = bisect_left(theirs, post.place, key=lambda other: other.place)
            yield from (("author", other) for other in reversed(theirs[max(0, end - _MOST_POINTED) : end]))

    def _numbered(self, said: Attribution) -> Post | None:
        """The post that an attribution counts: by its own id, as engines number them, else by its place.

        A number that counts the posts of all threads is no place, nor is an id that repeats the place the engine's.
        """
        if said.post_id:
            ids = (PostId(f"{prefix}{said.post_id}") for prefix in _ID_PREFIXES)
            named = next((post for id_ in ids if (post := self._by_id.get(id_))), None)
            return None if named is None or said.post_id == f"{named.place}" else named
        if said.post is None:
            return None
        by_id = self._by_id.get(PostId(f"{said.post}")) or self._by_id.get(PostId(f"p{said.post}"))
        return by_id or (self._posts[said.post - 1] if 0 < said.post <= len(self._posts) else None)

    def _ancestors(self, post: Post) -> Iterator[tuple[str, Post]]:
        """The posts that this one answers, nearest first; ends where the chain leaves the thread or goes forward."""
        method = "parent"
        for _ in range(_MOST_POINTED):
            parent = self._by_id.get(post.reply_to) if post.reply_to else None
            if parent is None or parent.place >= post.place:
                return
            yield method, parent
            post, method = parent, "ancestor"

    def _quoted_in(
        self, pointed: Iterable[tuple[str, Post]], words: Passage, found: Origins
    ) -> Iterator[tuple[str, Post]]:
        """Where the quotes come from that have these words in the posts to which the source points."""
        for _, post in pointed:
            for quote in quotes_of(post):
                origin = found.get((post.id, quote.number))
                if (
                    origin
                    and len(origin.posts) == 1
                    and words.canonical in self._quotes[post.id, quote.number].canonical
                ):
                    yield "quote", self._by_id[origin.posts[0]]

    def _held(self, asked: Iterable[tuple[str, Post]], words: Passage, compare: _Compare) -> Iterator[_Held]:
        """The posts that hold a quote, in the order in which they are asked, each once."""
        seen = set[PostId]()
        for method, post in asked:
            if post.id not in seen and (match := compare(words, self._words[post.id])):
                yield _Held(post, match, method)
            seen.add(post.id)

    def _origin(self, held: _Held) -> Origin:
        return Origin(
            state=held.match.state,
            posts=(held.post.id,),
            method=held.method,
            score=held.match.score,
            spans=held.match.spans,
        )


def _settled(found: dict[_Key, Origin]) -> Origins:
    """Of posts that are equally good, the one that the same post quotes elsewhere is meant."""
    sure: dict[PostId, set[PostId]] = defaultdict(set)
    for (post, _), origin in found.items():
        if len(origin.posts) == 1:
            sure[post].update(origin.posts)
    for key, origin in found.items():
        meant = [post for post in origin.posts if post in sure[key[0]]]
        if len(origin.posts) > 1 and len(meant) == 1:
            found[key] = replace(origin, state=QuoteState.EXACT, posts=(meant[0],), method="beside")
    return found
