"""Result blocks: what the list of results shows of posts, as JSON; a file has `BundleLayout.result_block` posts."""

import json
from array import array
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from archiver.search.browser.files import FOLDER, FileSet
from archiver.search.browser.layout import BundleLayout
from archiver.search.index.searcher import Searcher
from archiver.search.index.types import short_digest

DIGEST_PREFIX = 3
"""How many bytes of a result block's digest are in its name, after the number of the block."""
UNDATED = -(2**31)
"""The day of a post without a date."""

_LONGEST = 4000  # characters of a post's text, and of what it quotes
_EPOCH = date(1970, 1, 1).toordinal()
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class ResultBlocks(NamedTuple):
    """What the meta has of consecutive result blocks that a task has encoded."""

    first: int
    """The number of the first block, counted from 0."""
    digests: bytes
    """The digest prefix of each block, `DIGEST_PREFIX` bytes each."""
    first_doc: int
    """The doc id of the first post."""
    days: "array[int]"
    """The local day of each post, counted from 1970-01-01, or `UNDATED`."""


def to_json(value: object) -> bytes:
    """Encode a value as JSON in UTF-8, without white space. Unpaired surrogates are escaped as in `\\udc80`."""
    return _encode(value).encode("utf-8", "backslashreplace")


def path_of_block(number: int, prefix: bytes) -> str:
    """The path in the output folder of a result block, from its number and its digest prefix.

    >>> path_of_block(12, b"abc")
    'search/data/d/12-616263.bin'
    """
    return f"{FOLDER}d/{number}-{prefix.hex()}.bin"


def encode_result_blocks(
    searcher: Searcher, first: int, stop: int, files: FileSet, layout: BundleLayout
) -> ResultBlocks:
    """Encode the result blocks first <= number < stop.

    Args:
        searcher: The index.
        first: The number of the first block, counted from 0.
        stop: The number of the last block + 1.
        files: The blocks are added to it.
        layout: The number of posts in a block.
    """
    digests, days, size = [], array("i"), layout.result_block
    for number in range(first, stop):
        docs = range(number * size, min(number * size + size, searcher.count))
        content = to_json(_block(searcher, docs, days))
        digests.append(short_digest(content)[:DIGEST_PREFIX])
        files.add_as(path_of_block(number, digests[-1]), content)
    return ResultBlocks(first, b"".join(digests), first * size, days)


def _block(searcher: Searcher, docs: range, days: "array[int]") -> dict[str, list[object]]:
    """The JSON of the block with the posts `docs`. Appends the local day of each post to `days`."""
    threads: dict[str, int] = {}
    heads: list[object] = []
    posts: list[object] = []
    for doc in docs:
        thread, post = searcher.post(doc)
        if thread.url not in threads:
            threads[thread.url] = len(heads)
            heads.append((thread.url, thread.title, thread.board))
        shown = (threads[thread.url], post.relative_url, post.number, post.author, post.at, post.has_time)
        posts.append((*shown, post.text[:_LONGEST], post.quoted[:_LONGEST], thread.lang))
        days.append(_day(post.at[:10]) if post.at else UNDATED)
    return {"threads": heads, "posts": posts}


@lru_cache
def _day(day: str) -> int:
    return date.fromisoformat(day).toordinal() - _EPOCH
