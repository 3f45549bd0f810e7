"""Brackets of links and pictures, found for a whole paragraph in one pass, in time linear in its length.

Replaces the search of markdown-it-py for the end of a link text, which scans ahead from each opening bracket, and gives
up if many are open. As in CommonMark (section 6.3) a closing bracket belongs to the last open one. If the two make a
link, brackets opened earlier make no link, because links do not nest.
"""

import re
from typing import Any, NamedTuple

from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.rules_inline import StateInline, autolink, backtick, link

from archiver.bodies.markdown.file_tags import file_tag
from archiver.bodies.markdown.windows_entities import without_windows_entities

_STOPS = re.compile(r"[\[\]\\`<]")
_LABEL = re.compile(r"\[(?:[^\[\]\\]|\\.){0,999}+\]", re.DOTALL)  # CommonMark's limit (section 6.3, link labels)


class LinkScanner:
    """Finds the parts of links for the rules of markdown-it-py, in place of its module `markdown_it.helpers`.

    The methods have the names of the functions in that module.
    """

    @staticmethod
    def parseLinkDestination(source: str, start: int, end: int) -> Any:
        """Parse the destination of a link at index `start`; numeric entities of Windows-1252 in it are decoded.

        `source` is the source of the paragraph, `end` the index after the last character that may belong to the
        destination.
        """
        result = parseLinkDestination(source, start, end)
        result.str = without_windows_entities(result.str)
        return result

    @staticmethod
    def parseLinkTitle(source: str, start: int, end: int, before: Any = None) -> Any:
        """Parse the title of a link at index `start`; numeric entities of Windows-1252 in it are decoded.

        Args:
            source: the source of the paragraph, or of a line of a definition.
            start: index at which the title starts.
            end: index after the last character that may belong to the title.
            before: the result for the lines above, if the title continues from there.
        """
        result = parseLinkTitle(source, start, end, before)
        result.str = without_windows_entities(result.str)
        return result

    @staticmethod
    def parseLinkLabel(state: StateInline, start: int, is_link_text: bool = False) -> int:
        """Find the bracket that closes the one at index `start`. Returns its index; -1 if there is none.

        Args:
            state: the state of the parser.
            start: index of an opening bracket.
            is_link_text: True for the text of a link or picture, False for the label of a definition after that text.
        """
        if is_link_text:
            return _ends_of_links(state).get(start, -1)
        label = _LABEL.match(state.src, start, state.posMax)
        return label.end() - 1 if label else -1


class _Bracket(NamedTuple):
    """An opening bracket at index `at`; `is_picture` if a `!` is before it."""

    at: int
    is_picture: bool


def _ends_of_links(state: StateInline) -> dict[int, int]:
    """Map the index of each bracket that opens a link text to the index of its closing bracket. Cached for each
    state.
    """
    cached: tuple[StateInline | None, dict[int, int]] = state.env.get("link_ends", (None, {}))
    if cached[0] is state:
        return cached[1]
    ends: dict[int, int] = {}
    state.env["link_ends"] = (state, ends)
    before = state.pos
    _find_links(state, ends)
    state.pos = before
    return ends


def _find_links(state: StateInline, ends: dict[int, int]) -> None:
    """Add the brackets of all links and pictures from the position of a state on to `ends`. Changes the position."""
    opened: list[_Bracket] = []
    unusable = 0  # number of the open brackets, from the first, that are around a link
    escaped = 0  # index after the last escaped character
    while stop := _STOPS.search(state.src, state.pos, state.posMax):
        at = state.pos = stop.start()
        match stop[0]:
            case "\\":
                escaped = state.pos = at + 2
            case "`":
                backtick(state, silent=True)
            case "<":
                if not (file_tag(state, silent=True) or autolink(state, silent=True)):
                    state.pos = at + 1
            case "[":
                opened.append(_Bracket(at, at != escaped and state.src.startswith("!", at - 1)))
                state.pos = at + 1
            case _ if len(opened) > unusable and _closes_link(state, opened[-1].at, at, ends):
                unusable = unusable if opened.pop().is_picture else len(opened)
            case _:
                del opened[-1:]
                unusable = min(unusable, len(opened))
                state.pos = at + 1


def _closes_link(state: StateInline, start: int, end: int, ends: dict[int, int]) -> bool:
    """True if two brackets make a link or picture; then the position of the state is moved after it.

    Args:
        state: the state of the parser, with position `end`.
        start: index of the opening bracket.
        end: index of the closing bracket.
        ends: indexes of closing brackets by opening bracket; the pair is added if it makes a link.
    """
    ends[start] = end
    state.pos = start
    if not link(state, silent=True):
        del ends[start]
        return False
    return True
