"""What a query says, as a tree: the one form that the command line, the preview and the browser evaluate."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was typed. `field`: "" (own words or title), text, title, quoted, name."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded terms next to each other."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """The folded beginning of a term."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A folded term that may be misspelled."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a post has: of author, board, tag, thread, quotes, has, is."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Local days from `start` up to, not including, `end`, since 1970-01-01; None: open."""

    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """Not this."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every post."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No post: nothing was asked for."""


Node = Word | Phrase | Prefix | Fuzzy | Value | Dates | And | Or | Not | Everything | Nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query as it was read; `hints` are for the one who asked."""

    node: Node
    order: str = "relevance"
    """Or newest, oldest."""
    group: str = "thread"
    """Or none."""
    hints: tuple[str, ...] = ()


def every(parts: Iterable[Node | None]) -> Node | None:
    """All of these; None if nothing is asked for. What is excluded is excluded from something: else from all posts."""
    flat = [inner for part in parts if part for inner in (part.parts if isinstance(part, And) else (part,))]
    asked: list[Node] = [part for part in flat if not isinstance(part, Everything)]
    if all(isinstance(part, Not) for part in asked) and flat:
        asked.insert(0, Everything())
    return And(tuple(asked)) if len(asked) > 1 else next(iter(asked), None)


def either(parts: Iterable[Node | None]) -> Node | None:
    """Any of these; None if nothing is asked for."""
    flat = [inner for part in parts if part for inner in (part.parts if isinstance(part, Or) else (part,))]
    return Or(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)
