"""Cleans MathML: an allowlist of the elements and attributes that math-core writes for what formulas need.

What is not on the list makes the whole formula unusable. Styles are forbidden in pages, so those of tables become
classes, and others, as colours and finer spaces, are left out. The text of MathML is escaped already.
"""

import re
from dataclasses import dataclass, field
from html import escape

_ELEMENTS = frozenset(
    str.split(
        "math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow mspace msqrt msub "
        "msubsup msup mtable mtd mtext mtr munder munderover b em i"
    )
)
_DROPPED = frozenset({"span"})
"""Elements of which only the text stays: fonts in `\\text`."""
_LENGTH = re.compile(r"-?\d{1,4}(?:\.\d{1,9})?(?:em|ex|pt|px|%)?\Z", re.ASCII)
_FLAG = re.compile(r"true\Z|false\Z")
_ATTRIBUTES = {
    **dict.fromkeys(str.split("depth height linethickness lspace maxsize minsize rspace voffset width"), _LENGTH),
    **dict.fromkeys(
        str.split("accent accentunder displaystyle fence largeop movablelimits separator stretchy symmetric"), _FLAG
    ),
    "display": re.compile(r"block\Z"),
    "form": re.compile(r"(?:pre|in|post)fix\Z"),
    "mathvariant": re.compile(r"normal\Z"),
    "notation": re.compile(r"box\Z"),
    "scriptlevel": re.compile(r"[+-]?\d\Z", re.ASCII),
}
_CLASSES = (
    ("text-align: left", "align-left"),
    ("text-align: right", "align-right"),
    ("border-right:", "rule-right"),
    ("border-left:", "rule-left"),
    ("border-top:", "rule-top"),
    ("border-bottom:", "rule-bottom"),
)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z]+)(?P<attributes>(?: [a-z-]+=\"[^\"<>]*\")*)(?P<empty>/?)>")
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")
_STYLES = frozenset({"displaystyle", "scriptlevel"})
_LINE = "\N{COMBINING LOW LINE}"  # as an accent, it is the line of \overline and \underline
_MARGIN = '<mtd style="width: 50%"></mtd>'  # beside equations that are as wide as the page
_STRUT = '<mspace height="0.9em"></mspace>'  # as high as the sign of a root


class _UnknownMarkupError(Exception):
    """An element or attribute is not on the list, or elements are not nested."""


@dataclass(slots=True)
class _Open:
    """An element whose end tag is still to come."""

    name: str
    attributes: str = ""
    style: str = ""
    """Attributes of an element `mstyle` around it: MathML allows them there alone."""
    children: list[str] = field(default_factory=list)
    """The HTML of the elements and of the text in it."""


def clean_mathml(mathml: str, tex: str) -> str | None:
    """The MathML of a formula, cleaned, with its TeX as an annotation; None if it has what is not on the list.

    Args:
        mathml: one element `math`, as math-core writes it.
        tex: the formula as it is written.
    """
    mathml = mathml.replace(_MARGIN, "")
    outside = _Open("")
    opened = [outside]
    at = 0
    try:
        for tag in _TAG.finditer(mathml):
            _add_text(opened[-1], mathml[at : tag.start()])
            at = tag.end()
            if tag["name"] not in _DROPPED:
                _read_tag(tag, opened, tex)
        _add_text(outside, mathml[at:])
    except _UnknownMarkupError:
        return None
    return outside.children[0] if opened == [outside] and len(outside.children) == 1 else None


def _add_text(element: _Open, text: str) -> None:
    if "<" in text:
        raise _UnknownMarkupError
    if text:
        element.children.append(text)


def _read_tag(tag: re.Match[str], opened: list[_Open], tex: str) -> None:
    """Read a tag of MathML.

    Args:
        tag: a match of `_TAG`.
        opened: the elements around it, the innermost last.
        tex: the formula as it is written.
    """
    name = tag["name"]
    if name not in _ELEMENTS:
        raise _UnknownMarkupError
    if not tag["end"]:
        opened.append(_open(name, tag["attributes"]))
    elif opened[-1].name != name:
        raise _UnknownMarkupError
    if tag["end"] or tag["empty"]:
        element = opened.pop()
        opened[-1].children.append(_written(element, tex))


def _open(name: str, attributes: str) -> _Open:
    """An element by its name and the attributes in its start tag."""
    element = _Open(name)
    for key, value in _ATTRIBUTE.findall(attributes):
        text = _clean_attribute(key, value)
        if key in _STYLES and name != "mtable":
            element.style += text
        elif key != "scriptlevel":
            element.attributes += text
    return element


def _written(element: _Open, tex: str) -> str:
    """The HTML of an element that has ended.

    Without a font for formulas, which phones lack, browsers draw no roots, and lines as short as an accent: these are
    written with signs and classes instead.
    """
    inner = "".join(element.children)
    match element.name, element.children:
        case "math", _:
            return f"<math{element.attributes}><semantics><mrow>{inner}</mrow>{_annotation(tex)}</semantics></math>"
        case "msqrt", _:
            return _root(inner)
        case "mroot", [radicand, index]:
            return f"<mrow><msup><mrow></mrow>{index}</msup>{_root(radicand)}</mrow>"
        case ("mover" | "munder") as name, [base, line] if _LINE in line:
            return f'<mrow class="{"line-over" if name == "mover" else "line-under"}">{base}</mrow>'
        case "mrow", _ if element.style:
            return f"<mstyle{element.style}{element.attributes}>{inner}</mstyle>"
        case name, _:
            html = f"<{name}{element.attributes}>{inner}</{name}>"
            return f"<mstyle{element.style}>{html}</mstyle>" if element.style else html


def _root(radicand: str) -> str:
    sign = '<mo stretchy="true" lspace="0" rspace="0">√</mo>'
    return f'<mrow>{sign}<mrow class="line-over">{_STRUT}{radicand}</mrow></mrow>'


def _annotation(tex: str) -> str:
    return f'<annotation encoding="application/x-tex">{escape(tex, quote=False)}</annotation>'


def _clean_attribute(name: str, value: str) -> str:
    """An attribute, cleaned, with the space before it; "" if it is left out."""
    if name == "style":
        classes = [words for part, words in _CLASSES if part in value]
        return f' class="{" ".join(classes)}"' if classes else ""
    if name == "class":
        return ""
    pattern = _ATTRIBUTES.get(name)
    if pattern is None or not pattern.match(value):
        raise _UnknownMarkupError
    return f' {name}="{value}"'
