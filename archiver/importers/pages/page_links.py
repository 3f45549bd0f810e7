"""Links between the pages of one import: in bodies they lead to the addresses that its threads have as `source`.

A forum has many addresses for a thread (`viewtopic.php?f=2&t=5&start=15`) and for a post (`viewtopic.php?p=77#p77`).
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from html import escape, unescape
from urllib.parse import unquote

from archiver.importers.pages.engine import Engine, pattern_of
from archiver.importers.pages.page_head import clean_url, host_of, resolve
from archiver.importers.pages.thread_pages import SavedThreadPage

_LINK = re.compile(r"(<a\b[^<>]{0,2000}?\shref=\")([^\"<>]{1,2000})\"", re.IGNORECASE)
_LAST = 1 << 30  # added to the numbers of pages without ids of posts: those of others come before
_DIGITS = re.compile(r"[0-9]{1,18}\Z")


class PageLinks:
    """The threads and posts of an import by the addresses that lead to them."""

    def __init__(self) -> None:
        self._threads: dict[str, tuple[int, str]] = {}
        """The number and the address of the first page of each thread, by the key of the thread."""
        self._posts: dict[str, dict[int, str]] = {}
        """The key of the thread of each post, by the site, and the id of the post."""

    def add(self, key: str, page: SavedThreadPage) -> None:
        """Add a page of the thread with a key, as `thread_key` makes it."""
        if not page.url:
            return
        number = page.counts.get("page", 1) + page.is_simple * _LAST
        if key not in self._threads or number < self._threads[key][0]:
            self._threads[key] = (number, clean_url(page.url))
        posts = self._posts.setdefault(key.rpartition(" ")[0], {})
        for post in () if page.is_simple else page.posts:
            if post.id.isascii() and post.id.isdigit():
                posts.setdefault(int(post.id), key)

    def follower(self, engine: Engine | None, page_url: str) -> Callable[[str], str]:
        """What makes the links in a body of a page lead to the addresses that threads of this import have.

        Args:
            engine: the engine that has made the page; None if it is not known.
            page_url: the address of the page; "" if it is not known.
        """
        if engine is None or not page_url:
            return str
        return partial(_LINK.sub, partial(self._replace, engine, page_url))

    def _replace(self, engine: Engine, page_url: str, match: re.Match[str]) -> str:
        url = resolve(page_url, unescape(match[2]))
        found = self._find(engine, url) if url else ""
        return f'{match[1]}{escape(found)}"' if found else match[0]

    def _find(self, engine: Engine, url: str) -> str:
        """The address of the thread or post of this import that an address leads to; "" if it leads to none."""
        page, _, fragment = unquote(url).partition("#")
        site = f"{host_of(url)} {engine.family}"
        posts = self._posts.get(site)
        if posts is None:
            return ""
        digits = _DIGITS.search(fragment)
        ids = map(int, (*_groups(engine.post_link, page), *([digits[0]] if digits else [])))
        post = next((id_ for id_ in ids if id_ in posts), None)
        key = posts[post] if post is not None else f"{site} {next(_groups(engine.thread, page), '')}"
        if key not in self._threads:
            return ""
        thread_url = self._threads[key][1]
        return f"{thread_url}#{fragment}" if fragment else f"{thread_url}#p{post}" if post is not None else thread_url


def thread_key(host: str, page: SavedThreadPage) -> str:
    """The key of the thread of a page. `host` is that of its site."""
    return f"{host} {page.family} {page.thread}"


def _groups(pattern: str, address: str) -> Iterator[str]:
    """What the groups of a pattern find in an address."""
    match = pattern_of(pattern).search(address) if pattern else None
    yield from filter(None, match.groups()) if match else ()
