"""Records: what a shard has of a term: the label of an author or tag, the number of postings, and the postings.

A long posting list is in blocks instead, which are files of their own, named by entries of the directory. It has a
record only if it has a label, with 0 for the number of postings: so an added posting changes no shard.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from archiver.search.browser.directory import encode_block_entry, list_prefix
from archiver.search.browser.files import TERMS, FileSet
from archiver.search.browser.labels import read_label
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.numbering import NumberedIndex
from archiver.search.browser.postings import Borders, Number, Postings, decode_positions, decode_postings
from archiver.search.browser.words import is_word
from archiver.search.index.fields import LABELLED, SCORED
from archiver.search.index.searcher import NumberedPostings
from archiver.search.index.varints import Cursor, encode_framed, varint


class TermRecord(NamedTuple):
    """The record of a term."""

    key: bytes
    """The letter of the field, and the term in UTF-8."""
    content: bytes
    """The record without the key."""


class RecordEncoder:
    """Encodes the records of terms of one field. The blocks of long lists become files."""

    def __init__(self, index: NumberedIndex, letter: str, files: FileSet, layout: BundleLayout) -> None:
        """Prepare to encode the records of a field.

        Args:
            index: The index.
            letter: The letter of the field.
            files: The blocks of long lists are added to it.
            layout: Says which lists are long, and where to cut them.
        """
        self._index, self._letter, self._files = index, letter, files
        self.has_impacts = letter in SCORED
        self._layout = layout
        self.borders = Borders(layout.list_block if self.has_impacts else layout.set_block)
        """Where long lists of the field are cut."""
        self.entries: dict[bytes, bytes] = {}
        """The entries of the directory for the blocks that were encoded."""

    def is_long(self, count: int) -> bool:
        """True if a list of so many postings is in blocks."""
        return count > self._layout.longest

    def has_record(self, count: int) -> bool:
        """True if a list of so many postings has a record."""
        return not self.is_long(count) or self._letter in LABELLED

    def encode_found(self, key: bytes, lists: list[NumberedPostings]) -> TermRecord | None:
        """Encode the record of a term, from its postings in each segment (`Searcher.items`); at least one.

        None if the list is long and has no record.
        """
        places, offsets = self._index.place_of, self._index.offset_of
        if len(lists) == 1 and len(lists[0][1].docs) == 1:  # as half of all terms have
            ((segment, found),) = lists
            doc = self._index.searcher.order.doc_ids[segment][found.docs[0]]
            numbers = varint(places[doc]) + varint(offsets[doc])
            postings = b"".join((numbers, bytes(found.impacts), encode_framed(found.positions)))
            return TermRecord(key, self._head(key, Number(places[doc], offsets[doc]), 1) + postings)
        docs, impacts, positions = self._merge(lists)
        place_of, offset_of = map(places.__getitem__, docs), map(offsets.__getitem__, docs)
        return self.encode(
            key,
            Postings(
                places=list(place_of), offsets=list(offset_of), impacts=bytearray(impacts), positions=list(positions)
            ),
        )

    def _merge(self, lists: list[NumberedPostings]) -> tuple[Sequence[int], bytes, Sequence[bytes]]:
        """Join the postings of a term in each segment to one list, sorted by doc id."""
        if not self.has_impacts:
            return sorted(self._index.searcher.doc_ids_of(lists)), b"", ()
        docs, impacts, positions = self._index.searcher.join(lists)
        pick = itemgetter(*sorted(range(len(docs)), key=docs.__getitem__))
        return pick(docs), bytes(pick(impacts)), pick(positions) if positions else ()

    def encode(self, key: bytes, postings: Postings) -> TermRecord | None:
        """Encode the record of a term, from all its postings; at least one. None if the list has no record."""
        count, first = len(postings.places), Number(postings.places[0], postings.offsets[0])
        if self.is_long(count):
            self.encode_blocks(key, postings)
            return self.encode_long(key, first)
        parts = (*postings.encode(), *postings.encode_positions())
        return TermRecord(key, b"".join((self._head(key, first, count), *parts)))

    def encode_long(self, key: bytes, first: Number) -> TermRecord | None:
        """Encode the record of a long list, from the lowest number; None if it has none."""
        return TermRecord(key, self._head(key, first, 0)) if self._letter in LABELLED else None

    def _head(self, key: bytes, first: Number, count: int) -> bytes:
        if self._letter not in LABELLED:
            return varint(count)
        return encode_framed([read_label(self._index, self._letter, key[1:], first)]) + varint(count)

    def encode_blocks(self, key: bytes, postings: Postings) -> None:
        """Encode the blocks of a long list, or of the part of one between two hard borders."""
        starts = self.borders.starts(postings.places)
        for start, end in pairwise((*starts, len(postings.places))):
            block = postings.cut(start, end)
            number = Number(block.places[0], block.offsets[0]).encode()
            places, offsets, impacts = block.encode()
            parts, positions = (varint(end - start) + places, offsets, impacts), block.encode_positions()
            is_apart = bool(block.positions) and end - start > self._layout.most_inside
            digest = self._files.add(parts if is_apart else (*parts, *positions), TERMS)
            apart = self._files.add(positions, TERMS) if is_apart else b""
            self.entries[list_prefix(key) + number] = encode_block_entry(digest, end - start, apart)


def decode_record(record: TermRecord) -> Postings:
    """Decode the postings of a record; none if the list is long. Raises IndexError."""
    cursor = Cursor(record.content)
    if record.key[:1].decode() in LABELLED:
        cursor.take(cursor.number())
    count = cursor.number()
    return _decode(record.key, count, cursor, cursor)


def decode_block(key: bytes, block: bytes, positions: bytes) -> Postings:
    """Decode a block of the list of a term, from its content and that of the file of its positions.

    Raises IndexError if one ends too early.

    Args:
        key: The key of the term.
        block: The content of the block.
        positions: The content of the file of positions; empty if they are in the block.
    """
    cursor = Cursor(block)
    return _decode(key, cursor.number(), cursor, Cursor(positions) if positions else cursor)


def _decode(key: bytes, count: int, cursor: Cursor, positions: Cursor) -> Postings:
    postings = decode_postings(cursor, count, has_impacts=key[:1].decode() in SCORED)
    if is_word(key):
        postings.positions = decode_positions(positions, count)
    return postings


def join_blocks(blocks: Iterable[Postings]) -> Postings:
    """Join postings, whose numbers ascend."""
    whole = Postings()
    for block in blocks:
        whole.extend(block)
    return whole
