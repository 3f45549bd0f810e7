"""What the threads of an archive are told of each other: hashes of the runs of words that the posts of a thread offer,
and of those that its open quotes ask for.

Only earlier posts can be an origin, so posts without a date offer nothing, and ask for nothing.
"""

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from archiver.model import Moment, Origins, Post, PostId, QuoteState, Thread
from archiver.quotes.candidates import SHINGLE, shingles_of, windows
from archiver.quotes.canonical import Passage
from archiver.quotes.origins import quotes_of, words_of

FEWEST_VOTES = 2  # runs that a quote and a post share, at the least
_SHORTEST = 40  # canonical characters of a quote, below which words alone tell nothing in a whole archive

QuoteKey = tuple[PostId, int]
"""A quote in its thread: its post, and its number there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A post: when it was written, in seconds, and the hashes of its runs of words, as packed 32-bit numbers."""

    post: PostId
    at: int
    hashes: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A quote: when its post was written, and the hashes of some of its runs of words."""

    quote: QuoteKey
    at: int
    hashes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What one thread offers to the others, and what it asks of them."""

    offers: tuple[Offer, ...] = ()
    asks: tuple[Ask, ...] = ()


def sketch(thread: Thread, origins: Origins) -> Sketch:
    """What others are told of a thread whose own origins have been found."""
    dated = [(post, _seconds(post.date)) for post in thread.posts if post.date]
    return Sketch(
        offers=tuple(Offer(post=post.id, at=at, hashes=_packed(words_of(post.blocks))) for post, at in dated),
        asks=tuple(ask for post, at in dated for ask in _asks(post, at, origins)),
    )


def offers_to_bytes(offers: tuple[Offer, ...]) -> bytes:
    """Offers, to be kept: a line of JSON, and the hashes of all."""
    heads = [[offer.post, offer.at, len(offer.hashes)] for offer in offers]
    return json.dumps(heads).encode() + b"\n" + b"".join(offer.hashes for offer in offers)


def offers_from_bytes(kept: bytes) -> tuple[Offer, ...]:
    """What `offers_to_bytes` has kept."""
    heads, _, hashes = kept.partition(b"\n")
    offers, start = [], 0
    for post, at, length in json.loads(heads):
        offers.append(Offer(post=PostId(post), at=at, hashes=hashes[start : start + length]))
        start += length
    return tuple(offers)


def asks_to_text(asks: tuple[Ask, ...]) -> str:
    """Asks, to be kept, as JSON."""
    return json.dumps([[*ask.quote, ask.at, ask.hashes] for ask in asks])


def asks_from_text(kept: str) -> tuple[Ask, ...]:
    """What `asks_to_text` has kept."""
    rows = json.loads(kept)
    return tuple(Ask(quote=(PostId(post), number), at=at, hashes=tuple(hashes)) for post, number, at, hashes in rows)


def _asks(post: Post, at: int, origins: Origins) -> Iterator[Ask]:
    for quote in quotes_of(post):
        origin = origins.get((post.id, quote.number))
        if origin and origin.state is QuoteState.OUTSIDE:
            words = words_of(quote.blocks).authored
            shingles = shingles_of(words)
            if len(words.canonical) >= _SHORTEST and len(shingles) >= FEWEST_VOTES:
                yield Ask(quote=(post.id, quote.number), at=at, hashes=tuple(map(_hash, shingles)))


def _packed(words: Passage) -> bytes:
    return array("I", sorted({_hash(run) for run in windows(words.tokens, SHINGLE)})).tobytes()


def _hash(shingle: tuple[str, ...]) -> int:
    return crc32(" ".join(shingle).encode("utf-8", "replace"))


def _seconds(moment: Moment) -> int:
    return int(moment.at.timestamp())
