"""A configuration that records which of its settings are read, so that a page depends on no other settings."""

from dataclasses import fields
from typing import Any

from archiver.config.boards import BoardConfig, find_board
from archiver.config.settings import UNTRACKED, Config
from archiver.model import Dependency, DependencyKind, RecordDependency, Slug

_SETTINGS = {
    field.name: Dependency(DependencyKind.SETTING, field.name)
    for field in fields(Config)
    if field.name not in UNTRACKED
}


class TrackedConfig(Config):
    """A `Config` that records each setting that is read as a dependency of a page; `track` makes it.

    The next build renders the page again only if a recorded setting has changed. The fields in `UNTRACKED` are not.
    """

    __slots__ = ("_record",)
    _record: RecordDependency

    def __getattribute__(self, name: str) -> Any:
        if name in _SETTINGS:
            object.__getattribute__(self, "_record")(_SETTINGS[name])
        return object.__getattribute__(self, name)

    def board(self, slug: Slug) -> BoardConfig:
        """The settings of one board. Only this board is recorded, so that the page depends on no other."""
        object.__getattribute__(self, "_record")(Dependency(DependencyKind.BOARD, slug))
        return find_board(object.__getattribute__(self, "boards"), slug)


def track(config: Config, record: RecordDependency) -> Config:
    """A copy of a configuration that calls `record` with each setting when it is read."""
    tracked = object.__new__(TrackedConfig)
    for name in (*UNTRACKED, *_SETTINGS):
        object.__setattr__(tracked, name, getattr(config, name))
    object.__setattr__(tracked, "_record", record)
    return tracked
