"""Emphasis in Chinese, Japanese and Korean, which have no spaces: `**真，**她` is strong, though a comma stands before
the mark and a word behind it.

The rule is that of https://github.com/tats-u/markdown-cjk-friendly: punctuation of these scripts doesn't count as
punctuation where CommonMark asks if a mark may open or close, and beside other punctuation their characters count as
spaces do. Where neither neighbour of a mark is of these scripts, it is CommonMark's.
"""

import re
from collections.abc import Callable
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline, emphasis, strikethrough
from markdown_it.rules_inline.state_inline import Scanned

_CJK = re.compile(
    "[\u1100-\u11ff\u2329\u232a\u2e80-\u2fff\u3001-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uffee\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff"
    "\U0001f200-\U0001f2ff\U00020000-\U0003ffff]"
)
_Rule = Callable[[StateInline, bool], bool]


def use_cjk_emphasis(md: MarkdownIt) -> None:
    """Let the marks of emphasis and strikethrough open and close beside these scripts."""
    md.inline.ruler.at("emphasis", _friendly(emphasis.tokenize, "*_"))
    md.inline.ruler.at("strikethrough", _friendly(strikethrough.tokenize, "~"))


def _friendly(tokenize: _Rule, marks: str) -> _Rule:
    def rule(state: StateInline, silent: bool) -> bool:
        if silent or state.src[state.pos] not in marks:
            return False
        if not state.src.isascii():
            state.scanDelims = partial(_scan, state)  # type: ignore[method-assign]
        return tokenize(state, silent)

    return rule


def _scan(state: StateInline, start: int, canSplitWord: bool) -> Scanned:
    """How long a run of marks is, and whether it can open or close; `canSplitWord`: also within a word."""
    scanned = StateInline.scanDelims(state, start, canSplitWord)
    end = start + scanned.length
    before = state.src[start - 1] if start else " "
    behind = state.src[end] if end < state.posMax else " "
    if not (_CJK.match(before) or _CJK.match(behind)):
        return scanned
    left, right = _flanks(before, behind), _flanks(behind, before)
    can_open = left and (canSplitWord or not right or _is_punctuation(before))
    can_close = right and (canSplitWord or not left or _is_punctuation(behind))
    return Scanned(can_open, can_close, scanned.length)


def _flanks(outside: str, inside: str) -> bool:
    """True if a mark with these neighbours may be an end of what stands on the inside."""
    if isWhiteSpace(ord(inside)):
        return False
    if _CJK.match(inside) or not _is_punctuation(inside):
        return True
    return isWhiteSpace(ord(outside)) or _is_punctuation(outside) or _CJK.match(outside) is not None


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)
