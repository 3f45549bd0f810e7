"""The files of rooms: their messages, each with the edits, the reactions and the deletion that refer to it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from archiver.importers.containers import Member, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import JsonObject, dict_in, number_in, text_in
from archiver.importers.json_records import read_json_parts, write_json
from archiver.importers.record_groups import RecordGroups, is_group_number

_HEAD_SIZE = 1 << 14
_START = re.compile(rb'\s*\{\s*"room_name"\s*:')
_PREFIXES = frozenset({"room_name", "messages.item"})
_MESSAGES = {"m.room.message", "m.sticker", "m.poll.start", "org.matrix.msc3381.poll.start"}
_MESSAGE, _REACTION, _EDIT, _DELETION = range(4)
_MEMBERSHIPS = {"join": "joins and changes of names", "leave": "leaves", "ban": "leaves", "invite": "invitations"}
_EVERY = 1000  # events between two steps of the progress bar


class RoomMessage(NamedTuple):
    """A message with what refers to it."""

    id: str
    time: int
    """When it was sent, in milliseconds after 1970."""
    event: dict[str, Any]
    edit: dict[str, Any] | None
    """The event of the last edit."""
    reactions: dict[str, int]


class Room:
    """What is known of a room besides its messages."""

    def __init__(self) -> None:
        self.name, self.id = "", ""
        self.names: dict[str, str] = {}
        """The names of people, by their ids."""
        self.roots = set[str]()
        """The ids of messages that begin threads."""


def is_room_file(member: Member) -> bool:
    """True if a file begins as rooms do that Element exports."""
    if not member.name.lower().endswith((".json", "stdin")):
        return False
    head = member.head(_HEAD_SIZE).removeprefix(b"\xef\xbb\xbf")
    return _START.match(head) is not None and b'"messages"' in head and b'"room_creator"' in head


def read_events(member: Member, room: Room, events: RecordGroups[str], context: ImportContext) -> None:
    """Read the events of a file, and keep them by the messages that they are or refer to.

    Args:
        member: the file.
        room: learns names and threads.
        events: takes the events.
        context: is told of what is left out.
    """
    number = 0
    try:
        for prefix, value in read_json_parts(member, _PREFIXES):
            if prefix == "room_name":
                room.name = value if isinstance(value, str) else ""
                continue
            number += 1
            context.read += 1
            if context.read % _EVERY == 0:
                context.advance("reading events", context.read, 0)
            if not isinstance(value, dict):
                context.problem(member.name, number, "left out: it is not an event")
            elif why := _add(value, room, events, context):
                context.problem(member.name, number, f"left out: {why}")
    except UnreadableError as error:
        context.problem(member.name, number + 1, f"the rest of the file is left out: {error}")


def _add(event: dict[str, Any], room: Room, events: RecordGroups[str], context: ImportContext) -> str | None:
    """Keep an event, or count it. Returns why it cannot be kept."""
    kind, content = text_in(event, "type"), dict_in(event, "content")
    room.id = room.id or text_in(event, "room_id")
    relation = dict_in(content, "m.relates_to")
    target = text_in(relation, "event_id")
    if kind == "m.room.member":
        _add_member(event, content, room, context)
    elif kind == "m.reaction":
        return _keep(events, target, _REACTION, event)
    elif kind == "m.room.redaction":
        return _keep(events, text_in(event, "redacts") or text_in(content, "redacts"), _DELETION, event)
    elif kind not in _MESSAGES:
        is_secret = kind == "m.room.encrypted"
        context.skip("messages that could not be decrypted" if is_secret else "other events of rooms")
    elif text_in(relation, "rel_type") == "m.replace":
        return _keep(events, target, _EDIT, event)
    else:
        if text_in(relation, "rel_type") == "m.thread":
            room.roots.add(target)
        return _keep(events, text_in(event, "event_id"), _MESSAGE, event)
    return None


def _add_member(event: JsonObject, content: JsonObject, room: Room, context: ImportContext) -> None:
    membership = text_in(content, "membership")
    if membership == "join" and text_in(content, "displayname"):
        room.names[text_in(event, "state_key", "sender")] = text_in(content, "displayname")
    context.skip(_MEMBERSHIPS.get(membership, "other events of rooms"))


def _keep(events: RecordGroups[str], key: str, order: int, event: dict[str, Any]) -> str | None:
    time = number_in(event, "origin_server_ts")
    if not key or time is None or not is_group_number(time):
        return "it has no id or no time"
    try:
        events.add(key, order, write_json([order, time, event]))
    except UnreadableError as error:
        return str(error)
    return None


def bring_together(events: RecordGroups[str], context: ImportContext) -> Iterator[RoomMessage]:
    """The messages with what refers to them. Those that were deleted are counted.

    Args:
        events: all events, by the messages that they are or refer to.
        context: is told of what is left out.
    """
    for id_, records in events.groups():
        kept = [json.loads(record) for record in records]
        messages = [record for record in kept if record[0] == _MESSAGE]
        if not messages:
            context.skip("edits, reactions and deletions of messages that the export lacks", len(kept))
            continue
        if len(messages) > 1:
            context.note("messages that were there twice", len(messages) - 1)
        _, time, event = messages[0]
        if any(record[0] == _DELETION for record in kept) or _is_deleted(event):
            context.skip("messages that were deleted")
            continue
        edits = sorted((record for record in kept if record[0] == _EDIT), key=lambda record: record[1])
        relations = (
            dict_in(dict_in(record[2], "content"), "m.relates_to") for record in kept if record[0] == _REACTION
        )
        reactions = Counter(filter(None, (text_in(relation, "key") for relation in relations)))
        context.note("edits, of which the last one is shown", len(edits)) if edits else None
        yield RoomMessage(id_, time, event, edits[-1][2] if edits else None, dict(reactions))


def _is_deleted(event: JsonObject) -> bool:
    return not dict_in(event, "content") or bool(dict_in(event, "unsigned").get("redacted_because"))
