"""Makes a post of what the files of an export have of it, in the names that the API has. Pure."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from msgspec.structs import replace

from archiver.importers.discourse.bodies import make_body
from archiver.importers.discourse.emoji import emoji_of
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import JsonObject, dicts_in, flag_in, moment_in, number_in, text_in
from archiver.importers.threads import ImportedPost
from archiver.model import Moment

SMALL_ACTION, WHISPER = 3, 4
"""Values of `post_type`: a change of the topic, as its closing, and a post that the staff alone sees."""
_LIKE = 2
"""The id of a like in `actions_summary`."""
_HEART = "❤️"
_TAG = re.compile(r"<[^<>]{0,2000}>")


def merge_records(records: Iterable[JsonObject]) -> dict[str, Any]:
    """All fields that files of the export have of an object; a field that differs is as the latest edit has it."""
    merged: dict[str, Any] = {}
    for record in sorted(records, key=lambda record: text_in(record, "updated_at")):
        merged.update((name, value) for name, value in record.items() if value not in (None, "", [], {}))
    return merged


def make_post(post: JsonObject, number: str, topic_url: str | None, context: ImportContext) -> ImportedPost:
    """Make a post.

    Args:
        post: all fields of the post.
        number: its number in the topic.
        topic_url: the URL of the topic, if it is known.
        context: counts what the user may want to know.
    """
    body, body_format = make_body(post, topic_url, context)
    if is_deleted := text_in(post, "deleted_at") != "":
        context.note("deleted posts, kept without their text")
    is_edited = (number_in(post, "version") or 1) > 1
    return ImportedPost(
        id=number,
        author=text_in(post, "username") or None,
        date=_to_second(moment_in(post, "created_at")),
        edited=_to_second(moment_in(post, "last_version_at", "updated_at")) if is_edited else None,
        body="" if is_deleted else body,
        format=body_format,
        reply_to=text_in(post, "reply_to_post_number") or None,
        url=f"{topic_url}/{number}" if topic_url else None,
        reactions=tuple(_reactions(post)),
        accepted=flag_in(post, "accepted_answer"),
        deleted=is_deleted or flag_in(post, "user_deleted"),
        extra=dict(_extra(post)),
    )


def _to_second(moment: Moment | None) -> Moment | None:
    """The moment without fractions of a second, which `/raw` texts lack."""
    return moment and replace(moment, at=moment.at.replace(microsecond=0))


def _reactions(post: JsonObject) -> Iterator[tuple[str, int]]:
    """The reactions by the plugin for these, or the likes."""
    if reactions := dicts_in(post, "reactions"):
        for reaction in reactions:
            name, count = text_in(reaction, "id"), number_in(reaction, "count")
            if name and count and count > 0:
                yield emoji_of(name) or name, count
        return
    for action in dicts_in(post, "actions_summary"):
        count = number_in(action, "count")
        if action.get("id") == _LIKE and count and count > 0:
            yield _HEART, count


def _extra(post: JsonObject) -> Iterator[tuple[str, str]]:
    name = text_in(post, "name")
    if name and name.strip() != text_in(post, "username"):
        yield "name", name
    yield from ((flag, "true") for flag in ("hidden", "wiki") if flag_in(post, flag))
    if reason := text_in(post, "edit_reason"):
        yield "edit-reason", reason
    polls = list(filter(None, (_poll(poll) for poll in dicts_in(post, "polls"))))
    if polls:
        yield "poll", " / ".join(polls)


def _poll(poll: JsonObject) -> str:
    """The options of a poll with their votes: `Yes 3, No 1`."""
    options = ((text_in(option, "html"), number_in(option, "votes")) for option in dicts_in(poll, "options"))
    named = ((" ".join(unescape(_TAG.sub("", html)).split()), votes) for html, votes in options)
    return ", ".join(name if votes is None else f"{name} {votes}" for name, votes in named if name)
