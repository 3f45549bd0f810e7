"""The files of DiscordChatExporter: what they say of their channel, and their messages, streamed."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import text_in
from archiver.importers.json_records import read_json_items

_HEAD_SIZE = 4096
_TAIL_SIZE = 200
_CHUNK = 1 << 20
_EVERY = 1000  # messages between two steps of the progress bar
_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"guild"\s*:\s*\{')
_COUNT = re.compile(rb'"messageCount"\s*:\s*(\d{1,12})\s*\}\s*\Z')


class ChannelFile(NamedTuple):
    """A file with messages of a channel."""

    member: Member
    guild: dict[str, Any]
    channel: dict[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        """The ids of the server and the channel."""
        return text_in(self.guild, "id"), text_in(self.channel, "id")

    @property
    def folder(self) -> str:
        """The folder of the file in the export, with a slash; "" if it is in none."""
        folder = self.member.name.rpartition("/")[0]
        return f"{folder}/" if folder else ""


def is_channel_file(member: Member) -> bool:
    """True if a file begins as those of DiscordChatExporter do."""
    if not member.name.lower().endswith((".json", "stdin")):
        return False
    head = member.head(_HEAD_SIZE)
    return _START.match(head) is not None and b'"channel"' in head


def find_channel_files(source: Source, context: ImportContext) -> dict[tuple[str, str], list[ChannelFile]]:
    """The files of each channel, by the ids of server and channel. Files without such ids are reported."""
    found: dict[tuple[str, str], list[ChannelFile]] = {}
    for member in source.members():
        if not is_channel_file(member):
            continue
        try:
            guild, channel = (next(read_json_items(member, name), None) for name in ("guild", "channel"))
        except UnreadableError as error:
            context.problem(member.name, 0, f"left out: {error}")
            continue
        if isinstance(guild, dict) and isinstance(channel, dict) and text_in(channel, "id"):
            file = ChannelFile(member, guild, channel)
            found.setdefault(file.key, []).append(file)
        else:
            context.problem(member.name, 0, "left out: it does not say which channel it is of")
    return found


def read_messages(file: ChannelFile, context: ImportContext) -> Iterator[tuple[int, Any]]:
    """The messages of a file, each with its number from 1. What is damaged is reported, as is a wrong count."""
    number = 0
    claimed = _claimed(file.member)
    try:
        for number, message in enumerate(read_json_items(file.member, "messages.item"), 1):
            context.read += 1
            if context.read % _EVERY == 0:
                context.advance("reading messages", context.read, 0)
            yield number, message
    except UnreadableError as error:
        context.problem(file.member.name, number + 1, f"the rest of the file is left out: {error}")
        return
    if claimed is not None and claimed != number:
        context.problem(file.member.name, 0, f"it says that it has {claimed:,} messages, and has {number:,}")


def _claimed(member: Member) -> int | None:
    """The number of messages that a file says, at its end, to have; None if it says none."""
    tail = b""
    try:
        with member.open() as stream:
            while chunk := stream.read(_CHUNK):
                tail = (tail + chunk)[-_TAIL_SIZE:]
    except UnreadableError:
        return None
    match = _COUNT.search(tail)
    return int(match[1]) if match else None
