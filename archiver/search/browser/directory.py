"""The directory of the browser index: a tree of files that has the name of every other file by its key.

Keys begin with the kind of the file. So what belongs together stands together:

    0 NUMBER            a result block, by the number of its first post
    1 NUMBER            a block of the columns
    4 NUMBER            a block of the days, by the number of its first post
    5 KEY               a file of words, by the key of its first word
    KEY                 a shard, by the key of its first term, which begins with the letter of a field
    KEY 0 255 NUMBER    a block of a long posting list, by the key of the term and the number of the first posting; and
                        the positions of the block, if they are a file

No term has the byte 255. A node does not begin with a block: so the shard and the blocks of a term are in one node.
A node has entries of consecutive keys. Which entries begin a node depends on hashes of their keys: on the lowest level
one of 128, on the next one of 128².
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from zlib import crc32

from archiver.search.browser.files import COLUMNS as COLUMNS_FOLDER
from archiver.search.browser.files import NODES, TERMS, FileSet, ReadContent, path_of
from archiver.search.browser.files import RESULTS as RESULTS_FOLDER
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.postings import NUMBER_BYTES
from archiver.search.index.types import DIGEST_BYTES
from archiver.search.index.varints import Cursor, read_varint, varint

RESULTS, COLUMNS, DAYS, WORDS = b"0", b"1", b"4", b"5"
_BLOCK = b"\0\xff"  # between the key of a term and a number
Entries = Mapping[bytes, bytes]
"""The digest of each file by its key; behind that of a block the rest of its entry (`encode_block_entry`)."""
_Row = tuple[bytes, bytes]
_HASHES = 1 << 32
_MIX = 0x9E3779B1
"""Mixes hashes by multiplication (Fibonacci hashing): keys of shards have hashes of which the lowest bits are zero."""


def list_prefix(key: bytes) -> bytes:
    """What the keys of the blocks of the long list of a term begin with, before the number."""
    return key + _BLOCK


def is_block(key: bytes) -> bool:
    """True for the key of a block of a long list."""
    return key[-NUMBER_BYTES - len(_BLOCK) : -NUMBER_BYTES] == _BLOCK


def encode_block_entry(block: bytes, count: int, positions: bytes) -> bytes:
    """Encode the value of the entry of a block.

    Args:
        block: The digest of the block.
        count: The number of its postings.
        positions: The digest of the file of its positions; empty if there is none.
    """
    return b"".join((block, varint(2 * count + bool(positions)), positions))


def count_of(value: bytes) -> int:
    """The number of postings of a block, from its entry."""
    return read_varint(value, DIGEST_BYTES)[0] >> 1


def digests_of(value: bytes) -> tuple[bytes, ...]:
    """The digests of the files that an entry names: of two the second is that of the positions of a block."""
    first, rest = value[:DIGEST_BYTES], value[-DIGEST_BYTES:]
    return (first, rest) if len(value) > 2 * DIGEST_BYTES else (first,)


def paths_of(key: bytes, value: bytes) -> Iterator[str]:
    """The paths in the output folder of the files that an entry names."""
    folder = {RESULTS: RESULTS_FOLDER, COLUMNS: COLUMNS_FOLDER, DAYS: COLUMNS_FOLDER}.get(key[:1], TERMS)
    return (path_of(digest, folder) for digest in digests_of(value))


def encode_directory(entries: Entries, files: FileSet, layout: BundleLayout) -> tuple[bytes, int]:
    """Encode the nodes; returns the digest of the root, and the number of levels.

    Args:
        entries: All entries.
        files: The nodes are added to it.
        layout: Says which entries begin a node.
    """
    rows: list[_Row] = sorted(entries.items())
    level = 0
    while True:
        level += 1
        nodes = list(_cut(rows, layout.node_interval**level)) or [[]]
        rows = [(node[0][0] if node else b"", files.add(_encode(node), NODES)) for node in nodes]
        if len(rows) == 1:
            return rows[0][1], level


def _cut(rows: Iterable[_Row], interval: int) -> Iterator[list[_Row]]:
    node: list[_Row] = []
    for row in rows:
        if node and not is_block(row[0]) and (crc32(row[0]) * _MIX & _HASHES - 1) * interval < _HASHES:
            yield node
            node = []
        node.append(row)
    if node:
        yield node


def _encode(rows: Iterable[_Row]) -> bytes:
    """Encode a node. Entries of nodes have the digests of these alone."""
    parts: list[bytes] = []
    last = b""
    for key, digest in rows:
        parts += (*encode_key(last, key), digest)
        last = key
    return b"".join(parts)


def read_directory(root: bytes, levels: int, read: ReadContent) -> tuple[dict[bytes, bytes], list[bytes]]:
    """Read all entries, and the digests of all nodes.

    Args:
        root: The digest of the root.
        levels: The number of levels.
        read: Reads the content of a file. What it raises is not caught, and IndexError is raised for damaged nodes.
    """
    nodes = [root]
    level: list[_Row] = []
    first = 0
    for rest in reversed(range(levels)):
        contents = (read(digest, NODES) for digest in islice(nodes, first, None))
        level = [row for content in contents for row in _decode(content, has_counts=rest == 0)]
        first = len(nodes)
        nodes += (value[:DIGEST_BYTES] for _, value in level)
    return dict(level), nodes[:first]


def _decode(content: bytes, *, has_counts: bool) -> Iterator[_Row]:
    cursor, key = Cursor(content), b""
    while cursor:
        key = read_key(cursor, key)
        digest = cursor.take(DIGEST_BYTES)
        if has_counts and is_block(key):
            count, is_apart = divmod(cursor.number(), 2)
            digest = encode_block_entry(digest, count, cursor.take(DIGEST_BYTES * is_apart))
        yield key, digest


def encode_key(last: bytes, key: bytes) -> tuple[bytes, ...]:
    """Encode a key that follows the key `last` in a file, in parts."""
    same = common_prefix(last, key)
    return varint(same), varint(len(key) - same), key[same:]


def read_key(cursor: Cursor, last: bytes) -> bytes:
    """Decode the key at the cursor, which follows the key `last`. Raises IndexError if it ends too early."""
    return last[: cursor.number()] + cursor.take(cursor.number())


def common_prefix(one: bytes, other: bytes) -> int:
    """The length in bytes of the longest prefix that two keys share.

    >>> common_prefix(b"xmoon", b"xmoor"), common_prefix(b"xmo", b"xmoon"), common_prefix(b"", b"x")
    (4, 3, 0)
    """
    length = min(len(one), len(other))
    different = int.from_bytes(one[:length], "big") ^ int.from_bytes(other[:length], "big")
    return length - (different.bit_length() + 7) // 8
