"""The files of DiscordChatExporter by channel: of a channel in several formats, the fullest is read."""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from archiver.importers.chat.date_order import ShownTime
from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.discord.channel_file import ChannelFile
from archiver.importers.discord.csv_files import csv_times, describe_csv, is_csv_file, read_csv_messages
from archiver.importers.discord.html_files import describe_html, is_html_file, read_html_messages
from archiver.importers.discord.json_files import describe_json, is_json_file, read_json_messages
from archiver.importers.discord.shown_messages import ShownMessages
from archiver.importers.discord.text_files import describe_text, is_text_file, read_text_messages, text_times
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import text_in

_Messages = Iterator[tuple[int, Any]]


class _Format(NamedTuple):
    """How files of a format are read."""

    name: str
    knows: Callable[[Member], bool]
    describe: Callable[[Member], ChannelFile | None]
    read: Callable[[ChannelFile, ShownMessages, ImportContext], _Messages]
    times: Callable[[ChannelFile], Iterator[ShownTime]] | None = None
    """The dates in numbers, in formats for readers; None in formats with ids."""
    lacks: str = ""
    """What such files do not have, for the user."""


_FORMATS = (
    _Format("JSON", is_json_file, describe_json, lambda file, _, context: read_json_messages(file, context)),
    _Format("HTML", is_html_file, describe_html, lambda file, _, context: read_html_messages(file, context)),
    _Format("CSV", is_csv_file, describe_csv, read_csv_messages, csv_times, "ids, replies, edits"),
    _Format(
        "plain text", is_text_file, describe_text, read_text_messages, text_times, "ids, replies, edits, time zones"
    ),
)
"""The formats, the fullest first."""


class FoundChannel(NamedTuple):
    """The files of a channel, all in one format."""

    files: list[ChannelFile]
    format: _Format

    def messages(self, context: ImportContext) -> Iterator[tuple[ChannelFile, int, Any]]:
        """The messages, each with its file and its number there. What is damaged is reported."""
        times = self.format.times
        made = ShownMessages(lambda: chain.from_iterable(map(times, self.files)) if times else (), context)
        if times:
            context.note(
                f"files in {self.format.name}, which has less of messages: no {self.format.lacks}", len(self.files)
            )
        for file in sorted(self.files, key=_natural_order):
            made.begin_file()
            for number, message in self.format.read(file, made, context):
                yield file, number, message


def _natural_order(file: ChannelFile) -> list[tuple[int, str]]:
    """A key by which the tenth part comes after the ninth."""
    pieces = re.split(r"(\d{1,15})", file.member.name)
    return [(int(piece) if piece.isdecimal() else 0, piece) for piece in pieces]


def _format_of(member: Member) -> _Format | None:
    return next((format_ for format_ in _FORMATS if format_.knows(member)), None)


def is_channel_file(member: Member) -> bool:
    """True if a file begins as those of DiscordChatExporter do."""
    return _format_of(member) is not None


def find_channels(source: Source, context: ImportContext) -> Iterator[FoundChannel]:
    """The channels of an export. Files that do not tell their channel are reported."""
    found: dict[tuple[str, str, str], FoundChannel] = {}
    for member in source.members():
        if (format_ := _format_of(member)) is None:
            continue
        try:
            file = format_.describe(member)
        except UnreadableError as error:
            context.problem(member.name, 0, f"left out: {error}")
            continue
        if file is None:
            context.problem(member.name, 0, "left out: it does not say which channel it is of")
        else:
            file = _with_name(file, source)
            channel = found.setdefault((format_.name, *file.key), FoundChannel([], format_))
            channel.files.append(file)
    yield from _fullest(list(found.values()), context)


def _with_name(file: ChannelFile, source: Source) -> ChannelFile:
    """A file with the name of the source for that of its channel, if it has no more than a number for one."""
    if text_in(file.channel, "id") or not text_in(file.channel, "name").isdecimal():
        return file
    return file._replace(channel={**file.channel, "name": PurePosixPath(source.name).stem})


def _fullest(channels: list[FoundChannel], context: ImportContext) -> Iterator[FoundChannel]:
    """The channels without those that are there in a fuller format, too."""
    ranks: dict[str, int] = {}
    for channel in channels:
        rank = _FORMATS.index(channel.format)
        for name in (*_names_of(channel.files[0]), _bare_name(channel.files[0])):
            ranks[name] = min(rank, ranks.get(name, rank))
    for channel in channels:
        rank = _FORMATS.index(channel.format)
        if any(ranks[name] < rank for name in _names_of(channel.files[0])):
            context.skip("files of channels that are there in a fuller format, too", len(channel.files))
        else:
            yield channel


def _names_of(file: ChannelFile) -> Iterator[str]:
    """Names by which two files are known as ones of a channel: its id, and its name with that of the server."""
    if id_ := text_in(file.channel, "id"):
        yield f"#{id_}"
    guild = text_in(file.guild, "name")
    yield f"{guild}/{text_in(file.channel, 'name')}" if guild else _bare_name(file)


def _bare_name(file: ChannelFile) -> str:
    """The name of a channel, by which a file that does not name its server is known."""
    return f"/{text_in(file.channel, 'name')}"
