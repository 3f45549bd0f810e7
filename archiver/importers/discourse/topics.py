"""Makes a thread of the records that the files of an export have of a topic."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from archiver.importers.discourse.posts import SMALL_ACTION, WHISPER, make_post, merge_records
from archiver.importers.discourse.uploads import Uploads
from archiver.importers.importer import ImportContext
from archiver.importers.json_objects import Table, flag_of, list_of, table_of, text_of, whole_of
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
    categories: dict[str, Table] = field(default_factory=dict)
    """The categories by their ids."""
    uploads: Uploads = field(default_factory=Uploads)


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
    grouped: dict[str, list[Table]] = {}
    for kind, value in pairs:
        if kind == "post":
            grouped.setdefault(text_of(value, "post_number") or f"id{text_of(value, 'id') or ''}", []).append(value)
    posts = {number: merge_records(found) for number, found in sorted(grouped.items(), key=_by_number)}
    if why := _why_left_out(topic, posts):
        context.skip(why, max(1, len(posts)))
        return None
    first = next(iter(posts.values()))
    url = _topic_url(id_, topic, first, forum)
    made = tuple(_posts(posts, url, forum, context))
    return _thread(id_, topic, posts, forum, url, _mark_accepted(made, topic))


def _by_number(entry: tuple[str, object]) -> tuple[bool, int, str]:
    number = entry[0]
    is_number = number.isascii() and number.isdigit()
    return not is_number, int(number[:18]) if is_number else 0, number


def _why_left_out(topic: Table, posts: Mapping[str, Table]) -> str | None:
    if not posts:
        return "topics of which the export has no post"
    if text_of(topic, "archetype") == "private_message":
        return "private messages"
    return "posts of deleted topics" if text_of(topic, "deleted_at") else None


def _posts(posts: Mapping[str, Table], url: str | None, forum: Forum, context: ImportContext) -> Iterator[ImportedPost]:
    """The posts with their attachments; what no reader of the forum saw as a post is counted."""
    for number, post in posts.items():
        kind = whole_of(post, "post_type")
        if kind == WHISPER:
            context.skip("whispers of the staff")
        elif kind == SMALL_ACTION:
            context.skip("small actions, as closed or pinned")
        else:
            made = make_post(post, number, url, context)
            yield replace(made, attachments=tuple(forum.uploads.attachments(made.body, forum.url)))


def _mark_accepted(posts: tuple[ImportedPost, ...], topic: Table) -> tuple[ImportedPost, ...]:
    accepted = text_of(table_of(topic, "accepted_answer"), "post_number")
    return tuple(replace(post, accepted=True) if post.id == accepted else post for post in posts)


def _thread(
    id_: str,
    topic: Table,
    records: Mapping[str, Table],
    forum: Forum,
    url: str | None,
    posts: tuple[ImportedPost, ...],
) -> ImportedThread:
    first = next(iter(records.values()))
    slug = text_of(topic, "slug") or text_of(first, "topic_slug")
    return ImportedThread(
        id=id_,
        site=forum.host,
        title=text_of(topic, "unicode_title", "title") or text_of(first, "topic_title") or slug or "",
        board=tuple(_board(text_of(topic, "category_id") or text_of(first, "category_id"), forum)),
        slug=slug,
        tags=tuple(_tags(topic)),
        format=BodyFormat.MARKDOWN,
        url=url,
        closed=flag_of(topic, "closed", "archived"),
        pinned=flag_of(topic, "pinned", "pinned_globally"),
        solved=any(post.accepted for post in posts),
        views=whole_of(topic, "views"),
        extra=dict(_extra(topic)),
        posts=posts,
        claimed_posts=_claim(topic, records.values(), len(posts)),
    )


def _topic_url(id_: str, topic: Table, first: Table, forum: Forum) -> str | None:
    url = text_of(topic, "url")
    if url or forum.url is None:
        return url
    slug = text_of(topic, "slug") or text_of(first, "topic_slug")
    return f"{forum.url}/t/{slug}/{id_}" if slug else f"{forum.url}/t/{id_}"


def _board(category: str | None, forum: Forum) -> Iterator[str]:
    """The names of the category and of those that it is in; the id of one whose name the export lacks."""
    names: list[str] = []
    while category and len(names) < _MOST_BOARDS:
        known = forum.categories.get(category, {})
        names.append(text_of(known, "name") or f"category {category}")
        category = text_of(known, "parent_category_id")
    yield from reversed(names)


def _tags(topic: Table) -> Iterator[str]:
    """The names of tags, which newer versions give as objects."""
    for tag in list_of(topic, "tags"):
        name = text_of(tag, "name", "id") if isinstance(tag, dict) else tag
        if isinstance(name, str):
            yield name


def _extra(topic: Table) -> Iterator[tuple[str, Extra]]:
    likes = whole_of(topic, "like_count")
    if likes:
        yield "likes", str(likes)
    if link := text_of(topic, "featured_link"):
        yield "link", link
    if flag_of(topic, "archived"):
        yield "archived", "true"
    if topic.get("visible") is False:
        yield "unlisted", "true"


def _claim(topic: Table, posts: Iterable[Table], kept: int) -> int | None:
    """The number of posts that the forum says the topic has.

    The topic may count what was left out on purpose. A post says how many there were when it was read.
    """
    found = list(posts)
    claimed = whole_of(topic, "posts_count", "stream_length")
    if claimed is not None:
        return kept if claimed == len(found) else claimed
    counts = [count for post in found if (count := whole_of(post, "posts_count")) is not None]
    return max(*counts, kept) if counts else None
