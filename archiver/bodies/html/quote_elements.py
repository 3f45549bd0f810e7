"""Where a quote stands in a stranger's tree, and who the engine says that it quotes: data attributes, a title within or
before it.

In comes a node, out come the quote's engine, the node whose children are its words, and what its title says. The
titles are no part of the quote's words. What the engines' elements are called stands in `engines`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from archiver.bodies.html.engines import AUTHORS, CLASSES, NAMES, POSTS, QUOTES, TITLES, Engine
from archiver.bodies.html.quote_titles import LONGEST, is_label, post_in, read_title, with_addresses
from archiver.bodies.html.removed_markup import CLASSES as CONTROLS
from archiver.model import Attribution

Attributes = dict[str, str | None]
_BLOCKQUOTE = Engine(same="div.quote")
_NOTHING = frozenset[str]()
_DEEPEST_TITLE = 4  # elements around it within the quote
_MOST_LINKS = 5  # of a title
_WITHIN = frozenset({"div", "aside", "p", "header", "center", "font", "span"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A quote: its engine, the node whose children are its words, and the first row of its table, if it is one."""

    engine: Engine
    selector: str
    content: LexborNode
    head: LexborNode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a quote's element says. A title that links elsewhere has the address of its link."""

    attribution: Attribution | None = None
    title: int | None = None
    """The node in which it stands, by its `mem_id`."""
    words: str = ""
    link: str | None = None


def classes(attributes: Attributes) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((attributes.get("class") or "").split())


def find_quote(node: LexborNode, tag: str, named: frozenset[str]) -> Found | None:
    """The quote that an element is, or holds if it is a table."""
    if tag == "table":
        return _in_table(node)
    selector = _selector(tag, named)
    if selector:
        return Found(engine=QUOTES[selector], selector=_same(tag, selector), content=node)
    return Found(engine=_BLOCKQUOTE, selector=tag, content=node) if tag == "blockquote" else None


def is_box(node: LexborNode, tag: str, named: frozenset[str]) -> bool:
    """True if an element is around a quote, is no `blockquote` itself, and has none right in it."""
    if tag in {"blockquote", "table"} or CLASSES.isdisjoint(named):
        return False
    found = find_quote(node, tag, named)
    return found is not None and not found.engine.same and not found.engine.titled


def is_title_before(node: LexborNode, tag: str, named: frozenset[str]) -> bool:
    """True if an element is the title of the quote that comes next."""
    if tag != "cite" and (CLASSES.isdisjoint(named) or not _is_title(tag, named)):
        return False
    after = next_element(node)
    return (
        after is not None
        and len(" ".join(node.text().split())) <= LONGEST
        and find_quote(after, after.tag or "", classes(after.attributes)) is not None
    )


def read_said(found: Found, attributes: Attributes, before: LexborNode | None) -> Said:
    """What a quote says of whom it quotes. `before` is the title that stands before it."""
    author = _author(attributes)
    by_attribute = Attribution(text=author, author=author) if author else None
    title = before or found.head or _title(found.content)
    words = " ".join(title.text().split()) if title else ""
    if title is None or len(words) > LONGEST:
        return Said(attribution=_numbered(by_attribute, attributes, None))
    names = _is_title(title.tag or "", classes(title.attributes))
    read = _by_name(title, found.engine) or read_title(words, names=names or title is found.head)
    if read is None and title.tag == "cite" and before is None and not is_label(words):
        return Said(attribution=_numbered(by_attribute, attributes, None))  # it cites something else
    links = list(_links(title))
    link = next((address for _, address in links if post_in(address)), links[0][1] if links else None)
    read = with_addresses(read, links) if read else None
    attribution = replace(read, author=author) if read and author else read or by_attribute
    is_told = read is not None or is_label(words)
    return Said(
        attribution=_numbered(attribution, {**attributes, **title.attributes}, link),
        title=title.mem_id,
        words="" if is_told else words,
        link=None if is_told else link,
    )


def author_of(node: LexborNode, tag: str, attributes: Attributes, named: frozenset[str]) -> str | None:
    """Who is quoted, if an element is a quote and nothing but its attributes says so."""
    author = _author(attributes)
    found = find_quote(node, tag, named) if author else None
    if not author or found is None:
        return None
    title = found.head or _title(found.content)
    return None if title is not None and author.casefold() in title.text().casefold() else author


def _author(attributes: Attributes) -> str | None:
    return next((name.strip() for key in AUTHORS if (name := attributes.get(key)) and name.strip()), None)


def _by_name(title: LexborNode, engine: Engine) -> Attribution | None:
    """The attribution of a title that has an element for the name, or is one."""
    is_name = not NAMES.isdisjoint(classes(title.attributes))
    named = title if is_name else title.css_first(f".{engine.name}") if engine.name else None
    name = " ".join(named.text().split()) if named is not None else ""
    return (
        Attribution(text=" ".join(title.text(separator=" ").split()), author=name.removeprefix("@")) if name else None
    )


def _numbered(said: Attribution | None, attributes: Attributes, link: str | None) -> Attribution | None:
    """With the number of the quoted post, where it is said: Discourse counts the posts of a topic, and beside a link
    those of another topic; other engines count those of all topics.
    """
    if said is None:
        return None
    place = post_in(attributes.get("data-post") or "")
    if place is not None:
        return said if link else replace(said, post=place)
    values = (*(attributes.get(name) for name in POSTS), link)
    number = next((number for value in values if value and (number := post_in(value)) is not None), None)
    return said if number is None else replace(said, post_id=f"{number}")


def _links(title: LexborNode) -> Iterator[tuple[str, str]]:
    """The words and the addresses of its links."""
    links = [title] if title.tag == "a" else title.css("a[href]")[:_MOST_LINKS]
    for link in links:
        if link.first_child is not None and (address := link.attributes.get("href")):
            yield " ".join(link.text().split()), address


def _selector(tag: str, named: frozenset[str]) -> str:
    """The selector of an engine that fits an element; empty if none does."""
    if not named or CLASSES.isdisjoint(named):
        return ""
    return min((f"{tag}.{name}" for name in named & CLASSES if f"{tag}.{name}" in QUOTES), default="")


def _same(tag: str, selector: str) -> str:
    return tag if tag == "blockquote" else selector


def _is_title(tag: str, named: frozenset[str]) -> bool:
    return any(f"{tag}.{name}" in TITLES or f".{name}" in TITLES for name in named & CLASSES)


def _in_table(table: LexborNode) -> Found | None:
    """The quote that a table's last cell holds, if no cell but its title's stands beside it."""
    cells = list(_cells(table))
    if not 1 <= len(cells) <= 2:
        return None
    attributes = cells[-1].attributes
    selector = _selector("td", classes(attributes)) or f"td#{attributes.get('id')}"
    engine = QUOTES.get(selector)
    head = cells[0] if len(cells) == 2 else None
    return Found(engine=engine, selector=selector, content=cells[-1], head=head) if engine else None


def only_cell(table: LexborNode) -> LexborNode | None:
    """The cell of a table that has but one, for the sake of a page's layout: what is in it is as if it stood alone."""
    inner = table
    for tags in ({"tbody"}, {"tr"}, {"td"}):
        parts = _elements(inner, 2)
        if len(parts) != 1 or parts[0].tag not in tags:
            return None
        inner = parts[0]
    return inner


def _cells(table: LexborNode) -> Iterator[LexborNode]:
    """The first three cells of a table, in which the quotes of tables have but two."""
    rows = [row for part in _elements(table, 3) for row in (_elements(part, 3) if part.tag == "tbody" else [part])]
    yield from (cell for row in rows[:3] if row.tag == "tr" for cell in _elements(row, 3) if cell.tag in {"td", "th"})


def _elements(node: LexborNode, most: int) -> list[LexborNode]:
    found: list[LexborNode] = []
    inner = node.first_child
    while inner is not None and len(found) < most:
        if inner.tag and inner.tag[0] not in "-!":
            found.append(inner)
        inner = inner.next
    return found


def _title(node: LexborNode) -> LexborNode | None:
    """The title, if the quote begins with one."""
    inner = first_element(node)
    for _ in range(_DEEPEST_TITLE):
        if inner is None:
            return None
        tag = inner.tag or ""
        if tag in TITLES or _is_title(tag, classes(inner.attributes)):
            return inner
        inner = first_element(inner) if tag in _WITHIN else None
    return None


def first_element(node: LexborNode) -> LexborNode | None:
    """The element that a node begins with, if no words stand before it, and nothing but empty elements and controls."""
    inner = node.first_child
    while inner is not None:
        tag = inner.tag or ""
        if tag == "-text":
            if (inner.text_content or "").strip():
                return None
        elif tag[:1] not in "-!" and not (tag in {"div", "span"} and inner.first_child is None):
            named = classes(inner.attributes) if inner.attributes else _NOTHING
            if CONTROLS.isdisjoint(named):
                return inner
        inner = inner.next
    return None


def next_element(node: LexborNode) -> LexborNode | None:
    """The element after a node, if there are only breaks and no words between them."""
    after = node.next
    while after is not None and after.tag in {"-text", "-comment", "br"}:
        if after.tag == "-text" and (after.text_content or "").strip():
            return None
        after = after.next
    return after
