"""Candidates in other threads for quotes that were not found in their own thread.

The fingerprints of all threads come in one at a time, so that memory grows with the number of open quotes and not with
the archive. A candidate shares shingles with a quote; `choose_origin` then compares the texts.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest

from msgspec import Struct

from archiver.model import PostId
from archiver.quotes.canonical import Passage
from archiver.quotes.fingerprints import FEWEST_VOTES, PostShingles, QuoteKey, QuoteShingles
from archiver.quotes.matching import Match, match_altered, match_words
from archiver.quotes.origins import FIRST_WRITER

_LEAST_SHARE = 0.3  # of a quote's query shingles, which a post must have to be a candidate
_MOST_QUOTES = 32  # with one shingle; a shingle of more quotes is a common phrase: no evidence, and expensive
_MOST_CANDIDATES = 8  # for one quote


class Candidate(Struct, frozen=True, kw_only=True, order=True):
    """A post that may be the origin of a quote. Candidates sort from the best to the worst."""

    votes: int
    """The negated number of shingles that the post shares with the quote."""
    posted_at: int
    """Unix time of the post, in whole seconds."""
    source: str
    """The path of the source of the post's thread."""
    post: PostId


def find_candidates(
    query_shingles: Mapping[str, tuple[QuoteShingles, ...]],
    indexed_shingles: Iterable[tuple[str, tuple[PostShingles, ...]]],
) -> dict[tuple[str, QuoteKey], tuple[Candidate, ...]]:
    """Find the posts that may be the origin of quotes, by the shingles that they share. `choose_origin` compares texts.

    Args:
        query_shingles: the quotes that were not found in their own thread, by the path of its source.
        indexed_shingles: the path of each source, and its posts. It is read once, one source at a time.

    Returns:
        For each quote, by the path of its source and its key, the earlier posts of other sources, best first, at most
        eight. Quotes without a candidate are left out.
    """
    quotes_by_hash: dict[int, list[tuple[str, QuoteShingles]]] = defaultdict(list)
    for source, quotes in sorted(query_shingles.items()):
        for quote in quotes:
            for number in set(quote.hashes):
                quotes_by_hash[number].append((source, quote))
    wanted = {number for number, quotes in quotes_by_hash.items() if len(quotes) <= _MOST_QUOTES}
    candidates: dict[tuple[str, QuoteKey], list[Candidate]] = defaultdict(list)
    for source, posts in indexed_shingles:
        for post in posts:
            for key, candidate in _votes(source, post, wanted, quotes_by_hash):
                candidates[key] = nsmallest(_MOST_CANDIDATES, [*candidates[key], candidate])
    return {key: tuple(best) for key, best in candidates.items()}


def choose_origin(quote: Passage, posts: Iterable[Passage]) -> tuple[int, Match] | None:
    """The index in `posts` of the post that a quote comes from, and how its text matches the quote.

    `posts` are the texts of the candidates, the earliest post first. None if no post has the words, or if several
    match equally well and the quote is so short (below 120 canonical characters) that two people may have written it.
    """
    texts = list(posts)
    literal = [(n, match) for n, text in enumerate(texts) if (match := match_words(quote, text))]
    best = [(n, match) for n, match in literal if match.rank == max(match.rank for _, match in literal)]
    if len(best) == 1 or (best and len(quote.canonical) >= FIRST_WRITER):
        return best[0]
    alike = [] if best else [(n, match) for n, text in enumerate(texts) if (match := match_altered(quote, text))]
    return max(alike, key=lambda pair: (pair[1].score, -pair[0]), default=None)


def _votes(
    source: str, post: PostShingles, wanted: set[int], quotes_by_hash: Mapping[int, list[tuple[str, QuoteShingles]]]
) -> Iterator[tuple[tuple[str, QuoteKey], Candidate]]:
    """The later quotes of other sources that share enough shingles with a post, each with the post as a candidate.

    Args:
        source: the path of the source of the post.
        post: the shingles of the post.
        wanted: the shingles that count; common phrases are left out.
        quotes_by_hash: for each shingle, the quotes that have it, with the paths of their sources.
    """
    votes: Counter[tuple[str, QuoteKey]] = Counter()
    needed: dict[tuple[str, QuoteKey], float] = {}
    for number in wanted.intersection(array("I", post.hashes)):
        for quoting_source, quote in quotes_by_hash[number]:
            if quoting_source != source and post.posted_at < quote.posted_at:
                votes[quoting_source, quote.quote] += 1
                needed[quoting_source, quote.quote] = max(FEWEST_VOTES, _LEAST_SHARE * len(quote.hashes))
    for key, count in votes.items():
        if count >= needed[key]:
            yield key, Candidate(votes=-count, posted_at=post.posted_at, source=source, post=post.post)
