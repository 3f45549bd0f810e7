"""The interface by which lists query the threads of a group, so that no list needs all threads in memory."""

from collections.abc import Iterator
from typing import Protocol

from archiver.model import (
    AuthoredRow,
    Group,
    GroupKey,
    GroupKind,
    Moment,
    Share,
    SummaryRow,
    ThreadOrder,
    ThreadPageRow,
    Url,
)


class Writings(Protocol):
    """The posts of all authors: implemented by `manifest.authored.AuthoredPosts`."""

    def rows(self, author: str) -> Iterator[AuthoredRow]:
        """The posts of an author by date, undated ones first, then by path and position."""

    def latest(self, author: str, count: int) -> list[AuthoredRow]:
        """The latest `count` posts of an author that have a date, the reverse of `rows`."""

    def years(self, author: str) -> list[Share]:
        """How much an author has written in each year, in their order."""

    def boards(self, author: str) -> list[Share]:
        """How much an author has written in each board."""

    def answered(self, author: str) -> dict[str, int]:
        """How many posts of each other author an author has answered, by the name as these posts spell it."""

    def quoting(self, author: str) -> dict[str, int]:
        """How often posts of each other author quote one of an author, by the name as these posts spell it."""


class Catalogue(Protocol):
    """The groups of all threads that have pages: implemented by `manifest.groups.Groups`."""

    @property
    def authored(self) -> Writings:
        """The posts of all authors."""

    def groups(self, kind: GroupKind) -> Iterator[Group]:
        """The groups of a kind, in the order of their keys."""

    def group(self, key: GroupKey) -> Group | None:
        """A group; None if it has no thread."""

    def rows(self, key: GroupKey) -> Iterator[SummaryRow]:
        """The threads of a group by the dates of their first posts, undated ones first, then by path."""

    def first(self, key: GroupKey, order: ThreadOrder, count: int) -> list[SummaryRow]:
        """The first `count` threads of a group in an order, the reverse of `rows` where it does not tell. Threads
        without a date have no place in an order by the latest post, nor those without a quote in one by quotes.

        Args:
            key: the group.
            order: the order.
            count: the largest number of threads.
        """

    def largest(self, kind: GroupKind, count: int) -> list[Group]:
        """The `count` groups of a kind with the most posts."""

    def threads_of_years(self) -> dict[int, int]:
        """How many threads have posts of each year, by year."""

    def thread_urls(self) -> Iterator[tuple[str, Url, Moment | None]]:
        """For each thread the path of its source, its URL, and the date of its latest post.

        Threads are in the order of `rows`.
        """

    def thread_pages(self) -> Iterator[ThreadPageRow]:
        """All pages of all threads, in the order of `rows`."""
