"""A thread as JSON (`index.json`) for programs: all that its pages show. What a source does not declare has no key."""

import json
from collections.abc import Callable
from functools import partial

from archiver import urls
from archiver.model import Origin, Origins, Post, Prose, Quote, ShowMedia, Thread
from archiver.pages.contexts import PostView

_Show = Callable[[str], str]


def thread_json(thread: Thread, origins: Origins, views: tuple[PostView, ...], show_media: ShowMedia) -> bytes:
    """The bytes of a thread's `index.json`, in UTF-8.

    Args:
        thread: the thread.
        origins: the origins of its quotes. Their spans are offsets in characters of the origin's own text, which is
            its prose texts joined by line breaks.
        views: the views of the thread's posts, in the order of `thread.posts`.
        show_media: puts published media into the HTML of a passage. Links in the JSON are relative to its own URL.
    """
    show = partial(show_media, page=urls.json_url(urls.slug_url(thread.slug)))
    posts = [_post_fields(post, view, origins, show) for post, view in zip(thread.posts, views, strict=True)]
    whole: dict[str, object] = {
        "url": urls.slug_url(thread.slug),
        "title": thread.title,
        "board": urls.board_of(thread.slug),
        "tags": list(thread.tags),
        "lang": thread.lang,
        "source": thread.source,
        "closed": thread.closed or None,
        "pinned": thread.pinned or None,
        "solved": thread.solved or None,
        "views": thread.views,
        "posts": posts,
    }
    return (json.dumps(_sparse(whole), ensure_ascii=False, indent=1) + "\n").encode()


def _post_fields(post: Post, view: PostView, origins: Origins, show: _Show) -> dict[str, object]:
    fields = {
        "id": post.id,
        "number": post.number,
        "url": view.url,
        "author": post.author,
        "date": post.date and post.date.iso,
        "edited": post.edited and post.edited.iso,
        "subject": post.subject,
        "reply_to": post.reply_to,
        "inferred_reply_to": view.reply_to.url if view.reply_to and view.inferred else None,
        "quoted_by": [ref.url for ref in view.quoted_by] or None,
        "original": post.url,
        "score": post.score,
        "deleted": post.deleted or None,
        "removed": post.removal and post.removal._asdict(),
        "accepted": post.accepted or None,
        "pinned": post.pinned or None,
        "reactions": dict(post.reactions) or None,
        "blocks": [_block_fields(post, block, origins, show) for block in post.blocks],
    }
    return _sparse(fields)


def _block_fields(post: Post, block: Prose | Quote, origins: Origins, show: _Show) -> dict[str, object]:
    if isinstance(block, Prose):
        return {"html": show(block.html), "text": block.text}
    attribution, origin = block.attribution, origins.get((post.id, block.number))
    fields: dict[str, object] = {
        "quote": [_block_fields(post, inner, origins, show) for inner in block.blocks],
        "attribution": attribution and attribution.text,
        "author": attribution and attribution.author,
        "origin": _origin_fields(origin) if origin else None,
    }
    return _sparse(fields)


def _origin_fields(origin: Origin) -> dict[str, object]:
    fields: dict[str, object] = {
        "state": origin.state,
        "posts": list(origin.posts) or None,
        "elsewhere": origin.cross_thread and origin.cross_thread.url,
        "method": origin.method,
        "score": origin.score,
        "spans": [list(span) for span in origin.spans] or None,
    }
    return _sparse(fields)


def _sparse(fields: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value is not None}
