"""The syntax tree of a query. The browser has trees of the same nodes, as arrays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, whose other forms match too. `field`: "" (text or title), text, title, quoted, name."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded terms that follow each other in a field of words."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """All terms of a field that begin with `text`, which is folded."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """All terms of a field that are spelled nearly like `text`, which is folded."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldValue:
    """All posts that have a value. `field`: author, board, tag, thread, quotes, has, is."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Dates:
    """All posts of the local days start <= day < end, counted since 1970-01-01. None: no limit."""

    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class And:
    """All posts that match every part."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """All posts that match any part."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """All posts that do not match the part."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Everything:
    """All posts."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No post: the query is empty."""


Node = Word | Phrase | Prefix | Fuzzy | FieldValue | Dates | And | Or | Not | Everything | Nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A parsed query. `hints` are messages for whoever asks."""

    node: Node
    order: str = "relevance"
    """relevance, newest or oldest."""
    group: str = "thread"
    """thread or none: whether hits of a thread are shown together."""
    hints: tuple[str, ...] = ()


def all_of(parts: Iterable[Node | None]) -> Node | None:
    """The node of parts that must all match; None for no parts.

    Parts that are And nodes are merged into it. If all parts are Not nodes, they exclude from all posts.
    """
    flat = [inner for part in parts if part for inner in (part.parts if isinstance(part, And) else (part,))]
    asked: list[Node] = [part for part in flat if not isinstance(part, Everything)]
    if all(isinstance(part, Not) for part in asked) and flat:
        asked.insert(0, Everything())
    return And(tuple(asked)) if len(asked) > 1 else next(iter(asked), None)


def any_of(parts: Iterable[Node | None]) -> Node | None:
    """The node of parts of which any may match; None for no parts. Parts that are Or nodes are merged into it."""
    flat = [inner for part in parts if part for inner in (part.parts if isinstance(part, Or) else (part,))]
    return Or(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def leaves_of(node: Node) -> Iterator[Node]:
    """The leaves of a query that add to scores and are highlighted: all that are not below a Not node."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves_of(part)
    elif not isinstance(node, Not):
        yield node
