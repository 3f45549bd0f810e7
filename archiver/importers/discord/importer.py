"""Reads the exports of DiscordChatExporter: threads and forum posts are threads; channels become conversations."""

from collections.abc import Iterator, Mapping
from typing import Any

from archiver.importers.chat.conversations import GAP_SETTINGS, Gap, conversation_title, read_gap
from archiver.importers.chat.date_order import ORDER_SETTINGS
from archiver.importers.chat.message_parts import ChatMessage, MessageParts
from archiver.importers.containers import Source, UnreadableError
from archiver.importers.discord.channel_file import POSITION, ChannelFile, time_of_id
from archiver.importers.discord.export_files import find_channels, is_channel_file
from archiver.importers.discord.messages import DiscordPosts, address_of, answered_id, why_skipped
from archiver.importers.importer import ImportContext, confidence_by
from archiver.importers.json_fields import moment_in, number_in, text_in
from archiver.importers.record_groups import is_group_number
from archiver.importers.threads import ImportedPost, ImportedThread
from archiver.model import BodyFormat


class Discord:
    """The importer."""

    name = "discord"
    description = "files of DiscordChatExporter: JSON, HTML, CSV or plain text of channels and threads"
    example = "archiver import discord-export/ --set gap=2h"
    settings: Mapping[str, str] = {**GAP_SETTINGS, **ORDER_SETTINGS}

    def confidence(self, source: Source) -> float:
        """Certain of a file that begins as those of DiscordChatExporter do."""
        return confidence_by(source, is_channel_file)

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, channel by channel."""
        gap = read_gap(context.settings)
        people: dict[str, str] = {}
        for found in find_channels(source, context):
            channel = _Channel(found.files[0], DiscordPosts(source, found.files[0], people), gap, context)
            with MessageParts(source.temporary, None if channel.is_thread else gap, context) as parts:
                for file, number, message in found.messages(context):
                    channel.add(message, file, number, parts)
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

    def add(self, message: Any, file: ChannelFile, number: int, parts: MessageParts) -> None:
        """Add a message by its time, so that equal ones of two partitions meet; or report why it cannot be.

        Args:
            message: the message.
            file: the file that it is in.
            number: its number there.
            parts: takes it.
        """
        if why := self._add(message, parts):
            self._context.problem(file.member.name, number, f"left out: {why}")

    def _add(self, message: Any, parts: MessageParts) -> str | None:
        """Add a message. Returns why it cannot be."""
        if not isinstance(message, dict):
            return "it is not a message"
        if why := why_skipped(message):
            self._context.skip(why)
            return None
        number = _number(text_in(message, "id"))
        id_ = text_in(message, "id") if number is None else str(number)
        number = number_in(message, POSITION) if number is None else number
        if number is None or not is_group_number(number):
            return "it has no id"
        answered = _number(answered_id(message, self._id) or "")
        answered_text = None if answered is None or self.is_thread else str(answered)
        try:
            parts.add(ChatMessage(id_, _milliseconds(message, number), message, answered_text, order=number))
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
    return int(moment.at.timestamp() * 1000) if moment else time_of_id(id_)
