"""Plans of the lists of boards, tags and months, and of their feeds; those of authors are in `authors`.

Lists are in the order of the threads' first posts, undated threads first. Pages are numbered from the oldest and full;
the unnumbered page, which readers see first, has the remaining threads: a new thread changes no other page.
"""

from collections.abc import Iterator, Mapping
from itertools import islice

from msgspec.structs import replace

from archiver import urls
from archiver.config import Config
from archiver.model import Group, GroupKey, GroupKind, PagePlan, Slug, ThreadOrder, Url
from archiver.pages.authors import plan_author
from archiver.pages.catalogue import Catalogue
from archiver.pages.contexts import CountRow, OrderLink, Pagination
from archiver.pages.kinds import LIST_KINDS, without_amounts
from archiver.pages.paging import LATEST, list_url, paginate_list
from archiver.pages.plans import FeedHead, ListHead, plan_page

_ORDERS = (ThreadOrder.NEWEST, ThreadOrder.LATEST, ThreadOrder.REPLIES, ThreadOrder.QUOTED)
"""The orders in which lists of several pages can be read."""


def plan_group(
    key: GroupKey, boards: Mapping[Slug, tuple[CountRow, ...]], catalogue: Catalogue, config: Config
) -> Iterator[PagePlan]:
    """The pages of a group's list, oldest threads or posts first, and its feed; none if the group has no thread.

    Args:
        key: the group, of a kind that has lists.
        boards: the boards directly below each board, by its slug (see `boards_below`).
        catalogue: the group's threads are read from it.
        config: the size of pages, and the titles of boards.
    """
    group = catalogue.group(key)
    if group is None:
        return iter(())
    if key.kind is GroupKind.AUTHOR:
        return plan_author(group, catalogue.authored, config)
    return _plan_threads(group, boards, catalogue, config)


def _plan_threads(
    group: Group, boards: Mapping[Slug, tuple[CountRow, ...]], catalogue: Catalogue, config: Config
) -> Iterator[PagePlan]:
    """The pages of a group's list, oldest threads first, its first threads in other orders, and its feed.

    Args:
        group: the group.
        boards: the boards directly below each board.
        catalogue: the group's threads are read from it.
        config: the size of pages, and the titles of boards.
    """
    key, kind, size = group.key, LIST_KINDS[group.key.kind], config.threads_per_page
    count = count_pages(group.threads, config)
    rows = catalogue.rows(key)
    newest = _head(group, boards, count, config)
    older = replace(newest, threads=None, posts=None, boards=without_amounts(newest.boards))
    for number in range(1, count):
        head = replace(older, pagination=paginate_list(newest.first, number, count))
        yield plan_page(list_url(newest.first, number, count), kind.template, head, tuple(islice(rows, size)))
    yield plan_page(newest.first, kind.template, newest, tuple(rows))
    for link in newest.orders[1:]:
        head = replace(newest, order=link.order, pagination=Pagination(number=1, previous=None, next=None))
        first = catalogue.first(key, link.order, size)
        yield plan_page(link.url, kind.template, head, tuple(reversed(first)))
    if newest.feed:
        yield from plan_feed(key, newest.title, newest.first, catalogue)


def list_urls(url: Url, entries: int, config: Config) -> Iterator[Url]:
    """The URLs of all pages of a list, the oldest first.

    Args:
        url: the URL of the list.
        entries: how many threads it has, or posts if it is that of an author.
        config: the size of pages.
    """
    count = count_pages(entries, config)
    return (list_url(url, number, count) for number in range(1, count + 1))


def count_pages(entries: int, config: Config) -> int:
    """The number of pages of a list of so many threads or posts; `config` has their size."""
    return max(1, entries // config.threads_per_page)


def _head(group: Group, boards: Mapping[Slug, tuple[CountRow, ...]], count: int, config: Config) -> ListHead:
    """The head of the unnumbered page of a group's list.

    Args:
        group: the group.
        boards: the boards directly below each board.
        count: the number of pages of the list.
        config: the titles of boards.
    """
    kind = LIST_KINDS[group.key.kind]
    url = kind.url(group)
    orders = (OrderLink(order=order, url=urls.ordered_url(url, order)) for order in _ORDERS)
    return ListHead(
        title=kind.title(group, config),
        first=url,
        order=ThreadOrder.NEWEST,
        orders=tuple(orders) if kind.has_orders and count > 1 else (),
        crumbs=kind.crumbs(group, config),
        description=kind.description(group, config),
        boards=boards.get(Slug(group.key.value), ()) if kind.shows_boards else (),
        threads=group.threads,
        posts=group.posts,
        feed=urls.feed_url(url) if kind.has_feed and group.latest else None,
        pagination=paginate_list(url, count, count),
    )


def plan_feed(key: GroupKey, title: str, url: Url, catalogue: Catalogue) -> Iterator[PagePlan]:
    """The feed of a group, with the threads that have the latest posts; none if no thread of the group has a date.

    Args:
        key: the group.
        title: the title of the feed.
        url: the page whose feed it is.
        catalogue: the group's threads are read from it.
    """
    if rows := catalogue.first(key, ThreadOrder.LATEST, LATEST):
        feed = urls.feed_url(url)
        yield plan_page(feed, "feed.xml", FeedHead(title=title, page=url, feed=feed), rows)
