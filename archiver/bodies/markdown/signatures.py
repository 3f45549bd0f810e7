"""Signatures in Markdown bodies: a line `--` and the lines below it. CommonMark takes `--` for the underline of a
setext heading.

Here one or two hyphens underline no heading. Two start a signature: the lines up to the next blank one are a paragraph
that keeps its line breaks.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, lheading

_SHORT_UNDERLINE = re.compile(r"-{1,2}\s*\Z")
_SEPARATOR = re.compile(r"--\s*\Z")
_LONGEST = 8  # lines; more are a paragraph without the class `signature`


def use_signatures(md: MarkdownIt) -> None:
    """Add the rule for signatures, and a rule for setext headings that leaves `--` to it, to the parser `md`."""
    md.block.ruler.at("lheading", _setext_heading)
    md.block.ruler.before("lheading", "signature", _signature, {"alt": ["paragraph", "reference"]})


def _setext_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a setext heading whose underline has at least three characters, if they are hyphens."""
    parent, first = state.parentType, len(state.tokens)
    if not lheading(state, start, end, silent):
        state.parentType = parent
        return False
    if not _SHORT_UNDERLINE.match(_line(state, state.line - 1)):
        return True
    del state.tokens[first:]
    state.line, state.parentType = start, parent
    return False


def _signature(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Block rule: a signature. Not applied to the first block of a body."""
    if state.is_code_block(start) or not _SEPARATOR.match(_line(state, start)):
        return False
    if silent or not state.tokens:  # there is nothing above to sign
        return silent
    last = start + 1
    while last < state.lineMax and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        if any(rule(state, last, state.lineMax, True) for rule in state.md.block.ruler.getRules("paragraph")):
            break
        last += 1
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [start, last]
    if state.level == 1 and last - start <= _LONGEST and state.skipEmptyLines(last) >= state.lineMax:
        opening.attrSet("class", "signature")
    inline = state.push("inline", "", 0)
    inline.content = "  \n".join(_line(state, number).strip() for number in range(start, last))
    inline.map, inline.children = [start, last], []
    state.push("paragraph_last", "p", -1)
    state.line = last
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
