"""Reads logs of IRC: channels become conversations."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from zlib import crc32

from archiver.importers.chat.conversations import GAP_SETTINGS, Gap, conversation_title, read_gap
from archiver.importers.chat.message_parts import ChatMessage, Conversation, MessageParts
from archiver.importers.containers import Member, Source
from archiver.importers.importer import LIKELY, ImportContext, confidence_by
from archiver.importers.irc.line_shapes import Shape
from archiver.importers.irc.log_files import ChannelPlace, has_day, is_log, place_of, read_log
from archiver.importers.json_fields import moment_of
from archiver.importers.markdown.escaping import escape_text
from archiver.importers.markdown.lines import join_text
from archiver.importers.member_progress import members_with_progress
from archiver.importers.threads import ImportedPost, ImportedThread
from archiver.model import BodyFormat

_MOST_LOOKED_AT = 50  # files


class Irc:
    """The importer."""

    name = "irc"
    description = "logs of IRC: irssi, weechat, ZNC, energymech, XChat, Supybot; a file or folders of channels and days"
    example = "archiver import irclogs/ --set gap=1h"
    settings = GAP_SETTINGS

    def confidence(self, source: Source) -> float:
        """Likely if one of the first files is a log by its lines, and tells a day."""
        return confidence_by(source, lambda member: is_log(member) and has_day(member), LIKELY, _MOST_LOOKED_AT)

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, channel by channel."""
        gap = read_gap(context.settings)
        channels: dict[ChannelPlace, list[Member]] = {}
        for member in members_with_progress(source, context):
            if is_log(member):
                channels.setdefault(place_of(member.name, source.name), []).append(member)
            else:
                context.skip("files that are no logs")
        for place, members in channels.items():
            with MessageParts(source.temporary, gap, context) as parts:
                for member in members:
                    _add_file(member, parts, context)
                for conversation in parts.conversations():
                    yield _make_thread(conversation, place, gap, context)


def _add_file(member: Member, parts: MessageParts, context: ImportContext) -> None:
    """Add the messages of a file. Logs have no ids: a message is known by its time and its words, so that another log
    of the same channel adds only what is new.
    """
    last, order = 0, 0
    known = Counter[str]()
    for day, line in read_log(member, context):
        if line.at is None:
            continue
        at = datetime.combine(day, line.at, context.zone)
        milliseconds = int(at.timestamp() * 1000)
        if milliseconds != last:
            last = milliseconds
            known.clear()
        words = f"{line.shape.value}\n{line.name}\n{line.text}"
        key = f"{at:%Y%m%dT%H%M%S}-{crc32(words.encode('utf-8', 'replace')):08x}"
        known[key] += 1
        id_ = key if known[key] == 1 else f"{key}-{known[key]}"
        order += 1
        value = [id_, at.isoformat(), line.name, line.text, line.shape is Shape.ACTION]
        parts.add(ChatMessage(id_, milliseconds, value, order=order))


def _make_thread(conversation: Conversation, place: ChannelPlace, gap: Gap, context: ImportContext) -> ImportedThread:
    posts = tuple(_make_post(*message, is_action=is_action) for *message, is_action in conversation.messages)
    gap.note(context, 1)
    return ImportedThread(
        id=f"c{conversation.id}",
        site=f"irc/{place.network}/{place.channel}",
        title=conversation_title(posts, place.channel.lstrip("#")),
        board=tuple(filter(None, place)),
        format=BodyFormat.MARKDOWN,
        posts=posts,
    )


def _make_post(id_: str, at: str, name: str, text: str, *, is_action: bool) -> ImportedPost:
    """The post of a message.

    Args:
        id_: the id that was made for it.
        at: its time, in ISO 8601.
        name: who wrote it.
        text: the text.
        is_action: True for what `/me` does.
    """
    body = escape_text(text)
    return ImportedPost(
        id=id_,
        author=name,
        date=moment_of(at),
        body=f"*{escape_text(name)}* {body}" if is_action else join_text(body),
        format=BodyFormat.MARKDOWN,
    )
