"""The short way for bodies of paragraphs, quotes, plain lists and fenced code, which most are: what the parser would
give, without its tokens.

In comes a body, out come its blocks, or None where a line may begin anything else; then the parser reads it all. A law
in the tests holds the two ways to each other; this one takes a tenth of the time.
"""

import re
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from archiver.bodies.attribution import attribution_at_end
from archiver.bodies.markdown.escape import render_code
from archiver.bodies.markdown.short_inline import read_inline
from archiver.model import Attribution, Block, Prose, Quote

_DEEPEST = 8  # quotes in quotes
# A line of words: it begins with what can be no list, heading, rule, table, fence, definition or tag, and ends without
# a space, which may be a break.
_START = (
    r"""[^\s\d#>+*_`~|:=<\[&\\-]|\d(?!\d*[.)](?:\s|\Z))|[*_]{1,3}[^\W_]|`{1,2}[^\W_]|<?https?://"""
    r"""|\[(?!/?(?i:quote))[^\[\]\n\\]*\]\("""
)
# Groups are atomic and not possessive: before 3.11.5 Python lost its place in those.
_LINE = rf"(?:{_START}).*+(?<!\s)(?=\n|\Z)"
_PART = re.compile(
    rf"(?:(?P<paragraph>{_LINE}(?>(?:\n{_LINE})*))"
    r"|(?P<quote>>[^\n\t]*+(?>(?:\n>[^\n\t]*+)*))(?=\n|\Z)"
    # A list goes on in a line without a mark, and behind blank lines: such a one is the parser's.
    rf"|(?P<list>(?P<bullet>[*-]) {_LINE}(?>(?:\n(?:(?P=bullet)| ) {_LINE})*))"
    r"(?=\n?\Z|\n(?>(?:[ \t]*\n)+)(?!(?P=bullet))|\n(?:>|```|~~~))"
    r"|(?P<fence>(?P<mark>(?P<char>[`~])(?P=char){2,})(?P<language>[\w+#.-]*)[ \t]*\n"
    r"(?P<code>(?:.*\n)*?) {0,3}(?P=mark)(?P=char)*[ \t]*)(?=\n|\Z)"
    r")(?>(?:[ \t]*\n)*)"
)
_BLANK = re.compile(r"(?:[ \t]*\n)*")
_MARK = re.compile(r"^> ?", re.MULTILINE)
_NEXT_ITEM = re.compile(r"\n[*-] ")


class _Part(NamedTuple):
    """A part of a body: what it is, and its source; of a quote, the parts in it."""

    kind: str
    source: str
    language: str = ""
    inner: "tuple[_Part, ...]" = ()


_Shown = tuple[str, str]
"""The HTML and the text of a paragraph, a list, or code."""


def read_short(body: str) -> tuple[Block, ...] | None:
    """The blocks of a body that has nothing but such parts; None if there is, or may be, more to it."""
    parts = _find_parts(body, _DEEPEST) if "\r" not in body and "\0" not in body else None
    return None if parts is None else tuple(_blocks(parts, count(1)))


def _find_parts(body: str, deepest: int) -> tuple[_Part, ...] | None:
    parts: list[_Part] = []
    at = _BLANK.match(body).end()  # type: ignore[union-attr]  # it matches anywhere
    while at < len(body):
        found = _PART.match(body, at)
        if found is None:
            return None
        kind = found.lastgroup or ""
        if kind == "quote":
            inner = _find_parts(_MARK.sub("", found[kind]), deepest - 1) if deepest else None
            if inner is None:
                return None
            parts.append(_Part(kind, "", inner=inner))
        elif kind == "fence":
            parts.append(_Part(kind, found["code"], found["language"]))
        else:
            parts.append(_Part(kind, found[kind]))
        at = found.end()
    return tuple(parts)


def _blocks(parts: tuple[_Part, ...], numbers: Iterator[int]) -> Iterator[Block]:
    prose: list[_Shown] = []
    attribution = None
    for part, following in zip(parts, (*parts[1:], None), strict=False):
        if part.kind == "quote":
            if prose:
                yield _prose(prose)
            yield _quote(part.inner, numbers, attribution)
            prose, attribution = [], None
        elif part.kind == "paragraph":
            before_quote = following is not None and following.kind == "quote"
            shown, attribution = _paragraph(part.source, before_quote=before_quote)
            prose += [shown] if shown else []
        elif part.kind == "list":
            prose.append(_list(part.source))
        else:
            prose.append((render_code(part.source, part.language), part.source.rstrip("\n")))
    if prose:
        yield _prose(prose)


def _quote(inner: tuple[_Part, ...], numbers: Iterator[int], attribution: Attribution | None) -> Quote:
    if attribution and len(inner) == 1 and inner[0].kind == "quote":
        inner = inner[0].inner
    number = next(numbers)
    return Quote(number=number, blocks=tuple(_blocks(inner, numbers)), attribution=attribution)


def _paragraph(source: str, *, before_quote: bool) -> tuple[_Shown | None, Attribution | None]:
    """A paragraph without the attribution that it ends in if a quote follows; None if that was all of it."""
    inline = read_inline(source)
    if inline is None:
        from archiver.bodies.markdown.paragraph import parse_paragraph

        return parse_paragraph(source, before_quote=before_quote)
    html, text, has_named_link = inline
    found = attribution_at_end(text.split("\n")) if before_quote and not has_named_link else None
    if found is None:
        return (f'<p dir="auto">{html}</p>\n', text), None
    rest = "\n".join(source.split("\n")[: found[1]])
    return (_paragraph(rest, before_quote=False)[0] if rest else None), found[0]


def _list(source: str) -> _Shown:
    items = [_words(item.replace("\n  ", "\n")) for item in _NEXT_ITEM.split(source[2:])]
    html = "".join([f"<li>{html}</li>\n" for html, _ in items])
    return f'<ul dir="auto">\n{html}</ul>\n', "\n".join([text for _, text in items if text])


def _words(source: str) -> _Shown:
    """Words by the short way, if there is one."""
    if inline := read_inline(source):
        return inline[:2]
    from archiver.bodies.markdown.paragraph import parse_words

    return parse_words(source)


def _prose(shown: list[_Shown]) -> Prose:
    return Prose(html="".join([html for html, _ in shown]), text="\n".join([text for _, text in shown if text]))
