"""Plans of the lists of boards, tags, authors and months, and of their feeds.

Lists are in the order of the threads' first posts, undated threads first. Pages are numbered from the oldest and full;
the unnumbered page, which readers see first, has the remaining threads: a new thread changes no other page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from archiver import urls
from archiver.config import Config
from archiver.model import Group, GroupKey, PagePlan, Slug, Url
from archiver.pages.catalogue import Catalogue
from archiver.pages.contexts import CountRow, Pagination
from archiver.pages.kinds import LIST_KINDS
from archiver.pages.plans import FeedHead, ListHead, plan_page

LATEST = 20
"""The number of threads on the home page, and of entries in a feed."""


def plan_group(
    key: GroupKey, boards: Mapping[Slug, tuple[CountRow, ...]], catalogue: Catalogue, config: Config
) -> Iterator[PagePlan]:
    """The pages of a group's list, oldest threads first, and its feed; none if the group has no thread.

    Args:
        key: the group, of a kind that has lists.
        boards: the boards directly below each board, by its slug (see `boards_below`).
        catalogue: the group's threads are read from it.
        config: the size of pages, and the titles of boards.
    """
    group = catalogue.group(key)
    if group is None:
        return
    kind = LIST_KINDS[key.kind]
    url, size = kind.url(group), config.threads_per_page
    count = max(1, group.threads // size)
    rows = catalogue.rows(key)
    newest = _head(group, boards, config)
    for number in range(1, count):
        head = replace(newest, threads=None, posts=None, pagination=_pagination(url, number, count))
        yield plan_page(_page(url, number, count), kind.template, head, tuple(islice(rows, size)))
    head = replace(newest, pagination=_pagination(url, count, count))
    yield plan_page(url, kind.template, head, tuple(rows))
    if newest.feed:
        yield from plan_feed(key, newest.title, url, catalogue)


def _head(group: Group, boards: Mapping[Slug, tuple[CountRow, ...]], config: Config) -> ListHead:
    """The head of the unnumbered page of a group's list, as if it were the only page."""
    kind = LIST_KINDS[group.key.kind]
    url = kind.url(group)
    return ListHead(
        title=kind.title(group, config),
        crumbs=kind.crumbs(group, config),
        description=kind.description(group, config),
        boards=boards.get(Slug(group.key.value), ()) if kind.shows_boards else (),
        threads=group.threads,
        posts=group.posts,
        feed=urls.feed_url(url) if kind.has_feed and group.latest else None,
        pagination=_pagination(url, 1, 1),
    )


def _page(url: Url, number: int, count: int) -> Url:
    """The URL of page `number` of a list; the last page, number `count`, has the URL of the list itself, `url`."""
    return url if number == count else urls.numbered_url(url, number)


def _pagination(url: Url, number: int, count: int) -> Pagination:
    return Pagination(
        number=number,
        previous=_page(url, number - 1, count) if number > 1 else None,
        next=_page(url, number + 1, count) if number < count else None,
    )


def plan_feed(key: GroupKey, title: str, url: Url, catalogue: Catalogue) -> Iterator[PagePlan]:
    """The feed of a group, with the threads that have the latest posts; none if no thread of the group has a date.

    Args:
        key: the group.
        title: the title of the feed.
        url: the page whose feed it is.
        catalogue: the group's threads are read from it.
    """
    if rows := catalogue.latest(key, LATEST):
        feed = urls.feed_url(url)
        yield plan_page(feed, "feed.xml", FeedHead(title=title, page=url, feed=feed), rows)
