"""Makes a post of what the files of an export have of it, in the names that the API has. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape
from typing import Any

from archiver.importers.discourse.bodies import make_body
from archiver.importers.discourse.emoji import emoji_of
from archiver.importers.importer import ImportContext
from archiver.importers.json_objects import Table, flag_of, moment_of, tables_of, text_of, whole_of
from archiver.importers.threads import ImportedPost
from archiver.model import Moment

SMALL_ACTION, WHISPER = 3, 4
"""Values of `post_type`: a change of the topic, as its closing, and a post that the staff alone sees."""
_LIKE = 2
"""The id of a like in `actions_summary`."""
_HEART = "❤️"
_TAG = re.compile(r"<[^<>]{0,2000}>")


def merge_records(records: Iterable[Table]) -> dict[str, Any]:
    """All fields that files of the export have of an object; a field that differs is as the latest edit has it."""
    merged: dict[str, Any] = {}
    for record in sorted(records, key=lambda record: text_of(record, "updated_at") or ""):
        merged.update((name, value) for name, value in record.items() if value not in (None, "", [], {}))
    return merged


def make_post(post: Table, number: str, topic_url: str | None, context: ImportContext) -> ImportedPost:
    """Make a post.

    Args:
        post: all fields of the post.
        number: its number in the topic.
        topic_url: the URL of the topic, if it is known.
        context: counts what the user may want to know.
    """
    body, body_format = make_body(post, topic_url, context)
    if is_deleted := text_of(post, "deleted_at") is not None:
        context.note("deleted posts, kept without their text")
    is_edited = (whole_of(post, "version") or 1) > 1
    return ImportedPost(
        id=number,
        author=text_of(post, "username"),
        date=_to_second(moment_of(post, "created_at")),
        edited=_to_second(moment_of(post, "last_version_at", "updated_at")) if is_edited else None,
        body="" if is_deleted else body,
        format=body_format,
        reply_to=text_of(post, "reply_to_post_number"),
        url=f"{topic_url}/{number}" if topic_url else None,
        reactions=tuple(_reactions(post)),
        accepted=flag_of(post, "accepted_answer"),
        deleted=is_deleted or flag_of(post, "user_deleted"),
        extra=dict(_extra(post)),
    )


def _to_second(moment: Moment | None) -> Moment | None:
    """The moment without fractions of a second, which `/raw` texts lack."""
    return moment and replace(moment, at=moment.at.replace(microsecond=0))


def _reactions(post: Table) -> Iterator[tuple[str, int]]:
    """The reactions by the plugin for these, or the likes."""
    if reactions := tables_of(post, "reactions"):
        for reaction in reactions:
            name, count = text_of(reaction, "id"), whole_of(reaction, "count")
            if name and count and count > 0:
                yield emoji_of(name) or name, count
        return
    for action in tables_of(post, "actions_summary"):
        count = whole_of(action, "count")
        if action.get("id") == _LIKE and count and count > 0:
            yield _HEART, count


def _extra(post: Table) -> Iterator[tuple[str, str]]:
    name = text_of(post, "name")
    if name and name.strip() != text_of(post, "username"):
        yield "name", name
    yield from ((flag, "true") for flag in ("hidden", "wiki") if flag_of(post, flag))
    if reason := text_of(post, "edit_reason"):
        yield "edit-reason", reason
    polls = list(filter(None, (_poll(poll) for poll in tables_of(post, "polls"))))
    if polls:
        yield "poll", " / ".join(polls)


def _poll(poll: Table) -> str:
    """The options of a poll with their votes: `Yes 3, No 1`."""
    options = ((text_of(option, "html") or "", whole_of(option, "votes")) for option in tables_of(poll, "options"))
    named = ((" ".join(unescape(_TAG.sub("", html)).split()), votes) for html, votes in options)
    return ", ".join(name if votes is None else f"{name} {votes}" for name, votes in named if name)
