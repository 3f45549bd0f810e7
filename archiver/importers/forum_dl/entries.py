"""Reads the entries that forum-dl writes, each a line of JSON. Pure.

An item of a forum is known by its path, the ids of the boards that it is in and its own, and a post by the path of its
thread and a path below that, which has the ids of the posts above it where posts are nested.
"""

from typing import Any

from msgspec import Struct

from archiver.importers.json_fields import JsonObject, dict_in, list_in, text_in
from archiver.importers.pages.page_head import host_of

GENERATOR = "forum-dl"
KINDS = ("board", "thread", "post", "file")
_DEEPEST = 100  # parts of a path


class Entry(Struct, frozen=True, kw_only=True):
    """An entry: an item, and what has read it."""

    kind: str
    extractor: str
    """The kind of site: `phpbb`, `simplemachines`."""
    host: str
    path: tuple[str, ...]
    subpath: tuple[str, ...]
    item: JsonObject

    @property
    def data(self) -> dict[str, Any]:
        """The object of the site's API, if it has one."""
        return dict_in(self.item, "data")


def parse_entry(value: Any) -> Entry | None:
    """The entry in a line; None if it is none."""
    if not isinstance(value, dict) or value.get("generator") != GENERATOR:
        return None
    kind, item = text_in(value, "type"), dict_in(value, "item")
    if kind not in KINDS or not item:
        return None
    return Entry(
        kind=kind,
        extractor=text_in(value, "extractor"),
        host=host_of(text_in(item, "origin")) or host_of(text_in(item, "url")),
        path=_path_in(item, "path"),
        subpath=_path_in(item, "subpath"),
        item=item,
    )


def _path_in(item: JsonObject, name: str) -> tuple[str, ...]:
    parts = list_in(item, name)[:_DEEPEST]
    return tuple(str(part) for part in parts if isinstance(part, str | int))
