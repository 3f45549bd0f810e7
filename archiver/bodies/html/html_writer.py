"""Writes the HTML of our pages for one piece of prose, and what a reader sees of it as plain text.

In come the beginnings, the ends and the words of elements as a stranger's tree has them; out comes HTML that nests as
it should (no block in a paragraph, no list without items), with the attributes that our Markdown's HTML has. Words that
stand between blocks get a paragraph. That it is safe is clean.py's to see to.
"""

import re
from dataclasses import dataclass, field
from html import escape

from archiver.bodies.html.nesting import BARE, CLOSE, FLAT, MAY_BE_EMPTY, NESTED, OPEN, PARENTS, PARTS, Open, Paragraph
from archiver.bodies.html.sup_sub import shifted
from archiver.bodies.limits import MAX_NESTING

_SPACE = re.compile(r"[ \t\n\f\r]+")
_MOST_HEADS = 2
_DEEPEST = 2 * MAX_NESTING  # open blocks; a table in a table is four deeper
_BOX = '<input type="checkbox" class="task-list-item-checkbox" aria-label="{}" disabled{}> '


@dataclass(slots=True)
class HtmlWriter:
    """HTML and text that grow. `inline` holds the elements in a line that are open; who opens them ends them."""

    inline: list[tuple[str, str]]
    html: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    last: Paragraph | None = None
    head: list[Paragraph] = field(default_factory=list)
    """The first paragraphs at the top, `_MOST_HEADS` at the most."""
    pictures: list[int] = field(default_factory=list)
    """Which parts of `text` stand for a picture."""
    post: int | None = None
    """The number of the post to which an engine's icon leads from here."""
    marked: list[Paragraph] = field(default_factory=list)
    """The paragraphs at the top that have a line with a quote mark."""
    ends: list[tuple[int, int]] = field(default_factory=list)
    """Where each block at the top ends, in `html` and in `text`."""
    _open: list[Open] = field(default_factory=list)
    _shown: int = 0  # of `inline`, in this line
    _line: str = ""  # what holds the line: "", "p", or "bare"
    _begun: int = 0
    _text_begun: int = 0
    _cuts: list[tuple[int, int]] = field(default_factory=list)
    _explicit: bool = False

    @property
    def is_at_top(self) -> bool:
        """True if no block is open: here a quote is one of the post's."""
        return not self._open

    @property
    def is_in_link(self) -> bool:
        """True if a link is open."""
        return any(tag == "a" for tag, _ in self.inline)

    @property
    def innermost_block(self) -> str:
        """The innermost block."""
        return self._open[-1].tag if self._open else ""

    def add_text(self, words: str) -> None:
        """Text as it stands between tags; white space counts as in HTML."""
        if self.innermost_block == "pre":
            self._put(words)
            return
        words = _SPACE.sub(" ", words)
        if words[:1] == " " and (not self._line or not self.text or self.text[-1][-1:] in " \n"):
            words = words[1:]
        if words:
            self._put(words)

    def _put(self, words: str) -> None:
        if words:
            self._begin_line()
            self.html.append(escape(words, quote=False))
            self.text.append(words)

    def add_image_label(self, words: str) -> None:
        """Words that stand for a picture."""
        before = len(self.text)
        self.add_text(words)
        self.pictures += range(before, len(self.text))

    def add_formula(self, html: str, words: str, *, displayed: bool) -> None:
        """A formula, which has no markup in it; in a line, or `displayed` on one of its own."""
        if displayed and self.innermost_block not in FLAT:
            self.block_boundary()
            self._imply_parts()
            self.html.append(html)
            self.text += (words, "\n")
            self.last = None
        else:
            self._begin_line()
            self.html.append(html)
            self.text.append(words)

    def mark_shifted_text(self, tag: str, start: int) -> None:
        """Tell in the text, from there on, what stands raised or lowered in HTML."""
        words = "".join(self.text[start:])
        if words.strip() and "\n" not in words and not (self.pictures and self.pictures[-1] >= start):
            self.text[start:] = [shifted(tag, words)]

    def add_space(self) -> None:
        """A space, if words stand before it."""
        if self._line:
            self.add_text(" ")

    def add_line_break(self) -> None:
        """A `<br>`; one before the first words shows nothing."""
        if self.innermost_block == "pre":
            self._put("\n")
        elif self._line:
            if self._shown == 0 and self.is_at_top:
                self._cuts.append((len(self.html), len(self.text)))
            self.html.append("<br>\n")
            self.text.append("\n")

    def add_checkbox(self, *, done: bool) -> None:
        """The box of a task."""
        item = self._open[-1] if self._open else None
        if item and item.tag == "li" and len(self.html) == item.start + 1:
            self.html[item.start] = '<li class="task-list-item">'
            outer = self._open[-2]
            self.html[outer.start] = self.html[outer.start].replace(
                ' dir="auto"', ' class="contains-task-list" dir="auto"'
            )
        self._begin_line()
        self.html.append(_BOX.format("done" if done else "to do", " checked" if done else ""))

    def add_rule(self) -> None:
        """A line across."""
        self.block_boundary()
        if self.innermost_block not in FLAT:
            self.html.append("<hr>\n")

    def start_inline(self, tag: str, opening: str) -> bool:
        """Begin an element in a line, for the words that come; False if we are in one already."""
        known = self.innermost_block == "pre" and tag == "code"
        if known or sum(tag == other for other, _ in self.inline) >= NESTED.get(tag, 1):
            return False
        self.inline.append((tag, opening))
        return True

    def end_inline(self) -> None:
        """End the innermost element in a line."""
        tag, _ = self.inline.pop()
        if self._shown > len(self.inline):
            self._shown -= 1
            self.html.append(f"</{tag}>")

    def block_boundary(self, *, explicit: bool = False) -> None:
        """A block that is none of ours begins or ends: what follows stands on a line of its own. If `explicit`, it is
        a paragraph also where words may stand without.
        """
        if self.innermost_block in FLAT:
            self._flat_boundary()
        else:
            self._end_line()
        self._explicit = explicit

    def _flat_boundary(self) -> None:
        if self._line and self.innermost_block == "pre":
            if not "".join(self.text[-1:]).endswith("\n"):
                self._put("\n")
        elif self.innermost_block != "pre":
            self.add_space()

    def start_block(self, tag: str, opening: str | None = None) -> bool:
        """Begin a block; False if it cannot be one here, and only parts what is before it from what is in it."""
        self.block_boundary()
        if self.innermost_block in FLAT or len(self._open) >= _DEEPEST:
            return False
        if tag in PARENTS:
            while self._open and self._open[-1].implied:
                self._close()
            while self.innermost_block in PARTS and self.innermost_block not in PARENTS[tag]:
                self._push(PARTS[self.innermost_block], implied=True)
            if self.innermost_block not in PARENTS[tag]:
                return False
        else:
            self._imply_parts()
        self._push(tag, opening)
        return True

    def end_block(self) -> None:
        """End the innermost block that was begun."""
        self._end_line()
        self._explicit = False
        while self._open[-1].implied:
            self._close()
        self._close()

    def finish(self) -> None:
        """End the line that is open, and nothing else is."""
        self._end_line()

    def drop_from(self, html: int, text: int) -> None:
        """Take back what was written from there on; within a paragraph, which then ends there."""
        cut = self.last is not None and html != self.last.html
        del self.html[html:], self.text[text:]
        while self.pictures and self.pictures[-1] >= text:
            self.pictures.pop()
        if self.marked and self.marked[-1].html >= html:
            self.marked.pop()
        self.last = None
        if cut:
            self.html.append("</p>\n")

    def drop_head(self, paragraph: Paragraph, cut: tuple[int, int] | None) -> None:
        """Take back one of the first paragraphs, or its lines before `cut`; nothing may be written any more."""
        html, text = cut or (paragraph.end, paragraph.text_end)
        if cut:
            while self.html[html] == "<br>\n":
                html, text = html + 1, text + 1
        del self.html[paragraph.html + bool(cut) : html], self.text[paragraph.text : text]
        gone = text - paragraph.text
        self.pictures = [at - gone * (at >= text) for at in self.pictures if not paragraph.text <= at < text]
        self.head, self.last = [], None

    def _push(self, tag: str, opening: str | None = None, *, implied: bool = False) -> None:
        self._open.append(Open(tag, len(self.html), implied))
        self.html.append(opening or OPEN[tag])
        self.last = None

    def _close(self) -> None:
        closed = self._open.pop()
        self._end_text()
        if len(self.html) == closed.start + 1 and closed.tag not in MAY_BE_EMPTY:
            self.html.pop()
        else:
            self.html.append(CLOSE.get(closed.tag) or f"</{closed.tag}>\n")
        self._end_block()

    def _imply_parts(self) -> None:
        while self.innermost_block in PARTS:
            self._push(PARTS[self.innermost_block], implied=True)

    def _begin_line(self) -> None:
        if not self._line:
            self._imply_parts()
            self._begun, self._text_begun, self._cuts = len(self.html), len(self.text), []
            first = not self._open or len(self.html) == self._open[-1].start + 1
            bare = self.innermost_block in BARE and (self.innermost_block in FLAT or (first and not self._explicit))
            self._line = "bare" if bare else "p"
            if not bare:
                self.html.append('<p dir="auto">')
        for _, opening in self.inline[self._shown :]:
            self.html.append(opening)
        self._shown = len(self.inline)

    def _end_line(self) -> None:
        if self._line and self.innermost_block != "pre":
            while self.html[-1] == "<br>\n":  # the last in a paragraph shows nothing
                self.html.pop()
                if self.text and self.text[-1] == "\n":
                    self.text.pop()
                if self._cuts and self._cuts[-1][0] == len(self.html):
                    self._cuts.pop()
            self.html[-1] = self.html[-1].rstrip(" ")
            self.text[-1:] = [words.rstrip(" ") for words in self.text[-1:]]
        for tag, _ in reversed(self.inline[: self._shown]):
            self.html.append(f"</{tag}>")
        self._shown = 0
        if self._line == "p":
            self.html.append("</p>\n")
            self.last = self._paragraph() if not self._open else None
        if self._line:
            self._end_text()
            self._end_block()
        self._line = ""

    def _paragraph(self) -> Paragraph:
        paragraph = Paragraph(self._begun, self._text_begun, len(self.html), len(self.text), tuple(self._cuts))
        if len(self.head) < _MOST_HEADS:
            self.head.append(paragraph)
        text, begun = self.text, self._text_begun
        if (begun < len(text) and text[begun][:1] == ">") or (self._cuts and self._is_cut_before_mark()):
            self.marked.append(paragraph)
        return paragraph

    def _is_cut_before_mark(self) -> bool:
        return any(words[:1] == ">" for _, at in self._cuts for words in self.text[at + 1 : at + 2])

    def _end_text(self) -> None:
        if self.text and self.text[-1] != "\n":
            self.text.append("\n")

    def _end_block(self) -> None:
        if not self._open:
            self.ends.append((len(self.html), len(self.text)))
