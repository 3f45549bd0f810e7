"""What each element of an untrusted tree becomes in our HTML.

In comes an element, and its start is written to an `HtmlWriter`. No text is lost. Links and blocks are written here,
other elements by `inline_elements` and `embedded_media`. `tree_walker` has already taken out the quotes of the post.
"""

from archiver.bodies.html.addresses import PICTURE, link_start_tag, resolve_address, unlinkable_address, upload_address
from archiver.bodies.html.dom import Element
from archiver.bodies.html.element_names import BLOCK_ELEMENTS
from archiver.bodies.html.embedded_media import MEDIA_ELEMENTS, MediaWriter
from archiver.bodies.html.html_writer import SKIP, HtmlWriter, WriteResult
from archiver.bodies.html.inline_elements import add_empty_link, end_inline_block, start_inline_element
from archiver.bodies.html.link_writer import start_titled_text
from archiver.bodies.html.removed_markup import REMOVED_CLASSES
from archiver.bodies.html.start_tags import cell_start_tag, code_label, code_start_tag, numbered_start_tag
from archiver.bodies.links import LinkBase

_SAME_NAME = frozenset(str.split("h1 h2 h3 h4 h5 h6 summary details blockquote thead tbody tr ul table"))
_BLOCKS = {
    **{tag: tag for tag in _SAME_NAME},
    **dict.fromkeys(("menu", "dir"), "ul"),
    "tfoot": "tbody",
}
"""The name in our HTML for each block whose start tag does not depend on its attributes or contents."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PREFORMATTED = frozenset({"pre", "xmp", "listing"})
"""Elements that become a `pre`."""
_OUR_BLOCKS = frozenset(_BLOCKS) | _PREFORMATTED | {"td", "th", "ol", "li", "hr"}
"""Blocks that have an equivalent in our HTML."""


class ElementWriter:
    """Writes the elements of one post to an `HtmlWriter`.

    Relative addresses are resolved against `base`.

    Attributes:
        headings: the levels of the headings written so far, 1 to 6.
    """

    def __init__(self, base: LinkBase) -> None:
        self._base = base
        self._media = MediaWriter(base)
        self._oneboxes = 0  # open previews of links, as Discourse writes them
        self._lightboxes = 0  # open links that show a picture at its full size
        self.headings: set[int] = set()

    def start(self, writer: HtmlWriter, element: Element) -> WriteResult:
        """Write the start of an element, or all of it.

        The caller walks the contents next, unless the result is `SKIP`, and then calls the end action, if one is
        returned.
        """
        tag, classes = element.tag, element.classes
        if classes and (not REMOVED_CLASSES.isdisjoint(classes) or (self._lightboxes and "meta" in classes)):
            return SKIP
        if tag in _OUR_BLOCKS:
            return self._start_block(writer, element)
        if tag in BLOCK_ELEMENTS:
            return self._start_neutral(writer, element)
        if tag == "a":
            return self._start_link(writer, element)
        if tag in MEDIA_ELEMENTS:
            return self._media.add(writer, element, in_onebox=self._oneboxes > 0)
        return start_inline_element(writer, element)

    def _start_link(self, writer: HtmlWriter, link: Element) -> WriteResult:
        href = link.attributes.get("href")
        address = resolve_address(href, self._base)
        if address is None and (upload := upload_address(href)):
            return start_titled_text(writer, upload, title=link.attributes.get("title") or "")
        if address is None:
            shown = unlinkable_address(href or "")
            return (lambda writer: writer.add_text(f" ({shown})")) if shown else None
        is_lightbox = "lightbox" in link.classes
        title = "" if is_lightbox else link.attributes.get("title") or ""
        if not writer.start_inline("a", link_start_tag(address, title=title, replaces=PICTURE if is_lightbox else "")):
            return start_titled_text(writer, address, title=title)
        self._lightboxes += is_lightbox
        self._media.is_in_lightbox = is_lightbox
        written = len(writer.prose.html)

        def end(writer_at_end: HtmlWriter) -> None:
            self._lightboxes -= is_lightbox
            self._media.is_in_lightbox = False
            if writer_at_end is writer and len(writer.prose.html) == written:
                add_empty_link(writer, link, address)
            writer_at_end.end_inline()

        return end

    def _start_block(self, writer: HtmlWriter, block: Element) -> WriteResult:
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

    def _start_heading(self, writer: HtmlWriter, tag: str) -> WriteResult:
        """Start a heading; in a onebox (Discourse's preview of a link) strong text, for it is no heading of the
        post.
        """
        if self._oneboxes:
            writer.break_block(needs_paragraph=True)
            return end_inline_block if writer.start_inline("strong", "<strong>") else HtmlWriter.break_block
        writer.break_block()
        before = len(writer.prose.html)
        if not writer.start_block(tag):
            return HtmlWriter.break_block

        def end(writer: HtmlWriter) -> None:
            writer.end_block()
            if len(writer.prose.html) > before:  # it is not empty
                self.headings.add(int(tag[1]))

        return end

    def _start_neutral(self, writer: HtmlWriter, block: Element) -> WriteResult:
        """Start a block without an equivalent in our HTML: only its text is put on a line of its own."""
        tag, attributes = block.tag, block.attributes
        writer.break_block(needs_paragraph=tag == "p")
        if attributes:
            _add_label(writer, block)
            if tag == "div" and self._media.add_lazy_video(writer, block):
                return SKIP
        if tag != "aside" or "onebox" not in block.classes:
            return HtmlWriter.break_block
        self._oneboxes += 1

        def end(writer: HtmlWriter) -> None:
            self._oneboxes -= 1
            writer.break_block()

        return end


def _add_label(writer: HtmlWriter, block: Element) -> None:
    """Write the label of a group of options, or of an option without contents."""
    label = block.attributes.get("label")
    if label and (block.tag == "optgroup" or (block.tag == "option" and block.node.first_child is None)):
        writer.add_text(label)
        writer.break_block()
