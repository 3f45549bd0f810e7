"""What search results show of posts, and what facets and dates are taken from: blocks of posts, as JSON.

A result block has the texts of some 20 posts; a block of the days has the days of some 2,000, and one of the columns
their authors, boards and times. Most queries for dates read days alone, which are the smaller part.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from archiver import urls
from archiver.search.browser.directory import COLUMNS, DAYS, RESULTS
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
        kind: `directory.RESULTS`, `directory.COLUMNS` or `directory.DAYS`.
        files: The blocks are added to it.
        layout: Says where the blocks are cut.
    """
    entries: dict[bytes, bytes] = {}
    size, encode, folder = {
        RESULTS: (layout.results, _results, RESULTS_FOLDER),
        COLUMNS: (layout.columns, _columns, COLUMNS_FOLDER),
        DAYS: (layout.columns, _days, COLUMNS_FOLDER),
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
    authors = [post.quoted_authors] if post.quoted_authors else []
    return post.relative_url, post.number, post.author, post.at, post.has_time, *texts, *authors


def _days(posts: Sequence[PlacedPost]) -> dict[str, Sequence[object]]:
    """The JSON of a block of the days."""
    threads: list[object] = []
    place = 0
    for thread in _threads(posts):
        number = thread[0].number
        threads += (number.place - place, number.offset, len(thread))
        place = number.place
    days: list[object] = []
    last = 0
    for one in posts:
        day = _day_of(one.post)
        days.append(None if day is None else day - last)
        last = last if day is None else day
    return {"threads": threads, "days": days}


def _columns(posts: Sequence[PlacedPost]) -> dict[str, Sequence[object]]:
    """The JSON of a block of the columns."""
    boards: dict[str, int] = {}
    board = [boards.setdefault(thread[0].thread.board, len(boards)) for thread in _threads(posts)]
    authors: dict[str, int] = {}
    names = (one.post.author for one in posts)
    author = [authors.setdefault(urls.name_key(name), len(authors) + 1) if name else 0 for name in names]
    days = (_day_of(one.post) for one in posts)
    minutes = [None if day is None else one.seconds // 60 - _DAY * day for one, day in zip(posts, days, strict=True)]
    return {
        "authors": [*authors],
        "boards": [*boards],
        "board": board,
        "author": author,
        "minutes": minutes,
    }


def _day_of(post: StoredPost) -> int | None:
    """The local day of a post, counted from 1970-01-01; None for no date."""
    return None if post.at is None else _day(post.at[:10])


@lru_cache
def _day(day: str) -> int:
    return date.fromisoformat(day).toordinal() - _EPOCH
