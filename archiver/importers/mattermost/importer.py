"""Reads Mattermost's bulk exports: a post with replies is a thread; other posts of a channel are conversations."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any
from zlib import crc32

from archiver.importers.chat.conversations import GAP_SETTINGS, PRIVATE_SETTINGS, Gap, conversation_title, read_gap
from archiver.importers.chat.message_parts import ChatMessage, Conversation, MessageParts
from archiver.importers.containers import Member, Source
from archiver.importers.emoji.shortcodes import emoji_or_name
from archiver.importers.importer import ImportContext, confidence_by
from archiver.importers.json_fields import (
    JsonObject,
    dicts_in,
    flag_in,
    moment_in,
    number_in,
    text_in,
)
from archiver.importers.mattermost.dialect import mattermost_to_markdown
from archiver.importers.mattermost.export_lines import Export, is_export_file
from archiver.importers.record_groups import RecordGroups, is_group_number
from archiver.importers.threads import ImportedAttachment, ImportedPost, ImportedThread
from archiver.model import BodyFormat

_SYSTEM = {"join": "joins", "add_to": "joins", "leave": "leaves", "remove_from": "leaves"}


class Mattermost:
    """The importer."""

    name = "mattermost"
    description = "Mattermost's bulk export: import.jsonl with its attachments, or the zip of mmctl"
    example = "archiver import mattermost-export.zip --set gap=4h"
    settings: Mapping[str, str] = {**GAP_SETTINGS, **PRIVATE_SETTINGS}

    def confidence(self, source: Source) -> float:
        """Certain of a file that begins with the version of the format and a record of it."""
        return confidence_by(source, is_export_file)

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, channel by channel."""
        gap = read_gap(context.settings)
        for member in filter(is_export_file, source.members()):
            export = Export(source, member, context)
            with RecordGroups[str](source.temporary) as posts:
                export.read_lines(posts)
                records = (json.loads(record) for group in posts.groups() for record in group.records)
                for key, group in groupby(records, lambda record: record[0]):
                    yield from _threads(export, key, (post for _, post in group), gap)


def _threads(export: Export, key: str, posts: Iterator[dict[str, Any]], gap: Gap) -> Iterator[ImportedThread]:
    """The threads of a channel.

    Args:
        export: what is known of the export.
        key: the key of the channel.
        posts: the posts of the channel, by their times.
        gap: the pause that ends a conversation.
    """
    roots = set[str]()
    ids = _Ids()
    with MessageParts(export.source.temporary, gap, export.context) as parts:
        for post in posts:
            if why := _why_skipped(post):
                export.context.skip(why)
                continue
            root, time, replies = ids.id_of(post), number_in(post, "create_at") or 0, dicts_in(post, "replies")
            own = {name: value for name, value in post.items() if name != "replies"}
            parts.add(ChatMessage(root, time, [root, None, own], is_topic=bool(replies)))
            if replies:
                roots.add(root)
            for reply in replies:
                id_ = ids.id_of(reply)
                replied = number_in(reply, "create_at") or 0
                later = max(time, replied if is_group_number(replied) else 0)
                parts.add(ChatMessage(id_, later, [id_, root, reply], root, order=1))
        for conversation in parts.conversations():
            yield _make_thread(export, key, conversation, gap if conversation.id not in roots else None)


class _Ids:
    """Makes ids of posts: bulk exports have none, but the time in milliseconds and the author. Posts of one time and
    author are told apart by a number.
    """

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def id_of(self, message: JsonObject) -> str:
        """The id of a post or a reply."""
        plain = f"{number_in(message, 'create_at') or 0}.{text_in(message, 'user')}"
        text, id_, suffix = str(crc32(text_in(message, "message").encode("utf-8", "replace"))), plain, 1
        while self._texts.setdefault(id_, text) != text:
            suffix += 1
            id_ = f"{plain}-{suffix}"
        return id_


def _why_skipped(post: JsonObject) -> str | None:
    kind = text_in(post, "type")
    if not kind.startswith("system_"):
        return None
    action = kind.removeprefix("system_")
    return next((words for start, words in _SYSTEM.items() if action.startswith(start)), "other events of channels")


def _make_thread(export: Export, key: str, conversation: Conversation, gap: Gap | None) -> ImportedThread:
    """The thread of a conversation.

    Args:
        export: what is known of the export.
        key: the key of the channel.
        conversation: the messages.
        gap: the pause that has ended it; None for a post with its replies.
    """
    posts = tuple(_make_post(export, *message) for message in conversation.messages)
    channel = export.channel(key)
    if gap:
        gap.note(export.context, 1)
    return ImportedThread(
        id=f"{'c' if gap else ''}{conversation.id}",
        site=f"mattermost/{key}",
        title=conversation_title(posts, channel.board[-1]),
        board=tuple(filter(None, channel.board)),
        format=BodyFormat.MARKDOWN,
        posts=posts,
    )


def _make_post(export: Export, id_: str, answered: str | None, message: JsonObject) -> ImportedPost:
    """The post of a message.

    Args:
        export: what is known of the export.
        id_: the id that was made for it.
        answered: the id of the post that it answers.
        message: the message.
    """
    reactions = Counter(emoji_or_name(text_in(row, "emoji_name")) for row in dicts_in(message, "reactions"))
    paths = [path for row in dicts_in(message, "attachments") if (path := text_in(row, "path"))]
    files = [(path, _find(export, path)) for path in paths]
    return ImportedPost(
        id=id_,
        author=export.author(text_in(message, "user")) or None,
        date=moment_in(message, "create_at"),
        body=mattermost_to_markdown(text_in(message, "message")),
        format=BodyFormat.MARKDOWN,
        reply_to=answered,
        edited=moment_in(message, "edit_at"),
        reactions=tuple(reactions.items()),
        pinned=flag_in(message, "is_pinned"),
        attachments=tuple(
            ImportedAttachment(name=path.rpartition("/")[2], read=found.read if found else _missing)
            for path, found in files
        ),
    )


def _find(export: Export, path: str) -> Member | None:
    """The file of an attachment: next to the export, or in its folder `data/`."""
    folder = export.member.name.rpartition("/")[0]
    start = f"{folder}/" if folder else ""
    places = (f"{start}{path}", f"{start}data/{path}")
    return next(filter(None, map(export.source.find, places)), None)


def _missing() -> bytes:
    raise FileNotFoundError("the export lacks it")
