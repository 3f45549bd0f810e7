"""Levels of headings in HTML: those of a body are below the headings of the page that shows it."""

from collections.abc import Iterable
from enum import IntEnum

_LOWEST = 6


class FirstHeading(IntEnum):
    """The level of the highest headings in a body."""

    BELOW_TITLE = 2
    """The body is all of a page, whose title is `h1`."""
    BELOW_POST = 3
    """The body is a post, whose own heading is `h2`."""


def page_levels(used: Iterable[int], first: FirstHeading) -> dict[int, int]:
    """The level on the page for each level that a body uses (1 to 6), with no level left out.

    >>> page_levels({1, 4}, FirstHeading.BELOW_POST), page_levels(range(2, 7), FirstHeading.BELOW_POST)
    ({1: 3, 4: 4}, {2: 3, 3: 4, 4: 5, 5: 6, 6: 6})

    Args:
        used: the levels in the body.
        first: the level on the page of the highest.
    """
    return {level: min(_LOWEST, first + below) for below, level in enumerate(sorted(used))}
