"""The plain text of HTML, for mails: paragraphs with blank lines between them, lists with signs, code as it is."""

import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archiver.bodies.html.sup_sub import sup_sub_text

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "details", "div", "dl", "dd", "dt", "figure", "figcaption", "footer"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary"}
    | {"table", "tbody", "thead", "tfoot", "tr", "ul"}
)
_TIGHT = frozenset({"li", "tr", "dt", "dd", "ul", "ol", "tbody", "thead", "tfoot", "summary"})
"""Elements that begin a line, with no blank line before it."""
_LEFT_OUT = frozenset({"script", "style", "template", "source", "track"})
_KEEPS_LINES = frozenset({"text", "math"})
"""Classes of elements whose line breaks count."""
_START = re.compile(r"-?[0-9]{1,9}", re.ASCII)
_SPACES = re.compile(r"[ \t\n\r\f]+")


class _Text:
    """Plain text that is being put together."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._line_is_empty = True
        self._numbers: dict[int, int] = {}  # of the next item of each list
        self._blank_before = 0  # line breaks that are still to be written

    def add(self, text: str, *, keeps_lines: bool) -> None:
        """Add words; without `keeps_lines`, white space is a space."""
        if not keeps_lines:
            text = _SPACES.sub(" ", text)
            if self._line_is_empty or self._blank_before:
                text = text.removeprefix(" ")
        if not text:
            return
        if self._blank_before and self._parts:
            self._parts.append("\n" * self._blank_before)
        self._blank_before = 0
        self._parts.append(text)
        self._line_is_empty = text.endswith(("\n", " "))

    def end_line(self, breaks: int) -> None:
        """End the line, with one break, or with two for a blank line; no more than that are written together."""
        self._blank_before = max(self._blank_before, breaks)

    def sign(self, around: LexborNode | None) -> str:
        """What stands before the next item of the list `around` it: its number, or a dash."""
        if around is None or around.tag != "ol":
            return "-"
        if around.mem_id not in self._numbers:
            start = around.attributes.get("start") or ""
            self._numbers[around.mem_id] = int(start) if _START.fullmatch(start) else 1
        self._numbers[around.mem_id] += 1
        return f"{self._numbers[around.mem_id] - 1}."

    def finish(self) -> str:
        """The text, without white space at the ends of its lines."""
        lines = "".join(self._parts).strip("\n").split("\n")
        return "\n".join(line.rstrip() for line in lines)


def plain_text(html: str) -> str:
    """The plain text of safe HTML.

    >>> print(plain_text("<p>One <em>two</em>.</p><ol><li>three</li><li>four</li></ol><pre>a\\n  b</pre>"))
    One two.
    <BLANKLINE>
    1. three
    2. four
    <BLANKLINE>
        a
          b
    """
    root = LexborHTMLParser(html).body
    text = _Text()
    waiting: list[LexborNode | _End] = [root] if root is not None else []
    kept = 0  # elements around the place in which line breaks count
    while waiting:
        node = waiting.pop()
        if isinstance(node, _End):
            text.end_line(node.breaks)
            kept -= node.keeps_lines
        elif node.tag == "-text":
            text.add(node.text_content or "", keeps_lines=kept > 0)
        elif _is_shown(node) and not _add_whole(text, node):
            end = _begin(text, node)
            kept += end.keeps_lines
            waiting += [end, *reversed(list(node.iter(include_text=True)))]
    return text.finish()


class _End(NamedTuple):
    """The end of an element: with how many line breaks it ends, and whether line breaks counted in it."""

    breaks: int
    keeps_lines: bool


def _is_shown(node: LexborNode) -> bool:
    tag = node.tag or "-"
    return tag[0] not in "-!" and tag not in _LEFT_OUT


def _add_whole(text: _Text, node: LexborNode) -> bool:
    """Add an element whose text is more than that of what is in it; False for all others."""
    tag = node.tag or ""
    if tag == "pre":
        _add_code(text, node)
    elif tag in {"sup", "sub"}:
        text.add(sup_sub_text(tag, node.text(deep=True)), keeps_lines=False)
    else:
        return False
    return True


def _breaks(tag: str) -> int:
    return 0 if tag not in _BLOCKS else 1 if tag in _TIGHT else 2


def _begin(text: _Text, node: LexborNode) -> _End:
    """Add what stands for an element before its words; returns what ends it."""
    tag = node.tag or ""
    breaks = _breaks(tag)
    text.end_line(breaks)
    if tag == "br":
        text.add("\n", keeps_lines=True)
    elif tag == "img":
        text.add(node.attributes.get("alt") or "", keeps_lines=False)
    elif tag == "hr":
        text.add("* * *", keeps_lines=False)
    elif tag == "li":
        text.add(f"{text.sign(node.parent)} ", keeps_lines=True)
    elif tag in {"td", "th"} and node.prev is not None:
        text.add(" ", keeps_lines=False)
    classes = (node.attributes.get("class") or "").split()
    return _End(breaks, not _KEEPS_LINES.isdisjoint(classes))


def _add_code(text: _Text, node: LexborNode) -> None:
    text.end_line(2)
    lines = node.text(deep=True).rstrip("\n").split("\n")
    text.add("\n".join(f"    {line}" if line else "" for line in lines), keeps_lines=True)
    text.end_line(2)
