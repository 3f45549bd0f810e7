"""Shards: files of the records of consecutive terms.

A key is the letter of a field and a term, so keys have the order of fields and then of terms. A key whose hash is
divisible by `BundleLayout.key_interval` always begins a shard, as does the first key of a field. Between two such
boundaries a shard is closed when it is full. So an edit rewrites only the shards between two boundaries.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from archiver.search.browser.directory import encode_key, read_key
from archiver.search.browser.files import TERMS, FileSet
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.numbering import NumberedIndex
from archiver.search.browser.records import RecordEncoder, TermRecord
from archiver.search.browser.words import is_word
from archiver.search.index.fields import FIELDS
from archiver.search.index.varints import Cursor, varint


class TermRange(Struct, frozen=True, kw_only=True):
    """The terms start <= term < stop of a field, in UTF-8. A `stop` of None is the end of the field."""

    letter: str
    """The letter of the field."""
    start: bytes = b""
    stop: bytes | None = None


def encode_records(
    index: NumberedIndex, terms: TermRange, encoder: RecordEncoder, layout: BundleLayout
) -> Iterator[tuple[bytes, TermRecord | None]]:
    """Encode the records of a range of terms, both ends of which are moved up to the next word that is a border.

    So the records begin a shard and a file of words, and adjacent ranges stay adjacent, wherever a plan has split the
    terms. Yields the keys, each with its record, or None for a long list without one.

    Args:
        index: The index.
        terms: The range. A start of b"" and a stop of None, the ends of the field, are not moved.
        encoder: Encodes records of the field.
        layout: Says which keys are borders of words.
    """
    prefix, stop = terms.letter.encode(), terms.stop
    is_begun = not terms.start
    for term, lists in index.searcher.items(FIELDS[terms.letter], terms.start):
        key, is_past_stop = prefix + term, stop is not None and term >= stop
        is_border = layout.is_words_border(key) and is_word(key)
        if is_border and encoder.has_record(sum(len(found.docs) for _, found in lists)):
            if is_past_stop:
                return
            is_begun = True
        if is_begun:
            yield key, encoder.encode_found(key, lists)


def cut_shards(records: Iterable[TermRecord], files: FileSet, layout: BundleLayout) -> dict[bytes, bytes]:
    """Cut records into shards; returns the entries of the directory for these.

    Args:
        records: Records in the order of keys. The first key must be a boundary, or the first key of a field.
        files: The files of the shards are added to it.
        layout: Says when a shard is full, and which keys are boundaries.
    """
    entries: dict[bytes, bytes] = {}
    parts: list[bytes] = []
    first = last = b""
    size = 0
    for key, content in records:
        if parts and (size >= layout.shard_size or layout.is_boundary(key)):
            entries[first] = files.add(b"".join(parts), TERMS)
            parts, last, size = [], b"", 0
        first = first if parts else key
        added = (*encode_key(last, key), varint(len(content)), content)
        parts += added
        size += sum(map(len, added))
        last = key
    if parts:
        entries[first] = files.add(b"".join(parts), TERMS)
    return entries


def read_shard(content: bytes) -> Iterator[TermRecord]:
    """The records of a shard. Raises IndexError if it ends too early."""
    cursor, key = Cursor(content), b""
    while cursor:
        key = read_key(cursor, key)
        yield TermRecord(key, cursor.take(cursor.number()))
