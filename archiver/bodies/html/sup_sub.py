"""Plain text for `<sup>` and `<sub>`, whose bare text could be misread: 10⁶ is not 106, nor 2^(10x) 210x.

In comes the text of an element, out comes its notation in Unicode's digits, or with `^` and `_` as in TeX.
"""

import re

_SUPERSCRIPTS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_NOTATION = {
    "sup": ("^", _SUPERSCRIPTS, re.compile(r"[0-9+\-−=()n]+")),
    "sub": ("_", _SUBSCRIPTS, re.compile(r"[0-9+\-−=()]+")),
}
"""By element: the operator in TeX, a table of Unicode's raised or lowered characters, and a pattern for texts of
characters in that table."""
_UNAMBIGUOUS = {
    "sup": re.compile(r"st|nd|rd|th|e|er|re|ère|ème|me|a|o|os|as|tm|sm|®|[*†‡§¶°]+|\[.*\]|\(.*\)", re.IGNORECASE),
    "sub": re.compile(r"[^\W\d_]+|\[.*\]"),
}
"""Texts that are left unchanged: endings of ordinal numbers, footnote marks, and letters that are an index of a
name."""


def sup_sub_text(tag: str, text: str) -> str:
    """Write the text of a `sup` or `sub` element as plain text; `tag` is the element's name.

    >>> sup_sub_text("sup", "6"), sup_sub_text("sup", "10x"), sup_sub_text("sub", "i+1"), sup_sub_text("sup", "th")
    ('⁶', '^10x', '_(i+1)', 'th')
    """
    operator, characters, translatable = _NOTATION[tag]
    bare = text.strip()
    if translatable.fullmatch(bare):
        return text.translate(characters)
    if _UNAMBIGUOUS[tag].fullmatch(bare):
        return text
    return f"{operator}{bare}" if bare.isalnum() else f"{operator}({bare})"
