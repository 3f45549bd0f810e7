"""HTML bodies, as a forum's engine had rendered them: untrusted, and of any shape.

In comes one post's body, out come its blocks, as those of Markdown. It only reads the stranger's tree: `bound`
makes it fit to parse, `fit` writes all that comes out, `clean` has the last word on what may stand there.
"""

import re
from dataclasses import dataclass, field
from itertools import count

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archiver.bodies.attribution import read_attribution
from archiver.bodies.html.bound import bounded
from archiver.bodies.html.clean import clean
from archiver.bodies.html.fit import Piece
from archiver.bodies.html.links import resolve
from archiver.bodies.html.media import write_link
from archiver.bodies.html.names import DROPPED
from archiver.bodies.html.quotes import Attributes, Said, is_container, read_said
from archiver.bodies.html.tags import Entered, Leave, Tags
from archiver.bodies.markdown.syntax import DEEPEST
from archiver.model import Attribution, Block, Prose, Quote

_HALF_PAIRS = re.compile("[\ud800-\udfff]")
_HEADING = re.compile(r"(</?)h([1-6])(?=[ >])")
_FIRST_HEADING = 3  # h1 is the thread's title, h2 a post's heading


def read_html(body: str, base: str | None) -> tuple[Block, ...]:
    """The blocks of an HTML body: prose, and the quotes at its top level, in order. Links are relative to `base`."""
    sound = _HALF_PAIRS.sub("\ufffd", body).replace("\0", "\ufffd")
    root = LexborHTMLParser(bounded(sound)).root
    reader = _Reader(base)
    if root is not None:
        reader.walk(root)
    return reader.blocks()


@dataclass(slots=True)
class _Level:
    """The post, or a quote in it, as far as it was read."""

    piece: Piece
    number: int = 0
    attribution: Attribution | None = None
    wraps: bool = False
    """It is an engine's element around a quote: a blockquote that it begins with is the same quote, said twice."""
    parts: "list[Piece | _Level]" = field(default_factory=list)


class _Reader:
    """Goes through a tree without recursion, and knows in which quote it is."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._numbers = count(1)
        self._inline: list[tuple[str, str]] = []
        self._levels = [_Level(Piece(self._inline))]
        self._tags = Tags(base)
        self._titles: set[int] = set()

    def walk(self, root: LexborNode) -> None:
        """Read all that is below a node."""
        waiting: list[LexborNode | Leave | None] = [root.first_child]
        while waiting:
            node = waiting.pop()
            if node is None:
                continue
            if not isinstance(node, LexborNode):
                node()
                continue
            waiting.append(node.next)
            tag = node.tag
            if tag == "-text":
                self._words(node)
            elif tag and tag[0] not in "-!" and (tag == "iframe" or tag not in DROPPED):
                self._enter(tag, node, waiting)

    def blocks(self) -> tuple[Block, ...]:
        """What was read."""
        self._levels[0].piece.finish()
        used = sorted(self._tags.headings)
        shift = {level: min(6, used.index(level) + _FIRST_HEADING) for level in used}
        return _finished(self._levels[0], shift)

    @property
    def _piece(self) -> Piece:
        return self._levels[-1].piece

    def _words(self, text: LexborNode) -> None:
        parent = text.parent if self._piece.inside == "pre" else None
        if parent is None or parent.tag not in {"ol", "ul"}:  # lines of code may be items of a list in it
            self._piece.words(text.text_content or "")

    def _enter(self, tag: str, node: LexborNode, waiting: list[LexborNode | Leave | None]) -> None:
        attributes: Attributes = node.attributes
        if self._titles and node.mem_id in self._titles:
            return
        quotes = tag == "blockquote" or is_container(tag, attributes)
        if quotes and self._piece.at_top:
            leave: Entered = self._enter_quote(tag, node, attributes)
        else:
            leave = self._tags.enter(self._piece, tag, node, attributes)
        if leave is not False:
            waiting += (leave if callable(leave) else None, node.first_child)

    def _enter_quote(self, tag: str, node: LexborNode, attributes: Attributes) -> Leave | None:
        level = self._levels[-1]
        self._piece.boundary()
        if level.wraps and tag == "blockquote" and not level.piece.html and not level.parts:
            level.wraps = False
            return level.piece.boundary
        if len(self._levels) > DEEPEST:
            return level.piece.boundary
        said = read_said(node, attributes)
        if said.title is not None:
            self._titles.add(said.title)
        attribution = said.attribution or _take_attribution(self._piece)
        self._write_title(said)
        inner = _Level(Piece(self._inline), next(self._numbers), attribution, tag != "blockquote")
        level.parts += (level.piece, inner)
        self._levels.append(inner)
        return self._leave_quote

    def _write_title(self, said: Said) -> None:
        """A title that links elsewhere says more than who wrote it."""
        address = resolve(said.link, self._base)
        if said.link is not None or (said.words and said.attribution is None):
            write_link(self._piece, address, said.words)
            self._piece.boundary()

    def _leave_quote(self) -> None:
        self._piece.finish()
        self._levels.pop()
        self._levels[-1].piece = Piece(self._inline)


def _finished(level: _Level, shift: dict[int, int]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for part in (*level.parts, level.piece):
        if isinstance(part, _Level):
            inner = _finished(part, shift)
            blocks.append(Quote(number=part.number, blocks=inner, attribution=part.attribution))
        elif part.html:
            html = "".join(part.html)
            html = _HEADING.sub(lambda mark: f"{mark[1]}h{shift.get(int(mark[2]), 6)}", html) if shift else html
            blocks.append(Prose(html=clean(html), text="".join(part.text).strip("\n")))
    return tuple(blocks)


def _take_attribution(piece: Piece) -> Attribution | None:
    """The attribution that the prose before a quote ends in: its last paragraph, or the last one or two lines of it."""
    last = piece.last
    if last is None or last.links or last.end != len(piece.html):
        return None
    starts = [(last.html, last.text), *last.cuts]
    for html, text in starts[-2:]:
        wrapped = (html, text) != starts[-1]
        if attribution := read_attribution("".join(piece.text[text:]), wrapped=wrapped):
            piece.drop_from(html, text)
            return attribution
    return None
