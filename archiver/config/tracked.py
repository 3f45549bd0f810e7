"""A configuration that records which of its settings are read, so that a page depends on these and no others."""

from dataclasses import fields
from typing import Any

from archiver.config.settings import FOLDERS, BoardConfig, Config, find_board
from archiver.model import Dependency, DependencyKind, RecordDependency, Slug

_SETTINGS = {
    field.name: Dependency(DependencyKind.SETTING, field.name) for field in fields(Config) if field.name not in FOLDERS
}


class TrackedConfig(Config):
    """A `Config` that calls `_record` with every setting that is read; folders are not recorded."""

    __slots__ = ("_record",)
    _record: RecordDependency

    def __getattribute__(self, name: str) -> Any:
        if name in _SETTINGS:
            object.__getattribute__(self, "_record")(_SETTINGS[name])
        return object.__getattribute__(self, name)

    def board(self, slug: Slug) -> BoardConfig:
        """The settings of one board, recorded as a dependency of its own, so that a page depends on no other board."""
        object.__getattribute__(self, "_record")(Dependency(DependencyKind.BOARD, slug))
        return find_board(object.__getattribute__(self, "boards"), slug)


def track(config: Config, record: RecordDependency) -> Config:
    """A copy of the configuration that calls `record` with each setting that is read from it."""
    tracked = object.__new__(TrackedConfig)
    for name in (*FOLDERS, *_SETTINGS):
        object.__setattr__(tracked, name, getattr(config, name))
    object.__setattr__(tracked, "_record", record)
    return tracked
