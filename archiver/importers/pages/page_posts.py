"""Reads the posts of a page by the row of its engine.

Bodies are HTML, as the page has them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape

from selectolax.lexbor import LexborNode

from archiver.importers.hackernews.bodies import link_paragraph, mark_quotes
from archiver.importers.pages.cut_posts import cut_posts
from archiver.importers.pages.engine import Engine, pattern_of
from archiver.importers.pages.markup import attribute_of, text_of, value_above, value_at, values_at, without_nested
from archiver.importers.pages.nesting import Nesting
from archiver.importers.pages.page_marks import reactions_of, score_of

FindFile = Callable[[str], str]
"""Takes an address on the page, and returns the name of the file in the export that it leads to; "" if it has none."""
WITHIN = "\n"
"""Stands between the name of a file and the address of a part of it. Without a name any WARC may have the part."""
_NUMBER = re.compile(r"[0-9]{1,18}")
_SMILEY = re.compile(r"smil|emot|emoji|/icon_\w{1,20}\.gif", re.IGNORECASE)
_FILE = re.compile(r"(?:icon_)?([\w-]{1,30})\.(?:gif|png|jpg|svg)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")
_MOST_PICTURES = 500  # of a post


@dataclass(slots=True, kw_only=True)
class PagePost:
    """A post of a page, as the page has it."""

    id: str = ""
    """"" if the engine has no ids."""
    author: str = ""
    dates: list[str] = field(default_factory=list)
    """Texts in which its date may be, the most exact first."""
    body: str = ""
    subject: str = ""
    reply_to: str = ""
    """The id of the post that it answers or is nested in; "" if the page does not tell."""
    is_gone: bool = False
    """The page says that it was deleted."""
    url: str = ""
    """The address of the post, as the page has it."""
    files: list[list[str]] = field(default_factory=list)
    """Files that came with it: name, address on the page, file in the export, and the id by which the body shows it."""
    pictures: list[str] = field(default_factory=list)
    """Addresses of pictures in the body that the same WARC may have."""
    score: int | None = None
    reactions: list[tuple[str, int]] = field(default_factory=list)


def read_posts(root: LexborNode, engine: Engine, find_file: FindFile) -> Iterator[PagePost]:
    """The posts, without those that lack a body and cannot be a link instead, or an id where the engine has ids.

    Args:
        root: the page.
        engine: the engine that has made it.
        find_file: finds files of the export.
    """
    nesting, known = Nesting(), dict[int, str]()
    nodes = (cut_posts(root, engine.within, engine.ruler) if engine.ruler else root).css(engine.post)
    for node in nodes if engine.has_comments else without_nested(nodes):
        body = node if not engine.body else next(filter(None, map(node.css_first, engine.body)), None)
        ids = map(_NUMBER.findall, values_at(node, engine.post_id))
        numbers = next(filter(None, ids), [])
        if (body is None and not engine.link) or (engine.post_id and not numbers):
            continue
        post = _read_fields(node, engine)
        post.id = numbers[-1] if numbers else ""
        post.reply_to = nesting.parent_of(node, engine, post.id) or value_above(node, known)
        if engine.has_comments:
            known[node.mem_id] = post.id
        post.files = list(_attachments(node, engine, find_file))
        if body is not None:
            _add_body(post, body, engine, find_file)
        if engine.head and not _take_head(post, engine.head):
            continue
        if engine.link and (link := node.css_first(engine.link)) is not None:
            post.body = f"{link_paragraph(attribute_of(link, 'href'))}{post.body}"
        yield post


def _read_fields(node: LexborNode, engine: Engine) -> PagePost:
    """What the element of a post has around the body."""
    return PagePost(
        author=value_at(node, engine.author).strip("» ,@"),
        dates=list(values_at(node, engine.date)),
        subject=value_at(node, engine.subject),
        url=value_at(node, engine.permalink),
        score=score_of(node, engine),
        reactions=list(reactions_of(node, engine)),
    )


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
    if engine.signature and engine.signature in html:
        html = _without_signature(html, engine.signature)
    post.is_gone = bool(engine.gone) and pattern_of(engine.gone).fullmatch(text_of(body)) is not None
    post.body = "" if post.is_gone else mark_quotes(html) if engine.is_text_marked else html


def _take_head(post: PagePost, pattern: str) -> bool:
    """Take the author, the date and the subject from the start of a body; False if it does not have them."""
    match = pattern_of(pattern).match(post.body)
    if match is None:
        return False
    found = {name: unescape(_TAG.sub("", value)).strip() for name, value in match.groupdict().items() if value}
    post.author, post.subject = found.get("author", post.author), found.get("subject", post.subject)
    post.dates = [found["date"], *post.dates] if "date" in found else post.dates
    post.body = post.body[match.end() :].strip()
    return True


def _without_signature(html: str, mark: str) -> str:
    """The HTML before the last place where a mark is; spans around the mark are closed there."""
    words = html[: html.rindex(mark)]
    return words + "</span>" * (words.count("<span") - words.count("</span>"))


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
