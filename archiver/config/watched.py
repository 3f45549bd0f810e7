"""A configuration that tells which of its settings are read: what is drawn from it depends on these and no others."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from archiver.config.settings import FOLDERS, BoardConfig, Config, board_of

Note = Callable[[str], None]
"""Is told the name of what is read: a setting (`lang`, `boards space/moon`), or what templates add (`option footer`,
`template post.html`).
"""

_SETTINGS = frozenset(field.name for field in fields(Config)) - FOLDERS


class WatchedConfig(Config):
    """The same settings; reading one is noted."""

    __slots__ = ("_note",)
    _note: Note

    def __getattribute__(self, name: str) -> Any:
        if name in _SETTINGS:
            object.__getattribute__(self, "_note")(name)
        return object.__getattribute__(self, name)

    def board(self, slug: str, slug_of: Callable[[str], str | None]) -> BoardConfig:
        """As `Config.board`: a page depends on the boards that it names, not on all."""
        object.__getattribute__(self, "_note")(f"boards {slug}")
        boards = object.__getattribute__(self, "boards")
        return board_of(boards, slug, slug_of)


def watch(config: Config, note: Note) -> Config:
    """The configuration, with each reading of a setting noted."""
    watched = object.__new__(WatchedConfig)
    for name in FOLDERS | _SETTINGS:
        object.__setattr__(watched, name, getattr(config, name))
    object.__setattr__(watched, "_note", note)
    return watched
