"""The catalogue: all threads by their groups, asked by query, so that lists need not have all of them in memory."""

from collections.abc import Iterator
from typing import Protocol

from archiver.model import Group, GroupKey, GroupKind, Moment, SummaryRow, Url

SITE = GroupKey(GroupKind.SITE, "")
"""The group of all threads."""
ALIASED = GroupKey(GroupKind.ALIAS, "")
"""The group of the threads that have aliases."""


class Catalogue(Protocol):
    """The groups of all threads that have pages. "Newest" goes by a thread's first post, "latest" by its last."""

    def groups(self, kind: GroupKind) -> Iterator[Group]:
        """The groups of a kind, in the order of their keys."""

    def group(self, key: GroupKey) -> Group | None:
        """A group; None if it has no thread."""

    def rows(self, key: GroupKey) -> Iterator[SummaryRow]:
        """The threads of a group by the dates of their first posts, undated ones first, then by path."""

    def newest(self, key: GroupKey, count: int) -> list[SummaryRow]:
        """The last `count` threads in the order of `rows`, the last one first."""

    def latest(self, key: GroupKey, count: int) -> list[SummaryRow]:
        """The `count` threads of a group with the latest posts, the latest first; undated ones are left out."""

    def thread_urls(self) -> Iterator[tuple[str, Url, Moment | None]]:
        """The path of each thread's source, its URL, and the date of its latest post, in the order of `rows`."""

    def undated(self) -> int:
        """How many threads have no date."""
