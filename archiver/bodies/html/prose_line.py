"""A line of prose while it is written: a `<p>`, or text right in a block that holds text without one.

In come the begin and the end of a line, out go the tags around its text to a `ProseBuffer`: those of the paragraph, and
those of the inline elements that are open, which outlast lines and so are written again in each.
"""

from enum import Enum

from archiver.bodies.html.block_stack import BlockStack
from archiver.bodies.html.nesting import INLINE_ONLY, UNWRAPPED
from archiver.bodies.html.prose_buffer import LINE_BREAK, PARAGRAPH_END, PARAGRAPH_START, Position, ProseBuffer

InlineElements = list[tuple[str, str]]
"""Names and start tags of open inline elements, outermost first."""


class LineState(Enum):
    """Whether text can be written as it is, and what is written where the line ends."""

    CLOSED = "closed"
    """Between lines: text needs a new one."""
    PARAGRAPH = "paragraph"
    """In a `<p>`, which ends with the line."""
    BARE = "bare"
    """In a block that holds text without a `<p>`; nothing but inline elements ends with the line."""


class ProseLine:
    """Opens and closes the lines of `prose`, inside of the innermost of `blocks`.

    `inline` are the elements that the text in a line has. `shown` says how many of them have their start tag in the
    open line, and is 0 if none is open. `needs_paragraph`: the next line is a `<p>` also where text goes without one.
    """

    __slots__ = ("_blocks", "_inline", "_line_breaks", "_prose", "_start", "needs_paragraph", "shown", "state")

    def __init__(self, prose: ProseBuffer, blocks: BlockStack, inline: InlineElements) -> None:
        self._prose = prose
        self._blocks = blocks
        self._inline = inline
        self.state = LineState.CLOSED
        self.shown = 0
        self.needs_paragraph = False
        self._start = Position(0, 0)
        self._line_breaks: list[Position] = []

    def open(self) -> None:
        """Open a line if none is open, and write the start tags of inline elements that it does not have yet."""
        html = self._prose.html
        if self.state is LineState.CLOSED:
            self._blocks.open_implied()
            self._start, self._line_breaks = self._prose.end, []
            if self._is_bare():
                self.state = LineState.BARE
            else:
                self.state = LineState.PARAGRAPH
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
        if self.state is LineState.CLOSED:
            return
        if self._blocks.innermost != "pre":
            self._trim()
        if self.shown:
            prose.html += [f"</{tag}>" for tag, _ in reversed(self._inline[: self.shown])]
        if self.state is LineState.PARAGRAPH:
            prose.html.append(PARAGRAPH_END)
            if self._blocks.innermost:
                prose.last_paragraph = None
            else:
                prose.add_paragraph(self._start, self._line_breaks)
        self.state, self.shown = LineState.CLOSED, 0
        prose.end_text_line()
        self._blocks.record_end()

    def _is_bare(self) -> bool:
        """True if the next text goes right into the innermost block, in which no other blocks are yet."""
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
            if breaks and breaks[-1].html == len(html):
                breaks.pop()
        html[-1] = html[-1].rstrip(" ")
        text[-1:] = [words.rstrip(" ") for words in text[-1:]]
