"""The address and the label of a picture.

In comes an `img`, out comes the address of the picture that a browser shows in the end, and a text for it. Scripts that
load pictures late put a blank picture in `src`, and the address of the real one in another attribute.
"""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from archiver.bodies.html.addresses import resolve_address
from archiver.bodies.html.dom import Attributes, is_blank, next_to
from archiver.bodies.html.removed_markup import REMOVED_ICON_FILES
from archiver.bodies.links import LinkBase, no_file
from archiver.urls import file_name

_LAZY_ATTRIBUTES = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-url",
    "data-full-url",
    "data-actualsrc",
    "file",
    "zoomfile",
)
"""Attributes with the address of a picture that a script loads late, most reliable first. The last two are Discuz's."""
_LAZY_ATTRIBUTE_SET = frozenset(_LAZY_ATTRIBUTES)
_SRCSET_ATTRIBUTES = ("data-srcset", "data-lazy-srcset", "srcset")
_CANDIDATE = re.compile(r"([^\s,]\S*?),?(?:\s+([0-9]{1,6}(?:\.[0-9]{0,6})?)[wx][^,]{0,40})?(?:,\s*|\s+|\Z)")
_MAX_CANDIDATES = 32
_MAX_ADDRESS = 4000  # characters; what is longer is the data of a picture
_NOT_ON_THE_WEB = re.compile(
    r"\s*(?:data|blob|about|cid|file|javascript|webkit-fake-url|x-apple-data-\w+):", re.IGNORECASE
)
_BLANK_FILE = re.compile(
    r"(?:spacer|blank|clear|clearpixel|pixel|1x1|transparent|trans|placeholder|lazy|lazyload|loading|loader"
    r"|grey|gray|none|empty)\.(?:gif|png|jpe?g|svg|webp)(?:[?#]|\Z)",
    re.IGNORECASE,
)
_LOCAL_FILE = re.compile(r"\s*(?:cid|file):(?:[^/\\@]*[/\\])*([^/\\@]+)", re.IGNORECASE)
_MAX_SIBLINGS = 8  # among which a `<source>` of the same picture is looked for
NO_LABEL = "[picture]"
"""The label of a picture that has neither a text nor an address."""


def image_address(node: LexborNode, attributes: Attributes, base: LinkBase) -> str | None:
    """Find the address of the picture that an `img` shows; None if our pages may not link to any of its addresses.

    Args:
        node: the `img` element; `<source>` elements before it are read as well.
        attributes: the attributes of the `img`.
        base: what a relative address leads to. A file beside the source has precedence over other addresses.
    """
    shown = blank = None
    for address in _candidates(node, attributes):
        is_usable = len(address) <= _MAX_ADDRESS and not _NOT_ON_THE_WEB.match(address)
        resolved = resolve_address(address, base) if is_usable else None
        if resolved is None or _is_blank_file(address):
            blank = blank or resolved
        elif base.has_file is no_file or base.keeps(resolved):
            return resolved
        else:
            shown = shown or resolved
    return shown or blank


def image_label(attributes: Attributes, address: str | None) -> str:
    """Choose the text for a picture: its `alt` or `title`, else the file name in `address`, else `NO_LABEL`."""
    text = (attributes.get("alt") or "").strip() or (attributes.get("title") or "").strip()
    if text:
        return text
    if address:
        return file_name(address) or NO_LABEL
    local_file = _LOCAL_FILE.match((attributes.get("src") or "")[:_MAX_ADDRESS])
    return (unquote(local_file[1]) if local_file else "") or NO_LABEL


def is_engine_icon(node: LexborNode | None) -> bool:
    """True if a node is an `img` whose file name is that of an icon of forum software."""
    if node is None or node.tag != "img":
        return False
    return (node.attributes.get("src") or "").rpartition("/")[2].partition(".")[0] in REMOVED_ICON_FILES


def is_noscript_copy(noscript: LexborNode) -> bool:
    """True if a `noscript` shows nothing but the picture that is right before or after it: then it is skipped."""
    only = _only_image(noscript)
    return only is not None and any(
        beside is not None and beside.tag == "img" and _is_shown(beside) and _is_same(beside, only)
        for beside in (next_to(noscript, -1), next_to(noscript, 1))
    )


def has_noscript_copy(node: LexborNode) -> bool:
    """True if a `noscript` with nothing but a picture is next to a node."""
    sides = (next_to(node, -1), next_to(node, 1))
    return any(beside is not None and beside.tag == "noscript" and _only_image(beside) for beside in sides)


def represents_image(source: LexborNode) -> bool:
    """True if a `<source>` is the first one in a `<picture>` that has no `img`: then it is written in place of the
    `img`.
    """
    if source.parent is None or source.parent.tag != "picture" or next_to(source, -1) is not None:
        return False
    beside: LexborNode | None = source
    for _ in range(_MAX_SIBLINGS):
        beside = next_to(beside, 1) if beside is not None else None
        if beside is not None and beside.tag == "img":
            return False
    return True


def _candidates(node: LexborNode, attributes: Attributes) -> Iterator[str]:
    """Yield all addresses that an `img` has, the most reliable first. An address may come twice."""
    if not _LAZY_ATTRIBUTE_SET.isdisjoint(attributes):
        yield from (address for name in _LAZY_ATTRIBUTES if (address := attributes.get(name)))
    source = attributes.get("src")
    if source and not _is_blank_file(source):
        yield source
    for name in _SRCSET_ATTRIBUTES:
        if value := attributes.get(name):
            yield from _parse_srcset(value)
    yield from _of_sources(node)
    if source:
        yield source


def _is_blank_file(address: str) -> bool:
    return _BLANK_FILE.match(address.rpartition("/")[2]) is not None


def _of_sources(node: LexborNode) -> Iterator[str]:
    """Yield the addresses in the `<source>` elements before an `img`, as in a `<picture>`."""
    sibling = node.prev
    for _ in range(_MAX_SIBLINGS):
        if sibling is None or sibling.tag not in {"source", "-text", "-comment"}:
            return
        if sibling.tag == "source":
            attributes = sibling.attributes
            yield from _parse_srcset(attributes.get("srcset") or attributes.get("data-srcset") or "")
        sibling = sibling.prev


def _parse_srcset(value: str) -> list[str]:
    """Parse the addresses of a `srcset`, the largest picture first. Only the first few are read of a long one.

    >>> _parse_srcset("a.jpg 1x, b.jpg 2x")
    ['b.jpg', 'a.jpg']
    """
    candidates = [match.groups() for match in islice(_CANDIDATE.finditer(value), _MAX_CANDIDATES)]
    return [address for address, _ in sorted(candidates, key=lambda candidate: -float(candidate[1] or 1))]


def _is_shown(image: LexborNode) -> bool:
    """True if an `img` has the address of a picture that is not blank, so that a browser shows it without scripts."""
    return any(
        not _NOT_ON_THE_WEB.match(address[:_MAX_ADDRESS]) and not _is_blank_file(address)
        for address in _candidates(image, image.attributes)
    )


def _is_same(image: LexborNode, other: LexborNode) -> bool:
    """True if two `img` elements show one picture: they have a file name in common, or equal `alt` texts."""
    text = image.attributes.get("alt")
    files = {file_name(address) for address in _candidates(image, image.attributes)}
    others = {file_name(address) for address in _candidates(other, other.attributes)}
    return not files.isdisjoint(others) or (bool(text) and text == other.attributes.get("alt"))


def _only_image(noscript: LexborNode) -> LexborNode | None:
    """Find the `img` in a `noscript` that has no other contents; None if there are other contents, or no `img`."""
    inner = noscript.first_child
    while inner is not None and is_blank(inner):
        inner = inner.next
    return inner if inner is not None and inner.tag == "img" and inner.next is None else None
