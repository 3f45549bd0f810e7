"""The CSV of DiscordChatExporter. It has no ids of messages, no replies, edits, embeds and pins."""

import re
from collections.abc import Iterator
from typing import Any

from archiver.importers.chat.date_order import ShownTime
from archiver.importers.containers import Member
from archiver.importers.discord.channel_file import ChannelFile, count_message, described_by_name
from archiver.importers.discord.html_markdown import emoji_name
from archiver.importers.discord.shown_messages import ShownMessages, find_shown_time
from archiver.importers.importer import ImportContext
from archiver.importers.tables.csv_rows import read_head, read_rows

_SUFFIXES = (".csv", "stdin")
_COLUMNS = ["AuthorID", "Author", "Date", "Content", "Attachments", "Reactions"]
_REACTION = re.compile(r"(?P<name>[^,\s][^,]{0,100}?) \((?P<count>\d{1,9})\)")


def is_csv_file(member: Member) -> bool:
    """True for a table with the exporter's columns."""
    return member.name.lower().endswith(_SUFFIXES) and read_head(member)[: len(_COLUMNS)] == _COLUMNS


def describe_csv(member: Member) -> ChannelFile:
    """The server and the channel of a file, by its name."""
    return described_by_name(member)


def csv_times(file: ChannelFile) -> Iterator[ShownTime]:
    """The dates in numbers that a file has."""
    silent = ImportContext()  # what is wrong is reported when the messages are read
    for row in read_rows(file.member, silent):
        if len(row.cells) > 2 and (shown := find_shown_time(row.cells[2])):
            yield shown


def read_csv_messages(file: ChannelFile, messages: ShownMessages, context: ImportContext) -> Iterator[tuple[int, Any]]:
    """The messages of a file, each with the number of its line.

    Args:
        file: the file.
        messages: makes the messages of the channel.
        context: where what is damaged is reported.
    """
    for row in read_rows(file.member, context):
        count_message(context)
        cells = [*row.cells, *[""] * len(_COLUMNS)]
        message = messages.make(cells[1], cells[2], cells[3], author_id=cells[0])
        if message is None:
            context.problem(file.member.name, row.line, "left out: its date is none")
            continue
        message["attachments"] = list(_attachments(cells[4]))
        message["reactions"] = [reaction_of(match["name"], match["count"]) for match in _REACTION.finditer(cells[5])]
        yield row.line, message


def _attachments(cell: str) -> Iterator[dict[str, str]]:
    """The files in a cell; a comma may be in the path of one."""
    for url in filter(None, re.split(r",(?=https?://)" if "://" in cell else ",", cell)):
        yield {"url": url, "fileName": url.partition("?")[0].replace("\\", "/").rpartition("/")[2]}


def reaction_of(name: str, count: str) -> dict[str, Any]:
    """A reaction with the fields that it has in JSON.

    Args:
        name: the emoji, or the name of one of the server's own.
        count: how often it was given; "" for once.
    """
    is_own = emoji_name(name)[1]
    return {"emoji": {"name": name, "id": "own" if is_own else ""}, "count": int(count or 1)}
