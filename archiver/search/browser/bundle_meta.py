"""The meta of the browser index: `meta.bin`, and the five tables that it names, which name all other files.

Browsers and updates read the meta first. The table of long lists is for updates only: without it they would have to
read all shards to find which files are still in use.
"""

import json
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from archiver.model import Output
from archiver.search.analysis.stems import has_stemmer
from archiver.search.browser.date_column import decode_days, encode_days
from archiver.search.browser.facet_columns import FacetColumns
from archiver.search.browser.files import (
    COLUMNS_FOLDER,
    META,
    TERMS_FOLDER,
    FileSet,
    decompress,
    path_of,
    paths_of,
)
from archiver.search.browser.result_blocks import DIGEST_PREFIX, path_of_block, to_json
from archiver.search.browser.shards import LongList, Shard, common_prefix
from archiver.search.index.types import DIGEST_BYTES, short_digest
from archiver.search.index.varints import Cursor, varint
from archiver.search.port import ReadFile

VERSION = 2
"""Version of the format, which FORMAT.md describes. Readers and updates refuse others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleMeta:
    """The decoded meta of a browser index: number and languages of the posts, and the digests of all files."""

    count: int
    """The number of posts."""
    langs: tuple[str, ...]
    """The primary language subtags of all posts, sorted."""
    zone: str
    """The IANA name of the time zone of `days`."""
    order: bytes
    """Digest of the mapping from doc ids to posts; see `DocOrder.digest`."""
    shards: tuple[Shard, ...]
    """All shards, sorted by their first keys."""
    long_lists: tuple[LongList, ...]
    """All terms whose posting lists are in blocks, sorted by key."""
    result_digests: bytes
    """The digest prefix of each result block, `DIGEST_PREFIX` bytes each."""
    columns: FacetColumns
    """The table of the facet columns."""
    days: "array[int]"
    """The local day of each post by doc id, counted from 1970-01-01, or `UNDATED`."""

    def paths(self) -> Iterator[str]:
        """The paths in the output folder of all files of the browser index, `meta.bin` and the tables included."""
        yield META
        yield from (path_of(short_digest(content)) for content in _tables(self).values())
        yield from chain.from_iterable(paths_of(shard.records + shard.positions, TERMS_FOLDER) for shard in self.shards)
        yield from chain.from_iterable(paths_of(one.blocks, TERMS_FOLDER) for one in self.long_lists)
        yield from chain.from_iterable(paths_of(block, COLUMNS_FOLDER) for block in self.columns.blocks)
        for number in range(len(self.result_digests) // DIGEST_PREFIX):
            at = number * DIGEST_PREFIX
            yield path_of_block(number, self.result_digests[at : at + DIGEST_PREFIX])


def encode_meta(meta: BundleMeta) -> tuple[Output, ...]:
    """Encode the tables and `meta.bin` as files, `meta.bin` last.

    Publish them in this order, after all files that the tables name: a browser that reads `meta.bin` finds the rest.
    """
    files = FileSet()
    names = {name: files.add(content).hex() for name, content in _tables(meta).items()}
    head = {"v": VERSION, "n": meta.count, "zone": meta.zone, "order": meta.order.hex()}
    langs = {"langs": meta.langs, "stems": tuple(filter(has_stemmer, meta.langs))}
    files.add_as(META, to_json({**head, **langs, **names}))
    return files.outputs()


def _tables(meta: BundleMeta) -> dict[str, bytes]:
    """The content of each table, by its member of the JSON in `meta.bin`."""
    columns = {
        "names": meta.columns.authors,
        "boards": meta.columns.boards,
        "threadBoards": meta.columns.thread_boards,
        "blocks": tuple(block.hex() for block in meta.columns.blocks),
    }
    long_lists = ((one.key, varint(len(one.blocks) // (2 * DIGEST_BYTES)) + one.blocks) for one in meta.long_lists)
    return {
        "columns": to_json(columns),
        "docs": meta.result_digests,
        "terms": _encode_table((shard.first, shard.records + shard.positions) for shard in meta.shards),
        "days": encode_days(meta.days),
        "long": _encode_table(long_lists),
    }


def _encode_table(rows: Iterator[tuple[bytes, bytes]]) -> bytes:
    """Encode rows of key and content, sorted by key; a key is written without the prefix shared with the last key."""
    parts: list[bytes] = []
    last = b""
    for key, rest in rows:
        same = common_prefix(last, key)
        parts += (varint(same), varint(len(key) - same), key[same:], rest)
        last = key
    return b"".join(parts)


def read_meta(read: ReadFile) -> BundleMeta | None:
    """Read `meta.bin` and the tables by means of `read`; None if any is missing, damaged, or of another version."""
    try:
        fields = json.loads(_read_content(read, META))
        return _parse_meta(read, fields) if fields["v"] == VERSION else None
    except (LookupError, TypeError, ValueError, EOFError, zlib.error):
        return None


def _parse_meta(read: ReadFile, fields: dict[str, str]) -> BundleMeta:
    tables = {name: _read_table(read, fields[name]) for name in ("columns", "docs", "terms", "days", "long")}
    columns = json.loads(tables["columns"])
    return BundleMeta(
        count=int(fields["n"]),
        langs=tuple(fields["langs"]),
        zone=fields["zone"],
        order=bytes.fromhex(fields["order"]),
        shards=tuple(_parse_shards(Cursor(tables["terms"]))),
        long_lists=tuple(_parse_long_lists(Cursor(tables["long"]))),
        result_digests=tables["docs"],
        columns=FacetColumns(
            authors=tuple(columns["names"]),
            boards=tuple(columns["boards"]),
            thread_boards=tuple(columns["threadBoards"]),
            blocks=tuple(map(bytes.fromhex, columns["blocks"])),
        ),
        days=decode_days(tables["days"]),
    )


def _read_content(read: ReadFile, path: str) -> bytes:
    content = read(path)
    if content is None:
        raise LookupError(path)
    return decompress(content)


def _read_table(read: ReadFile, name: str) -> bytes:
    expected = bytes.fromhex(name)
    content = _read_content(read, path_of(expected))
    if short_digest(content) != expected:
        raise ValueError(name)
    return content


def _parse_shards(cursor: Cursor) -> Iterator[Shard]:
    key = b""
    while cursor:
        key = _parse_key(cursor, key)
        yield Shard(key, cursor.take(DIGEST_BYTES), cursor.take(DIGEST_BYTES))


def _parse_long_lists(cursor: Cursor) -> Iterator[LongList]:
    key = b""
    while cursor:
        key = _parse_key(cursor, key)
        yield LongList(key, cursor.take(cursor.number() * 2 * DIGEST_BYTES))


def _parse_key(cursor: Cursor, last: bytes) -> bytes:
    same = cursor.number()
    return last[:same] + cursor.take(cursor.number())
