"""Summaries of threads, which the manifest stores between builds, and the groups that threads are in."""

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from archiver.model.identifiers import Slug, Url
from archiver.model.metadata import ListedMetadata
from archiver.model.moments import Moment


class Participant(Struct, frozen=True, kw_only=True):
    """An author of posts in a thread."""

    name: str
    """As the author's first post in the thread spells it."""
    posts: int
    """How many posts of the thread are by this author."""


class MonthOfThread(Struct, frozen=True, kw_only=True):
    """A month in which a thread has posts."""

    month: str
    """As `2022-07`."""
    posts: int
    first: Url
    """The permalink of the thread's first post of the month."""


class QuotedPost(Struct, frozen=True, kw_only=True):
    """A post that later posts of its thread quote."""

    url: Url
    number: int
    """The number of the post as readers see it."""
    author: str | None
    excerpt: str
    """The beginning of the post."""
    quotes: int
    """How many posts quote it."""


class ThreadSummary(ListedMetadata, frozen=True, kw_only=True):
    """What lists show of a thread. The manifest stores it, so that lists can be rendered without reading the source.

    Fields with the name and type of a field of `Thread` are copied from the thread. A new field needs a default, so
    that a manifest of an earlier version can still be read.
    """

    path: str
    slug: Slug
    url: Url
    title: str
    excerpt: str
    """The beginning of the first post."""
    posts: int
    started: Moment | None = None
    """The date of the earliest dated post; None if no post has a date."""
    latest: Moment | None = None
    """The date of the latest dated post; None if no post has a date."""
    participants: tuple[Participant, ...] = ()
    """All authors, in the order of their first posts."""
    months: tuple[MonthOfThread, ...] = ()
    """The months in which dated posts are, in order."""
    quoted: int = 0
    """How often its posts are quoted in it: pairs of a post and one that quotes it."""
    most_quoted: QuotedPost | None = None
    """The post that most others quote, of equal ones the first; None if none is quoted."""
    page_dates: tuple[Moment | None, ...] = ()
    """The date of the latest post of each page; empty for a thread of one page."""
    opening: str = ""
    """The first post as HTML for feeds, with absolute addresses; "" if feeds do not have whole posts."""


class GroupKind(StrEnum):
    """What the threads of a group have in common."""

    SITE = "site"
    """Nothing: the group of all threads. The value of its key is ""."""
    BOARD = "board"
    """They are in a board, or in one below it. The value is the board's slug."""
    TAG = "tag"
    """They have a tag. The value is the `urls.name_key` of the tag."""
    AUTHOR = "author"
    """They have a post of an author. The value is the `urls.name_key` of the author's name."""
    MONTH = "month"
    """They have posts of one month. The value is the month, as `2022-07`; "" for threads without a date."""
    ALIAS = "alias"
    """They have aliases. The value is ""."""


class GroupKey(NamedTuple):
    """Identifies a group of threads."""

    kind: GroupKind
    value: str
    """The slug, name key or month that the threads have in common (see `GroupKind`)."""


ALL_THREADS = GroupKey(GroupKind.SITE, "")
"""The group of all threads."""
ALIASED = GroupKey(GroupKind.ALIAS, "")
"""The group of the threads that have aliases."""


class Membership(Struct, frozen=True, kw_only=True):
    """A thread as a member of a group."""

    key: GroupKey
    name: str = ""
    """The name of the tag or author, as the thread spells it."""
    posts: int
    """How many posts of the thread count for the group."""
    first: Url
    """The link to the thread in the group's list: its first page, or in a month's list its first post of the month."""


class Group(Struct, frozen=True, kw_only=True):
    """A group of threads that have something in common, with its numbers of threads and posts."""

    key: GroupKey
    name: str
    """The name of the tag or author, as the group's first thread spells it."""
    threads: int
    posts: int
    latest: Moment | None
    """The date of the latest post in any of its threads."""


class ThreadOrder(StrEnum):
    """An order of the threads of a list, largest or latest first. The values are part of URLs."""

    NEWEST = "newest"
    """By the date of the first post."""
    LATEST = "latest"
    """By the date of the last post."""
    REPLIES = "replies"
    """By the number of posts."""
    QUOTED = "quoted"
    """By how often posts of the thread are quoted in it."""
    LONGEST = "longest"
    """By the time from the first post to the last."""
    QUOTED_POST = "quoted-post"
    """By how often the most quoted post of the thread is quoted."""


class SummaryRow(NamedTuple):
    """A thread of a group, as the manifest stores it."""

    summary_json: str
    """The JSON text of the thread's `ThreadSummary`."""
    first: Url
    """The link to the thread in the group's list (see `Membership.first`)."""


class ThreadPageRow(NamedTuple):
    """A page of a thread, as the manifest stores it."""

    thread: Url
    """The first page."""
    number: int
    """Counted from 1."""
    started: str
    """The date of the thread's earliest post (see `moment_to_text`)."""
    latest: str
    """The date of the page's latest post, in the same form."""
