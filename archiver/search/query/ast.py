"""The nodes of the syntax tree of a query. The default theme's JavaScript has equal trees, with arrays as nodes."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct


class Word(Struct, frozen=True):
    """One word as typed; words of the same stem match, too. `field`: "" (text, title), text, title, quoted, name, like.

    Words of the field "like" are terms of a thread, which match as they are; `like.py` makes them.
    """

    field: str
    text: str


class Phrase(Struct, frozen=True):
    """Folded terms that must follow each other in a field of words."""

    field: str
    terms: tuple[str, ...]
    is_run: bool = False
    """True for the terms of one word as typed, without quotation marks: pairs of characters, or `foo-bar`."""


class Prefix(Struct, frozen=True):
    """All terms of a field that begin with `text`, which is folded."""

    field: str
    text: str


class Fuzzy(Struct, frozen=True):
    """All terms of a field that are spelled nearly like `text`, which is folded."""

    field: str
    text: str


class FieldValue(Struct, frozen=True):
    """All posts that have a value in a set field. `field`: author, board, tag, thread, quotes, has, is.

    The parser also makes nodes of the fields order and group, which it takes out of the tree, and of the field like,
    for which `Evaluation` puts the words of the thread.
    """

    field: str
    value: str


class Dates(Struct, frozen=True):
    """All posts of the local days start <= day < end, counted from 1970-01-01; None: no limit."""

    start: int | None
    end: int | None


class And(Struct, frozen=True):
    """All posts that match every part."""

    parts: "tuple[Node, ...]"


class Or(Struct, frozen=True):
    """All posts that match any part."""

    parts: "tuple[Node, ...]"


class Not(Struct, frozen=True):
    """All posts that do not match the part."""

    part: "Node"


class Required(Struct, frozen=True):
    """All posts that match the part, which a written AND joins to another."""

    part: "Node"


class Signed(Struct, frozen=True):
    """A word with a sign before it, as `-word`, `@word` or `#word`: all posts that match `meant`."""

    meant: "Node"
    """The node that the sign asks for: an exclusion, an author, a tag."""
    typed: "Node"
    """The node of the word without the sign."""


class Alternatives(Struct, frozen=True):
    """What is typed, and what else it stands for, as `set_position` for setposition: all posts that match the part.

    Each of the alternatives is a leaf; the first may be an And node of leaves. A post's score is that of the best.
    """

    part: "Or"
    """What is typed, and what else it stands for, which counts less."""


class Everything(Struct, frozen=True):
    """All posts."""


class Nothing(Struct, frozen=True):
    """No post: the node of an empty query."""


Node = (
    Word | Phrase | Prefix | Fuzzy | FieldValue | Dates | And | Or | Not
    | Required | Signed | Alternatives | Everything | Nothing
)  # fmt: skip


class Query(Struct, frozen=True, kw_only=True):
    """A parsed query."""

    node: Node
    order: str = "relevance"
    """relevance, newest or oldest."""
    group: str = "thread"
    """thread or none: whether hits of a thread are shown together."""
    hints: tuple[str, ...] = ()
    """Messages for the user, as that a field is not known."""
    readings: tuple[str, ...] = ()
    """Messages for a query that finds nothing: how parts that begin with a sign were read, and what was passed over."""


def all_of(parts: Iterable[Node | None]) -> Node | None:
    """The node for posts that match all parts; None if there are no parts, or all are None.

    And nodes among the parts are flattened into it. If all parts are Not nodes, they exclude from all posts.
    """
    flat = [inner for part in parts if part for inner in (part.parts if isinstance(part, And) else (part,))]
    asked: list[Node] = [part for part in flat if not isinstance(part, Everything)]
    if all(isinstance(meant_by(part), Not) for part in asked) and flat:
        asked.insert(0, Everything())
    return And(tuple(asked)) if len(asked) > 1 else next(iter(asked), None)


def any_of(parts: Iterable[Node | None]) -> Node | None:
    """The node for posts that match any of the parts; None if there are no parts, or all are None.

    Or nodes among the parts are flattened into it.
    """
    flat = [inner for part in parts if part for inner in (part.parts if isinstance(part, Or) else (part,))]
    return Or(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def alternatives(parts: Sequence[Node]) -> Node:
    """The node of a word that stands for one or more parts, the word as typed first."""
    return Alternatives(Or(tuple(parts))) if len(parts) > 1 else parts[0]


def meant_by(node: Node) -> Node:
    """The node that a Required, Signed or Alternatives node stands for; every other node stands for itself."""
    while isinstance(node, Required | Signed | Alternatives):
        node = node.meant if isinstance(node, Signed) else node.part
    return node


def leaves_of(node: Node) -> Iterator[Node]:
    """The leaves of a tree that are highlighted: all leaves that are not below a Not node."""
    for scored in scored_of(node):
        yield from leaves_of(scored.part) if isinstance(scored, Alternatives) else (scored,)


def scored_of(node: Node) -> Iterator[Node]:
    """The parts of a tree that each add to scores: alternatives, and other leaves that are not below a Not node."""
    while isinstance(node, Required | Signed):
        node = node.meant if isinstance(node, Signed) else node.part
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from scored_of(part)
    elif not isinstance(node, Not):
        yield node


def text_of(leaf: Node) -> str:
    """The words that a leaf looks for in posts, as typed as far as the tree tells; "" for other leaves."""
    match leaf:
        case Word("name") | Phrase("name") | Prefix("name") | Fuzzy("name"):
            return ""
        case Word(_, text):
            return text
        case Prefix(_, text):
            return f"{text}*"
        case Fuzzy(_, text):
            return f"{text}~"
        case Phrase(_, terms):
            return " ".join(terms)
    return ""
