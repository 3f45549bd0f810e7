"""The settings of boards: the tables `[boards]` of `archiver.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass

from archiver import urls
from archiver.model import Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardConfig:
    """The settings of one board, a table `[boards."<folder or slug>"]`."""

    title: str | None = None
    description: str | None = None


def find_board(boards: Mapping[str, BoardConfig], slug: Slug) -> BoardConfig:
    """The settings of the board with this slug; the defaults if there are none.

    `boards` has settings by the folder of a board (`Space/Moon`) or its slug (`space/moon`).
    """
    return next((board for name, board in boards.items() if urls.slug_of_path(name) == slug), BoardConfig())
