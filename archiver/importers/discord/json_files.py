"""The JSON of DiscordChatExporter: what a file says of its channel, and its messages, streamed."""

import re
from collections.abc import Iterator
from typing import Any

from archiver.importers.containers import Member, UnreadableError
from archiver.importers.discord.channel_file import ChannelFile, check_count, count_message
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import text_in
from archiver.importers.json_records import read_json_items

_HEAD_SIZE = 4096
_TAIL_SIZE = 200
_CHUNK = 1 << 20
_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"guild"\s*:\s*\{')
_COUNT = re.compile(rb'"messageCount"\s*:\s*(\d{1,12})\s*\}\s*\Z')


def is_json_file(member: Member) -> bool:
    """True if a file begins as those of DiscordChatExporter do."""
    if not member.name.lower().endswith((".json", "stdin")):
        return False
    head = member.head(_HEAD_SIZE)
    return _START.match(head) is not None and b'"channel"' in head


def describe_json(member: Member) -> ChannelFile | None:
    """The server and the channel of a file; None if it does not name them. Raises UnreadableError."""
    guild, channel = (next(read_json_items(member, name), None) for name in ("guild", "channel"))
    if isinstance(guild, dict) and isinstance(channel, dict) and text_in(channel, "id"):
        return ChannelFile(member, guild, channel)
    return None


def read_json_messages(file: ChannelFile, context: ImportContext) -> Iterator[tuple[int, Any]]:
    """The messages of a file, each with its number from 1. What is damaged is reported, as is a wrong count."""
    number = 0
    claimed = _claimed(file.member)
    try:
        for number, message in enumerate(read_json_items(file.member, "messages.item"), 1):
            count_message(context)
            yield number, message
    except UnreadableError as error:
        context.problem(file.member.name, number + 1, f"the rest of the file is left out: {error}")
        return
    check_count(file.member, claimed, number, context)


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
