"""Values that the rooms of the search pass to each other: segments, differences between two indexes, digests."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

DIGEST_BYTES = 6
"""Length of a content digest in bytes: of 100,000 files two have the same digest once in 50,000 archives."""


class SegmentMeta(NamedTuple):
    """A segment whose files are complete in the folder of the index; they count from the commit on that names it."""

    name: str
    """The random part of the names of its files."""
    documents: int
    """The number of documents, deleted ones included."""
    deleted: frozenset[int] = frozenset()
    """The documents that are deleted, by number."""


MergePolicy = Callable[[Sequence[SegmentMeta]], Sequence[SegmentMeta]]
"""Chooses, of all segments of an index, those to merge into one; none leaves all as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDiff:
    """What a transaction changes: the terms whose posting lists differ, and the URLs of the threads that they list."""

    terms: frozenset[tuple[str, bytes]]
    """Fields and terms (UTF-8)."""
    threads: frozenset[str]


def short_digest(content: bytes) -> bytes:
    """The first `DIGEST_BYTES` bytes of the BLAKE2b hash (RFC 7693) of some content."""
    return hashlib.blake2b(content).digest()[:DIGEST_BYTES]
