"""The pages of one thread: its posts with replies and quotes linked, parted into pages."""

import json
from collections import defaultdict
from collections.abc import Iterator

from archiver import urls
from archiver.config import BoardConfig, Config
from archiver.model import Origins, Output, Page, Post, PostId, Prose, Quote, Slug, Thread, ThreadSummary
from archiver.pages.contexts import (
    FeedEntry,
    FeedPage,
    Link,
    Pagination,
    PostRef,
    PostView,
    QuoteView,
    ThreadPage,
)
from archiver.pages.summaries import excerpt, page_url, permalink, summarize


def plan_thread(thread: Thread, source: bytes, origins: Origins, config: Config) -> Iterator[Page | Output]:
    """All files of a thread: its pages, its source, and on request JSON and a feed."""
    views = _Views(thread, origins, config).posts()
    first = urls.slug_url(thread.slug)
    summary = summarize(thread, config)
    for number, posts in enumerate(_parted(views, config.posts_per_page), 1):
        url = page_url(thread, number)
        context = _thread_page(thread, summary, posts, number, config)
        yield Page(path=urls.output_path(url), url=url, template="thread.html", context=context)
    yield Output(path=urls.output_path(urls.file_url(first, "index.md")), content=source)
    if config.thread_json:
        path = urls.output_path(urls.file_url(first, "index.json"))
        yield Output(path=path, content=_thread_json(thread, views))
    if config.thread_feeds and (feed := _thread_feed(thread, views)):
        yield Page(path=urls.output_path(feed.feed), url=feed.feed, template="feed.xml", context=feed)


def crumbs(slug: Slug, config: Config) -> tuple[Link, ...]:
    """The way down to a thread or board: the boards that it stands on."""
    above = urls.boards_above(slug)
    return tuple(Link(text=board_title(board, config), url=urls.slug_url(board)) for board in above)


def board_title(board: Slug, config: Config) -> str:
    """A board's name: as it is configured, else the last part of its address."""
    return board_config(board, config).title or board.rpartition("/")[2]


def board_config(board: Slug, config: Config) -> BoardConfig:
    """What the configuration says of a board, which it may call by its folder or by its address."""
    named = (found for name, found in config.boards.items() if urls.slug_of_path(name) == board)
    return next(named, BoardConfig())


class _Views:
    """The posts of a thread as they are shown, with what points at them from all of the thread."""

    def __init__(self, thread: Thread, origins: Origins, config: Config) -> None:
        self._thread, self._origins, self._config = thread, origins, config
        self._refs = {
            p.id: PostRef(number=p.number, url=permalink(thread, p, config), name=p.author) for p in thread.posts
        }
        self._replies: dict[PostId, list[PostRef]] = defaultdict(list)
        self._quoted_by: dict[PostId, dict[PostId, PostRef]] = defaultdict(dict)
        for post in thread.posts:
            if post.reply_to:
                self._replies[post.reply_to].append(self._refs[post.id])
        for (quoting, _), origin in origins.items():
            if len(origin.posts) == 1:
                self._quoted_by[origin.posts[0]][quoting] = self._refs[quoting]

    def posts(self) -> tuple[PostView, ...]:
        return tuple(self._post(post) for post in self._thread.posts)

    def _post(self, post: Post) -> PostView:
        quoted_by = sorted(self._quoted_by[post.id].values(), key=lambda ref: ref.number)
        return PostView(
            id=post.id,
            number=post.number,
            url=self._refs[post.id].url,
            author=Link(text=post.author, url=urls.author_url(post.author)) if post.author else None,
            date=post.date,
            edited=post.edited,
            subject=post.subject,
            original=post.url,
            score=post.score,
            deleted=post.deleted,
            blocks=self._blocks(post, post.blocks),
            reply_to=self._refs.get(post.reply_to) if post.reply_to else None,
            ghost=bool(post.reply_to) and post.reply_to not in self._refs,
            replies=tuple(self._replies[post.id]),
            quoted_by=tuple(quoted_by),
        )

    def _blocks(self, post: Post, blocks: tuple[Prose | Quote, ...]) -> tuple[Prose | QuoteView, ...]:
        return tuple(self._quote(post, block) if isinstance(block, Quote) else block for block in blocks)

    def _quote(self, post: Post, quote: Quote) -> QuoteView:
        origin = self._origins.get((post.id, quote.number))
        return QuoteView(
            number=quote.number,
            blocks=self._blocks(post, quote.blocks),
            said=quote.attribution.text if quote.attribution else None,
            state=origin.state if origin else None,
            origins=tuple(self._refs[i] for i in origin.posts) if origin else (),
        )


def _parted(views: tuple[PostView, ...], size: int) -> list[tuple[PostView, ...]]:
    return [views[i : i + size] for i in range(0, len(views), size)] or [()]


def _thread_page(
    thread: Thread, summary: ThreadSummary, posts: tuple[PostView, ...], number: int, config: Config
) -> ThreadPage:
    first = summary.url
    return ThreadPage(
        title=thread.title,
        crumbs=crumbs(thread.slug, config),
        thread=first,
        lang=thread.lang,
        dir=thread.dir,
        tags=tuple(Link(text=tag, url=urls.tag_url(tag)) for tag in thread.tags),
        posts=posts,
        total=len(thread.posts),
        authors=len(summary.participants),
        started=summary.started,
        latest=summary.latest,
        excerpt=summary.excerpt,
        source=urls.file_url(first, "index.md"),
        original=thread.source,
        json=urls.file_url(first, "index.json") if config.thread_json else None,
        feed=urls.file_url(first, "feed.xml") if config.thread_feeds and summary.latest else None,
        pagination=_pagination(thread, number, config),
        extra=thread.extra,
    )


def _pagination(thread: Thread, number: int, config: Config) -> Pagination:
    count = max(1, -(-len(thread.posts) // config.posts_per_page))
    return Pagination(
        number=number,
        previous=page_url(thread, number - 1) if number > 1 else None,
        next=page_url(thread, number + 1) if number < count else None,
        pages=tuple(Link(text=str(n), url=page_url(thread, n)) for n in range(1, count + 1)) if count > 1 else (),
    )


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
        for date, view in dated[:50]
    )
    feed = urls.file_url(first, "feed.xml")
    return FeedPage(title=thread.title, page=first, feed=feed, updated=dated[0][0], entries=entries)


def _thread_json(thread: Thread, views: tuple[PostView, ...]) -> bytes:
    """The thread as JSON; what the source does not say has no key."""
    posts = [_sparse(_post_fields(post, view)) for post, view in zip(thread.posts, views, strict=True)]
    whole: dict[str, object] = {
        "url": urls.slug_url(thread.slug),
        "title": thread.title,
        "board": urls.board_of(thread.slug),
        "tags": list(thread.tags),
        "lang": thread.lang,
        "source": thread.source,
        "posts": posts,
    }
    return (json.dumps(_sparse(whole), ensure_ascii=False, indent=1) + "\n").encode()


def _post_fields(post: Post, view: PostView) -> dict[str, object]:
    return {
        "id": post.id,
        "number": post.number,
        "url": view.url,
        "author": post.author,
        "date": post.date and post.date.iso,
        "edited": post.edited and post.edited.iso,
        "subject": post.subject,
        "reply_to": post.reply_to,
        "original": post.url,
        "score": post.score,
        "deleted": post.deleted or None,
        "blocks": [_block_fields(block) for block in view.blocks],
    }


def _block_fields(block: Prose | QuoteView) -> dict[str, object]:
    if isinstance(block, Prose):
        return {"html": block.html, "text": block.text}
    return _sparse(
        {
            "quote": [_block_fields(inner) for inner in block.blocks],
            "attribution": block.said,
            "state": block.state,
            "origins": [ref.url for ref in block.origins] or None,
        }
    )


def _sparse(fields: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value is not None}
