"""The texts of posts and quotes in the form in which they are compared."""

from collections.abc import Iterator

from archiver.model import Block, Post, PostId, Quote, Thread, own_words
from archiver.quotes.canonical import Passage


def quotes_of(post: Post) -> Iterator[Quote]:
    """All quotes of a post at any depth, an outer quote before its inner ones. Does not recurse."""
    waiting = [block for block in reversed(post.blocks) if isinstance(block, Quote)]
    while waiting:
        quote = waiting.pop()
        yield quote
        waiting += [block for block in reversed(quote.blocks) if isinstance(block, Quote)]


def words_of(blocks: tuple[Block, ...]) -> Passage:
    """The words of a post or quote with these blocks, without the quotes in it."""
    return Passage(own_words(blocks))


class PostWords(dict[PostId, Passage]):
    """The words of each post of a thread (`words_of`), by its id; computed when a post is first looked up."""

    def __init__(self, thread: Thread) -> None:
        self._blocks = {post.id: post.blocks for post in thread.posts}

    def __missing__(self, post: PostId) -> Passage:
        self[post] = words_of(self._blocks[post])
        return self[post]
