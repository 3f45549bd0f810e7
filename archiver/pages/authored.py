"""What the authors of a thread have written, for their lists and for the manifest."""

from collections import defaultdict

from archiver import urls
from archiver.model import AuthoredPost, Origins, Parents, Post, PostId, Thread, moment_to_text
from archiver.pages.summaries import excerpt, quoting_pairs

_EXCERPT = 160  # characters


def authored_posts(thread: Thread, origins: Origins, parents: Parents) -> tuple[AuthoredPost, ...]:
    """The posts of a thread whose authors are known, in their order.

    Args:
        thread: the thread.
        origins: the origins of its quotes.
        parents: the parents of posts that declare none (see `quotes.find_parents`).
    """
    posts = {post.id: post for post in thread.posts}
    quoting: dict[PostId, list[Post]] = defaultdict(list)
    for quoted, by in quoting_pairs(origins):
        quoting[quoted].append(posts[by])
    return tuple(
        AuthoredPost(
            author=urls.name_key(post.author),
            date=moment_to_text(post.date),
            position=post.position,
            post=post.id,
            number=post.number,
            year=post.date.at.year if post.date else 0,
            excerpt=excerpt(post, _EXCERPT),
            answers=_other(post, posts.get(post.reply_to or parents.get(post.id, post.id))),
            quoted_by=_quoting_authors(post, quoting[post.id]) if post.id in quoting else (),
        )
        for post in thread.posts
        if post.author
    )


def _quoting_authors(post: Post, quoting: list[Post]) -> tuple[str, ...]:
    by_position = sorted(quoting, key=lambda post: post.position)
    return tuple(name for name in (_other(post, other) for other in by_position) if name)


def _other(post: Post, other: Post | None) -> str:
    """The author of another post, as it spells the name; "" if it is not known, or the author of `post`."""
    if other is None or not other.author or not post.author:
        return ""
    return other.author if urls.name_key(other.author) != urls.name_key(post.author) else ""
