"""Quotes in paragraphs whose quoted lines begin with `>`, as on Hacker News and in HTML made from mails.

In comes the prose of a level, out come its parts: prose, and quotes without their marks. Lines end at `<br>`s.
"""

import re
from collections.abc import Iterator
from html import escape

from msgspec import Struct

from archiver.bodies.html.prose_buffer import (
    LINE_BREAK,
    PARAGRAPH_END,
    PARAGRAPH_START,
    Paragraph,
    Position,
    ProseBuffer,
)

_MARK = re.compile(r">(?: ?>)*(?: (?=\S)|(?=[^\W\d]|[\"'“„«(\[]))")
"""The mark of a quoted line. `>>> x` (a Python prompt), `>=`, `>5`, `>>123` (a reference to a post) are no marks. Nor
is one at the start of a line that is decorated at its end, too, as `>> Jobs <<`.
"""
_PROMPT = re.compile(r">>> |>>\d")
_ONLY_MARK = re.compile(r"[> ]+\Z")
_MAX_BEFORE_CODE = 3  # pieces of HTML at the start of a line; a mark before code is a prompt
_MAX_ATTRIBUTION = 64  # pieces of HTML of a paragraph that may be an attribution

ProsePart = tuple[bool, ProseBuffer]
"""A part of some prose: True if it is a quote, and its contents."""


class _Line(Struct, frozen=True, kw_only=True):
    """A line of a paragraph as slices of the buffer's pieces of HTML and of text, without the line break."""

    html: slice
    text: slice
    mark: int = 0
    """Length of the line's quote mark in characters; 0 if it has none."""


def split_marked_lines(prose: ProseBuffer) -> list[ProsePart]:
    """Split prose that has `marked_paragraphs` into quotes and the prose between them, in order.

    The parts are new buffers, with the quote marks removed; `prose` is not changed.
    """
    splitter = _Splitter(prose)
    for paragraph in prose.marked_paragraphs:
        splitter.add_paragraph(paragraph)
    return splitter.finish()


class _Splitter:
    """Copies prose to parts. A new part starts where quoted lines follow lines that are not quoted, and the reverse."""

    def __init__(self, prose: ProseBuffer) -> None:
        self._prose = prose
        self._placeholders = frozenset(prose.placeholders)
        self._parts: list[ProsePart] = []
        self._part = ProseBuffer()
        self._in_quote = False
        self._copied: Position = (0, 0)

    def add_paragraph(self, paragraph: Paragraph) -> None:
        """Copy a paragraph with marked lines, and the prose before it that has not been copied."""
        runs = _runs(self._prose, paragraph)
        (html, text), (html_start, text_start) = self._copied, paragraph.start
        if self._in_quote and (html != html_start or not runs[0][0].mark):
            self._end_part(in_quote=False)
        self._copy(slice(html, html_start), slice(text, text_start))
        for run in runs:
            is_quote = run[0].mark > 0
            if is_quote != self._in_quote:
                self._end_part(in_quote=is_quote)
            self._append_run(run)
        html_end, text_end = paragraph.end
        self._copied = html_end, text_end + 1  # after the newline

    def finish(self) -> list[ProsePart]:
        """Copy the prose after the last paragraph with marked lines, and return all parts."""
        html, text = self._copied
        if self._in_quote and html < len(self._prose.html):
            self._end_part(in_quote=False)
        self._copy(slice(html, None), slice(text, None))
        if self._part.html:
            self._parts.append((self._in_quote, self._part))
        return self._parts

    def _end_part(self, *, in_quote: bool) -> None:
        if self._part.html:
            if not self._in_quote:
                _record_last_paragraph(self._part)
            self._parts.append((self._in_quote, self._part))
        self._part, self._in_quote = ProseBuffer(), in_quote

    def _append_run(self, run: list[_Line]) -> None:
        """Write lines as a paragraph, without their marks. Either all lines of `run` have a mark, or none has."""
        part = self._part
        start, line_breaks = part.end, list[Position]()
        part.html.append(PARAGRAPH_START)
        for line in run:
            if line is not run[0]:
                line_breaks.append(part.end)
                part.html.append(LINE_BREAK)
                part.text.append("\n")
            line_start = part.end
            self._copy(line.html, line.text)
            if line.mark:
                _remove_mark(part, line_start, line.mark)
        part.html.append(PARAGRAPH_END)
        part.last_paragraph = Paragraph(start, part.end, tuple(line_breaks))
        part.text.append("\n")

    def _copy(self, html: slice, text: slice) -> None:
        prose, part = self._prose, self._part
        shift = len(part.text) - text.start
        indexes = range(*text.indices(len(prose.text)))
        part.placeholders += [at + shift for at in indexes if at in self._placeholders]
        part.html += prose.html[html]
        part.text += prose.text[text]


def _remove_mark(part: ProseBuffer, start: Position, mark: int) -> None:
    """Remove the first `mark` characters of the line at `start`: all of them are in its first piece of text."""
    html, text = part.html, part.text
    html_start, text_start = start
    text[text_start] = text[text_start][mark:]
    marked = next((at for at in range(html_start, len(html)) if html[at].startswith("&gt;")), None)
    if marked is not None:
        html[marked] = escape(text[text_start], quote=False)


def _runs(prose: ProseBuffer, paragraph: Paragraph) -> list[list[_Line]]:
    """Group the lines of a paragraph: all successive lines with a mark, then all without one, and so on."""
    runs: list[list[_Line]] = []
    for line in _lines(prose, paragraph):
        if runs and bool(runs[-1][0].mark) == bool(line.mark):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _lines(prose: ProseBuffer, paragraph: Paragraph) -> Iterator[_Line]:
    (html, text), (last_html, last_text) = paragraph.start, paragraph.end
    html, in_quote = html + 1, False
    for html_end, text_end in (*paragraph.line_breaks, (last_html - 1, last_text)):
        is_code = "<code>" in prose.html[html : min(html + _MAX_BEFORE_CODE, html_end)]
        is_decorated = "".join(prose.text[text:text_end][-2:]).rstrip().endswith("<")
        is_plain = is_code or is_decorated
        mark = 0 if is_plain else _mark_length("".join(prose.text[text:text_end][:3]), in_quote=in_quote)
        yield _Line(html=slice(html, html_end), text=slice(text, text_end), mark=mark)
        html, text, in_quote = html_end + 1, text_end + 1, mark > 0


def _mark_length(line: str, *, in_quote: bool) -> int:
    """Return the length of the quote mark of a line in characters; 0 if it has none.

    If the line before is quoted (`in_quote`), a line of nothing but a mark is a blank line of the quote.
    """
    if _PROMPT.match(line):
        return 0
    mark = _MARK.match(line) or (_ONLY_MARK.match(line) if in_quote else None)
    return len(mark[0]) if mark else 0


def _record_last_paragraph(part: ProseBuffer) -> None:
    """Record the last paragraph of a copied part, if it is one short line: it may be the attribution of the next
    quote.
    """
    html, text, end = part.html, part.text, len(part.html)
    earliest = max(-1, end - _MAX_ATTRIBUTION)
    start = next((at for at in range(end - 1, earliest, -1) if html[at] == PARAGRAPH_START), None)
    if part.last_paragraph is not None or start is None or html[-1] != PARAGRAPH_END or not text:
        return
    text_start = len(text) - 1
    while text_start and text[text_start - 1] != "\n":
        text_start -= 1
    if LINE_BREAK not in html[start:]:
        part.last_paragraph = Paragraph((start, text_start), (end, len(text) - 1), ())
