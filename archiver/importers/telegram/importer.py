"""Reads the exports of Telegram Desktop: topics are threads; chats become conversations."""

from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from typing import Any

from archiver.importers.chat.conversations import GAP_SETTINGS, Gap, conversation_title, read_gap
from archiver.importers.chat.message_parts import ChatMessage, Conversation, MessageParts
from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import ImportContext, confidence_by
from archiver.importers.json_fields import number_in, text_in
from archiver.importers.record_groups import is_group_number
from archiver.importers.telegram.databases import find_databases, is_database, read_rows
from archiver.importers.telegram.export_files import Chat, find_export_files, is_export_file, read_messages
from archiver.importers.telegram.html_files import (
    HtmlChat,
    find_html_chats,
    folder_of,
    is_page,
    read_html_messages,
)
from archiver.importers.telegram.messages import TelegramPosts, date_of, why_skipped
from archiver.importers.threads import ImportedThread
from archiver.model import BodyFormat

_PRIVATE = ("personal_chat", "bot_chat", "saved_messages", "replies", "verification_codes", "private_")


class Telegram:
    """The importer."""

    name = "telegram"
    description = "Telegram Desktop's result.json or messages.html, of a chat or an account; tg-archive's data.sqlite"
    example = "archiver import ChatExport_2024-01-02/ --set gap=2h"
    settings: Mapping[str, str] = {**GAP_SETTINGS, "private": "yes to take private chats as well"}

    def confidence(self, source: Source) -> float:
        """Certain of a file that begins with a chat or an account, of a page of a chat, and of a database."""
        return confidence_by(source, lambda member: is_export_file(member) or is_page(member) or is_database(member))

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, chat by chat."""
        gap = read_gap(context.settings)
        people: dict[str, str] = {}
        folders = set[str]()
        for member in find_export_files(source):
            folders.add(folder_of(member))
            messages = read_messages(member, context)
            for _, group in groupby(messages, lambda message: message[0]):
                first = next(group)
                chat = first[1]
                if _is_left_out(chat) and context.settings.get("private") != "yes":
                    count = 1 + sum(1 for _ in group)
                    context.skip("messages of private chats (--set private=yes takes them)", count)
                    continue
                reader = _ChatReader(chat, TelegramPosts(source, folder_of(member), chat, people), gap, context)
                with MessageParts(source.temporary, gap, context) as parts:
                    for _, _, number, message in chain((first,), group):
                        reader.add(message, number, member, parts)
                    yield from reader.threads(parts)
        for found in find_html_chats(source.members()):
            if _is_chosen(found, folders, context):
                yield from _read_pages(found, source, gap, people, context)
        for database in find_databases(source):
            posts = TelegramPosts(source, folder_of(database.member), database.chat, people)
            reader = _ChatReader(database.chat, posts, gap, context)
            with MessageParts(source.temporary, gap, context) as parts:
                for number, message in read_rows(database, context):
                    reader.add(message, number, database.member, parts)
                yield from reader.threads(parts)


def _is_chosen(found: HtmlChat, folders: set[str], context: ImportContext) -> bool:
    """True if the pages of a chat are read; what is not is counted.

    Args:
        found: the chat.
        folders: the folders that have a chat in JSON, too.
        context: has the settings, and counts.
    """
    if any(folder_of(page).startswith(tuple(folders)) for page in found.pages):
        context.skip("pages of chats that the JSON has, too", len(found.pages))
        return False
    if found.is_of_account and context.settings.get("private") != "yes":
        why = "pages of chats of an account, which do not tell whether they are private (--set private=yes takes them)"
        context.skip(why, len(found.pages))
        return False
    return True


def _read_pages(
    found: HtmlChat, source: Source, gap: Gap, people: dict[str, str], context: ImportContext
) -> Iterator[ImportedThread]:
    """The threads of pages.

    Args:
        found: the chat of the pages.
        source: has the files beside them.
        gap: the pause that parts conversations.
        people: ids by the names that they are shown with; it grows.
        context: where what is damaged is reported.
    """
    chat = Chat(found.name, found.name, "", is_of_account=found.is_of_account)  # pages have no id of the chat
    reader = _ChatReader(chat, TelegramPosts(source, "", chat, people), gap, context)
    with MessageParts(source.temporary, gap, context) as parts:
        for member, number, message in read_html_messages(found, context):
            reader.add(message, number, member, parts)
        yield from reader.threads(parts)


def _is_left_out(chat: Chat) -> bool:
    """True for a private chat of an account. A chat that was exported alone was chosen."""
    return chat.is_of_account and chat.type.startswith(_PRIVATE)


class _ChatReader:
    """Makes the threads of a chat."""

    def __init__(self, chat: Chat, posts: TelegramPosts, gap: Gap, context: ImportContext) -> None:
        self._chat, self._posts, self._gap, self._context = chat, posts, gap, context
        self._name = chat.name or chat.type.replace("_", " ") or chat.id
        self._pinned = set[str]()
        self._topics: dict[str, str] = {}

    def add(self, message: Any, number: int, member: Member, parts: MessageParts) -> None:
        """Add a message, or report why it cannot be.

        Args:
            message: the message.
            number: its number in the file.
            member: the file.
            parts: takes it.
        """
        if why := self._why_not_added(message, parts):
            self._context.problem(member.name, number, f"left out: {why}")

    def _why_not_added(self, message: Any, parts: MessageParts) -> str | None:
        """Add a message. Returns why it cannot be."""
        id_ = number_in(message, "id") if isinstance(message, dict) else None
        if id_ is None or not is_group_number(abs(id_)):
            return "it is not a message with an id"
        is_topic = text_in(message, "action") == "topic_created"
        if why := why_skipped(message):
            self._context.skip(why)
            self._pinned.add(text_in(message, "message_id"))
            if not is_topic:
                return None
            self._topics[str(id_)] = text_in(message, "title")
        moment = date_of(message)
        if moment is None:
            return "it has no date"
        time, answered = int(moment.at.timestamp() * 1000), text_in(message, "reply_to_message_id")
        if text_in(message, "reply_to_peer_id"):
            answered = ""
        try:
            parts.add(ChatMessage(str(id_), time, message, answered or None, order=id_, is_topic=is_topic))
        except UnreadableError as error:
            return str(error)
        return None

    def threads(self, parts: MessageParts) -> Iterator[ImportedThread]:
        """The threads of the messages that were added, without empty ones."""
        threads = map(self._thread, parts.conversations())
        yield from (thread for thread in threads if thread.posts)

    def _thread(self, conversation: Conversation) -> ImportedThread:
        """The thread of a conversation or a topic."""
        topic = self._topics.get(conversation.id)
        messages = [message for message in conversation.messages if not why_skipped(message)]
        posts = tuple(self._posts.post(message, pinned=text_in(message, "id") in self._pinned) for message in messages)
        if topic is None:
            self._gap.note(self._context, 1)
        return ImportedThread(
            id=f"{'c' if topic is None else 't'}{conversation.id}",
            site=f"telegram/{self._chat.id}",
            title=topic or conversation_title(posts, self._name),
            board=(self._name,),
            format=BodyFormat.MARKDOWN,
            url=posts[0].url if posts else None,
            posts=posts,
        )
