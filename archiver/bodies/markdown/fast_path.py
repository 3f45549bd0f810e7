"""The fast path: a second implementation of a subset of Markdown, which takes a tenth of the time of markdown-it-py.

In comes a body, out come its blocks, or None if a line may start anything beyond the subset; then markdown-it-py parses
the whole body. The subset: paragraphs, quotes, bullet lists without nesting, and fenced code, which is all that most
bodies have. `tests/test_fast_path.py` holds both implementations equal on random bodies. If a rule changes in `rules`,
or in a module that `rules` uses, change the fast path likewise, or make it return None for bodies with that markup.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, NamedTuple

from archiver.bodies.attribution import find_attribution_at_end
from archiver.bodies.markdown import post_references
from archiver.bodies.markdown.block_tags import may_have_tags
from archiver.bodies.markdown.captions import find_caption_at_end, find_caption_at_start, may_have_caption
from archiver.bodies.markdown.escape import render_code
from archiver.bodies.markdown.fast_inline import RenderedText, parse_fast_inline
from archiver.model import Attribution, Block, Prose, Quote, Span

_MAX_NESTING = 8  # quotes in quotes
# A line of a paragraph: it starts with what can't start a list, heading, rule, table, fence, definition or tag, and
# ends without a space, which may be a part of a hard break.
_LINE_START = (
    r"""[^\s\d#>+*_`~|:=<\[&\\$-]|\$(?!\$)|\d(?!\d*[.)](?:\s|\Z))|[*_]{1,3}[^\W_]|`{1,2}[^\W_]|<?https?://|<img\s"""
    r"""|\[(?!/?(?i:quote))[^\[\]\n\\]*\]\("""
)
# Groups are atomic, not possessive: before Python 3.11.5 possessive groups matched at wrong positions.
_LINE = rf"(?:{_LINE_START}).*+(?<!\s)(?=\n|\Z)"
_PART = re.compile(
    rf"(?:(?P<paragraph>{_LINE}(?>(?:\n{_LINE})*))"
    r"|(?P<quote>>(?!!)[^\n\t]*+(?>(?:\n>(?!!)[^\n\t]*+)*))(?=\n|\Z)"
    # A list may go on in a line without a bullet, or after blank lines: such a list is left to the parser.
    rf"|(?P<list>(?P<bullet>[*-]) {_LINE}(?>(?:\n(?:(?P=bullet)| ) {_LINE})*))"
    r"(?=\n?\Z|\n(?>(?:[ \t]*\n)+)(?!(?P=bullet))|\n(?:>|```|~~~))"
    r"|(?P<fence>(?P<mark>(?P<char>[`~])(?P=char){2,})(?P<language>(?!(?:quote|spoiler|math)[ \t]*\n)[\w+#.-]*)[ \t]*\n"
    r"(?P<code>(?:.*\n)*?) {0,3}(?P=mark)(?P=char)*[ \t]*)(?=\n|\Z)"
    r")(?>(?:[ \t]*\n)*)"
)
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)*")
_QUOTE_MARK = re.compile(r"^> ?", re.MULTILINE)
_NEXT_ITEM = re.compile(r"\n[*-] ")


class _Part(NamedTuple):
    """A block of a body, in Markdown: a paragraph, a quote, a list or a fence."""

    kind: str
    """`paragraph`, `quote`, `list` or `fence`."""
    source: str
    """The Markdown of the block; of a fence, the code; empty for a quote."""
    language: str = ""
    """The language of a fence."""
    inner: "tuple[_Part, ...]" = ()
    """The blocks in a quote."""
    tokens: list[Any] | None = None
    """The inline tokens of a paragraph that markdown-it-py has parsed."""


def parse_fast(body: str, *, breaks: bool = False) -> tuple[Block, ...] | None:
    """Parse a body that has no Markdown beyond the subset to its blocks; None if it has, or may have.

    `breaks` is True if a line break in the source is one on the page.
    """
    if "\r" in body or "\0" in body or may_have_tags(body):
        return None
    parts = _split_parts(body, _MAX_NESTING)
    return None if parts is None else tuple(_Renderer(breaks=breaks).blocks(parts))


def _split_parts(body: str, nesting_left: int) -> tuple[_Part, ...] | None:
    """Split a body, or a quote without its marks, into its blocks; None if a block is beyond the subset.

    `nesting_left` is how many levels of quotes may still be nested in it.
    """
    parts: list[_Part] = []
    at = _BLANK_LINES.match(body).end()  # type: ignore[union-attr]  # it matches anywhere
    while at < len(body):
        match = _PART.match(body, at)
        if match is None:
            return None
        kind = match.lastgroup or ""
        if kind == "quote":
            inner = None
            if nesting_left and not (">>" in match[kind] and post_references.HINT.search(match[kind])):
                inner = _split_parts(_QUOTE_MARK.sub("", match[kind]), nesting_left - 1)
            if inner is None:
                return None
            parts.append(_Part(kind, "", inner=inner))
        elif kind == "fence":
            parts.append(_Part(kind, match["code"], match["language"]))
        else:
            parts.append(_Part(kind, match[kind]))
        at = match.end()
    return tuple(parts)


class _Renderer:
    """Renders the blocks of a body."""

    def __init__(self, *, breaks: bool) -> None:
        self._breaks = breaks
        self._numbers = count(1)
        """The numbers of the body's quotes."""

    def blocks(self, parts: Sequence[_Part]) -> Iterator[Block]:
        """Render the blocks of a body or of a quote, in order."""
        prose: list[RenderedText] = []
        attribution = None
        for part, following in zip(parts, (*parts[1:], None), strict=False):
            if part.kind == "quote":
                if prose:
                    yield _prose(prose)
                yield self._quote(part.inner, attribution)
                prose, attribution = [], None
            elif part.kind == "paragraph":
                before_quote = following is not None and following.kind == "quote"
                attribution, rest = _split(part, "attribution at end") if before_quote else (None, part)
                prose += [self._paragraph(rest)] if rest else []
            elif part.kind == "list":
                prose.append(self._list(part.source))
            else:
                prose.append(RenderedText(render_code(part.source, part.language), part.source.rstrip("\n")))
        if prose:
            yield _prose(prose)

    def _quote(self, inner: tuple[_Part, ...], attribution: Attribution | None) -> Quote:
        """Render a quote.

        `inner` are the blocks in it, `attribution` is the attribution before it. If they are one quote, and there is
        an attribution, one quote is made of both.
        """
        if attribution and len(inner) == 1 and inner[0].kind == "quote":
            inner = inner[0].inner
        parts = list(inner)
        attribution = attribution or _pop_caption(parts)
        number = next(self._numbers)
        return Quote(number=number, blocks=tuple(self.blocks(parts)), attribution=attribution)

    def _paragraph(self, part: _Part) -> RenderedText:
        inline = parse_fast_inline(part.source) if part.tokens is None else None
        if inline is None:
            from archiver.bodies.markdown.fast_fallback import parse_inline, render_parsed

            return render_parsed(part.tokens or parse_inline(part.source), breaks=self._breaks)
        return RenderedText(f'<p dir="auto">{self._with_breaks(inline.html)}</p>\n', inline.text)

    def _list(self, source: str) -> RenderedText:
        items = [self._list_item(item.replace("\n  ", "\n")) for item in _NEXT_ITEM.split(source[2:])]
        html = "".join([f"<li>{item.html}</li>\n" for item in items])
        return RenderedText(f'<ul dir="auto">\n{html}</ul>\n', _join_texts(items), _join_pictures(items))

    def _list_item(self, source: str) -> RenderedText:
        if inline := parse_fast_inline(source):
            return RenderedText(self._with_breaks(inline.html), inline.text)
        from archiver.bodies.markdown.fast_fallback import render_inline

        return render_inline(source, breaks=self._breaks)

    def _with_breaks(self, html: str) -> str:
        """Inline HTML, whose line breaks are elements if they count."""
        return html.replace("\n", "<br />\n") if self._breaks else html


def _pop_caption(parts: list[_Part]) -> Attribution | None:
    """Remove the caption of a quote from the quote's blocks, and return the caption; None if there is none."""
    for position in ("caption at start", "caption at end"):
        at = 0 if position == "caption at start" else len(parts) - 1
        if not parts or parts[at].kind != "paragraph" or not may_have_caption(parts[at].source.split("\n")):
            continue
        attribution, rest = _split(parts[at], position)
        if attribution is None and rest:
            parts[at] = rest
        elif rest or (len(parts) > 1 and (at or parts[1].kind != "quote")):
            parts[at : at + 1] = [rest] if rest else []
            return attribution
    return None


def _split(part: _Part, position: str) -> tuple[Attribution | None, _Part | None]:
    """Split a paragraph into the attribution at one end, if there is one, and the rest, if anything is left.

    `position` is a key of `fast_fallback.SPLITTERS`: where to look.
    """
    inline = parse_fast_inline(part.source) if part.tokens is None else None
    if inline is None:
        from archiver.bodies.markdown.fast_fallback import parse_inline, split_parsed

        tokens = parse_inline(part.source) if part.tokens is None else part.tokens
        split = split_parsed(tokens, position)
        if split is None:
            return None, part._replace(tokens=tokens)
        return split[0], part._replace(tokens=split[1]) if split[1] else None
    found = _find_attribution(inline.text.split("\n"), position) if not inline.has_named_link else None
    if found is None:
        return None, part
    rest = "\n".join(part.source.split("\n")[found[1]])
    return found[0], part._replace(source=rest) if rest else None


def _find_attribution(lines: list[str], position: str) -> tuple[Attribution, slice] | None:
    """Find the attribution at one end of a paragraph, and the slice of the other lines; None if there is none.

    `lines` are the lines of the paragraph in plain text; `position` is a key of `fast_fallback.SPLITTERS`: where to
    look.
    """
    if position == "caption at start":
        caption = find_caption_at_start(lines)
        return (caption[0], slice(caption[1], None)) if caption else None
    if position == "attribution at end":
        at_end = find_attribution_at_end(lines)
        return (at_end[0], slice(at_end[1])) if at_end else None
    last = find_caption_at_end(lines[-1])
    return (last, slice(len(lines) - 1)) if last else None


def _prose(parts: list[RenderedText]) -> Prose:
    html = "".join([part.html for part in parts])
    return Prose(html=html, text=_join_texts(parts), pictures=_join_pictures(parts))


def _join_texts(parts: list[RenderedText]) -> str:
    return "\n".join([part.text for part in parts if part.text])


def _join_pictures(parts: list[RenderedText]) -> tuple[Span, ...]:
    """Shift the spans of pictures in all parts, so that they are indexes into the joined text of the parts."""
    spans: list[Span] = []
    length = 0
    for _, text, pictures in parts:
        if pictures:
            spans += [(length + start, length + end) for start, end in pictures]
        length += len(text) + 1 if text else 0
    return tuple(spans)
