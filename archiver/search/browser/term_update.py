"""Replaces postings in the shards and blocks of the last export: what is not near a changed posting stays as it is."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archiver.search.browser.directory import BLOCKS, POSITIONS, count_of, list_prefix
from archiver.search.browser.files import TERMS, FileSet, ReadContent
from archiver.search.browser.inversion import PostingsByPlace
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.numbering import NumberedIndex
from archiver.search.browser.postings import Number, Postings, decode_block, stale_runs
from archiver.search.browser.records import Record, RecordEncoder, decode_record, join_blocks
from archiver.search.browser.shards import cut_shards, read_shard
from archiver.search.index.fields import LABELLED
from archiver.search.index.types import DIGEST_BYTES

_AFTER_NUMBERS = b"\xff" * 10  # sorts after all numbers at the ends of keys


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChange:
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

    def run(self, changes: Mapping[bytes, TermChange]) -> None:
        """Apply changes, by key. Raises LookupError and zlib.error if a file of the last export is lost or damaged."""
        changed = sorted(changes)
        for letter in sorted({key[:1] for key in changed}):
            encoder = RecordEncoder(self._index, letter.decode(), self._files, self._layout)
            starts = [letter, *filter(self._layout.is_boundary, self._between(letter, _next(letter)))]
            keys = changed[bisect_left(changed, letter) : bisect_left(changed, _next(letter))]
            keys = [key for key in keys if not self._update_long(key, changes[key], encoder)]
            for first, last in stale_runs(starts, keys):
                start, end = starts[first], starts[last] if last < len(starts) else _next(letter)
                inside = keys[bisect_left(keys, start) : bisect_left(keys, end)]
                self._update_shards(start, end, {key: changes[key] for key in inside}, encoder)
            self._entries |= encoder.entries

    def _between(self, start: bytes, end: bytes) -> list[bytes]:
        """The keys of the last export with start <= key < end."""
        return self._keys[bisect_left(self._keys, start) : bisect_left(self._keys, end)]

    def _update_shards(
        self, start: bytes, end: bytes, changes: Mapping[bytes, TermChange], encoder: RecordEncoder
    ) -> None:
        """Make the shards of the keys start <= key < end, which are hard borders, again."""
        records: dict[bytes, Record] = {}
        for key in self._between(start, end):
            records |= ((one.key, one) for one in read_shard(self._read(self._entries.pop(key), TERMS)))
        for key, change in changes.items():
            old = records.pop(key, None)
            new = self._update_record(old or Record(key, b""), change, encoder)
            if new:
                records[key] = new
        self._entries |= cut_shards((records[key] for key in sorted(records)), self._files, self._layout)

    def _update_long(self, key: bytes, change: TermChange, encoder: RecordEncoder) -> bool:
        """Update the blocks of a list that is long and stays so; False if its record may differ, too."""
        blocks = self._blocks(key)
        count = sum(count_of(self._entries[block]) for block in blocks) + change.added
        if not blocks or count <= encoder.longest or key[:1].decode() in LABELLED:
            return False
        self._update_blocks(key, blocks, change, encoder)
        return True

    def _update_record(self, old: Record, change: TermChange, encoder: RecordEncoder) -> Record | None:
        """The record of a term after a change; None if no post has the term any more."""
        blocks = self._blocks(old.key)
        count = sum(count_of(self._entries[block]) for block in blocks) + change.added
        if blocks and count > encoder.longest:
            return encoder.encode_long(old.key, self._update_blocks(old.key, blocks, change, encoder))
        postings = self._decode(blocks) if blocks else decode_record(old) if old.content else Postings()
        self._drop(blocks)
        _apply(postings, change.postings)
        return encoder.encode(old.key, postings) if postings.places else None

    def _blocks(self, key: bytes) -> list[bytes]:
        """The keys of the blocks of a long list."""
        prefix = list_prefix(BLOCKS, key)
        return [one for one in self._between(prefix, prefix + _AFTER_NUMBERS) if len(one) == len(prefix) + 9]

    def _decode(self, blocks: Iterable[bytes]) -> Postings:
        return join_blocks(decode_block(self._content(key), self._content(_positions_key(key))) for key in blocks)

    def _content(self, key: bytes) -> bytes:
        """The content of the file with a key; empty if there is none."""
        value = self._entries.get(key)
        return self._read(value[:DIGEST_BYTES], TERMS) if value else b""

    def _drop(self, blocks: Iterable[bytes]) -> None:
        for key in blocks:
            del self._entries[key]
            self._entries.pop(_positions_key(key), None)

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
            postings = self._decode(stale)
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


def _positions_key(block: bytes) -> bytes:
    return POSITIONS + block[1:]


def _next(letter: bytes) -> bytes:
    return bytes([letter[0] + 1])
