"""The lines of a bulk export: teams, channels and people are kept, posts go to the disk by channel and time."""

import re
from typing import Any, NamedTuple

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import JsonObject, dict_in, dicts_in, list_in, number_in, text_in
from archiver.importers.json_records import read_json_lines, write_json
from archiver.importers.record_groups import RecordGroups, is_group_number

_VERSION = re.compile(rb'\s*\{\s*"type"\s*:\s*"version"\s*,[^\n]{0,4000}"version"\s*:\s*\d')
_RECORD = re.compile(rb'\n\s*\{\s*"type"\s*:\s*"(?:team|channel|user|post|direct_post|role|scheme|emoji|bot)"')
_DIRECT = "direct messages"
_PRIVATE = "private channels"
_LONGEST = 14  # digits of a time in milliseconds


def is_export_file(member: Member) -> bool:
    """True if a file begins as bulk exports do."""
    head = member.head(1 << 14) if member.name.lower().endswith((".jsonl", ".json", "stdin")) else b""
    return _VERSION.match(head) is not None and _RECORD.search(head) is not None


class MattermostChannel(NamedTuple):
    """A channel, or a conversation of few people."""

    board: tuple[str, ...]
    is_private: bool


class Export:
    """What is known of an export."""

    def __init__(self, source: Source, member: Member, context: ImportContext) -> None:
        self.source, self.member, self.context = source, member, context
        self.people: dict[str, str] = {}
        self._teams: dict[str, str] = {}
        self._channels: dict[str, MattermostChannel] = {}

    def read_lines(self, posts: RecordGroups[str]) -> None:
        """Read all lines, and keep the posts by channel and time."""
        for number, value in read_json_lines(self.member, self.context):
            self.context.read += 1
            kind = text_in(value, "type") if isinstance(value, dict) else ""
            record = dict_in(value, kind) if kind else {}
            if kind == "team":
                self._teams[text_in(record, "name")] = text_in(record, "display_name", "name")
            elif kind == "channel":
                self._add_channel(record)
            elif kind == "user":
                full = f"{text_in(record, 'first_name')} {text_in(record, 'last_name')}".strip()
                self.people[text_in(record, "username")] = text_in(record, "nickname") or full
            elif kind in {"post", "direct_post"}:
                if why := self._add_post(record, posts):
                    self.context.problem(self.member.name, number, f"left out: {why}")
            else:
                self.context.skip("records that are no posts (roles, emoji, bots, settings)")

    def _add_channel(self, record: JsonObject) -> None:
        team = text_in(record, "team")
        name = text_in(record, "display_name", "name")
        is_private = text_in(record, "type") == "P"
        board = (self._teams.get(team, team), *((_PRIVATE,) if is_private else ()), name)
        self._channels[f"{team}\n{text_in(record, 'name')}"] = MattermostChannel(board, is_private)

    def _add_post(self, record: dict[str, Any], posts: RecordGroups[str]) -> str | None:
        """Keep a post. Returns why it cannot be kept."""
        members = sorted(filter(None, (text_in({"name": name}, "name") for name in list_in(record, "channel_members"))))
        key = f"\n{','.join(members)}" if members else f"{text_in(record, 'team')}\n{text_in(record, 'channel')}"
        time = number_in(record, "create_at")
        if time is None or not is_group_number(time) or len(str(time)) > _LONGEST or key == "\n":
            return "it has no channel or no time"
        if self.channel(key).is_private and self.context.settings.get("private") != "yes":
            count = 1 + len(dicts_in(record, "replies"))
            self.context.skip("posts of private channels and messages (--set private=yes takes them)", count)
            return None
        try:
            posts.add(f"{key}\n{time:0{_LONGEST}}", 0, write_json([key, record]))
        except UnreadableError as error:
            return str(error)
        return None

    def channel(self, key: str) -> MattermostChannel:
        """The channel with a key, which is made of the names of its team and itself, or of its members."""
        team, _, name = key.partition("\n")
        if team:
            return self._channels.get(key) or MattermostChannel((self._teams.get(team, team), name), is_private=False)
        return MattermostChannel(
            (_DIRECT, ", ".join(self.author(person) for person in name.split(","))), is_private=True
        )

    def author(self, user: str) -> str:
        """The name of a person, with the user name if it differs."""
        name = self.people.get(user, "")
        return f"{name} ({user})" if name and name != user else user
