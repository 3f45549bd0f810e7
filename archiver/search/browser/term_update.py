"""Replaces postings in the shards and blocks of the last export: what is not near a changed posting stays as it is."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from msgspec import Struct

from archiver.search.browser.directory import count_of, digests_of, is_block, list_prefix
from archiver.search.browser.files import TERMS, FileSet, ReadContent
from archiver.search.browser.inversion import PostingsByPlace
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.numbering import NumberedIndex
from archiver.search.browser.postings import Number, Postings, stale_runs
from archiver.search.browser.records import RecordEncoder, TermRecord, decode_block, decode_record, join_blocks
from archiver.search.browser.shards import cut_shards, read_shard
from archiver.search.browser.words import is_word, update_words
from archiver.search.index.fields import LABELLED

_AFTER_NUMBERS = b"\xff" * 10  # sorts after all numbers at the ends of keys


class TermChange(Struct, frozen=True, kw_only=True):
    """What has changed in the postings of a term."""

    postings: PostingsByPlace
    """All postings of the threads in which any differ, by place; a thread may have none any more."""
    added: int
    """How many more postings there are than before; negative if there are less."""


class TermUpdate:
    """Updates the entries of terms in a directory."""

    def __init__(
        self,
        index: NumberedIndex,
        entries: dict[bytes, bytes],
        read: ReadContent,
        files: FileSet,
        layout: BundleLayout,
    ) -> None:
        """Prepare an update.

        Args:
            index: The index, of which only posts are read, for labels.
            entries: The entries of the last export; `run` changes them to those of the next.
            read: Reads the files of the last export.
            files: New files are added to it.
            layout: The sizes of files, which must be those of the last export.
        """
        self._index, self._read, self._files, self._layout = index, read, files, layout
        self._entries = entries
        self._keys = sorted(entries)
        self._came: list[bytes] = []
        self._gone: list[bytes] = []

    def run(self, changes: Mapping[bytes, TermChange]) -> None:
        """Apply changes, by key. Raises LookupError and zlib.error if a file of the last export is lost or damaged."""
        changed = sorted(changes)
        for letter in sorted({key[:1] for key in changed}):
            encoder = RecordEncoder(self._index, letter.decode(), self._files, self._layout)
            shards = (key for key in self._between(letter, _next(letter)) if not is_block(key))
            starts = [letter, *filter(self._layout.is_boundary, shards)]
            keys = changed[bisect_left(changed, letter) : bisect_left(changed, _next(letter))]
            keys = [key for key in keys if not self._update_long(key, changes[key], encoder)]
            for first, last in stale_runs(starts, keys):
                start, end = starts[first], starts[last] if last < len(starts) else _next(letter)
                inside = keys[bisect_left(keys, start) : bisect_left(keys, end)]
                self._update_shards(start, end, {key: changes[key] for key in inside}, encoder)
            self._entries |= encoder.entries
            words = [key for key in self._came if is_word(key)], [key for key in self._gone if is_word(key)]
            update_words(self._entries, letter, words, self._read, self._files, self._layout)
            self._came, self._gone = [], []

    def _between(self, start: bytes, end: bytes) -> list[bytes]:
        """The keys of the last export with start <= key < end."""
        return self._keys[bisect_left(self._keys, start) : bisect_left(self._keys, end)]

    def _update_shards(
        self, start: bytes, end: bytes, changes: Mapping[bytes, TermChange], encoder: RecordEncoder
    ) -> None:
        """Make the shards of the keys start <= key < end, which are hard borders, again."""
        records: dict[bytes, TermRecord] = {}
        for key in self._between(start, end):
            if not is_block(key):
                records |= ((one.key, one) for one in read_shard(self._read(self._entries.pop(key), TERMS)))
        for key, change in changes.items():
            old = records.pop(key, None)
            new = self._update_record(old or TermRecord(key, b""), change, encoder)
            if new:
                records[key] = new
        self._entries |= cut_shards((records[key] for key in sorted(records)), self._files, self._layout)

    def _update_long(self, key: bytes, change: TermChange, encoder: RecordEncoder) -> bool:
        """Update the blocks of a list that is long and stays so; False if its record may differ, too."""
        blocks = self._blocks(key)
        if not blocks or not encoder.is_long(self._count(blocks) + change.added) or key[:1].decode() in LABELLED:
            return False
        self._update_blocks(key, blocks, change, encoder)
        return True

    def _update_record(self, old: TermRecord, change: TermChange, encoder: RecordEncoder) -> TermRecord | None:
        """The record of a term after a change; None if no post has the term any more."""
        key, blocks = old.key, self._blocks(old.key)
        if blocks and encoder.is_long(self._count(blocks) + change.added):
            return encoder.encode_long(key, self._update_blocks(key, blocks, change, encoder))
        postings = self._decode(key, blocks) if blocks else decode_record(old) if old.content else Postings()
        if not postings.places:
            self._came.append(key)
        self._drop(blocks)
        _apply(postings, change.postings)
        if postings.places:
            return encoder.encode(key, postings)
        self._gone.append(key)
        return None

    def _count(self, blocks: Iterable[bytes]) -> int:
        return sum(count_of(self._entries[block]) for block in blocks)

    def _blocks(self, key: bytes) -> list[bytes]:
        """The keys of the blocks of a long list."""
        prefix = list_prefix(key)
        return self._between(prefix, prefix + _AFTER_NUMBERS)

    def _decode(self, key: bytes, blocks: Iterable[bytes]) -> Postings:
        """The postings of some blocks of a term."""
        digests = (digests_of(self._entries[block]) for block in blocks)
        contents = ([self._read(digest, TERMS) for digest in several] for several in digests)
        return join_blocks(decode_block(key, block, b"".join(positions)) for block, *positions in contents)

    def _drop(self, blocks: Iterable[bytes]) -> None:
        for block in blocks:
            del self._entries[block]

    def _update_blocks(self, key: bytes, blocks: list[bytes], change: TermChange, encoder: RecordEncoder) -> Number:
        """Make blocks of a long list again that a change concerns; returns the lowest number of the list."""
        numbers = [Number.of_key(block) for block in blocks]
        hard = [i for i, is_hard in enumerate(encoder.borders.are_hard(numbers)) if is_hard]
        first = numbers[0]
        for a, b in stale_runs([numbers[i].place for i in hard], change.postings):
            end = hard[b] if b < len(hard) else len(blocks)
            stale = blocks[hard[a] : end]
            low = numbers[hard[a]].place if a else 0
            high = numbers[end].place if end < len(blocks) else None
            postings = self._decode(key, stale)
            self._drop(stale)
            _apply(postings, _within(change.postings, low, high))
            if postings.places:
                encoder.encode_blocks(key, postings)
            if a == 0:
                first = Number(postings.places[0], postings.offsets[0]) if postings.places else numbers[end]
        return first


def _apply(postings: Postings, changes: PostingsByPlace) -> None:
    for place, found in changes.items():
        postings.replace(place, found)


def _within(changes: PostingsByPlace, low: int, high: int | None) -> PostingsByPlace:
    return {place: found for place, found in changes.items() if low <= place and (high is None or place < high)}


def _next(letter: bytes) -> bytes:
    return bytes([letter[0] + 1])
