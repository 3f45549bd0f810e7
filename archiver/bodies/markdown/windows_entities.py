"""Numeric entities from `&#128;` to `&#159;`, which are characters of Windows-1252: `&#146;` is an apostrophe.

The HTML standard (13.2.5.80, numeric character reference end state) defines them so, and all browsers agree; in
CommonMark they are control characters.
"""

import re

from markdown_it.rules_inline import StateInline

_NUMBER = re.compile(r"&#(?:[xX]0{0,4}(?P<hex>[89][0-9a-fA-F])|0{0,4}(?P<decimal>12[89]|1[345][0-9]));")
_FIRST = 128
_CHARACTERS = bytes(range(_FIRST, _FIRST + 32)).decode("cp1252", errors="replace")


def windows_entity(state: StateInline, silent: bool) -> bool:
    """Inline rule of markdown-it-py: a numeric entity from 128 to 159 is a character of Windows-1252."""
    match = _NUMBER.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "&" else None
    if match is None:
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.markup, token.info = _character(match), match[0], "entity"
    state.pos = match.end()
    return True


def without_windows_entities(text: str) -> str:
    """Replace numeric entities from 128 to 159 in a text by characters of Windows-1252.

    >>> without_windows_entities("Ann&#146;s &#x96; &amp;")
    'Ann’s – &amp;'
    """
    return _NUMBER.sub(_character, text) if "&#" in text else text


def _character(match: re.Match[str]) -> str:
    return _CHARACTERS[(int(match["hex"], 16) if match["hex"] else int(match["decimal"])) - _FIRST]
