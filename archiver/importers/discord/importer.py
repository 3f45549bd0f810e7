"""Reads the exports of DiscordChatExporter: threads and forum posts are threads; channels become conversations."""

from collections.abc import Iterator
from typing import Any

from archiver.importers.chat.conversations import GAP_SETTINGS, Gap, conversation_title, read_gap
from archiver.importers.chat.message_parts import ChatMessage, MessageParts
from archiver.importers.containers import Source, UnreadableError
from archiver.importers.discord.export_files import ChannelFile, find_channel_files, is_channel_file, read_messages
from archiver.importers.discord.messages import DiscordPosts, address_of, answered_id, why_skipped
from archiver.importers.importer import ImportContext, confidence_by
from archiver.importers.json_fields import moment_in, text_in
from archiver.importers.record_groups import is_group_number
from archiver.importers.threads import ImportedPost, ImportedThread
from archiver.model import BodyFormat

_EPOCH = 1_420_070_400_000
"""Milliseconds from 1970 to the time from which ids are counted."""


class Discord:
    """The importer."""

    name = "discord"
    description = "the JSON of DiscordChatExporter: a file, a folder or an archive of channels and threads"
    example = "archiver import discord-export/ --set gap=2h"
    settings = GAP_SETTINGS

    def confidence(self, source: Source) -> float:
        """Certain of a file that begins with a guild and a channel."""
        return confidence_by(source, is_channel_file)

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, channel by channel."""
        gap = read_gap(context.settings)
        people: dict[str, str] = {}
        for files in find_channel_files(source, context).values():
            channel = _Channel(files[0], DiscordPosts(source, files[0], people), gap, context)
            with MessageParts(source.temporary, None if channel.is_thread else gap, context) as parts:
                for file in files:
                    channel.add_all(file, parts)
                yield from channel.threads(parts)


class _Channel:
    """Makes the threads of a channel."""

    def __init__(self, file: ChannelFile, posts: DiscordPosts, gap: Gap, context: ImportContext) -> None:
        self._posts, self._gap, self._context = posts, gap, context
        self._guild_id, self._id = file.key
        self._name = text_in(file.channel, "name") or self._id
        self.is_thread = "thread" in text_in(file.channel, "type").lower()
        parent = text_in(file.channel, "category") if self.is_thread else ""
        self._board = tuple(filter(None, (text_in(file.guild, "name"), parent or self._name)))

    def add_all(self, file: ChannelFile, parts: MessageParts) -> None:
        """Add the messages of a file by their times, so that equal ones of two partitions meet."""
        for number, message in read_messages(file, self._context):
            if why := self._add(message, parts):
                self._context.problem(file.member.name, number, f"left out: {why}")

    def _add(self, message: Any, parts: MessageParts) -> str | None:
        """Add a message. Returns why it cannot be."""
        if not isinstance(message, dict):
            return "it is not a message"
        if why := why_skipped(message):
            self._context.skip(why)
            return None
        id_ = _number(text_in(message, "id"))
        if id_ is None:
            return "it has no id"
        answered = _number(answered_id(message, self._id) or "")
        answered_text = None if answered is None or self.is_thread else str(answered)
        try:
            parts.add(ChatMessage(str(id_), _milliseconds(message, id_), message, answered_text, order=id_))
        except UnreadableError as error:
            return str(error)
        return None

    def threads(self, parts: MessageParts) -> Iterator[ImportedThread]:
        """The threads of the conversations, in the order of their first messages."""
        for id_, messages in parts.conversations():
            posts = tuple(map(self._posts.post, messages))
            if self.is_thread:
                yield self._imported(self._id, self._name, posts, address_of(self._guild_id, self._id))
            else:
                self._gap.note(self._context, 1)
                yield self._imported(f"c{id_}", conversation_title(posts, self._name), posts, posts[0].url)

    def _imported(self, id_: str, title: str, posts: tuple[ImportedPost, ...], url: str | None) -> ImportedThread:
        return ImportedThread(
            id=id_,
            site=f"discord/{self._guild_id}/{self._id}",
            title=title,
            board=self._board,
            format=BodyFormat.MARKDOWN,
            url=url,
            posts=posts,
        )


def _number(id_: str) -> int | None:
    """The number of an id; None if it is none."""
    number = int(id_) if id_.isascii() and id_.isdecimal() and len(id_) < 20 else None
    return number if number is not None and is_group_number(number) else None


def _milliseconds(message: dict[str, Any], id_: int) -> int:
    """When a message was sent, in milliseconds after 1970: its time, or that in its id."""
    moment = moment_in(message, "timestamp")
    return int(moment.at.timestamp() * 1000) if moment else (id_ >> 22) + _EPOCH
