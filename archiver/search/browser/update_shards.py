"""Reads the records of the last export's shards, so that an update encodes only those of changed terms.

An edit changes some hundred terms, and the shards that have these have many thousand others.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from archiver.search.analysis.stems import STEM
from archiver.search.browser.files import NO_FILE, TERMS_FOLDER, FileSet, decompress, path_of
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.shards import Record, RecordEncoder, Shard
from archiver.search.index.fields import FIELDS, LABELLED, SCORED
from archiver.search.index.searcher import Searcher
from archiver.search.index.types import DIGEST_BYTES, short_digest
from archiver.search.index.varints import read_varint
from archiver.search.port import ReadFile

_STEP = 16  # varints or frames that one match skips: a step in Python for each posting takes three times as long
_VARINTS = re.compile(rb"(?:[\x80-\xff]*[\x00-\x7f]){%d}" % _STEP)
_SHORT_FRAME = b"|".join(b"\\x%02x.{%d}" % (length, length) for length in range(24))
_FRAMES = re.compile(b"(?:%b){%d}" % (_SHORT_FRAME, _STEP), re.DOTALL)


def read_unchanged(shards: Iterable[Shard], changed: Collection[bytes], read: ReadFile) -> list[Record]:
    """Read the records of shards, without records of changed terms.

    Args:
        shards: The shards, in the order of keys.
        changed: The keys of the changed terms.
        read: Reads the files of the site.

    Raises:
        LookupError: A file is missing, or has another content.
        zlib.error: A file is damaged.
    """
    return [record for shard in shards for record in read_records(shard, read) if record.key not in changed]


def encode_changed(
    searcher: Searcher, changed: Collection[bytes], files: FileSet, layout: BundleLayout
) -> Iterator[Record]:
    """Encode the records of changed terms of one field; terms that no post has any more are left out.

    Args:
        searcher: The index.
        changed: The keys of the terms, at least one.
        files: The blocks of long lists are added to it.
        layout: Says which lists are long, and the size of a block.
    """
    letter = next(iter(changed))[:1].decode()
    encoder = RecordEncoder(searcher, letter, files, layout)
    for key in changed:
        if lists := searcher.find(FIELDS[letter], key[1:]):
            yield encoder.encode(key[1:], lists)


def read_records(shard: Shard, read: ReadFile) -> Iterator[Record]:
    """Read the records of a shard in the order of keys. `read` reads the files of the site.

    Raises LookupError if a file is missing or has another content, zlib.error if it is damaged.
    """
    content = _read_content(read, shard.records)
    positions = b"" if shard.positions == NO_FILE else _read_content(read, shard.positions)
    key = b""
    at = positions_at = 0
    while at < len(content):
        same, at = read_varint(content, at)
        length, at = read_varint(content, at)
        key = key[:same] + content[at : at + length]
        start, positions_start = at + length, positions_at
        at, frames, blocks = _skip_postings(content, start, key)
        if key[:1].decode() in LABELLED:
            at = _skip_frames(content, at, 1)
        positions_at = _skip_frames(positions, positions_at, frames)
        yield Record(key, content[start:at], positions[positions_start:positions_at], blocks)


def _skip_postings(content: bytes, at: int, key: bytes) -> tuple[int, int, bytes]:
    """Skip the posting list of `key` at the offset `at` of a shard's records.

    Returns the offset after the list, the number of its frames in the positions file, and its blocks as in `Record`.
    """
    count, at = read_varint(content, at)
    block_count, at = read_varint(content, at)
    if block_count:
        blocks = []
        for _ in range(block_count):
            _, at = read_varint(content, at)
            blocks.append(content[at : at + 2 * DIGEST_BYTES])
            at += 2 * DIGEST_BYTES
        return at, 0, b"".join(blocks)
    at = _skip_varints(content, at, count)
    if key[:1].decode() not in SCORED:
        return at, 0, b""
    return at + count, 0 if STEM in key else count, b""  # an impact is a byte


def _read_content(read: ReadFile, expected: bytes) -> bytes:
    """Read the file whose content has the digest `expected`. Raises LookupError or zlib.error."""
    path = path_of(expected, TERMS_FOLDER)
    compressed = read(path)
    if compressed is None or short_digest(content := decompress(compressed)) != expected:
        raise LookupError(path)
    return content


def _skip_varints(content: bytes, at: int, count: int) -> int:
    """The offset after `count` varints that begin at `at`."""
    while count >= _STEP and (found := _VARINTS.match(content, at)):
        at = found.end()
        count -= _STEP
    for _ in range(count):
        while content[at] > 127:
            at += 1
        at += 1
    return at


def _skip_frames(content: bytes, at: int, count: int) -> int:
    """The offset after `count` frames (length and text) that begin at `at`. Frames of long texts are skipped singly."""
    while count >= _STEP and (found := _FRAMES.match(content, at)):
        at = found.end()
        count -= _STEP
    for _ in range(count):
        length, at = read_varint(content, at)
        at += length
    return at
