"""What each element of a stranger's HTML becomes in ours.

In comes an element, and it is written to a piece. Nothing of it is lost. Pictures, films and frames belong to `media`,
quotes at the top of a post to the package itself.
"""

from collections.abc import Callable
from html import escape

from selectolax.lexbor import LexborNode

from archiver.bodies.html.addresses import opening, resolve, told
from archiver.bodies.html.element_names import BLOCKS
from archiver.bodies.html.embedded_media import MEDIA, Media, begin_told
from archiver.bodies.html.html_writer import HtmlWriter
from archiver.bodies.html.image_sources import is_fallback, is_icon
from archiver.bodies.html.quote_elements import Attributes
from archiver.bodies.html.quote_titles import post_in
from archiver.bodies.html.removed_markup import CLASSES as CONTROLS
from archiver.bodies.html.start_tags import open_cell, open_code, open_numbered, words_of_code

Leave = Callable[[HtmlWriter], None]
"""What is to be done where an element ends, to the piece that is written there: behind a quote it is another."""
Entered = Leave | None | bool
"""That, or nothing; False if what is in the element is not to be read."""

_INLINE = {
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("s", "strike"), "s"),
    "del": "del",
}
_SAME = frozenset(str.split("h1 h2 h3 h4 h5 h6 summary details blockquote thead tbody tr ul table"))
_BLOCKS = {
    **{tag: tag for tag in _SAME},
    **dict.fromkeys(("menu", "dir"), "ul"),
    "tfoot": "tbody",
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TYPED = frozenset({"text", "search", "url", "email", "number", "tel", "date"})
"""Kinds of `input` in which somebody may have typed words."""
_PRE = frozenset({"pre", "xmp", "listing", "plaintext"})


class Tags:
    """Writes elements. `headings` are the levels that were used; a onebox's headings are none of the post's."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._media = Media(base)
        self._oneboxes = 0
        self._lightboxes = 0
        self.headings: set[int] = set()

    def enter(
        self, piece: HtmlWriter, tag: str, node: LexborNode, attributes: Attributes, named: frozenset[str]
    ) -> Entered:
        """Write the begin of an element, or all of it."""
        if named and (not CONTROLS.isdisjoint(named) or (self._lightboxes and "meta" in named)):
            return False
        if inline := _INLINE.get(tag):
            if tag == "cite" and not piece.is_at_top and _begins_quote(node):
                return _end_title if piece.start_inline(inline, f"<{inline}>") else HtmlWriter.block_boundary
            return HtmlWriter.end_inline if piece.start_inline(inline, f"<{inline}>") else None
        if tag == "a":
            return self._link(piece, node, attributes, named)
        if tag in BLOCKS:
            return self._block(piece, tag, node, attributes, named)
        return self._other(piece, tag, node, attributes, named)

    def _link(self, piece: HtmlWriter, node: LexborNode, attributes: Attributes, named: frozenset[str]) -> Entered:
        href = attributes.get("href")
        address = resolve(href, self._base)
        if address is None:
            said = told(href or "")
            return (lambda piece: piece.add_text(f" ({said})")) if said else None
        lightbox = "lightbox" in named
        title = "" if lightbox else attributes.get("title") or ""
        if not piece.start_inline("a", opening(address, title=title, picture=lightbox)):
            return begin_told(piece, address, title=title)
        self._lightboxes += lightbox
        self._media.link, self._media.is_lightbox = address, lightbox
        written = len(piece.html)
        marks_a_place = "anchor" in named or (href or "").startswith("#")

        def leave(now: HtmlWriter) -> None:
            self._lightboxes -= lightbox
            self._media.link = None
            if now is piece and len(piece.html) == written and is_icon(node.first_child):
                piece.post = post_in(address)
            elif now is piece and len(piece.html) == written and not marks_a_place:
                piece.add_text(address)  # nothing to click on would be left
            now.end_inline()

        return leave

    def _block(
        self, piece: HtmlWriter, tag: str, node: LexborNode, attributes: Attributes, named: frozenset[str]
    ) -> Entered:
        if tag in _HEADINGS:
            return self._heading(piece, tag)
        if tag in _PRE:
            begun = piece.start_block("pre", open_code(node, attributes))
            if not begun and (said := words_of_code(node, attributes)):
                piece.add_text(f"{said}\n")
        elif tag in {"td", "th"}:
            begun = piece.start_block(tag, open_cell(tag, attributes))
        elif tag in {"ol", "li"}:
            begun = piece.start_block(tag, open_numbered(tag, attributes))
        elif tag in _BLOCKS:
            begun = piece.start_block(_BLOCKS[tag])
        elif tag == "hr":
            piece.add_rule()
            return None
        else:
            return self._neutral(piece, tag, node, attributes, named)
        return HtmlWriter.end_block if begun else HtmlWriter.block_boundary

    def _heading(self, piece: HtmlWriter, tag: str) -> Entered:
        if self._oneboxes:
            piece.block_boundary(explicit=True)
            return _end_title if piece.start_inline("strong", "<strong>") else HtmlWriter.block_boundary
        piece.block_boundary()
        before = len(piece.html)
        if not piece.start_block(tag):
            return HtmlWriter.block_boundary

        def leave(piece: HtmlWriter) -> None:
            piece.end_block()
            if len(piece.html) > before:  # it says something
                self.headings.add(int(tag[1]))

        return leave

    def _neutral(
        self, piece: HtmlWriter, tag: str, node: LexborNode, attributes: Attributes, named: frozenset[str]
    ) -> Entered:
        piece.block_boundary(explicit=tag == "p")
        if attributes.get("label") and (tag == "optgroup" or (tag == "option" and node.first_child is None)):
            piece.add_text(attributes["label"] or "")
            piece.block_boundary()
        if tag == "div" and attributes and self._media.film(piece, node, attributes, named):
            return False
        if tag != "aside" or "onebox" not in named:
            return HtmlWriter.block_boundary
        self._oneboxes += 1

        def leave(piece: HtmlWriter) -> None:
            self._oneboxes -= 1
            piece.block_boundary()

        return leave

    def _other(
        self, piece: HtmlWriter, tag: str, node: LexborNode, attributes: Attributes, named: frozenset[str]
    ) -> Entered:
        if tag == "br":
            piece.add_line_break()
        elif tag == "img":
            self._media.picture(piece, node, attributes, named, in_onebox=self._oneboxes > 0)
        elif tag in MEDIA:
            return None if self._media.film_or_frame(piece, tag, node, attributes) else False
        elif tag in {"sup", "sub"}:
            return _shifted(piece, tag)
        elif tag == "noscript":
            return False if is_fallback(node) else None
        elif "chcklst-box" in named:
            piece.add_checkbox(done="checked" in named)
        elif tag == "area":
            self._media.area(piece, attributes)
        else:
            return _told(piece, tag, attributes, named)
        return None


def _told(piece: HtmlWriter, tag: str, attributes: Attributes, named: frozenset[str]) -> Entered:
    """Write what an element says with its attributes or its mere name."""
    title = attributes.get("title")
    if tag == "input":
        _write_input(piece, attributes)
    elif title and tag in {"abbr", "acronym"}:
        return _begin_abbreviation(piece, title)
    elif title and tag == "span" and "picture" in named:
        return begin_told(piece, title, picture=True)
    elif tag == "q":
        piece.add_text("“")
        return lambda piece: piece.add_text("”")
    return None


def _write_input(piece: HtmlWriter, attributes: Attributes) -> None:
    kind = (attributes.get("type") or "text").lower()
    if kind == "checkbox":
        piece.add_checkbox(done="checked" in attributes)
    elif kind in _TYPED:
        piece.add_text(attributes.get("value") or "")
        piece.add_space()


def _begins_quote(node: LexborNode) -> bool:
    return node.prev is None and node.parent is not None and node.parent.tag == "blockquote"


def _end_title(piece: HtmlWriter) -> None:
    piece.end_inline()
    piece.block_boundary()


def _begin_abbreviation(piece: HtmlWriter, title: str) -> Entered:
    if piece.start_inline("abbr", f'<abbr title="{escape(title)}">'):
        return HtmlWriter.end_inline
    return lambda piece: piece.add_text(f" ({title})")


def _shifted(piece: HtmlWriter, tag: str) -> Entered:
    if not piece.start_inline(tag, f"<{tag}>"):
        return None
    start = len(piece.text)

    def leave(now: HtmlWriter) -> None:
        if now is piece:
            piece.mark_shifted_text(tag, start)
        now.end_inline()

    return leave
