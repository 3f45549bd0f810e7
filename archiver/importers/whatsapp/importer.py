"""Reads WhatsApp's exports of chats: a chat becomes conversations."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from zlib import crc32

from archiver.importers.chat.conversations import GAP_SETTINGS, conversation_title, read_gap
from archiver.importers.chat.date_order import ORDER_SETTINGS, ShownTime, decide_order, moment_in_order
from archiver.importers.chat.message_parts import ChatMessage, Conversation, MessageParts
from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import LIKELY, NO, ImportContext
from archiver.importers.json_fields import moment_of
from archiver.importers.markdown.escaping import escape_text
from archiver.importers.markdown.lines import Kind, join_lines
from archiver.importers.threads import ImportedAttachment, ImportedPost, ImportedThread
from archiver.importers.whatsapp.lines import Start, parse_start
from archiver.model import BodyFormat

_HEAD_SIZE = 1 << 14
_LONGEST = 1 << 20  # bytes of a line
_MOST_LINES = 5000  # of a message
_LEAST = 0.3  # of lines that begin messages, by which a chat is recognised: messages may have several
_NAME = re.compile(
    r"(?:.*/)?(?:whatsapp[ _-]*)?(?:chat|chats|_chat)?(?:[ _-]*(?:with|mit|con|com|avec|de) )?(?P<name>[^/]*?)\.txt",
    re.I,
)
_FILE = re.compile(
    "\u200e?<(?:attached|angehängt|adjunto|pièce jointe|anexado|allegato|bijgevoegd)[^:<>]{0,3}: ([^<>]{1,200})>"
)
_OLD_FILE = re.compile(r"\u200e?(?P<name>[^\s/\\:]{1,150}\.\w{2,5}) \((?:[^()\n]{4,40})\)(?=\n|\Z)")
_ENCRYPTED = re.compile(
    r"\bend-to-end|ende-zu-ende|extremo a extremo|bout en bout|ponta a ponta|crittografia end|сквозн", re.IGNORECASE
)
"""Words of the notice that a chat may begin with, which some exports write as a message of the group."""


class _Sent(NamedTuple):
    """A message of a chat."""

    id: str
    at: str
    """Its time, in ISO 8601."""
    name: str
    text: str


class WhatsApp:
    """The importer."""

    name = "whatsapp"
    description = "WhatsApp's export of a chat: the zip, or its .txt with the files beside it; any locale"
    example = 'archiver import "WhatsApp Chat with Crew.zip" --set dates=dmy'
    settings: Mapping[str, str] = {**GAP_SETTINGS, **ORDER_SETTINGS}

    def confidence(self, source: Source) -> float:
        """Likely if a text has lines that begin messages."""
        return LIKELY if any(map(_is_chat, source.members())) else NO

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, chat by chat."""
        gap = read_gap(context.settings)
        for member in filter(_is_chat, source.members()):
            match = _NAME.fullmatch(member.name)
            found = match["name"].strip(" _-") if match else ""
            fallback = _NAME.fullmatch(f"{source.name.rpartition('.')[0] or source.name}.txt")
            chat = found or (fallback["name"].strip(" _-") if fallback else "") or "chat"
            with MessageParts(source.temporary, gap, context) as parts:
                _add_chat(member, parts, context)
                for conversation in parts.conversations():
                    yield _make_thread(conversation, chat, member, source)
                    gap.note(context, 1)


def _is_chat(member: Member) -> bool:
    if not member.name.lower().endswith((".txt", "stdin")):
        return False
    lines = [line for line in member.head(_HEAD_SIZE).decode("utf-8", "replace").split("\n") if line.strip()]
    starts = [start for start in map(parse_start, lines) if start]
    return len(starts) >= max(1, len(lines) * _LEAST) and any(start.name for start in starts)


def _shown_times(member: Member) -> Iterator[ShownTime]:
    for line in member.lines(_LONGEST):
        if start := parse_start(line.text.decode("utf-8", "replace").rstrip("\r\n")):
            yield start.shown


def _add_chat(member: Member, parts: MessageParts, context: ImportContext) -> None:
    """Add the messages of a chat."""
    try:
        order = decide_order(_shown_times(member), context)
        known = Counter[str]()
        for position, (number, start, text) in enumerate(_read_messages(member, context)):
            context.read += 1
            at = moment_in_order(start.shown, order, context.zone)
            if at is None:
                context.problem(member.name, number, "left out: its date is none")
            elif not start.name or (position == 0 and _ENCRYPTED.search(text)):
                context.skip("notices of WhatsApp (joins, calls, encryption)")
            else:
                key = f"{at:%Y%m%dT%H%M%S}-{crc32(f'{start.name}|{text}'.encode('utf-8', 'replace')):08x}"
                known[key] += 1
                id_ = key if known[key] == 1 else f"{key}-{known[key]}"
                sent = _Sent(id_, at.isoformat(), start.name, text)
                parts.add(ChatMessage(id_, int(at.timestamp() * 1000), sent, order=position))
    except UnreadableError as error:
        context.problem(member.name, 0, f"the rest of the file is left out: {error}")


def _read_messages(member: Member, context: ImportContext) -> Iterator[tuple[int, Start, str]]:
    """The messages, each with the number of its first line and its whole text."""
    current: tuple[int, Start] | None = None
    lines: list[str] = []
    for number, line in enumerate(member.lines(_LONGEST), 1):
        text = line.text.decode("utf-8", "replace").rstrip("\r\n")
        start = parse_start(text)
        if start:
            if current:
                yield (*current, "\n".join(lines))
            current, lines = (number, start), [start.text]
        elif current is None or len(lines) >= _MOST_LINES:
            if text.strip("\ufeff \t"):
                context.problem(member.name, number, "left out: it belongs to no message")
        else:
            lines.append(text)
    if current:
        yield (*current, "\n".join(lines))


def _make_thread(conversation: Conversation, chat: str, member: Member, source: Source) -> ImportedThread:
    """The thread of a conversation.

    Args:
        conversation: the messages.
        chat: the name of the chat.
        member: the file of the chat.
        source: has the files beside it.
    """
    folder = member.name.rpartition("/")[0]
    posts = tuple(_make_post(_Sent(*sent), f"{folder}/" if folder else "", source) for sent in conversation.messages)
    return ImportedThread(
        id=f"c{conversation.id}",
        site=f"whatsapp/{chat}",
        title=conversation_title(posts, chat),
        board=(chat,),
        format=BodyFormat.MARKDOWN,
        posts=posts,
    )


def _make_post(sent: _Sent, folder: str, source: Source) -> ImportedPost:
    """The post of a message.

    Args:
        sent: the message.
        folder: the folder of the chat in the export, with a slash.
        source: the export.
    """
    files: list[ImportedAttachment] = []

    def take(match: re.Match[str]) -> str:
        name = match[1].strip()
        found = source.find(folder + name)
        if found is None:
            return match[0]
        files.append(ImportedAttachment(name=name, read=found.read))
        return ""

    text = _OLD_FILE.sub(take, _FILE.sub(take, sent.text))
    lines = ((Kind.TEXT if line.strip() else Kind.BLANK, escape_text(line)) for line in text.split("\n"))
    return ImportedPost(
        id=sent.id,
        author=sent.name,
        date=moment_of(sent.at),
        body=join_lines(lines),
        format=BodyFormat.MARKDOWN,
        attachments=tuple(files),
    )
