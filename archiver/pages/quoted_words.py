"""The words that posts quote, and whose they are, for the search index."""

from collections.abc import Iterator
from typing import NamedTuple, TypedDict

from archiver.model import Origin, Origins, Post, Prose, Quote, QuotedAuthors, Thread


class QuotedFields(TypedDict):
    """The fields of `SearchablePost` for the words that a post quotes."""

    quoted: str
    quoted_authors: QuotedAuthors


class _Passage(NamedTuple):
    """Words of a quote, white space collapsed, and their author; None if unknown."""

    words: str
    author: str | None


class QuotedWords:
    """Finds the words that posts of a thread quote, and the authors that the page of the thread shows for them.

    Args:
        thread: the thread.
        origins: the origins of its quotes.
    """

    def __init__(self, thread: Thread, origins: Origins) -> None:
        self._origins = origins
        self._authors = {post.id: post.author for post in thread.posts}

    def of(self, post: Post) -> QuotedFields:
        """The words of all quotes of a post, at any depth, and their authors."""
        passages = [
            passage for block in post.blocks if isinstance(block, Quote) for passage in self._passages(post, block)
        ]
        return {"quoted": " ".join(words for words, _ in passages), "quoted_authors": _authors(passages)}

    def _passages(self, post: Post, quote: Quote) -> Iterator[_Passage]:
        """The passages of a quote, in order; those of its inner quotes are by their own authors."""
        author = self._author(quote, self._origins.get((post.id, quote.number)))
        for block in quote.blocks:
            if not isinstance(block, Prose):
                yield from self._passages(post, block)
            elif words := " ".join(block.text.split()):
                yield _Passage(words, author)

    def _author(self, quote: Quote, origin: Origin | None) -> str | None:
        """The author of the post that a quote is from; else the one whom its attribution names."""
        named = quote.attribution.author if quote.attribution else None
        if origin and origin.cross_thread:
            return origin.cross_thread.author or named
        is_certain = origin is not None and len(origin.posts) == 1
        return (self._authors[origin.posts[0]] if origin and is_certain else None) or named


def _authors(passages: list[_Passage]) -> QuotedAuthors:
    """The authors of passages that a space parts from each other; () if no author is known."""
    found: list[tuple[int, str | None]] = []
    end = -1
    for words, author in passages:
        end += len(words) + 1
        if found and found[-1][1] == author:
            found.pop()
        found.append((end, author))
    if found and found[-1][1] is None:
        found.pop()
    return tuple(found)
