"""Trees of untrusted pages, and the values that selectors find in them.

A field is `selector@attribute`: the text of the first element that the selector finds, or the value of an attribute.
Without a selector the element itself is meant, with `<` before it the element before that, with `<2` the one before
the latter, and so on. Of several fields the first one with a value counts.
"""

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archiver.bodies.html.tag_balancer import balance_tags

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNCLOSED = frozenset(
    str.split("area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th tbody")
)
"""Elements whose tags need no end tag."""
_DEEPEST = 400  # elements that are open at once on a page that is parsed as it is
_BEFORE = re.compile(r"<(\d?)")
_SPACE = re.compile(r"\s+")


def parse_page(text: str) -> LexborHTMLParser:
    """Parse a page in linear time: of one whose tags are nested too deeply or never closed, they are balanced first."""
    return LexborHTMLParser(balance_tags(text, keeps_all=True) if _is_deep(text) else text)


def _is_deep(text: str) -> bool:
    """True if more elements may be open at once than parsers can search in linear time."""
    is_open: dict[str, int] = {}
    depth = 0
    for match in _TAG.finditer(text):
        name = match[2].lower()
        if name in _UNCLOSED:
            continue
        count = is_open.get(name, 0)
        if not match[1]:
            is_open[name] = count + 1
            depth += 1
            if depth > _DEEPEST:
                return True
        elif count:
            is_open[name] = count - 1
            depth -= 1
    return False


def text_of(node: LexborNode) -> str:
    """The text of an element in one line."""
    return _SPACE.sub(" ", node.text(deep=True)).strip()


def attribute_of(node: LexborNode, name: str) -> str:
    """The value of an attribute; "" if there is none."""
    return (node.attributes.get(name) or "").strip()


def values_at(node: LexborNode, fields: tuple[str, ...]) -> Iterator[str]:
    """The values of fields, without empty ones; of each field that of the first element."""
    for field in fields:
        selector, _, attribute = field.partition("@")
        before = _BEFORE.match(selector)
        found = _element_before(node, int(before[1] or 1)) if before else node
        selector = selector[before.end() if before else 0 :].strip()
        found = found.css_first(selector) if found is not None and selector else found
        if found is not None and (value := attribute_of(found, attribute) if attribute else text_of(found)):
            yield value


def _element_before(node: LexborNode, count: int) -> LexborNode | None:
    """The element that is so many elements before one; None if there is none."""
    before = node.prev
    while before is not None:
        count -= not (before.tag or "-").startswith(("-", "#"))
        if count == 0:
            return before
        before = before.prev
    return None


def value_at(node: LexborNode, fields: tuple[str, ...]) -> str:
    """The first value of fields; "" if none has one."""
    return next(values_at(node, fields), "")


def without_nested(nodes: list[LexborNode]) -> list[LexborNode]:
    """The elements that are in none of the others."""
    known = {node.mem_id for node in nodes}
    return [node for node in nodes if not _is_within(node, known)]


def value_above(node: LexborNode, known: Mapping[int, str]) -> str:
    """The value of the nearest element around one, of those whose values are known by `mem_id`; "" if there is none."""
    above = node.parent if known else None
    while above is not None:
        if above.mem_id in known:
            return known[above.mem_id]
        above = above.parent
    return ""


def _is_within(node: LexborNode, known: set[int]) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id in known:
            return True
        above = above.parent
    return False
