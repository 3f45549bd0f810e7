"""What a post has in the fields of the index: values in sets, as author, board and tag, and texts in fields of words.

The title is in a field of the first post of a thread, too: whoever indexes the thread adds it.
"""

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


def post_words(post: SearchablePost, lang: str) -> Iterator[tuple[str, str, str]]:
    """Triples of field, text and language of one post. `lang` is the thread's primary language subtag; "" for none."""
    if post.searched_text:
        yield "text", post.searched_text, lang
    if post.quoted:
        yield "quoted", post.quoted, lang
    if post.author:
        yield "name", " ".join((post.author, *post.other_names)), ""  # a name has no stems
