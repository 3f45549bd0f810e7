"""Big or strange HTML made harmless to parse: tags that are balanced, few attributes, and no deeper than `_DEEPEST`.

In comes any markup, out comes markup that an HTML parser reads in linear time. By the HTML standard a parser looks up
its open elements for nearly every tag, and repeats unclosed `<b>`s in every paragraph: without this, 200 kB can take
minutes. It says nothing about what is allowed, and keeps all text: that the result is safe is for others to see to.
"""

import re

from archiver.bodies.html.element_names import BLOCKS, INLINE, VOID
from archiver.bodies.html.removed_markup import ELEMENTS
from archiver.bodies.html.stray_markup import FORMULA

_FEW = 100  # tags
_SMALL = 10_000  # characters: with them, the worst that a parser does is a few milliseconds
_DEEPEST = 256  # levels; four for each quote that we keep
_LOOK_BACK = 64  # open elements among which an end tag looks for its start
_NAME = r"[a-zA-Z][^\s/>]*+"
_VALUE = r"""\s*+=\s*+(?>(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?)"""
_ATTRIBUTES = rf"(?>(?:[\s/]++|[^\s/>][^\s/>=]*+(?>(?:{_VALUE})?))*)"
_TOKEN = re.compile(
    rf"<!--(?:>|->|.*?(?:--!?>|\Z))|<(/?)({_NAME})({_ATTRIBUTES})(?:>|\Z)|<[!?/][^>]*+(?:>|\Z)", re.DOTALL
)
_ATTRIBUTE = re.compile(
    r"""([^\s/>=][^\s/>=]*+)(?>(?:\s*+=\s*+(?>(?:"([^"]*+)"?+|'([^']*+)'?+|([^\s>"'][^\s>]*+))?))?)""", re.DOTALL
)
_KEPT = frozenset(
    str.split(
        "align alt alttext checked cite class data data-actualsrc data-author data-cid data-code-wrap data-expr "
        "data-full-url data-id data-ipsquote-contentcommentid data-ipsquote-username data-latex data-lazy-src "
        "data-lazy-srcset data-original data-post data-postid data-quote data-source data-src data-srcset data-tex "
        "data-provider-name data-topic data-url data-username data-video-id data-video-src data-video-title "
        "data-youtube-id data-youtube-title display encoding file href id label name rel reversed src srcset start "
        "style title type value zoomfile"
    )
)
_MOST_ATTRIBUTES = 32  # of a tag that we read
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_FORMATTING = frozenset(str.split("b big code em font i nobr s small strike strong tt u"))
_CLOSES = {
    **dict.fromkeys(BLOCKS - {"li", "dt", "dd", "option"}, frozenset({"p"})),
    "li": frozenset({"li", "p"}),
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
    "option": frozenset({"option"}),
    "a": frozenset({"a"}),
    "tr": frozenset({"tr"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tbody": frozenset({"tbody", "thead", "tfoot"}),
    "thead": frozenset({"tbody", "thead", "tfoot"}),
    "tfoot": frozenset({"tbody", "thead", "tfoot"}),
}
"""What an open element ends by another's beginning."""
_FENCES = {
    "li": frozenset({"ul", "ol"}),
    **dict.fromkeys(("table", "tr", "td", "th", "tbody", "thead", "tfoot"), frozenset({"table"})),
}
_CELLS = frozenset({"table", "td", "th", "caption"})
_FENCE = frozenset({"table", "td", "th", "caption", "blockquote", "aside", "li", "details", "ul", "ol"})
"""What no end tag from within gets past, other than its own (a stray `</b>` ends no quote)."""


def balance_tags(body: str) -> str:
    """A body, with tags that are balanced if it has many of them."""
    if len(body) < _SMALL and body.count("<") < _FEW:
        return body
    return _Balance(body).out()


class _Balance:
    """The elements that are open, and what was put out."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._parts: list[str] = []
        self._open: list[str] = []

    def out(self) -> str:
        at = 0
        while found := _TOKEN.search(self._body, at):
            self._parts.append(self._body[at : found.start()].replace("<", "&lt;"))
            at = found.end()
            name = (found[2] or "").lower()
            name = "img" if name == "image" else name  # so says the standard
            if found[1]:
                self._end(name)
            elif name == "plaintext":
                break
            elif name:
                self._start(name, found[3])
                at = self._raw(name, found[3], at) if name in _RAW else at
        self._parts.append(self._body[at:].replace("<", "&lt;"))
        self._close(0)
        return "".join(self._parts)

    def _start(self, name: str, attributes: str) -> None:
        if name in _CLOSES:
            self._close_implied(name)
        if name in VOID:
            self._parts.append(f"<{name}{_kept(attributes)}>")
        elif name in BLOCKS or name in INLINE:
            self._open.append(name)
            if len(self._open) <= _DEEPEST:
                plain = name in _FORMATTING and self._open[-2:-1] != ["pre"]
                self._parts.append(f"<{name}>" if plain else f"<{name}{_kept(attributes)}>")

    def _close_implied(self, name: str) -> None:
        fences = _FENCES.get(name, _FENCE)
        ended = len(self._open)
        for depth in range(len(self._open) - 1, max(-1, len(self._open) - _LOOK_BACK), -1):
            if self._open[depth] in _CLOSES[name]:
                ended = depth
            elif self._open[depth] in fences or (name == "a" and self._open[depth] in BLOCKS):
                break
        self._close(ended)

    def _end(self, name: str) -> None:
        if name == "br":  # by the standard it is one
            self._parts.append("<br>")
        fences = _FENCES.get(name, _CELLS if name in _FENCE else _FENCE)
        for depth in range(len(self._open) - 1, max(-1, len(self._open) - _LOOK_BACK), -1):
            if self._open[depth] == name:
                self._close(depth)
                return
            if self._open[depth] in fences or (name in INLINE and self._open[depth] in BLOCKS):
                return

    def _close(self, depth: int) -> None:
        while len(self._open) > depth:
            name = self._open.pop()
            if len(self._open) < _DEEPEST:
                self._parts.append(f"</{name}>")

    def _raw(self, name: str, attributes: str, at: int) -> int:
        """Put out the text of an element in which nothing is a tag but its own end; where that ends."""
        end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self._body, at)
        stop = end.start() if end else len(self._body)
        if name == "xmp":
            self._parts.append(self._body[at:stop])
        elif name == "script" and FORMULA.search(attributes):
            self._parts.append(f"<script{_kept(attributes)}>{self._body[at:stop]}</script>")
        elif name not in ELEMENTS:
            self._parts.append(self._body[at:stop].replace("<", "&lt;"))
        return stop


def _kept(attributes: str) -> str:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(attributes):
        name = match[1].lower()
        if name in _KEPT and name not in found and len(found) < _MOST_ATTRIBUTES:
            found[name] = (match[2] or match[3] or match[4] or "").replace('"', "&quot;")
    return "".join(f' {name}="{value}"' for name, value in found.items())
