"""Reads the rooms that Element exports: threads stay whole; other messages become conversations."""

from collections.abc import Iterator

from archiver.importers.chat.conversations import GAP_SETTINGS, Gap, conversation_title, read_gap
from archiver.importers.chat.message_parts import ChatMessage, Conversation, MessageParts
from archiver.importers.containers import Source, UnreadableError
from archiver.importers.importer import ImportContext, confidence_by
from archiver.importers.matrix.messages import MatrixPosts, answered_id, thread_root
from archiver.importers.matrix.room_files import Room, RoomMessage, bring_together, is_room_file, read_events
from archiver.importers.record_groups import RecordGroups
from archiver.importers.threads import ImportedThread
from archiver.model import BodyFormat


class Matrix:
    """The importer."""

    name = "matrix"
    description = "rooms of Matrix, as Element exports them in JSON: a file, or the zip with its media"
    example = "archiver import matrix-export.zip --set gap=4h"
    settings = GAP_SETTINGS

    def confidence(self, source: Source) -> float:
        """Certain of a file that begins with a room."""
        return confidence_by(source, is_room_file)

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, room by room."""
        gap = read_gap(context.settings)
        for member in filter(is_room_file, source.members()):
            room = Room()
            with RecordGroups[str](source.temporary) as events, MessageParts(source.temporary, gap, context) as parts:
                read_events(member, room, events, context)
                for message in bring_together(events, context):
                    root = thread_root(message)
                    is_root = message.id in room.roots and root is None
                    answered = root or answered_id(message)
                    try:
                        parts.add(ChatMessage(message.id, message.time, message, answered, is_topic=is_root))
                    except UnreadableError as error:
                        context.problem(member.name, 0, f"the message {message.id} is left out: {error}")
                posts = MatrixPosts(source, room)
                for conversation in parts.conversations():
                    yield _make_thread(conversation, room, posts, gap, context)


def _make_thread(
    conversation: Conversation, room: Room, posts: MatrixPosts, gap: Gap, context: ImportContext
) -> ImportedThread:
    """The thread of a conversation.

    Args:
        conversation: the messages.
        room: the room.
        posts: makes posts.
        gap: the pause that ends conversations.
        context: is told of conversations that were parted.
    """
    made = tuple(posts.post(RoomMessage(*message)) for message in conversation.messages)
    if conversation.id not in room.roots:
        gap.note(context, 1)
    name = room.name or room.id
    return ImportedThread(
        id=f"c{conversation.id}",
        site=f"matrix/{room.id}",
        title=conversation_title(made, name),
        board=(name,) if name else (),
        format=BodyFormat.MARKDOWN,
        url=made[0].url,
        posts=made,
    )
