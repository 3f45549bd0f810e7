"""The texts of posts and quotes in the form in which they are compared."""

from archiver.model import Block, PostId, Thread, own_words
from archiver.quotes.canonical import Passage


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
