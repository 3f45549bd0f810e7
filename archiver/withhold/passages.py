"""Which passages of a post are withheld: quotes of posts that are taken down, and runs of their words."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from archiver.model import Origin, Origins, Post, PostId, Prose, Quote, QuoteState, own_text, quotes_of
from archiver.withhold.alignment import Extent, find_extents
from archiver.withhold.names import TakenNames
from archiver.withhold.shingles import SHINGLE, covered, shingles_of
from archiver.withhold.taken_words import TakenWords
from archiver.withhold.tokens import Token, words_in

_CERTAIN = frozenset({QuoteState.EXACT, QuoteState.TRIMMED, QuoteState.ALTERED})


class PassageFinder(Struct, frozen=True, kw_only=True):
    """Finds what is withheld from the posts of one thread."""

    origins: Origins
    """Of the quotes of the thread, among its own posts."""
    taken: Mapping[PostId, str]
    """The own words of the posts of the thread that are taken down."""
    words: TakenWords
    names: TakenNames
    kept: frozenset[int]
    """The shingles of the own words of posts of the thread that are not taken down, without those that are."""

    def find(self, post: Post, tokens: Sequence[Token]) -> list[Extent]:
        """What is withheld from the body of a post, as extents of the words of its raw text, in `tokens`."""
        return [*self._in_quotes(post, tokens), *((run.start, run.stop) for run in self._runs(tokens))]

    def count_quotes(self, post: Post) -> int:
        """How many quotes of a post are withheld."""
        return sum(self._is_taken(post, quote) for quote in quotes_of(post))

    def quotes(self, post: Post) -> Iterator[Quote]:
        """The quotes of a post that are withheld."""
        return (quote for quote in quotes_of(post) if self._is_taken(post, quote))

    def _runs(self, tokens: Sequence[Token]) -> list[range]:
        return self.words.find_runs([token.word for token in tokens]) if self.words.uses else []

    def _in_quotes(self, post: Post, tokens: Sequence[Token]) -> Iterator[Extent]:
        quotes = list(self.quotes(post))
        if not quotes:
            return
        extents = find_extents(post.blocks, tokens)
        for quote in quotes:
            for block in quote.blocks:
                if isinstance(block, Prose) and (extent := extents.get(id(block))):
                    yield from _without(extent, tokens, self.kept)

    def _is_taken(self, post: Post, quote: Quote) -> bool:
        text = own_text(quote.blocks)
        origin = self.origins.get((post.id, quote.number))
        if origin and origin.posts and origin.state in {*_CERTAIN, QuoteState.AMBIGUOUS}:
            return all(id_ in self.taken for id_ in origin.posts) or self._is_copy(origin, text)
        return self.words.is_quoted(words_in(text)) or self._is_short_quote(post, quote, text)

    def _is_copy(self, origin: Origin, text: str) -> bool:
        """True if words of a quote that seems to be of a post that stays are those of one that does not."""
        return origin.state is QuoteState.ALTERED and self.words.is_quoted(words_in(text))

    def _is_short_quote(self, post: Post, quote: Quote, text: str) -> bool:
        """True if a quote that is too short to look for is attributed to, or answers, a post that has its words."""
        named = quote.attribution.author if quote.attribution else None
        if named and self.names.pattern and self.names.pattern.search(named):
            return True
        words, answered = words_in(text), self.taken.get(post.reply_to) if post.reply_to else None
        return bool(words and answered) and _has(words_in(answered or ""), words)


def _has(text: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(text[start : start + len(words)] == words for start in range(len(text) - len(words) + 1))


def _without(extent: Extent, tokens: Sequence[Token], kept: frozenset[int]) -> Iterator[Extent]:
    """The parts of an extent whose words are not in shingles that are kept."""
    start, end = extent
    shingles = shingles_of([token.word for token in tokens[start:end]])
    others = covered((index for index, shingle in enumerate(shingles) if shingle in kept), SHINGLE)
    at = start
    for index in range(start, end + 1):
        if index == end or index - start in others:
            if index > at:
                yield at, index
            at = index + 1
