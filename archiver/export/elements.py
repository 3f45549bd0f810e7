"""Makes HTML that templates have drawn fit for a file of its own, and writes it as HTML or as XHTML.

Links lead where the file wants them, pictures come from where it has them, ids get a prefix, so that those of several
threads differ, and nothing that runs is left. The HTML is parsed as browsers parse it, so that what is written is well
formed, whatever a template leaves open.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from html import escape

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_LEFT_OUT = frozenset({"script", "template", "noscript", "base", "object", "embed", "iframe"})
_RAW = frozenset({"style"})
_OF_LINKS = frozenset({"download", "hreflang", "ping", "rel", "target", "type"})
"""Attributes that only a link with an address has."""
_OF_SITES = frozenset({"srcset", "sizes", "loading", "fetchpriority", "autofocus"})
"""Attributes that choose between files, or say when they are loaded."""
_IDS = frozenset({"aria-controls", "aria-describedby", "aria-details", "aria-labelledby", "for", "headers", "list"})
"""Attributes whose values are ids, with spaces between them."""
_BARE = frozenset({"checked", "controls", "disabled", "download", "hidden", "open", "reversed", "selected"})
"""Attributes that say all by being there."""
_HEADING = re.compile(r"h([1-6])")
_NOT_XML = re.compile("[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_XML_NAME = re.compile(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?", re.ASCII)
_NAMESPACES = {
    "html": "http://www.w3.org/1999/xhtml",
    "math": "http://www.w3.org/1998/Math/MathML",
    "svg": "http://www.w3.org/2000/svg",
}
_DATA = "data:"
_EPUB = "http://www.idpf.org/2007/ops"


class Syntax(Enum):
    """How elements are written."""

    HTML = "html"
    XHTML = "xhtml"


class Adaptation(Struct, frozen=True, kw_only=True):
    """What is changed in the HTML of a page."""

    link: Callable[[str], str | None]
    """The address of a link in the file, by its `href`; None if there is nothing to link to."""
    media: Callable[[str, str], str | None]
    """The address of a picture, a sound or a video in the file: by the name of its element, and its `src`. None if the
    file lacks it: then the words that stand for it are shown."""
    id_prefix: str = ""
    lower: int = 0
    """By how many levels headings are lowered; none is lower than 6."""
    syntax: Syntax = Syntax.HTML


def adapt_fragment(html: str, adaptation: Adaptation) -> str:
    """The elements of a part of a page, changed."""
    return "".join(_NodeWriter(adaptation).children(_root(html, "body")))


def adapt_document(html: str, adaptation: Adaptation) -> str:
    """A whole page, changed, with a document type declaration."""
    start = "<!DOCTYPE html>\n"
    if adaptation.syntax is Syntax.XHTML:
        start = f'<?xml version="1.0" encoding="utf-8"?>\n{start}'
    return f"{start}{''.join(_NodeWriter(adaptation).node(_root(html, 'html')))}\n"


def _root(html: str, name: str) -> LexborNode:
    parser = LexborHTMLParser(html)
    node = parser.root if name == "html" else parser.body
    if node is None:
        raise ValueError(f"no {name}")
    return node


class _NodeWriter:
    """Writes the nodes of a tree. Does not recurse: quotes are as deep as people make them."""

    def __init__(self, adaptation: Adaptation) -> None:
        self._adaptation = adaptation
        self._is_xml = adaptation.syntax is Syntax.XHTML

    def children(self, parent: LexborNode) -> Iterator[str]:
        """The texts of all nodes in a node."""
        node = parent.first_child
        while node is not None:
            yield from self.node(node)
            node = node.next

    def node(self, top: LexborNode) -> Iterator[str]:
        """The texts of a node, with all that is in it."""
        waiting: list[LexborNode | str] = [top]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                yield node
                continue
            tag = node.tag or ""
            if tag == "-text":
                yield self._text(node)
            elif tag[:1] not in "-!" and tag not in _LEFT_OUT:
                start, end = self._element(node, tag)
                yield start
                if end:
                    waiting += [end, *_reversed_children(node)]

    def _text(self, node: LexborNode) -> str:
        text = node.text_content or ""
        parent = node.parent
        if parent is not None and parent.tag in _RAW and not self._is_xml:
            return text
        return escape(_sound(text), quote=False)

    def _element(self, node: LexborNode, tag: str) -> tuple[str, str]:
        """The start tag and the end tag of an element; "" if it has no content, and all of it is in the first."""
        name = self._lowered(tag)
        attributes = dict(self._attributes(tag, node.attributes))
        if attributes.get("href", "").startswith(_DATA):
            _save_only(node, attributes)
        if tag in {"img", "audio", "video"} and "src" in node.attributes and "src" not in attributes:
            return self._missing(attributes), ""
        if self._is_xml:
            self._add_namespaces(tag, attributes)
        start = "".join((name, *(self._attribute(key, value) for key, value in attributes.items())))
        if tag in _VOID:
            return f"<{start}/>" if self._is_xml else f"<{start}>", ""
        return f"<{start}>", f"</{name}>"

    def _missing(self, attributes: Mapping[str, str]) -> str:
        """The words that stand for a picture, a sound or a video that the file lacks."""
        words = attributes.get("alt") or attributes.get("aria-label") or ""
        return escape(_sound(words), quote=False)

    def _lowered(self, tag: str) -> str:
        heading = _HEADING.fullmatch(tag) if self._adaptation.lower else None
        return f"h{min(6, int(heading[1]) + self._adaptation.lower)}" if heading else tag

    def _attribute(self, name: str, value: str) -> str:
        if name in _BARE and not value and not self._is_xml:
            return f" {name}"
        return f' {name}="{escape(_sound(value))}"'

    def _attributes(self, tag: str, attributes: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
        """The attributes of an element in the file."""
        href = attributes.get("href")
        link = self._adaptation.link(href) if tag == "a" and href is not None else None
        for name, raw in attributes.items():
            if name in _OF_SITES or name.startswith("on") or (self._is_xml and not _XML_NAME.fullmatch(name)):
                continue
            if tag == "a" and (name == "href" or name in _OF_LINKS):
                value = link if name == "href" or link is None else raw or ""
            else:
                value = self._changed(tag, name, raw or "")
            if value is not None:
                yield name, value

    def _changed(self, tag: str, name: str, value: str) -> str | None:
        """The value of an attribute in the file, other than that of a link; None if the file has no such attribute.

        Args:
            tag: the name of the element.
            name: that of the attribute.
            value: the value on the page.
        """
        if name in {"src", "poster"}:
            return self._adaptation.media(tag, value)
        if name == "id":
            return f"{self._adaptation.id_prefix}{value}"
        if name in _IDS:
            return " ".join(f"{self._adaptation.id_prefix}{one}" for one in value.split())
        return value

    def _add_namespaces(self, tag: str, attributes: dict[str, str]) -> None:
        """Add what XHTML wants besides: names of vocabularies, and languages for XML."""
        if tag in _NAMESPACES:
            attributes.setdefault("xmlns", _NAMESPACES[tag])
        if tag == "html":
            attributes["xmlns:epub"] = _EPUB
        if "lang" in attributes:
            attributes["xml:lang"] = attributes["lang"]
        if attributes.get("role") == "doc-toc":
            attributes["epub:type"] = "toc"


def _sound(text: str) -> str:
    """The text without characters that neither XML nor UTF-8 can have."""
    return _NOT_XML.sub("\ufffd", text)


def _save_only(link: LexborNode, attributes: dict[str, str]) -> None:
    """Let a link to bytes that are in it save them, since browsers do not show them as a page. Around a picture, which
    has the same bytes, there is no link.
    """
    if link.css_first("img, video, audio") is None:
        attributes.setdefault("download", "")
    else:
        for name in ("href", *_OF_LINKS):
            attributes.pop(name, None)


def _reversed_children(node: LexborNode) -> list[LexborNode]:
    children: list[LexborNode] = []
    inner = node.last_child
    while inner is not None:
        children.append(inner)
        inner = inner.prev
    return children
