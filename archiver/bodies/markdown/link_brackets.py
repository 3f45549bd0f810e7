"""Which brackets of a text are a link's: found for a whole text in one pass, in time linear in it.

Takes the place of markdown-it's search for the end of a link's words, which tries each opening bracket against what
follows it, and gives up where many are open. As in CommonMark a closing bracket belongs to the last open one; if the
two make a link, those that were opened before it make none, for links don't nest.
"""

import re
from typing import Any, NamedTuple

from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.rules_inline import StateInline, autolink, backtick, link

from archiver.bodies.markdown.windows_entities import without_windows_entities

_NOTABLE = re.compile(r"[\[\]\\`<]")
_NAME = re.compile(r"\[(?:[^\[\]\\]|\\.){0,999}+\]", re.DOTALL)  # CommonMark's limit


class LinkParts:
    """Finds the parts of links, by the names that markdown-it calls them."""

    @staticmethod
    def parseLinkDestination(source: str, start: int, end: int) -> Any:
        """The address at `start`, with the characters that numbers in it mean."""
        found = parseLinkDestination(source, start, end)
        found.str = without_windows_entities(found.str)
        return found

    @staticmethod
    def parseLinkTitle(source: str, start: int, end: int, before: Any = None) -> Any:
        """The title at `start`, with the characters that numbers in it mean; `before`: of the lines above."""
        found = parseLinkTitle(source, start, end, before)
        found.str = without_windows_entities(found.str)
        return found

    @staticmethod
    def parseLinkLabel(state: StateInline, start: int, words: bool = False) -> int:
        """The bracket that closes the words of a link, or the name behind them; -1 if none opens at `start`."""
        if words:
            return _ends_of_links(state).get(start, -1)
        name = _NAME.match(state.src, start, state.posMax)
        return name.end() - 1 if name else -1


class _Bracket(NamedTuple):
    at: int
    is_picture: bool


def _ends_of_links(state: StateInline) -> dict[int, int]:
    """The closing bracket of the words of each link and picture, by the opening one."""
    known: tuple[StateInline | None, dict[int, int]] = state.env.get("link_ends", (None, {}))
    if known[0] is state:
        return known[1]
    ends: dict[int, int] = {}
    state.env["link_ends"] = (state, ends)
    before = state.pos
    _find_links(state, ends)
    state.pos = before
    return ends


def _find_links(state: StateInline, ends: dict[int, int]) -> None:
    opened: list[_Bracket] = []
    lost = escaped = 0  # so many of the opened ones are around a link; where the last escaped character ends
    while notable := _NOTABLE.search(state.src, state.pos, state.posMax):
        at = state.pos = notable.start()
        match notable[0]:
            case "\\":
                escaped = state.pos = at + 2
            case "`":
                backtick(state, silent=True)
            case "<":
                if not autolink(state, silent=True):
                    state.pos = at + 1
            case "[":
                opened.append(_Bracket(at, at != escaped and state.src.startswith("!", at - 1)))
                state.pos = at + 1
            case _ if len(opened) > lost and _closes_link(state, opened[-1].at, at, ends):
                lost = lost if opened.pop().is_picture else len(opened)
            case _:
                del opened[-1:]
                lost = min(lost, len(opened))
                state.pos = at + 1


def _closes_link(state: StateInline, start: int, end: int, ends: dict[int, int]) -> bool:
    """Whether two brackets make a link; then the state stands behind it."""
    ends[start] = end
    state.pos = start
    if not link(state, silent=True):
        del ends[start]
        return False
    return True
