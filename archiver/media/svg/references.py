"""How often the elements of an SVG file are drawn, as far as elements draw others by reference.

Ten elements that each use the one before ten times are ten thousand million shapes, for which a browser stands still.
"""

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
    references: list[str] = field(default_factory=list)
    """Ids that they refer to, and those of inner elements."""


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
    for reference in elements[name].references:
        count += _count(elements, reference, counts, (*path, name))
    counts[name] = min(count, MAX_DRAWN + 1)
    return counts[name]
