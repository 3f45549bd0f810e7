# ruff: noqa: D102  what is there is said of each class
"""What the share is made from: an index as it is read, and what each process keeps open of it.

Documents are numbered in each segment from 0. A thread's living documents stand in one segment, one after another, in
the order of their numbers in the thread.
"""

from array import array
from collections.abc import Collection, Iterator, Sequence
from typing import Protocol


class Postings(Protocol):
    """The living documents that have a term, ascending, and as many impacts and encoded positions."""

    @property
    def docs(self) -> Sequence[int]: ...
    @property
    def impacts(self) -> Sequence[int]: ...
    @property
    def positions(self) -> Sequence[bytes]: ...


class Post(Protocol):
    """A post as it is shown. `place` is its page and anchor, relative to the thread's URL."""

    @property
    def place(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def author(self) -> str | None: ...
    @property
    def at(self) -> str | None: ...
    @property
    def has_time(self) -> bool: ...
    @property
    def text(self) -> str: ...
    @property
    def quoted(self) -> str: ...


class Thread(Protocol):
    """Some posts of a thread, in the order of their documents."""

    @property
    def url(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def board(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def tags(self) -> Sequence[str]: ...
    @property
    def posts(self) -> Sequence[Post]: ...


class Segment(Protocol):
    """A part of an index. `starts` and `urls` say of each block (a `Thread`) its first document and its thread."""

    @property
    def count(self) -> int: ...
    @property
    def deleted(self) -> Collection[int]: ...
    @property
    def dates(self) -> "array[int]": ...
    @property
    def starts(self) -> Sequence[int]: ...
    @property
    def urls(self) -> Sequence[str]: ...

    def blocks(self) -> Iterator[tuple[str, int, int]]:
        """The thread of each block, its first document and the one behind its last."""
        ...

    def block(self, i: int, /) -> Thread:
        """The posts of a block, deleted ones too."""

    def items(self, field: str, start: bytes = b"", stop: bytes | None = None, /) -> Iterator[tuple[bytes, Postings]]:
        """The terms of a field, start <= term < stop, in the order of their bytes; none without postings."""

    def postings(self, field: str, term: bytes, /) -> Postings | None:
        """Those of one term."""


class Index(Protocol):
    """An index. `release` gives back the memory that holds parts of its files."""

    @property
    def segments(self) -> Sequence[Segment]: ...

    def release(self) -> None: ...
