"""The posts of a segment as results show them: author, place, date and texts. Whoosh's own files have none of it.

The file has blocks, each the JSON of up to 64 posts of one thread, compressed (RFC 1950); then a table of the blocks,
compressed too: their first documents, their offsets, and the URLs of their threads; then `_TAIL`. The documents of a
thread are in consecutive blocks, in the order of the posts.
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
"""The extension of the file."""
_BLOCK = 64  # posts
_LEVEL = 3
_TAIL = struct.Struct("<QII")  # the offset of the table, its length, and the number of documents


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPost:
    """A post as results show it. White space in `text` and `quoted` is collapsed."""

    id: str
    place: str
    """The address relative to the URL of the thread: `#p1`, `page-2/#p101`."""
    number: int
    """The number of the post in its thread, from 1 on."""
    author: str | None
    at: str | None
    """The date as `moment_to_fields` gives it."""
    has_time: bool
    text: str
    """The words of the author."""
    quoted: str
    """The words that the post quotes."""
    flags: tuple[str, ...]
    """What the post is and has; see `IndexedPost.flags`."""
    cites: tuple[str, ...]
    """The posts that the post quotes, as `space/lunar#p1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredThread:
    """A block of posts of a thread, in their order."""

    url: str
    title: str
    board: str
    lang: str
    tags: tuple[str, ...]
    posts: tuple[StoredPost, ...]


class DocStoreWriter:
    """Writes the posts of a segment."""

    def __init__(self, file: BinaryIO) -> None:
        """`file` is empty and open for writing; `close` closes it."""
        self._file = file
        self._documents = 0
        self._offset = 0
        self._starts: list[int] = []
        self._offsets: list[int] = []
        self._urls: list[str] = []

    def add(self, thread: IndexedThread, lang: str) -> None:
        """Write the posts of a thread, whose primary language subtag is `lang`. Raises OSError."""
        head = [thread.url, thread.title, thread.board, lang, thread.tags]
        for first in range(0, len(thread.posts), _BLOCK):
            posts = thread.posts[first : first + _BLOCK]
            text = json.dumps([head, [_fields(post) for post in posts]], ensure_ascii=False, separators=(",", ":"))
            self.add_block(thread.url, len(posts), zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL))

    def add_block(self, url: str, posts: int, block: bytes) -> None:
        """Write a block of `posts` posts of the thread at `url`, as `DocStore.raw` reads it. Raises OSError."""
        self._file.write(block)
        self._starts.append(self._documents)
        self._offsets.append(self._offset)
        self._urls.append(url)
        self._documents += posts
        self._offset += len(block)

    def close(self) -> None:
        """Write the table, and close the file. Raises OSError."""
        text = json.dumps([self._starts, self._offsets, self._urls], separators=(",", ":"))
        table = zlib.compress(text.encode("ascii"), _LEVEL)
        self._file.write(table)
        self._file.write(_TAIL.pack(self._offset, len(table), self._documents))
        self._file.close()


class DocStore:
    """Reads the posts of a segment."""

    def __init__(self, content: memoryview) -> None:
        """`content` is the whole file, which stays in use."""
        self._content = content
        begin, length, self.documents = _TAIL.unpack(self._content[-_TAIL.size :])
        starts, offsets, urls = json.loads(zlib.decompress(self._content[begin : begin + length]))
        self.starts: Sequence[int] = array("q", starts)
        """The first document of each block."""
        self.urls: Sequence[str] = urls
        """The URL of the thread of each block."""
        self._offsets = array("q", [*offsets, begin])

    def raw(self, block: int) -> bytes:
        """The compressed bytes of the block of this number."""
        return bytes(self._content[self._offsets[block] : self._offsets[block + 1]])

    def block(self, block: int) -> StoredThread:
        """The posts of the block of this number."""
        (url, title, board, lang, tags), posts = json.loads(zlib.decompress(self.raw(block)))
        stored = tuple(_post(*fields) for fields in posts)
        return StoredThread(url=url, title=title, board=board, lang=lang, tags=tuple(tags), posts=stored)


def _fields(post: IndexedPost) -> list[Any]:
    at, has_time = moment_to_fields(post.date)
    text, quoted = " ".join(post.text.split()), " ".join(post.quoted.split())
    return [post.post, post.place, post.number, post.author, at, has_time, text, quoted, post.flags, post.cites]


def _post(post: str, place: str, number: int, author: str | None, at: str | None, *rest: Any) -> StoredPost:
    has_time, text, quoted, flags, cites = rest
    return StoredPost(
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
