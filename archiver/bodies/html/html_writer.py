"""Writes the HTML of our pages for a run of prose, and the plain text that a reader sees of it.

In come the starts, the ends and the text of elements as they are in an untrusted tree; out comes, in a `ProseBuffer`,
HTML that nests correctly (no block in a paragraph, no list without items), with the attributes that the HTML of our
Markdown has. Text between blocks gets a `<p>`. `sanitizer` makes sure that the HTML is safe.

The state of a writer is a stack of open blocks (`block_stack`), and whether a line is open (`prose_line.LineState`).
"""

import re
from collections.abc import Callable
from enum import Enum
from html import escape
from typing import Final, Literal

from archiver.bodies.html.block_stack import BlockStack
from archiver.bodies.html.nesting import INLINE_NESTING, INLINE_ONLY
from archiver.bodies.html.prose_buffer import ProseBuffer
from archiver.bodies.html.prose_line import InlineElements, ProseLine
from archiver.bodies.html.sup_sub import sup_sub_text
from archiver.bodies.limits import MAX_NESTING

_SPACE = re.compile(r"[ \t\n\f\r]+")
_MAX_BLOCKS = 2 * MAX_NESTING  # open at once; a table in a table is four blocks deeper
_CHECKBOX = '<input type="checkbox" class="task-list-item-checkbox" aria-label="{}" disabled{}> '


class HtmlWriter:
    """Writes elements and text to a `ProseBuffer`, its attribute `prose`.

    `inline` has the names and start tags of the open inline elements, outermost first. All writers of a post share the
    list, since an inline element may continue after a quote.
    """

    __slots__ = ("_blocks", "_line", "inline", "prose")

    def __init__(self, inline: InlineElements) -> None:
        self.inline = inline
        self.prose = ProseBuffer()
        self._blocks = BlockStack(self.prose)
        self._line = ProseLine(self.prose, self._blocks, inline)

    @property
    def is_at_top(self) -> bool:
        """True if no block is open: a quote that starts here is a block of the post, not a part of its prose."""
        return not self._blocks.innermost

    @property
    def innermost_block(self) -> str:
        """The name of the innermost open block; empty if none is open."""
        return self._blocks.innermost

    @property
    def is_in_link(self) -> bool:
        """True if a link is open."""
        return any(tag == "a" for tag, _ in self.inline)

    @property
    def follows_link(self) -> bool:
        """True if a link ended right before the next text: without a space, two links would look like one."""
        html = self.prose.html
        return bool(html) and html[-1] == "</a>"

    def add_text(self, text: str) -> None:
        """Write text of the source, unescaped: it is escaped here. White space collapses as in HTML, except in
        `pre`.
        """
        if self._blocks.innermost == "pre":
            self._append_text(text)
            return
        text = _SPACE.sub(" ", text)
        if text[:1] == " " and self._is_after_space():
            text = text[1:]
        self._append_text(text)

    def _is_after_space(self) -> bool:
        written = self.prose.text
        return self._line.state == "closed" or not written or written[-1][-1:] in " \n"

    def _append_text(self, text: str) -> None:
        if text:
            self._line.open()
            self.prose.html.append(escape(text, quote=False))
            self.prose.text.append(text)

    def add_placeholder(self, text: str) -> None:
        """Write text that somebody who quotes the post may leave out, as the text that replaces a picture.

        Recorded in `ProseBuffer.placeholders`, so that a comparison of quotes with posts can ignore it.
        """
        before = len(self.prose.text)
        self.add_text(text)
        self.prose.placeholders += range(before, len(self.prose.text))

    def add_formula(self, html: str, text: str, *, displayed: bool) -> None:
        """Write a formula: in the line, or, if `displayed` and the open block allows it, on a line of its own.

        `html` is the whole element, `text` the formula as TeX with its delimiters.
        """
        prose = self.prose
        if displayed and self._blocks.innermost not in INLINE_ONLY:
            self.break_block()
            self._blocks.open_implied()
            prose.html.append(html)
            prose.text += (text, "\n")
            prose.last_paragraph = None
        else:
            self._line.open()
            prose.html.append(html)
            prose.text.append(text)

    def add_space(self) -> None:
        """Write a space, if a line is open."""
        if self._line.state != "closed":
            self.add_text(" ")

    def add_line_break(self) -> None:
        """Write a `<br>`, or nothing if no line is open: it would show nothing before the first text."""
        if self._blocks.innermost == "pre":
            self._append_text("\n")
        elif self._line.state != "closed":
            self._line.add_break()

    def add_checkbox(self, *, done: bool) -> None:
        """Write the checkbox of a task. At the start of a list item, it makes the list a task list."""
        self._blocks.make_task_item()
        self._line.open()
        self.prose.html.append(_CHECKBOX.format("done" if done else "to do", " checked" if done else ""))

    def add_rule(self) -> None:
        """Write a horizontal rule, if the open block allows one. The line is ended in any case."""
        self.break_block()
        if self._blocks.innermost not in INLINE_ONLY:
            self.prose.html.append("<hr>\n")

    def start_inline(self, tag: str, start_tag: str) -> bool:
        """Start an inline element for the text that follows.

        Returns False, with nothing started, if `nesting.INLINE_NESTING` elements of this name are open already.
        """
        is_implied = tag == "code" and self._blocks.innermost == "pre"
        if is_implied or sum(tag == other for other, _ in self.inline) >= INLINE_NESTING.get(tag, 1):
            return False
        self.inline.append((tag, start_tag))
        return True

    def end_inline(self) -> None:
        """End the innermost inline element. Call this once for each `start_inline` that returned True."""
        tag, _ = self.inline.pop()
        if self._line.shown > len(self.inline):
            self._line.shown -= 1
            self.prose.html.append(f"</{tag}>")

    def spell_sup_sub(self, tag: str, start: int) -> None:
        """Rewrite the plain text of a `sup` or `sub` that ends here, so that it differs from the text before it: `10⁶`.

        `tag` is `sup` or `sub`; `start` is the index in `prose.text` at which the element began. Text over several
        lines and text with pictures is not changed.
        """
        prose = self.prose
        text = "".join(prose.text[start:])
        if text.strip() and "\n" not in text and not (prose.placeholders and prose.placeholders[-1] >= start):
            prose.text[start:] = [sup_sub_text(tag, text)]

    def break_block(self, *, needs_paragraph: bool = False) -> None:
        """End the line, because a block that has no equivalent in our HTML starts or ends here.

        If `needs_paragraph`, the text that follows gets a `<p>` also in a block whose text usually has none (`<li>`,
        `<td>`).
        """
        if self._blocks.innermost not in INLINE_ONLY:
            self._line.close()
        elif self._blocks.innermost != "pre":
            self.add_space()
        elif self._line.state != "closed" and not "".join(self.prose.text[-1:]).endswith("\n"):
            self._append_text("\n")
        self._line.needs_paragraph = needs_paragraph

    def start_block(self, tag: str, start_tag: str | None = None) -> bool:
        """Start a block. Return False if it may not be in the innermost block; then its text only gets a line of its
        own.

        `tag` is the name of the block; `start_tag` the start tag to write, by default `nesting.START_TAGS[tag]`.
        """
        self.break_block()
        if self._blocks.innermost in INLINE_ONLY or len(self._blocks) >= _MAX_BLOCKS:
            return False
        return self._blocks.open(tag, start_tag)

    def end_block(self) -> None:
        """End the innermost block that `start_block` started, and the implied blocks in it."""
        self._line.close()
        self._line.needs_paragraph = False
        self._blocks.close()

    def finish(self) -> None:
        """End the open line. All blocks must have ended."""
        self._line.close()


EndAction = Callable[[HtmlWriter], None]
"""A function to call where an element ends. Its argument is the writer in use at that moment: after a quote, it is a
new one."""


class Skip(Enum):
    """Result of a write that tells the caller not to read the contents of the element."""

    SKIP = "skip"
    """The contents have been written already, or must not be shown."""


SKIP: Final = Skip.SKIP

WriteResult = EndAction | None | Literal[Skip.SKIP]
"""Result of writing the start of an element: the action to call where the element ends, None for no action, or `SKIP`
if its contents are not to be read."""
