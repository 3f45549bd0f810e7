"""Which posts share runs of words with which quotes: an index of one thread, made in one pass.

Only runs that some quote asks for are kept, so that the index is as large as the quotes, not as the thread.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, compress

from archiver.quotes.canonical import Passage

SHINGLE = 6  # tokens in a row; fewer of a quote that is shorter
_MOST_SHINGLES = 64  # of one quote, spread over it
_MOST_POSTS = 64  # that one shingle votes for, nearest first: what everybody says tells nothing, and must not cost
_FEWEST_VOTES = 2
_LEAST_SHARE = 0.3

Shingle = tuple[str, ...]


class Candidates:
    """The posts of a thread by the shingles that quotes look for."""

    def __init__(self, quotes: Iterable[Passage], posts: Iterable[tuple[int, Passage]]) -> None:
        """`posts`: the own words of each post by its number, in order."""
        self._posts: dict[Shingle, list[int]] = defaultdict(list)
        wanted: dict[int, set[Shingle]] = defaultdict(set)
        for quote in quotes:
            for shingle in shingles_of(quote):
                wanted[len(shingle)].add(shingle)
        firsts = {length: {shingle[0] for shingle in asked} for length, asked in wanted.items()}
        for number, words in posts:
            tokens = words.tokens
            for length, asked in sorted(wanted.items()):
                begins = compress(range(len(tokens)), map(firsts[length].__contains__, tokens))
                for shingle in asked.intersection([tokens[i : i + length] for i in begins]):
                    self._posts[shingle].append(number)

    def before(self, number: int, quote: Passage) -> list[int]:
        """The posts before this one with the most shingles of a quote, best first, the nearest of those alike."""
        shingles = shingles_of(quote)
        votes = Counter(chain.from_iterable(self._nearest(shingle, number) for shingle in shingles))
        fewest = max(min(_FEWEST_VOTES, len(shingles)), _LEAST_SHARE * len(shingles))
        enough = (post for post, count in votes.items() if count >= fewest)
        return sorted(enough, key=lambda post: (-votes[post], -post))

    def _nearest(self, shingle: Shingle, number: int) -> list[int]:
        """The posts before this one that have a shingle."""
        holders = self._posts.get(shingle, [])
        earlier = bisect_left(holders, number)
        return holders[max(0, earlier - _MOST_POSTS) : earlier]


def shingles_of(quote: Passage) -> tuple[Shingle, ...]:
    """The shingles by which a quote is looked for, in order and spread over all of it."""
    runs = list(dict.fromkeys(windows(quote.tokens, min(SHINGLE, len(quote.tokens)))))
    step = max(1, -(-len(runs) // _MOST_SHINGLES))
    return tuple(runs[::step])


def windows(tokens: tuple[str, ...], length: int) -> Iterator[Shingle]:
    """All runs of so many tokens, in order."""
    return zip(*(tokens[i:] for i in range(length)), strict=False) if length else iter(())
