"""What is kept of a thread between builds, and the groups that it is in."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from archiver.model.identifiers import Slug, Url
from archiver.model.moments import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who wrote how many posts of a thread, and the first of them."""

    name: str
    posts: int
    first: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadSummary:
    """What list pages say of a thread, and all that is kept of it between builds."""

    path: str
    slug: Slug
    url: Url
    title: str
    excerpt: str
    posts: int
    tags: tuple[str, ...] = ()
    lang: str | None = None
    dir: str | None = None
    started: Moment | None = None
    latest: Moment | None = None
    participants: tuple[Participant, ...] = ()
    aliases: tuple[str, ...] = ()


class Kind(StrEnum):
    """What threads of one group share."""

    SITE = "site"
    """All threads; the one key is ""."""
    BOARD = "board"
    TAG = "tag"
    AUTHOR = "author"
    MONTH = "month"
    """Begun in it; the key is `2022-07`."""
    ALIAS = "alias"
    """That they have aliases; the one key is ""."""


class GroupKey(NamedTuple):
    """Which group: threads that share a list."""

    kind: Kind
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A thread in a group: how it spells the group's name, its posts that count for it, and where to enter it."""

    group: GroupKey
    name: str = ""
    posts: int
    first: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group as a whole. Its name is as its first thread spells it."""

    group: GroupKey
    name: str
    threads: int
    posts: int
    latest: Moment | None


class Row(NamedTuple):
    """A thread of a group: its summary as it is kept (see `Manifest`), and where this group enters it."""

    summary: str
    first: Url
