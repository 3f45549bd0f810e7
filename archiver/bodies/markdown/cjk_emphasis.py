"""Emphasis in Chinese, Japanese and Korean text, which has no spaces.

`**真，**她` is strong emphasis, though a comma is before the closing mark and a word after it.

The rule is that of https://github.com/tats-u/markdown-cjk-friendly: where CommonMark (section 6.2) decides whether a
delimiter run may open or close emphasis, Chinese, Japanese and Korean punctuation does not count as punctuation; next
to other punctuation, a character of one of the three scripts counts as a space. A run without such a neighbour follows
CommonMark.
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
_InlineRule = Callable[[StateInline, bool], bool]


def use_cjk_emphasis(md: MarkdownIt) -> None:
    """Add the rules for emphasis and strikethrough in Chinese, Japanese and Korean text to a parser."""
    md.inline.ruler.at("emphasis", _cjk_friendly(emphasis.tokenize, "*_"))
    md.inline.ruler.at("strikethrough", _cjk_friendly(strikethrough.tokenize, "~"))


def _cjk_friendly(tokenize: _InlineRule, delimiters: str) -> _InlineRule:
    """Change a rule of markdown-it-py: text beyond ASCII next to its `delimiters` is judged by the rule in this
    module.
    """

    def rule(state: StateInline, silent: bool) -> bool:
        if silent or state.src[state.pos] not in delimiters:
            return False
        if not state.src.isascii():
            state.scanDelims = partial(_scan_delimiters, state)  # type: ignore[method-assign]
        return tokenize(state, silent)

    return rule


def _scan_delimiters(state: StateInline, start: int, canSplitWord: bool) -> Scanned:
    """Measure a delimiter run, and decide whether it may open or close emphasis.

    Args:
        state: the state of the parser.
        start: index of the first delimiter.
        canSplitWord: True if emphasis may be a part of a word, as with `*`, but not with `_`.
    """
    scanned = StateInline.scanDelims(state, start, canSplitWord)
    end = start + scanned.length
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    if not (_CJK.match(before) or _CJK.match(after)):
        return scanned
    left, right = _flanks(before, after), _flanks(after, before)
    can_open = left and (canSplitWord or not right or _is_punctuation(before))
    can_close = right and (canSplitWord or not left or _is_punctuation(after))
    return Scanned(can_open, can_close, scanned.length)


def _flanks(outside: str, inside: str) -> bool:
    """True if a delimiter run may be an end of emphasis, with the character `inside` in the emphasis and `outside` out
    of it.
    """
    if isWhiteSpace(ord(inside)):
        return False
    if _CJK.match(inside) or not _is_punctuation(inside):
        return True
    return isWhiteSpace(ord(outside)) or _is_punctuation(outside) or _CJK.match(outside) is not None


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)
