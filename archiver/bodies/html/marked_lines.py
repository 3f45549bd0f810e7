"""Paragraphs in which each quoted line begins with `>`: on Hacker News, and where mails were shown as HTML.

In comes a piece, out come its parts: prose, and quotes whose marks are gone. Lines are parted by `<br>`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from archiver.bodies.html.html_writer import HtmlWriter
from archiver.bodies.html.nesting import Paragraph

_MARK = re.compile(r">(?: ?>)*(?: (?=\S)|(?=[^\W\d]|[\"'“„«(\[]))")
"""Before quoted words. Not `>>> x`, which is a prompt's, nor `>=`, `>5`, `>>123`."""
_PROMPT = re.compile(r">>> |>>\d")
_BLANK = re.compile(r"[> ]+\Z")
_BREAK = "<br>\n"
_BEGIN, _END = '<p dir="auto">', "</p>\n"
_BEFORE_CODE = 3  # pieces of HTML at the begin of a line; before code, a mark is a prompt
_LONGEST = 64  # pieces of HTML of a paragraph that may be an attribution


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of a paragraph: where it stands in the HTML and the text of its piece, without what ends it."""

    html: slice
    text: slice
    mark: int = 0
    """The length of its mark."""


def parts_of(piece: HtmlWriter) -> Iterator[tuple[bool, HtmlWriter]]:
    """The parts of a piece, in order, and whether each is a quote."""
    pictures = frozenset(piece.pictures)
    part, quotes, html, text = HtmlWriter([]), False, 0, 0
    for paragraph in piece.marked:
        runs = _runs(piece, paragraph)
        between = slice(html, paragraph.html), slice(text, paragraph.text)
        if quotes and (between[0].start != between[0].stop or not runs[0][0].mark):
            yield True, part
            part, quotes = HtmlWriter([]), False
        _copy(piece, part, *between, pictures)
        for run in runs:
            if bool(run[0].mark) != quotes:
                if part.html:
                    yield quotes, _with_last(part)
                part, quotes = HtmlWriter([]), bool(run[0].mark)
            _write(piece, part, run, pictures)
        html, text = paragraph.end, paragraph.text_end + 1
    if quotes and html < len(piece.html):
        yield True, part
        part, quotes = HtmlWriter([]), False
    _copy(piece, part, slice(html, None), slice(text, None), pictures)
    if part.html:
        yield quotes, part


def _runs(piece: HtmlWriter, paragraph: Paragraph) -> list[list[_Line]]:
    """The lines of a paragraph; those that have a mark, and those that have none, together."""
    runs: list[list[_Line]] = []
    for line in _lines(piece, paragraph):
        if runs and bool(runs[-1][0].mark) == bool(line.mark):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _lines(piece: HtmlWriter, paragraph: Paragraph) -> Iterator[_Line]:
    html, text, quotes = paragraph.html + 1, paragraph.text, False
    for html_end, text_end in (*paragraph.cuts, (paragraph.end - 1, paragraph.text_end)):
        is_code = "<code>" in piece.html[html : min(html + _BEFORE_CODE, html_end)]
        mark = 0 if is_code else _mark("".join(piece.text[text:text_end][:3]), goes_on=quotes)
        yield _Line(html=slice(html, html_end), text=slice(text, text_end), mark=mark)
        html, text, quotes = html_end + 1, text_end + 1, mark > 0


def _mark(words: str, *, goes_on: bool) -> int:
    """The length of a line's mark, 0 if it has none. One of nothing but a mark goes on with the quote before it."""
    if _PROMPT.match(words):
        return 0
    found = _MARK.match(words) or (_BLANK.match(words) if goes_on else None)
    return len(found[0]) if found else 0


def _write(piece: HtmlWriter, part: HtmlWriter, run: list[_Line], pictures: frozenset[int]) -> None:
    """Write lines as a paragraph, without their marks."""
    begun, cuts = (len(part.html), len(part.text)), list[tuple[int, int]]()
    part.html.append(_BEGIN)
    for line in run:
        if line is not run[0]:
            cuts.append((len(part.html), len(part.text)))
            part.html.append(_BREAK)
            part.text.append("\n")
        html, text = len(part.html), len(part.text)
        _copy(piece, part, line.html, line.text, pictures)
        if line.mark:
            part.text[text] = part.text[text][line.mark :]
            marked = next((at for at in range(html, len(part.html)) if part.html[at].startswith("&gt;")), None)
            if marked is not None:
                part.html[marked] = escape(part.text[text], quote=False)
    part.html.append(_END)
    part.last = Paragraph(html=begun[0], text=begun[1], end=len(part.html), text_end=len(part.text), cuts=tuple(cuts))
    part.text.append("\n")


def _copy(piece: HtmlWriter, part: HtmlWriter, html: slice, text: slice, pictures: frozenset[int]) -> None:
    shift = len(part.text) - text.start
    part.pictures += [at + shift for at in range(*text.indices(len(piece.text))) if at in pictures]
    part.html += piece.html[html]
    part.text += piece.text[text]


def _with_last(part: HtmlWriter) -> HtmlWriter:
    """The part, with its last paragraph told."""
    end = len(part.html)
    begun = next((at for at in range(end - 1, max(-1, end - _LONGEST), -1) if part.html[at] == _BEGIN), None)
    if part.last is None and begun is not None and part.html[-1] == _END and part.text:
        text = len(part.text) - 1
        while text and part.text[text - 1] != "\n":
            text -= 1
        if _BREAK not in part.html[begun:]:
            part.last = Paragraph(html=begun, text=text, end=end, text_end=len(part.text) - 1, cuts=())
    return part
