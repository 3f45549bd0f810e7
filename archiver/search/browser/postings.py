"""Encodes posting lists for the browser index: by doc id, over all segments; short lists whole, long ones in blocks.

No loop here runs once per posting in Python: an archive has hundreds of postings for each of its posts.
"""

from operator import itemgetter
from typing import NamedTuple

from archiver.search.browser.files import NO_FILE, TERMS_FOLDER, FileSet
from archiver.search.browser.layout import BundleLayout
from archiver.search.index.fields import SCORED
from archiver.search.index.postings_codec import SegmentPostings
from archiver.search.index.searcher import NumberedPostings, PostingList, Searcher
from archiver.search.index.varints import encode_ascending, encode_framed, varint

_ONE = b"\1\0"  # the head of a list of one posting: the count, and no blocks


class EncodedPostings(NamedTuple):
    """An encoded posting list, as parts of the term's record, positions file and blocks."""

    record: bytes
    """The bytes after the key in the term's record."""
    positions: bytes
    """The bytes of the term in the positions file of its shard; empty if the list is in blocks."""
    first_doc: int
    """The lowest doc id in the list."""
    blocks: bytes = b""
    """For each block two digests: of the block, and of its positions; empty if the list is not in blocks."""


class PostingsEncoder:
    """Encodes the posting lists of one field. Each block of a long list becomes a file."""

    def __init__(self, searcher: Searcher, letter: str, files: FileSet, layout: BundleLayout) -> None:
        """Prepare to encode the lists of a field.

        Args:
            searcher: The index.
            letter: The letter of the field.
            files: The blocks of long lists are added to it.
            layout: Says which lists are long, and the size of a block.
        """
        self._searcher = searcher
        self._is_scored = letter in SCORED
        self._longest = layout.list_block
        self._block = layout.list_block if self._is_scored else layout.set_block
        self._files = files

    def encode(self, lists: list[NumberedPostings]) -> EncodedPostings:
        """Encode the posting list of a term, from its postings in each segment (`Searcher.items`); at least one."""
        if len(lists) == 1 and len(lists[0][1].docs) == 1:
            return self._encode_one(*lists[0])
        merged = self._merge(lists)
        docs, impacts, positions = merged
        if len(docs) > self._longest:
            return self._encode_blocks(merged)
        record = b"".join((varint(len(docs)), b"\0", encode_ascending(docs), impacts))
        return EncodedPostings(record, encode_framed(positions), docs[0])

    def _encode_one(self, segment: int, postings: SegmentPostings) -> EncodedPostings:
        """Encode the list of a term with one posting, as half of all terms have; faster than the general case.

        `segment` is the index of the only segment with the term, `postings` are the term's postings there.
        """
        doc = self._searcher.order.doc_ids[segment][postings.docs[0]]
        if not self._is_scored:
            return EncodedPostings(_ONE + varint(doc), b"", doc)
        record = _ONE + varint(doc) + bytes(postings.impacts)
        return EncodedPostings(record, encode_framed(postings.positions), doc)

    def _merge(self, lists: list[NumberedPostings]) -> PostingList:
        """Join the postings of a term in each segment to one list, sorted by doc id."""
        if not self._is_scored:
            return PostingList(sorted(self._searcher.doc_ids_of(lists)), b"", ())
        docs, impacts, positions = self._searcher.join(lists)
        pick = itemgetter(*sorted(range(len(docs)), key=docs.__getitem__))
        return PostingList(pick(docs), bytes(pick(impacts)), pick(positions) if positions else ())

    def _encode_blocks(self, whole: PostingList) -> EncodedPostings:
        count, size = len(whole.docs), self._block
        parts: list[bytes] = [varint(count), varint(-(-count // size))]
        blocks: list[bytes] = []
        last = 0
        for start in range(0, count, size):
            cut = slice(start, start + size)
            docs = whole.docs[cut]
            block = self._files.add(encode_ascending(docs) + whole.impacts[cut], TERMS_FOLDER)
            positions = NO_FILE
            if whole.positions:
                positions = self._files.add(encode_framed(whole.positions[cut]), TERMS_FOLDER)
            parts += (varint(docs[-1] - last), block, positions)
            blocks += (block, positions)
            last = docs[-1]
        return EncodedPostings(b"".join(parts), b"", whole.docs[0], b"".join(blocks))
