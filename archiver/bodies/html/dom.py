"""Elements of an untrusted HTML tree, and steps from a node to the elements around it.

The names that lexbor gives to nodes other than elements begin with `-` or `!`: `-text`, `-comment`, `!doctype`.
"""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from archiver.bodies.html.removed_markup import REMOVED_CLASSES

Attributes = dict[str, str | None]
"""Values of attributes by their lower-case names; None for an attribute without `=`."""
_NO_CLASSES = frozenset[str]()


@dataclass(slots=True)
class Element:
    """An element of an HTML tree, with copies of its name, attributes and classes.

    lexbor makes new objects for the name and the attributes at each access; the copies save that time. Don't change an
    element. The class is not frozen, since one is made for each element of a post: 88 ns, against 280 ns for a
    `NamedTuple`.
    """

    node: LexborNode
    tag: str
    """The element's name in lower case."""
    attributes: Attributes
    classes: frozenset[str]


def element_at(node: LexborNode) -> Element:
    """Read the element at a node of the tree."""
    attributes = node.attributes
    return Element(node, node.tag or "", attributes, class_names(attributes) if attributes else _NO_CLASSES)


def class_names(attributes: Attributes) -> frozenset[str]:
    """Split the `class` attribute into the names of the classes; none if there is no such attribute."""
    return frozenset((attributes.get("class") or "").split())


def is_blank(node: LexborNode) -> bool:
    """True for a text node that has nothing but white space."""
    return node.tag == "-text" and not (node.text_content or "").strip()


def first_element(node: LexborNode) -> LexborNode | None:
    """Find the first element in a node, without elements that show nothing; None if text comes first, or there is
    none.
    """
    inner = node.first_child
    while inner is not None:
        tag = inner.tag or ""
        if tag == "-text":
            if not is_blank(inner):
                return None
        elif tag[:1] not in "-!" and not _shows_nothing(inner, tag):
            return inner
        inner = inner.next
    return None


def _shows_nothing(node: LexborNode, tag: str) -> bool:
    if tag in {"div", "span"} and node.first_child is None:
        return True
    return not REMOVED_CLASSES.isdisjoint(element_at(node).classes)


def next_element(node: LexborNode) -> LexborNode | None:
    """Find the element right after a node, with any `<br>` skipped; None if text comes first, or there is none."""
    after = node.next
    while after is not None and after.tag in {"-text", "-comment", "br"}:
        if after.tag == "-text" and not is_blank(after):
            return None
        after = after.next
    return after


def next_to(node: LexborNode, step: int) -> LexborNode | None:
    """Return the sibling after a node (`step` > 0) or before it (`step` < 0), with blank text nodes skipped.

    None if there is none.
    """
    beside = node.next if step > 0 else node.prev
    while beside is not None and is_blank(beside):
        beside = beside.next if step > 0 else beside.prev
    return beside


def child_elements(node: LexborNode, limit: int) -> list[LexborNode]:
    """Return the first `limit` child elements of a node."""
    children: list[LexborNode] = []
    inner = node.first_child
    while inner is not None and len(children) < limit:
        if inner.tag and inner.tag[0] not in "-!":
            children.append(inner)
        inner = inner.next
    return children
