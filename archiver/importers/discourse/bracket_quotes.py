"""Finds quotes that Discourse has left as `[quote="…"]` in the HTML of a post.

Topics that it has imported from another forum have them. Pure.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

_PIECE = re.compile(
    r"<(?P<end>/?)(?P<element>[a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,4000}>"
    r"|\[quote(?:=(?P<author>[^\[\]<>\n]{1,300}))?\]"
    r"|(?P<closing>\[/quote\])",
    re.IGNORECASE,
)
_EMPTY = frozenset({"br", "hr", "img", "input", "wbr"})
"""Elements that have no end."""
_WITH_PARAGRAPHS = frozenset({"aside", "blockquote", "div"})
_PARAGRAPH = "p"
_MARKS = "\"'“”„« »"


def mark_bracket_quotes(html: str) -> str:
    """The HTML with elements in place of `[quote]` and `[/quote]`, where these are a pair within paragraphs.

    >>> mark_bracket_quotes("<p>[quote=“Ada, post:3”]Io?[/quote]No.</p>")
    '<p></p><aside class="quote" data-username="Ada"><blockquote><p>Io?</p></blockquote></aside><p>No.</p>'
    """
    if "[quote" not in html.lower():
        return html
    written: list[str] = []
    end = 0
    for start, stop, element in sorted(_tags(html)):
        written += (html[end:start], element)
        end = stop
    return "".join((*written, html[end:]))


def _tags(html: str) -> Iterator[tuple[int, int, str]]:
    """The tags that are pairs, in no order: start, end, and what stands for each.

    Both are in one element. In others than paragraphs and those that have these, as code, tags may be words.
    """
    is_open: list[tuple[int, re.Match[str]]] = []
    depth = level = 0  # elements of other kinds, and with paragraphs, that are open
    for piece in _PIECE.finditer(html):
        name, change = (piece["element"] or "").lower(), -1 if piece["end"] else 1
        if name in _WITH_PARAGRAPHS:
            level = max(0, level + change)
            while is_open and is_open[-1][0] > level:
                is_open.pop()
        elif name:
            depth = max(0, depth + change * (name not in _EMPTY and name != _PARAGRAPH))
        elif not depth and not piece["closing"]:
            is_open.append((level, piece))
        elif not depth and is_open and is_open[-1][0] == level:
            opening = is_open.pop()[1]
            yield opening.start(), opening.end(), _start_of(opening["author"] or "")
            yield piece.start(), piece.end(), "</p></blockquote></aside><p>"


def _start_of(reference: str) -> str:
    """The start of a quote. `reference` is what follows `quote=`: the author, and maybe the post."""
    author = unescape(reference).strip(_MARKS).partition(",")[0].strip(_MARKS)
    name = f' data-username="{escape(author)}"' if author else ""
    return f'</p><aside class="quote"{name}><blockquote><p>'
