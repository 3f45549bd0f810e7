"""Shards: files of the records of consecutive terms, each with a file of positions.

A key is the letter of a field and a term, so keys have the order of fields and then of terms. Shard boundaries are
content-defined: a key with `crc32(key) % 512 == 0` always begins a shard, as does the first key of a field. Between two
boundaries a shard is closed when it is full. So an edit rewrites only the shards between two boundaries.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archiver.search.browser.files import NO_FILE, TERMS_FOLDER, FileSet
from archiver.search.browser.labels import Labels
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.postings import PostingsEncoder
from archiver.search.browser.shard_ranges import TermRange
from archiver.search.index.fields import FIELDS, LABELLED
from archiver.search.index.searcher import NumberedPostings, Searcher
from archiver.search.index.varints import encode_framed, varint


class Shard(NamedTuple):
    """The entry of a shard in the meta."""

    first: bytes
    """The first key."""
    records: bytes
    """The digest of the file of records."""
    positions: bytes
    """The digest of the file of positions, or `NO_FILE`."""


class LongList(NamedTuple):
    """The entry in the meta of a term whose posting list is in blocks."""

    key: bytes
    """The letter of the field, and the term in UTF-8."""
    blocks: bytes
    """For each block two digests: of the block, and of its positions (`NO_FILE` if it has none)."""


class Record(NamedTuple):
    """The encoded record of a term."""

    key: bytes
    """The letter of the field, and the term in UTF-8."""
    content: bytes
    """The record without the key."""
    positions: bytes
    """The bytes of the term in the positions file of its shard."""
    blocks: bytes
    """For each block of a long list two digests: of the block, and of its positions; empty if there are no blocks."""


class _OpenShard:
    """A shard to which records are added."""

    def __init__(self, first: bytes) -> None:
        self.first = first
        self.size = 0
        self._last = b""
        self._records: list[bytes] = []
        self._positions: list[bytes] = []

    def add(self, record: Record) -> None:
        key, content, positions, _ = record
        same = common_prefix(self._last, key)
        rest = key[same:]
        head = varint(same) + varint(len(rest))
        self._records += (head, rest, content)
        self.size += len(head) + len(rest) + len(content)
        self._last = key
        if positions:
            self._positions.append(positions)

    def close(self, files: FileSet) -> Shard:
        records = files.add(b"".join(self._records), TERMS_FOLDER)
        positions = files.add(b"".join(self._positions), TERMS_FOLDER) if self._positions else NO_FILE
        return Shard(self.first, records, positions)


def common_prefix(one: bytes, other: bytes) -> int:
    """The length in bytes of the longest prefix that two keys share.

    >>> common_prefix(b"xmoon", b"xmoor"), common_prefix(b"xmo", b"xmoon"), common_prefix(b"", b"x")
    (4, 3, 0)
    """
    length = min(len(one), len(other))
    different = int.from_bytes(one[:length], "big") ^ int.from_bytes(other[:length], "big")
    return length - (different.bit_length() + 7) // 8


class RecordEncoder:
    """Encodes the records of terms of one field."""

    def __init__(self, searcher: Searcher, letter: str, files: FileSet, layout: BundleLayout) -> None:
        """Prepare to encode the records of a field.

        Args:
            searcher: The index.
            letter: The letter of the field.
            files: The blocks of long lists are added to it.
            layout: Says which lists are long, and the size of a block.
        """
        self._letter = letter
        self._prefix = letter.encode()
        self._postings = PostingsEncoder(searcher, letter, files, layout)
        self._labels = Labels(searcher) if letter in LABELLED else None

    def encode(self, term: bytes, lists: list[NumberedPostings]) -> Record:
        """Encode the record of a term (UTF-8), from its postings in each segment (`Searcher.items`); at least one."""
        content, positions, first_doc, blocks = self._postings.encode(lists)
        if self._labels is not None:
            content += encode_framed([self._labels.find(self._letter, term, first_doc).encode("utf-8", "replace")])
        return Record(self._prefix + term, content, positions, blocks)


def encode_records(searcher: Searcher, terms: TermRange, files: FileSet, layout: BundleLayout) -> Iterator[Record]:
    """Encode the records of a range of terms, both ends of which are moved up to the next boundary.

    So the records begin a shard, and adjacent ranges stay adjacent, wherever a plan has split the terms.

    Args:
        searcher: The index.
        terms: The range. A start of b"" and a stop of None, the ends of the field, are not moved.
        files: The blocks of long lists are added to it.
        layout: Says which lists are long, and which keys are boundaries.
    """
    encoder = RecordEncoder(searcher, terms.letter, files, layout)
    prefix, stop = terms.letter.encode(), terms.stop
    is_begun = not terms.start
    for term, lists in searcher.items(FIELDS[terms.letter], terms.start):
        is_past_stop = stop is not None and term >= stop
        if (is_past_stop or not is_begun) and layout.is_boundary(prefix + term):
            if is_past_stop:
                return
            is_begun = True
        if is_begun:
            yield encoder.encode(term, lists)


def cut_shards(
    records: Iterable[Record], files: FileSet, layout: BundleLayout
) -> tuple[tuple[Shard, ...], tuple[LongList, ...]]:
    """Cut records into shards; returns the meta entries of the shards, and of the terms whose lists are in blocks.

    Args:
        records: Records in the order of keys. The first key must be a boundary, or the first key of a field.
        files: The files of the shards are added to it.
        layout: Says when a shard is full, and which keys are boundaries.
    """
    shards: list[Shard] = []
    long_lists: list[LongList] = []
    shard: _OpenShard | None = None
    for record in records:
        if shard is not None and (shard.size >= layout.shard_size or layout.is_boundary(record.key)):
            shards.append(shard.close(files))
            shard = None
        shard = shard or _OpenShard(record.key)
        if record.blocks:
            long_lists.append(LongList(record.key, record.blocks))
        shard.add(record)
    if shard is not None:
        shards.append(shard.close(files))
    return tuple(shards), tuple(long_lists)
