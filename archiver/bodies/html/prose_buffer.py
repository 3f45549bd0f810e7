"""The HTML and the plain text of a run of prose while they are written, and where its top-level paragraphs are.

A buffer is what `html_writer` fills, and what `attribution_lines` and `marked_lines` read and cut: they look for the
line that names a quoted author and for lines marked `>`. Only paragraphs and blocks outside of all lists, tables and
spoilers are recorded, for a quote inside of these is not a quote of the post.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

PARAGRAPH_START, PARAGRAPH_END = '<p dir="auto">', "</p>\n"
LINE_BREAK = "<br>\n"
_MAX_FIRST_PARAGRAPHS = 2


Position = tuple[int, int]
"""An index into `ProseBuffer.html`, and the index into `ProseBuffer.text` that goes with it."""


class Paragraph(NamedTuple):
    """A top-level `<p>` of a buffer."""

    start: Position
    end: Position
    """Behind the end tag, and before the newline in the text."""
    line_breaks: tuple[Position, ...]
    """The `<br>`s at which the paragraph may be split: those that are in no inline element."""


@dataclass(slots=True)
class ProseBuffer:
    """The HTML and the text of some prose, each in pieces, and the positions of paragraphs and placeholders."""

    html: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    last_paragraph: Paragraph | None = None
    """The paragraph that the buffer ends with; None if it ends with something else."""
    first_paragraphs: list[Paragraph] = field(default_factory=list)
    """The first top-level paragraphs, at most two."""
    placeholders: list[int] = field(default_factory=list)
    """Indexes of the pieces of `text` that stand for a picture or are made up by a forum's software (`Spoiler`).
    Ascending."""
    icon_post: int | None = None
    """Number of the post to which an icon of the forum's software links; the icon itself is not written."""
    marked_paragraphs: list[Paragraph] = field(default_factory=list)
    """The top-level paragraphs that have a line that begins with `>`."""
    block_ends: list[Position] = field(default_factory=list)
    """The end of each top-level block."""

    @property
    def end(self) -> Position:
        """Where the next piece of HTML and the next piece of text will be."""
        return len(self.html), len(self.text)

    def add_paragraph(self, start: Position, line_breaks: list[Position]) -> None:
        """Record that a top-level paragraph ends here.

        `start` is the position of its start tag, `line_breaks` the positions at which it may be split.
        """
        paragraph = Paragraph(start, self.end, tuple(line_breaks))
        self.last_paragraph = paragraph
        if len(self.first_paragraphs) < _MAX_FIRST_PARAGRAPHS:
            self.first_paragraphs.append(paragraph)
        if self._has_mark(start, line_breaks):
            self.marked_paragraphs.append(paragraph)

    def _has_mark(self, start: Position, line_breaks: list[Position]) -> bool:
        text, first = self.text, start[1]
        if first < len(text) and text[first][:1] == ">":
            return True
        return any(piece[:1] == ">" for _, at in line_breaks for piece in text[at + 1 : at + 2])

    def end_text_line(self) -> None:
        """End the line of text, if one has begun."""
        if self.text and self.text[-1] != "\n":
            self.text.append("\n")

    def cut(self, start: Position) -> None:
        """Remove all from `start` on, which is in or before the last paragraph; a paragraph that is cut ends there."""
        html, text = start
        is_within = self.last_paragraph is not None and html != self.last_paragraph.start[0]
        del self.html[html:], self.text[text:]
        while self.placeholders and self.placeholders[-1] >= text:
            self.placeholders.pop()
        if self.marked_paragraphs and self.marked_paragraphs[-1].start[0] >= html:
            self.marked_paragraphs.pop()
        self.last_paragraph = None
        if is_within:
            self.html.append(PARAGRAPH_END)

    def remove_first(self, paragraph: Paragraph, until: Position | None) -> None:
        """Remove one of the first paragraphs, or only its lines before the line break at `until`.

        Positions recorded before are no longer valid, so nothing may be written to the buffer any more.
        """
        start_html, start_text = paragraph.start
        html, text = until or paragraph.end
        if until:
            while self.html[html] == LINE_BREAK:
                html, text = html + 1, text + 1
        del self.html[start_html + bool(until) : html], self.text[start_text:text]
        removed = text - start_text
        self.placeholders = [at - removed * (at >= text) for at in self.placeholders if not start_text <= at < text]
        self.first_paragraphs, self.last_paragraph = [], None
