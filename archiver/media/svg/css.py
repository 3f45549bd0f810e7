r"""CSS in SVG files: takes a style sheet, declarations or a value; returns what of it loads nothing, written anew.

The output is made of parts that each match a strict pattern, so that no reading of the input by a browser matters. No
backslash is kept, since `\75rl(` is `url(`, and no rule that begins with `@`, as imports and fonts do.
"""

import re
from collections.abc import Iterator

from archiver.media.svg.names import FUNCTIONS, PROPERTIES

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_TOKEN = re.compile(r"([^{};]*)([{};]|\Z)")
_SELECTOR = re.compile(r"[\w\s.#*,>+~:()-]+")
_LOCAL_URL = re.compile(r"""url\(\s*(["']?)#([^\s"'()\\<>]{1,1000})\1\s*\)""", re.IGNORECASE)
_VALUE = re.compile(r"""(?:[\w\s.,#%+*!()-]++|/(?![/*])|"[\w\s.,-]*"|'[\w\s.,-]*')*""")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_COMBINATOR = re.compile(r"[ \t\r\n\f>+~]+")
_FUNCTION = re.compile(r"(?<![\w-])([\w-]+)\(")


def clean_value(value: str) -> str | None:
    """The value of a property or an attribute; None if it might load a file or run something.

    The only references that are kept are those to elements of the same file, as `url(#id)`.
    """
    without_urls = _LOCAL_URL.sub(" ", value)
    if not _VALUE.fullmatch(without_urls):
        return None
    is_known = all(name.lower() in FUNCTIONS for name in _FUNCTION.findall(without_urls))
    return value if is_known else None


def local_references(value: str) -> list[str]:
    """The ids of elements of the same file that a value refers to."""
    return [match[2] for match in _LOCAL_URL.finditer(value)]


def referring_rules(css: str) -> Iterator[tuple[str, list[str]]]:
    """The selectors in a clean style sheet whose declarations refer to elements of the same file, with their ids.

    A selector is what all elements that it matches have: a class (`.a`), an id (`#a`), a name (`path`), or `*`.
    """
    for selectors, declarations in _RULE.findall(css):
        if ids := local_references(declarations):
            yield from ((_widest(selector), ids) for selector in selectors.split(","))


def _widest(selector: str) -> str:
    """A class, an id, a name or `*` that all elements have which a complex selector matches."""
    if "(" in selector:
        return "*"
    compound = _COMBINATOR.split(selector.strip())[-1]
    name, *marked = re.split(r"(?=[.#])", compound.partition(":")[0])
    return next(iter(marked), name) or "*"


def clean_declarations(css: str) -> str:
    """The declarations of a `style` attribute or of a rule that are kept."""
    kept = []
    for declaration in _COMMENT.sub(" ", css).split(";"):
        name, colon, value = declaration.partition(":")
        name, cleaned = name.strip().lower(), clean_value(value.strip())
        if colon and name in PROPERTIES and cleaned:
            kept.append(f"{name}:{cleaned}")
    return ";".join(kept)


def clean_style_sheet(css: str) -> str:
    """The rules of a style sheet that are kept; rules within rules are not."""
    return "\n".join(
        f"{selector} {{{declarations}}}"
        for prelude, body in _rules(_COMMENT.sub(" ", css).replace("<!--", " ").replace("-->", " "))
        if _SELECTOR.fullmatch(selector := prelude.strip()) and (declarations := clean_declarations(body))
    )


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """The selector and the declarations of each rule that is not within another."""
    depth, prelude, body = 0, "", []
    for match in _TOKEN.finditer(css):
        text, end = match.groups()
        if depth == 1 and end != "{":
            body.append(text)
        if end == "{":
            depth += 1
            if depth == 1:
                prelude, body = text, []
        elif end == "}" and depth:
            depth -= 1
            if not depth:
                yield prelude, ";".join(body)
