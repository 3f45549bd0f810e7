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


def check_drawn(elements: dict[str, DrawnElements], root: str) -> None:
    """Counts the drawn elements below `root`, which is a key of `elements` by their ids.

    Raises:
        TooManyElementsError: There are more than a million, or a chain of references is a circle or too long.
    """
    counts: dict[str, int] = {}
    if _count(elements, root, counts, ()) > MAX_DRAWN:
        raise TooManyElementsError


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
