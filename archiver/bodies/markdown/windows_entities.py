"""The characters 128 to 159 by their numbers: `&#146;` is an apostrophe, as in every browser.

Whoever wrote it meant a character of Windows-1252, and the HTML standard says so (13.2.5.80, the numeric character
reference end state); CommonMark takes them for control characters.
"""

import re

from markdown_it.rules_inline import StateInline

_NUMBER = re.compile(r"&#(?:[xX]0{0,4}(?P<hex>[89][0-9a-fA-F])|0{0,4}(?P<decimal>12[89]|1[345][0-9]));")
_FIRST = 128
_CHARACTERS = bytes(range(_FIRST, _FIRST + 32)).decode("cp1252", errors="replace")


def windows_entity(state: StateInline, silent: bool) -> bool:
    """One of these, in words."""
    found = _NUMBER.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "&" else None
    if found is None:
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.markup, token.info = _character(found), found[0], "entity"
    state.pos = found.end()
    return True


def without_windows_entities(text: str) -> str:
    """A text with these characters themselves.

    >>> without_windows_entities("Ann&#146;s &#x96; &amp;")
    'Ann’s – &amp;'
    """
    return _NUMBER.sub(_character, text) if "&#" in text else text


def _character(found: re.Match[str]) -> str:
    return _CHARACTERS[(int(found["hex"], 16) if found["hex"] else int(found["decimal"])) - _FIRST]
