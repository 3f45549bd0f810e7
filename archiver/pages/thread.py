"""The files of one thread: its pages, its source, and if they are configured, JSON and a feed."""

from collections.abc import Iterator
from functools import partial

from archiver import urls
from archiver.config import Config
from archiver.model import LinkedFrom, Origins, Output, Page, Parents, ShowMedia, Thread, ThreadSummary, copy_fields_to
from archiver.pages.boards import crumbs
from archiver.pages.contexts import FeedEntry, FeedPage, Link, Pagination, PostView, ThreadPage
from archiver.pages.linked_data import linked_data
from archiver.pages.outline import outline
from archiver.pages.paging import paginate
from archiver.pages.summaries import excerpt, page_url, summarize
from archiver.pages.thread_json import thread_json
from archiver.pages.views import view_posts

_FEED_ENTRIES = 50  # the latest posts


def plan_thread(
    thread: Thread,
    source: bytes,
    origins: Origins,
    parents: Parents,
    config: Config,
    show_media: ShowMedia,
    linked_from: LinkedFrom,
) -> Iterator[Page | Output]:
    """The files of a thread: each `Page` is still to be rendered, each `Output` is complete.

    Args:
        thread: the thread.
        source: the source in UTF-8, which is published unchanged.
        origins: the origins of the thread's quotes.
        parents: the parents of posts that declare none (see `quotes.find_parents`).
        config: the settings of the site.
        show_media: puts published media into the HTML of a passage.
        linked_from: the posts of other threads that link to posts of this one.
    """
    views = view_posts(thread, origins, parents, config, show_media, linked_from)
    first = urls.slug_url(thread.slug)
    summary = summarize(thread, origins, config)
    for number, posts in enumerate(_parted(views, config.posts_per_page), 1):
        url = page_url(thread, number)
        context = _thread_page(thread, summary, posts, number, config)
        yield Page(path=urls.output_path(url), url=url, template="thread.html", context=context)
    yield Output(path=urls.output_path(urls.source_url(first)), content=source)
    yield from _other_files(thread, origins, views, config, show_media)


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
    if config.thread_feeds and (feed := _thread_feed(thread, views)):
        yield Page(path=urls.output_path(feed.feed), url=feed.feed, template="feed.xml", context=feed)


def _parted(views: tuple[PostView, ...], size: int) -> list[tuple[PostView, ...]]:
    return [views[i : i + size] for i in range(0, len(views), size)] or [()]


def _thread_page(
    thread: Thread, summary: ThreadSummary, posts: tuple[PostView, ...], number: int, config: Config
) -> ThreadPage:
    first = summary.url
    return copy_fields_to(
        ThreadPage,
        thread,
        crumbs=crumbs(thread.slug, config),
        thread=first,
        tags=tuple(Link(text=tag, url=urls.tag_url(tag)) for tag in thread.tags),
        posts=posts,
        outline=outline(posts),
        total=len(thread.posts),
        authors=len(summary.participants),
        started=summary.started,
        latest=summary.latest,
        excerpt=summary.excerpt,
        source=urls.source_url(first),
        original=thread.source,
        json=urls.json_url(first) if config.thread_json else None,
        feed=urls.feed_url(first) if config.thread_feeds and summary.latest else None,
        pagination=_pagination(thread, number, config),
        linked_data=linked_data(summary, posts, config),
    )


def _pagination(thread: Thread, number: int, config: Config) -> Pagination:
    count = max(1, -(-len(thread.posts) // config.posts_per_page))
    return paginate(number, count, partial(page_url, thread))


def _thread_feed(thread: Thread, views: tuple[PostView, ...]) -> FeedPage | None:
    dated = sorted(((view.date, view) for view in views if view.date), key=lambda pair: pair[0], reverse=True)
    if not dated:
        return None
    by_id = {post.id: post for post in thread.posts}
    first = urls.slug_url(thread.slug)
    entries = tuple(
        FeedEntry(
            title=f"#{view.number}" + (f" · {view.author.text}" if view.author else ""),
            url=view.url,
            authors=(view.author.text,) if view.author else (),
            published=date,
            updated=view.edited or date,
            summary=excerpt(by_id[view.id]),
        )
        for date, view in dated[:_FEED_ENTRIES]
    )
    feed = urls.feed_url(first)
    return FeedPage(title=thread.title, page=first, feed=feed, updated=dated[0][0], entries=entries)
