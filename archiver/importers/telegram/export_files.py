"""The files of Telegram Desktop: their chats, and the messages of these, streamed."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import text_in
from archiver.importers.json_records import read_json_parts

_HEAD_SIZE = 1 << 16
EVERY = 1000
"""Messages between two steps of the progress bar."""
_CHAT = re.compile(
    rb'\s*"type":\s*"(?:personal_chat|bot_chat|saved_messages|replies|verification_codes'
    rb'|(?:private|public)_(?:group|supergroup|channel))",\s*"id":'
)
_ACCOUNT = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*\{\s*(?:"about"\s*:\s*"(?:[^"\\]|\\.){0,4000}"\s*,\s*)?'
    rb'(?:"personal_information"\s*:\s*\{|"(?:left_)?chats"\s*:\s*\{\s*"(?:about|list)"\s*:)'
)
_ONE_CHAT = ""
_OF_ACCOUNT = ("chats.list.item.", "left_chats.list.item.")
_ABOUT = ("name", "type", "id")
_PREFIXES = frozenset(f"{start}{name}" for start in (_ONE_CHAT, *_OF_ACCOUNT) for name in (*_ABOUT, "messages.item"))


class Chat(NamedTuple):
    """A chat of an export."""

    id: str
    name: str
    type: str
    """As `private_group`."""
    is_of_account: bool
    """True if the export has all chats of an account."""
    username: str = ""
    """The public name of the chat, under which its messages have URLs; "" if it is not known."""


def is_export_file(member: Member) -> bool:
    """True if a file begins as those of Telegram Desktop do."""
    if not member.name.lower().endswith((".json", "stdin")):
        return False
    head = member.head(_HEAD_SIZE)
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and (
        (_CHAT.search(head) is not None and b'"messages"' in head) or _ACCOUNT.match(head) is not None
    )


def find_export_files(source: Source) -> Iterator[Member]:
    """The files of chats in an export."""
    return (member for member in source.members() if is_export_file(member))


def read_messages(member: Member, context: ImportContext) -> Iterator[tuple[int, Chat, int, Any]]:
    """The messages of a file: the number of the chat, the chat, the number of the message in the file, and itself.

    What is damaged is reported.
    """
    about: dict[str, str] = {}
    chats = number = 0
    has_messages = False
    try:
        for prefix, value in read_json_parts(member, _PREFIXES):
            start, _, name = prefix.rpartition(".")
            if name in _ABOUT:
                if has_messages:
                    about, has_messages, chats = {}, False, chats + 1
                about[name] = text_in({name: value}, name)
                continue
            has_messages = True
            number += 1
            context.read += 1
            if context.read % EVERY == 0:
                context.advance("reading messages", context.read, 0)
            chat = Chat(about.get("id", ""), about.get("name", ""), about.get("type", ""), start != "messages")
            yield chats, chat, number, value
    except UnreadableError as error:
        context.problem(member.name, number + 1, f"the rest of the file is left out: {error}")
