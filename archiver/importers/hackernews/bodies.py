"""Marks the quotes in texts of Hacker News: paragraphs that begin with `>` become `<blockquote>`. Pure.

Texts are HTML whose paragraphs begin with `<p>`; code is in `<pre>`. Line breaks in a paragraph are not shown, but
lines that begin with `>` are quotes all the same.
"""

import re
from html import escape

from archiver.values import is_web_address

_TAG = re.compile(r"(</?(?:p|pre)(?: [^<>]{0,200})?>)", re.IGNORECASE)
_MARK = re.compile(
    r"\s{0,40}((?:<(?:i|em|font)(?: [^<>]{0,200})?>\s{0,40}){0,3})"
    r"((?:(?:&gt;|>) ?){1,20})(?=[^\s])(?![=:_]|[.\-]{0,2}&lt;)"
)
"""The mark of a quoted line, behind tags that may begin before it. What is left out are emoticons and `>=`."""
_DECORATION = re.compile(r"(?:&lt;|<){1,9}\s{0,9}\Z")
"""The end of a line that is decorated at both ends: `>> Jobs <<`."""
_PROMPT = re.compile(r"\s{0,40}(?:&gt;|>){3} ")
"""The prompt of Python."""
_SIGN = re.compile(r"&gt;|>")
_DEEPEST = 5

Line = tuple[int, str]
"""How many marks a line has, 0 for one that is no quote; and the line without them."""


def mark_quotes(text: str) -> str:
    """A text with its quotes as `<blockquote>`s, nested as their marks tell.

    >>> mark_quotes("&gt;&gt; Flat?<p>&gt; No.<p>Round.")
    '<blockquote><blockquote><p>Flat?</p></blockquote><p>No.</p></blockquote><p>Round.'
    """
    if "&gt;" not in text and ">" not in text[:1]:
        return text
    writer = _Writer()
    is_code = False
    for piece in _TAG.split(text):
        tag = piece[:5].lower() if piece[:1] == "<" and _TAG.fullmatch(piece) else ""
        if tag.startswith(("<pre", "</pre")):
            is_code = tag.startswith("<pre")
            writer.add_other(piece)
        elif is_code:
            writer.add_other(piece)
        elif tag.startswith("<p"):
            writer.start_paragraph()
        elif not tag and piece:
            writer.add_lines(_lines(piece))
    marked = writer.finish()
    return marked if writer.has_quotes else text


def link_paragraph(url: str) -> str:
    """A paragraph with the link of a story; "" if it is no address of the web.

    >>> link_paragraph("https://x.example/?a=1&b"), link_paragraph("")
    ('<p><a href="https://x.example/?a=1&amp;b">https://x.example/?a=1&amp;b</a></p>', '')
    """
    return f'<p><a href="{escape(url)}">{escape(url, quote=False)}</a></p>' if is_web_address(url) else ""


def _lines(paragraph: str) -> list[Line]:
    """The lines of a paragraph; successive ones with as many marks are one."""
    found: list[tuple[int, list[str]]] = []
    for line in paragraph.split("\n"):
        mark = None if _PROMPT.match(line) or _DECORATION.search(line[-20:]) else _MARK.match(line)
        depth = len(_SIGN.findall(mark[2])) if mark else 0
        if found and not depth and found[-1][0] and line.lstrip()[:1].islower():
            depth = found[-1][0]  # a line that goes on in the middle of a sentence
        bare = f"{mark[1]}{line[mark.end() :]}" if mark else line
        if found and found[-1][0] == depth:
            found[-1][1].append(bare)
        else:
            found.append((depth, [bare]))
    return [(depth, "\n".join(lines)) for depth, lines in found]


class _Writer:
    """Writes the paragraphs of a text, and the quotes between them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._quote: list[Line] = []
        self._starts_paragraph = False
        self.has_quotes = False

    def start_paragraph(self) -> None:
        """Begin a paragraph with what is added next."""
        self._starts_paragraph = True

    def add_other(self, html: str) -> None:
        """Add what is no paragraph."""
        self._end_quote()
        self._parts.append(html)
        self._starts_paragraph = False

    def add_lines(self, lines: list[Line]) -> None:
        """Add the lines of a paragraph."""
        for depth, line in lines:
            if not depth and not line.strip():
                continue
            if depth:
                self._quote.append((depth, line))
                self._starts_paragraph = True
                continue
            self._end_quote()
            self._parts.append(f"<p>{line}" if self._starts_paragraph else line)
            self._starts_paragraph = False

    def _end_quote(self) -> None:
        if not self._quote:
            return
        self.has_quotes = True
        least, depth = min(depth for depth, _ in self._quote), 0
        for marks, line in self._quote:
            wanted = min(marks - least + 1, _DEEPEST)
            self._parts.append("<blockquote>" * (wanted - depth) + "</blockquote>" * (depth - wanted))
            self._parts.append(f"<p>{line}</p>")
            depth = wanted
        self._parts.append("</blockquote>" * depth)
        self._quote = []

    def finish(self) -> str:
        """The whole text."""
        self._end_quote()
        return "".join(self._parts)
