"""What each kind of tag writes where it opens, and where it closes.

In comes a tag that has a partner; out comes what its end is to do, or None: then both are text.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from html import escape

from archiver.bodies.bbcode import tag_names as tags
from archiver.bodies.bbcode.body_context import Leave, Opened, Page
from archiver.bodies.bbcode.text_output import address_of, link_opening, write_link
from archiver.bodies.html.addresses import unlinkable_address
from archiver.bodies.quote_tags import parse_quote_tag

NAMED = "bbcode\x1f"
"""Stands before the number of an attribution, where HTML has a name; no name that is read from words has this space."""
_NUMBERED = re.compile(r"(?:1|a|i|01|decimal|(?:lower|upper)-(?:alpha|roman))\Z", re.IGNORECASE)
_START = re.compile(r"[0-9]{1,9}\Z")
_LONGEST_ADDRESS = 2000  # characters


def open_tag(page: Page, opened: Opened) -> Leave | None:
    """Write the begin of what a tag opens."""
    return next(write for names, write in _KINDS if opened.tag.name in names)(page, opened)


def _nothing() -> None:
    pass


def _plain(_page: Page, opened: Opened) -> Leave | None:
    return None if "=" in opened.value else _nothing  # no color has one: two tags have become one


def _inline(page: Page, opened: Opened) -> Leave:
    element = tags.INLINE[opened.tag.name]
    return _begin_inline(page, element, f"<{element}>")


def _begin_inline(page: Page, element: str, opening: str) -> Leave:
    page.out.begin_inline(element, opening)
    return lambda: page.out.end_inline(element)


def _block(page: Page, opened: Opened) -> Leave:
    return _begin_block(page, opened, tags.BLOCKS[opened.tag.name])


def _begin_block(page: Page, opened: Opened, element: str, opening: str | None = None) -> Leave:
    is_list = opened.tag.name in tags.LISTS
    page.out.begin(opened.index, element, opening or f"<{element}>", is_list=is_list)
    return lambda: page.out.end(opened.index)


def _quote(page: Page, opened: Opened) -> Leave:
    said = parse_quote_tag(opened.tag.argument)
    if said is None:
        return _begin_block(page, opened, "blockquote")
    if not page.out.holds_quotes:
        return _begin_block(page, opened, "blockquote", f"<blockquote><p>{escape(said.text)}:</p>")
    page.attributions.append(said)
    named = f'<blockquote data-username="{NAMED}{len(page.attributions) - 1}">'
    return _begin_block(page, opened, "blockquote", named)


def _list(page: Page, opened: Opened) -> Leave:
    kind = opened.value or opened.tag.named.get("type", "")
    if _START.match(kind) and int(kind) > 1:
        return _begin_block(page, opened, "ol", f'<ol start="{int(kind)}">')
    return _begin_block(page, opened, "ol" if _NUMBERED.match(kind) else "ul")


def _spoiler(page: Page, opened: Opened) -> Leave:
    """One in a line of words stays in it; one with a title or lines of its own is a block."""
    named = opened.tag.named
    title = opened.value or named.get("title") or named.get("name") or ""
    lines = bisect_left(page.newlines, opened.closing.start) - bisect_left(page.newlines, opened.tag.end)
    is_block = bool(title or lines or _is_alone(page.body, opened))
    if opened.tag.name in tags.ALWAYS_INLINE or not is_block:
        return _begin_inline(page, "span", '<span class="spoiler" tabindex="0">')
    summary = f"<summary>{escape(title or 'Spoiler')}</summary>"
    return _begin_block(page, opened, "details", f'<details class="spoiler">{summary}')


def _is_alone(body: str, opened: Opened) -> bool:
    """True if a tag, what it holds, and the tag that closes it are the whole of a line."""
    start, end = opened.tag.start, opened.closing.end
    return body[max(0, start - 1) : start] in {"", "\n"} and body[end : end + 1] in {"", "\n"}


def _link(page: Page, opened: Opened) -> Leave | None:
    said = opened.value
    if not said:
        return _bare_link(page, opened)
    address = address_of(said, page.base, mail=opened.tag.name in tags.MAIL)
    if address is None:
        return (lambda: page.out.words(f" ({said})")) if unlinkable_address(said) else None
    if page.out.is_inside("a"):
        return lambda: page.out.words(f" ({said})")
    written = page.out.written
    leave = _begin_inline(page, "a", link_opening(address))

    def leave_link() -> None:
        leave()
        if page.out.written == written:  # nothing to click on would be left
            page.out.space(" ")
            write_link(page.out, address, said)

    return leave_link


def _bare_link(page: Page, opened: Opened) -> Leave:
    """`[url]address[/url]`: what stands there is both the address and its words."""
    start, end = opened.tag.end, opened.closing.start
    said = page.words(start, end) if end - start <= _LONGEST_ADDRESS else "["
    is_mail = opened.tag.name in tags.MAIL
    address = None if "[" in said or page.out.is_inside("a") else address_of(said, page.base, mail=is_mail)
    return _begin_inline(page, "a", link_opening(address)) if address else _nothing


def _explained(page: Page, opened: Opened) -> Leave:
    said = opened.value or opened.tag.named.get("title", "")
    return (lambda: page.out.words(f" ({said})")) if said else _nothing


_KINDS: tuple[tuple[frozenset[str], Callable[[Page, Opened], Leave | None]], ...] = (
    (tags.PLAIN, _plain),
    (frozenset(tags.INLINE), _inline),
    (frozenset(tags.BLOCKS), _block),
    (frozenset({tags.QUOTE}), _quote),
    (frozenset({tags.LIST}), _list),
    (tags.SPOILERS, _spoiler),
    (tags.LINKS, _link),
    (tags.EXPLAINED, _explained),
)
