"""HTML while it is written: blocks that nest, and text in all inline elements that are open around it.

Inline elements are not nested but are a state of the text: a block ends them in the HTML, and the text in the block
starts them again. So tags may overlap in any way, and each takes a constant number of steps.
"""

from dataclasses import dataclass, field
from html import escape

from msgspec import Struct

from archiver.bodies.limits import MAX_NESTING

_ITEM = -1  # in place of a tag's index: ended by the next item, not by a closing tag
_IMPLIED = -2  # in place of a tag's index: the source has no such tag, but text needs the element
_IMPLIED_CELLS = {"table": ("tr", "td"), "thead": ("tr", "td"), "tbody": ("tr", "td"), "tr": ("td",)}
"""The elements that must be opened before text may be written right in one of these parts of a table."""
_ENDED_CELLS = {
    **dict.fromkeys(("td", "th"), frozenset({"td"})),
    **dict.fromkeys(("tr", "thead", "tbody"), frozenset({"td", "tr"})),
}
"""The implied elements that end where one of these parts of a table starts."""
PARAGRAPH = "<p></p>"
"""The boundary of two paragraphs: an empty `<p>`, which `bodies.html` reads as a break of the line in any block."""


class _OpenElement(Struct, frozen=True):
    """An open block.

    `index` is the index of its tag in the body; negative for a list item, and for an element that the source has no tag
    for.
    """

    index: int
    element: str
    is_list: bool = False


@dataclass(slots=True)
class HtmlOutput:
    """Writes HTML, and records what is open in it.

    Blocks are identified by the index of their tag in the body, inline elements by their name.
    """

    html: list[str] = field(default_factory=list)
    write_count: int = 0
    """How many pieces of HTML were written inside of the open inline elements. If it has not grown, an element is
    empty."""
    _blocks: list[_OpenElement] = field(default_factory=list)
    _open_indexes: set[int] = field(default_factory=set)
    _inline: dict[str, list[str]] = field(default_factory=dict)
    """The start tags of all open inline elements by the element's name, innermost last."""
    _shown: list[tuple[str, str]] = field(default_factory=list)
    """Name and start tag of each inline element whose start tag is written and whose end tag is not."""

    def add_text(self, text: str) -> None:
        """Write text, escaped, inside of all open inline elements."""
        if text.strip():
            self.add_inline(escape(text))
        else:
            self.add_space(text)

    def add_inline(self, html: str) -> None:
        """Write HTML that is shown within a line, inside of all open inline elements."""
        self._open_cells("")
        self._show_inline()
        self.html.append(html)
        self.write_count += 1

    def add_unlinked(self, html: str) -> None:
        """Write HTML that `bodies.html` makes a link of, and that so must be outside of an open link."""
        self._open_cells("")
        links = self._inline.pop("a", None)
        self._show_inline()
        self.html.append(html)
        if links:
            self._inline["a"] = links

    def add_space(self, html: str) -> None:
        """Write HTML that separates text, without starting an inline element for it. Nothing is written between cells
        of a table.
        """
        self._end_hidden()
        if not self._blocks or self._blocks[-1].element not in _IMPLIED_CELLS:
            self.html.append(html)

    def add_block(self, html: str) -> None:
        """Write a whole block: its start tag, contents and end tag."""
        self._end_inline_tags()
        self._open_cells("")
        self.html.append(html)

    def start_block(self, index: int, element: str, start_tag: str, *, is_list: bool = False) -> None:
        """Start a block. `end_block` with the same index ends it.

        Args:
            index: the index of the block's tag in the body.
            element: the name of the element.
            start_tag: the start tag, or any HTML that begins with it.
            is_list: True if items may start in the block.
        """
        self._end_inline_tags()
        self._open_cells(element)
        self.html.append(start_tag)
        self._blocks.append(_OpenElement(index, element, is_list))
        self._open_indexes.add(index)

    def end_block(self, index: int) -> None:
        """End the block with the index `index` and all blocks in it. Does nothing if the block has ended with the one
        around it.
        """
        if index not in self._open_indexes:
            return
        self._end_inline_tags()
        while self._blocks[-1].index != index:
            self._close()
        self._close()

    def start_item(self) -> bool:
        """Start an item of a list, and end the item before it. Return False if no list is open here."""
        if not self.end_item() and not (self._blocks and self._blocks[-1].is_list):
            return False
        self._end_inline_tags()
        self.html.append("<li>")
        self._blocks.append(_OpenElement(_ITEM, "li"))
        return True

    def end_item(self) -> bool:
        """End the innermost block if it is a list item, opened by `start_item`. Return False if not."""
        if not self._blocks or self._blocks[-1].index != _ITEM:
            return False
        self._end_inline_tags()
        self._close()
        return True

    def start_inline(self, element: str, start_tag: str) -> None:
        """Start an inline element for the text that follows. If several with one name are open, the innermost is
        shown.
        """
        self._inline.setdefault(element, []).append(start_tag)

    def end_inline(self, element: str) -> None:
        """End the innermost inline element with the name `element`."""
        self._inline[element].pop()
        if not self._inline[element]:
            del self._inline[element]

    @property
    def allows_quotes(self) -> bool:
        """True if only quotes are open, and not too many: then a quote that starts here is a quote of the post."""
        return len(self._blocks) < MAX_NESTING and all(block.element == "blockquote" for block in self._blocks)

    def is_inside(self, element: str) -> bool:
        """True if an inline element with the name `element` is open."""
        return element in self._inline

    def finish(self) -> str:
        """End all open elements, and return the HTML."""
        self._end_inline_tags()
        while self._blocks:
            self._close()
        return "".join(self.html)

    def _close(self) -> None:
        block = self._blocks.pop()
        self._open_indexes.discard(block.index)
        self.html.append(f"</{block.element}>")

    def _open_cells(self, element: str) -> None:
        """Open the parts of a table that text needs, or close the implied parts that end where a block starts.

        `element` is the name of the block that starts; empty for text.
        """
        ended = _ENDED_CELLS.get(element, frozenset())
        while ended and self._blocks and self._blocks[-1].index == _IMPLIED and self._blocks[-1].element in ended:
            self._close()
        for part in _IMPLIED_CELLS.get(self._blocks[-1].element, ()) if self._blocks and not ended else ():
            self._end_inline_tags()
            self.html.append(f"<{part}>")
            self._blocks.append(_OpenElement(_IMPLIED, part))

    def _show_inline(self) -> None:
        """Write start tags until the HTML has all inline elements that are open."""
        wanted = self._end_hidden()
        self.html.extend(start_tag for _, start_tag in wanted[len(self._shown) :])
        self._shown = wanted

    def _end_hidden(self) -> list[tuple[str, str]]:
        """Write end tags for inline elements that are no longer open. Returns names and start tags of the open ones,
        outermost first.
        """
        wanted = [(element, start_tags[-1]) for element, start_tags in self._inline.items()]
        common = next((n for n, pair in enumerate(self._shown) if wanted[n : n + 1] != [pair]), len(self._shown))
        self._end_inline_tags(common)
        return wanted

    def _end_inline_tags(self, depth: int = 0) -> None:
        """Write end tags until no more than `depth` inline elements are open in the HTML."""
        while len(self._shown) > depth:
            self.html.append(f"</{self._shown.pop()[0]}>")
