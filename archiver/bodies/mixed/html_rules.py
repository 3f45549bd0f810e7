"""HTML in Markdown: rules for markdown-it-py that replace its rules `html_block` and `html_inline`.

A tag is HTML only if browsers know its element: `vector<int>` and `<name>` are text. A block of HTML ends where its
last element does, or at a blank line, so that Markdown may follow on the next line. A comment, and an element that
would hide all that follows it (`<script>`), is HTML only if it is closed.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.utils import EnvType

from archiver.bodies.html.element_names import BLOCK_ELEMENTS, INLINE_ELEMENTS, VOID_ELEMENTS

_HIDING = frozenset(str.split("iframe noembed noframes script style template textarea title xmp"))
"""Elements whose content a browser does not parse as tags, or does not show."""
_EMPTY = VOID_ELEMENTS | frozenset(str.split("area base col link meta param track"))
_OTHER_ELEMENTS = frozenset(
    str.split(
        "acronym bdi colgroup data frame frameset head html legend map meter nobr output param picture progress rb rp "
        "rt rtc ruby select slot svg time"
    )
)
_ELEMENTS = BLOCK_ELEMENTS | INLINE_ELEMENTS | _EMPTY | _HIDING | _OTHER_ELEMENTS
_ATTRIBUTES = r"(?>(?:\"[^\"<]{0,2000}\"|'[^'<]{0,2000}'|[^<>\"']){0,4000})"
_TAG = re.compile(rf"<(?P<closes>/?)(?P<name>[A-Za-z][A-Za-z0-9-]{{0,20}})(?=[\s/>]){_ATTRIBUTES}>")
_LESS_THAN = re.compile("<")
_COMMENT_END = "-->"
_RAW_TEXT = re.compile(r"<(pre|script|style|textarea)(?=[\s>])", re.IGNORECASE)


def use_html(md: MarkdownIt) -> None:
    """Replace the rules for HTML of a parser by the rules in this module."""
    md.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline.ruler.at("html_inline", _html_inline)


def _html_inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    end = _end_of_tag(state.src, state.pos, state.posMax, state.env)
    if end is None:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def _end_of_tag(source: str, start: int, end: int, env: EnvType) -> int | None:
    """Find the end of the tag or comment that starts at a `<`. Returns the index after it; None if the `<` is text.

    Args:
        source: the source of a body, or of inline content.
        start: index of the `<`.
        end: index at which the tag must have ended.
        env: the environment of the parser, in which results are cached.
    """
    if source.startswith("<!--", start):
        close = source.find(_COMMENT_END, start + 4, end) if _is_closed(source, start, _COMMENT_END, env) else -1
        return close + len(_COMMENT_END) if close >= 0 else None
    tag = _TAG.match(source, start, end)
    name = tag["name"].lower() if tag else ""
    if tag is None or name not in _ELEMENTS:
        return None
    if name in _HIDING and not tag["closes"] and not _is_closed(source, tag.end(), f"</{name}", env):
        return None
    return tag.end()


def _is_closed(source: str, start: int, close: str, env: EnvType) -> bool:
    """True if `source` has `close` at index `start` or later. The last occurrence is cached for each source in
    `env`.
    """
    lasts: dict[tuple[str, str], int] = env.setdefault("closings", {})
    key = (source, close)
    if key not in lasts:
        lasts[key] = source.lower().rfind(close)
    return lasts[key] >= start


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", begin) or state.is_code_block(start):
        return False
    line = state.src[begin : state.eMarks[start]]
    tag = _TAG.match(line)
    name = tag["name"].lower() if tag else ""
    is_alone = tag is not None and not line[tag.end() :].strip() and name in _ELEMENTS
    if not (line.startswith("<!--") or name in BLOCK_ELEMENTS or name in _HIDING or is_alone):
        return False
    if _end_of_tag(state.src, begin, len(state.src), state.env) is None:
        return False
    if silent:
        return name in BLOCK_ELEMENTS or line.startswith("<!--")
    last = _end_of_block(state, start, end, line)
    token = state.push("html_block", "", 0)
    token.map = [start, last]
    token.content = escape_other_markup(state.getLines(start, last, state.blkIndent, True), state.env)
    state.line = last
    return True


def _end_of_block(state: StateBlock, start: int, end: int, first: str) -> int:
    """Find the end of a block of HTML: all its elements are closed, or a line is blank. Returns the index of the line
    after it.

    Args:
        state: the state of the parser.
        start: index of the first line of the block.
        end: index after the last line that may belong to the block.
        first: the first line.
    """
    spanning = _RAW_TEXT.match(first)
    closing = _COMMENT_END if first.startswith("<!--") else f"</{spanning[1].lower()}" if spanning else None
    depth = 0
    for number in range(start, end):
        if closing is None and state.isEmpty(number):
            return number
        if state.sCount[number] < state.blkIndent and not state.isEmpty(number):
            return number
        line = state.src[state.bMarks[number] : state.eMarks[number]]
        if closing is not None:
            if closing in line.lower():
                return number + 1
            continue
        depth += sum(-1 if tag["closes"] else 1 for tag in _TAG.finditer(line) if tag["name"].lower() not in _EMPTY)
        if depth <= 0:
            return number + 1
    return end


def escape_other_markup(html: str, env: EnvType) -> str:
    """Escape each `<` that starts neither a tag of HTML nor a comment, in rendered HTML.

    `env` is the environment of the parser, in which results are cached.
    """
    parts: list[str] = []
    at = 0
    for less_than in _LESS_THAN.finditer(html):
        if less_than.start() < at:
            continue
        end = _end_of_tag(html, less_than.start(), len(html), env)
        parts.append(html[at : less_than.start()])
        at = less_than.start() + 1 if end is None else end
        parts.append("&lt;" if end is None else html[less_than.start() : at])
    return "".join((*parts, html[at:]))
