"""Putting nodes of a query together, so that what means the same is the same tree."""

from collections.abc import Iterable

from archiver.search.ast import And, Everything, Node, Not, Or


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
