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
    """The record of a term: doc ids, as many impacts and positions, and the label of an author or a tag."""

    docs: list[int]
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
    column_block: int = 8192
    """Posts in a block of the facet columns."""
    list_block: int = 4096
    """Postings in a block of a long list with impacts; a block of one without has eight times as many."""
    read: set[str] = field(default_factory=set)
    """The paths of the files that were read."""

    def unpack(self, path: str) -> bytes:
        self.read.add(path)
        return gzip.decompress(self.files[path])

    def content_of(self, name: str | bytes, folder: str = "") -> bytes:
        """The content of a file that is named by its digest, which is checked."""
        name = name if isinstance(name, str) else name.hex()
        content = self.unpack(f"{folder}{name}.bin")
        assert blake2b(content).digest()[:6].hex() == name
        return content

    def meta(self) -> dict[str, Any]:
        return dict(json.loads(self.unpack("meta.bin")))

    def shards(self) -> Iterator[tuple[bytes, bytes, bytes]]:
        """The first key of each shard, the digest of its records and that of its positions (zeros: it has none)."""
        directory, key = Bytes(self.content_of(self.meta()["terms"])), b""
        while directory:
            key = directory.key(key)
            yield key, directory.take(6), directory.take(6)

    def terms(self) -> dict[bytes, Record]:
        found: dict[bytes, Record] = {}
        for first, shard, positions in self.shards():
            made = self.shard(self.content_of(shard, "t/"), self.positions(positions))
            assert next(iter(made)) == first
            found |= made
        assert list(found) == sorted(found)
        return found

    def positions(self, digest: bytes) -> Bytes:
        return Bytes(self.content_of(digest, "t/") if any(digest) else b"")

    def shard(self, content: bytes, positions: Bytes) -> dict[bytes, Record]:
        found: dict[bytes, Record] = {}
        records, key = Bytes(content), b""
        while records:
            key = records.key(key)
            letter = key[:1].decode()
            count, block_count = records.number(), records.number()
            if block_count:
                record = self.blocks(records, letter, count, block_count)
            else:
                docs = records.ascending(count)
                impacts = [*records.take(count)] if letter in SCORED else []
                has_positions = letter in SCORED and b"~" not in key
                record = Record(docs, impacts, read_positions(positions, count) if has_positions else [], None)
            if letter in LABELLED:
                record = record._replace(label=records.take(records.number()).decode())
            found[key] = record
        assert not positions
        return found

    def blocks(self, records: Bytes, letter: str, count: int, block_count: int) -> Record:
        """A long list. The shard has the last doc id of each block, so that a search can leave blocks out."""
        record, last = Record([], [], [], None), 0
        for _ in range(block_count):
            last += records.number()
            block, positions = Bytes(self.content_of(records.take(6), "t/")), self.positions(records.take(6))
            most = self.list_block if letter in SCORED else 8 * self.list_block
            docs = block.ascending(min(most, count - len(record.docs)))
            assert docs[-1] == last
            record.docs.extend(docs)
            record.impacts.extend(block.take(len(docs)) if letter in SCORED else b"")
            record.positions.extend(read_positions(positions, len(docs)) if positions else [])
            assert not block
            assert not positions
        assert len(record.docs) == count
        return record

    def posts(self) -> list[tuple[Any, ...]]:
        """What results show of each post: URL, title and board of the thread, then the fields of the post itself."""
        names = self.content_of(self.meta()["docs"])
        shown: list[tuple[Any, ...]] = []
        for number in range(len(names) // 3):
            name = names[number * 3 : number * 3 + 3]
            content = self.unpack(f"d/{number}-{name.hex()}.bin")
            assert blake2b(content).digest()[:3] == name
            block = json.loads(content)
            shown += [(*block["threads"][post[0]], *post[1:]) for post in block["posts"]]
        return shown

    def columns(self) -> tuple[list[int], list[str | None], list[str]]:
        """The thread, the author's label and the board of each post."""
        directory, count = json.loads(self.content_of(self.meta()["columns"])), self.meta()["n"]
        threads: list[int] = []
        authors: list[int] = []
        for digest in directory["blocks"]:
            block, size = Bytes(self.content_of(digest, "c/")), min(self.column_block, count - len(threads))
            threads += block.numbers(size)
            authors += block.numbers(size)
            assert not block
        names = [None, *directory["names"]]
        boards = [directory["boards"][directory["threadBoards"][thread]] for thread in threads]
        return threads, [names[author] for author in authors], boards

    def days(self) -> tuple[int, list[tuple[int, int]]]:
        """How many posts have no date, and how many are of each day."""
        content = Bytes(self.content_of(self.meta()["days"]))
        undated = content.number()
        days: list[tuple[int, int]] = []
        day = 0
        while content:
            step = content.number()
            day = day + step if days else (-(step + 1 >> 1) if step & 1 else step >> 1)
            days.append((day, content.number()))
        return undated, days


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
