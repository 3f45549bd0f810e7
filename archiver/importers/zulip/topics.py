"""Makes a thread of each topic. A topic keeps its thread when it is marked as resolved."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import moment_at, number_in, text_in
from archiver.importers.record_groups import RecordGroup
from archiver.importers.threads import ImportedAttachment, ImportedPost, ImportedThread
from archiver.importers.zulip.dialect import Realm
from archiver.model import BodyFormat

_RESOLVED = "✔"


class TopicPlace(NamedTuple):
    """The stream and the topic that a message is in."""

    stream_id: str
    stream: str
    topic: str

    @property
    def key(self) -> str:
        """The key of the thread: topics that differ in case, or in being resolved, are one."""
        return f"{self.stream_id}\n{self.topic.lstrip(_RESOLVED).strip().casefold()}"


class Bodies(NamedTuple):
    """How messages become posts."""

    format: BodyFormat
    site: str
    """What ids are unique in."""
    realm: Realm
    make: Callable[[dict[str, Any]], str]
    """The body of a message."""
    attach: Callable[[str], tuple[ImportedAttachment, ...]]
    """The files that a body shows, and that the export has."""


def make_thread(group: RecordGroup[str], bodies: Bodies, context: ImportContext, claimed: int | None) -> ImportedThread:
    """The thread of a topic.

    Args:
        group: the messages, each a JSON array of its place and itself.
        bodies: how messages become posts.
        context: is told of messages that were there twice.
        claimed: the number of messages that the export says the topic has; None if it says none.
    """
    loaded = [json.loads(record) for record in group.records]
    messages = {text_in(message, "id"): message for _, message in loaded}
    if twice := len(loaded) - len(messages):
        context.note("messages that were there twice", twice)
    place = TopicPlace(*max(loaded, key=lambda record: number_in(record[1], "id") or 0)[0])
    title = place.topic.lstrip(_RESOLVED).strip()
    return ImportedThread(
        id=group.key.replace("\n", "/"),
        site=bodies.site,
        title=title or "(no topic)",
        board=(place.stream or place.stream_id,),
        format=bodies.format,
        url=bodies.realm.narrow(*place) or None,
        solved=place.topic.startswith(_RESOLVED),
        posts=tuple(_post(message, place, bodies) for message in messages.values()),
        claimed_posts=claimed,
    )


def _post(message: dict[str, Any], place: TopicPlace, bodies: Bodies) -> ImportedPost:
    id_ = text_in(message, "id")
    body = bodies.make(message)
    return ImportedPost(
        id=id_,
        author=text_in(message, "sender_full_name") or None,
        date=moment_at(number_in(message, "timestamp")),
        body=body,
        format=bodies.format,
        url=bodies.realm.narrow(*place, near=id_) or None,
        edited=moment_at(number_in(message, "last_edit_timestamp")),
        reactions=tuple((name, count) for name, count in message.get("counted", ())),
        attachments=bodies.attach(body),
    )
