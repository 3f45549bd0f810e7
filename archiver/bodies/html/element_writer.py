"""What each element of an untrusted tree becomes in our HTML.

In comes an element, and its start is written to an `HtmlWriter`. No text is lost. Pictures, videos and frames are
written by `embedded_media`, quotes at the top level of a post by `tree_reader`.
"""

from collections.abc import Callable
from enum import Enum
from html import escape
from typing import Final, Literal

from selectolax.lexbor import LexborNode

from archiver.bodies.html.addresses import link_start_tag, resolve_address, unlinkable_address
from archiver.bodies.html.dom import Element
from archiver.bodies.html.element_names import BLOCK_ELEMENTS
from archiver.bodies.html.embedded_media import EMBEDDING_ELEMENTS, MediaWriter, start_titled_text
from archiver.bodies.html.html_writer import EndAction, HtmlWriter
from archiver.bodies.html.image_sources import is_engine_icon, is_noscript_copy
from archiver.bodies.html.quote_titles import find_post_number
from archiver.bodies.html.removed_markup import REMOVED_CLASSES
from archiver.bodies.html.start_tags import cell_start_tag, code_label, code_start_tag, numbered_start_tag


class Contents(Enum):
    """What an element needs of whoever reads the tree."""

    SKIP = "skip"
    """Its contents are not to be read."""


SKIP: Final = Contents.SKIP


Outcome = EndAction | None | Literal[Contents.SKIP]
"""What to do where an element ends, or None for nothing, or that its contents are not to be read."""

_INLINE = {
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("s", "strike"), "s"),
    "del": "del",
}
"""Names of inline elements in our HTML."""
_SAME_NAME = frozenset(str.split("h1 h2 h3 h4 h5 h6 summary details blockquote thead tbody tr ul table"))
_BLOCKS = {
    **{tag: tag for tag in _SAME_NAME},
    **dict.fromkeys(("menu", "dir"), "ul"),
    "tfoot": "tbody",
}
"""Names of blocks in our HTML, of those without attributes."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TEXT_INPUTS = frozenset({"text", "search", "url", "email", "number", "tel", "date"})
"""Types of `input` elements whose value may be text that somebody typed."""
_PREFORMATTED = frozenset({"pre", "xmp", "listing"})
_OUR_BLOCKS = frozenset(_BLOCKS) | _PREFORMATTED | {"td", "th", "ol", "li", "hr"}
"""Blocks that have an equivalent in our HTML."""


class ElementWriter:
    """Writes elements. Addresses are relative to `base`. `headings` are the levels of the headings written so far."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._media = MediaWriter(base)
        self._oneboxes = 0  # open; the previews of links of Discourse
        self._lightboxes = 0  # open links that show a picture at its full size
        self.headings: set[int] = set()

    def start(self, writer: HtmlWriter, element: Element) -> Outcome:
        """Write the start of an element, or all of it."""
        tag, classes = element.tag, element.classes
        if classes and (not REMOVED_CLASSES.isdisjoint(classes) or (self._lightboxes and "meta" in classes)):
            return SKIP
        if tag in _INLINE:
            return _start_inline(writer, element, _INLINE[tag])
        if tag == "a":
            return self._start_link(writer, element)
        if tag in _OUR_BLOCKS:
            return self._start_block(writer, element)
        if tag in BLOCK_ELEMENTS:
            return self._start_neutral(writer, element)
        return self._start_other(writer, element)

    def _start_link(self, writer: HtmlWriter, link: Element) -> Outcome:
        href = link.attributes.get("href")
        address = resolve_address(href, self._base)
        if address is None:
            shown = unlinkable_address(href or "")
            return (lambda writer: writer.add_text(f" ({shown})")) if shown else None
        is_lightbox = "lightbox" in link.classes
        title = "" if is_lightbox else link.attributes.get("title") or ""
        if not writer.start_inline("a", link_start_tag(address, title=title, is_picture=is_lightbox)):
            return start_titled_text(writer, address, title=title)
        self._lightboxes += is_lightbox
        self._media.link, self._media.is_lightbox = address, is_lightbox
        written = len(writer.prose.html)

        def end(writer_at_end: HtmlWriter) -> None:
            self._lightboxes -= is_lightbox
            self._media.link = None
            if writer_at_end is writer and len(writer.prose.html) == written:
                _write_empty_link(writer, link, address)
            writer_at_end.end_inline()

        return end

    def _start_block(self, writer: HtmlWriter, block: Element) -> Outcome:
        tag, attributes = block.tag, block.attributes
        if tag in _HEADINGS:
            return self._start_heading(writer, tag)
        if tag in _PREFORMATTED:
            is_started = writer.start_block("pre", code_start_tag(block.node, attributes))
            if not is_started and (label := code_label(block.node, attributes)):
                writer.add_text(f"{label}\n")
        elif tag in {"td", "th"}:
            is_started = writer.start_block(tag, cell_start_tag(tag, attributes))
        elif tag in {"ol", "li"}:
            is_started = writer.start_block(tag, numbered_start_tag(tag, attributes))
        elif tag == "hr":
            writer.add_rule()
            return None
        else:
            is_started = writer.start_block(_BLOCKS[tag])
        return HtmlWriter.end_block if is_started else HtmlWriter.break_block

    def _start_heading(self, writer: HtmlWriter, tag: str) -> Outcome:
        """A heading; in a onebox, strong text, for it is no heading of the post."""
        if self._oneboxes:
            writer.break_block(needs_paragraph=True)
            return _end_inline_block if writer.start_inline("strong", "<strong>") else HtmlWriter.break_block
        writer.break_block()
        before = len(writer.prose.html)
        if not writer.start_block(tag):
            return HtmlWriter.break_block

        def end(writer: HtmlWriter) -> None:
            writer.end_block()
            if len(writer.prose.html) > before:  # it is not empty
                self.headings.add(int(tag[1]))

        return end

    def _start_neutral(self, writer: HtmlWriter, block: Element) -> Outcome:
        """A block without an equivalent in our HTML: only its text is on a line of its own."""
        tag, attributes = block.tag, block.attributes
        writer.break_block(needs_paragraph=tag == "p")
        if attributes:
            _write_label(writer, block)
            if tag == "div" and self._media.add_lazy_video(writer, block):
                return SKIP
        if tag != "aside" or "onebox" not in block.classes:
            return HtmlWriter.break_block
        self._oneboxes += 1

        def end(writer: HtmlWriter) -> None:
            self._oneboxes -= 1
            writer.break_block()

        return end

    def _start_other(self, writer: HtmlWriter, element: Element) -> Outcome:
        tag = element.tag
        if tag == "br":
            writer.add_line_break()
        elif tag == "img":
            self._media.add_picture(writer, element, in_onebox=self._oneboxes > 0)
        elif tag in EMBEDDING_ELEMENTS:
            return None if self._media.add_embedded(writer, element) else SKIP
        elif tag in {"sup", "sub"}:
            return _start_sup_sub(writer, tag)
        elif tag == "noscript":
            return SKIP if is_noscript_copy(element.node) else None
        elif "chcklst-box" in element.classes:
            writer.add_checkbox(done="checked" in element.classes)
        elif tag == "area":
            self._media.add_area(writer, element.attributes)
        elif tag in _STARTS:
            return _STARTS[tag](writer, element)
        return None


def _start_inline(writer: HtmlWriter, element: Element, name: str) -> Outcome:
    is_started = writer.start_inline(name, f"<{name}>")
    if element.tag == "cite" and not writer.is_at_top and _is_first_in_quote(element.node):
        return _end_inline_block if is_started else HtmlWriter.break_block
    return HtmlWriter.end_inline if is_started else None


def _is_first_in_quote(node: LexborNode) -> bool:
    return node.prev is None and node.parent is not None and node.parent.tag == "blockquote"


def _end_inline_block(writer: HtmlWriter) -> None:
    writer.end_inline()
    writer.break_block()


def _write_empty_link(writer: HtmlWriter, link: Element, address: str) -> None:
    """Write the address of a link without a text, for there is nothing to click on else. Of an icon that links to a
    quoted post, only the number of the post is recorded; an anchor is left out.
    """
    is_anchor = "anchor" in link.classes or (link.attributes.get("href") or "").startswith("#")
    if is_engine_icon(link.node.first_child):
        writer.prose.icon_post = find_post_number(address)
    elif not is_anchor:
        writer.add_text(address)


def _write_label(writer: HtmlWriter, block: Element) -> None:
    """Write the label of a group of options, or of an option without contents."""
    label = block.attributes.get("label")
    if label and (block.tag == "optgroup" or (block.tag == "option" and block.node.first_child is None)):
        writer.add_text(label)
        writer.break_block()


def _start_sup_sub(writer: HtmlWriter, tag: str) -> Outcome:
    if not writer.start_inline(tag, f"<{tag}>"):
        return None
    start = len(writer.prose.text)

    def end(writer_at_end: HtmlWriter) -> None:
        if writer_at_end is writer:
            writer.spell_sup_sub(tag, start)
        writer_at_end.end_inline()

    return end


def _start_input(writer: HtmlWriter, element: Element) -> Outcome:
    kind = (element.attributes.get("type") or "text").lower()
    if kind == "checkbox":
        writer.add_checkbox(done="checked" in element.attributes)
    elif kind in _TEXT_INPUTS:
        writer.add_text(element.attributes.get("value") or "")
        writer.add_space()
    return None


def _start_abbreviation(writer: HtmlWriter, element: Element) -> Outcome:
    title = element.attributes.get("title")
    if not title:
        return None
    if writer.start_inline("abbr", f'<abbr title="{escape(title)}">'):
        return HtmlWriter.end_inline
    return lambda writer: writer.add_text(f" ({title})")


def _start_span(writer: HtmlWriter, element: Element) -> Outcome:
    """A `span` of a picture is our own HTML, as it comes from `bodies.mixed`."""
    title = element.attributes.get("title")
    return start_titled_text(writer, title, is_picture=True) if title and "picture" in element.classes else None


def _start_quotation(writer: HtmlWriter, _element: Element) -> Outcome:
    writer.add_text("“")
    return lambda writer: writer.add_text("”")


_STARTS: dict[str, Callable[[HtmlWriter, Element], Outcome]] = {
    "input": _start_input,
    "abbr": _start_abbreviation,
    "acronym": _start_abbreviation,
    "span": _start_span,
    "q": _start_quotation,
}
