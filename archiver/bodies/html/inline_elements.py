"""Inline elements of an untrusted tree: each becomes an inline element of our HTML, or text.

In comes an element, and its start is written to an `HtmlWriter`. Links are written by `element_writer`, pictures and
videos by `embedded_media`.
"""

from collections.abc import Callable
from html import escape

from selectolax.lexbor import LexborNode

from archiver.bodies.html.addresses import PICTURE
from archiver.bodies.html.dom import Element
from archiver.bodies.html.html_writer import SKIP, HtmlWriter, WriteResult
from archiver.bodies.html.image_sources import is_engine_icon, is_noscript_copy
from archiver.bodies.html.link_writer import start_titled_text
from archiver.bodies.html.quote_titles import find_post_number

_INLINE = {
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("s", "strike"), "s"),
    "del": "del",
}
"""The name in our HTML for each inline element whose start tag does not depend on its attributes or contents."""
_TEXT_INPUTS = frozenset({"text", "search", "url", "email", "number", "tel", "date"})
"""Types of `input` elements whose value may be text that somebody typed."""


def start_inline_element(writer: HtmlWriter, element: Element) -> WriteResult:
    """Write the start of an inline element, or all of it. Of an element with an unknown name, only the contents are
    written.
    """
    tag = element.tag
    if tag in _INLINE:
        return _start_inline(writer, element, _INLINE[tag])
    if tag in _STARTS:
        return _STARTS[tag](writer, element)
    if "chcklst-box" in element.classes:
        writer.add_checkbox(done="checked" in element.classes)
        return None
    return _STARTS_WITH_ATTRIBUTES[tag](writer, element) if tag in _STARTS_WITH_ATTRIBUTES else None


def _start_inline(writer: HtmlWriter, element: Element, name: str) -> WriteResult:
    is_started = writer.start_inline(name, f"<{name}>")
    if element.tag == "cite" and not writer.is_at_top and _is_first_in_quote(element.node):
        return end_inline_block if is_started else HtmlWriter.break_block
    return HtmlWriter.end_inline if is_started else None


def _is_first_in_quote(node: LexborNode) -> bool:
    return node.prev is None and node.parent is not None and node.parent.tag == "blockquote"


def end_inline_block(writer: HtmlWriter) -> None:
    """End an inline element and the line: the end action of an inline element that the source shows as a block."""
    writer.end_inline()
    writer.break_block()


def add_empty_link(writer: HtmlWriter, link: Element, address: str) -> None:
    """Write the address of a link that has no text, so that there is something to click on.

    Of an icon that links to a quoted post, only the number of the post is recorded, as `ProseBuffer.icon_post`; of an
    anchor nothing is written.

    Args:
        writer: where to write. The link is open in it.
        link: the `a` element.
        address: the address to which the link leads.
    """
    is_anchor = "anchor" in link.classes or (link.attributes.get("href") or "").startswith("#")
    if is_engine_icon(link.node.first_child):
        writer.prose.icon_post = find_post_number(address)
    elif not is_anchor:
        writer.add_text(address)


def _start_sup_sub(writer: HtmlWriter, element: Element) -> WriteResult:
    tag = element.tag
    if not writer.start_inline(tag, f"<{tag}>"):
        return None
    start = len(writer.prose.text)

    def end(writer_at_end: HtmlWriter) -> None:
        if writer_at_end is writer:
            writer.spell_sup_sub(tag, start)
        writer_at_end.end_inline()

    return end


def _start_input(writer: HtmlWriter, element: Element) -> WriteResult:
    kind = (element.attributes.get("type") or "text").lower()
    if kind == "checkbox":
        writer.add_checkbox(done="checked" in element.attributes)
    elif kind in _TEXT_INPUTS:
        writer.add_text(element.attributes.get("value") or "")
        writer.add_space()
    return None


def _start_abbreviation(writer: HtmlWriter, element: Element) -> WriteResult:
    title = element.attributes.get("title")
    if not title:
        return None
    if writer.start_inline("abbr", f'<abbr title="{escape(title)}">'):
        return HtmlWriter.end_inline
    return lambda writer: writer.add_text(f" ({title})")


def _start_span(writer: HtmlWriter, element: Element) -> WriteResult:
    """Start a `span`. One with the class of a picture is our own HTML, written for a mixed body (`bodies.mixed`)."""
    title = element.attributes.get("title")
    return start_titled_text(writer, title, replaces=PICTURE) if title and "picture" in element.classes else None


def _start_quotation(writer: HtmlWriter, _element: Element) -> WriteResult:
    writer.add_text("“")
    return lambda writer: writer.add_text("”")


def _add_line_break(writer: HtmlWriter, _element: Element) -> WriteResult:
    writer.add_line_break()
    return None


def _start_noscript(_writer: HtmlWriter, element: Element) -> WriteResult:
    return SKIP if is_noscript_copy(element.node) else None


_STARTS: dict[str, Callable[[HtmlWriter, Element], WriteResult]] = {
    "br": _add_line_break,
    "sup": _start_sup_sub,
    "sub": _start_sup_sub,
    "noscript": _start_noscript,
}
"""The function that writes the start of an element, by its name."""
_STARTS_WITH_ATTRIBUTES: dict[str, Callable[[HtmlWriter, Element], WriteResult]] = {
    "input": _start_input,
    "abbr": _start_abbreviation,
    "acronym": _start_abbreviation,
    "span": _start_span,
    "q": _start_quotation,
}
"""The function that writes the start of an element that is no checkbox of a checklist plugin, by its name."""
