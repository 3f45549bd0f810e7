"""Reads a page of a thread by the row of its engine: the thread, what it claims, and its posts.

In comes a parsed page, out comes a record that can be kept as JSON. Bodies are HTML, as the page has them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archiver.importers.pages.engine import Engine, pattern_of
from archiver.importers.pages.engine_table import MOST_USED
from archiver.importers.pages.further_engines import FURTHER
from archiver.importers.pages.markup import attribute_of, text_of, value_at, values_at
from archiver.importers.pages.nested_engines import NESTED
from archiver.importers.pages.page_head import resolve
from archiver.importers.pages.page_marks import is_marked
from archiver.importers.pages.page_posts import FindFile, PagePost, read_posts
from archiver.importers.pages.simple_engines import SIMPLE
from archiver.values import is_web_address

ENGINES = (*MOST_USED, *FURTHER, *SIMPLE, *NESTED)
_MARKED_TITLE = re.compile(
    r"^(?:Topic|Thread|Thema|Sujet|Tema|Тема|Discussion|主题)\s?:\s?|\s*\((?:Read|Gelesen) [\d.,]+ \w+\)$"
)
_LABELS = "h1 .label, h1 .label-append, h1 .prefix"
"""Selectors of what XenForo writes before the title of a thread."""
_MOST_CRUMBS = 8


@dataclass(slots=True, kw_only=True)
class SavedThreadPage:
    """A page of a thread."""

    engine: str = ""
    family: str = ""
    thread: str = ""
    """The id of the thread; "" if the page does not tell."""
    title: str = ""
    board: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """What the page claims: `posts` or `replies` of the thread, `page` and `pages`, `views`."""
    posts: list[PagePost] = field(default_factory=list)
    member: str = ""
    """The file of the page in the export."""
    url: str = ""
    """The address of the page on its original site, which addresses in bodies are relative to; "" if unknown."""
    is_simple: bool = False
    """True if the page has no ids of posts, as pages for printers: other pages of the thread tell more."""
    is_nested: bool = False
    """True if the page shows posts below those that they answer, instead of by date."""
    closed: bool = False
    pinned: bool = False
    zone: int | None = None
    """The minutes that the page's clock is ahead of UTC, if it says so."""

    def to_fields(self) -> dict[str, Any]:
        """The page as JSON."""
        return asdict(self)

    @classmethod
    def of_fields(cls, fields: Mapping[str, Any]) -> "SavedThreadPage":
        """The page that `to_fields` has made JSON of."""
        return cls(**{**fields, "posts": [PagePost(**post) for post in fields["posts"]]})


@cache
def engine_of(name: str) -> Engine | None:
    """The engine with a name; None if there is none, as for pages that are read by what they say to search engines."""
    return next((engine for engine in ENGINES if engine.name == name), None)


def marked_engines(text: str) -> list[Engine]:
    """The engines that may have made a page, by the marks in its source."""
    return [engine for engine in ENGINES if any(mark in text for mark in engine.marks)]


def read_thread_page(
    tree: LexborHTMLParser, engines: list[Engine], urls: list[str], find_file: FindFile
) -> SavedThreadPage | None:
    """Read a page of a thread. None if it is none.

    Args:
        tree: the page.
        engines: the engines that may have made it, the likeliest first.
        urls: its addresses on the original site.
        find_file: finds files of the export.
    """
    root = tree.root
    if root is None:
        return None
    for engine in engines:
        for label in root.css(_LABELS):
            label.decompose()
        if posts := [post for post in read_posts(root, engine, find_file) if post.body or post.author or post.is_gone]:
            page = _page(root, engine, urls)
            page.posts = posts
            _count_posts(page, engine, urls)
            return page
    return None


def _page(root: LexborNode, engine: Engine, urls: list[str]) -> SavedThreadPage:
    """A page without its posts.

    Args:
        root: the page.
        engine: the engine that has made it.
        urls: its addresses on the original site, and the name of its file.
    """
    thread = _thread_id(root, engine, [] if engine.thread_url else urls)
    board = list(_board(root, engine, next(filter(is_web_address, urls), "")))
    return SavedThreadPage(
        engine=engine.name,
        family=engine.family,
        thread=thread,
        title=_MARKED_TITLE.sub("", value_at(root, engine.title)),
        board=board or list(filter(None, [engine.site_name])),
        counts=_counts(root, engine),
        is_simple=not engine.post_id,
        is_nested=bool(engine.depth),
        url=_thread_url(root, engine, thread),
        zone=0 if engine.is_utc else None,
        closed=is_marked(root, engine.closed),
        pinned=is_marked(root, engine.pinned),
    )


def _thread_url(root: LexborNode, engine: Engine, thread: str) -> str:
    """The address of the thread with an id, of an engine with one site, or where a page for printers leads to it."""
    if engine.thread_url:
        return engine.thread_url.format(thread) if thread else ""
    return "" if engine.post_id else next(filter(is_web_address, values_at(root, engine.thread_fields)), "")


def _count_posts(page: SavedThreadPage, engine: Engine, urls: list[str]) -> None:
    """Tell the number of a page by its address, and give posts without ids their positions in the thread."""
    matches = (pattern_of(engine.place).search(url) for url in urls if engine.place)
    found = next(filter(None, matches), None)
    place = {name: int(digits) for name, digits in found.groupdict().items()} if found else {}
    before = place.get("start", 0)
    page.counts.setdefault("page", place.get("page", before + 1))
    number = page.counts["page"] if not before else 1
    for position, post in enumerate(page.posts, before + 1):
        post.id = post.id or (f"{number}-{position}" if number > 1 else f"{position}")


def _thread_id(root: LexborNode, engine: Engine, urls: list[str]) -> str:
    pattern = pattern_of(engine.thread)
    for value in (*urls, *values_at(root, engine.thread_fields)):
        if match := pattern.search(value):
            return next(filter(None, match.groups()), "")
        if value.isascii() and value.isdigit():
            return value
    return ""


def _board(root: LexborNode, engine: Engine, url: str) -> Iterator[str]:
    """The names of the boards.

    Args:
        root: the page.
        engine: the engine that has made it.
        url: its address: links to boards are relative to it where a mirror has changed them. "" if it is not known.
    """
    board, names = pattern_of(engine.board), dict[str, None]()
    for link in root.css(engine.crumbs)[:50] if engine.crumbs else ():
        address = attribute_of(link, "href")
        is_board = board.search(address) or board.search(resolve(url, address))
        if is_board and not pattern_of(engine.thread).search(address) and (name := text_of(link)):
            names[name.strip("»›>« ")] = None
    yield from list(names)[:_MOST_CRUMBS]


def _counts(root: LexborNode, engine: Engine) -> dict[str, int]:
    counts: dict[str, int] = {}
    for field_, pattern in engine.counts:
        if match := pattern_of(pattern).search(value_at(root, (field_,))[:500]):
            for name, digits in match.groupdict().items():
                number = re.sub(r"\D", "", digits or "")
                if number and len(number) < 10:
                    counts.setdefault(name, int(number))
    return counts
