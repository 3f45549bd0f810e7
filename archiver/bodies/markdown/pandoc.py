r"""What pandoc leaves when it turns a forum's HTML into Markdown: attributes (`[a](b){.postlink}`), elements without
words (`<div>`, `:::`), and a backslash where a `<br>` was the last thing in a paragraph.

All of it is markup; as text it would be words that nobody wrote.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from archiver.bodies.markdown.inline import BREAKS

_ATTRIBUTE = r"(?:[.#][\w:-]{1,100}|[\w:-]{1,40}=(?:\"[^\"\n]{0,1000}\"|[^\s\"{}]{1,200}))"
_ATTRIBUTES = re.compile(rf"\{{(?>[ ]{{0,9}}{_ATTRIBUTE}(?:[ ]{{1,9}}{_ATTRIBUTE}){{0,20}})[ ]{{0,9}}\}}")
_SPAN = re.compile(rf"\[(?P<words>(?>(?:[^\[\]\\\n]|\\.){{1,1000}}))\]{_ATTRIBUTES.pattern}")
_CLASS = re.compile(r"[{ ]\.")
_WRAPPER = re.compile(
    r"(?:<(?:div|section|article|center)(?: [^<>]{0,500})?>[ ]*|</(?:div|section|article|center)>[ ]*){1,20}\Z",
    re.IGNORECASE,
)
_DIV = re.compile(r":{3,}(?: *(?:\{[^{}\n]{0,500}\}|[\w-]{1,40}(?: *\{[^{}\n]{0,500}\})?):{0,80})?\s*\Z")
_STRAY = re.compile(r"(?:^|\s)[^\s\\]*(?<![:\\])\Z")
_LONGEST_WORD = 200


def use_pandoc(md: MarkdownIt, *, html: bool) -> None:
    """Read what pandoc writes. `html`: elements are read as such anyway."""
    md.inline.ruler.before("link", "attributes", _attributes)
    md.inline.ruler.before("link", "span", _span)
    md.core.ruler.before("inline", "heading_attributes", _heading_attributes)
    md.core.ruler.before("inline", "stray_breaks", _stray_breaks)
    md.core.ruler.after("inline", "breaks_at_ends", _drop_breaks)
    rule = _div if html else _wrapper
    md.block.ruler.before("fence", "wrapper", rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _attributes(state: StateInline, silent: bool) -> bool:
    """Attributes right behind a link, a picture, or code."""
    if silent or state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    if last.type not in {"link_close", "picture_close", "code_inline"}:
        return False
    found = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if found:
        state.pos = found.end()
    return found is not None


def _span(state: StateInline, silent: bool) -> bool:
    """`[words]{.underline}`: words."""
    found = _SPAN.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if found is None:
        return False
    if not silent:
        last = state.posMax
        state.pos, state.posMax = found.span("words")
        state.md.inline.tokenize(state)
        state.posMax = last
    state.pos = found.end()
    return True


def _heading_attributes(state: StateCore) -> None:
    """Drop a heading's attributes, if a class is one of them: `{#x}` alone may be anybody's."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and inline.content.endswith("}"):
            begin = inline.content.rfind("{")
            if _ATTRIBUTES.fullmatch(inline.content, begin) and _CLASS.search(inline.content, begin):
                inline.content = inline.content[:begin].rstrip()


def without_stray_break(paragraph: str) -> str:
    """A paragraph's source without the backslash that ends it; in `C:\\` it is a part of the word."""
    if not paragraph.endswith("\\") or not _STRAY.search(paragraph[-_LONGEST_WORD:-1]):
        return paragraph
    return paragraph[:-1].rstrip()


def _stray_breaks(state: StateCore) -> None:
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "paragraph_open":
            inline.content = without_stray_break(inline.content)


def _drop_breaks(state: StateCore) -> None:
    """Drop the breaks that a paragraph begins or ends with, and paragraphs that have nothing else."""
    if "\\" not in state.src:
        return
    dropped: set[int] = set()
    for place, token in enumerate(state.tokens):
        if token.type != "inline" or not token.children:
            if token.type == "inline" and not token.content and state.tokens[place - 1].type == "paragraph_open":
                dropped.update((place - 1, place, place + 1))
            continue
        token.children = _without_breaks(token.children)
    if dropped:
        state.tokens = [token for place, token in enumerate(state.tokens) if place not in dropped]


def _without_breaks(children: list[Token]) -> list[Token]:
    start, end = 0, len(children)
    while start < end and children[start].type in BREAKS:
        start += 1
    while start < end and children[end - 1].type in BREAKS:
        end -= 1
    return children[start:end]


def _wrapper(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Lines that begin or end an element around blocks, and have no words."""
    return _drop_line(state, start, (_WRAPPER, _DIV), silent=silent)


def _div(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Lines that begin or end one of pandoc's divisions."""
    return _drop_line(state, start, (_DIV,), silent=silent)


def _drop_line(state: StateBlock, start: int, shapes: tuple[re.Pattern[str], ...], *, silent: bool) -> bool:
    begin, end = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if state.src[begin : begin + 1] not in {"<", ":"} or state.is_code_block(start):
        return False
    if not any(shape.match(state.src, begin, end) for shape in shapes):
        return False
    if not silent:
        state.line = start + 1
    return True
