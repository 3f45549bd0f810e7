"""What search results show of posts, and what facets and dates are taken from: blocks of posts, as JSON.

A result block has the texts of some 20 posts, a block of the columns the authors and dates of some 2,000.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from archiver import urls
from archiver.search.browser.directory import COLUMNS, RESULTS
from archiver.search.browser.files import COLUMNS as COLUMNS_FOLDER
from archiver.search.browser.files import RESULTS as RESULTS_FOLDER
from archiver.search.browser.files import FileSet
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.numbering import NumberedIndex
from archiver.search.browser.postings import Borders, Number
from archiver.search.index.doc_store import StoredPost, StoredThread

_LONGEST = 4000  # characters of a post's text, and of what it quotes
_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 1440  # minutes
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class PlacedPost(NamedTuple):
    """A post with its number and its date; `thread` has the data of its thread."""

    number: Number
    thread: StoredThread
    post: StoredPost
    seconds: int
    """The date in seconds since 1970; it has no meaning if the post has none."""


def to_json(value: object) -> bytes:
    """Encode a value as JSON in UTF-8, without white space. Unpaired surrogates are escaped as in `\\udc80`."""
    return _encode(value).encode("utf-8", "backslashreplace")


def read_posts(index: NumberedIndex, first: int, stop: int) -> Iterator[PlacedPost]:
    """The posts in `index` of the threads with the thread numbers first <= number < stop, in order."""
    searcher = index.searcher
    for thread in range(first, stop):
        place, offset = index.places[thread], 0
        dates = searcher.dates_of_thread(thread)
        for block in searcher.thread(thread):
            for post in block.posts:
                yield PlacedPost(Number(place, offset), block, post, dates[offset])
                offset += 1


def encode_posts(posts: Sequence[PlacedPost], kind: bytes, files: FileSet, layout: BundleLayout) -> dict[bytes, bytes]:
    """Encode blocks of posts; returns the entries of the directory for these.

    Args:
        posts: All posts between two hard borders of such blocks.
        kind: `directory.RESULTS` or `directory.COLUMNS`.
        files: The blocks are added to it.
        layout: Says where the blocks are cut.
    """
    entries: dict[bytes, bytes] = {}
    size, encode, folder = {
        RESULTS: (layout.results, _results, RESULTS_FOLDER),
        COLUMNS: (layout.columns, _columns, COLUMNS_FOLDER),
    }[kind]
    starts = Borders(size).starts([post.number.place for post in posts])
    for start, end in pairwise((*starts, len(posts))):
        block = posts[start:end]
        entries[kind + block[0].number.encode()] = files.add(to_json(encode(block)), folder)
    return entries


def _threads(posts: Sequence[PlacedPost]) -> Iterator[list[PlacedPost]]:
    """The posts of each thread."""
    starts = [i for i, post in enumerate(posts) if not i or posts[i - 1].number.place != post.number.place]
    return (list(posts[start:end]) for start, end in pairwise((*starts, len(posts))))


def _results(posts: Sequence[PlacedPost]) -> list[object]:
    """The JSON of a result block."""
    return [
        (
            *threads[0].number,
            *(threads[0].thread.url, threads[0].thread.title, threads[0].thread.board, threads[0].thread.lang),
            [_shown(one.post) for one in threads],
        )
        for threads in _threads(posts)
    ]


def _shown(post: StoredPost) -> tuple[object, ...]:
    texts = post.text[:_LONGEST], post.quoted[:_LONGEST]
    return post.relative_url, post.number, post.author, post.at, post.has_time, *texts


def _columns(posts: Sequence[PlacedPost]) -> dict[str, list[object]]:
    """The JSON of a block of the columns."""
    boards: dict[str, int] = {}
    threads: list[object] = []
    place = 0
    for thread in _threads(posts):
        number = thread[0].number
        board = boards.setdefault(thread[0].thread.board, len(boards))
        threads += (number.place - place, number.offset, len(thread), board)
        place = number.place
    authors: dict[str, int] = {}
    names = (one.post.author for one in posts)
    numbers = [authors.setdefault(urls.name_key(name), len(authors) + 1) if name else 0 for name in names]
    minutes, days = _dates(posts)
    return {
        "authors": [*authors],
        "boards": [*boards],
        "threads": threads,
        "author": [*numbers],
        "minutes": minutes,
        "days": days,
    }


def _dates(posts: Sequence[PlacedPost]) -> tuple[list[object], list[object]]:
    """The `minutes` and `days` of a block of the columns."""
    minutes: list[object] = []
    days: list[object] = []
    last = 0
    for one in posts:
        if one.post.at is None:
            minutes.append(None)
            continue
        minute = one.seconds // 60
        minutes.append(minute - last)
        days.append(_day(one.post.at[:10]) - minute // _DAY)
        last = minute
    return minutes, days


@lru_cache
def _day(day: str) -> int:
    return date.fromisoformat(day).toordinal() - _EPOCH
