"""The interface by which lists query the threads of a group, so that no list needs all threads in memory."""

from collections.abc import Iterator
from typing import Protocol

from archiver.model import Group, GroupKey, GroupKind, Moment, SummaryRow, Url


class Catalogue(Protocol):
    """The groups of all threads that have pages: implemented by `manifest.groups.Groups`.

    "Newest" is by the date of a thread's first post, "latest" by that of its last.
    """

    def groups(self, kind: GroupKind) -> Iterator[Group]:
        """The groups of a kind, in the order of their keys."""

    def group(self, key: GroupKey) -> Group | None:
        """A group; None if it has no thread."""

    def rows(self, key: GroupKey) -> Iterator[SummaryRow]:
        """The threads of a group by the dates of their first posts, undated ones first, then by path."""

    def newest(self, key: GroupKey, count: int) -> list[SummaryRow]:
        """The `count` threads of a group with the latest first posts: the end of `rows` in reverse order."""

    def latest(self, key: GroupKey, count: int) -> list[SummaryRow]:
        """The `count` threads of a group with the latest posts, the latest first; undated ones are left out."""

    def thread_urls(self) -> Iterator[tuple[str, Url, Moment | None]]:
        """For each thread the path of its source, its URL, and the date of its latest post.

        Threads are in the order of `rows`.
        """

    def undated(self) -> int:
        """How many threads have no date."""
