"""Makes a thread of the records that the files of an export have of a topic."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from archiver.importers.discourse.posts import SMALL_ACTION, WHISPER, make_post, merge_records
from archiver.importers.discourse.uploads import DiscourseUploads
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import JsonObject, dict_in, flag_in, list_in, number_in, text_in
from archiver.importers.threads import Extra, ImportedPost, ImportedThread
from archiver.model import BodyFormat

_MOST_BOARDS = 8  # categories within one another


@dataclass(slots=True, kw_only=True)
class Forum:
    """What is known of the forum besides its topics."""

    url: str | None = None
    """The URL of its home page, without a slash at its end."""
    host: str = ""
    """Its host, or a name for it if the export does not tell."""
    categories: dict[str, JsonObject] = field(default_factory=dict)
    """The categories by their ids."""
    uploads: DiscourseUploads = field(default_factory=DiscourseUploads)


def make_thread(id_: str, records: Iterable[Any], forum: Forum, context: ImportContext) -> ImportedThread | None:
    """Make a thread.

    Args:
        id_: the id of the topic.
        records: pairs of `topic` or `post`, and an object with the fields that the API has.
        forum: what is known of the forum.
        context: is told of what is left out.

    Returns:
        The thread; None if it is left out, or has no posts.
    """
    pairs = list(records)
    topic = merge_records(value for kind, value in pairs if kind == "topic")
    grouped: dict[str, list[JsonObject]] = {}
    for position, (kind, value) in enumerate(pairs):
        if kind == "post":
            grouped.setdefault(_number_of(value) or f"at{position}", []).append(value)
    posts = {number: merge_records(found) for number, found in sorted(grouped.items(), key=_by_number)}
    if why := _why_left_out(topic, posts):
        context.skip(why, max(1, len(posts)))
        return None
    first = next(iter(posts.values()))
    url = _topic_url(id_, topic, first, forum)
    made = tuple(_posts(posts, url, forum, context))
    return _thread(id_, topic, posts, forum, url, _mark_accepted(made, topic))


def _number_of(post: JsonObject) -> str:
    """The number of a post in its topic, or else its id in the forum; "" if it tells neither."""
    id_ = text_in(post, "id")
    return text_in(post, "post_number") or (f"id{id_}" if id_ else "")


def _by_number(entry: tuple[str, object]) -> tuple[bool, int, str]:
    number = entry[0]
    is_number = number.isascii() and number.isdigit()
    return not is_number, int(number[:18]) if is_number else 0, number


def _why_left_out(topic: JsonObject, posts: Mapping[str, JsonObject]) -> str | None:
    if not posts:
        return "topics of which the export has no post"
    if text_in(topic, "archetype") == "private_message":
        return "private messages"
    return "posts of deleted topics" if text_in(topic, "deleted_at") else None


def _posts(
    posts: Mapping[str, JsonObject], url: str | None, forum: Forum, context: ImportContext
) -> Iterator[ImportedPost]:
    """The posts with their attachments; what no reader of the forum saw as a post is counted."""
    for number, post in posts.items():
        kind = number_in(post, "post_type")
        if kind == WHISPER:
            context.skip("whispers of the staff")
        elif kind == SMALL_ACTION:
            context.skip("small actions, as closed or pinned")
        else:
            made = make_post(post, number, url, context)
            yield replace(made, attachments=tuple(forum.uploads.attachments(made.body, forum.url)))


def _mark_accepted(posts: tuple[ImportedPost, ...], topic: JsonObject) -> tuple[ImportedPost, ...]:
    accepted = text_in(dict_in(topic, "accepted_answer"), "post_number")
    return tuple(replace(post, accepted=True) if post.id == accepted else post for post in posts)


def _thread(
    id_: str,
    topic: JsonObject,
    records: Mapping[str, JsonObject],
    forum: Forum,
    url: str | None,
    posts: tuple[ImportedPost, ...],
) -> ImportedThread:
    first = next(iter(records.values()))
    slug = text_in(topic, "slug") or text_in(first, "topic_slug")
    return ImportedThread(
        id=id_,
        site=forum.host,
        title=text_in(topic, "unicode_title", "title") or text_in(first, "topic_title") or slug,
        board=tuple(_board(text_in(topic, "category_id") or text_in(first, "category_id"), forum)),
        slug=slug or None,
        tags=tuple(_tags(topic)),
        format=BodyFormat.MARKDOWN,
        breaks=True,
        url=url,
        closed=flag_in(topic, "closed", "archived"),
        pinned=flag_in(topic, "pinned", "pinned_globally"),
        solved=any(post.accepted for post in posts),
        views=number_in(topic, "views"),
        extra=dict(_extra(topic)),
        posts=posts,
        claimed_posts=_claim(topic, records.values(), len(posts)),
    )


def _topic_url(id_: str, topic: JsonObject, first: JsonObject, forum: Forum) -> str | None:
    url = text_in(topic, "url")
    if url or forum.url is None:
        return url or None
    slug = text_in(topic, "slug") or text_in(first, "topic_slug")
    return f"{forum.url}/t/{slug}/{id_}" if slug else f"{forum.url}/t/{id_}"


def _board(category: str, forum: Forum) -> Iterator[str]:
    """The names of the category and of those that it is in; the id of one whose name the export lacks."""
    names: list[str] = []
    while category and len(names) < _MOST_BOARDS:
        known = forum.categories.get(category, {})
        names.append(text_in(known, "name") or f"category {category}")
        category = text_in(known, "parent_category_id")
    yield from reversed(names)


def _tags(topic: JsonObject) -> Iterator[str]:
    """The names of tags, which newer versions give as objects."""
    for tag in list_in(topic, "tags"):
        name = text_in(tag, "name", "id") if isinstance(tag, dict) else tag
        if isinstance(name, str):
            yield name


def _extra(topic: JsonObject) -> Iterator[tuple[str, Extra]]:
    likes = number_in(topic, "like_count")
    if likes:
        yield "likes", str(likes)
    if link := text_in(topic, "featured_link"):
        yield "link", link
    if flag_in(topic, "archived"):
        yield "archived", "true"
    if topic.get("visible") is False:
        yield "unlisted", "true"


def _claim(topic: JsonObject, posts: Iterable[JsonObject], kept: int) -> int | None:
    """The number of posts that the forum says the topic has.

    The topic may count what was left out on purpose. A post says how many there were when it was read.
    """
    found = list(posts)
    claimed = number_in(topic, "posts_count", "stream_length")
    if claimed is not None:
        return kept if claimed == len(found) else claimed
    counts = [count for post in found if (count := number_in(post, "posts_count")) is not None]
    return max(*counts, kept) if counts else None
