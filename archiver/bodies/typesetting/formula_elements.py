"""The elements with formulas in the HTML of a passage, as `bodies` writes them, and what takes their place."""

import re
from html import unescape

from archiver.bodies.typesetting.tex import TexFormula, find_mathml

_ELEMENT = re.compile(
    r'<(?P<name>span|div) class="math" dir="ltr"(?: tabindex="0")?>(?P<text>[^<]*)</(?P=name)>', re.ASCII
)
_DELIMITED = re.compile(
    r"\s*(?:\$\$(?P<dollars>.*)\$\$|\\\[(?P<brackets>.*)\\\]|\$`(?P<quoted>.*)`\$|\$(?P<dollar>.*)\$|\\\((?P<round>.*)\\\))"
    r"\s*\Z",
    re.DOTALL,
)
_DISPLAYED = frozenset({"dollars", "brackets"})


def typeset_formulas(html: str) -> str:
    """The HTML of a passage with MathML in place of its formulas.

    A formula of several lines, or on a line of its own, is `<div class="formula"><math display="block">…</math></div>`,
    one in a sentence `<math>…</math>`. A formula that cannot be typeset stays as it is written, with the class `math`.
    """
    return _ELEMENT.sub(_typeset, html)


def _typeset(element: re.Match[str]) -> str:
    is_block = element["name"] == "div"
    mathml = find_mathml(_formula_of(unescape(element["text"]), is_block=is_block))
    if mathml is None:
        return element[0]
    return f'<div class="formula" tabindex="0">{mathml}</div>' if is_block else mathml


def _formula_of(text: str, *, is_block: bool) -> TexFormula:
    """The formula in a text; `is_block` is True if it is on lines of its own."""
    match = _DELIMITED.match(text)
    if match is None:
        return TexFormula(tex=text.strip(), is_displayed=is_block)
    kind = match.lastgroup or ""
    return TexFormula(tex=match[kind].strip(), is_displayed=is_block or kind in _DISPLAYED)
