"""Walks through an untrusted HTML tree, from its first node to its last, and finds the quotes of the post in it.

In comes the root, out come blocks. Quotes, their titles, spoilers and formulas are recognised here; other elements are
written by `element_writer`. Nothing is recursive, because the author of the HTML decides how deep the tree is.
"""

from dataclasses import replace

from selectolax.lexbor import LexborNode

from archiver.bodies.headings import FirstHeading
from archiver.bodies.html.addresses import resolve_address
from archiver.bodies.html.attribution_lines import take_attribution_at_end
from archiver.bodies.html.block_builder import BlockBuilder
from archiver.bodies.html.dom import Element, class_names
from archiver.bodies.html.element_writer import ElementWriter
from archiver.bodies.html.html_writer import SKIP, EndAction, HtmlWriter
from archiver.bodies.html.level_stack import LevelStack
from archiver.bodies.html.link_writer import add_link
from archiver.bodies.html.math_elements import MATH_ELEMENTS, find_formula
from archiver.bodies.html.outlook_header import parse_outlook_header
from archiver.bodies.html.quote_elements import (
    QuoteElement,
    find_only_cell,
    find_quote,
    is_quote_box,
    is_title_before_quote,
)
from archiver.bodies.html.quote_markup import QUOTE_CLASSES
from archiver.bodies.html.quote_references import QuoteReference, find_unwritten_author, parse_quote_reference
from archiver.bodies.html.removed_markup import REMOVED_ELEMENTS
from archiver.bodies.html.spoiler_elements import SpoilerWriter, says_hidden, spoiler_title_text
from archiver.bodies.limits import MAX_NESTING
from archiver.bodies.links import LinkBase
from archiver.model import Block

_NO_CLASSES = frozenset[str]()
_UNREAD = REMOVED_ELEMENTS - {"iframe", "script"}
_SPECIAL_ELEMENTS = frozenset({"blockquote", "table", "cite"}) | MATH_ELEMENTS
"""Elements that may be quotes, titles or formulas without any attribute."""
_Pending = LexborNode | EndAction | None


def parse_tree(root: LexborNode | None, base: LinkBase, first_heading: FirstHeading) -> tuple[Block, ...]:
    """Make the blocks of all nodes below the root of a tree, in order; none if there is no root.

    Args:
        root: the root.
        base: what relative addresses are resolved against.
        first_heading: the level of the highest headings.
    """
    walker = _TreeWalker(base, first_heading)
    if root is not None:
        walker.walk(root)
    return walker.finish()


class _TreeWalker:
    """Visits the nodes of a tree in the order of the source, and writes them into blocks.

    The stack of pending work is read from its end. A node on it means: this node and its later siblings. A function on
    it is called where an element ends. For an open element the stack has the next sibling, the end action, and the
    contents.
    """

    def __init__(self, base: LinkBase, first_heading: FirstHeading) -> None:
        self._base, self._first_heading = base, first_heading
        self._pending: list[_Pending] = []
        self._levels = LevelStack()
        self._elements = ElementWriter(base)
        self._read_titles = set[int]()  # nodes that were read before their turn, by their `mem_id`
        self._spoilers = SpoilerWriter(self._read_titles)
        self._title_before: LexborNode | None = None  # of the quote that comes next

    def walk(self, root: LexborNode) -> None:
        """Write all nodes below `root` into blocks, in the order of the source; `finish` returns them."""
        pending = self._pending
        pending.append(root.first_child)
        while pending:
            node = pending.pop()
            if node is None:
                continue
            if not isinstance(node, LexborNode):
                node(self._levels.writer)
                continue
            pending.append(node.next)
            tag = node.tag
            if tag == "-text":
                self._add_text(node)
            elif tag and tag[0] not in "-!" and tag not in _UNREAD:
                self._start(tag, node)

    def finish(self) -> tuple[Block, ...]:
        """End the last line, and return the blocks of all nodes that were visited."""
        self._levels.writer.finish()
        return BlockBuilder(self._elements.headings, self._first_heading).build(self._levels.post)

    def _add_text(self, node: LexborNode) -> None:
        writer = self._levels.writer
        parent = node.parent if writer.innermost_block == "pre" else None
        text = node.text_content or ""
        # Lines of code may be items of a list; white space between these is none of the code's.
        if parent is None or parent.tag not in {"ol", "ul"} or text.strip():
            writer.add_text(text)

    def _start(self, tag: str, node: LexborNode) -> None:
        """Read the start of an element, or all of it."""
        if self._read_titles and node.mem_id in self._read_titles:
            return
        attributes = node.attributes
        classes = class_names(attributes) if "class" in attributes else _NO_CLASSES
        element = Element(node, tag, attributes, classes)
        if (attributes or tag in _SPECIAL_ELEMENTS) and self._start_special(element):
            return
        writer = self._levels.writer
        if classes and not writer.is_at_top and is_quote_box(element):
            element = replace(element, tag="blockquote")
        result = self._elements.start(writer, element)
        if attributes and not writer.is_at_top:
            _add_unwritten_author(writer, element)
        if result is not SKIP:
            self._pending += (result, node.first_child)

    def _start_special(self, element: Element) -> bool:
        """Read an element that is a formula, a spoiler, a quote or the title of a quote. Return False for any other
        element.
        """
        tag, attributes, classes = element.tag, element.attributes, element.classes
        is_always_special = tag in _SPECIAL_ELEMENTS
        if not (classes or is_always_special or "style" in attributes or "id" in attributes):
            return False
        if self._add_formula(element) or self._start_spoiler(element):
            return True
        may_be_quote = is_always_special or tag == "div" or not QUOTE_CLASSES.isdisjoint(classes)
        if not may_be_quote or not self._levels.writer.is_at_top:
            return False
        return self._start_header(element) or self._remember_title(element) or self._start_quote(element)

    def _add_formula(self, element: Element) -> bool:
        formula = find_formula(element)
        if formula is not None and formula.text:
            writer = self._levels.writer
            displayed = formula.displayed and not writer.is_in_link
            writer.add_formula(formula.render_html(displayed=displayed), formula.text, displayed=displayed)
        return formula is not None

    def _start_spoiler(self, element: Element) -> bool:
        kind = self._spoilers.find_kind(element)
        if kind is None:
            return False
        if element.node.first_child is not None:
            end = self._spoilers.start(self._levels.writer, element, kind)
            self._pending += (end, element.node.first_child)
        return True

    def _start_header(self, element: Element) -> bool:
        """Read a mail header of Outlook: a quote starts, which ends with the element around the header. Return False if
        the element is no header.
        """
        if element.tag != "div" or len(self._levels) > MAX_NESTING:
            return False
        header = parse_outlook_header(element.node, element.attributes)
        if header is None:
            return False
        self._levels.open_quote(header, set())
        self._pending.insert(_end_of_siblings(self._pending), self._levels.close_quote)
        self._pending += (self._levels.end_header, element.node.first_child)
        return True

    def _remember_title(self, element: Element) -> bool:
        """Store an element that is the title of the quote after it, until that quote is read. Return False if it is no
        title.
        """
        is_title = bool(element.classes or element.tag == "cite") and is_title_before_quote(element)
        if is_title:
            self._title_before = element.node
        return is_title

    def _start_quote(self, element: Element) -> bool:
        quote = find_quote(element)
        if quote is None:
            return element.tag == "table" and self._start_layout(element.node)
        title = self._title_before
        if quote.markup.needs_title and title is None:
            return False
        self._title_before = None
        self._pending += (self._enter_quote(quote, element, title), quote.content.first_child)
        return True

    def _start_layout(self, table: LexborNode) -> bool:
        """Read the only cell of a table as if there were no table. Return False if the table has other cells."""
        cell = find_only_cell(table)
        if cell is None:
            return False
        self._levels.writer.break_block()
        self._pending += (HtmlWriter.break_block, cell.first_child)
        return True

    def _enter_quote(self, quote: QuoteElement, element: Element, title: LexborNode | None) -> EndAction:
        """Read the start of a quote, with the `title` before it. Returns the action to call where the quote ends."""
        level, writer = self._levels.innermost, self._levels.writer
        writer.break_block()
        if quote.selector in level.wrappers and level.is_empty and title is None:
            level.wrappers.remove(quote.selector)
            return HtmlWriter.break_block
        if title and says_hidden(text := spoiler_title_text(title)):
            return self._spoilers.start_block(writer, text)
        reference = parse_quote_reference(quote, element, title)
        if len(self._levels) > MAX_NESTING:
            writer.add_text(reference.attribution.text if reference.attribution else reference.title_text)
            return HtmlWriter.break_block
        if reference.title_id is not None:
            self._read_titles.add(reference.title_id)
        attribution = reference.attribution or take_attribution_at_end(writer.prose)
        self._add_title(reference)
        self._levels.open_quote(attribution, set(quote.markup.wrappers.split()) - {element.tag})
        return self._levels.close_quote

    def _add_title(self, reference: QuoteReference) -> None:
        """Add a title that is no attribution to the prose before its quote."""
        if reference.title_text:
            writer = self._levels.writer
            add_link(writer, resolve_address(reference.title_link, self._base), reference.title_text)
            writer.break_block()


def _add_unwritten_author(writer: HtmlWriter, element: Element) -> None:
    """Write the author of a quote within prose, as in a list, if only an attribute of the element names the author."""
    author = find_unwritten_author(element)
    if author:
        writer.add_placeholder(f"{author}:")
        writer.break_block(needs_paragraph=True)


def _end_of_siblings(pending: list[_Pending]) -> int:
    """Find the index in the stack at which to insert an action that runs after all later siblings of the last visited
    node.

    If the node has no later siblings, the siblings of the element around it count, provided that this element only
    breaks lines.
    """
    at = len(pending) - 1
    while at >= 2 and pending[at] is None and pending[at - 1] in {None, HtmlWriter.break_block}:
        at -= 2
    return max(0, at)
