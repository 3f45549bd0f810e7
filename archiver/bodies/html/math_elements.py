"""Formulas: each once, as its TeX, of all the ways in which an engine has drawn it.

KaTeX writes MathML, in it the TeX, and then the same once more for the eye; MathJax writes what it drew and leaves the
TeX in a script or nowhere; Wikipedia has it in the words of a picture. In comes an element, out comes what it says, or
None if it is no formula. MathML without TeX is told in a line: `x^2`, `(a)/(b)`.
"""

import re
from dataclasses import dataclass
from html import escape

from selectolax.lexbor import LexborNode

from archiver.bodies.html.quote_elements import Attributes

_SOURCES = frozenset(str.split("math math-container math-inline math-display math-block arithmatex"))
"""Classes of elements whose text is TeX, if there is nothing but text in them."""
_DISCOURSE = frozenset({"math"})
"""It takes a formula's dollars away, and those of what is no formula as well."""
CLASSES = _SOURCES | frozenset(
    str.split(
        "katex katex-display katex-block mwe-math-element MathJax MathJax_Display MathJax_SVG MathJax_SVG_Display "
        "MathJax_CHTML MJXc-display"
    )
)
TAGS = frozenset({"math", "mjx-container", "math-renderer", "script"})
PICTURES = frozenset({"latex", "tex", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display"})
"""Classes of pictures whose words are TeX."""
_DISPLAYED = frozenset(
    str.split(
        "katex-display katex-block math-display math-block display MathJax_Display MathJax_SVG_Display MJXc-display "
        "mwe-math-element-block mwe-math-fallback-image-display"
    )
)
_DELIMITED = re.compile(r"\$|\\\(|\\\[|\\begin\b")
_PLAIN = re.compile(r"[^\\^_]*+")
_DELIMITERS = {
    (False, False): ("\\(", "\\)"),
    (True, False): ("\\[", "\\]"),
    (False, True): ("$", "$"),
    (True, True): ("$$", "$$"),
}
"""By whether a formula is displayed, and was written between dollars."""
_DRAWN = frozenset(str.split("script style annotation annotation-xml mjx-math mjx-speech mjx-braille svg"))
"""What is not read of MathML, and of what MathJax writes around it."""
_MARKS = {
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
"""What stands before, between and behind the parts of an element of MathML."""
_TELLS_TEX = ("data-latex", "alttext", "data-tex", "data-expr")
_MOST_SIBLINGS = 6  # in which the script of a drawn formula is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula with its delimiters, in a line or on one of its own. Without words, another element tells it."""

    words: str
    displayed: bool = False

    def html_in(self, *, displayed: bool) -> str:
        """The element of the formula as HTML: `div.math` on a line of its own if `displayed`, else `span.math`."""
        words = escape(self.words, quote=False)
        if displayed:
            return f'<div class="math" dir="ltr" tabindex="0">{words}</div>\n'
        return f'<span class="math" dir="ltr">{words}</span>'


_NOTHING = Formula(words="")


def find_formula(node: LexborNode, tag: str, attributes: Attributes, named: frozenset[str]) -> Formula | None:
    """The formula that an element is; one without words for a script that is none, and None for all else."""
    if tag in TAGS or (named and not CLASSES.isdisjoint(named)):
        return _read_formula(node, tag, attributes, named) or (_NOTHING if tag == "script" else None)
    if tag == "img" and named and not PICTURES.isdisjoint(named):
        return _read_formula(node, tag, attributes, named)
    return None


def _read_formula(node: LexborNode, tag: str, attributes: Attributes, named: frozenset[str]) -> Formula | None:
    """The formula that an element is; None if it is none."""
    displayed = _is_displayed(tag, attributes, named)
    if tag == "script":
        kind = attributes.get("type") or ""
        return _formula(node.text(), displayed="display" in kind) if kind.startswith("math/tex") else None
    if tag == "img":
        return _formula(attributes.get("alt") or "", displayed=displayed)
    if _is_drawn_of_script(node, named):
        return Formula(words="")
    is_source = tag == "math-renderer" or not _SOURCES.isdisjoint(named)
    if is_source and not (tag == "math" or _has_only_text(node)):
        return None
    tex = _tex(node, attributes)
    told = tex or _in_a_line(node)
    if tag == "math" and not tex and _PLAIN.fullmatch(told):
        return None  # its words tell as much
    return _formula(told, displayed=displayed, dollars=named == _DISCOURSE)


def _formula(tex: str, *, displayed: bool, dollars: bool = False) -> Formula | None:
    tex = tex.strip()
    if not tex:
        return None
    if _DELIMITED.match(tex):
        return Formula(words=tex, displayed=displayed or tex.startswith(("$$", "\\[")))
    begin, end = _DELIMITERS[displayed, dollars]
    return Formula(words=f"{begin}{tex}{end}", displayed=displayed)


def _is_displayed(tag: str, attributes: Attributes, named: frozenset[str]) -> bool:
    if not _DISPLAYED.isdisjoint(named) or attributes.get("display") in {"block", "true"}:
        return True
    return tag == "div" and "math" in named


def _has_only_text(node: LexborNode) -> bool:
    inner = node.first_child
    return inner is not None and inner.tag == "-text" and inner.next is None


def _is_drawn_of_script(node: LexborNode, named: frozenset[str]) -> bool:
    """True if it is what MathJax drew of a script behind it."""
    if not any(name.startswith(("MathJax", "MJXc")) for name in named):
        return False
    behind = node.next
    for _ in range(_MOST_SIBLINGS):
        if behind is None:
            return False
        if behind.tag == "script" and (behind.attributes.get("type") or "").startswith("math/tex"):
            return True
        behind = behind.next
    return False


def _tex(node: LexborNode, attributes: Attributes) -> str:
    """The TeX in an element, if it has it."""
    for selector in ('annotation[encoding*="tex" i]', 'script[type^="math/tex"]'):
        inner = node.css_first(selector)
        if inner is not None and (tex := inner.text().strip()):
            return tex
    for name in _TELLS_TEX:
        holder = node if attributes.get(name) else node.css_first(f"[{name}]")
        if holder is not None and (tex := (holder.attributes.get(name) or "").strip()):
            return tex
    picture = node.css_first("img[alt]") if node.tag != "math" else None
    return (picture.attributes.get("alt") or "") if picture is not None else ""


def _in_a_line(node: LexborNode) -> str:
    """The words of an element; of MathML, as TeX would have them."""
    root = node if node.tag == "math" else node.css_first("math") or node
    words: list[str] = []
    waiting: list[LexborNode | str] = [root]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, str):
            words.append(inner)
        elif inner.tag == "-text":
            words.append(inner.text_content or "")
        elif inner.tag not in _DRAWN:
            waiting += reversed(_parts(inner))
    return " ".join("".join(words).split())


def _parts(node: LexborNode) -> list[LexborNode | str]:
    parts: list[LexborNode | str] = []
    marks = _MARKS.get(node.tag or "", ())
    inner = node.first_child
    at = 0
    while inner is not None:
        is_part = bool((inner.text_content or "").strip()) if inner.tag == "-text" else inner.tag != "-comment"
        if is_part and at < len(marks) - 1:
            parts.append(marks[at])
            at += 1
        parts += [inner] if is_part or not marks else []
        inner = inner.next
    return [*parts, marks[-1]] if at else parts
