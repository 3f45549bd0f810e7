"""Threads that share a list: a board's, a tag's, an author's, a month's."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from archiver import urls
from archiver.config import Config
from archiver.model import MONTHS, Moment, Participant, Slug, ThreadSummary, Url
from archiver.pages.contexts import CountRow, Link
from archiver.pages.thread import board_config, board_title, crumbs

TAGS = Link(text="Tags", url=Url("/tags/"))
AUTHORS = Link(text="Authors", url=Url("/authors/"))
DATES = Link(text="Dates", url=Url("/dates/"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Threads that share a page: a board's, a tag's, an author's, a month's; oldest first."""

    title: str
    url: Url
    template: str
    crumbs: tuple[Link, ...]
    threads: tuple[ThreadSummary, ...]
    posts: int
    feed: bool = True
    description: str | None = None
    boards: tuple[CountRow, ...] = ()
    entered: dict[str, Participant] | None = None
    """By thread, where an author enters it."""


def chronological(thread: ThreadSummary) -> tuple[bool, Moment | None, str]:
    """The order of lists: by first post, what has no date before all, then by path."""
    return (thread.started is not None, thread.started, thread.path)


def count_posts(threads: Sequence[ThreadSummary]) -> int:
    """The posts of all these threads."""
    return sum(thread.posts for thread in threads)


def count_row(group: Group) -> CountRow:
    """A group as a row of a list of groups."""
    latest = max((thread.latest for thread in group.threads if thread.latest), default=None)
    return CountRow(
        name=group.title,
        url=group.url,
        threads=len(group.threads),
        posts=group.posts,
        description=group.description,
        latest=latest,
    )


def board_groups(threads: list[ThreadSummary], config: Config) -> dict[Slug, Group]:
    """Every board with the threads on it and on the boards below it, in the order of their slugs."""
    on: dict[Slug, list[ThreadSummary]] = defaultdict(list)
    for thread in threads:
        for board in urls.boards_above(thread.slug):
            on[board].append(thread)
    groups: dict[Slug, Group] = {}
    for slug in sorted(on, reverse=True):  # deeper boards first: a board lists those below it
        below = tuple(count_row(group) for inner, group in reversed(groups.items()) if urls.board_of(inner) == slug)
        groups[slug] = Group(
            title=board_title(slug, config),
            url=urls.slug_url(slug),
            template="board.html",
            crumbs=crumbs(slug, config),
            threads=tuple(on[slug]),
            posts=count_posts(on[slug]),
            description=board_config(slug, config).description,
            boards=below,
        )
    return dict(sorted(groups.items()))


def tag_groups(threads: list[ThreadSummary]) -> list[Group]:
    """Every tag with its threads; its first spelling stands for all."""
    names: dict[str, str] = {}
    tagged: dict[str, list[ThreadSummary]] = defaultdict(list)
    for thread in threads:
        for key, name in {urls.identity(tag): tag for tag in thread.tags}.items():
            names.setdefault(key, name)
            tagged[key].append(thread)
    return [
        Group(
            title=names[key],
            url=urls.tag_url(names[key]),
            template="tag.html",
            crumbs=(TAGS,),
            threads=tuple(tagged[key]),
            posts=count_posts(tagged[key]),
        )
        for key in sorted(tagged)
    ]


def author_groups(threads: list[ThreadSummary]) -> list[Group]:
    """Every author with the threads that they wrote in; the first spelling of a name stands for all."""
    wrote: dict[str, list[tuple[ThreadSummary, Participant]]] = defaultdict(list)
    for thread in threads:
        for participant in thread.participants:
            wrote[urls.identity(participant.name)].append((thread, participant))
    return [
        Group(
            title=pairs[0][1].name,
            url=urls.author_url(pairs[0][1].name),
            template="author.html",
            crumbs=(AUTHORS,),
            threads=tuple(thread for thread, _ in pairs),
            posts=sum(participant.posts for _, participant in pairs),
            entered={thread.url: participant for thread, participant in pairs},
        )
        for _, pairs in sorted(wrote.items())
    ]


def month_groups(threads: list[ThreadSummary]) -> list[Group]:
    """Every month in which a thread was begun."""
    started: dict[tuple[int, int], list[ThreadSummary]] = defaultdict(list)
    for thread in threads:
        if thread.started:
            started[thread.started.at.year, thread.started.at.month].append(thread)
    return [
        Group(
            title=f"{MONTHS[month - 1]} {year}",
            url=urls.period_url(year, month),
            template="period.html",
            crumbs=(DATES, Link(text=str(year), url=urls.period_url(year))),
            threads=tuple(group),
            posts=count_posts(group),
            feed=False,
        )
        for (year, month), group in sorted(started.items())
    ]
