"""Container blocks other than quote marks and lists: tags (`[quote]`, `<details>`), Zulip's fences, Reddit's `>!`.

Block rules for markdown-it-py. Each parses the lines between an opening and a closing line as blocks, in a quote or in
a spoiler (an element `details`, which is closed until the reader opens it); what is in `[code]` stays as it is.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from archiver.bodies.markdown.block_tags import TagPair, find_pairs, may_have_tags, put_tags_on_own_lines
from archiver.bodies.markdown.fences import Fences, find_fences
from archiver.bodies.markdown.nesting_limit import limit_nesting

_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_SUMMARY = re.compile(
    r"\s*<summary(?: [^<>]*)?>(?P<title>.{0,500}?)</summary>[ \t]*(?:\n|\Z)", re.IGNORECASE | re.DOTALL
)
_LONGEST_SUMMARY = 6  # lines
_REDDIT_MARK = re.compile(r">!(?! *\S.*!<) ?")
_DEFAULT_SUMMARY = "Spoiler"


class _Containers(NamedTuple):
    """The tags and the Zulip fences around blocks in a body."""

    fences: Fences
    tags: dict[int, TagPair]
    """Pairs of tags by the index of the line with the opening tag."""


def use_containers(md: MarkdownIt) -> None:
    """Add the rules for container blocks to a parser, and render spoilers."""
    md.core.ruler.before("block", "tags", _split_tag_lines)
    md.block.ruler.before("fence", "block_fence", limit_nesting(_zulip_fence), _INTERRUPTS)
    md.block.ruler.before("blockquote", "block_tag", limit_nesting(_block_tag), _INTERRUPTS)
    md.block.ruler.before("blockquote", "secret", limit_nesting(_reddit_spoiler), _INTERRUPTS)
    md.add_render_rule("spoiler_open", lambda _, tokens, index, *__: _render_opening(tokens, index))
    md.add_render_rule("spoiler_close", lambda *_: "</details>\n")


def _render_opening(tokens: Sequence[Token], index: int) -> str:
    meta = tokens[index].meta
    start = '<details class="spoiler">' if meta["is_spoiler"] else "<details>"
    return start if meta["has_summary"] else f'{start}<summary dir="auto">{_DEFAULT_SUMMARY}</summary>\n'


def _split_tag_lines(state: StateCore) -> None:
    if may_have_tags(state.src):
        state.src = put_tags_on_own_lines(state.src)


def _containers_of(state: StateBlock) -> _Containers:
    """Find the containers of the body, once for each body: the result is cached in the parser's environment."""
    if "containers" not in state.env:
        lines = state.src.split("\n")
        fences = find_fences(lines)
        state.env["containers"] = _Containers(fences, find_pairs(lines, fences) if may_have_tags(state.src) else {})
    containers: _Containers = state.env["containers"]
    return containers


def _zulip_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: Zulip's fence around a quote or a spoiler. No programming language has the name `quote` or
    `spoiler`.
    """
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("```", "~~~"), begin) or state.is_code_block(start):
        return False
    fence = _containers_of(state).fences.zulip.get(start)
    if fence is None or fence.close >= end or fence.kind == "math":
        return False
    if silent:
        return True
    opening = _push_opening(state, "blockquote" if fence.kind == "quote" else "spoiler", [start, fence.close + 1])
    if fence.kind == "spoiler":
        _push_summary(state, opening, fence.title, is_spoiler=True)
    _parse_inner_blocks(state, opening, start + 1, fence.close)
    return True


def _block_tag(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a tag on a line of its own, up to the line with its closing tag."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("[", "<"), begin) or state.is_code_block(start):
        return False
    pair = _containers_of(state).tags.get(start)
    line = state.src[begin : state.eMarks[start]].rstrip()
    if pair is None or pair.close >= end or len(line) != pair.tag.end - pair.tag.start:
        return False
    if silent:
        return True
    if pair.tag.kind == "code":
        _push_code(state, start, pair)
        return True
    opening = _push_opening(state, "blockquote" if pair.tag.kind == "quote" else "spoiler", [start, pair.close + 1])
    first = start + 1
    if pair.tag.kind == "quote":
        opening.meta["attribution"] = pair.tag.attribution
    else:
        title, first = _summary(state, first, pair.close) if pair.tag.kind == "html" else (pair.tag.title, first)
        _push_summary(state, opening, title, is_spoiler=pair.tag.kind == "spoiler")
    _parse_inner_blocks(state, opening, first, pair.close)
    return True


def _push_code(state: StateBlock, start: int, pair: TagPair) -> None:
    """Add the token of code between tags, of which the first is alone in the line `start`."""
    code = state.push("fence", "code", 0)
    code.info, code.map = pair.tag.title, [start, pair.close + 1]
    lines = state.getLines(start + 1, pair.close, state.sCount[start], False).strip("\n")
    code.content = f"{lines}\n" if lines else ""
    state.line = pair.close + 1


def _summary(state: StateBlock, first: int, close: int) -> tuple[str, int]:
    """Find the text of `<summary>` in `<details>`, and the index of the line after it.

    The text is empty if there is no `<summary>`.

    Args:
        state: the state of the parser.
        first: index of the line after the opening tag.
        close: index of the line of the closing tag.
    """
    lines = state.getLines(first, min(close, first + _LONGEST_SUMMARY), state.blkIndent, False)
    match = _SUMMARY.match(lines)
    if match is None:
        return "", first
    line_breaks = lines.count("\n", 0, match.end())
    return match["title"].strip(), first + line_breaks + (not match[0].endswith("\n"))


def _reddit_spoiler(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: lines that start with `>!`, as on Reddit and Stack Exchange. `>!x!<` is an inline spoiler instead."""
    if state.is_code_block(start) or not _is_spoiler_line(state, start):
        return False
    if silent:
        return True
    close = start + 1
    while close < end and state.sCount[close] >= state.blkIndent and _is_spoiler_line(state, close):
        close += 1
    opening = _push_opening(state, "spoiler", [start, close])
    _push_summary(state, opening, "", is_spoiler=True)
    positions = [(state.bMarks[n], state.tShift[n], state.sCount[n], state.bsCount[n]) for n in range(start, close)]
    for number in range(start, close):
        _skip_mark(state, number)
    _parse_inner_blocks(state, opening, start, close)
    for number, (begin, shift, count, inner) in zip(range(start, close), positions, strict=True):
        state.bMarks[number], state.tShift[number] = begin, shift
        state.sCount[number], state.bsCount[number] = count, inner
    state.line = close
    return True


def _is_spoiler_line(state: StateBlock, number: int) -> bool:
    begin = state.bMarks[number] + state.tShift[number]
    return state.src.startswith(">!", begin) and bool(_REDDIT_MARK.match(state.src, begin, state.eMarks[number]))


def _skip_mark(state: StateBlock, number: int) -> None:
    """Move the start of a line after its mark `>!`, and adapt the indentation that the state has recorded for the
    line.
    """
    begin = state.bMarks[number] + state.tShift[number]
    mark = _REDDIT_MARK.match(state.src, begin, state.eMarks[number])
    state.bMarks[number] = mark.end() if mark else begin
    rest = state.src[state.bMarks[number] : state.eMarks[number]]
    state.tShift[number] = len(rest) - len(rest.lstrip(" "))
    state.sCount[number] = state.blkIndent + state.tShift[number]
    state.bsCount[number] = 0


def _push_opening(state: StateBlock, kind: str, lines: list[int]) -> Token:
    """Add the token that opens a container.

    Args:
        state: the state of the parser.
        kind: `blockquote` or `spoiler`.
        lines: index of the first line of the container, and index after the last line.
    """
    opening = state.push(f"{kind}_open", "blockquote" if kind == "blockquote" else "details", 1)
    opening.map = lines
    return opening


def _push_summary(state: StateBlock, opening: Token, title: str, *, is_spoiler: bool) -> None:
    """Add the summary of a spoiler.

    Args:
        state: the state of the parser.
        opening: the token that opens the spoiler.
        title: Markdown of the summary; empty for a default one.
        is_spoiler: False for `<details>`, which only saves space.
    """
    opening.meta = {"has_summary": bool(title), "is_spoiler": is_spoiler}
    if title:
        state.push("summary_open", "summary", 1)
        inline = state.push("inline", "", 0)
        inline.content, inline.children = title, []
        state.push("summary_close", "summary", -1)


def _parse_inner_blocks(state: StateBlock, opening: Token, first: int, close: int) -> None:
    """Parse the lines of a container as blocks, close the container, and continue the parser on the line after it.

    A line indented less than the list around the container ends neither the container nor the list.

    Args:
        state: the state of the parser.
        opening: the token that opens the container.
        first: index of the first line in the container.
        close: index of the line that closes the container.
    """
    parent, state.parentType = state.parentType, "blockquote"
    last, state.lineMax = state.lineMax, close
    indent, state.line = state.blkIndent, first
    while state.line < close:
        state.md.block.tokenize(state, state.line, close)
        if state.line < close:
            state.blkIndent = min(0, state.sCount[state.line])
    state.blkIndent = indent
    state.parentType, state.lineMax = parent, last
    state.push(opening.type.replace("open", "close"), opening.tag, -1)
    state.line = close + 1
