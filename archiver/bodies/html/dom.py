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
    """An element of the tree with its name and attributes, which lexbor would make anew each time they are asked for.

    Not to be changed. Not frozen, since one is made for each element of a post: that takes 88 ns, as a `NamedTuple`
    280 ns.
    """

    node: LexborNode
    tag: str
    """Its name in lower case."""
    attributes: Attributes
    classes: frozenset[str]


def element_at(node: LexborNode) -> Element:
    """The element at a node."""
    attributes = node.attributes
    return Element(node, node.tag or "", attributes, class_names(attributes) if attributes else _NO_CLASSES)


def class_names(attributes: Attributes) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((attributes.get("class") or "").split())


def is_blank(node: LexborNode) -> bool:
    """True for a text node that has nothing but white space."""
    return node.tag == "-text" and not (node.text_content or "").strip()


def first_element(node: LexborNode) -> LexborNode | None:
    """The first element in a node, without those that show nothing; None if text is before it, or there is none."""
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
    """The element behind a node; None if text is between them, or there is none. `<br>`s are skipped."""
    after = node.next
    while after is not None and after.tag in {"-text", "-comment", "br"}:
        if after.tag == "-text" and not is_blank(after):
            return None
        after = after.next
    return after


def next_to(node: LexborNode, step: int) -> LexborNode | None:
    """The node behind a node (`step` > 0) or before it, without text nodes that are blank."""
    beside = node.next if step > 0 else node.prev
    while beside is not None and is_blank(beside):
        beside = beside.next if step > 0 else beside.prev
    return beside


def child_elements(node: LexborNode, limit: int) -> list[LexborNode]:
    """The first `limit` elements right in a node."""
    children: list[LexborNode] = []
    inner = node.first_child
    while inner is not None and len(children) < limit:
        if inner.tag and inner.tag[0] not in "-!":
            children.append(inner)
        inner = inner.next
    return children
