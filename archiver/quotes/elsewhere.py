"""Quotes whose words stand in no post of their own thread: which posts of other threads may have them.

In come the sketches of all threads, one at a time, out come candidates: what is kept meanwhile is as large as what is
asked, not as the archive. Whether a candidate has the words is for its text to say.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from archiver.model import PostId
from archiver.quotes.canonical import Passage
from archiver.quotes.matching import Match, match_alike, match_words
from archiver.quotes.origins import FIRST_WRITER
from archiver.quotes.sketches import FEWEST_VOTES, Ask, Offer, QuoteKey

_LEAST_SHARE = 0.3
_MOST_ASKING = 32  # quotes that ask for one run: what everybody quotes tells nothing, and must not cost
_MOST_CANDIDATES = 8  # for one quote


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Candidate:
    """A post that may be an origin; better ones come first."""

    votes: int
    """Runs that it shares with the quote, below zero."""
    at: int
    source: str
    post: PostId


def find_candidates(
    asks: Mapping[str, tuple[Ask, ...]], offers: Iterable[tuple[str, tuple[Offer, ...]]]
) -> dict[tuple[str, QuoteKey], tuple[Candidate, ...]]:
    """For each quote of each source the posts of other sources that may have its words, best first."""
    asking: dict[int, list[tuple[str, Ask]]] = defaultdict(list)
    for source, theirs in sorted(asks.items()):
        for ask in theirs:
            for number in set(ask.hashes):
                asking[number].append((source, ask))
    wanted = {number for number, quotes in asking.items() if len(quotes) <= _MOST_ASKING}
    found: dict[tuple[str, QuoteKey], list[Candidate]] = defaultdict(list)
    for source, posts in offers:
        for offer in posts:
            for key, candidate in _votes(source, offer, wanted, asking):
                found[key] = nsmallest(_MOST_CANDIDATES, [*found[key], candidate])
    return {key: tuple(candidates) for key, candidates in found.items()}


def choose_origin(quote: Passage, posts: Iterable[Passage]) -> tuple[int, Match] | None:
    """Which of the candidates, given in the order in which they were written, has a quote's words, and how; None if
    none has, or if several have them equally and none can be claimed.
    """
    texts = list(posts)
    literal = [(n, match) for n, text in enumerate(texts) if (match := match_words(quote, text))]
    best = [(n, match) for n, match in literal if match.rank == max(match.rank for _, match in literal)]
    if len(best) == 1 or (best and len(quote.canonical) >= FIRST_WRITER):
        return best[0]
    alike = [] if best else [(n, match) for n, text in enumerate(texts) if (match := match_alike(quote, text))]
    return max(alike, key=lambda pair: (pair[1].score, -pair[0]), default=None)


def _votes(
    source: str, offer: Offer, wanted: set[int], asking: Mapping[int, list[tuple[str, Ask]]]
) -> Iterator[tuple[tuple[str, QuoteKey], Candidate]]:
    """The quotes of other sources, of later posts, that have enough in common with a post."""
    votes: Counter[tuple[str, QuoteKey]] = Counter()
    needed: dict[tuple[str, QuoteKey], float] = {}
    for number in wanted.intersection(array("I", offer.hashes)):
        for asker, ask in asking[number]:
            if asker != source and offer.at < ask.at:
                votes[asker, ask.quote] += 1
                needed[asker, ask.quote] = max(FEWEST_VOTES, _LEAST_SHARE * len(ask.hashes))
    for key, count in votes.items():
        if count >= needed[key]:
            yield key, Candidate(votes=-count, at=offer.at, source=source, post=offer.post)
