r"""Remains of HTML in Markdown that pandoc has converted: attributes (`[a](b){.postlink}`), lines with nothing but tags
(`<div>`) or fences of divisions (`:::`), and a backslash for a `<br>` at the end of a paragraph.

All of these are removed, because pandoc has written them, not the author of the post.
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
_SPAN = re.compile(rf"\[(?P<text>(?>(?:[^\[\]\\\n]|\\.){{1,1000}}))\]{_ATTRIBUTES.pattern}")
_CLASS = re.compile(r"[{ ]\.")
_WRAPPER = re.compile(
    r"(?:<(?:div|section|article|center)(?: [^<>]{0,500})?>[ ]*|</(?:div|section|article|center)>[ ]*){1,20}\Z",
    re.IGNORECASE,
)
_DIV = re.compile(r":{3,}(?: *(?:\{[^{}\n]{0,500}\}|[\w-]{1,40}(?: *\{[^{}\n]{0,500}\})?):{0,80})?\s*\Z")
_WORD_BEFORE_BREAK = re.compile(r"(?:^|\s)[^\s\\]*(?<![:\\])\Z")
_LONGEST_WORD = 200


def use_pandoc(md: MarkdownIt, *, html: bool) -> None:
    """Add the rules for pandoc's markup to a parser. `html` is True for a parser that keeps HTML tags."""
    md.inline.ruler.before("link", "attributes", _attributes)
    md.inline.ruler.before("link", "span", _span)
    md.core.ruler.before("inline", "heading_attributes", _heading_attributes)
    md.core.ruler.before("inline", "trailing_backslashes", _remove_trailing_backslashes)
    md.core.ruler.after("inline", "breaks_at_ends", _drop_breaks)
    rule = _div if html else _wrapper
    md.block.ruler.before("fence", "wrapper", rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _attributes(state: StateInline, silent: bool) -> bool:
    """Inline rule: remove attributes right after a link, a picture or a code span."""
    if silent or state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    if last.type not in {"link_close", "picture_close", "code_inline"}:
        return False
    match = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if match:
        state.pos = match.end()
    return match is not None


def _span(state: StateInline, silent: bool) -> bool:
    """Inline rule: replace `[text]{.underline}` by its text."""
    match = _SPAN.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if match is None:
        return False
    if not silent:
        last = state.posMax
        state.pos, state.posMax = match.span("text")
        state.md.inline.tokenize(state)
        state.posMax = last
    state.pos = match.end()
    return True


def _heading_attributes(state: StateCore) -> None:
    """Core rule: remove the attributes of a heading if they have a class: `{#x}` alone may be the author's words."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and inline.content.endswith("}"):
            begin = inline.content.rfind("{")
            if _ATTRIBUTES.fullmatch(inline.content, begin) and _CLASS.search(inline.content, begin):
                inline.content = inline.content[:begin].rstrip()


def without_trailing_backslash(paragraph: str) -> str:
    """Remove a backslash at the end of a paragraph's source. In `C:\\` the backslash is part of a word and is not
    removed.
    """
    if not paragraph.endswith("\\") or not _WORD_BEFORE_BREAK.search(paragraph[-_LONGEST_WORD:-1]):
        return paragraph
    return paragraph[:-1].rstrip()


def _remove_trailing_backslashes(state: StateCore) -> None:
    """Core rule: remove a backslash at the end of each paragraph."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "paragraph_open":
            inline.content = without_trailing_backslash(inline.content)


def _drop_breaks(state: StateCore) -> None:
    """Core rule: remove line breaks at the start and end of paragraphs, and paragraphs that have nothing but line
    breaks.
    """
    if "\\" not in state.src:
        return
    dropped: set[int] = set()
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or not token.children:
            if token.type == "inline" and not token.content and state.tokens[index - 1].type == "paragraph_open":
                dropped.update((index - 1, index, index + 1))
            continue
        token.children = _without_breaks(token.children)
    if dropped:
        state.tokens = [token for index, token in enumerate(state.tokens) if index not in dropped]


def _without_breaks(children: list[Token]) -> list[Token]:
    start, end = 0, len(children)
    while start < end and children[start].type in BREAKS:
        start += 1
    while start < end and children[end - 1].type in BREAKS:
        end -= 1
    return children[start:end]


def _wrapper(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Block rule: skip a line with nothing but tags of elements around blocks, or a fence of a division."""
    return _skip_line(state, start, (_WRAPPER, _DIV), silent=silent)


def _div(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Block rule: skip a line that is a fence of a division."""
    return _skip_line(state, start, (_DIV,), silent=silent)


def _skip_line(state: StateBlock, start: int, patterns: tuple[re.Pattern[str], ...], *, silent: bool) -> bool:
    """Skip a line that matches one of some patterns. Returns True if it does.

    Args:
        state: the state of the parser.
        start: index of the line.
        patterns: the patterns.
        silent: True to test the line only.
    """
    begin, end = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if state.src[begin : begin + 1] not in {"<", ":"} or state.is_code_block(start):
        return False
    if not any(pattern.match(state.src, begin, end) for pattern in patterns):
        return False
    if not silent:
        state.line = start + 1
    return True
