"""The HTML of Telegram Desktop: `messages.html`, `messages2.html`, …, of a chat or, in folders, of an account."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from archiver.importers.chat.html_pieces import read_pieces
from archiver.importers.containers import Member, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.pages.markup import parse_page, text_of
from archiver.importers.telegram.export_files import EVERY
from archiver.importers.telegram.html_messages import HtmlMessages

_NAME = re.compile(r"(?P<folder>(?:.*/)?)messages(?P<number>\d{0,6})\.html")
_OF_ACCOUNT = re.compile(r"(?:.*/)?chats/chat_\d+/")
_HEAD_SIZE = 1 << 14
_START = re.compile(rb'<div class="message (?:default|service)\b')
_TITLE = ".page_header .text"


class HtmlChat(NamedTuple):
    """The pages of a chat, in order."""

    name: str
    pages: list[Member]
    is_of_account: bool


def folder_of(member: Member) -> str:
    """The folder of a file, with a slash; "" if it is in none."""
    return member.name[: member.name.rfind("/") + 1]


def is_page(member: Member) -> bool:
    """True if a file begins as the pages of a chat do."""
    if _NAME.fullmatch(member.name) is None:
        return False
    head = member.head(_HEAD_SIZE)
    return b'class="page_header"' in head and b'class="history"' in head


def find_html_chats(members: Iterable[Member]) -> list[HtmlChat]:
    """The chats of an export, in the order of their first pages. A chat may be exported in parts, by folders."""
    chats: dict[tuple[str, str], HtmlChat] = {}
    for member in filter(is_page, members):
        folder = folder_of(member)
        is_of_account = _OF_ACCOUNT.fullmatch(folder) is not None
        title = parse_page(member.head(_HEAD_SIZE).decode("utf-8", "replace")).css_first(_TITLE)
        name = text_of(title) if title else ""
        key = (folder if is_of_account or not name else "", name)
        chats.setdefault(key, HtmlChat(name or "chat", [], is_of_account)).pages.append(member)
    for chat in chats.values():
        chat.pages.sort(key=_place)
    return list(chats.values())


def _place(member: Member) -> tuple[str, int]:
    match = _NAME.fullmatch(member.name)
    return (match["folder"], int(match["number"] or 1)) if match else (member.name, 0)


def read_html_messages(chat: HtmlChat, context: ImportContext) -> Iterator[tuple[Member, int, Any]]:
    """The messages of a chat, each with its page and its number there. What is damaged is reported."""
    made = HtmlMessages(context.zone)
    for page in chat.pages:
        number = 0
        try:
            for number, piece in enumerate(read_pieces(page, _START, context), 1):
                message = made.read(parse_page(piece.decode("utf-8", "replace")), folder_of(page))
                if message is None:  # a date between two days
                    continue
                context.read += 1
                if context.read % EVERY == 0:
                    context.advance("reading messages", context.read, 0)
                yield page, number, message
        except UnreadableError as error:
            context.problem(page.name, number + 1, f"the rest of the page is left out: {error}")
    if made.without_zone:
        context.note("messages whose dates name no time zone, read in that of the project", made.without_zone)
