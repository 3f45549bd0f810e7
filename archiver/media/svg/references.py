"""How often the elements of an SVG file are drawn, as far as elements draw others by reference.

Ten elements that each use the one before ten times are ten thousand million shapes, for which a browser stands still.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MAX_DRAWN = 1_000_000
"""Elements that a file may draw, counted once for each reference that leads to them."""
_MAX_CHAIN = 250
"""References that may follow each other."""


class TooManyElementsError(Exception):
    """A file draws too much, or an element refers to itself."""


@dataclass(slots=True)
class DrawnElements:
    """The elements of a file below an element with an id, as they are read."""

    count: int = 1
    """Elements that belong to no inner element with an id, and this one."""
    references: Counter[str] = field(default_factory=Counter)
    """How often they refer to an id; also the ids of inner elements."""
    is_tile: bool = False
    """The element is a marker or a pattern: browsers draw its content at each corner, or all over a shape."""
    template: str = ""
    """The id of the pattern whose content is shown by one that has none."""
    selectors: Counter[str] = field(default_factory=Counter)
    """How many of them each selector of one class (`.a`), id (`#a`) or name (`path`), and `*`, matches."""


def selectors_of(name: str, attributes: Mapping[str, str]) -> list[str]:
    """The selectors of one class, id or name, and `*`, that match an element with this name and these attributes."""
    classes = re.split(r"[ \t\r\n\f]+", attributes.get("class", ""))
    return ["*", name, f"#{attributes.get('id', '')}", *{f".{word}" for word in classes if word}]


def add_rules(elements: dict[str, DrawnElements], rules: Iterable[tuple[str, list[str]]]) -> None:
    """Adds the references that elements have from a style sheet. An element that refers to itself draws nothing.

    Args:
        elements: By their ids.
        rules: Selectors of one class, id or name, or `*`, each with ids that its declarations refer to.

    Raises:
        TooManyElementsError: There are more than a million references.
    """
    left = MAX_DRAWN
    times: dict[str, Counter[str]] = {}
    for selector, ids in rules:
        left = _subtract(left, len(ids))
        times.setdefault(selector, Counter()).update(ids)
    for own_id, drawn in elements.items():
        for selector in drawn.selectors.keys() & times.keys():
            left = _subtract(left, len(times[selector]))
            for reference, count in times[selector].items():
                if reference != own_id:
                    drawn.references[reference] += count * drawn.selectors[selector]


def _subtract(left: int, count: int) -> int:
    if count > left:
        raise TooManyElementsError
    return left - count


def check_drawn(elements: dict[str, DrawnElements], root: str, corners: int) -> None:
    """Counts the drawn elements.

    Args:
        elements: By their ids.
        root: The key of the element that all others are in.
        corners: How many points all paths and polygons have together. A marker may be drawn at each of them.

    Raises:
        TooManyElementsError: There are more than a million, a chain of references is a circle or too long, or the
            content of a marker or pattern has markers or patterns: it is drawn more often than references tell.
    """
    counts: dict[str, int] = {}
    if _count(elements, root, counts, ()) > MAX_DRAWN:
        raise TooManyElementsError
    tiles = [name for name, drawn in elements.items() if drawn.is_tile]
    if max((corners * _count(elements, name, counts, ()) for name in tiles), default=0) > MAX_DRAWN:
        raise TooManyElementsError
    if any(_reaches_tile(elements, name) for name in tiles):
        raise TooManyElementsError


def _reaches_tile(elements: dict[str, DrawnElements], tile: str) -> bool:
    """True if the content of a marker or pattern refers to one, directly or by other elements."""
    waiting = [name for name in elements[tile].references if name != elements[tile].template]
    seen = set(waiting)
    while waiting:
        drawn = elements.get(waiting.pop())
        if drawn is None:
            continue
        if drawn.is_tile:
            return True
        waiting += drawn.references.keys() - seen
        seen |= drawn.references.keys()
    return False


def _count(elements: dict[str, DrawnElements], name: str, counts: dict[str, int], path: tuple[str, ...]) -> int:
    if name in counts or name not in elements:
        return counts.get(name, 0)
    if name in path or len(path) > _MAX_CHAIN:
        raise TooManyElementsError
    count = elements[name].count
    for reference, times in elements[name].references.items():
        count += times * _count(elements, reference, counts, (*path, name))
    counts[name] = min(count, MAX_DRAWN + 1)
    return counts[name]
