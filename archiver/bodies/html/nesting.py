"""How the elements of our pages begin, end and nest: tables, and what is known of those that are open."""

from dataclasses import dataclass
from typing import NamedTuple

OPEN = {
    **{tag: f'<{tag} dir="auto">' for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "summary")},
    **{tag: f"<{tag}>\n" for tag in ("details", "blockquote", "thead", "tbody", "tr")},
    **{tag: f'<{tag} dir="auto">\n' for tag in ("ul", "ol")},
    "li": "<li>",
    "td": '<td dir="auto">',
    "th": '<th dir="auto">',
    "pre": '<pre dir="ltr" tabindex="0"><code>',
    "table": '<div class="table" tabindex="0">\n<table>\n',
}
CLOSE = {"pre": "</code></pre>\n", "table": "</table>\n</div>\n"}
FLAT = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "pre"})
BARE = FLAT | {"li", "td", "th"}
PARTS = {"ul": "li", "ol": "li", "table": "tbody", "thead": "tr", "tbody": "tr", "tr": "td"}
"""What has parts, and what they are."""
PARENTS = {
    "li": frozenset({"ul", "ol"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "tr": frozenset({"thead", "tbody"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
}
MAY_BE_EMPTY = frozenset({"li", "td", "th", "tr", "tbody"})
NESTED = {"sup": 3, "sub": 3, "span": 3}
"""How often an element in a line may stand in itself; others once."""


class Paragraph(NamedTuple):
    """The last paragraph at the top of a piece: where it begins in HTML and in text, and behind which lines it may be
    cut.
    """

    html: int
    text: int
    end: int
    text_end: int
    cuts: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Open:
    """An element that is open."""

    tag: str
    start: int
    """Where it begins in the output."""
    implied: bool = False
    """Nobody opened it, but its contents need it."""
