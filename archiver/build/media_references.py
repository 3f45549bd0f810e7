"""Where the posts of a thread show or link to files: the references, and their lines in the source."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from html import escape
from urllib.parse import unquote

from archiver import urls
from archiver.media.references import MediaReference, find_references
from archiver.model import Block, Post, Prose, Thread

_MAX_POST = 200_000  # bytes after the start of a post in which an address is looked for


def references_of(thread: Thread) -> Iterator[tuple[Post, MediaReference]]:
    """All references in the posts of a thread, in and out of quotes, each with its post, in the order of the posts."""
    for post in thread.posts:
        for html in _passages(post.blocks):
            for reference in find_references(html):
                yield post, reference


def _passages(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The HTML of the prose of blocks, in and out of quotes."""
    for block in blocks:
        if isinstance(block, Prose):
            yield block.html
        else:
            yield from _passages(block.blocks)


class AddressLines:
    """Finds the lines of addresses in a source. `content` is the source in UTF-8."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def line_of(self, address: str, post: Post) -> int:
        """The first line from the start of a post on that has an address, escaped or encoded in one of the usual ways,
        or only the name of the file; the first line of the post if none has.
        """
        start = self._starts[min(post.line, len(self._starts)) - 1]
        without_scheme = address.partition("://")[2]
        forms = (address, unquote(address), escape(address), without_scheme, urls.file_name(address))
        for words in dict.fromkeys(filter(None, forms)):
            at = self._content.find(words.encode(errors="surrogatepass"), start, start + _MAX_POST)
            if at >= 0:
                return bisect_right(self._starts, at)
        return post.line

    @cached_property
    def _starts(self) -> list[int]:
        """The offset of each line."""
        return [0, *(match.end() for match in re.finditer(b"\n", self._content))]
