"""An independent writer of the browser index, from made-up posts, written from FORMAT.md and not from the exporter."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.client.posts import LANGS, SCORED, MadePost, Postings, day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BLOCK, SET, DOCS, ROWS = 4096, 8 * 4096, 32, 8192
NO_FILE = bytes(6)
Posting = tuple[int, tuple[int, list[int]]]


def write_bundle(folder: Path, posts: list[MadePost], *, compress: bool = True) -> None:
    """Write `search/data/` of an archive of these posts."""
    _Writer(folder, compress).write(posts)


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def rising(numbers: Iterable[int]) -> bytes:
    return b"".join(varint(b - a) for a, b in pairwise([0, *numbers]))


def digest(content: bytes, size: int = 6) -> bytes:
    return hashlib.blake2b(content).digest()[:size]


def name(d6: bytes) -> str:
    return d6.hex()


def shared(a: bytes, b: bytes) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def record_key(previous: bytes, key: bytes) -> bytes:
    same = shared(previous, key)
    return varint(same) + varint(len(key) - same) + key[same:]


class _Writer:
    def __init__(self, folder: Path, compress: bool) -> None:  # noqa: FBT001
        self._folder, self._compress = folder, compress

    def write(self, posts: list[MadePost]) -> None:
        meta = {
            "v": 2,
            "n": len(posts),
            "langs": list(LANGS),
            "stems": list(LANGS),
            "zone": "UTC",
            "terms": name(self._put(self._terms(posts))),
            "docs": name(self._put(self._docs(posts))),
            "columns": name(self._put(self._columns(posts))),
            "days": name(self._put(_days(posts))),
        }
        self._file("meta", json.dumps(meta).encode())

    def _file(self, path: str, content: bytes) -> None:
        target = self._folder / f"{path}.bin"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(gzip.compress(content, mtime=0) if self._compress else content)

    def _put(self, content: bytes, where: str = "") -> bytes:
        found = digest(content)
        self._file(f"{where}{name(found)}", content)
        return found

    def _terms(self, posts: list[MadePost]) -> bytes:
        lists = sorted((key.encode(), sorted(found.items())) for key, found in Postings.of(posts).lists.items())
        directory, first = b"", b""
        shard: list[tuple[bytes, list[Posting]]] = []
        size = 0
        for key, postings in [*lists, (b"", [])]:
            if shard and (not key or zlib.crc32(key) % 512 == 0 or size >= 4 << 10):  # small shards: many borders
                directory += record_key(first, shard[0][0]) + self._shard(shard)
                first, shard, size = shard[0][0], [], 0
            shard.append((key, postings))
            size += 3 * len(postings) if len(postings) <= BLOCK else 20
        return directory

    def _shard(self, records: list[tuple[bytes, list[Posting]]]) -> bytes:
        content, places, previous = b"", b"", b""
        for key, postings in records:
            is_scored, has_places = key[:1].decode() in SCORED, key[:1].decode() in SCORED and b"~" not in key
            kind = -(-len(postings) // (BLOCK if is_scored else SET)) if len(postings) > BLOCK else 0
            content += record_key(previous, key) + varint(len(postings)) + varint(kind)
            content += self._blocks(postings, is_scored, has_places) if kind else _postings(postings, is_scored)
            places += _places(postings) if has_places and not kind else b""
            content += _shown(posts_name(key)) if key[:1] in b"ag" else b""
            previous = key
        return self._put(content, "t/") + (self._put(places, "t/") if places else NO_FILE)

    def _blocks(self, postings: list[Posting], is_scored: bool, has_places: bool) -> bytes:  # noqa: FBT001
        content, last, size = b"", 0, BLOCK if is_scored else SET
        for at in range(0, len(postings), size):
            block = postings[at : at + size]
            content += varint(block[-1][0] - last) + self._put(_postings(block, is_scored), "t/")
            content += self._put(_places(block), "t/") if has_places else NO_FILE
            last = block[-1][0]
        return content

    def _docs(self, posts: list[MadePost]) -> bytes:
        directory = b""
        for at in range(0, len(posts), DOCS):
            block = posts[at : at + DOCS]
            threads = sorted({(post.thread, post.title, post.board) for post in block})
            rows = [_row(post, threads.index((post.thread, post.title, post.board))) for post in block]
            content = json.dumps({"threads": threads, "posts": rows}).encode()
            d3 = digest(content, 3)
            self._file(f"d/{at // DOCS}-{name(d3)}", content)
            directory += d3
        return directory

    def _columns(self, posts: list[MadePost]) -> bytes:
        boards, threads = sorted({post.board for post in posts}), sorted({(post.thread, post.board) for post in posts})
        number = {thread: i for i, (thread, _) in enumerate(threads)}
        names = sorted({post.author for post in posts if post.author})
        blocks = []
        for at in range(0, len(posts), ROWS):
            rows = posts[at : at + ROWS]
            content = b"".join(varint(number[post.thread]) for post in rows)
            content += b"".join(varint(names.index(post.author) + 1 if post.author else 0) for post in rows)
            blocks.append(name(self._put(content, "c/")))
        of_threads = [boards.index(board) for _, board in threads]
        table = {"names": names, "boards": boards, "threadBoards": of_threads, "blocks": blocks}
        return json.dumps(table).encode()


def posts_name(key: bytes) -> str:
    """How an author is shown; in these tests a tag would be shown as it is."""
    return key[1:].decode().title()


def _shown(text: str) -> bytes:
    return varint(len(text.encode())) + text.encode()


def _postings(postings: list[Posting], is_scored: bool) -> bytes:  # noqa: FBT001
    impacts = bytes(impact for _, (impact, _) in postings) if is_scored else b""
    return rising(doc for doc, _ in postings) + impacts


def _places(postings: list[Posting]) -> bytes:
    coded = [rising(places) for _, (_, places) in postings]
    return b"".join(varint(len(code)) + code for code in coded)


def _row(post: MadePost, thread: int) -> list[object]:
    at = post.at.isoformat() if post.at else None
    return [
        thread,
        f"#p{post.number}",
        post.number,
        post.author,
        at,
        True,
        post.text,
        post.quoted,
        post.lang,
    ]


def _days(posts: list[MadePost]) -> bytes:
    counts = sorted(Counter(day for post in posts if (day := day_of(post)) is not None).items())
    content, last = varint(sum(post.at is None for post in posts)), None
    for day, count in counts:
        content += varint(day - last if last is not None else (2 * day if day >= 0 else -2 * day - 1)) + varint(count)
        last = day
    return content
