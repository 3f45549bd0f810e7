"""Names of boards, and the breadcrumbs of boards and threads."""

from archiver import urls
from archiver.config import Config
from archiver.model import Slug
from archiver.pages.contexts import Link


def crumbs(slug: Slug, config: Config) -> tuple[Link, ...]:
    """Links to the boards above a thread or board, outermost first."""
    return tuple(board_link(board, config) for board in urls.boards_above(slug))


def board_link(board: Slug, config: Config) -> Link:
    """A board's title, linked to its list."""
    return Link(text=board_title(board, config), url=urls.slug_url(board))


def board_title(board: Slug, config: Config) -> str:
    """A board's title from the table `[boards]`; the last segment of its slug if the table has none."""
    return config.board(board).title or board.rpartition("/")[2]
