"""Reads a page of a thread by the row of its engine: the thread, what it claims, and its posts.

In comes a parsed page, out comes a record that can be kept as JSON. Bodies are HTML, as the page has them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archiver.importers.hackernews.bodies import link_paragraph, mark_quotes
from archiver.importers.pages.engine import Engine, pattern_of
from archiver.importers.pages.engine_table import MOST_USED
from archiver.importers.pages.further_engines import FURTHER
from archiver.importers.pages.markup import attribute_of, text_of, value_at, values_at, without_nested
from archiver.importers.pages.nested_engines import NESTED
from archiver.importers.pages.nesting import Nesting
from archiver.importers.pages.page_marks import is_marked, reactions_of, score_of

ENGINES = (*MOST_USED, *FURTHER, *NESTED)
FindFile = Callable[[str], str]
"""Takes an address on the page, and returns the name of the file in the export that it leads to; "" if it has none."""
WITHIN = "\n"
"""Stands between the name of a file and the address of a part of it. Without a name any WARC may have the part."""
_NUMBER = re.compile(r"[0-9]{1,18}")
_SMILEY = re.compile(r"smil|emot|emoji|/icon_\w{1,20}\.gif", re.IGNORECASE)
_MARKED_TITLE = re.compile(
    r"^(?:Topic|Thread|Thema|Sujet|Tema|Тема|Discussion|主题)\s?:\s?|\s*\((?:Read|Gelesen) [\d.,]+ \w+\)$"
)
_LABELS = "h1 .label, h1 .label-append, h1 .prefix"
"""Selectors of what XenForo writes before the title of a thread."""
_FILE = re.compile(r"(?:icon_)?([\w-]{1,30})\.(?:gif|png|jpg|svg)", re.IGNORECASE)
_MOST_CRUMBS = 8
_MOST_PICTURES = 500  # of a post


@dataclass(slots=True, kw_only=True)
class PagePost:
    """A post of a page, as the page has it."""

    id: str
    author: str = ""
    dates: list[str] = field(default_factory=list)
    """Texts in which its date may be, the most exact first."""
    body: str = ""
    subject: str = ""
    url: str = ""
    """The address of the post, as the page has it."""
    parent: str = ""
    """The id of the post that it is nested in; "" if the page does not tell."""
    is_gone: bool = False
    """The page says that it was deleted."""
    files: list[list[str]] = field(default_factory=list)
    """Files that came with it: name, address on the page, file in the export, and the id by which the body shows it."""
    pictures: list[str] = field(default_factory=list)
    """Addresses of pictures in the body that the same WARC may have."""
    score: int | None = None
    reactions: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class ThreadPage:
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
    closed: bool = False
    pinned: bool = False
    zone: int | None = None
    """The minutes that the page's clock is ahead of UTC, if it says so."""

    def to_fields(self) -> dict[str, Any]:
        """The page as JSON."""
        return asdict(self)

    @classmethod
    def of_fields(cls, fields: Mapping[str, Any]) -> "ThreadPage":
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
) -> ThreadPage | None:
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
        if posts := [post for post in _posts(root, engine, find_file) if post.body or post.author or post.is_gone]:
            return ThreadPage(
                engine=engine.name,
                family=engine.family,
                thread=(thread := _thread_id(root, engine, [] if engine.thread_url else urls)),
                url=engine.thread_url.format(thread) if thread else "",
                zone=0 if engine.is_utc else None,
                title=_MARKED_TITLE.sub("", value_at(root, engine.title)),
                board=list(_board(root, engine)) or list(filter(None, [engine.site_name])),
                counts=_counts(root, engine),
                closed=is_marked(root, engine.closed),
                pinned=is_marked(root, engine.pinned),
                posts=posts,
            )
    return None


def _thread_id(root: LexborNode, engine: Engine, urls: list[str]) -> str:
    pattern = pattern_of(engine.thread)
    for value in (*urls, *values_at(root, engine.thread_fields)):
        if match := pattern.search(value):
            return next(filter(None, match.groups()), "")
        if value.isascii() and value.isdigit():
            return value
    return ""


def _board(root: LexborNode, engine: Engine) -> Iterator[str]:
    board, names = pattern_of(engine.board), dict[str, None]()
    for link in root.css(engine.crumbs)[:50]:
        address = attribute_of(link, "href")
        if board.search(address) and not pattern_of(engine.thread).search(address) and (name := text_of(link)):
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


def _posts(root: LexborNode, engine: Engine, find_file: FindFile) -> Iterator[PagePost]:
    nesting = Nesting()
    for node in without_nested(root.css(engine.post)):
        body = next((found for selector in engine.body if (found := node.css_first(selector))), None)
        if body is None and not engine.link:
            continue
        ids = map(_NUMBER.findall, values_at(node, engine.post_id))
        numbers = next(filter(None, ids), [])
        if not numbers:
            continue
        post = PagePost(
            id=numbers[-1],
            author=value_at(node, engine.author).strip("» ,"),
            dates=list(values_at(node, engine.date)),
            subject=value_at(node, engine.subject),
            url=value_at(node, engine.permalink),
            parent=nesting.parent_of(node, engine, numbers[-1]),
            score=score_of(node, engine),
            reactions=list(reactions_of(node, engine)),
        )
        post.files = list(_attachments(node, engine, find_file))
        if body is not None:
            _add_body(post, body, engine, find_file)
        if engine.link and (link := node.css_first(engine.link)) is not None:
            post.body = f"{link_paragraph(attribute_of(link, 'href'))}{post.body}"
        yield post


def _add_body(post: PagePost, body: LexborNode, engine: Engine, find_file: FindFile) -> None:
    """Add the body of a post, and the files that it shows.

    Args:
        post: the post.
        body: the element of its body.
        engine: the engine that has made the page.
        find_file: finds files of the export.
    """
    if engine.removed:
        for removed in body.css(engine.removed):
            removed.decompose()
    post.files += _show_pictures(body, find_file, post.pictures)
    html = (body.inner_html or "").strip()
    post.is_gone = bool(engine.gone) and pattern_of(engine.gone).fullmatch(text_of(body)) is not None
    post.body = "" if post.is_gone else mark_quotes(html) if engine.is_text_marked else html


def _attachments(node: LexborNode, engine: Engine, find_file: FindFile) -> Iterator[list[str]]:
    """The files below a post, by the links to them."""
    if not engine.attachments:
        return
    names: dict[str, str] = {}
    for link in node.css(engine.attachments):
        address = attribute_of(link, "href") or attribute_of(link, "src")
        if address and not address.startswith(("javascript:", "#", "data:")):
            names[address] = names.get(address) or text_of(link) or attribute_of(link, "alt")
    for address, name in names.items():
        yield [name, address, find_file(address), ""]


def _show_pictures(body: LexborNode, find_file: FindFile, in_archive: list[str]) -> list[list[str]]:
    """The files of the export that a body shows as pictures; their addresses in it become ids.

    Args:
        body: the body.
        find_file: finds files of the export.
        in_archive: gets the addresses of pictures that a WARC may have; they stay in the body.
    """
    files: dict[str, list[str]] = {}
    for picture in body.css("img[src]")[:_MOST_PICTURES]:
        address = attribute_of(picture, "src")
        if _SMILEY.search(address) or _SMILEY.search(attribute_of(picture, "class")):
            _replace_smiley(picture, address)
            continue
        found = find_file(address)
        if found.startswith(WITHIN):
            picture.attrs["src"] = found.removeprefix(WITHIN)
            in_archive.append(found.removeprefix(WITHIN))
        elif found:
            content_id = f"page-file-{len(files):06}" if found not in files else files[found][3]
            files[found] = [found.rpartition("/")[2], address, found, content_id]
            picture.attrs["src"] = f"cid:{content_id}"
    return list(files.values())


def _replace_smiley(picture: LexborNode, address: str) -> None:
    """Replace a smiley of a folder of the forum by the characters that stand for it."""
    words = attribute_of(picture, "alt")
    if name := _FILE.fullmatch(words or address.rpartition("/")[2]):
        words = f":{name[1]}:"
    if words and len(words) < 30 and not address.startswith(("http:", "https:", "//")):
        picture.replace_with(words)
