"""Which elements of an untrusted tree are quotes, and which element is the title of a quote.

In comes an element, out come the row of `quote_markup` for the engine that wrote it, and the node whose children are
the quoted words. The text of the title is parsed by `quote_references`.
"""

from collections.abc import Iterator

from msgspec import Struct
from selectolax.lexbor import LexborNode

from archiver.bodies.html.dom import Element, child_elements, element_at, first_element, next_element
from archiver.bodies.html.quote_markup import QUOTE_CLASSES, QUOTE_SELECTORS, TITLE_SELECTORS, QuoteMarkup
from archiver.bodies.html.quote_titles import MAX_TITLE_LENGTH

_BLOCKQUOTE = QuoteMarkup(wrappers="div.quote")
_MAX_TITLE_DEPTH = 4  # elements of a quote that may be around its title
_TITLE_WRAPPERS = frozenset({"div", "aside", "p", "header", "center", "font", "span"})


class QuoteElement(Struct, frozen=True, kw_only=True):
    """A quote in an HTML tree, and how its engine marks it up."""

    markup: QuoteMarkup
    selector: str
    """The engine's selector that matched; `blockquote` for any element of this name."""
    content: LexborNode
    """The node whose children are the quoted words. A title inside of the quote is among them."""
    title_cell: LexborNode | None = None
    """The cell with the title, if the quote is a table."""


def find_quote(element: Element) -> QuoteElement | None:
    """Recognise an element as a quote, by its name and its classes; None if it is no quote.

    A table is a quote if its last cell has the markup of one.
    """
    if element.tag == "table":
        return _find_in_table(element.node)
    tag = element.tag
    selector = _matching_selector(tag, element.classes)
    if selector:
        matched = tag if tag == "blockquote" else selector
        return QuoteElement(markup=QUOTE_SELECTORS[selector], selector=matched, content=element.node)
    return QuoteElement(markup=_BLOCKQUOTE, selector=tag, content=element.node) if tag == "blockquote" else None


def is_quote_box(element: Element) -> bool:
    """True if only a class makes an element a quote, and there is no `blockquote` right inside of it.

    Such an element becomes a `blockquote`.
    """
    if element.tag in {"blockquote", "table"} or QUOTE_CLASSES.isdisjoint(element.classes):
        return False
    quote = find_quote(element)
    return quote is not None and not quote.markup.wrappers and not quote.markup.needs_title


def is_title_before_quote(element: Element) -> bool:
    """True if an element is a title and the next element is the quote to which the title belongs."""
    if element.tag != "cite" and not is_title(element):
        return False
    after = next_element(element.node)
    return (
        after is not None
        and len(" ".join(element.node.text().split())) <= MAX_TITLE_LENGTH
        and find_quote(element_at(after)) is not None
    )


def is_title(element: Element) -> bool:
    """True if an element has a class by which an engine marks the title of a quote."""
    classes = element.classes & QUOTE_CLASSES
    return any(f"{element.tag}.{name}" in TITLE_SELECTORS or f".{name}" in TITLE_SELECTORS for name in classes)


def find_quote_title(node: LexborNode) -> LexborNode | None:
    """Find the title at the beginning of the quote at `node`, at most a few elements deep; None if there is none."""
    inner = first_element(node)
    for _ in range(_MAX_TITLE_DEPTH):
        if inner is None:
            return None
        if inner.tag in TITLE_SELECTORS or is_title(element_at(inner)):
            return inner
        inner = first_element(inner) if inner.tag in _TITLE_WRAPPERS else None
    return None


def find_only_cell(table: LexborNode) -> LexborNode | None:
    """Return the only cell of a table; None if it has other cells, or a heading.

    A table with one cell is layout: the contents are read as if there were no table.
    """
    inner = table
    for tag in ("tbody", "tr", "td"):
        parts = child_elements(inner, 2)
        if len(parts) != 1 or parts[0].tag != tag:
            return None
        inner = parts[0]
    return inner


def _matching_selector(tag: str, classes: frozenset[str]) -> str:
    """Return the quote selector that an element matches; of several the first in the alphabet; empty if there is
    none.
    """
    if not classes or QUOTE_CLASSES.isdisjoint(classes):
        return ""
    selectors = (f"{tag}.{name}" for name in classes & QUOTE_CLASSES)
    return min((selector for selector in selectors if selector in QUOTE_SELECTORS), default="")


def _find_in_table(table: LexborNode) -> QuoteElement | None:
    """Recognise a table as a quote by its last cell; the only other cell it may have is the title above."""
    cells = list(_first_cells(table))
    if not 1 <= len(cells) <= 2:
        return None
    last = element_at(cells[-1])
    selector = _matching_selector("td", last.classes) or f"td#{last.attributes.get('id')}"
    markup = QUOTE_SELECTORS.get(selector)
    if markup is None:
        return None
    title_cell = cells[0] if len(cells) == 2 else None
    return QuoteElement(markup=markup, selector=selector, content=cells[-1], title_cell=title_cell)


def _first_cells(table: LexborNode) -> Iterator[LexborNode]:
    """Yield the cells in the first rows of a table: all of a table with one or two cells, not all of a large one."""
    parts = child_elements(table, 3)
    rows = [row for part in parts for row in (child_elements(part, 3) if part.tag == "tbody" else [part])]
    for row in rows[:3]:
        if row.tag == "tr":
            yield from (cell for cell in child_elements(row, 3) if cell.tag in {"td", "th"})
