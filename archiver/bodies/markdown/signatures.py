"""Headings with a line below them, and signatures, which look like them: `--` and the name of who writes.

One or two hyphens are no heading's line. Two begin a signature: what follows them without a blank line is a paragraph
of its own, with its line breaks.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, lheading

_SHORT = re.compile(r"-{1,2}\s*\Z")
_SEPARATOR = re.compile(r"--\s*\Z")
_LONGEST = 8  # lines of a signature


def use_signatures(md: MarkdownIt) -> None:
    """Tell signatures from headings."""
    md.block.ruler.at("lheading", _heading)
    md.block.ruler.before("lheading", "signature", _signature, {"alt": ["paragraph", "reference"]})


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    parent, first = state.parentType, len(state.tokens)
    if not lheading(state, start, end, silent):
        state.parentType = parent
        return False
    if not _SHORT.match(_line(state, state.line - 1)):
        return True
    del state.tokens[first:]
    state.line, state.parentType = start, parent
    return False


def _signature(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    if state.is_code_block(start) or not _SEPARATOR.match(_line(state, start)):
        return False
    if silent or not state.tokens:  # nothing that it could sign
        return silent
    close = start + 1
    while close < state.lineMax and not state.isEmpty(close) and state.sCount[close] >= state.blkIndent:
        if any(rule(state, close, state.lineMax, True) for rule in state.md.block.ruler.getRules("paragraph")):
            break
        close += 1
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [start, close]
    if state.level == 1 and close - start <= _LONGEST and state.skipEmptyLines(close) >= state.lineMax:
        opening.attrSet("class", "signature")
    inline = state.push("inline", "", 0)
    inline.content = "  \n".join(_line(state, number).strip() for number in range(start, close))
    inline.map, inline.children = [start, close], []
    state.push("paragraph_close", "p", -1)
    state.line = close
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
