"""Balances the tags of large HTML bodies, drops most attributes, and limits the depth, so that parsing is linear.

In comes any markup, out comes markup that an HTML parser reads in linear time. By the HTML standard, a parser searches
its open elements for nearly every tag, and repeats an unclosed `<b>` in every paragraph: without this step, 200 kB can
take minutes. No text that browsers show is lost. The result is not safe to show: that is the task of `sanitizer`.
"""

import re

from archiver.bodies.html.broken_markup import FORMULA_SCRIPT
from archiver.bodies.html.element_names import BLOCK_ELEMENTS, INLINE_ELEMENTS, VOID_ELEMENTS
from archiver.bodies.html.removed_markup import REMOVED_ELEMENTS

_FEW_TAGS = 100
_SMALL = 10_000  # characters; the worst body of this size takes a parser a few milliseconds
_MAX_DEPTH = 256  # levels; four for each of the quotes that may be nested
_MAX_SEARCH = 64  # open elements among which the start of an end tag is searched
_NAME = r"[a-zA-Z][^\s/>]*+"
_VALUE = r"""\s*+=\s*+(?>(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?)"""
_ATTRIBUTES = rf"(?>(?:[\s/]++|[^\s/>][^\s/>=]*+(?>(?:{_VALUE})?))*)"
_TOKEN = re.compile(
    rf"<!--(?:>|->|.*?(?:--!?>|\Z))|<(/?)({_NAME})({_ATTRIBUTES})(?:>|\Z)|<[!?/][^>]*+(?:>|\Z)", re.DOTALL
)
"""A comment, a tag, or a declaration."""
_ATTRIBUTE = re.compile(
    r"""([^\s/>=][^\s/>=]*+)(?>(?:\s*+=\s*+(?>(?:"([^"]*+)"?+|'([^']*+)'?+|([^\s>"'][^\s>]*+))?))?)""", re.DOTALL
)
_USED_ATTRIBUTES = frozenset(
    str.split(
        "align alt alttext checked cite class data data-actualsrc data-author data-cid data-code-wrap data-expr "
        "data-full-url data-id data-ipsquote-contentcommentid data-ipsquote-username data-latex data-lazy-src "
        "data-lazy-srcset data-original data-post data-postid data-quote data-source data-src data-srcset data-tex "
        "data-provider-name data-topic data-url data-username data-video-id data-video-src data-video-title "
        "data-youtube-id data-youtube-title display encoding file href id label name rel reversed src srcset start "
        "style title type value zoomfile"
    )
)
"""The attributes that a module of this package reads; all others are dropped."""
_MAX_ATTRIBUTES = 32  # of a tag
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
"""Elements whose contents are not parsed as tags, up to their end tag."""
_FORMATTING = frozenset(str.split("b big code em font i nobr s small strike strong tt u"))
"""Elements that are written without attributes: no module reads any, and parsers compare them for each paragraph."""
_CLOSES = {
    **dict.fromkeys(BLOCK_ELEMENTS - {"li", "dt", "dd", "option"}, frozenset({"p"})),
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
"""The open elements that end where an element of this name starts."""
_SCOPES = {
    "li": frozenset({"ul", "ol"}),
    **dict.fromkeys(("table", "tr", "td", "th", "tbody", "thead", "tfoot"), frozenset({"table"})),
}
"""Elements at which the search for the open element of a start or end tag stops, by the name of the tag."""
_TABLE_SCOPE = frozenset({"table", "td", "th", "caption"})
_SCOPE = frozenset({"table", "td", "th", "caption", "blockquote", "aside", "li", "details", "ul", "ol"})
"""Elements at which the search for any other tag stops, so that an unmatched `</b>` ends no quote. The search for an
element of this set stops only at parts of a table."""


def balance_tags(body: str, *, keeps_all: bool = False) -> str:
    """Balance the tags of a body that is large or has many tags. A smaller body is returned unchanged.

    With `keeps_all`, the attributes that no module of this package reads are kept too.
    """
    if len(body) < _SMALL and body.count("<") < _FEW_TAGS:
        return body
    return _Balancer(body, keeps_all=keeps_all).balance()


class _Balancer:
    """Reads a body once, from start to end, with a stack of the open elements."""

    def __init__(self, body: str, *, keeps_all: bool) -> None:
        self._body, self._keeps_all = body, keeps_all
        self._parts: list[str] = []
        self._open: list[str] = []

    def balance(self) -> str:
        """Return the body with an end tag for each start tag, and no other end tags."""
        at = 0
        while token := _TOKEN.search(self._body, at):
            self._parts.append(self._body[at : token.start()].replace("<", "&lt;"))
            at = token.end()
            name = (token[2] or "").lower()
            name = "img" if name == "image" else name  # by the HTML standard
            if token[1]:
                self._end(name)
            elif name == "plaintext":
                break
            elif name:
                self._start(name, token[3])
                at = self._append_raw_text(name, token[3], at) if name in _RAW_TEXT else at
        self._parts.append(self._body[at:].replace("<", "&lt;"))
        self._close(0)
        return "".join(self._parts)

    def _start(self, name: str, attributes: str) -> None:
        if name in _CLOSES:
            self._close_implied(name)
        if name in VOID_ELEMENTS:
            self._parts.append(f"<{name}{self._attributes(attributes)}>")
        elif name in BLOCK_ELEMENTS or name in INLINE_ELEMENTS:
            self._open.append(name)
            if len(self._open) <= _MAX_DEPTH:
                is_bare = name in _FORMATTING and self._open[-2:-1] != ["pre"]
                self._parts.append(f"<{name}>" if is_bare else f"<{name}{self._attributes(attributes)}>")

    def _close_implied(self, name: str) -> None:
        """Close the open elements that end where an element of this name starts."""
        scope = _SCOPES.get(name, _SCOPE)
        depth = len(self._open)
        for at in self._searched():
            if self._open[at] in _CLOSES[name]:
                depth = at
            elif self._open[at] in scope or (name == "a" and self._open[at] in BLOCK_ELEMENTS):
                break
        self._close(depth)

    def _end(self, name: str) -> None:
        """Close the open element that an end tag belongs to, if the search for it finds one."""
        if name == "br":  # by the HTML standard, `</br>` is a `<br>`
            self._parts.append("<br>")
        scope = _SCOPES.get(name, _TABLE_SCOPE if name in _SCOPE else _SCOPE)
        for at in self._searched():
            if self._open[at] == name:
                self._close(at)
                return
            if self._open[at] in scope or (name in INLINE_ELEMENTS and self._open[at] in BLOCK_ELEMENTS):
                return

    def _searched(self) -> range:
        """Indexes of the open elements in which the partner of a tag is searched, innermost first."""
        return range(len(self._open) - 1, max(-1, len(self._open) - _MAX_SEARCH), -1)

    def _close(self, depth: int) -> None:
        """Close elements until no more than `depth` are open."""
        while len(self._open) > depth:
            name = self._open.pop()
            if len(self._open) < _MAX_DEPTH:
                self._parts.append(f"</{name}>")

    def _append_raw_text(self, name: str, attributes: str, start: int) -> int:
        """Write the contents of an element that are not parsed as tags. Returns the index of its end tag.

        `start` is the index after the start tag. Contents that browsers show become text; contents of removed elements
        are dropped.
        """
        end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self._body, start)
        stop = end.start() if end else len(self._body)
        if name == "xmp":
            self._parts.append(self._body[start:stop])
        elif name == "script" and FORMULA_SCRIPT.search(attributes):
            self._parts.append(f"<script{self._attributes(attributes)}>{self._body[start:stop]}</script>")
        elif name not in REMOVED_ELEMENTS:
            self._parts.append(self._body[start:stop].replace("<", "&lt;"))
        return stop

    def _attributes(self, attributes: str) -> str:
        """The attributes of a tag that a module of this package reads, with their values in quotation marks."""
        values: dict[str, str] = {}
        for attribute in _ATTRIBUTE.finditer(attributes):
            name = attribute[1].lower()
            is_kept = name in _USED_ATTRIBUTES or (self._keeps_all and name.isascii())
            if is_kept and name not in values and len(values) < _MAX_ATTRIBUTES:
                values[name] = (attribute[2] or attribute[3] or attribute[4] or "").replace('"', "&quot;")
        return "".join(f' {name}="{value}"' for name, value in values.items())
