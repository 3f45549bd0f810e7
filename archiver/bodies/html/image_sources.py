"""What stands for a picture: its address, of all the attributes in which one may have it, and its words.

In comes an `img`, out come the address of the picture that a browser would have shown in the end, and words. Scripts
that load pictures late leave a blank one in `src`, and the real one's address in another attribute.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from archiver.bodies.html.addresses import resolve
from archiver.bodies.html.quote_elements import Attributes
from archiver.bodies.html.removed_markup import ICONS
from archiver.bodies.links import file_name

_LATE = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-url",
    "data-full-url",
    "data-actualsrc",
    "file",
    "zoomfile",
)
"""Addresses of the real picture, the surest first. The last two are Discuz's."""
_ATTRIBUTES = frozenset(_LATE)
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_CANDIDATE = re.compile(r"([^\s,]\S*?),?(?:\s+([0-9]{1,6}(?:\.[0-9]{0,6})?)[wx][^,]{0,40})?(?:,\s*|\s+|\Z)")
_MOST_CANDIDATES = 32
_LONGEST = 4000  # characters of an address; more are a picture's data
_NOWHERE = re.compile(r"\s*(?:data|blob|about|cid|file|javascript|webkit-fake-url|x-apple-data-\w+):", re.IGNORECASE)
_BLANK = re.compile(
    r"(?:spacer|blank|clear|clearpixel|pixel|1x1|transparent|trans|placeholder|lazy|lazyload|loading|loader"
    r"|grey|gray|none|empty)\.(?:gif|png|jpe?g|svg|webp)(?:[?#]|\Z)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\s*(?:cid|file):(?:[^/\\@]*[/\\])*([^/\\@]+)", re.IGNORECASE)
_MOST_SIBLINGS = 8  # in which a `<source>` of the same picture is looked for
SIGN = "[picture]"
"""Stands for a picture that has neither an address nor words."""


def address_of(node: LexborNode, attributes: Attributes, base: str | None) -> str | None:
    """The address of the picture that an `img` shows; None if no page of ours may link to it."""
    blank = None
    for address in _addresses(node, attributes):
        resolved = None if len(address) > _LONGEST or _NOWHERE.match(address) else resolve(address, base)
        if resolved is not None and not _is_blank(address):
            return resolved
        blank = blank or resolved
    return blank


def words_of(attributes: Attributes, address: str | None) -> str:
    """What stands for a picture: what its writer said of it, or its file's name, or the sign that it was there."""
    words = (attributes.get("alt") or "").strip() or (attributes.get("title") or "").strip()
    if words:
        return words
    named = _NAMED.match((attributes.get("src") or "")[:_LONGEST])
    return (file_name(address) if address else unquote(named[1]) if named else "") or SIGN


def is_icon(node: LexborNode | None) -> bool:
    """True if an element is an engine's icon, which says nothing of a post."""
    if node is None or node.tag != "img":
        return False
    return (node.attributes.get("src") or "").rpartition("/")[2].partition(".")[0] in ICONS


def is_fallback(node: LexborNode) -> bool:
    """True if a `noscript` shows only a picture that stands right before it or behind it."""
    only = _only_picture(node)
    return only is not None and any(
        beside is not None and beside.tag == "img" and _shows(beside) and _is_one(beside, only)
        for beside in (_beside(node, -1), _beside(node, 1))
    )


def has_fallback(node: LexborNode) -> bool:
    """True if an `img` that shows nothing itself stands beside a `noscript` that shows it."""
    sides = (_beside(node, -1), _beside(node, 1))
    return any(beside is not None and beside.tag == "noscript" and _only_picture(beside) for beside in sides)


def is_alone(node: LexborNode) -> bool:
    """True if a `<source>` is the first of a `<picture>` that has no `img` behind it."""
    if node.parent is None or node.parent.tag != "picture" or _beside(node, -1) is not None:
        return False
    beside: LexborNode | None = node
    for _ in range(_MOST_SIBLINGS):
        beside = _beside(beside, 1) if beside is not None else None
        if beside is not None and beside.tag == "img":
            return False
    return True


def _addresses(node: LexborNode, attributes: Attributes) -> Iterator[str]:
    if not _ATTRIBUTES.isdisjoint(attributes):
        yield from (address for name in _LATE if (address := attributes.get(name)))
    source = attributes.get("src")
    if source and not _is_blank(source):
        yield source
    for name in _SETS:
        if value := attributes.get(name):
            yield from _in_set(value)
    if source:
        yield from _of_sources(node)
        yield source
    else:
        yield from _of_sources(node)


def _is_blank(address: str) -> bool:
    return _BLANK.match(address.rpartition("/")[2]) is not None


def _of_sources(node: LexborNode) -> Iterator[str]:
    """The addresses in the `<source>`s before an `img`, as in a `<picture>`."""
    sibling = node.prev
    for _ in range(_MOST_SIBLINGS):
        if sibling is None or sibling.tag not in {"source", "-text", "-comment"}:
            return
        if sibling.tag == "source":
            named = sibling.attributes
            yield from _in_set(named.get("srcset") or named.get("data-srcset") or "")
        sibling = sibling.prev


def _in_set(value: str) -> list[str]:
    """The addresses of a `srcset`, the largest picture first.

    >>> _in_set("a.jpg 1x, b.jpg 2x")
    ['b.jpg', 'a.jpg']
    """
    found = [match.groups() for match, _ in zip(_CANDIDATE.finditer(value), range(_MOST_CANDIDATES), strict=False)]
    return [address for address, _ in sorted(found, key=lambda pair: -float(pair[1] or 1))]


def _shows(node: LexborNode) -> bool:
    return any(
        not _NOWHERE.match(address[:_LONGEST]) and not _is_blank(address)
        for address in _addresses(node, node.attributes)
    )


def _is_one(node: LexborNode, other: LexborNode) -> bool:
    """True if two `img` show one picture, or are said to."""
    words = node.attributes.get("alt")
    files = {file_name(address) for address in _addresses(node, node.attributes)}
    others = {file_name(address) for address in _addresses(other, other.attributes)}
    return not files.isdisjoint(others) or (bool(words) and words == other.attributes.get("alt"))


def _only_picture(node: LexborNode) -> LexborNode | None:
    """The `img` in a `noscript` in which is nothing else."""
    inner = node.first_child
    while inner is not None and inner.tag == "-text" and not (inner.text_content or "").strip():
        inner = inner.next
    return inner if inner is not None and inner.tag == "img" and inner.next is None else None


def _beside(node: LexborNode, step: int) -> LexborNode | None:
    beside = node.next if step > 0 else node.prev
    while beside is not None and beside.tag == "-text" and not (beside.text_content or "").strip():
        beside = beside.next if step > 0 else beside.prev
    return beside
