"""What a file of DiscordChatExporter says of its channel, and what its name says where the file says nothing."""

import re
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from archiver.importers.containers import Member
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import text_in

_EVERY = 1000  # messages between two steps of the progress bar
_NAME = re.compile(
    r"(?P<guild>.{1,200}?) - (?:(?P<parent>.{1,200}) - )?(?P<channel>.{1,200}?) \[(?P<id>\d{1,20})\]"
    r"(?: \((?:after|before|between|\d)[^()]{0,60}\))?(?: \[part \d{1,6}\])?"
)
_PART = re.compile(r" \[part \d{1,6}\]\Z")
_EPOCH = 1_420_070_400_000
"""Milliseconds from 1970 to the time from which ids are counted."""
POSITION = "position"
"""The field with the place of a message in its file, if the file has no ids."""


class ChannelFile(NamedTuple):
    """A file with messages of a channel."""

    member: Member
    guild: dict[str, Any]
    channel: dict[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        """The ids of the server and the channel; their names where a file has no ids."""
        return text_in(self.guild, "id", "name"), text_in(self.channel, "id", "name")

    @property
    def folder(self) -> str:
        """The folder of the file in the export, with a slash; "" if it is in none."""
        folder = self.member.name.rpartition("/")[0]
        return f"{folder}/" if folder else ""


def described_by_name(member: Member, guild: str = "", place: tuple[str, ...] = ()) -> ChannelFile:
    """The server and the channel of a file that names them, if at all, without their ids.

    The exporter's own names for files have the id of the channel: `Guild - Parent - channel [5] [part 2].csv`.

    Args:
        member: the file.
        guild: the name of the server; "" if the file does not have it.
        place: the name of the channel behind those of its parents; empty if the file does not have it.
    """
    stem = PurePosixPath(member.name).stem
    match = _NAME.fullmatch(stem)
    if not place:
        folder = PurePosixPath(member.name).parent.name
        plain = _PART.sub("", stem)
        place = (folder if plain.isdecimal() and folder else plain,)
        if match:
            place = tuple(filter(None, (match["parent"], match["channel"])))
    is_thread = len(place) > 2  # a category, a channel, and a thread
    parent = {"category": place[-2]} if len(place) > 1 else {}
    channel = {"name": place[-1], "type": "Thread" if is_thread else "", **parent}
    id_ = {"id": match["id"]} if match else {}
    return ChannelFile(member, {"name": guild or (match["guild"] if match else "")}, {**id_, **channel})


def count_message(context: ImportContext) -> None:
    """Count a message that is read, and tell how far it is."""
    context.read += 1
    if context.read % _EVERY == 0:
        context.advance("reading messages", context.read, 0)


def check_count(member: Member, claimed: int | None, count: int, context: ImportContext) -> None:
    """Report a file that has another number of messages than it says.

    Args:
        member: the file.
        claimed: how many messages it says to have; None if it says nothing.
        count: how many it has.
        context: where it is reported.
    """
    if claimed is not None and claimed != count:
        context.problem(member.name, 0, f"it says that it has {claimed:,} messages, and has {count:,}")


def time_of_id(id_: int) -> int:
    """When the message with an id was sent, in milliseconds after 1970.

    >>> time_of_id(503992057178619915)
    1540231470151
    """
    return (id_ >> 22) + _EPOCH
