"""An independent reader of the whole browser index, written from FORMAT.md and not from the exporter."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple

SCORED = frozenset("nqtx")
LABELLED = frozenset("ag")


class Record(NamedTuple):
    """The record of a term: numbers of posts, as many impacts and positions, and the label of an author or a tag."""

    docs: list[tuple[int, int]]
    impacts: list[int]
    positions: list[list[int]]
    label: str | None


@dataclass
class Bytes:
    """Bytes that are read from the left."""

    content: bytes
    at: int = 0

    def __bool__(self) -> bool:
        return self.at < len(self.content)

    def number(self) -> int:
        number = shift = 0
        while True:
            byte = self.content[self.at]
            self.at += 1
            number |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return number

    def numbers(self, count: int) -> list[int]:
        return [self.number() for _ in range(count)]

    def ascending(self, count: int) -> list[int]:
        found, last = [], 0
        for distance in self.numbers(count):
            last += distance
            found.append(last)
        return found

    def take(self, length: int) -> bytes:
        self.at += length
        assert self.at <= len(self.content)
        return self.content[self.at - length : self.at]

    def key(self, last: bytes) -> bytes:
        shared = self.number()
        return last[:shared] + self.take(self.number())


@dataclass
class BundleReader:
    """A browser index, from its files by their paths below `search/data/`."""

    files: Mapping[str, bytes]
    counts: dict[bytes, int] = field(default_factory=dict)
    """The number of postings of each block that the directory has."""
    read: set[str] = field(default_factory=set)
    """The paths of the files that were read."""

    def unpack(self, path: str) -> bytes:
        self.read.add(path)
        return gzip.decompress(self.files[path])

    def content_of(self, name: bytes, folder: str) -> bytes:
        """The content of a file that is named by its digest, which is checked."""
        content = self.unpack(f"{folder}{name.hex()}.bin")
        assert blake2b(content).digest()[:6] == name
        return content

    def meta(self) -> dict[str, Any]:
        return dict(json.loads(self.unpack("meta.bin")))

    def directory(self) -> dict[bytes, bytes]:
        """The digest of each file by its key."""
        meta = self.meta()
        level = [(b"", bytes.fromhex(meta["root"]))]
        for level_number in range(meta["levels"], 0, -1):
            found: list[tuple[bytes, bytes]] = []
            for first, name in level:
                node, key, start = Bytes(self.content_of(name, "n/")), b"", len(found)
                while node:
                    key = node.key(key)
                    found.append((key, node.take(6)))
                    if key[:1] == b"3" and level_number == 1:
                        self.counts[key] = node.number()
                assert not first or found[start][0] == first
            level = found
        assert level == sorted(level)
        return dict(level)

    def of_kind(self, kind: str, folder: str) -> Iterator[tuple[tuple[int, int], bytes]]:
        """The number of the first post, and the content, of each block of posts."""
        for key, name in self.directory().items():
            if key[:1] == kind.encode():
                yield number_of(key), self.content_of(name, folder)

    def terms(self) -> dict[bytes, Record]:
        found: dict[bytes, Record] = {}
        for first, name in self.directory().items():
            if first[:1].isalpha():
                made = self.shard(self.content_of(name, "t/"))
                assert next(iter(made)) == first
                found |= made
        assert list(found) == sorted(found)
        return found

    def shard(self, content: bytes) -> dict[bytes, Record]:
        found: dict[bytes, Record] = {}
        records, key = Bytes(content), b""
        while records:
            key = records.key(key)
            found[key] = self.record(key, Bytes(records.take(records.number())))
        return found

    def record(self, key: bytes, content: Bytes) -> Record:
        letter = key[:1].decode()
        label = content.take(content.number()).decode() if letter in LABELLED else None
        count = content.number()
        has_positions = letter in SCORED and b"~" not in key
        if count == 0:
            record = self.blocks(key, has_positions=has_positions)
            count = len(record.docs)
        else:
            places = content.ascending(count)
            docs = [*zip(places, content.numbers(count), strict=True)]
            impacts = [*content.take(count)] if letter in SCORED else []
            record = Record(docs, impacts, read_positions(content, count) if has_positions else [], None)
        assert not content
        assert len(record.docs) == count
        assert record.docs == sorted(record.docs)
        return record._replace(label=label)

    def blocks(self, key: bytes, *, has_positions: bool) -> Record:
        """A long list."""
        record, directory = Record([], [], [], None), self.directory()
        for name, digest in directory.items():
            if name[:-9] != b"3" + key + b"\0":
                continue
            block = Bytes(self.content_of(digest, "t/"))
            count = block.number()
            assert count == self.counts[name]
            places = Bytes(block.take(block.number())).ascending(count)
            docs = [*zip(places, Bytes(block.take(block.number())).numbers(count), strict=True)]
            assert docs[0] == number_of(name)
            record.docs.extend(docs)
            record.impacts.extend(block.take(count) if key[:1].decode() in SCORED else b"")
            assert not block
            if has_positions:
                positions = Bytes(self.content_of(directory[b"2" + name[1:]], "t/"))
                record.positions.extend(read_positions(positions, count))
                assert not positions
        return record

    def posts(self) -> dict[tuple[int, int], tuple[Any, ...]]:
        """What results show of each post, by number: URL, title, board and language of the thread, then of the post."""
        shown: dict[tuple[int, int], tuple[Any, ...]] = {}
        for first, content in self.of_kind("0", "d/"):
            block = json.loads(content)
            assert tuple(block[0][:2]) == first
            for place, offset, *thread, posts in block:
                shown |= {(place, offset + n): (*thread, *post) for n, post in enumerate(posts)}
        assert list(shown) == sorted(shown)
        return shown

    def columns(self) -> dict[tuple[int, int], tuple[str, str | None, int | None, int | None]]:
        """The board, the author's key, the minute and the local day of each post, by number."""
        found: dict[tuple[int, int], tuple[str, str | None, int | None, int | None]] = {}
        blocks = dict(self.of_kind("1", "c/"))
        for first, content in self.of_kind("4", "c/"):
            shape, block = json.loads(content), json.loads(blocks.pop(first))
            authors, minutes, days = iter(block["author"]), iter(block["minutes"]), iter(shape["days"])
            place = day = 0
            for (step, offset, size), board in zip(batched(shape["threads"], 3), block["board"], strict=True):
                assert place or (step, offset) == first
                place += step
                for number in range(offset, offset + size):
                    author, minute, after = next(authors), next(minutes), next(days)
                    name = block["authors"][author - 1] if author else None
                    day += after or 0
                    dates = (None, None) if after is None else (1440 * day + minute, day)
                    found[place, number] = block["boards"][board], name, *dates
            assert not [*authors, *minutes, *days]
        assert list(found) == sorted(found)
        assert not blocks
        return found


def batched(values: list[int], size: int) -> Iterator[list[int]]:
    """The values, so many at a time."""
    return (values[at : at + size] for at in range(0, len(values), size))


def number_of(key: bytes) -> tuple[int, int]:
    """The number at the end of a key: the place of the thread, and the offset in it."""
    return int.from_bytes(key[-9:-3], "big"), int.from_bytes(key[-3:], "big")


def read_positions(content: Bytes, count: int) -> list[list[int]]:
    """The positions of so many postings."""
    found = []
    for _ in range(count):
        one, last, places = Bytes(content.take(content.number())), 0, []
        while one:
            last += one.number()
            places.append(last)
        found.append(places)
    return found
