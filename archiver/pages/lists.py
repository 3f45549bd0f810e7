"""The pages of groups of threads: a board's, a tag's, an author's, a month's lists, and their feeds.

Lists run in the order of the threads' first posts, undated ones before all. Their pages are numbered from the oldest
and full, and the unnumbered page has what is left, newest first: a new thread changes that one and no other.

A page is planned as a `PagePlan`: what it says of its group, and the summaries of its threads as JSON. That is
all that it is drawn from, so it tells if the page is current; `fill` reads the summaries of those that are not.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from archiver import urls
from archiver.config import Config
from archiver.model import Group, GroupKey, Kind, Page, Row, Slug, ThreadSummary, Url, derive
from archiver.pages.boards import board_link, crumbs
from archiver.pages.contexts import CountRow, FeedEntry, FeedPage, HomePage, Link, ListPage, Pagination, ThreadRow
from archiver.pages.groups import (
    AUTHORS,
    DATES,
    TAGS,
    Catalogue,
    count_row,
    group_title,
    group_url,
    month_of,
)

LATEST = 20  # threads on the home page, and entries in a feed
_AUTHORS_SHOWN = 3
_TEMPLATES = {Kind.BOARD: "board.html", Kind.TAG: "tag.html", Kind.AUTHOR: "author.html", Kind.MONTH: "period.html"}
LISTED = frozenset(_TEMPLATES)
"""The kinds of groups that have lists."""

Read = Callable[[str], ThreadSummary]
"""Reads a summary as it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHead:
    """What a page of a list says beside its threads; `threads` and `posts` are the whole group, or None."""

    title: str
    crumbs: tuple[Link, ...]
    description: str | None = None
    boards: tuple[CountRow, ...] = ()
    threads: int | None
    posts: int | None
    feed: Url | None
    pagination: Pagination


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeHead:
    """What the home page says beside its threads."""

    title: str
    boards: tuple[CountRow, ...]
    threads: int
    posts: int
    authors: int
    feed: Url | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHead:
    """What a feed says beside its threads."""

    title: str
    page: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """A page to draw. `head` is one of the heads above, or the whole context of a page that shows no threads."""

    path: str
    url: Url
    template: str
    head: object
    rows: tuple[Row, ...] = ()
    absolute_links: bool = False


def plan_page(
    url: Url, template: str, head: object, rows: Sequence[Row] = (), *, absolute_links: bool = False
) -> PagePlan:
    """The draft of the page at a URL."""
    path = urls.output_path(url)
    return PagePlan(path=path, url=url, template=template, head=head, rows=tuple(rows), absolute_links=absolute_links)


def plan_group(
    key: GroupKey, boards: Mapping[Slug, tuple[CountRow, ...]], catalogue: Catalogue, config: Config
) -> Iterator[PagePlan]:
    """The pages of a group, oldest threads first, and its feed. `boards` are those below each board."""
    group = catalogue.group(key)
    if group is None:
        return
    url, size = group_url(group), config.threads_per_page
    full = max(0, group.threads // size - 1)
    has_feed = key.kind is not Kind.MONTH and group.latest is not None
    rows = catalogue.rows(key)
    for number in range(1, full + 2):
        is_last = number > full
        newer = url if number == full else urls.numbered_url(url, number + 1)
        older = urls.numbered_url(url, number - 1) if number > 1 else None
        head = ListHead(
            title=group_title(group, config),
            crumbs=_crumbs(group, config),
            description=count_row(group, config).description,
            boards=boards.get(Slug(key.key), ()) if key.kind is Kind.BOARD else (),
            threads=group.threads if is_last else None,
            posts=group.posts if is_last else None,
            feed=urls.feed_url(url) if has_feed else None,
            pagination=Pagination(number=number, previous=older, next=None if is_last else newer),
        )
        page = url if is_last else urls.numbered_url(url, number)
        yield plan_page(page, _TEMPLATES[key.kind], head, tuple(islice(rows, None if is_last else size)))
    if has_feed:
        yield from plan_feed(key, group_title(group, config), url, catalogue)


def plan_feed(key: GroupKey, title: str, url: Url, catalogue: Catalogue) -> Iterator[PagePlan]:
    """The feed of a group: the threads that were written in last. Atom demands dates, so there may be none."""
    if rows := catalogue.latest(key, LATEST):
        yield plan_page(urls.feed_url(url), "feed.xml", FeedHead(title=title, page=url), rows)


def fill(plan: PagePlan, read: Read, config: Config) -> Page:
    """The page that a draft is of."""
    threads = [(read(row.summary), row.first) for row in plan.rows]
    context = _context(plan, threads, config)
    return Page(
        path=plan.path, url=plan.url, template=plan.template, context=context, absolute_links=plan.absolute_links
    )


def _context(plan: PagePlan, threads: list[tuple[ThreadSummary, Url]], config: Config) -> object:
    match plan.head:
        case ListHead() as head:
            posts = sum(thread.posts for thread, _ in threads)
            return derive(
                ListPage,
                head,
                rows=tuple(_row(thread, first, config) for thread, first in reversed(threads)),
                threads=len(threads) if head.threads is None else head.threads,
                posts=posts if head.posts is None else head.posts,
            )
        case HomeHead() as head:
            return derive(HomePage, head, rows=tuple(_row(thread, first, config) for thread, first in threads))
        case FeedHead() as head:
            return _feed(head, plan.url, [thread for thread, _ in threads])
        case context:
            return context


def _crumbs(group: Group, config: Config) -> tuple[Link, ...]:
    match group.group.kind:
        case Kind.BOARD:
            return crumbs(Slug(group.group.key), config)
        case Kind.TAG:
            return (TAGS,)
        case Kind.AUTHOR:
            return (AUTHORS,)
        case _:
            year, _ = month_of(group.group.key)
            return (DATES, Link(text=str(year), url=urls.period_url(year)))


def _row(thread: ThreadSummary, first: Url, config: Config) -> ThreadRow:
    board = urls.board_of(thread.slug)
    shown = thread.participants[:_AUTHORS_SHOWN]
    return derive(
        ThreadRow,
        thread,
        first=first,
        board=board_link(board, config) if board else None,
        tags=tuple(Link(text=tag, url=urls.tag_url(tag)) for tag in thread.tags),
        authors=tuple(Link(text=p.name, url=urls.author_url(p.name)) for p in shown),
        more_authors=len(thread.participants) - len(shown),
    )


def _feed(head: FeedHead, feed: Url, threads: list[ThreadSummary]) -> FeedPage:
    entries = tuple(
        FeedEntry(
            title=thread.title,
            url=thread.url,
            authors=tuple(person.name for person in thread.participants[:1]),
            published=thread.started,
            updated=thread.latest,
            summary=thread.excerpt or None,
        )
        for thread in threads
        if thread.started and thread.latest  # as all have that a feed is planned with
    )
    return derive(FeedPage, head, feed=feed, updated=entries[0].updated, entries=entries)
