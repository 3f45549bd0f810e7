"""HTML in Markdown: rules for markdown-it-py in place of its own.

A tag is HTML only if a reader's browser knows the element: `vector<int>` and `<name>` are words. Blocks of HTML end
where their last element does, or at a blank line, so that Markdown may stand right below them. What would hide all
that follows it (`<script>`, a comment) is HTML only if it ends.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.utils import EnvType

from archiver.bodies.html.element_names import BLOCK_ELEMENTS, INLINE_ELEMENTS, VOID_ELEMENTS

_HIDING = frozenset(str.split("iframe noembed noframes script style template textarea title xmp"))
"""Elements in which a parser finds no tag but their end, or of which nothing is shown."""
_EMPTY = VOID_ELEMENTS | frozenset(str.split("area base col link meta param track"))
_OTHERS = frozenset(
    str.split(
        "acronym bdi colgroup data frame frameset head html legend map meter nobr output param picture progress rb rp "
        "rt rtc ruby select slot svg time"
    )
)
_KNOWN = BLOCK_ELEMENTS | INLINE_ELEMENTS | _EMPTY | _HIDING | _OTHERS
_ATTRIBUTES = r"(?>(?:\"[^\"<]{0,2000}\"|'[^'<]{0,2000}'|[^<>\"']){0,4000})"
_TAG = re.compile(rf"<(?P<closes>/?)(?P<name>[A-Za-z][A-Za-z0-9-]{{0,20}})(?=[\s/>]){_ATTRIBUTES}>")
_LESS = re.compile("<")
_COMMENT_END = "-->"
_PRE = re.compile(r"<(pre|script|style|textarea)(?=[\s>])", re.IGNORECASE)


def use_elements(md: MarkdownIt) -> None:
    """Read HTML as such."""
    md.block.ruler.at("html_block", _block, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline.ruler.at("html_inline", _inline)


def _inline(state: StateInline, silent: bool) -> bool:
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
    """Where the tag or the comment ends that is HTML; None if it is words."""
    if source.startswith("<!--", start):
        close = source.find(_COMMENT_END, start + 4, end) if _is_closed(source, start, _COMMENT_END, env) else -1
        return close + len(_COMMENT_END) if close >= 0 else None
    tag = _TAG.match(source, start, end)
    name = tag["name"].lower() if tag else ""
    if tag is None or name not in _KNOWN:
        return None
    if name in _HIDING and not tag["closes"] and not _is_closed(source, tag.end(), f"</{name}", env):
        return None
    return tag.end()


def _is_closed(source: str, start: int, close: str, env: EnvType) -> bool:
    """True if this stands somewhere behind a place; found once for a source."""
    lasts: dict[tuple[str, str], int] = env.setdefault("closings", {})
    key = (source, close)
    if key not in lasts:
        lasts[key] = source.lower().rfind(close)
    return lasts[key] >= start


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", begin) or state.is_code_block(start):
        return False
    line = state.src[begin : state.eMarks[start]]
    tag = _TAG.match(line)
    name = tag["name"].lower() if tag else ""
    is_alone = tag is not None and not line[tag.end() :].strip() and name in _KNOWN
    if not (line.startswith("<!--") or name in BLOCK_ELEMENTS or name in _HIDING or is_alone):
        return False
    if _end_of_tag(state.src, begin, len(state.src), state.env) is None:
        return False
    if silent:
        return name in BLOCK_ELEMENTS or line.startswith("<!--")
    close = _last_line(state, start, end, line)
    token = state.push("html_block", "", 0)
    token.map = [start, close]
    token.content = sound(state.getLines(start, close, state.blkIndent, True), state.env)
    state.line = close
    return True


def _last_line(state: StateBlock, start: int, end: int, first: str) -> int:
    """The line behind a block of HTML: its elements have ended, or a blank line follows."""
    spanning = _PRE.match(first)
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


def sound(html: str, env: EnvType) -> str:
    """HTML in which all that is no tag of HTML is text."""
    parts: list[str] = []
    at = 0
    for less in _LESS.finditer(html):
        if less.start() < at:
            continue
        end = _end_of_tag(html, less.start(), len(html), env)
        parts.append(html[at : less.start()])
        at = less.start() + 1 if end is None else end
        parts.append("&lt;" if end is None else html[less.start() : at])
    return "".join((*parts, html[at:]))
