"""Finds items of Hacker News in JSON, however they are wrapped, and gives them one set of names. Pure.

The API (Firebase) has `by`, `time`, `text`, `score`, `kids`, `parent`; the search (Algolia) `author`, `created_at_i`,
`text` or `comment_text`, `points`, `children`, `parent_id`, and in its results `objectID`; the API of readers (HNPWA)
`user`, `content`, `comments`.
"""

from collections.abc import Iterator
from typing import Any

from archiver.importers.json_fields import JsonObject, dicts_in, flag_in, list_in, moment_in, number_in, text_in

KINDS = frozenset({"story", "comment", "job", "poll", "pollopt"})
_TYPES = KINDS | {"link", "ask"}
_NESTED = ("children", "comments", "kids", "options")
"""Fields in which items within an item are."""
_PARENTS = ("parent", "parent_id", "poll")
_LARGEST_ID = 1 << 52
_SIGNS = ("by", "author", "user", "parent", "parent_id", "kids", "children", "score", "points", "comments_count")

Item = dict[str, Any]
"""An item: `id`, `parent`, `story` and `count` are numbers, `points` and `time` (seconds since 1970) numbers or None,
`kind`, `by`, `title`, `url` and `text` (HTML) texts, `deleted` and `dead` flags. What is not known is left out."""


def find_items(value: Any) -> Iterator[Item]:
    """The items in a JSON value, those within others too, in the order in which they stand."""
    waiting: list[tuple[Any, int, int]] = [(value, 0, 0)]
    while waiting:
        value, parent, story = waiting.pop()
        if isinstance(value, list):
            waiting += [(inner, parent, story) for inner in reversed(value) if isinstance(inner, list | dict)]
        elif not isinstance(value, dict):
            continue
        elif id_ := _id_of(value):
            item = _item(value, id_, parent, story)
            yield item
            above = item.get("story", 0) or (0 if "parent" in item else id_)
            waiting += [(inner, id_, above) for name in reversed(_NESTED) for inner in reversed(dicts_in(value, name))]
        elif not is_profile(value):
            waiting += [(inner, parent, story) for inner in reversed(value.values()) if isinstance(inner, list | dict)]


def is_profile(value: JsonObject) -> bool:
    """True for the profile of a user."""
    return "karma" in value and "title" not in value


def _id_of(value: JsonObject) -> int:
    """The id of an item; 0 if the object is none."""
    id_ = number_in(value, "id", "objectID")
    if id_ is None or not 0 < id_ <= _LARGEST_ID or is_profile(value):
        return 0
    is_typed = text_in(value, "type") in _TYPES or bool(list_in(value, "_tags"))
    has_time = any(name in value for name in ("time", "created_at_i", "created_at"))
    return id_ if is_typed or (has_time and any(name in value for name in _SIGNS)) else 0


def _item(value: JsonObject, id_: int, parent: int, story: int) -> Item:
    """An item by the names that the importer has for its fields.

    Args:
        value: the object.
        id_: its id.
        parent: the id of the item that it is within; 0 if it is within none.
        story: the id of the story that it is within; 0 if none is known.
    """
    kind = _kind_of(value)
    is_comment = kind in {"comment", "pollopt"} or bool(parent)
    moment = moment_in(value, "time", "created_at_i", "created_at")
    item = {
        "id": id_,
        "kind": kind,
        "parent": _reference(value, *_PARENTS) or parent if is_comment else 0,
        "story": _reference(value, "story_id") or story if is_comment else 0,
        "by": text_in(value, "by", "author", "user"),
        "time": moment.at.timestamp() if moment else None,
        "title": text_in(value, "title"),
        "story_title": text_in(value, "story_title"),
        "url": text_in(value, "url"),
        "text": text_in(value, "text", "comment_text", "story_text", "content"),
        "points": number_in(value, "score", "points"),
        "count": number_in(value, "descendants", "num_comments", "comments_count"),
        "deleted": flag_in(value, "deleted"),
        "dead": flag_in(value, "dead"),
    }
    return {name: field for name, field in item.items() if field is not None and field not in ("", 0, False)}


def _kind_of(value: JsonObject) -> str:
    tags = [tag for tag in list_in(value, "_tags") if isinstance(tag, str) and tag in KINDS]
    kind = text_in(value, "type") or next(iter(tags), "")
    if kind in KINDS:
        return kind
    return "comment" if _reference(value, *_PARENTS) and not text_in(value, "title") else "story"


def _reference(value: JsonObject, *names: str) -> int:
    """The id of another item in the first of the fields that has one; 0 if none has."""
    number = number_in(value, *names)
    return number if number is not None and 0 < number <= _LARGEST_ID else 0
