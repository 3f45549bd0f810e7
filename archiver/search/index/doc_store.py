"""The document store of a segment: author, number, date and texts of posts, for results. Whoosh has no such file.

The file has blocks, each the JSON of up to 64 posts of one thread, compressed (RFC 1950); then a table of the blocks,
compressed too: their first documents, their offsets, and the URLs of their threads; then 16 bytes: offset and length of
the table, and the number of documents. The documents of a thread are in consecutive blocks, in the order of the posts.
"""

import json
import struct
import zlib
from array import array
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, BinaryIO

from msgspec import Struct
from msgspec.structs import fields

from archiver.model import Digest, IndexedPost, IndexedThread, SearchablePost, digest_of, moment_to_fields

STORE = ".posts"
"""The extension of the file."""
_BLOCK = 64  # posts
_LEVEL = 3
_TAIL = struct.Struct("<QII")  # the offset of the table, its length, and the number of documents


_FIELDS = tuple(field.name for field in fields(SearchablePost))
_fields_of = attrgetter(*_FIELDS)
_DATE = _FIELDS.index("text")  # where the two values of the date are in a stored post


class StoredPost(SearchablePost, frozen=True, kw_only=True):
    """A post in the document store. White space in `text` is collapsed."""

    at: str | None
    """The date in ISO 8601; None for none. See `moment_to_fields`."""
    has_time: bool
    """True if the date has a time of day."""


class StoredThread(Struct, frozen=True, kw_only=True):
    """A block: up to 64 consecutive posts of a thread, with the data of the thread that results show."""

    url: str
    title: str
    board: str
    lang: str
    tags: tuple[str, ...]
    posts: tuple[StoredPost, ...]


def digest_of_stored(thread: StoredThread, post: StoredPost) -> Digest:
    """A digest of all that is stored of a post: its thread's title and language, and the post."""
    return digest_of(repr((thread.title, thread.lang, post)).encode("utf-8", "replace"))


class DocStoreWriter:
    """Writes the document store of a segment."""

    def __init__(self, file: BinaryIO) -> None:
        """`file` is empty and open for writing; `close` closes it."""
        self._file = file
        self._documents = 0
        self._offset = 0
        self._starts: list[int] = []
        self._offsets: list[int] = []
        self._urls: list[str] = []

    def add(self, thread: IndexedThread, lang: str) -> None:
        """Write the posts of a thread as blocks; `lang` is its primary language subtag. Raises OSError."""
        head = [thread.url, thread.title, thread.board, lang, thread.tags]
        for first in range(0, len(thread.posts), _BLOCK):
            posts = thread.posts[first : first + _BLOCK]
            text = json.dumps(
                [head, [values_of_post(post) for post in posts]], ensure_ascii=False, separators=(",", ":")
            )
            self.add_block(thread.url, len(posts), zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL))

    def add_block(self, url: str, posts: int, block: bytes) -> None:
        """Copy a block from another segment. Raises OSError.

        `url` is the URL of its thread, `posts` the number of its posts, `block` its bytes from `DocStore.raw`.
        """
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
    """Reads the document store of a segment. Documents and blocks have numbers from 0."""

    def __init__(self, content: memoryview) -> None:
        """`content` is the whole file; it must stay readable as long as this object is used."""
        self._content = content
        begin, length, self.documents = _TAIL.unpack(self._content[-_TAIL.size :])
        starts, offsets, urls = json.loads(zlib.decompress(self._content[begin : begin + length]))
        self.starts: Sequence[int] = array("q", starts)
        """The first document of each block."""
        self.urls: Sequence[str] = urls
        """The URL of the thread of each block."""
        self._offsets = array("q", [*offsets, begin])

    def raw(self, block: int) -> bytes:
        """The compressed bytes of the block of this number, to copy it into another segment."""
        return bytes(self._content[self._offsets[block] : self._offsets[block + 1]])

    def block(self, block: int) -> StoredThread:
        """Decode the block of this number."""
        (url, title, board, lang, tags), posts = json.loads(zlib.decompress(self.raw(block)))
        stored = tuple(map(post_of_values, posts))
        return StoredThread(url=url, title=title, board=board, lang=lang, tags=tuple(tags), posts=stored)


def values_of_post(post: IndexedPost) -> list[Any]:
    """The JSON values of a post: the fields of `SearchablePost` in order, and before `text` two values for the date."""
    values = _fields_of(post)
    text, *rest = values[_DATE:]
    return [*values[:_DATE], *moment_to_fields(post.date), " ".join(text.split()), *rest]


def post_of_values(values: list[Any]) -> StoredPost:
    """The post with the values that `values_of_post` returned."""
    at, has_time = values[_DATE : _DATE + 2]
    others = values[:_DATE] + values[_DATE + 2 :]
    rest = [_frozen(value) if type(value) is list else value for value in others]
    fields_of_post: dict[str, Any] = dict(zip(_FIELDS, rest, strict=True))
    return StoredPost(**fields_of_post, at=at, has_time=has_time)


def _frozen(values: list[Any]) -> tuple[Any, ...]:
    """A list of JSON with tuples in place of lists."""
    return tuple([_frozen(value) if type(value) is list else value for value in values])
