"""The posts of a segment as they are shown: who, when, where and the words. Whoosh keeps none of it.

A file of blocks, each up to 64 posts of one thread, compressed; then a table of them. The documents of a thread stand
together, in the order of its posts.
"""

import json
import struct
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from archiver.model import IndexedPost, IndexedThread, moment_to_fields

STORE = ".posts"
"""The extension of the file of a segment's posts."""
_BLOCK = 64  # posts
_LEVEL = 3
_TAIL = struct.Struct("<QII")  # where the table begins, how long it is, how many documents there are


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPost:
    """A post. `place` is its address relative to its thread's (`#p1`, `page-2/#p101`); `at` and `has_time` are those
    of `moment_to_fields`; in `text` and `quoted` white space is collapsed.
    """

    id: str
    place: str
    number: int
    author: str | None
    at: str | None
    has_time: bool
    text: str
    quoted: str
    flags: tuple[str, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptThread:
    """Some posts of a thread, in their order."""

    url: str
    title: str
    board: str
    lang: str
    tags: tuple[str, ...]
    posts: tuple[KeptPost, ...]


class StoreWriter:
    """Writes the blocks of a segment."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._documents = 0
        self._at = 0
        self._starts: list[int] = []
        self._offsets: list[int] = []
        self._urls: list[str] = []

    def add(self, thread: IndexedThread, lang: str) -> None:
        """Keep the posts of a thread."""
        head = [thread.url, thread.title, thread.board, lang, thread.tags]
        for first in range(0, len(thread.posts), _BLOCK):
            posts = thread.posts[first : first + _BLOCK]
            text = json.dumps([head, [_fields(post) for post in posts]], ensure_ascii=False, separators=(",", ":"))
            self.add_block(thread.url, len(posts), zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL))

    def add_block(self, url: str, posts: int, block: bytes) -> None:
        """Keep a block as another store has it."""
        self._file.write(block)
        self._starts.append(self._documents)
        self._offsets.append(self._at)
        self._urls.append(url)
        self._documents += posts
        self._at += len(block)

    def close(self) -> None:
        """Write the table."""
        text = json.dumps([self._starts, self._offsets, self._urls], separators=(",", ":"))
        table = zlib.compress(text.encode("ascii"), _LEVEL)
        self._file.write(table)
        self._file.write(_TAIL.pack(self._at, len(table), self._documents))
        self._file.close()


class Store:
    """Reads them again."""

    def __init__(self, content: memoryview) -> None:
        self._content = content
        begin, length, self.documents = _TAIL.unpack(self._content[-_TAIL.size :])
        starts, offsets, urls = json.loads(zlib.decompress(self._content[begin : begin + length]))
        self.starts: Sequence[int] = array("q", starts)
        """The first document of each block."""
        self.urls: Sequence[str] = urls
        """The thread of each block."""
        self._offsets = array("q", [*offsets, begin])

    def raw(self, number: int) -> bytes:
        """A block as it is kept."""
        return bytes(self._content[self._offsets[number] : self._offsets[number + 1]])

    def block(self, number: int) -> KeptThread:
        """A block."""
        (url, title, board, lang, tags), posts = json.loads(zlib.decompress(self.raw(number)))
        kept = tuple(_post(*fields) for fields in posts)
        return KeptThread(url=url, title=title, board=board, lang=lang, tags=tuple(tags), posts=kept)


def _fields(post: IndexedPost) -> list[Any]:
    at, has_time = moment_to_fields(post.date)
    text, quoted = " ".join(post.text.split()), " ".join(post.quoted.split())
    return [post.post, post.place, post.number, post.author, at, has_time, text, quoted, post.flags, post.cites]


def _post(post: str, place: str, number: int, author: str | None, at: str | None, *rest: Any) -> KeptPost:
    has_time, text, quoted, flags, cites = rest
    return KeptPost(
        id=post,
        place=place,
        number=number,
        author=author,
        at=at,
        has_time=has_time,
        text=text,
        quoted=quoted,
        flags=tuple(flags),
        cites=tuple(cites),
    )
