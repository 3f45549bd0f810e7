"""A line of prose while it is written: a `<p>`, or text right in a block that holds text without one.

In come the start and the end of a line, out go the tags around its text to a `ProseBuffer`: the paragraph's tags, and
the tags of open inline elements, which are written again in each line that they reach over.
"""

from typing import Literal

from archiver.bodies.html.block_stack import BlockStack
from archiver.bodies.html.nesting import INLINE_ONLY, UNWRAPPED
from archiver.bodies.html.prose_buffer import LINE_BREAK, PARAGRAPH_END, PARAGRAPH_START, Position, ProseBuffer

InlineElements = list[tuple[str, str]]
"""Names and start tags of open inline elements, outermost first."""


LineState = Literal["closed", "paragraph", "bare"]
"""`closed`: between two lines, the next text starts one. `paragraph`: in a `<p>`, which ends with the line. `bare`:
right in a block that holds text without a `<p>`. Strings, since Python 3.11 needs 125 ns to look up a member of an
enum."""


class ProseLine:
    """Opens and closes the lines of `prose`, inside of the innermost of `blocks`.

    Args:
        prose: the buffer to write to.
        blocks: the open blocks.
        inline: the open inline elements. The list is read only; the caller changes it.

    Attributes:
        state: whether a line is open, and of what kind.
        shown: how many of `inline` have their start tag in the open line; 0 if no line is open.
        needs_paragraph: True if the next line gets a `<p>` also in a block whose text usually has none.
    """

    __slots__ = ("_blocks", "_inline", "_line_breaks", "_prose", "_start", "needs_paragraph", "shown", "state")

    def __init__(self, prose: ProseBuffer, blocks: BlockStack, inline: InlineElements) -> None:
        self._prose = prose
        self._blocks = blocks
        self._inline = inline
        self.state: LineState = "closed"
        self.shown = 0
        self.needs_paragraph = False
        self._start: Position = (0, 0)
        self._line_breaks: list[Position] = []

    def open(self) -> None:
        """Open a line if none is open, and write the start tags of the inline elements that the line does not have
        yet.
        """
        html = self._prose.html
        if self.state == "closed":
            self._blocks.open_implied()
            self._start, self._line_breaks = (len(html), len(self._prose.text)), []
            if self._is_bare():
                self.state = "bare"
            else:
                self.state = "paragraph"
                html.append(PARAGRAPH_START)
        if self.shown < len(self._inline):
            html += [start_tag for _, start_tag in self._inline[self.shown :]]
            self.shown = len(self._inline)

    def add_break(self) -> None:
        """Write a `<br>` to the open line."""
        if self.shown == 0 and not self._blocks.innermost:
            self._line_breaks.append(self._prose.end)
        self._prose.html.append(LINE_BREAK)
        self._prose.text.append("\n")

    def close(self) -> None:
        """Close the line, if one is open."""
        prose = self._prose
        if self.state == "closed":
            return
        if self._blocks.innermost != "pre":
            self._trim()
        if self.shown:
            prose.html += [f"</{tag}>" for tag, _ in reversed(self._inline[: self.shown])]
        if self.state == "paragraph":
            prose.html.append(PARAGRAPH_END)
            if self._blocks.innermost:
                prose.last_paragraph = None
            else:
                prose.add_paragraph(self._start, self._line_breaks)
        self.state, self.shown = "closed", 0
        prose.end_text_line()
        self._blocks.record_end()

    def _is_bare(self) -> bool:
        """True if the next text goes right into the innermost block, in which no other block has been written."""
        block = self._blocks.innermost
        if block not in UNWRAPPED:
            return False
        return block in INLINE_ONLY or (self._blocks.is_at_start and not self.needs_paragraph)

    def _trim(self) -> None:
        """Remove `<br>`s and spaces at the end of the line, which show nothing."""
        html, text, breaks = self._prose.html, self._prose.text, self._line_breaks
        while html[-1] == LINE_BREAK:
            html.pop()
            if text and text[-1] == "\n":
                text.pop()
            if breaks and breaks[-1][0] == len(html):
                breaks.pop()
        if html[-1][-1:] == " ":
            html[-1] = html[-1].rstrip(" ")
        if text and text[-1][-1:] == " ":
            text[-1] = text[-1].rstrip(" ")
