"""Spoilers in a line: Reddit's `>!x!<`, Discord's `||x||`, and `[spoiler]x[/spoiler]`.

What is in them is Markdown, and part of the words; a theme hides it until somebody looks.
"""

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline


class _Mark(NamedTuple):
    """How a spoiler begins and ends. `loose`: there may be spaces inside of the marks, and letters outside."""

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    loose: bool


_MARKS = {
    ">": _Mark(re.compile(">!"), re.compile("!<"), True),
    "|": _Mark(re.compile(r"(?<!\|)\|\|(?!\|)"), re.compile(r"\|\|"), False),
    "[": _Mark(
        re.compile(r"\[(?:spoiler|hide)(?:=[^\[\]\n]{0,200})?\]", re.IGNORECASE),
        re.compile(r"\[/(?:spoiler|hide)\]", re.IGNORECASE),
        True,
    ),
}
_CANNOT_HIDE = re.compile("[A-Za-z0-9_|]")


def use_spoilers(md: MarkdownIt) -> None:
    """Read spoilers, and write them."""
    md.inline.add_terminator_char("|")
    md.inline.ruler.before("link", "spoiler", _spoiler)


def _spoiler(state: StateInline, silent: bool) -> bool:
    mark = _MARKS.get(state.src[state.pos])
    begun = mark.opening.match(state.src, state.pos, state.posMax) if mark else None
    if mark is None or begun is None:
        return False
    close = _closing(state, mark, begun.end())
    if close is None or not state.src[begun.end() : close.start()].strip():
        return False
    if not mark.loose and not _is_tight(state.src, begun, close):
        return False
    if not silent:
        _write(state, begun.end(), close.start())
    state.pos = close.end()
    return True


def _closing(state: StateInline, mark: _Mark, start: int) -> re.Match[str] | None:
    """The next end of a spoiler. One that was found is the next for all that stands before it, and is kept."""
    ends = state.env.setdefault("spoiler_ends", {})
    known: tuple[str, int, re.Match[str] | None] | None = ends.get(mark.closing)
    if known and known[0] is state.src and known[1] <= start and (known[2] is None or known[2].start() >= start):
        close = known[2]
    else:
        close = mark.closing.search(state.src, start)
        ends[mark.closing] = (state.src, start, close)
    return close if close and close.end() <= state.posMax else None


def _is_tight(source: str, begun: re.Match[str], close: re.Match[str]) -> bool:
    """True if the marks are up against what they hide, and no words against them, as in `if (a||b||c)`."""
    inside = source[begun.end()] + source[close.start() - 1]
    outside = source[begun.start() - 1 : begun.start()] + source[close.end() : close.end() + 1]
    return not any(map(str.isspace, inside)) and _CANNOT_HIDE.search(outside) is None


def _write(state: StateInline, start: int, end: int) -> None:
    opening = state.push("spoiler_span_open", "span", 1)
    opening.attrs = {"class": "spoiler", "tabindex": "0"}
    last = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = last
    state.push("spoiler_span_close", "span", -1)
