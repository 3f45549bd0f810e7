"""The HTML of DiscordChatExporter, light or dark: what a file says of its channel, and its messages, streamed."""

import re
from collections.abc import Iterator
from typing import Any

from archiver.importers.chat.html_pieces import read_pieces
from archiver.importers.containers import Member, UnreadableError
from archiver.importers.discord.channel_file import ChannelFile, check_count, count_message, described_by_name
from archiver.importers.discord.html_messages import read_group
from archiver.importers.importer import ImportContext
from archiver.importers.pages.markup import parse_page, text_of, value_at

_HEAD_SIZE = 1 << 18
_TAIL_SIZE = 2000
_SUFFIXES = (".html", ".htm", "stdin")
_START = re.compile(rb"<div class=[\"']?chatlog__message-group\b")
_END = re.compile(rb"<div class=[\"']?postamble\b")
_PLACE = re.compile(rb"class=[\"']?(?:preamble__entry|info__guild-name)\b")
_CLAIM = re.compile(rb"postamble__entry[\"']?>\s*[^<>\d]{0,60}([\d.,'\s\xa0\xc2]{1,20}?)\s[^<>\d]{0,60}<")
_OLD_CLAIM = re.compile(rb"info__channel-message-count[\"']?>\s*([\d,.]{1,15})\s")
_ICON = re.compile(rb"/icons/(\d{15,20})/")
_SEPARATOR = " / "


def is_html_file(member: Member) -> bool:
    """True if a file begins as the HTML of DiscordChatExporter does."""
    if not member.name.lower().endswith(_SUFFIXES):
        return False
    head = member.head(_HEAD_SIZE)
    return b"chatlog__message" in head and _PLACE.search(head) is not None


def describe_html(member: Member) -> ChannelFile | None:
    """The server and the channel of a file; None if it does not name them."""
    head = member.head(_HEAD_SIZE)
    match = _PLACE.search(head)
    if match is None:
        return None
    start = head.rfind(b"<div", 0, match.start())
    tree = parse_page(head[max(start, 0) :].decode("utf-8", "replace"))
    entries = [text_of(node) for node in tree.css(".preamble__entry:not(.preamble__entry--small)")]
    body = tree.body
    if not entries and body is not None:
        entries = [value_at(body, (f".info__{name}-name",)) for name in ("guild", "channel")]
    if len(entries) < 2:
        return None
    found = described_by_name(member, entries[0], tuple(filter(None, entries[1].split(_SEPARATOR))))
    first = _START.search(head)
    icon = _ICON.search(head, 0, first.start() if first else len(head))
    return found._replace(guild={**found.guild, "id": icon[1].decode()}) if icon else found


def read_html_messages(file: ChannelFile, context: ImportContext) -> Iterator[tuple[int, Any]]:
    """The messages of a file, each with its number from 1. What is damaged is reported, as is a wrong count."""
    number, tail = 0, b""
    try:
        for group in read_pieces(file.member, _START, context):
            tail = group[-_TAIL_SIZE:]
            end = _END.search(group)
            for message in read_group(group[: end.start() if end else len(group)].decode("utf-8", "replace")):
                number += 1
                count_message(context)
                yield number, message
    except UnreadableError as error:
        context.problem(file.member.name, number + 1, f"the rest of the file is left out: {error}")
        return
    check_count(file.member, _claimed(tail, file.member.head(_HEAD_SIZE)), number, context)


def _claimed(tail: bytes, head: bytes) -> int | None:
    """The number of messages that a file tells, at its end or, in old ones, at its start; None if it tells none."""
    match = _CLAIM.search(tail) or _OLD_CLAIM.search(head)
    digits = b"".join(re.findall(rb"\d", match[1])) if match else b""
    return int(digits) if digits else None
