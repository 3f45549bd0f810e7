"""The files of one thread: its pages, its source, and if they are configured, JSON and a feed."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from archiver import urls
from archiver.config import Config
from archiver.model import (
    CrossThread,
    Origins,
    Output,
    Page,
    Parents,
    ShowMedia,
    ShowPassages,
    Thread,
    ThreadSummary,
    Tombstone,
    copy_fields_to,
)
from archiver.pages.boards import crumbs
from archiver.pages.contexts import FeedEntry, FeedPage, Link, PageStart, Pagination, PostView, ThreadPage
from archiver.pages.feed_content import post_contents
from archiver.pages.outline import outline
from archiver.pages.paging import paginate
from archiver.pages.related import related_rows
from archiver.pages.sharing import sharing_fields
from archiver.pages.summaries import excerpt, page_url
from archiver.pages.thread_json import thread_json
from archiver.pages.views import view_posts

_FEED_ENTRIES = 50  # the latest posts


def plan_thread(
    thread: Thread,
    source: bytes,
    origins: Origins,
    parents: Parents,
    summary: ThreadSummary,
    config: Config,
    show: ShowPassages,
    cross_thread: CrossThread,
) -> Iterator[Page | Output]:
    """The files of a thread: each `Page` is still to be rendered, each `Output` is complete.

    Args:
        thread: the thread.
        source: the source in UTF-8, which is published unchanged.
        origins: the origins of the thread's quotes.
        parents: the parents of posts that declare none (see `quotes.find_parents`).
        summary: the summary of the thread.
        config: the settings of the site.
        show: puts published media into the HTML of passages, and for pages classes into the code in it.
        cross_thread: what the thread shows of others.
    """
    views = view_posts(thread, origins, parents, config, show, cross_thread.linked_from)
    first = urls.slug_url(thread.slug)
    yield from _pages(thread, views, summary, cross_thread, config)
    yield Output(path=urls.output_path(urls.source_url(first)), content=source)
    yield from _other_files(thread, origins, views, config, show.in_feeds)


def _pages(
    thread: Thread, views: tuple[PostView, ...], summary: ThreadSummary, cross_thread: CrossThread, config: Config
) -> Iterator[Page]:
    """The pages of a thread, still to be rendered.

    Args:
        thread: the thread.
        views: its posts as templates show them.
        summary: its summary.
        cross_thread: what the thread shows of others.
        config: the settings of the site.
    """
    parted = _parted(views, config.posts_per_page)
    tombstones = cross_thread.tombstones
    common = _Common(
        thread=thread,
        summary=summary,
        opening=views[0] if views else None,
        last=views[-1] if views else None,
        starts=tuple(map(_start, parted)) if len(parted) > 1 else (),
        cross_thread=cross_thread,
    )
    for number, posts in enumerate(parted, 1):
        url = page_url(thread, number)
        context = _thread_page(common, _with_tombstones(posts, number, tombstones), number, config)
        yield Page(path=urls.output_path(url), url=url, template="thread.html", context=context)


def _other_files(
    thread: Thread, origins: Origins, views: tuple[PostView, ...], config: Config, show_media: ShowMedia
) -> Iterator[Page | Output]:
    """The JSON and the feed of a thread, if the settings ask for them.

    Args:
        thread: the thread.
        origins: the origins of its quotes.
        views: its posts as templates show them.
        config: the settings of the site.
        show_media: puts published media into the HTML of a passage.
    """
    if config.thread_json:
        path = urls.output_path(urls.json_url(urls.slug_url(thread.slug)))
        yield Output(path=path, content=thread_json(thread, origins, views, show_media))
    if config.thread_feeds and (feed := _thread_feed(thread, views, config, show_media)):
        yield Page(path=urls.output_path(feed.feed), url=feed.feed, template="feed.xml", context=feed)


def _with_tombstones(
    views: tuple[PostView, ...], number: int, tombstones: tuple[Tombstone, ...]
) -> tuple[PostView, ...]:
    """The posts of page `number`, each with the `tombstones` behind it."""
    if not tombstones:
        return views
    behind = groupby((stone for stone in tombstones if stone.page == number), key=attrgetter("after"))
    of_post = {after: tuple(group) for after, group in behind}
    return tuple(replace(view, tombstones=of_post.get(view.position, ())) for view in views)


def _before_first(views: tuple[PostView, ...], number: int, tombstones: tuple[Tombstone, ...]) -> tuple[Tombstone, ...]:
    """The `tombstones` before the first post of page `number`, whose posts are `views`."""
    first = views[0].position if views else 1
    return tuple(stone for stone in tombstones if stone.page == number and stone.after < first)


def _parted(views: tuple[PostView, ...], size: int) -> list[tuple[PostView, ...]]:
    return [views[i : i + size] for i in range(0, len(views), size)] or [()]


class _Common(Struct, frozen=True, kw_only=True):
    """What all pages of a thread have in common."""

    thread: Thread
    summary: ThreadSummary
    opening: PostView | None
    """The first post; None if the thread has no posts."""
    last: PostView | None
    starts: tuple[PageStart, ...]
    cross_thread: CrossThread


def _start(posts: tuple[PostView, ...]) -> PageStart:
    return PageStart(number=posts[0].number, date=next((post.date for post in posts if post.date), None))


def _thread_page(common: _Common, posts: tuple[PostView, ...], number: int, config: Config) -> ThreadPage:
    thread, summary = common.thread, common.summary
    first, entries = summary.url, outline(posts)
    return copy_fields_to(
        ThreadPage,
        thread,
        crumbs=crumbs(thread.slug, config),
        thread=first,
        tags=tuple(Link(text=tag, url=urls.tag_url(tag)) for tag in thread.tags),
        posts=posts,
        tombstones=_before_first(posts, number, common.cross_thread.tombstones),
        outline=entries,
        total=len(thread.posts),
        authors=len(summary.participants),
        started=summary.started,
        latest=summary.latest,
        source=urls.source_url(first),
        original=thread.source,
        json=urls.json_url(first) if config.thread_json else None,
        feed=urls.feed_url(first) if config.thread_feeds and summary.latest else None,
        first_post=common.opening.url if common.opening else None,
        last_post=common.last.url if common.last else None,
        starts=common.starts,
        before=common.cross_thread.before,
        after=common.cross_thread.after,
        related=related_rows(common.cross_thread.related, config) if number == max(1, len(common.starts)) else (),
        pagination=_pagination(thread, number, config),
        **sharing_fields(thread, summary, common.opening, entries, config),
    )


def _pagination(thread: Thread, number: int, config: Config) -> Pagination:
    count = max(1, -(-len(thread.posts) // config.posts_per_page))
    return paginate(number, count, partial(page_url, thread))


def _thread_feed(thread: Thread, views: tuple[PostView, ...], config: Config, show_media: ShowMedia) -> FeedPage | None:
    dated = sorted(
        ((view.date, view) for view in views if view.date and not view.removal), key=lambda pair: pair[0], reverse=True
    )
    if not dated:
        return None
    by_id = {post.id: post for post in thread.posts}
    contents = post_contents(thread, [view.position for _, view in dated[:_FEED_ENTRIES]], show_media, config)
    first = urls.slug_url(thread.slug)
    entries = tuple(
        FeedEntry(
            title=f"#{view.number}" + (f" · {view.author.text}" if view.author else ""),
            url=view.url,
            authors=(view.author.text,) if view.author else (),
            published=date,
            updated=view.edited or date,
            summary=excerpt(by_id[view.id]),
            content=contents.get(view.position),
        )
        for date, view in dated[:_FEED_ENTRIES]
    )
    feed = urls.feed_url(first)
    return FeedPage(title=thread.title, page=first, feed=feed, updated=dated[0][0], entries=entries)
