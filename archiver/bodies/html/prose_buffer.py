"""The HTML and the plain text of a run of prose while they are written, and where its top-level paragraphs are.

`html_writer` fills a buffer; `attribution_lines` and `marked_lines` read and cut it: they look for the line that names
a quoted author and for lines marked `>`. Only paragraphs and blocks outside of all lists, tables and spoilers are
recorded, because a quote in a list is not a quote of the post.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

PARAGRAPH_START, PARAGRAPH_END = '<p dir="auto">', "</p>\n"
LINE_BREAK = "<br>\n"
_MAX_FIRST_PARAGRAPHS = 2


Position = tuple[int, int]
"""A place in a `ProseBuffer`, between two pieces: an index into `html`, and the index into `text` that goes with it."""


class Paragraph(NamedTuple):
    """Where a top-level `<p>` of a `ProseBuffer` begins, ends and may be split."""

    start: Position
    end: Position
    """After the end tag in the HTML, and before the newline in the text."""
    line_breaks: tuple[Position, ...]
    """The `<br>`s at which the paragraph may be split; a `<br>` in an inline element is left out."""


@dataclass(slots=True)
class ProseBuffer:
    """The HTML and the plain text of some prose, each in pieces, and the positions of its paragraphs and
    placeholders.
    """

    html: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    last_paragraph: Paragraph | None = None
    """The paragraph at the end of the buffer; None if something else is there."""
    first_paragraphs: list[Paragraph] = field(default_factory=list)
    """The first top-level paragraphs, at most two."""
    placeholders: list[int] = field(default_factory=list)
    """Ascending indexes of the pieces of `text` that replace a picture, or that a forum's software has made up
    (`Spoiler`)."""
    icon_post: int | None = None
    """Number of the post to which an icon of the forum's software links; the icon itself is not written."""
    marked_paragraphs: list[Paragraph] = field(default_factory=list)
    """The top-level paragraphs in which a line begins with `>`."""
    block_ends: list[Position] = field(default_factory=list)
    """The position after each top-level block."""

    @property
    def end(self) -> Position:
        """The position at which the next pieces of HTML and text will be written."""
        return len(self.html), len(self.text)

    def add_paragraph(self, start: Position, line_breaks: list[Position]) -> None:
        """Record that a top-level paragraph has just been written.

        `start` is the position of its start tag, `line_breaks` the positions of the `<br>`s at which it may be split.
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
        """Remove all from `start` to the end of the buffer, to take an attribution out of the prose.

        `start` must be in or before the last paragraph. A paragraph that is cut in two is ended at `start`.
        """
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
        """Remove one of `first_paragraphs`, or only its lines before the line break at `until`.

        Positions recorded before become invalid, so nothing may be written to the buffer afterwards.
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
