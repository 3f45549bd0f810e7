"""Fingerprints of threads: hashed shingles (runs of consecutive tokens) by which quotes are found in other threads.

Comparing sets of shingles is Broder's method ("On the resemblance and containment of documents", 1997). Only an
earlier post can be the origin of a quote, so posts without a date have no shingles in a fingerprint.
"""

import json
from array import array
from collections.abc import Iterator
from zlib import crc32

from msgspec import Struct

from archiver.model import Moment, Origins, Post, PostId, QuoteState, Thread, quotes_of
from archiver.quotes.canonical import Passage
from archiver.quotes.shingles import SHINGLE, shingles_of, windows
from archiver.quotes.texts import words_of

FEWEST_VOTES = 2  # shingles that a quote and a post must share
_SHORTEST = 40  # canonical characters of a quote; the words of a shorter one are not distinctive in a whole archive

QuoteKey = tuple[PostId, int]
"""A quote within its thread: the id of its post, and its number in that post."""


class PostShingles(Struct, frozen=True, kw_only=True):
    """The indexed shingles of one post, in which the quotes of other threads are looked up."""

    post: PostId
    posted_at: int
    """Unix time of the post, in whole seconds."""
    hashes: bytes
    """CRC-32 of each distinct shingle of the post, ascending, as packed unsigned 32-bit numbers (`array("I")`)."""


class QuoteShingles(Struct, frozen=True, kw_only=True):
    """The query shingles of one quote that was not found in its own thread."""

    quote: QuoteKey
    posted_at: int
    """Unix time of the quoting post, in whole seconds."""
    hashes: tuple[int, ...]
    """CRC-32 of a sample of at most 64 shingles of the quote."""


class Fingerprint(Struct, frozen=True, kw_only=True):
    """The shingles of one thread, by which it is compared with the other threads of an archive."""

    indexed_shingles: tuple[PostShingles, ...] = ()
    query_shingles: tuple[QuoteShingles, ...] = ()


def fingerprint_thread(thread: Thread, origins: Origins) -> Fingerprint:
    """The fingerprint of a thread.

    `origins` is the result of `find_origins(thread)`: only quotes whose state is `OUTSIDE` have query shingles.
    """
    dated = [(post, _seconds(post.date)) for post in thread.posts if post.date]
    return Fingerprint(
        indexed_shingles=tuple(
            PostShingles(post=post.id, posted_at=seconds, hashes=_packed(words_of(post.blocks)))
            for post, seconds in dated
        ),
        query_shingles=tuple(shingles for post, seconds in dated for shingles in _of_quotes(post, seconds, origins)),
    )


def indexed_shingles_to_bytes(posts: tuple[PostShingles, ...]) -> bytes:
    """Serialize indexed shingles: a line of JSON `[[post, posted_at, length in bytes], ...]`, then all hashes."""
    heads = [[post.post, post.posted_at, len(post.hashes)] for post in posts]
    return json.dumps(heads).encode() + b"\n" + b"".join(post.hashes for post in posts)


def indexed_shingles_from_bytes(serialized: bytes) -> tuple[PostShingles, ...]:
    """Parse the result of `indexed_shingles_to_bytes`. Raises ValueError or TypeError for other bytes."""
    heads, _, hashes = serialized.partition(b"\n")
    posts, start = [], 0
    for post, posted_at, length in json.loads(heads):
        posts.append(PostShingles(post=PostId(post), posted_at=posted_at, hashes=hashes[start : start + length]))
        start += length
    return tuple(posts)


def query_shingles_to_text(quotes: tuple[QuoteShingles, ...]) -> str:
    """Serialize query shingles as JSON: `[[post, number of the quote, posted_at, [hash, ...]], ...]`."""
    return json.dumps([[*quote.quote, quote.posted_at, quote.hashes] for quote in quotes])


def query_shingles_from_text(serialized: str) -> tuple[QuoteShingles, ...]:
    """Parse the result of `query_shingles_to_text`. Raises ValueError or TypeError for other text."""
    rows = json.loads(serialized)
    return tuple(
        QuoteShingles(quote=(PostId(post), number), posted_at=posted_at, hashes=tuple(hashes))
        for post, number, posted_at, hashes in rows
    )


def _of_quotes(post: Post, posted_at: int, origins: Origins) -> Iterator[QuoteShingles]:
    """The query shingles of the quotes of a post that were not found in their own thread and are long enough."""
    for quote in quotes_of(post):
        origin = origins.get((post.id, quote.number))
        if origin and origin.state is QuoteState.OUTSIDE:
            words = words_of(quote.blocks).authored
            shingles = shingles_of(words)
            if len(words.canonical) >= _SHORTEST and len(shingles) >= FEWEST_VOTES:
                hashes = tuple(map(_hash, shingles))
                yield QuoteShingles(quote=(post.id, quote.number), posted_at=posted_at, hashes=hashes)


def _packed(words: Passage) -> bytes:
    return array("I", sorted({_hash(run) for run in windows(words.tokens, SHINGLE)})).tobytes()


def _hash(shingle: tuple[str, ...]) -> int:
    return crc32(" ".join(shingle).encode("utf-8", "replace"))


def _seconds(moment: Moment) -> int:
    return int(moment.at.timestamp())
