"""The people and channels of a Slack export."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct

from archiver.importers.containers import Source, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import dict_in, text_in
from archiver.importers.json_records import read_json

CHANNEL_LISTS = ("channels.json", "groups.json", "mpims.json", "dms.json")
USER_LISTS = ("users.json", "org_users.json")
_PRIVATE = "private channels"
_DIRECT = "direct messages"
_SAFE_ID = re.compile(r"[A-Za-z0-9_.-]{1,60}")


class Channel(Struct, frozen=True, kw_only=True):
    """A channel, or a conversation of few people."""

    id: str
    name: str
    board: tuple[str, ...]
    is_private: bool = False
    is_closed: bool = False
    """The channel is archived: nobody can write."""


@dataclass(slots=True, kw_only=True)
class Workspace:
    """What is known besides the messages."""

    team: str = ""
    """The id of the workspace; "" if it is not known."""
    people: dict[str, str] = field(default_factory=dict)
    """Names by ids."""
    channels: dict[str, Channel] = field(default_factory=dict)
    """By the names of their folders."""
    names: dict[str, str] = field(default_factory=dict)
    """Names of channels by ids."""

    def person(self, user: str) -> str:
        """The name of a person; the id if it is not known."""
        return self.people.get(user, user)

    def channel(self, folder: str) -> Channel:
        """The channel whose messages are in a folder."""
        return self.channels.get(folder) or Channel(id=folder, name=folder, board=(folder,))


def find_root(source: Source) -> str | None:
    """The folder of an export within its source, with a slash; "" for the source itself; None if there is none."""
    for name in CHANNEL_LISTS:
        if source.find(name):
            return ""
    for count, member in enumerate(source.members()):
        folder, _, name = member.name.rpartition("/")
        if name in CHANNEL_LISTS and "/" not in folder:
            return f"{folder}/"
        if count > 20_000:
            break
    return None


def read_workspace(source: Source, root: str, context: ImportContext) -> Workspace:
    """Read the lists of people and channels.

    Args:
        source: the export.
        root: the folder of the export in it.
        context: is told of lists that cannot be read.
    """
    workspace = Workspace()
    users = [user for name in USER_LISTS for user in _read_list(source, root + name, context)]
    workspace.team = next(filter(None, (text_in(user, "team_id") for user in users)), "")
    workspace.people = _names_of(users)
    for name in CHANNEL_LISTS:
        for record in _read_list(source, root + name, context):
            for folder, channel in _channels(record, name, workspace):
                workspace.channels[folder] = channel
                workspace.names[channel.id] = channel.name
    return workspace


def _read_list(source: Source, name: str, context: ImportContext) -> list[dict[str, Any]]:
    """The objects of a list in the export; none if it has no such list."""
    member = source.find(name)
    if member is None:
        return []
    try:
        values = read_json(member)
    except UnreadableError as error:
        context.problem(name, 0, str(error))
        return []
    if isinstance(values, list):
        return [value for value in values if isinstance(value, dict)]
    if values is not None:
        context.problem(name, 0, "it is not a list")
    return []


def _names_of(users: list[dict[str, Any]]) -> dict[str, str]:
    """The names of people by their ids; where several have one name, with their user names."""
    names = {text_in(user, "id"): name_of(user) for user in users}
    handles = {text_in(user, "id"): text_in(user, "name") for user in users}
    counts = Counter(names.values())
    return {
        id_: f"{name} ({handles[id_]})" if counts[name] > 1 and handles[id_] not in {"", name} else name
        for id_, name in names.items()
        if id_ and name
    }


def name_of(user: dict[str, Any]) -> str:
    """The name that a person is shown with."""
    profile = dict_in(user, "profile")
    shown = text_in(profile, "display_name", "real_name") or text_in(user, "real_name", "name", "id")
    return shown.strip() or text_in(user, "name", "id")


def _channels(record: dict[str, Any], listed: str, workspace: Workspace) -> Iterator[tuple[str, Channel]]:
    """The channel of a record, with the name of its folder."""
    id_, name = text_in(record, "id"), text_in(record, "name")
    if not _SAFE_ID.fullmatch(id_):
        return
    members = record.get("members")
    people = [workspace.person(user) for user in members if isinstance(user, str)] if isinstance(members, list) else []
    title = name or id_
    board: tuple[str, ...] = (title,)
    if listed in {"dms.json", "mpims.json"}:
        title = ", ".join(sorted(people)) or name or id_
        board = (_DIRECT, title)
    elif listed == "groups.json":
        board = (_PRIVATE, title)
    is_closed, is_private = record.get("is_archived") is True, listed != "channels.json"
    folder = id_ if listed == "dms.json" or not name else name
    channel = Channel(id=id_, name=title, board=board, is_private=is_private, is_closed=is_closed)
    yield folder, channel
    if folder != id_:
        yield id_, channel
