"""Finds topics, posts and categories in JSON of Discourse's API, however they are wrapped. Pure."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from archiver.importers.json_fields import JsonObject, dict_in, list_in, text_in

_DEEPEST = 6
_WRAPPERS = ("category_list", "topic_list", "categories", "subcategory_list", "topics", "posts", "latest_posts")
"""Fields of objects that hold lists of what is looked for."""


class ForumObject(NamedTuple):
    """An object of the API."""

    kind: str
    """`topic`, `post` or `category`."""
    topic: str
    """The id of the topic; "" for a category, and for what does not tell it."""
    value: dict[str, Any]


def find_forum_objects(value: Any, depth: int = 0) -> Iterator[ForumObject]:
    """The topics, posts and categories in a JSON value; a topic is without its posts, which follow it.

    Args:
        value: any JSON.
        depth: how many values it is within.
    """
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for inner in value:
            yield from find_forum_objects(inner, depth + 1)
    elif isinstance(value, dict):
        yield from _of_object(value, depth)


def _of_object(value: dict[str, Any], depth: int) -> Iterator[ForumObject]:
    topic = text_in(value, "topic_id")
    if (topic or "post_number" in value) and ("cooked" in value or "raw" in value):
        yield ForumObject("post", topic, value)
    elif "post_stream" in value:
        yield from _of_topic(value)
    elif "posts_count" in value and "title" in value and (id_ := text_in(value, "id")):
        yield ForumObject("topic", id_, value)
    elif "topic_count" in value and "name" in value and "id" in value:
        yield ForumObject("category", "", value)
        yield from find_forum_objects(list_in(value, "subcategory_list"), depth + 1)
    else:
        for name in _WRAPPERS:
            yield from find_forum_objects(value.get(name), depth + 1)


def _of_topic(value: dict[str, Any]) -> Iterator[ForumObject]:
    """A topic with its posts, or further posts of a topic (`posts.json?post_ids[]=…`)."""
    stream = dict_in(value, "post_stream")
    posts = [post for post in list_in(stream, "posts") if isinstance(post, dict)]
    id_ = text_in(value, "id") or next(filter(None, (text_in(post, "topic_id") for post in posts)), "")
    fields = {name: field for name, field in value.items() if name not in _UNUSED}
    yield ForumObject("topic", id_, {**fields, **_stream(stream)})
    for post in posts:
        yield ForumObject("post", text_in(post, "topic_id") or id_, post)


_UNUSED = frozenset({"post_stream", "timeline_lookup", "suggested_topics", "details", "related_topics"})
"""Fields of a topic that are large, and that no thread has."""


def _stream(stream: JsonObject) -> dict[str, int]:
    """How many posts the topic has by its list of all their ids."""
    ids = list_in(stream, "stream")
    return {"stream_length": len(ids)} if ids else {}
