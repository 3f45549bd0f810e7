"""Types that the rooms of the search pass to each other: segments, differences between two indexes, digests."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from archiver.search.index.doc_store import StoredThread

DIGEST_BYTES = 6
"""Length in bytes of a `short_digest`: 100,000 files have two of one digest with a probability of 1 in 50,000."""


class SegmentMeta(NamedTuple):
    """A segment whose files are complete in the folder of the index. Searches see it once a commit names it."""

    name: str
    """The random part of the names of its files."""
    documents: int
    """The number of documents, deleted ones included."""
    deleted: frozenset[int] = frozenset()
    """The numbers of the deleted documents; a segment numbers its documents from 0."""
    files: tuple[tuple[str, bytes], ...] = ()
    """The names and bytes of its files, on the way from a machine that does not have the folder of the index."""


MergePolicy = Callable[[Sequence[SegmentMeta]], Sequence[SegmentMeta]]
"""Chooses the segments to merge into one, from all segments of an index. An empty sequence: merge nothing."""


WriteContents = Callable[[Path, Sequence[SegmentMeta], int], None]
"""Writes the table of contents into the folder of an index, of all its segments at the commit of a number."""


class IndexDiff(Struct, frozen=True, kw_only=True):
    """The difference between an index and the next one, from which an export finds the files to make again."""

    removed: tuple[StoredThread, ...]
    """All threads that were changed or removed, as they were, in blocks."""
    added: frozenset[str]
    """The URLs of the threads that were added or changed."""


def short_digest(content: bytes) -> bytes:
    """The first `DIGEST_BYTES` bytes of the BLAKE2b-512 hash (RFC 7693) of some content, which name a file by it."""
    return hashlib.blake2b(content).digest()[:DIGEST_BYTES]
