"""What a document (one post) has in the fields that are sets of values."""

from collections.abc import Iterable, Iterator

from archiver import urls
from archiver.model import SearchablePost, Slug


def thread_values(slug: str, lang: str, tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The fields and values that all posts of a thread have.

    `slug` is the thread's; `lang` its primary language subtag, "" for none; `tags` are its tags as they are displayed.
    """
    yield "thread", slug
    if lang:
        yield "lang", lang
    for board in urls.boards_above(Slug(slug)):
        yield "board", board
    for tag in dict.fromkeys(map(urls.name_key, tags)):
        yield "tag", tag


def post_values(post: SearchablePost) -> Iterator[tuple[str, str]]:
    """The fields and values that one post has besides those of its thread."""
    if post.author:
        yield "author", urls.name_key(post.author)
    for flag in post.flags:
        yield "flag", flag
    for cited in dict.fromkeys(post.cites):
        yield "cites", cited
