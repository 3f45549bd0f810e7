"""The files that say which files there are: what a reader of the share begins with, and what an update goes on from.

Beside the files that readers need, one names the blocks of long lists: an update would have to read all shards to know
which files stay.
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
from archiver.search.browser.facet_columns import Columns
from archiver.search.browser.files import COLUMNS, LISTS, META, Files, Read, named, path_of, paths_of, unpacked
from archiver.search.browser.results import NAME, path_of_block, to_json
from archiver.search.browser.shards import Long, Shard, shared
from archiver.search.index.values import DIGEST, digest
from archiver.search.index.varints import Cursor, varint

VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """All that is known of a share without its posts and lists."""

    count: int
    langs: tuple[str, ...]
    zone: str
    order: bytes
    """The digest of the documents' order; see `Numbering`."""
    shards: tuple[Shard, ...]
    longs: tuple[Long, ...]
    texts: bytes
    """The beginnings of the digests of the blocks of texts."""
    columns: Columns
    days: "array[int]"

    def paths(self) -> Iterator[str]:
        """All files of the share, relative to the output folder."""
        yield META
        yield from (path_of(digest(content)) for content in _directories(self).values())
        yield from chain.from_iterable(paths_of(shard.terms + shard.positions, LISTS) for shard in self.shards)
        yield from chain.from_iterable(paths_of(long.blocks, LISTS) for long in self.longs)
        yield from chain.from_iterable(paths_of(block, COLUMNS) for block in self.columns.blocks)
        for number in range(len(self.texts) // NAME):
            yield path_of_block(number, self.texts[number * NAME : number * NAME + NAME])


def write_directories(share: Share) -> tuple[Output, ...]:
    """The directories of a share as files; to be published behind all others, the last of them last."""
    files = Files()
    names = {name: named(files.add(content)) for name, content in _directories(share).items()}
    meta = {"v": VERSION, "n": share.count, "zone": share.zone, "order": named(share.order)}
    langs = {"langs": share.langs, "stems": tuple(filter(has_stemmer, share.langs))}
    files.add_as(META, to_json({**meta, **langs, **names}))
    return files.outputs()


def _directories(share: Share) -> dict[str, bytes]:
    columns = {
        "names": share.columns.names,
        "boards": share.columns.boards,
        "threadBoards": share.columns.thread_boards,
        "blocks": tuple(map(named, share.columns.blocks)),
    }
    return {
        "columns": to_json(columns),
        "docs": share.texts,
        "terms": _keyed((shard.first, shard.terms + shard.positions) for shard in share.shards),
        "days": encode_days(share.days),
        "long": _keyed((long.key, varint(len(long.blocks) // (2 * DIGEST)) + long.blocks) for long in share.longs),
    }


def _keyed(entries: Iterator[tuple[bytes, bytes]]) -> bytes:
    """Ascending keys without what each begins with as the one before, and what stands behind them."""
    parts: list[bytes] = []
    last = b""
    for key, rest in entries:
        same = shared(last, key)
        parts += (varint(same), varint(len(key) - same), key[same:], rest)
        last = key
    return b"".join(parts)


def read_share(read: Read) -> Share | None:
    """What the directories of a site say; None if there are none, or they are damaged or of another version."""
    try:
        meta = json.loads(_content(read, META))
        return _share(read, meta) if meta["v"] == VERSION else None
    except (LookupError, TypeError, ValueError, EOFError, zlib.error):
        return None


def _share(read: Read, meta: dict[str, str]) -> Share:
    content = {name: _named_content(read, meta[name]) for name in ("columns", "docs", "terms", "days", "long")}
    columns = json.loads(content["columns"])
    return Share(
        count=int(meta["n"]),
        langs=tuple(meta["langs"]),
        zone=meta["zone"],
        order=_from_name(meta["order"]),
        shards=tuple(_read_shards(Cursor(content["terms"]))),
        longs=tuple(_read_longs(Cursor(content["long"]))),
        texts=content["docs"],
        columns=Columns(
            names=tuple(columns["names"]),
            boards=tuple(columns["boards"]),
            thread_boards=tuple(columns["threadBoards"]),
            blocks=tuple(map(_from_name, columns["blocks"])),
        ),
        days=decode_days(content["days"]),
    )


def _content(read: Read, path: str) -> bytes:
    content = read(path)
    if content is None:
        raise LookupError(path)
    return unpacked(content)


def _named_content(read: Read, name: str) -> bytes:
    known = _from_name(name)
    content = _content(read, path_of(known))
    if digest(content) != known:
        raise ValueError(name)
    return content


def _from_name(name: str) -> bytes:
    return bytes.fromhex(name)


def _read_shards(cursor: Cursor) -> Iterator[Shard]:
    key = b""
    while cursor:
        key = _read_key(cursor, key)
        yield Shard(key, cursor.take(DIGEST), cursor.take(DIGEST))


def _read_longs(cursor: Cursor) -> Iterator[Long]:
    key = b""
    while cursor:
        key = _read_key(cursor, key)
        yield Long(key, cursor.take(cursor.number() * 2 * DIGEST))


def _read_key(cursor: Cursor, last: bytes) -> bytes:
    same = cursor.number()
    return last[:same] + cursor.take(cursor.number())
