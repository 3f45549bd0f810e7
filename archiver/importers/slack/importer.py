"""Reads Slack's exports: a thread is a message with its replies; other messages of a channel are conversations."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from archiver.importers.chat.conversations import GAP_SETTINGS, PRIVATE_SETTINGS, Gap, conversation_title, read_gap
from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import CERTAIN, LIKELY, NO, ImportContext
from archiver.importers.json_fields import number_in, text_in
from archiver.importers.json_records import read_json, write_json
from archiver.importers.markdown.titles import title_of
from archiver.importers.record_groups import RecordGroup, RecordGroups
from archiver.importers.slack.messages import SlackPosts, parse_ts, why_skipped
from archiver.importers.slack.workspace import USER_LISTS, Channel, find_root, read_workspace
from archiver.importers.threads import ImportedPost, ImportedThread
from archiver.model import BodyFormat

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[^/]*)\.json")
_MICROSECONDS = 1_000_000


class Slack:
    """The importer."""

    name = "slack"
    description = "a Slack export (zip or folder): channels.json, users.json, a folder of days for each channel"
    example = "archiver import acme-slack-export.zip --set gap=4h"
    settings: Mapping[str, str] = {
        **GAP_SETTINGS,
        **PRIVATE_SETTINGS,
        "url": "the address of the workspace, for the permalinks of messages: https://acme.slack.com",
    }

    def confidence(self, source: Source) -> float:
        """Certain of a list of channels with one of people; likely of either with files of days."""
        root = find_root(source)
        if root is None:
            return NO
        return CERTAIN if any(source.find(root + name) for name in USER_LISTS) else LIKELY

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, channel by channel, in the order of their first messages."""
        gap = read_gap(context.settings)
        root = find_root(source) or ""
        workspace = read_workspace(source, root, context)
        posts = SlackPosts(source, root, workspace, context)
        days = (member for member in source.members() if _is_day(member.name, root))
        for folder, members in groupby(days, lambda member: member.name.rpartition("/")[0]):
            name = folder.removeprefix(root.rstrip("/")).lstrip("/")
            channel = workspace.channel(name)
            if channel.is_private and context.settings.get("private") != "yes":
                context.skip(
                    "days of private channels and messages (--set private=yes takes them)", sum(1 for _ in members)
                )
                continue
            with RecordGroups[int](source.temporary) as groups:
                for member in members:
                    _add_day(member, groups, context)
                yield from _ChannelReader(channel, name, posts, gap, context).threads(groups)


def _is_day(name: str, root: str) -> bool:
    folder, _, file = name.removeprefix(root).rpartition("/")
    return name.startswith(root) and folder != "" and _DAY.fullmatch(file) is not None


def _add_day(member: Member, groups: RecordGroups[int], context: ImportContext) -> None:
    """Add the messages of a day to the groups of their threads."""
    context.advance("reading messages", context.read, 0)
    try:
        messages = read_json(member)
    except UnreadableError as error:
        context.problem(member.name, 0, f"left out: {error}")
        return
    if not isinstance(messages, list):
        context.problem(member.name, 0, "left out: it is not a list of messages")
        return
    for number, message in enumerate(messages, 1):
        context.read += 1
        if why := _add(message, groups, context):
            context.problem(member.name, number, f"left out: {why}")


def _add(message: Any, groups: RecordGroups[int], context: ImportContext) -> str | None:
    """Add a message. Returns why it cannot be."""
    if not isinstance(message, dict):
        return "it is not a message"
    if why := why_skipped(message):
        context.skip(why)
        return None
    ts, root = parse_ts(message.get("ts")), parse_ts(message.get("thread_ts"))
    if ts is None:
        return 'it has no time: "ts" is missing or wrong'
    try:
        record = write_json(message)
    except UnreadableError as error:
        return str(error)
    groups.add(root or ts, ts, record)
    return None


class _Conversation(NamedTuple):
    """Messages of a channel between two pauses."""

    start: int
    """The time of the first one, which may have become a thread, in microseconds."""
    posts: list[ImportedPost]


class _ChannelReader:
    """Makes the threads and the conversations of a channel."""

    def __init__(self, channel: Channel, folder: str, posts: SlackPosts, gap: Gap, context: ImportContext) -> None:
        self._channel, self._folder, self._posts = channel, folder, posts
        self._site = f"slack/{posts.workspace.team}/{channel.id}"
        self._gap, self._context = gap, context

    def threads(self, groups: RecordGroups[int]) -> Iterator[ImportedThread]:
        """The threads of the messages, in the order of the first ones; conversations where they end."""
        conversation = _Conversation(0, [])
        last = 0
        for group in groups.groups():
            messages = self._messages(group)
            if group.key - last > self._gap.seconds * _MICROSECONDS:
                yield from self._finish(conversation)
                conversation = _Conversation(group.key, [])
            last = group.key
            if len(messages) == 1 and not _is_root(messages[0]):
                conversation.posts.append(self._posts.post(messages[0], None, self._folder, self._channel.id))
            else:
                yield self._thread(group.key, messages)
        yield from self._finish(conversation)

    def _messages(self, group: RecordGroup[int]) -> list[dict[str, Any]]:
        """The messages of a group, each once: a reply that is sent to the channel too may be there twice."""
        messages: dict[int | None, dict[str, Any]] = {}
        for record in group.records:
            message = json.loads(record)
            if parse_ts(message["ts"]) in messages:
                self._context.note("messages that were there twice")
            messages.setdefault(parse_ts(message["ts"]), message)
        return list(messages.values())

    def _thread(self, key: int, messages: list[dict[str, Any]]) -> ImportedThread:
        root = text_in(messages[0], "ts") if parse_ts(messages[0]["ts"]) == key else None
        posts = tuple(self._posts.post(message, root, self._folder, self._channel.id) for message in messages)
        replies = number_in(messages[0], "reply_count") if root else None
        if root is None:
            self._context.note("threads whose first message is not in the export")
        title = title_of(posts[0].body) or conversation_title(posts, self._channel.name)
        return self._imported(str(key), title, posts, replies + 1 if replies is not None else None)

    def _finish(self, conversation: _Conversation) -> Iterator[ImportedThread]:
        if conversation.posts:
            posts = tuple(conversation.posts)
            self._gap.note(self._context, 1)
            yield self._imported(f"c{conversation.start}", conversation_title(posts, self._channel.name), posts, None)

    def _imported(self, id_: str, title: str, posts: tuple[ImportedPost, ...], claimed: int | None) -> ImportedThread:
        if self._channel.is_private:
            self._context.note("threads of private channels and messages")
        return ImportedThread(
            id=id_,
            site=self._site,
            title=title,
            board=self._channel.board,
            format=BodyFormat.MARKDOWN,
            closed=self._channel.is_closed,
            posts=posts,
            claimed_posts=claimed,
        )


def _is_root(message: dict[str, Any]) -> bool:
    """True if a message has replies, or is one."""
    return bool(message.get("thread_ts")) or bool(number_in(message, "reply_count"))
