"""Parts the messages of a channel into conversations on the disk: an answer belongs to the conversation of its message,
others follow by time, and a pause ends a conversation.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from archiver.importers.chat.conversations import Gap
from archiver.importers.importer import ImportContext
from archiver.importers.json_records import write_json
from archiver.importers.record_groups import RecordGroups


class ChatMessage(NamedTuple):
    """A message of a channel."""

    id: str
    time: int
    """When it was sent, in milliseconds after 1970."""
    value: Any
    """The message as JSON."""
    answered: str | None = None
    """The id of the message that it answers."""
    order: int = 0
    """Its place among messages of the same time."""
    is_topic: bool = False
    """True if it begins a thread of its own, to which only answers belong."""


class Conversation(NamedTuple):
    """Messages that belong together."""

    id: str
    """The id of the first one."""
    messages: list[Any]


class MessageParts:
    """The messages of a channel, open while the context is. First all are added, then the conversations are read."""

    def __init__(self, folder: Path, gap: Gap | None, context: ImportContext) -> None:
        """Keep messages in temporary files in `folder`; `gap` is the pause that ends a conversation, None if none
        does. Messages that were there twice are told to `context`.
        """
        self._stack = ExitStack()
        self._messages = RecordGroups[int](folder)
        self._conversations = RecordGroups[str](folder)
        self._pause = gap.seconds * 1000 if gap else None
        self._context = context
        self._answered = set[str]()

    def __enter__(self) -> Self:
        self._stack.enter_context(self._messages)
        self._stack.enter_context(self._conversations)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.__exit__(kind, error, at)

    def add(self, message: ChatMessage) -> None:
        """Add a message. Raises UnreadableError if it is nested too deeply, OSError if the disk is full."""
        record = write_json([message.id, message.answered, message.is_topic, message.value])
        self._messages.add(message.time, message.order, record)
        if message.answered:
            self._answered.add(message.answered)

    def conversations(self) -> Iterator[Conversation]:
        """The conversations, in the order of their first messages."""
        self._part()
        for group in self._conversations.groups_as_added():
            yield Conversation(group.key, [json.loads(record) for record in group.records])

    def _part(self) -> None:
        known: dict[str, str] = {}
        current, last = "", 0
        for position, (time, id_, answered_id, is_topic, value) in enumerate(self._ordered()):
            answered = known.get(answered_id) if answered_id else None
            is_pause = not current or (self._pause is not None and time - last > self._pause)
            conversation = id_ if is_topic else answered or (id_ if is_pause else current)
            if not is_topic and answered in {None, current}:
                current, last = conversation, time
            if id_ in self._answered:
                known[id_] = conversation
            self._conversations.add(conversation, position, write_json(value))

    def _ordered(self) -> Iterator[tuple[int, str, str | None, bool, Any]]:
        """The messages in order, each once: the time, the id, the id of the answered message, and what else is kept."""
        for group in self._messages.groups():
            unique = {record[0]: record for record in map(json.loads, group.records)}
            if twice := len(group.records) - len(unique):
                self._context.note("messages that were there twice", twice)
            for record in unique.values():
                yield (group.key, *record)
