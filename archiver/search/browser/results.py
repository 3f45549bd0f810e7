"""What results show of the posts: 32 documents in a file, since ten results are in ten files."""

import json
from array import array
from datetime import date
from functools import lru_cache

from archiver.search.browser.files import FOLDER, Files
from archiver.search.index.doc_order import View
from archiver.search.index.values import digest

BLOCK = 32  # documents
NAME = 3  # bytes of a block's digest
UNDATED = -(2**31)

_LONGEST = 4000  # characters of a text
_EPOCH = date(1970, 1, 1).toordinal()
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def to_json(value: object) -> bytes:
    """As JSON in UTF-8. Halves of characters, which UTF-8 doesn't have, are escaped."""
    return _encode(value).encode("utf-8", "backslashreplace")


def path_of_block(number: int, name: bytes) -> str:
    """The file of a block, relative to the output folder.

    >>> path_of_block(12, b"abc")
    'search/data/d/12-616263.bin'
    """
    return f"{FOLDER}d/{number}-{name.hex()}.bin"


def encode_texts(view: View, first: int, stop: int, files: Files) -> tuple[bytes, "array[int]"]:
    """Some blocks: the beginnings of their digests, and the local day of each of their documents."""
    names, days = [], array("i")
    for number in range(first, stop):
        content = to_json(_block(view, number, days))
        names.append(digest(content)[:NAME])
        files.add_as(path_of_block(number, names[-1]), content)
    return b"".join(names), days


def _block(view: View, number: int, days: "array[int]") -> dict[str, list[object]]:
    threads: dict[str, int] = {}
    heads: list[object] = []
    posts: list[object] = []
    for rank in range(number * BLOCK, min(number * BLOCK + BLOCK, view.count)):
        thread, post = view.post(rank)
        if thread.url not in threads:
            threads[thread.url] = len(heads)
            heads.append((thread.url, thread.title, thread.board))
        shown = (threads[thread.url], post.place, post.number, post.author, post.at, post.has_time)
        posts.append((*shown, post.text[:_LONGEST], post.quoted[:_LONGEST], thread.lang))
        days.append(_day(post.at[:10]) if post.at else UNDATED)
    return {"threads": heads, "posts": posts}


@lru_cache
def _day(day: str) -> int:
    return date.fromisoformat(day).toordinal() - _EPOCH
