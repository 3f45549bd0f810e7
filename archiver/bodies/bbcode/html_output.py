"""HTML that grows: blocks that nest, and text in all inline elements that are open around it.

Inline elements are not nested but are a state of the text: a block ends them in the HTML, and the text in the block
starts them again. So tags may overlap in any way, and each takes a constant number of steps.
"""

from dataclasses import dataclass, field
from html import escape

from archiver.bodies.limits import MAX_NESTING

_ITEM = -1  # in place of a tag's index: ended by the next item, not by a closing tag
_IMPLIED = -2  # in place of a tag's index: the source has no such tag, but text needs the element
_IMPLIED_CELLS = {"table": ("tr", "td"), "thead": ("tr", "td"), "tbody": ("tr", "td"), "tr": ("td",)}
"""The elements that text needs around it right in one of these parts of a table."""
_ENDED_CELLS = {
    **dict.fromkeys(("td", "th"), frozenset({"td"})),
    **dict.fromkeys(("tr", "thead", "tbody"), frozenset({"td", "tr"})),
}
"""The implied elements that end where one of these parts of a table starts."""
PARAGRAPH = "<p></p>"
"""The boundary of paragraphs: `bodies.html` reads an empty one as a line of its own in whatever block is open."""


@dataclass(frozen=True, slots=True)
class _Block:
    """An open block; `index` is that of its tag in the body, or `_ITEM`, or `_IMPLIED`."""

    index: int
    element: str
    is_list: bool = False


@dataclass(slots=True)
class HtmlOutput:
    """HTML, and what is open in it. Blocks are identified by the index of their tag, inline elements by their name."""

    html: list[str] = field(default_factory=list)
    write_count: int = 0
    """How many times something was written that is shown within the open inline elements."""
    _blocks: list[_Block] = field(default_factory=list)
    _open_indexes: set[int] = field(default_factory=set)
    _inline: dict[str, list[str]] = field(default_factory=dict)
    """The start tags of each open inline element, innermost last."""
    _shown: list[tuple[str, str]] = field(default_factory=list)
    """Name and start tag of each inline element that is open in the HTML."""

    def add_text(self, text: str) -> None:
        """Write text, escaped, in all inline elements that are open."""
        if text.strip():
            self.add_inline(escape(text))
        else:
            self.add_space(text)

    def add_inline(self, html: str) -> None:
        """Write HTML that is shown within a line."""
        self._open_cells("")
        self._show_inline()
        self.html.append(html)
        self.write_count += 1

    def add_unlinked(self, html: str) -> None:
        """Write HTML that becomes a link of its own, and so is written outside of an open link."""
        self._open_cells("")
        links = self._inline.pop("a", None)
        self._show_inline()
        self.html.append(html)
        if links:
            self._inline["a"] = links

    def add_space(self, html: str) -> None:
        """Write HTML that separates text, in no further inline element; nothing between the cells of a table."""
        self._end_hidden()
        if not self._blocks or self._blocks[-1].element not in _IMPLIED_CELLS:
            self.html.append(html)

    def add_block(self, html: str) -> None:
        """Write a whole block."""
        self._end_inline_tags()
        self._open_cells("")
        self.html.append(html)

    def start_block(self, index: int, element: str, start_tag: str, *, is_list: bool = False) -> None:
        """Start a block.

        Args:
            index: The index of its tag in the body.
            element: The name of the element.
            start_tag: The start tag, or any HTML that begins with it.
            is_list: True if items may start in it.
        """
        self._end_inline_tags()
        self._open_cells(element)
        self.html.append(start_tag)
        self._blocks.append(_Block(index, element, is_list))
        self._open_indexes.add(index)

    def end_block(self, index: int) -> None:
        """End the block of a tag and all blocks in it, if it has not ended already with the one around it."""
        if index not in self._open_indexes:
            return
        self._end_inline_tags()
        while self._blocks[-1].index != index:
            self._close()
        self._close()

    def start_item(self) -> bool:
        """Start an item of a list, and end the one before it; False if no list is open here."""
        if not self.end_item() and not (self._blocks and self._blocks[-1].is_list):
            return False
        self._end_inline_tags()
        self.html.append("<li>")
        self._blocks.append(_Block(_ITEM, "li"))
        return True

    def end_item(self) -> bool:
        """End the innermost block if it is an item without a closing tag of its own; False if it is none."""
        if not self._blocks or self._blocks[-1].index != _ITEM:
            return False
        self._end_inline_tags()
        self._close()
        return True

    def start_inline(self, element: str, start_tag: str) -> None:
        """Start an inline element for the text that follows. Of several with one name, the innermost counts."""
        self._inline.setdefault(element, []).append(start_tag)

    def end_inline(self, element: str) -> None:
        """End the innermost inline element of a name."""
        self._inline[element].pop()
        if not self._inline[element]:
            del self._inline[element]

    @property
    def allows_quotes(self) -> bool:
        """True if only quotes are open, and not too many: a quote that starts here is one of the post."""
        return len(self._blocks) < MAX_NESTING and all(block.element == "blockquote" for block in self._blocks)

    def is_inside(self, element: str) -> bool:
        """True if an inline element of a name is open."""
        return element in self._inline

    def finish(self) -> str:
        """The HTML, after all that is open has ended."""
        self._end_inline_tags()
        while self._blocks:
            self._close()
        return "".join(self.html)

    def _close(self) -> None:
        block = self._blocks.pop()
        self._open_indexes.discard(block.index)
        self.html.append(f"</{block.element}>")

    def _open_cells(self, element: str) -> None:
        """Open the parts of a table that text needs, or close the implied ones that the start of an element ends.

        `element` is the name of the block that starts; empty for text.
        """
        ended = _ENDED_CELLS.get(element, frozenset())
        while ended and self._blocks and self._blocks[-1].index == _IMPLIED and self._blocks[-1].element in ended:
            self._close()
        for part in _IMPLIED_CELLS.get(self._blocks[-1].element, ()) if self._blocks and not ended else ():
            self._end_inline_tags()
            self.html.append(f"<{part}>")
            self._blocks.append(_Block(_IMPLIED, part))

    def _show_inline(self) -> None:
        """Write start tags until the HTML has all inline elements that are open."""
        wanted = self._end_hidden()
        self.html.extend(start_tag for _, start_tag in wanted[len(self._shown) :])
        self._shown = wanted

    def _end_hidden(self) -> list[tuple[str, str]]:
        """End in the HTML the inline elements that are no longer open; those that are, outermost first."""
        wanted = [(element, start_tags[-1]) for element, start_tags in self._inline.items()]
        common = next((n for n, pair in enumerate(self._shown) if wanted[n : n + 1] != [pair]), len(self._shown))
        self._end_inline_tags(common)
        return wanted

    def _end_inline_tags(self, depth: int = 0) -> None:
        """End inline elements in the HTML until no more than `depth` are open in it."""
        while len(self._shown) > depth:
            self.html.append(f"</{self._shown.pop()[0]}>")
