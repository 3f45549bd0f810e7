"""Reads an SVG file and writes what of it is in the tables of `names`.

The parser is expat, which refuses what is not well-formed, so that a browser reads the output as it was meant. A
document with entities of its own is refused: they are used for bombs, and seldom for anything else.
"""

import re
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from archiver.media.svg.attributes import clean_attributes
from archiver.media.svg.css import clean_style_sheet, local_references, referring_rules
from archiver.media.svg.names import ELEMENTS, SVG_NAMESPACE, TEXT_ELEMENTS
from archiver.media.svg.references import DrawnElements, TooManyElementsError, add_rules, check_drawn, selectors_of
from archiver.media.svg.size import svg_size

MAX_SVG_SIZE = 2_000_000
"""Bytes; a larger file is not cleaned."""
_MAX_DEPTH = 200
"""Elements within each other."""
_ROOT = ""
_TILES = frozenset({"marker", "pattern"})
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_LEAVES = (["style"], ["title"], ["desc"])
"""Elements that have text only."""


class _RefusedError(Exception):
    """The document cannot be cleaned."""


class CleanSvg(Struct, frozen=True, kw_only=True):
    """A picture in which nothing runs and that loads nothing."""

    content: bytes
    """The document, in UTF-8."""
    width: int
    """Pixels, from the attributes or the view box of its root."""
    height: int
    """Pixels, as `width`."""


def read_svg(content: bytes) -> CleanSvg | None:
    """The picture without what could run or load something; None if it cannot be cleaned.

    That is so if it has more than 2 MB, is not well-formed, declares entities, draws more than a million elements by
    references, or has no size.
    """
    if len(content) > MAX_SVG_SIZE:
        return None
    writer = _Writer()
    try:
        _parse(content, writer)
        add_rules(writer.drawn, writer.rules)
        check_drawn(writer.drawn, _ROOT, writer.corners)
    except (ExpatError, LookupError, ValueError, TooManyElementsError, _RefusedError):
        return None
    size = svg_size(writer.root_attributes)
    if size is None:
        return None
    width, height = size
    return CleanSvg(content="".join(writer.output).encode(), width=width, height=height)


def _parse(content: bytes, writer: "_Writer") -> None:
    """Feeds a document to the writer.

    Raises:
        ExpatError: It is not well-formed.
        LookupError: Its encoding is unknown.
        ValueError: Its encoding cannot be read.
        _RefusedError: It cannot be cleaned.
    """
    parser = ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    parser.EntityDeclHandler = _refuse
    parser.SkippedEntityHandler = _refuse
    parser.Parse(content, True)  # noqa: FBT003, it takes no keywords


def _refuse(*_: object) -> None:
    raise _RefusedError


@dataclass(slots=True)
class _Writer:
    """The handlers of the parser, and what is written."""

    output: list[str] = field(default_factory=list)
    root_attributes: dict[str, str] = field(default_factory=dict)
    drawn: dict[str, DrawnElements] = field(default_factory=lambda: {_ROOT: DrawnElements()})
    corners: int = 0
    """Points of all paths and polygons."""
    rules: list[tuple[str, list[str]]] = field(default_factory=list)
    """The `referring_rules` of the style sheets."""
    _open: list[str] = field(default_factory=list)
    """The names of the elements that are open, as they are written."""
    _ids: list[str] = field(default_factory=lambda: [_ROOT])
    """For each open element, and the document, the nearest id."""
    _skipped: int = 0
    """Elements that are open and not written; zero outside of such."""
    _is_empty: bool = False
    """Nothing is written after the start of the element that is open."""
    _style: list[str] = field(default_factory=list)
    """The text of the style sheet that is open."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Writes the start of an element, or skips it with all that is in it."""
        namespace, _, kept_name = name.rpartition("\n")
        if kept_name == "a":  # a link leads to elsewhere; what it shows stays
            kept_name = "tspan" if set(self._open[-1:]) & TEXT_ELEMENTS else "g"
        is_kept = namespace == SVG_NAMESPACE and kept_name in ELEMENTS and self._open[-1:] not in _LEAVES
        if kept_name == "style" and attributes.get("type", "").strip().lower() not in {"", "text/css"}:
            is_kept = False
        if not self._open and (kept_name != "svg" or not is_kept):
            raise _RefusedError
        if self._skipped or not is_kept:
            self._skipped += 1
            return
        self._write_start(kept_name, attributes)

    def _write_start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= _MAX_DEPTH:
            raise _RefusedError
        kept = clean_attributes(name, attributes)
        if not self._open:
            self.root_attributes = kept
        self._count(name, kept)
        self._open.append(name)
        if name != "style":
            namespace = f' xmlns="{SVG_NAMESPACE}"' if len(self._open) == 1 else ""
            written = "".join(f" {key}={quoteattr(value)}" for key, value in kept.items())
            self.output.append(f"<{name}{namespace}{written}>")
            self._is_empty = True

    def _count(self, name: str, attributes: dict[str, str]) -> None:
        """Notes an element, and what it refers to."""
        own_id, outer = attributes.get("id"), self._ids[-1]
        if own_id and own_id not in self.drawn:
            template = attributes.get("href", "")[1:] if name == "pattern" else ""
            self.drawn[own_id] = DrawnElements(count=0, is_tile=name in _TILES, template=template)
            self.drawn[outer].references[own_id] += 1
            outer = own_id
        self._ids.append(outer)
        self.drawn[outer].count += 1
        self.drawn[outer].selectors.update(selectors_of(name, attributes))
        self.corners += len(_NUMBER.findall(f"{attributes.get('d', '')} {attributes.get('points', '')}")) // 2
        href = [attributes["href"][1:]] if attributes.get("href", "").startswith("#") else []
        values = (value for key, value in attributes.items() if key not in {"d", "points"} and "(" in value)
        self.drawn[outer].references.update((*href, *(i for value in values for i in local_references(value))))

    def end(self, _: str) -> None:
        """Writes the end of an element."""
        if self._skipped:
            self._skipped -= 1
            return
        name = self._open.pop()
        self._ids.pop()
        if name == "style":
            self._end_style()
        elif self._is_empty:
            self.output[-1] = f"{self.output[-1][:-1]}/>"
        else:
            self.output.append(f"</{name}>")
        self._is_empty = False

    def _end_style(self) -> None:
        if css := clean_style_sheet("".join(self._style)):
            self.output.append(f"<style>{escape(css)}</style>")
            self.rules += referring_rules(css)
        self._style.clear()

    def text(self, text: str) -> None:
        """Writes text, where an element shows it."""
        if self._skipped:
            return
        if self._open[-1] == "style":
            self._style.append(text)
        elif self._open[-1] in TEXT_ELEMENTS:
            self.output.append(escape(text))
            self._is_empty = False
