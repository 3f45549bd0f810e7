"""Inline spoilers: Reddit's `>!x!<`, Discord's `||x||`, and `[spoiler]x[/spoiler]`.

The hidden words are Markdown, and part of the plain text; a theme hides them until the reader asks for them.
"""

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline


class _Delimiters(NamedTuple):
    """The delimiters of a kind of spoiler."""

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    is_loose: bool
    """True if spaces may be next to the delimiters inside the spoiler, and letters outside."""


_DELIMITERS = {
    ">": _Delimiters(re.compile(">!"), re.compile("!<"), True),
    "|": _Delimiters(re.compile(r"(?<!\|)\|\|(?!\|)"), re.compile(r"\|\|"), False),
    "[": _Delimiters(
        re.compile(r"\[(?:spoiler|hide)(?:=[^\[\]\n]{0,200})?\]", re.IGNORECASE),
        re.compile(r"\[/(?:spoiler|hide)\]", re.IGNORECASE),
        True,
    ),
}
_NOT_OUTSIDE = re.compile("[A-Za-z0-9_|]")  # no such character is next to the delimiters of a spoiler `||x||`


def use_spoilers(md: MarkdownIt) -> None:
    """Add the rule for inline spoilers to a parser."""
    md.inline.add_terminator_char("|")
    md.inline.ruler.before("link", "spoiler", _spoiler)


def _spoiler(state: StateInline, silent: bool) -> bool:
    """Inline rule: a spoiler with a closing delimiter, that is not empty."""
    delimiters = _DELIMITERS.get(state.src[state.pos])
    opening = delimiters.opening.match(state.src, state.pos, state.posMax) if delimiters else None
    if delimiters is None or opening is None:
        return False
    close = _find_closing(state, delimiters, opening.end())
    if close is None or not state.src[opening.end() : close.start()].strip():
        return False
    if not delimiters.is_loose and not _is_tight(state.src, opening, close):
        return False
    if not silent:
        _push_spoiler(state, opening.end(), close.start())
    state.pos = close.end()
    return True


def _find_closing(state: StateInline, delimiters: _Delimiters, start: int) -> re.Match[str] | None:
    """Find the next closing delimiter from index `start` on; None if there is none.

    The result is cached in the parser's environment, since it holds for any `start` before the delimiter: so a
    paragraph of many opening delimiters takes linear time.
    """
    ends = state.env.setdefault("spoiler_ends", {})
    cached: tuple[str, int, re.Match[str] | None] | None = ends.get(delimiters.closing)
    if cached and cached[0] is state.src and cached[1] <= start and (cached[2] is None or cached[2].start() >= start):
        close = cached[2]
    else:
        close = delimiters.closing.search(state.src, start)
        ends[delimiters.closing] = (state.src, start, close)
    return close if close and close.end() <= state.posMax else None


def _is_tight(source: str, opening: re.Match[str], close: re.Match[str]) -> bool:
    """True if a spoiler has no spaces inside next to its delimiters, and no words outside: `a||b||c` is no spoiler."""
    inside = source[opening.end()] + source[close.start() - 1]
    outside = source[opening.start() - 1 : opening.start()] + source[close.end() : close.end() + 1]
    return not any(map(str.isspace, inside)) and _NOT_OUTSIDE.search(outside) is None


def _push_spoiler(state: StateInline, start: int, end: int) -> None:
    """Add the tokens of a spoiler whose contents are from index `start` to before index `end`."""
    opening = state.push("spoiler_span_open", "span", 1)
    opening.attrs = {"class": "spoiler", "tabindex": "0"}
    last = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = last
    state.push("spoiler_span_close", "span", -1)
