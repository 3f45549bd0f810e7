"""A configuration that records which of its settings are read, so that a page depends on these and no others."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from archiver.config.settings import FOLDERS, BoardConfig, Config, find_board
from archiver.model import Slug

Record = Callable[[str], None]
"""Called with the name of each dependency that is read: a setting (`lang`, `boards space/moon`), a theme option
(`option footer`), or a template (`template post.html`).
"""

_SETTINGS = frozenset(field.name for field in fields(Config)) - FOLDERS


class TrackedConfig(Config):
    """A `Config` that calls `_record` with the name of every setting that is read; folders are not recorded."""

    __slots__ = ("_record",)
    _record: Record

    def __getattribute__(self, name: str) -> Any:
        if name in _SETTINGS:
            object.__getattribute__(self, "_record")(name)
        return object.__getattribute__(self, name)

    def board(self, slug: Slug) -> BoardConfig:
        """The settings of one board, recorded as `boards <slug>`, so that a page depends on no other board."""
        object.__getattribute__(self, "_record")(f"boards {slug}")
        return find_board(object.__getattribute__(self, "boards"), slug)


def track(config: Config, record: Record) -> Config:
    """A copy of the configuration that calls `record` with the name of each setting that is read from it."""
    tracked = object.__new__(TrackedConfig)
    for name in FOLDERS | _SETTINGS:
        object.__setattr__(tracked, name, getattr(config, name))
    object.__setattr__(tracked, "_record", record)
    return tracked
