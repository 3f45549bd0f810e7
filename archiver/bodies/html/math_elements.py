"""Formulas: each once, as its TeX, in any of the ways in which engines have rendered it.

KaTeX writes MathML with the TeX in it, and then the formula once more in HTML; MathJax writes only what it rendered,
with the TeX in a script or nowhere; Wikipedia has it in the `alt` of a picture. In comes an element, out comes its
formula, or None if it has none. MathML without TeX is written as TeX: `x^{2}`, `\frac{a}{b}`.
"""

import re
from html import escape

from msgspec import Struct
from selectolax.lexbor import LexborNode

from archiver.bodies.html.dom import Attributes, Element

_TEX_CLASSES = frozenset(str.split("math math-container math-inline math-display math-block arithmatex"))
"""Classes of elements whose text is TeX, provided that they contain nothing but text."""
_DISCOURSE_CLASSES = frozenset({"math"})
"""Classes of formulas of Discourse, which removes the dollars around them, and around other text between dollars as
well."""
_MATH_CLASSES = _TEX_CLASSES | frozenset(
    str.split(
        "katex katex-display katex-block mwe-math-element MathJax MathJax_Display MathJax_SVG MathJax_SVG_Display "
        "MathJax_CHTML MJXc-display"
    )
)
MATH_ELEMENTS = frozenset({"math", "mjx-container", "math-renderer", "script"})
_IMAGE_CLASSES = _MATH_CLASSES | {"latex", "tex", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display"}
"""Classes of `img` elements whose `alt` is TeX."""
_DISPLAY_CLASSES = frozenset(
    str.split(
        "katex-display katex-block math-display math-block display MathJax_Display MathJax_SVG_Display MJXc-display "
        "mwe-math-element-block mwe-math-fallback-image-display"
    )
)
_DELIMITED = re.compile(r"\$|\\\(|\\\[|\\begin\b")
_WITHOUT_NOTATION = re.compile(r"[^\\^_]*+")
_DELIMITERS = {
    (False, False): ("\\(", "\\)"),
    (True, False): ("\\[", "\\]"),
    (False, True): ("$", "$"),
    (True, True): ("$$", "$$"),
}
"""The delimiters for TeX without any. Keys: whether the formula is displayed, whether it was written between
dollars."""
_SKIPPED = frozenset(str.split("script style annotation annotation-xml mjx-math mjx-speech mjx-braille svg"))
"""Elements in MathML, and in what MathJax writes around MathML, whose text is not read."""
_NOTATION = {
    "msup": ("", "^{", "}"),
    "mover": ("", "^{", "}"),
    "msub": ("", "_{", "}"),
    "munder": ("", "_{", "}"),
    "msubsup": ("", "_{", "}^{", "}"),
    "munderover": ("", "_{", "}^{", "}"),
    "mfrac": ("\\frac{", "}{", "}"),
    "msqrt": ("\\sqrt{", "}"),
    "mroot": ("\\sqrt{", "}[", "]"),
}
"""The text to write before, between and after the children of an element of MathML."""
_TEX_ATTRIBUTES = ("data-latex", "alttext", "data-tex", "data-expr")
_MAX_SIBLINGS = 6  # among which the script of a rendered formula is looked for


class Formula(Struct, frozen=True, kw_only=True):
    """A formula of the post, as TeX."""

    text: str
    """TeX with its delimiters. Empty if the element shows nothing: another element has the formula too, or it is a
    program."""
    displayed: bool = False
    """True if the formula is on a line of its own."""

    def render_html(self, *, displayed: bool) -> str:
        """Render the formula: `div.math` on a line of its own if `displayed`, else `span.math`."""
        text = escape(self.text, quote=False)
        if displayed:
            return f'<div class="math" dir="ltr" tabindex="0">{text}</div>\n'
        return f'<span class="math" dir="ltr">{text}</span>'


_NOT_SHOWN = Formula(text="")  # since it is a program, or another element has the formula


def find_formula(element: Element) -> Formula | None:
    """Find the formula that an element has rendered; None if the element is no formula.

    A `script` without TeX gives a formula with an empty text, so that nothing of it is shown.
    """
    tag, classes = element.tag, element.classes
    if tag == "script":
        return _parse_script(element) or _NOT_SHOWN
    if tag == "img":
        is_formula = classes and not _IMAGE_CLASSES.isdisjoint(classes)
        return _delimit(element.attributes.get("alt") or "", displayed=_is_displayed(element)) if is_formula else None
    if tag in MATH_ELEMENTS or (classes and not _MATH_CLASSES.isdisjoint(classes)):
        return _parse_rendered(element)
    return None


def _parse_script(script: Element) -> Formula | None:
    kind = script.attributes.get("type") or ""
    return _delimit(script.node.text(), displayed="display" in kind) if kind.startswith("math/tex") else None


def _parse_rendered(element: Element) -> Formula | None:
    """Parse an element of KaTeX, MathJax or MathML, or one whose text is TeX; None if it is no formula."""
    node, tag, classes = element.node, element.tag, element.classes
    if _is_rendered_script(node, classes):
        return _NOT_SHOWN
    has_tex_class = tag == "math-renderer" or not _TEX_CLASSES.isdisjoint(classes)
    if has_tex_class and tag != "math" and not _has_only_text(node):
        return None
    tex = _find_tex(node, element.attributes)
    text = tex or _linear_text(node)
    if tag == "math" and not tex and _WITHOUT_NOTATION.fullmatch(text):
        return None  # its text alone says as much
    return _delimit(text, displayed=_is_displayed(element), dollars=classes == _DISCOURSE_CLASSES)


def _delimit(tex: str, *, displayed: bool, dollars: bool = False) -> Formula | None:
    """Make a formula of TeX, with delimiters added if it has none; None if `tex` is blank."""
    tex = tex.strip()
    if not tex:
        return None
    if _DELIMITED.match(tex):
        return Formula(text=tex, displayed=displayed or tex.startswith(("$$", "\\[")))
    begin, end = _DELIMITERS[displayed, dollars]
    return Formula(text=f"{begin}{tex}{end}", displayed=displayed)


def _is_displayed(element: Element) -> bool:
    if not _DISPLAY_CLASSES.isdisjoint(element.classes) or element.attributes.get("display") in {"block", "true"}:
        return True
    return element.tag == "div" and "math" in element.classes


def _has_only_text(node: LexborNode) -> bool:
    inner = node.first_child
    return inner is not None and inner.tag == "-text" and inner.next is None


def _is_rendered_script(node: LexborNode, classes: frozenset[str]) -> bool:
    """True if an element is what MathJax has rendered of a script that follows: the script has the TeX."""
    if not any(name.startswith(("MathJax", "MJXc")) for name in classes):
        return False
    after = node.next
    for _ in range(_MAX_SIBLINGS):
        if after is None:
            return False
        if after.tag == "script" and (after.attributes.get("type") or "").startswith("math/tex"):
            return True
        after = after.next
    return False


def _find_tex(node: LexborNode, attributes: Attributes) -> str:
    """Find the TeX of an element: in an annotation, a script, an attribute or a picture at or below it. Empty if none
    has it.
    """
    return _tex_in_elements(node) or _tex_in_attributes(node, attributes) or _tex_in_picture(node)


def _tex_in_elements(node: LexborNode) -> str:
    for selector in ('annotation[encoding*="tex" i]', 'script[type^="math/tex"]'):
        inner = node.css_first(selector)
        if inner is not None and (tex := inner.text().strip()):
            return tex
    return ""


def _tex_in_attributes(node: LexborNode, attributes: Attributes) -> str:
    for name in _TEX_ATTRIBUTES:
        holder = node if attributes.get(name) else node.css_first(f"[{name}]")
        if holder is not None and (tex := (holder.attributes.get(name) or "").strip()):
            return tex
    return ""


def _tex_in_picture(node: LexborNode) -> str:
    picture = node.css_first("img[alt]") if node.tag != "math" else None
    return (picture.attributes.get("alt") or "") if picture is not None else ""


def _linear_text(node: LexborNode) -> str:
    """Return the text of an element; MathML at or below the element is written in TeX's notation."""
    root = node if node.tag == "math" else node.css_first("math") or node
    text: list[str] = []
    pending: list[LexborNode | str] = [root]
    while pending:
        inner = pending.pop()
        if isinstance(inner, str):
            text.append(inner)
        elif inner.tag == "-text":
            text.append(inner.text_content or "")
        elif inner.tag not in _SKIPPED:
            pending += reversed(_with_notation(inner))
    return " ".join("".join(text).split())


def _with_notation(node: LexborNode) -> list[LexborNode | str]:
    """Return the children of an element of MathML, with TeX's notation for it before, between and after them."""
    parts: list[LexborNode | str] = []
    notation = _NOTATION.get(node.tag or "", ())
    inner = node.first_child
    at = 0
    while inner is not None:
        is_part = bool((inner.text_content or "").strip()) if inner.tag == "-text" else inner.tag != "-comment"
        if is_part and at < len(notation) - 1:
            parts.append(notation[at])
            at += 1
        parts += [inner] if is_part or not notation else []
        inner = inner.next
    return [*parts, notation[-1]] if at else parts
