"""Finds the origins of a thread's quotes: first among the posts that the source points to, then by the words alone.

A better match wins over a more likely post: a quote counts as altered only if no post has its words verbatim.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from archiver.model import Origin, OriginMethod, Origins, Post, PostId, Quote, QuoteState, Thread, all_text, quotes_of
from archiver.quotes.canonical import Passage
from archiver.quotes.matching import Match, match_altered, match_verbatim, match_whole, match_words
from archiver.quotes.references import References
from archiver.quotes.shingles import ShingleIndex
from archiver.quotes.texts import PostWords, words_of

_SHORT = 20  # canonical characters; a quote of fewer has an origin only if exactly one post has its words
_SHORTEST_BY_TEXT = 8  # canonical characters, below which the words alone are no evidence
FIRST_WRITER = 120  # canonical characters that no two people write alike: a later post that has them is a copy
_MOST_REFERENCES = 8  # referenced posts that are compared for altered words, which takes longer
_MOST_MIXED = 4  # referenced posts whose whole text is compared
_LEAST_MIXED_SHARE = 0.7  # of a quote must be in the whole text of such a post, and
_LEAST_OWN_SHARE = 0.2  # in the own words of the post that has most of it
_MOST_CANDIDATES = 12  # posts found by the words alone that are compared, best first

_QuoteKey = tuple[PostId, int]
_QuoteInPost = tuple[Post, Quote]
_Compare = Callable[[Passage, Passage], Match | None]


def find_origins(thread: Thread) -> Origins:
    """The origins of a thread's quotes. Quotes without words, or with too few to decide, are not in the result."""
    quotes = [(post, quote) for post in thread.posts for quote in quotes_of(post)]
    if not quotes:
        return {}
    search = _OriginSearch(thread, quotes)
    quotes = [(post, quote) for post, quote in quotes if search.has_words(post, quote)]
    origins = {
        (post.id, quote.number): origin for post, quote in quotes if (origin := search.find_by_reference(post, quote))
    }
    unresolved = [(post, quote) for post, quote in quotes if (post.id, quote.number) not in origins]
    index = search.index_posts(unresolved)
    for post, quote in unresolved:
        if origin := search.find_by_words(post, quote, index, origins):
            origins[post.id, quote.number] = origin
    return _with_ambiguity_resolved(origins)


class _MatchedPost(Struct, frozen=True):
    """A post that has the words of a quote, how they match, and by which method the post was found."""

    post: Post
    match: Match
    method: OriginMethod

    @property
    def origin(self) -> Origin:
        """The origin of the quote, if it is this post."""
        match = self.match
        return Origin(
            state=match.state, posts=(self.post.id,), method=self.method, score=match.score, spans=match.spans
        )


class _OriginSearch:
    """Finds the origins of quotes among the posts of one thread, and keeps the texts that are compared."""

    def __init__(self, thread: Thread, quotes: Iterable[_QuoteInPost]) -> None:
        self._posts = thread.posts
        self._by_id = {post.id: post for post in thread.posts}
        self._references = References(thread)
        self._post_words = PostWords(thread)
        self._quote_words = {(post.id, quote.number): words_of(quote.blocks) for post, quote in quotes}

    def has_words(self, post: Post, quote: Quote) -> bool:
        """True if a quote of a post has words besides the quotes in it; without any, no origin can be found."""
        return self._quote_words[post.id, quote.number].has_words

    def find_by_reference(self, post: Post, quote: Quote) -> Origin | None:
        """The first post that the source points to and that has the whole quote verbatim.

        A short quote has an origin only if exactly one such post has it, with its punctuation or else without.
        """
        words = self._quote_words[post.id, quote.number]
        if len(words.authored.canonical) >= _SHORT:
            first = next(self._matching(self._references.find(post, quote), words, match_whole), None)
            return first.origin if first else None
        referenced = list(self._references.find(post, quote))
        matched = list(self._matching(referenced, words, match_verbatim))
        matched = matched or list(self._matching(referenced, words, match_whole))
        return matched[0].origin if len(matched) == 1 else None

    def index_posts(self, quotes: Sequence[_QuoteInPost]) -> ShingleIndex:
        """An index of the posts before the last of these quotes, for `find_by_words`."""
        passages = (self._quote_words[post.id, quote.number].authored for post, quote in quotes)
        last = max((post.position for post, _ in quotes), default=1)
        return ShingleIndex(passages, ((post.position, self._post_words[post.id]) for post in self._posts[: last - 1]))

    def find_by_words(self, post: Post, quote: Quote, index: ShingleIndex, resolved: Origins) -> Origin | None:
        """The best match for a quote among all earlier posts. Without one, the origin of a long quote is `OUTSIDE`, and
        that of a short quote is None.

        Args:
            post: the quoting post.
            quote: one of its quotes.
            index: the result of `index_posts`.
            resolved: the origins of quotes found so far, those of all earlier posts among them.
        """
        words = self._quote_words[post.id, quote.number]
        positions = index.find_earlier(post.position, words.authored)
        candidates = [(OriginMethod.TEXT, self._posts[position - 1]) for position in positions]
        if len(words.authored.canonical) < _SHORT:
            return self._find_short(candidates, words)
        referenced = list(self._references.find(post, quote))
        best = candidates[:_MOST_CANDIDATES]
        if matched := list(self._matching([*referenced, *best], words, match_words)):
            return _choose(matched, words)
        nearest = referenced[:_MOST_REFERENCES]
        posts = [*nearest, *best, *self._origins_of_quotes(nearest, words, resolved)]
        if matched := list(self._matching(posts, words, match_altered)):
            return _best_score(matched).origin
        if mixed := self._find_mixed(referenced, words, resolved):
            return mixed.origin
        return Origin(state=QuoteState.OUTSIDE, posts=(), method=OriginMethod.TEXT, score=0.0)

    def _find_short(self, candidates: list[tuple[OriginMethod, Post]], words: Passage) -> Origin | None:
        """The origin of a short quote: its only candidate. None if there are several, or the quote is too short."""
        if len(words.authored.canonical) < _SHORTEST_BY_TEXT or len(candidates) != 1:
            return None
        return next((matched.origin for matched in self._matching(candidates, words, match_words)), None)

    def _find_mixed(
        self, referenced: list[tuple[OriginMethod, Post]], words: Passage, resolved: Origins
    ) -> _MatchedPost | None:
        """The post that has most of a quote which mixes a referenced post's own words with the quotes in that post.

        Such quotes arise when the inner quote marks are lost.
        """
        for method, post in referenced[:_MOST_MIXED]:
            if not match_altered(words, Passage(all_text(post.blocks)), _LEAST_MIXED_SHARE):
                continue
            inner = (resolved.get((post.id, quote.number)) for quote in quotes_of(post))
            quoted = ((OriginMethod.QUOTE, self._by_id[o.posts[0]]) for o in inner if o and len(o.posts) == 1)
            compare = partial(match_altered, least=_LEAST_OWN_SHARE)
            if matched := list(self._matching([(method, post), *quoted], words, compare)):
                return _best_score(matched)
        return None

    def _origins_of_quotes(
        self, referenced: Iterable[tuple[OriginMethod, Post]], words: Passage, resolved: Origins
    ) -> Iterator[tuple[OriginMethod, Post]]:
        """The posts from which referenced posts quote the words: candidates for a quote of a quote."""
        for _, post in referenced:
            for quote in quotes_of(post):
                key = post.id, quote.number
                origin = resolved.get(key)
                if origin and len(origin.posts) == 1 and words.canonical in self._quote_words[key].canonical:
                    yield OriginMethod.QUOTE, self._by_id[origin.posts[0]]

    def _matching(
        self, posts: Iterable[tuple[OriginMethod, Post]], words: Passage, compare: _Compare
    ) -> Iterator[_MatchedPost]:
        """The posts whose own words match the words of a quote, in the order of `posts`, each once.

        Args:
            posts: the posts to compare, each with the method by which it was found.
            words: the words of the quote.
            compare: one of the functions `match_…`: takes the words of the quote and of a post.
        """
        seen = set[PostId]()
        for method, post in posts:
            if post.id not in seen and (match := compare(words, self._post_words[post.id])):
                yield _MatchedPost(post, match, method)
            seen.add(post.id)


def _best_score(matched: Sequence[_MatchedPost]) -> _MatchedPost:
    """The post with the highest score, the first of several."""
    return max(matched, key=lambda candidate: candidate.match.score)


def _choose(matched: list[_MatchedPost], words: Passage) -> Origin:
    """The origin of a quote, chosen among posts that have all its words unchanged.

    Of equally good matches it is the first one that the source points to. If it points to none of them, it is the
    earliest post if the quote is long, and ambiguous if not.
    """
    best = max(candidate.match.rank for candidate in matched)
    equal = [candidate for candidate in matched if candidate.match.rank == best]
    if equal[0].method is not OriginMethod.TEXT or len(equal) == 1:
        return equal[0].origin
    earliest_first = sorted(equal, key=lambda candidate: candidate.post.position)
    if len(words.canonical) >= FIRST_WRITER:
        return earliest_first[0].origin
    posts = tuple(candidate.post.id for candidate in earliest_first)
    return Origin(state=QuoteState.AMBIGUOUS, posts=posts, method=OriginMethod.TEXT)


def _with_ambiguity_resolved(origins: dict[_QuoteKey, Origin]) -> Origins:
    """The origins. An ambiguous one is decided if one of its posts is the origin of another quote in the same post."""
    certain: dict[PostId, set[PostId]] = defaultdict(set)
    for (post, _), origin in origins.items():
        if len(origin.posts) == 1:
            certain[post].update(origin.posts)
    for key, origin in origins.items():
        likely = [post for post in origin.posts if post in certain[key[0]]]
        if len(origin.posts) > 1 and len(likely) == 1:
            origins[key] = replace(
                origin, state=QuoteState.EXACT, posts=(likely[0],), method=OriginMethod.SIBLING_QUOTE
            )
    return origins
