"""An independent writer of the browser index, from made-up posts, written from FORMAT.md and not from the exporter."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.client.posts import LANGS, SCORED, MadePost, Postings, day_of, minute_of, numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LONGEST, BLOCK, INSIDE = 1024, 3000, 1000
Number = tuple[int, int]
Posting = tuple[Number, tuple[int, list[int]]]


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


def shared(a: bytes, b: bytes) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def record_key(previous: bytes, key: bytes) -> bytes:
    same = shared(previous, key)
    return varint(same) + varint(len(key) - same) + key[same:]


class _Writer:
    def __init__(self, folder: Path, compress: bool) -> None:  # noqa: FBT001
        self._folder, self._compress = folder, compress
        self._entries: dict[bytes, bytes] = {}
        self._blocks_found: dict[bytes, bytes] = {}

    def write(self, posts: list[MadePost]) -> None:
        self._terms(posts)
        self._posts(posts)
        root, levels = self._directory()
        meta = {
            "v": 5,
            "n": len(posts),
            "langs": list(LANGS),
            "stems": list(LANGS),
            "zone": "UTC",
            "root": root.hex(),
            "levels": levels,
        }
        self._file("meta", json.dumps(meta).encode())

    def _file(self, path: str, content: bytes) -> None:
        target = self._folder / f"{path}.bin"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(gzip.compress(content, mtime=0) if self._compress else content)

    def _put(self, content: bytes, where: str) -> bytes:
        found = digest(content)
        self._file(f"{where}/{found.hex()}", content)
        return found

    def _directory(self) -> tuple[bytes, int]:
        rows, levels = sorted(self._entries.items()), 0
        while levels == 0 or len(rows) > 1:
            nodes: list[list[tuple[bytes, bytes]]] = []
            for row in rows:
                if not nodes or (len(nodes[-1]) >= 40 and row[0] not in self._blocks_found):
                    nodes.append([])
                nodes[-1].append(row)
            rows = [(node[0][0], self._put(_node(node, {} if levels else self._blocks_found), "n")) for node in nodes]
            levels += 1
        return rows[0][1], levels

    def _terms(self, posts: list[MadePost]) -> None:
        numbers = numbers_of(posts)
        found = sorted((key.encode(), sorted(docs.items())) for key, docs in Postings.of(posts).lists.items())
        shard: list[tuple[bytes, list[Posting]]] = []
        words: list[bytes] = []
        size = 0
        for key, docs in [*found, (b"", [])]:
            is_new = bool(shard) and key[:1] != shard[0][0][:1]
            if words and (key[:1] != words[0][:1] or zlib.crc32(key) % 64 == 0):
                self._entries[b"5" + words[0]] = self._put(_keys(words), "t")
                words = []
            if is_word(key):
                words.append(key)
            if len(docs) > LONGEST and key[:1] not in b"ag":
                self._blocks(key, [(numbers[doc], posting) for doc, posting in docs])
                continue
            if shard and (is_new or zlib.crc32(key) % 128 == 0 or size >= 4 << 10):  # small shards: many borders
                self._entries[shard[0][0]] = self._shard(shard)
                shard, size = [], 0
            shard.append((key, [(numbers[doc], posting) for doc, posting in docs]))
            size += 3 * len(docs) if len(docs) <= LONGEST else 20

    def _shard(self, records: list[tuple[bytes, list[Posting]]]) -> bytes:
        content, previous = b"", b""
        for key, postings in records:
            record = frame(posts_name(key).encode()) if key[:1] in b"ag" else b""
            record += varint(len(postings) if len(postings) <= LONGEST else 0)
            if len(postings) > LONGEST:
                self._blocks(key, postings)
            else:
                record += _columns(key, postings) + (_places(postings) if is_word(key) else b"")
            content += record_key(previous, key) + frame(record)
            previous = key
        return self._put(content, "t")

    def _blocks(self, key: bytes, postings: list[Posting]) -> None:
        for at in range(0, len(postings), BLOCK):
            block = postings[at : at + BLOCK]
            is_apart = is_word(key) and len(block) > INSIDE
            content = varint(len(block)) + _columns(key, block)
            content += _places(block) if is_word(key) and not is_apart else b""
            name = key + b"\0\xff" + number_key(block[0][0])
            self._entries[name] = self._put(content, "t")
            self._blocks_found[name] = varint(2 * len(block) + is_apart)
            self._blocks_found[name] += self._put(_places(block), "t") if is_apart else b""

    def _posts(self, posts: list[MadePost]) -> None:
        placed = [*zip(numbers_of(posts), posts, strict=True)]
        for at in range(0, len(placed), 30):
            block = [
                [place, offset, post.thread, post.title, post.board, post.lang, [_row(post)]]
                for (place, offset), post in placed[at : at + 30]
            ]
            self._entries[b"0" + number_key(placed[at][0])] = self._put(json.dumps(block).encode(), "d")
        for at in range(0, len(placed), 1000):
            for kind, made in ((b"1", _facets), (b"4", _days)):
                content = json.dumps(made(placed[at : at + 1000])).encode()
                self._entries[kind + number_key(placed[at][0])] = self._put(content, "c")


def frame(content: bytes) -> bytes:
    return varint(len(content)) + content


def number_key(number: Number) -> bytes:
    return number[0].to_bytes(6, "big") + number[1].to_bytes(3, "big")


def is_word(key: bytes) -> bool:
    return key[:1] in {b"n", b"q", b"t", b"x"} and b"!" not in key


def _keys(keys: list[bytes]) -> bytes:
    return b"".join(record_key(last, key) for last, key in pairwise([b"", *keys]))


def _node(rows: list[tuple[bytes, bytes]], blocks: dict[bytes, bytes]) -> bytes:
    content, last = b"", b""
    for key, found in rows:
        content += record_key(last, key) + found + blocks.get(key, b"")
        last = key
    return content


def _columns(key: bytes, postings: list[Posting]) -> bytes:
    impacts = bytes(impact for _, (impact, _) in postings) if key[:1].decode() in SCORED else b""
    numbers = [(-1, 0), *(number for number, _ in postings)]
    steps = (offset - (last if place == before else 0) for (before, last), (place, offset) in pairwise(numbers))
    return rising(place for place, _ in numbers[1:]) + b"".join(map(varint, steps)) + impacts


def _days(placed: list[tuple[Number, MadePost]]) -> dict[str, list[object]]:
    places = [0, *(place for (place, _), _ in placed)]
    threads = [
        (here - last, offset, 1) for (last, here), ((_, offset), _) in zip(pairwise(places), placed, strict=True)
    ]
    days = [day_of(post) for _, post in placed]
    dated = [0, *(day for day in days if day is not None)]
    steps = iter([b - a for a, b in pairwise(dated)])
    return {
        "threads": [value for thread in threads for value in thread],
        "days": [None if day is None else next(steps) for day in days],
    }


def _facets(placed: list[tuple[Number, MadePost]]) -> dict[str, list[object]]:
    names = sorted({post.author.lower() for _, post in placed if post.author})
    boards = sorted({post.board for _, post in placed})
    days = [(day_of(post), post) for _, post in placed]
    return {
        "authors": list(names),
        "boards": list(boards),
        "board": [boards.index(post.board) for _, post in placed],
        "author": [names.index(post.author.lower()) + 1 if post.author else 0 for _, post in placed],
        "minutes": [None if day is None else int(minute_of(post)) - 1440 * day for day, post in days],
    }


def posts_name(key: bytes) -> str:
    """How an author is shown; in these tests a tag would be shown as it is."""
    return key[1:].decode().title()


def _places(postings: list[Posting]) -> bytes:
    coded = [rising(places) for _, (_, places) in postings]
    return b"".join([*(varint(len(code)) for code in coded), *coded])


def _row(post: MadePost) -> list[object]:
    at = post.at.isoformat() if post.at else None
    return [f"#p{post.number}", post.number, post.author, at, True, post.text, post.quoted]
