"""HTML bodies, as a forum's engine had rendered them: untrusted, and of any shape.

In comes one post's body, out come its blocks, as those of Markdown. It only reads the stranger's tree: `sound` and
`bound` make it fit to parse, `fit` writes all that comes out, `clean` has the last word on what may stand there.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archiver.bodies.html.addresses import resolve
from archiver.bodies.html.attribution_lines import take_before, take_inside, with_links
from archiver.bodies.html.block_builder import Blocks
from archiver.bodies.html.element_writer import Leave, Tags
from archiver.bodies.html.embedded_media import write_link
from archiver.bodies.html.engines import CLASSES
from archiver.bodies.html.html_writer import HtmlWriter
from archiver.bodies.html.math_elements import TAGS as FORMULAS
from archiver.bodies.html.math_elements import find_formula
from archiver.bodies.html.outlook_header import read_head
from archiver.bodies.html.quote_elements import (
    Attributes,
    Found,
    Said,
    author_of,
    classes,
    find_quote,
    is_box,
    is_title_before,
    only_cell,
    read_said,
)
from archiver.bodies.html.quote_levels import Level
from archiver.bodies.html.removed_markup import ELEMENTS
from archiver.bodies.html.spoiler_elements import OPENING, Part, Spoilers, find_title, says_spoiler, title_words
from archiver.bodies.html.stray_markup import escape_stray_markup
from archiver.bodies.html.tag_balancer import balance_tags
from archiver.bodies.limits import MAX_NESTING
from archiver.model import Block

_BROKEN = re.compile("[\0\x80-\x9f\ud800-\udfff]")
_NO_CLASSES = frozenset[str]()
_UNREAD = ELEMENTS - {"iframe", "script"}
_TELLING = frozenset({"blockquote", "table", "cite"}) | FORMULAS
"""What may be of an engine without any attribute."""
_Waiting = list[LexborNode | Leave | None]


def parse_html(body: str, base: str | None) -> tuple[Block, ...]:
    """The blocks of an HTML body: prose, and the quotes at its top level, in order. Links are relative to `base`."""
    root = LexborHTMLParser(balance_tags(escape_stray_markup(_BROKEN.sub(_mended, body)))).root
    reader = _Reader(base)
    if root is not None:
        reader.walk(root)
    return reader.blocks()


def _mended(broken: re.Match[str]) -> str:
    """A character of windows-1252 for a control of Latin 1, as browsers read `&#150;`; else the mark of a lost one."""
    code = ord(broken[0])
    return bytes([code]).decode("cp1252", errors="replace") if 0x80 <= code <= 0x9F else "\ufffd"


class _Reader:
    """Goes through a tree without recursion, and knows in which quote it is."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._inline: list[tuple[str, str]] = []
        self._levels = [Level(HtmlWriter(self._inline))]
        self._tags = Tags(base)
        self._spoilers = Spoilers()
        self._read = set[int]()  # titles, by their `mem_id`
        self._before: LexborNode | None = None  # the title of the quote that comes next

    def walk(self, root: LexborNode) -> None:
        """Read all that is below a node."""
        waiting: _Waiting = [root.first_child]
        while waiting:
            node = waiting.pop()
            if node is None:
                continue
            if not isinstance(node, LexborNode):
                node(self._levels[-1].piece)
                continue
            waiting.append(node.next)
            tag = node.tag
            if tag == "-text":
                self._words(node)
            elif tag and tag[0] not in "-!" and tag not in _UNREAD:
                self._enter(tag, node, waiting)

    def blocks(self) -> tuple[Block, ...]:
        """What was read."""
        self._levels[0].piece.finish()
        return Blocks(self._tags.headings).of(self._levels[0])

    def _words(self, text: LexborNode) -> None:
        piece = self._levels[-1].piece
        parent = text.parent if piece.innermost_block == "pre" else None
        words = text.text_content or ""
        if parent is None or parent.tag not in {"ol", "ul"} or words.strip():  # lines of code may be items of a list
            piece.add_text(words)

    def _enter(self, tag: str, node: LexborNode, waiting: _Waiting) -> None:
        if self._read and node.mem_id in self._read:
            return
        attributes: Attributes = node.attributes
        named = _NO_CLASSES
        if attributes or tag in _TELLING:
            named = classes(attributes) if "class" in attributes else named
            is_told = named or tag in _TELLING or "style" in attributes or "id" in attributes
            if is_told and self._is_of_an_engine(tag, node, attributes, named, waiting):
                return
        piece = self._levels[-1].piece
        within = "blockquote" if named and not piece.is_at_top and is_box(node, tag, named) else tag
        leave = self._tags.enter(piece, within, node, attributes, named)
        if attributes and not piece.is_at_top and (author := author_of(node, tag, attributes, named)):
            piece.add_image_label(f"{author}:")
            piece.block_boundary(explicit=True)
        if leave is not False:
            waiting += (leave if callable(leave) else None, node.first_child)

    def _is_of_an_engine(
        self, tag: str, node: LexborNode, attributes: Attributes, named: frozenset[str], waiting: _Waiting
    ) -> bool:
        """Read an element that is a formula, a spoiler, a quote or the title of one; False if it is none of them."""
        piece = self._levels[-1].piece
        if (formula := find_formula(node, tag, attributes, named)) is not None:
            if formula.words:
                displayed = formula.displayed and not piece.is_in_link
                piece.add_formula(formula.html_in(displayed=displayed), formula.words, displayed=displayed)
            return True
        if part := self._spoilers.part_of(tag, attributes):
            if node.first_child is not None:
                waiting += (self._enter_spoiler(piece, node, part), node.first_child)
            return True
        tells = tag in _TELLING or tag == "div" or not CLASSES.isdisjoint(named)
        return tells and piece.is_at_top and self._quotes(tag, node, attributes, named, waiting)

    def _enter_spoiler(self, piece: HtmlWriter, node: LexborNode, part: Part) -> Leave | None:
        if part is Part.IN_LINE:
            return HtmlWriter.end_inline if piece.start_inline("span", OPENING) else None
        title = find_title(node)
        words = title_words(title)
        if title is not None and words:
            self._read.add(title.mem_id)
        return self._spoilers.begin(piece, words)

    def _quotes(
        self, tag: str, node: LexborNode, attributes: Attributes, named: frozenset[str], waiting: _Waiting
    ) -> bool:
        """Read an element that is a quote or the title of one; False if it is neither."""
        if tag == "div" and len(self._levels) <= MAX_NESTING and (head := read_head(node, attributes)):
            self._begin_quote(Level(HtmlWriter(self._inline), head))
            waiting.insert(_end_of_rest(waiting), self._end_quote)
            waiting += (self._end_head, node.first_child)
            return True
        if (named or tag == "cite") and is_title_before(node, tag, named):
            self._before = node
            return True
        before = self._before
        found = find_quote(node, tag, named)
        if found is None and tag == "table" and (cell := only_cell(node)):
            self._levels[-1].piece.block_boundary()
            waiting += (HtmlWriter.block_boundary, cell.first_child)
            return True
        if found is None or (found.engine.titled and before is None):
            return False
        self._before = None
        waiting += (self._enter_quote(found, tag, attributes, before), found.content.first_child)
        return True

    def _enter_quote(self, found: Found, tag: str, attributes: Attributes, before: LexborNode | None) -> Leave | None:
        level = self._levels[-1]
        level.piece.block_boundary()
        if found.selector in level.same and level.is_fresh and before is None:
            level.same.remove(found.selector)
            return HtmlWriter.block_boundary
        if before and says_spoiler(words := title_words(before)):
            return self._spoilers.begin(level.piece, words)
        said = read_said(found, attributes, before)
        if len(self._levels) > MAX_NESTING:
            level.piece.add_text(said.attribution.text if said.attribution else said.words)
            return HtmlWriter.block_boundary
        if said.title is not None:
            self._read.add(said.title)
        attribution = said.attribution or take_before(level.piece)
        self._write_title(said)
        same = set(found.engine.same.split()) - {tag}
        self._begin_quote(Level(HtmlWriter(self._inline), attribution, same))
        return self._end_quote

    def _write_title(self, said: Said) -> None:
        """A title that links elsewhere says more than who wrote it."""
        if said.words:
            piece = self._levels[-1].piece
            write_link(piece, resolve(said.link, self._base), said.words)
            piece.block_boundary()

    def _begin_quote(self, inner: Level) -> None:
        level = self._levels[-1]
        level.piece.finish()
        level.parts += (level.piece, inner)
        self._levels.append(inner)

    def _end_head(self, piece: HtmlWriter) -> None:
        """What follows is quoted if an earlier post has it, else prose as the head is."""
        piece.finish()
        level = self._levels[-1]
        if level.attribution:
            level.attribution = with_links(level.attribution, "".join(piece.html))
        level.otherwise, level.piece = piece, HtmlWriter(self._inline)

    def _end_quote(self, piece: HtmlWriter) -> None:
        piece.finish()
        level = self._levels.pop()
        if level.attribution is None:
            level.attribution = take_inside(level)
        self._levels[-1].piece = HtmlWriter(self._inline)


def _end_of_rest(waiting: _Waiting) -> int:
    """Where, among what is still to be read, all ends that follows an element: also what follows an element around it,
    if nothing follows in that one.
    """
    at = len(waiting) - 1
    while at >= 2 and waiting[at] is None and waiting[at - 1] in {None, HtmlWriter.block_boundary}:
        at -= 2
    return max(0, at)
