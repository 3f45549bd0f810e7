"""Where the posts of a thread show or link to files: the references, and their lines in the source."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from urllib.parse import unquote

from archiver import urls
from archiver.config import Convention
from archiver.media.references import MediaReference, find_references
from archiver.model import Block, Post, Prose, SourceFile, Thread
from archiver.parse import to_utf_8

_MAX_POST = 200_000  # bytes after the start of a post in which an address is looked for


def references_of(thread: Thread) -> Iterator[tuple[Post, MediaReference]]:
    """All references in the posts of a thread, in and out of quotes, each with its post, in the order of the posts."""
    for post, html in passages_of(thread):
        for reference in find_references(html):
            yield post, reference


def passages_of(thread: Thread) -> Iterator[tuple[Post, str]]:
    """The HTML of all prose of a thread, in and out of quotes, each with its post, in the order of the posts."""
    for post in thread.posts:
        for html in _passages(post.blocks):
            yield post, html


def _passages(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The HTML of the prose of blocks, in and out of quotes."""
    for block in blocks:
        if isinstance(block, Prose):
            yield block.html
        else:
            yield from _passages(block.blocks)


class AddressLines:
    """Finds the lines of addresses in the files of a source. `convention` is the `[[source]]` table for them."""

    def __init__(self, files: tuple[SourceFile, ...], convention: Convention | None) -> None:
        self._files, self._encoding = files, convention.encoding if convention else None
        self._lines = cache(self._read)

    def line_of(self, address: str, post: Post) -> int:
        """The first line, from the start of a post on in its file, that has an address, escaped or encoded in one of
        the usual ways, or only the name of the file; the first line of the post if none has.
        """
        without_scheme = address.partition("://")[2]
        forms = (address, unquote(address), escape(address), without_scheme, urls.file_name(address))
        return self._first_line(dict.fromkeys(filter(None, forms)), post) or post.line

    def line_of_markdown_link(self, address: str, post: Post) -> int | None:
        """The first line, from the start of a post on, that has an address as the target of a link in Markdown; None if
        the link is HTML, as engines of forums and mail programs write it.
        """
        forms = dict.fromkeys((address, unquote(address)))
        return self._first_line([before + form for form in forms for before in ("](", "](<", "]: ", "]:")], post)

    def _first_line(self, words: Iterable[str], post: Post) -> int | None:
        """The first line with the first of the `words` that is in the file from the start of a post on."""
        content, starts = self._lines(post.file)
        start = starts[min(post.line, len(starts)) - 1]
        for some in words:
            at = content.find(some.encode(errors="surrogatepass"), start, start + _MAX_POST)
            if at >= 0:
                return bisect_right(starts, at)
        return None

    def _read(self, path: str) -> tuple[bytes, list[int]]:
        """A file in UTF-8, by its path in the project, and the offset of each of its lines."""
        file = next(file for file in self._files if file.project_path == path)
        content = to_utf_8(file.content, self._encoding)
        return content, [0, *(match.end() for match in re.finditer(b"\n", content))]
