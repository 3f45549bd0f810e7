"""What holds blocks beside quote marks and lists: tags, Zulip's fences, Reddit's `>!`.

Rules for markdown-it-py, which all do one thing: what stands between two lines is read as blocks of its own, in a
quote or in something that is shut.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from archiver.bodies.markdown.block_tags import Pair, find_pairs, may_have_tags, on_own_lines
from archiver.bodies.markdown.depth import not_too_deep
from archiver.bodies.markdown.fences import Fences, find_fences

_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_SUMMARY = re.compile(
    r"\s*<summary(?: [^<>]*)?>(?P<title>.{0,500}?)</summary>[ \t]*(?:\n|\Z)", re.IGNORECASE | re.DOTALL
)
_LONGEST_SUMMARY = 6  # lines
_SECRET = re.compile(r">!(?! *\S.*!<) ?")
_SHUT = "Spoiler"


class _Layout(NamedTuple):
    """Where the containers of a body are, by their lines."""

    fences: Fences
    tags: dict[int, Pair]


def use_containers(md: MarkdownIt) -> None:
    """Read containers, and write what is shut."""
    md.core.ruler.before("block", "tags", _part_tags)
    md.block.ruler.before("fence", "block_fence", not_too_deep(_fence), _INTERRUPTS)
    md.block.ruler.before("blockquote", "block_tag", not_too_deep(_tag), _INTERRUPTS)
    md.block.ruler.before("blockquote", "secret", not_too_deep(_secret), _INTERRUPTS)
    md.add_render_rule("spoiler_open", lambda _, tokens, index, *__: _opening(tokens, index))
    md.add_render_rule("spoiler_close", lambda *_: "</details>\n")


def _opening(tokens: Sequence[Token], index: int) -> str:
    said = tokens[index].meta
    begin = '<details class="spoiler">' if said["is_spoiler"] else "<details>"
    return begin if said["is_named"] else f'{begin}<summary dir="auto">{_SHUT}</summary>\n'


def _part_tags(state: StateCore) -> None:
    if may_have_tags(state.src):
        state.src = on_own_lines(state.src)


def _layout(state: StateBlock) -> _Layout:
    if "layout" not in state.env:
        lines = state.src.split("\n")
        fences = find_fences(lines)
        state.env["layout"] = _Layout(fences, find_pairs(lines, fences) if may_have_tags(state.src) else {})
    found: _Layout = state.env["layout"]
    return found


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A fence that holds blocks; Zulip has them, and no code has such a name."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("```", "~~~"), begin) or state.is_code_block(start):
        return False
    fence = _layout(state).fences.blocks.get(start)
    if fence is None or fence.close >= end or fence.kind == "math":
        return False
    if silent:
        return True
    opening = _open(state, "blockquote" if fence.kind == "quote" else "spoiler", [start, fence.close + 1])
    if fence.kind == "spoiler":
        _entitle(state, opening, fence.title, is_spoiler=True)
    _read_inside(state, opening, start + 1, fence.close)
    return True


def _tag(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A tag on a line of its own, and the one that closes it."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("[", "<"), begin) or state.is_code_block(start):
        return False
    pair = _layout(state).tags.get(start)
    line = state.src[begin : state.eMarks[start]].rstrip()
    if pair is None or pair.close >= end or len(line) != pair.tag.end - pair.tag.start:
        return False
    if silent:
        return True
    opening = _open(state, "blockquote" if pair.tag.kind == "quote" else "spoiler", [start, pair.close + 1])
    first = start + 1
    if pair.tag.kind == "quote":
        opening.meta["attribution"] = pair.tag.attribution
    else:
        title, first = _summary(state, first, pair.close) if pair.tag.kind == "html" else (pair.tag.title, first)
        _entitle(state, opening, title, is_spoiler=pair.tag.kind == "spoiler")
    _read_inside(state, opening, first, pair.close)
    return True


def _summary(state: StateBlock, first: int, close: int) -> tuple[str, int]:
    """The title of `<details>`, and the line behind it."""
    lines = state.getLines(first, min(close, first + _LONGEST_SUMMARY), state.blkIndent, False)
    found = _SUMMARY.match(lines)
    if found is None:
        return "", first
    read = lines.count("\n", 0, found.end())
    return found["title"].strip(), first + read + (not found[0].endswith("\n"))


def _secret(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines behind `>!`, as Reddit and Stack Exchange have them; `>!x!<` is a spoiler in a line."""
    if state.is_code_block(start) or not _is_secret(state, start):
        return False
    if silent:
        return True
    close = start + 1
    while close < end and state.sCount[close] >= state.blkIndent and _is_secret(state, close):
        close += 1
    opening = _open(state, "spoiler", [start, close])
    _entitle(state, opening, "", is_spoiler=True)
    kept = [(state.bMarks[n], state.tShift[n], state.sCount[n], state.bsCount[n]) for n in range(start, close)]
    for number in range(start, close):
        _without_mark(state, number)
    _read_inside(state, opening, start, close)
    for number, (begin, shift, count, inner) in zip(range(start, close), kept, strict=True):
        state.bMarks[number], state.tShift[number] = begin, shift
        state.sCount[number], state.bsCount[number] = count, inner
    state.line = close
    return True


def _is_secret(state: StateBlock, number: int) -> bool:
    begin = state.bMarks[number] + state.tShift[number]
    return state.src.startswith(">!", begin) and bool(_SECRET.match(state.src, begin, state.eMarks[number]))


def _without_mark(state: StateBlock, number: int) -> None:
    begin = state.bMarks[number] + state.tShift[number]
    found = _SECRET.match(state.src, begin, state.eMarks[number])
    state.bMarks[number] = found.end() if found else begin
    rest = state.src[state.bMarks[number] : state.eMarks[number]]
    state.tShift[number] = len(rest) - len(rest.lstrip(" "))
    state.sCount[number] = state.blkIndent + state.tShift[number]
    state.bsCount[number] = 0


def _open(state: StateBlock, kind: str, lines: list[int]) -> Token:
    opening = state.push(f"{kind}_open", "blockquote" if kind == "blockquote" else "details", 1)
    opening.map = lines
    return opening


def _entitle(state: StateBlock, opening: Token, title: str, *, is_spoiler: bool) -> None:
    opening.meta = {"is_named": bool(title), "is_spoiler": is_spoiler}
    if title:
        state.push("summary_open", "summary", 1)
        inline = state.push("inline", "", 0)
        inline.content, inline.children = title, []
        state.push("summary_close", "summary", -1)


def _read_inside(state: StateBlock, opening: Token, first: int, close: int) -> None:
    """Read some lines as blocks, end the container around them, and go on behind its last line.

    A line further to the left than the list around the container ends neither of the two.
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
