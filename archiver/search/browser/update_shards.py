"""Records as they stand in the share: an edit changes a hundred of them, and has many thousand neighbours."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from archiver.search.analysis.stems import STEM
from archiver.search.browser.files import LISTS, NONE, Files, Read, path_of, unpacked
from archiver.search.browser.labels import Names
from archiver.search.browser.postings import Found
from archiver.search.browser.shards import Record, RecordEncoder, Shard
from archiver.search.index.doc_order import View
from archiver.search.index.fields import FIELDS, NAMED, SCORED
from archiver.search.index.values import DIGEST, digest

_VARINT = rb"[\x80-\xff]*[\x00-\x7f]"
_FRAMED = b"|".join(b"\\x%02x.{%d}" % (length, length) for length in range(24))


def mended_records(
    view: View, shards: Collection[Shard], keys: Collection[bytes], read: Read, names: Names, files: Files
) -> list[Record]:
    """The records of some shards, but for those of `keys`, which are of one field and made anew from the index.

    Raises LookupError or zlib.error if a shard isn't there, or isn't what it was.
    """
    records = [record for shard in shards for record in read_records(shard, read) if record.key not in keys]
    letter = next(iter(keys))[:1].decode()
    encoder = RecordEncoder(view, letter, names, files)
    found = ((key[1:], _found(view, letter, key[1:])) for key in keys)
    records += [encoder.encode(term, lists) for term, lists in found if lists]
    records.sort(key=lambda record: record.key)
    return records


def _found(view: View, letter: str, term: bytes) -> list[Found]:
    lists = ((i, segment.postings(FIELDS[letter], term)) for i, segment in enumerate(view.index.segments))
    return [(i, postings) for i, postings in lists if postings is not None]


def read_records(shard: Shard, read: Read) -> Iterator[Record]:
    """The records of a shard."""
    content = _content(read, shard.terms)
    positions = b"" if shard.positions == NONE else _content(read, shard.positions)
    letter = shard.first[:1].decode()
    key = b""
    at = place = 0
    while at < len(content):
        same, at = _number(content, at)
        length, at = _number(content, at)
        key = key[:same] + content[at : at + length]
        at += length
        start, before = at, place
        count, at = _number(content, at)
        kind, at = _number(content, at)
        blocks = b""
        if kind:
            blocks, at = _skip_blocks(content, at, kind)
        else:
            at = _skip_varints(content, at, count)
            if letter in SCORED:
                at += count
                place = place if STEM in key else _skip_framed(positions, place, count)
        if letter in NAMED:
            at = _skip_framed(content, at, 1)
        yield Record(key, content[start:at], positions[before:place], blocks)


def _content(read: Read, known: bytes) -> bytes:
    path = path_of(known, LISTS)
    packed = read(path)
    if packed is None or digest(content := unpacked(packed)) != known:
        raise LookupError(path)
    return content


def _number(content: bytes, at: int) -> tuple[int, int]:
    """A number, and where it ends."""
    byte = content[at]
    if byte < 128:
        return byte, at + 1
    number, shift = byte & 127, 7
    while byte > 127:
        at += 1
        byte = content[at]
        number |= (byte & 127) << shift
        shift += 7
    return number, at + 1


def _skip_blocks(content: bytes, at: int, count: int) -> tuple[bytes, int]:
    """The digests of the blocks of a list, and where it ends."""
    blocks = []
    for _ in range(count):
        _, at = _number(content, at)
        blocks.append(content[at : at + 2 * DIGEST])
        at += 2 * DIGEST
    return b"".join(blocks), at


def _skip_varints(content: bytes, at: int, count: int) -> int:
    """Where so many numbers end."""
    return _skip(_VARINT, content, at, count)


def _skip_framed(content: bytes, at: int, count: int) -> int:
    """Where so many texts end, each behind its length; long ones are seldom."""
    try:
        return _skip(_FRAMED, content, at, count)
    except LookupError:
        for _ in range(count):
            length, at = _number(content, at)
            at += length
        return at


def _skip(pattern: bytes, content: bytes, at: int, count: int) -> int:
    """Where so many matches end: by expressions of 1, 2, 4 and more, for one of each count would take long to make."""
    if count == 1 and content[at] < 128:  # as for half of the terms
        return at + 1 if pattern is _VARINT else at + 1 + content[at]
    bit = 1
    while bit <= count:
        if count & bit:
            found = _times(pattern, bit).match(content, at)
            if found is None:
                raise LookupError(at)
            at = found.end()
        bit <<= 1
    return at


@cache
def _times(pattern: bytes, count: int) -> re.Pattern[bytes]:
    """A loop in Python would look at each posting of a thousand terms."""
    return re.compile(b"(?:%b){%d}" % (pattern, count), re.DOTALL)
