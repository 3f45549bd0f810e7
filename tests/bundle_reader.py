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
    apart: dict[bytes, bytes] = field(default_factory=dict)
    """The digest of the positions of each block that has them in a file of their own."""
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
                    if key[-11:-9] == b"\0\xff" and level_number == 1:
                        self.counts[key], is_apart = divmod(node.number(), 2)
                        if is_apart:
                            self.apart[key] = node.take(6)
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
        words: list[bytes] = []
        for first, name in self.directory().items():
            if first[:1].isalpha() and first not in self.counts:
                made = self.shard(self.content_of(name, "t/"))
                assert next(iter(made)) == first
                assert [*found, *made] == sorted({*found, *made})
                found |= made
            elif first[:1] == b"5":
                several = [*read_words(Bytes(self.content_of(name, "t/")))]
                assert several[0] == first[1:]
                words += several
        unlabelled = {key[:-11] for key in self.counts if key[:1].decode() not in LABELLED}
        assert not found.keys() & unlabelled
        found |= {key: self.blocks(key) for key in unlabelled}
        assert words == sorted(filter(is_word, found))
        return dict(sorted(found.items()))

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
        if count == 0:
            assert label is not None
            record = self.blocks(key)
            count = len(record.docs)
        else:
            record = read_postings(key, count, content, content)
        assert not content
        assert len(record.docs) == count
        assert record.docs == sorted(record.docs)
        return record._replace(label=label)

    def blocks(self, key: bytes) -> Record:
        """A long list."""
        record, directory = Record([], [], [], None), self.directory()
        for name, digest in directory.items():
            if name[:-9] != key + b"\0\xff":
                continue
            block = Bytes(self.content_of(digest, "t/"))
            count = block.number()
            assert count == self.counts[name]
            positions = Bytes(self.content_of(self.apart[name], "t/")) if name in self.apart else block
            docs, impacts, found, _ = read_postings(key, count, block, positions)
            assert docs[0] == number_of(name)
            assert not block
            assert not positions
            record.docs.extend(docs)
            record.impacts.extend(impacts)
            record.positions.extend(found)
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


def is_word(key: bytes) -> bool:
    """True for a word as it is written, whose postings have positions."""
    return key[:1].decode() in SCORED and b"!" not in key


def read_words(content: Bytes) -> Iterator[bytes]:
    """The keys of words."""
    key = b""
    while content:
        key = content.key(key)
        yield key


def read_postings(key: bytes, count: int, content: Bytes, positions: Bytes) -> Record:
    """The postings of a record or a block, whose positions may be in another file."""
    places, offsets = content.ascending(count), content.numbers(count)
    for at in range(1, count):
        offsets[at] += offsets[at - 1] if places[at] == places[at - 1] else 0
    impacts = [*content.take(count)] if key[:1].decode() in SCORED else []
    lengths = positions.numbers(count) if is_word(key) else []
    found = [Bytes(positions.take(length)) for length in lengths]
    return Record([*zip(places, offsets, strict=True)], impacts, [read_ascending(one) for one in found], None)


def read_ascending(content: Bytes) -> list[int]:
    """All ascending integers of a content."""
    last, found = 0, []
    while content:
        last += content.number()
        found.append(last)
    return found
