"""Records: what a shard has of a term: the label of an author or tag, the number of postings, and the postings.

A long posting list is in blocks instead, which are files of their own, named by entries of the directory. Its record
has 0 for the number of postings, so that an added one changes no shard.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from archiver.search.analysis.stems import STEM
from archiver.search.browser.directory import BLOCKS, POSITIONS, list_prefix
from archiver.search.browser.files import TERMS, FileSet
from archiver.search.browser.labels import read_label
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.numbering import NumberedIndex
from archiver.search.browser.postings import Borders, Number, Postings, decode_inline
from archiver.search.index.fields import LABELLED, SCORED
from archiver.search.index.searcher import NumberedPostings
from archiver.search.index.varints import Cursor, encode_framed, varint


class Record(NamedTuple):
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
        self.longest = layout.longest
        self.borders = Borders(layout.list_block if self.has_impacts else layout.set_block)
        """Where long lists of the field are cut."""
        self.entries: dict[bytes, bytes] = {}
        """The entries of the directory for the blocks that were encoded."""

    def encode_found(self, key: bytes, lists: list[NumberedPostings]) -> Record:
        """Encode the record of a term, from its postings in each segment (`Searcher.items`); at least one."""
        places, offsets = self._index.place_of, self._index.offset_of
        if len(lists) == 1 and len(lists[0][1].docs) == 1:  # as half of all terms have
            ((segment, found),) = lists
            doc = self._index.searcher.order.doc_ids[segment][found.docs[0]]
            numbers = varint(places[doc]) + varint(offsets[doc])
            postings = b"".join((numbers, bytes(found.impacts), encode_framed(found.positions)))
            return Record(key, self._head(key, Number(places[doc], offsets[doc]), 1) + postings)
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

    def encode(self, key: bytes, postings: Postings) -> Record:
        """Encode the record of a term, from all its postings; at least one."""
        count, first = len(postings.places), Number(postings.places[0], postings.offsets[0])
        if count <= self.longest:
            return Record(key, self._head(key, first, count) + postings.encode_inline())
        self.encode_blocks(key, postings)
        return self.encode_long(key, first)

    def encode_long(self, key: bytes, first: Number) -> Record:
        """Encode the record of a long list, from the lowest number."""
        return Record(key, self._head(key, first, 0))

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
            digest = self._files.add(block.encode_block(), TERMS)
            self.entries[list_prefix(BLOCKS, key) + number] = digest + varint(end - start)
            if block.positions:
                content = encode_framed(block.positions)
                self.entries[list_prefix(POSITIONS, key) + number] = self._files.add(content, TERMS)


def decode_record(record: Record) -> Postings:
    """Decode the postings of a record; none if the list is long. Raises IndexError."""
    letter, cursor = record.key[:1].decode(), Cursor(record.content)
    if letter in LABELLED:
        cursor.take(cursor.number())
    is_scored = letter in SCORED
    has_positions = is_scored and STEM not in record.key
    return decode_inline(cursor, cursor.number(), has_impacts=is_scored, has_positions=has_positions)


def join_blocks(blocks: Iterable[Postings]) -> Postings:
    """Join postings, whose numbers ascend."""
    whole = Postings()
    for block in blocks:
        whole.extend(block)
    return whole
