"""Summaries of threads, which the manifest stores between builds, and the groups that threads are in."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from archiver.model.identifiers import Slug, Url
from archiver.model.metadata import ListedMetadata
from archiver.model.moments import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An author of posts in a thread."""

    name: str
    """As the author's first post in the thread spells it."""
    posts: int
    """How many posts of the thread are by this author."""
    first: Url
    """The permalink of the first of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadSummary(ListedMetadata):
    """A thread as lists show it: all that the manifest stores of it.

    The fields with the names and types of fields of `Thread` are copied from it. A new field needs a default, so that
    a manifest of an earlier version can still be read.
    """

    path: str
    slug: Slug
    url: Url
    title: str
    excerpt: str
    """The beginning of the first post."""
    posts: int
    started: Moment | None = None
    """The date of the earliest post that has one."""
    latest: Moment | None = None
    """The date of the latest post that has one."""
    participants: tuple[Participant, ...] = ()
    """In the order of their first posts."""


class GroupKind(StrEnum):
    """What the threads of a group have in common."""

    SITE = "site"
    """Nothing: all threads. The only value is ""."""
    BOARD = "board"
    """A board or one below it. The value is the board's slug."""
    TAG = "tag"
    """The value is the `urls.name_key` of the tag."""
    AUTHOR = "author"
    """An author of at least one post. The value is the `urls.name_key` of the name."""
    MONTH = "month"
    """The month of the first post. The value is `2022-07`."""
    ALIAS = "alias"
    """They have aliases. The only value is ""."""


class GroupKey(NamedTuple):
    """Identifies a group of threads."""

    kind: GroupKind
    value: str
    """What the threads have in common, as `GroupKind` says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A thread as a member of a group."""

    key: GroupKey
    name: str = ""
    """The name of the tag or author, as the thread spells it."""
    posts: int
    """How many posts of the thread count for the group."""
    first: Url
    """Where the group's list enters the thread: its first page, or the author's first post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group as a whole."""

    key: GroupKey
    name: str
    """The name of the tag or author, as the group's first thread spells it."""
    threads: int
    posts: int
    latest: Moment | None
    """The date of the latest post in any of its threads."""


class SummaryRow(NamedTuple):
    """A thread of a group, as the manifest has it."""

    summary_json: str
    """The JSON text of its `ThreadSummary`."""
    first: Url
    """Where the group's list enters the thread."""
