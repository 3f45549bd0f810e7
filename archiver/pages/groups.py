"""Threads that share a list: a board's, a tag's, an author's, a month's; and what is kept of all these groups."""

from collections.abc import Iterator
from typing import Protocol

from archiver import urls
from archiver.config import Config
from archiver.model import (
    MONTHS,
    Group,
    GroupKey,
    Kind,
    Membership,
    Moment,
    Row,
    Slug,
    ThreadSummary,
    Url,
)
from archiver.pages.boards import board_title
from archiver.pages.contexts import CountRow, Link

TAGS = Link(text="Tags", url=urls.TAGS_URL)
AUTHORS = Link(text="Authors", url=urls.AUTHORS_URL)
DATES = Link(text="Dates", url=urls.DATES_URL)


SITE = GroupKey(Kind.SITE, "")
ALIASED = GroupKey(Kind.ALIAS, "")


class Catalogue(Protocol):
    """What is kept of all threads, by query: lists need never have all of them in memory."""

    def groups(self, kind: Kind) -> Iterator[Group]:
        """The groups of a kind, by their keys."""

    def group(self, key: GroupKey) -> Group | None:
        """A group, if it has a thread."""

    def rows(self, key: GroupKey) -> Iterator[Row]:
        """The threads of a group by their first posts, oldest first, what has no date before all, then by path."""

    def newest(self, key: GroupKey, count: int) -> list[Row]:
        """The last of them, the last one first."""

    def latest(self, key: GroupKey, count: int) -> list[Row]:
        """Those that were written in last, the last one first; none without a date."""

    def addresses(self) -> Iterator[tuple[str, Url, Moment | None]]:
        """The path of each thread's source, its address, and when it was last written in, in the order of `rows`."""

    def undated(self) -> int:
        """How many threads have no date."""


def memberships(summary: ThreadSummary) -> tuple[Membership, ...]:
    """The groups that a thread is in."""
    return tuple(_memberships(summary))


def _memberships(summary: ThreadSummary) -> Iterator[Membership]:
    def member(kind: Kind, key: str, name: str = "") -> Membership:
        return Membership(group=GroupKey(kind, key), name=name, posts=summary.posts, first=summary.url)

    yield member(Kind.SITE, "")
    for board in urls.boards_above(summary.slug):
        yield member(Kind.BOARD, board)
    for key, tag in {urls.identity(tag): tag for tag in summary.tags}.items():
        yield member(Kind.TAG, key, tag)
    for person in summary.participants:
        group = GroupKey(Kind.AUTHOR, urls.identity(person.name))
        yield Membership(group=group, name=person.name, posts=person.posts, first=person.first)
    if summary.started:
        yield member(Kind.MONTH, f"{summary.started.at.year:04}-{summary.started.at.month:02}")
    if summary.aliases:
        yield member(Kind.ALIAS, "")


def group_title(group: Group, config: Config) -> str:
    """What a group is called."""
    match group.group.kind:
        case Kind.SITE:
            return config.title
        case Kind.BOARD:
            return board_title(Slug(group.group.key), config)
        case Kind.MONTH:
            year, month = month_of(group.group.key)
            return f"{MONTHS[month - 1]} {year}"
        case _:
            return group.name


def group_url(group: Group) -> Url:
    """Where a group's list stands."""
    match group.group.kind:
        case Kind.BOARD:
            return urls.slug_url(Slug(group.group.key))
        case Kind.TAG:
            return urls.tag_url(group.name)
        case Kind.AUTHOR:
            return urls.author_url(group.name)
        case Kind.MONTH:
            return urls.period_url(*month_of(group.group.key))
        case _:
            return urls.HOME_URL


def month_of(key: str) -> tuple[int, int]:
    """The year and the month that the key of a month's group names."""
    year, _, month = key.partition("-")
    return int(year), int(month)


def count_row(group: Group, config: Config) -> CountRow:
    """A group as a row of a list of groups."""
    is_board = group.group.kind is Kind.BOARD
    return CountRow(
        name=group_title(group, config),
        url=group_url(group),
        threads=group.threads,
        posts=group.posts,
        description=config.board(Slug(group.group.key)).description if is_board else None,
        latest=group.latest,
    )
