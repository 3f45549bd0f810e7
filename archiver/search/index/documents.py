"""The values of a post in the fields of the index that are sets of values, as author, board and tag."""

from collections.abc import Iterable, Iterator

from archiver import urls
from archiver.model import SearchablePost, Slug


def thread_values(slug: str, lang: str, tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of field and value that every post of a thread has.

    Args:
        slug: The thread's slug.
        lang: The thread's primary language subtag; "" for none.
        tags: The thread's tags as displayed.
    """
    yield "thread", slug
    if lang:
        yield "lang", lang
    for board in urls.boards_above(Slug(slug)):
        yield "board", board
    for tag in dict.fromkeys(map(urls.name_key, tags)):
        yield "tag", tag


def post_values(post: SearchablePost) -> Iterator[tuple[str, str]]:
    """Pairs of field and value of one post, in addition to `thread_values`."""
    if post.author:
        yield "author", urls.name_key(post.author)
    for flag in post.flags:
        yield "flag", flag
    for cited in dict.fromkeys(post.cites):
        yield "cites", cited
