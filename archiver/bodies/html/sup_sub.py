"""What stands raised or lowered, as plain text: 10⁶ is not 106, and `2^(10x)` not `210x`.

In come the words of a `<sup>` or `<sub>`, out comes what can be told apart from the words before it.
"""

import re

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SHIFTED = {
    "sup": ("^", _RAISED, re.compile(r"[0-9+\-−=()n]+")),
    "sub": ("_", _LOWERED, re.compile(r"[0-9+\-−=()]+")),
}
_PLAIN = {
    "sup": re.compile(r"st|nd|rd|th|e|er|re|ère|ème|me|a|o|os|as|tm|sm|®|[*†‡§¶°]+|\[.*\]|\(.*\)", re.IGNORECASE),
    "sub": re.compile(r"[^\W\d_]+|\[.*\]"),
}
"""What reads well where it is: endings of numbers, marks of notes, and names that have a letter below."""


def shifted(tag: str, words: str) -> str:
    """The words of an element, told apart from what stands before it.

    >>> shifted("sup", "6"), shifted("sup", "10x"), shifted("sub", "i+1"), shifted("sup", "th")
    ('⁶', '^10x', '_(i+1)', 'th')
    """
    mark, table, whole = _SHIFTED[tag]
    bare = words.strip()
    if whole.fullmatch(bare):
        return words.translate(table)
    if _PLAIN[tag].fullmatch(bare):
        return words
    return f"{mark}{bare}" if bare.isalnum() else f"{mark}({bare})"
