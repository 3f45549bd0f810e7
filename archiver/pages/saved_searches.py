"""Plans the feeds of saved searches, the tables `[[feeds]]`: the newest posts that a query finds."""

from collections.abc import Callable, Iterator
from itertools import starmap

from archiver import urls
from archiver.config import Config, SavedSearch
from archiver.model import Hit, Moment, PagePlan
from archiver.pages.contexts import FeedEntry, FeedPage
from archiver.pages.paging import LATEST
from archiver.pages.plans import plan_page

FindNewest = Callable[[str, int], tuple[Hit, ...]]
"""Finds the newest posts that match a query, the newest first, at most so many."""


def plan_saved_searches(config: Config, find: FindNewest) -> Iterator[PagePlan]:
    """The feeds of all saved searches. One that finds no post with a date has none, since Atom demands dates."""
    for saved in config.feeds:
        dated = [(hit, hit.date) for hit in find(saved.query, LATEST) if hit.date]
        if dated:
            yield _plan(saved, tuple(starmap(_entry, dated)))


def _plan(saved: SavedSearch, entries: tuple[FeedEntry, ...]) -> PagePlan:
    feed = urls.saved_search_url(saved.name)
    title, page = saved.title or saved.query, urls.search_url(saved.query)
    head = FeedPage(title=title, page=page, feed=feed, updated=entries[0].updated, entries=entries)
    return plan_page(feed, "feed.xml", head)


def _entry(hit: Hit, date: Moment) -> FeedEntry:
    return FeedEntry(
        title=hit.title,
        url=hit.url,
        authors=(hit.author,) if hit.author else (),
        published=date,
        updated=date,
        summary=hit.snippet or None,
    )
