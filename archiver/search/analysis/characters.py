"""Classes of characters, written as in a class of a regular expression: between square brackets."""

import re
import unicodedata

UNSPACED = (  # letters, marks and digits; punctuation ends a run
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e80-\u0eff"  # Thai, Lao
    "\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17dc-\u17ff"  # Myanmar, Khmer
    "\u3005-\u3007\u302a-\u302f\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"  # Hangul
)
UNSEEN = "\u00ad\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Soft hyphen, joiners and variation selectors, which only change how a word looks."""
_MARKED = (
    *((0x300, 0xDFF), (0xF00, 0xFFF), (0x135D, 0x135F), (0x1700, 0x177F), (0x1800, 0x1CFF), (0x1DC0, 0x1DFF)),
    *((0x20D0, 0x20FF), (0x2CEF, 0x2CF1), (0x2D7F, 0x2DFF), (0xA66F, 0xA6F1), (0xA800, 0xABFF), (0xFB1E, 0xFB1E)),
    *((0xFE20, 0xFE2F), (0x101FD, 0x11FFF), (0x16AF0, 0x16FF1), (0x1BC9D, 0x1BC9E), (0x1CF00, 0x1DAAF)),
    (0x1E000, 0x1E94A),
)
"""The blocks of Unicode with combining marks: to look at every character would take 0.1 s at each start."""


def _ranges_of_marks() -> tuple[str, str]:
    """The ranges of combining marks for a character class: of the Basic Multilingual Plane, and of other planes.

    One class of both would be slow: the regular expression engine compares a large class range by range.
    """
    ranges: list[tuple[int, int]] = []
    for code in (code for first, last in _MARKED for code in range(first, last + 1)):
        if unicodedata.category(chr(code))[0] == "M" and not is_unspaced(chr(code)):
            begins = ranges.pop()[0] if ranges and ranges[-1][1] == code - 1 else code
            ranges.append((begins, code))
    basic, beyond = (
        "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges if (first > 0xFFFF) is is_beyond)
        for is_beyond in (False, True)
    )
    return basic, beyond


is_unspaced = re.compile(f"[{UNSPACED}]").match
"""Match a character of a script that is written without spaces between words, at the beginning of a text."""
MARKS, MARKS_BEYOND = _ranges_of_marks()
_EMOJI = (  # those to come, too, and signs like them
    "\u2318\u231a\u231b\u2325\u2328\u23cf\u23e9-\u23fa\u25b6\u25c0\u2600-\u2767\u2794-\u27bf"
    "\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\U0001f004\U0001f0cf\U0001f170-\U0001f189\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
)
SKIN_TONES = "\U0001f3fb-\U0001f3ff"
_PICTURE = f"[{_EMOJI}][\ufe00-\ufe0f{SKIN_TONES}\U000e0020-\U000e007f]*"
PICTURES = f"{_PICTURE}(?:\u200d{_PICTURE})*|[\U0001f1e6-\U0001f1ff]{{1,2}}"
"""What is seen as one picture, as 👩‍🚀 and 🇫🇷."""
