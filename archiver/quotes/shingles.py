"""Shingles: runs of consecutive tokens. An index of the posts of one thread by the shingles of its quotes.

Only shingles of quotes are indexed, in one pass over the thread: the index is as large as the quotes, not the thread.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, compress

from archiver.quotes.canonical import Passage

SHINGLE = 6  # tokens in a shingle; a shorter quote has one shingle of all its tokens
_MOST_SHINGLES = 64  # of one quote, evenly sampled
_MOST_POSTS = 64  # that one shingle votes for, nearest first: a common phrase is no evidence, and must not cost much
_FEWEST_VOTES = 2
_LEAST_SHARE = 0.3  # of a quote's shingles, which a post must have

Shingle = tuple[str, ...]


class ShingleIndex:
    """Finds the posts of a thread that share shingles with a quote, by their positions."""

    def __init__(self, quotes: Iterable[Passage], posts: Iterable[tuple[int, Passage]]) -> None:
        """`quotes` are the passages that will be looked up; `posts` the positions and words of posts, ascending."""
        self._positions: dict[Shingle, list[int]] = defaultdict(list)
        wanted: dict[int, set[Shingle]] = defaultdict(set)
        for quote in quotes:
            for shingle in shingles_of(quote):
                wanted[len(shingle)].add(shingle)
        first_tokens = {length: {shingle[0] for shingle in shingles} for length, shingles in wanted.items()}
        for position, words in posts:
            tokens = words.tokens
            for length, shingles in sorted(wanted.items()):
                starts = compress(range(len(tokens)), map(first_tokens[length].__contains__, tokens))
                for shingle in shingles.intersection([tokens[i : i + length] for i in starts]):
                    self._positions[shingle].append(position)

    def find_earlier(self, position: int, quote: Passage) -> list[int]:
        """The positions below `position` of posts that share enough shingles with a quote.

        Sorted by the number of shared shingles, the highest first; of equal ones, the nearest post first.
        """
        shingles = shingles_of(quote)
        votes = Counter(chain.from_iterable(self._nearest(shingle, position) for shingle in shingles))
        fewest = max(min(_FEWEST_VOTES, len(shingles)), _LEAST_SHARE * len(shingles))
        enough = (post for post, count in votes.items() if count >= fewest)
        return sorted(enough, key=lambda post: (-votes[post], -post))

    def _nearest(self, shingle: Shingle, position: int) -> list[int]:
        """The positions below `position` of posts that have a shingle, at most `_MOST_POSTS`, ascending."""
        positions = self._positions.get(shingle, [])
        end = bisect_left(positions, position)
        return positions[max(0, end - _MOST_POSTS) : end]


def shingles_of(quote: Passage) -> tuple[Shingle, ...]:
    """A sample of at most 64 distinct shingles of a quote, in order and evenly spread over the quote."""
    runs = list(dict.fromkeys(windows(quote.tokens, min(SHINGLE, len(quote.tokens)))))
    step = max(1, -(-len(runs) // _MOST_SHINGLES))
    return tuple(runs[::step])


def windows(tokens: tuple[str, ...], length: int) -> Iterator[Shingle]:
    """All runs of `length` consecutive tokens, in order; none if `length` is 0."""
    return zip(*(tokens[i:] for i in range(length)), strict=False) if length else iter(())
