"""The short way for bodies of paragraphs, quotes, plain lists and fenced code, which most are: what the parser would
give, without its tokens.

In comes a body, out come its blocks, or None where a line may begin anything else; then the parser reads it all. A law
in the tests holds the two ways to each other; this one takes a tenth of the time.
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
from archiver.bodies.markdown.fast_inline import Shown, parse_fast_inline
from archiver.model import Attribution, Block, Prose, Quote, Span

_DEEPEST = 8  # quotes in quotes
# A line of words: it begins with what can be no list, heading, rule, table, fence, definition or tag, and ends without
# a space, which may be a break.
_START = (
    r"""[^\s\d#>+*_`~|:=<\[&\\$-]|\$(?!\$)|\d(?!\d*[.)](?:\s|\Z))|[*_]{1,3}[^\W_]|`{1,2}[^\W_]|<?https?://"""
    r"""|\[(?!/?(?i:quote))[^\[\]\n\\]*\]\("""
)
# Groups are atomic and not possessive: before 3.11.5 Python lost its place in those.
_LINE = rf"(?:{_START}).*+(?<!\s)(?=\n|\Z)"
_PART = re.compile(
    rf"(?:(?P<paragraph>{_LINE}(?>(?:\n{_LINE})*))"
    r"|(?P<quote>>(?!!)[^\n\t]*+(?>(?:\n>(?!!)[^\n\t]*+)*))(?=\n|\Z)"
    # A list goes on in a line without a mark, and behind blank lines: such a one is the parser's.
    rf"|(?P<list>(?P<bullet>[*-]) {_LINE}(?>(?:\n(?:(?P=bullet)| ) {_LINE})*))"
    r"(?=\n?\Z|\n(?>(?:[ \t]*\n)+)(?!(?P=bullet))|\n(?:>|```|~~~))"
    r"|(?P<fence>(?P<mark>(?P<char>[`~])(?P=char){2,})(?P<language>(?!(?:quote|spoiler|math)[ \t]*\n)[\w+#.-]*)[ \t]*\n"
    r"(?P<code>(?:.*\n)*?) {0,3}(?P=mark)(?P=char)*[ \t]*)(?=\n|\Z)"
    r")(?>(?:[ \t]*\n)*)"
)
_BLANK = re.compile(r"(?:[ \t]*\n)*")
_MARK = re.compile(r"^> ?", re.MULTILINE)
_NEXT_ITEM = re.compile(r"\n[*-] ")


class _Part(NamedTuple):
    """A part of a body: what it is, and its source; of a quote, the parts in it; of a paragraph that the parser has
    read, its tokens.
    """

    kind: str
    source: str
    language: str = ""
    inner: "tuple[_Part, ...]" = ()
    tokens: list[Any] | None = None


def parse_fast(body: str) -> tuple[Block, ...] | None:
    """The blocks of a body that has nothing but such parts; None if there is, or may be, more to it."""
    if "\r" in body or "\0" in body or may_have_tags(body):
        return None
    parts = _find_parts(body, _DEEPEST)
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
            inner = None
            if deepest and not (">>" in found[kind] and post_references.HINT.search(found[kind])):
                inner = _find_parts(_MARK.sub("", found[kind]), deepest - 1)
            if inner is None:
                return None
            parts.append(_Part(kind, "", inner=inner))
        elif kind == "fence":
            parts.append(_Part(kind, found["code"], found["language"]))
        else:
            parts.append(_Part(kind, found[kind]))
        at = found.end()
    return tuple(parts)


def _blocks(parts: Sequence[_Part], numbers: Iterator[int]) -> Iterator[Block]:
    prose: list[Shown] = []
    attribution = None
    for part, following in zip(parts, (*parts[1:], None), strict=False):
        if part.kind == "quote":
            if prose:
                yield _prose(prose)
            yield _quote(part.inner, numbers, attribution)
            prose, attribution = [], None
        elif part.kind == "paragraph":
            before_quote = following is not None and following.kind == "quote"
            attribution, rest = _take(part, "end") if before_quote else (None, part)
            prose += [_paragraph(rest)] if rest else []
        elif part.kind == "list":
            prose.append(_list(part.source))
        else:
            prose.append((render_code(part.source, part.language), part.source.rstrip("\n"), ()))
    if prose:
        yield _prose(prose)


def _quote(inner: tuple[_Part, ...], numbers: Iterator[int], attribution: Attribution | None) -> Quote:
    if attribution and len(inner) == 1 and inner[0].kind == "quote":
        inner = inner[0].inner
    parts = list(inner)
    attribution = attribution or _take_inside(parts)
    number = next(numbers)
    return Quote(number=number, blocks=tuple(_blocks(parts, numbers)), attribution=attribution)


def _take_inside(parts: list[_Part]) -> Attribution | None:
    """The attribution that an engine has written into a quote, as its first line or as its last."""
    for place in ("title", "last line"):
        at = 0 if place == "title" else len(parts) - 1
        if not parts or parts[at].kind != "paragraph" or not may_have_caption(parts[at].source.split("\n")):
            continue
        attribution, rest = _take(parts[at], place)
        if attribution is None and rest:
            parts[at] = rest
        elif rest or (len(parts) > 1 and (at or parts[1].kind != "quote")):
            parts[at : at + 1] = [rest] if rest else []
            return attribution
    return None


def _take(part: _Part, place: str) -> tuple[Attribution | None, _Part | None]:
    """The attribution at one end of a paragraph, and what is left of it, if anything is."""
    inline = parse_fast_inline(part.source) if part.tokens is None else None
    if inline is None:
        from archiver.bodies.markdown.fast_fallback import parse_paragraph, take_parsed

        tokens = parse_paragraph(part.source) if part.tokens is None else part.tokens
        taken = take_parsed(tokens, place)
        if taken is None:
            return None, part._replace(tokens=tokens)
        return taken[0], part._replace(tokens=taken[1]) if taken[1] else None
    found = _find_attribution(inline[1].split("\n"), place) if not inline[2] else None
    if found is None:
        return None, part
    rest = "\n".join(part.source.split("\n")[found[1]])
    return found[0], part._replace(source=rest) if rest else None


def _find_attribution(lines: list[str], place: str) -> tuple[Attribution, slice] | None:
    """The attribution at one end of some lines, and which of them are none of it."""
    if place == "title":
        title = find_caption_at_start(lines)
        return (title[0], slice(title[1], None)) if title else None
    if place == "end":
        end = find_attribution_at_end(lines)
        return (end[0], slice(end[1])) if end else None
    last = find_caption_at_end(lines[-1])
    return (last, slice(len(lines) - 1)) if last else None


def _paragraph(part: _Part) -> Shown:
    inline = parse_fast_inline(part.source) if part.tokens is None else None
    if inline is None:
        from archiver.bodies.markdown.fast_fallback import parse_paragraph, show_paragraph

        return show_paragraph(part.tokens or parse_paragraph(part.source))
    return f'<p dir="auto">{inline[0]}</p>\n', inline[1], ()


def _list(source: str) -> Shown:
    items = [_words(item.replace("\n  ", "\n")) for item in _NEXT_ITEM.split(source[2:])]
    html = "".join([f"<li>{html}</li>\n" for html, *_ in items])
    return f'<ul dir="auto">\n{html}</ul>\n', _text(items), _spans(items)


def _words(source: str) -> Shown:
    """Words by the short way, if there is one."""
    if inline := parse_fast_inline(source):
        return inline[0], inline[1], ()
    from archiver.bodies.markdown.fast_fallback import parse_words

    return parse_words(source)


def _prose(shown: list[Shown]) -> Prose:
    return Prose(html="".join([html for html, _, _ in shown]), text=_text(shown), pictures=_spans(shown))


def _text(shown: list[Shown]) -> str:
    return "\n".join([text for _, text, _ in shown if text])


def _spans(shown: list[Shown]) -> tuple[Span, ...]:
    """Where pictures stand in the lines that several parts are."""
    spans: list[Span] = []
    length = 0
    for _, text, pictures in shown:
        if pictures:
            spans += [(length + start, length + end) for start, end in pictures]
        length += len(text) + 1 if text else 0
    return tuple(spans)
