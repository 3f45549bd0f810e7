"""HTML that grows: blocks that nest, and words that look as all says that is open around them.

What is open in a line is no nesting but a state: a block ends it in HTML, and the words in the block have it again. So
tags may overlap as they like, and each costs but a few steps.
"""

from dataclasses import dataclass, field
from html import escape

from archiver.bodies.limits import MAX_NESTING

_ITEM = -1  # in place of a tag: no closing tag ends it, but the next item
_IMPLIED = -2  # in place of a tag: nobody opened it, but words need it
_CELL = {"table": ("tr", "td"), "thead": ("tr", "td"), "tbody": ("tr", "td"), "tr": ("td",)}
"""What words need in parts of a table that hold none."""
_ENDS = {
    **dict.fromkeys(("td", "th"), frozenset({"td"})),
    **dict.fromkeys(("tr", "thead", "tbody"), frozenset({"td", "tr"})),
}
"""The implied parts that end where another part begins."""
PARAGRAPH = "<p></p>"
"""Where one ends: a block of its own within whatever is open, as `bodies.html` reads it."""


@dataclass(frozen=True, slots=True)
class _Block:
    tag: int
    element: str
    is_list: bool = False


@dataclass(slots=True)
class Output:
    """HTML, and what is open in it. Tags are told by their index; elements in a line by their name."""

    html: list[str] = field(default_factory=list)
    written: int = 0
    """How often something was written that shows what is open in a line."""
    _blocks: list[_Block] = field(default_factory=list)
    _open: set[int] = field(default_factory=set)
    _inline: dict[str, list[str]] = field(default_factory=dict)
    _shown: list[tuple[str, str]] = field(default_factory=list)

    def words(self, words: str) -> None:
        """Words as they are, with the looks of all that is open."""
        if words.strip():
            self.inline(escape(words))
        else:
            self.space(words)

    def inline(self, html: str) -> None:
        """HTML in a line, that a reader sees."""
        self._imply("")
        self._show()
        self.html.append(html)
        self.written += 1

    def apart(self, html: str) -> None:
        """HTML in a line that makes a link of its own, also in a link."""
        self._imply("")
        links = self._inline.pop("a", None)
        self._show()
        self.html.append(html)
        if links:
            self._inline["a"] = links

    def space(self, html: str) -> None:
        """HTML that parts words; it has no looks, and between the cells of a table none is."""
        self._settle()
        if not self._blocks or self._blocks[-1].element not in _CELL:
            self.html.append(html)

    def block(self, html: str) -> None:
        """A whole block."""
        self._hide()
        self._imply("")
        self.html.append(html)

    def begin(self, tag: int, element: str, opening: str, *, is_list: bool = False) -> None:
        """Begin a block."""
        self._hide()
        self._imply(element)
        self.html.append(opening)
        self._blocks.append(_Block(tag, element, is_list))
        self._open.add(tag)

    def end(self, tag: int) -> None:
        """End a block and those in it, if it didn't end already with the one around it."""
        if tag not in self._open:
            return
        self._hide()
        while self._blocks[-1].tag != tag:
            self._close()
        self._close()

    def item(self) -> bool:
        """Begin an item; False if there is no list here."""
        if not self.end_item() and not (self._blocks and self._blocks[-1].is_list):
            return False
        self._hide()
        self.html.append("<li>")
        self._blocks.append(_Block(_ITEM, "li"))
        return True

    def end_item(self) -> bool:
        """End the item that began without a closing tag of its own; False if there is none."""
        if not self._blocks or self._blocks[-1].tag != _ITEM:
            return False
        self._hide()
        self._close()
        return True

    def begin_inline(self, element: str, opening: str) -> None:
        """Begin an element in a line, for the words that come; innermost counts."""
        self._inline.setdefault(element, []).append(opening)

    def end_inline(self, element: str) -> None:
        """End an element in a line."""
        self._inline[element].pop()
        if not self._inline[element]:
            del self._inline[element]

    @property
    def holds_quotes(self) -> bool:
        """True if a quote here is one of the post's own, or of such a quote: nothing but quotes is open."""
        return len(self._blocks) < MAX_NESTING and all(block.element == "blockquote" for block in self._blocks)

    def is_inside(self, element: str) -> bool:
        """True if words have this element now."""
        return element in self._inline

    def finish(self) -> str:
        """The HTML, with all closed."""
        self._hide()
        while self._blocks:
            self._close()
        return "".join(self.html)

    def _close(self) -> None:
        block = self._blocks.pop()
        self._open.discard(block.tag)
        self.html.append(f"</{block.element}>")

    def _imply(self, element: str) -> None:
        """Begin the cell that words or another block need, or end the one that was begun so."""
        ended = _ENDS.get(element, frozenset())
        while ended and self._blocks and self._blocks[-1].tag == _IMPLIED and self._blocks[-1].element in ended:
            self._close()
        for part in _CELL.get(self._blocks[-1].element, ()) if self._blocks and not ended else ():
            self._hide()
            self.html.append(f"<{part}>")
            self._blocks.append(_Block(_IMPLIED, part))

    def _show(self) -> None:
        wanted = self._settle()
        self.html.extend(opening for _, opening in wanted[len(self._shown) :])
        self._shown = wanted

    def _settle(self) -> list[tuple[str, str]]:
        """End in HTML what words have no more; what they have now."""
        wanted = [(element, openings[-1]) for element, openings in self._inline.items()]
        kept = next((n for n, pair in enumerate(self._shown) if wanted[n : n + 1] != [pair]), len(self._shown))
        self._hide(kept)
        return wanted

    def _hide(self, kept: int = 0) -> None:
        """End in HTML what is open in a line, but for the outermost."""
        while len(self._shown) > kept:
            self.html.append(f"</{self._shown.pop()[0]}>")
