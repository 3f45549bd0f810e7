"""The plain text of DiscordChatExporter. It has no ids of messages and people, no replies and no edits.

[15.01.2023 15:04] Ada#1234 (pinned)
The text, and after a blank line

{Attachments}
https://cdn.example/a.png
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from archiver.importers.chat.date_order import ShownTime
from archiver.importers.containers import Member, UnreadableError
from archiver.importers.discord.channel_file import ChannelFile, check_count, count_message, described_by_name
from archiver.importers.discord.csv_files import reaction_of
from archiver.importers.discord.shown_messages import ShownMessages, find_shown_time
from archiver.importers.importer import ImportContext
from archiver.values import is_web_address

_SUFFIXES = (".txt", "stdin")
_HEAD_SIZE = 1 << 14
_LONGEST = 1 << 20  # bytes of a line
_MOST_LINES = 20_000  # of a message
_RULE = "=" * 62
_HEADING = re.compile(r"\[(?P<date>[^\[\]]{6,60})\] (?P<author>\S.{0,100}?)(?P<pinned> \(pinned\))?")
_PART = re.compile(r"\{(Attachments|Embed|Stickers|Reactions|Forwarded Message)\}")
_FIELD = re.compile(r"(Guild|Channel|Messages): *(.*)")
_CLAIM = re.compile(r"Exported ([\d.,'\s\u00a0\u202f]{1,20}) message\(s\)")
_REACTION = re.compile(r"(?P<name>\S{1,100})(?: \((?P<count>\d{1,9})\))?")


class _Sent(NamedTuple):
    """A message as it stands in a file."""

    line: int
    heading: re.Match[str]
    lines: list[str]


def is_text_file(member: Member) -> bool:
    """True if a file begins as the plain text of DiscordChatExporter does."""
    if not member.name.lower().endswith(_SUFFIXES):
        return False
    head = member.head(_HEAD_SIZE).removeprefix(b"\xef\xbb\xbf")
    return head.startswith(_RULE.encode()) and b"\nGuild: " in head


def describe_text(member: Member) -> ChannelFile | None:
    """The server and the channel of a file; None if it does not name them."""
    fields = _fields(member)
    if "Guild" not in fields or not fields.get("Channel"):
        return None
    return described_by_name(member, fields["Guild"], tuple(filter(None, fields["Channel"].split(" / "))))


def _fields(member: Member) -> dict[str, str]:
    """What the head of a file says, by name."""
    lines = member.head(_HEAD_SIZE).decode("utf-8", "replace").replace("\r\n", "\n").lstrip("\ufeff").split("\n")
    head = lines[1 : lines.index(_RULE, 1)] if lines[0] == _RULE and _RULE in lines[1:] else []
    return {match[1]: match[2].strip() for line in head if (match := _FIELD.fullmatch(line))}


def text_times(file: ChannelFile) -> Iterator[ShownTime]:
    """The dates in numbers that a file has."""
    for _, line, follows_blank in _lines(file.member):
        heading = _HEADING.fullmatch(line) if follows_blank else None
        if heading and (shown := find_shown_time(heading["date"])):
            yield shown


def _lines(member: Member) -> Iterator[tuple[int, str, bool]]:
    """The lines, each with its number and whether it follows a blank one."""
    follows_blank = True
    for number, line in enumerate(member.lines(_LONGEST), 1):
        text = line.text.decode("utf-8", "replace").rstrip("\r\n")
        yield number, text, follows_blank
        follows_blank = not text.strip()


def read_text_messages(file: ChannelFile, messages: ShownMessages, context: ImportContext) -> Iterator[tuple[int, Any]]:
    """The messages of a file, each with the number of its first line.

    Args:
        file: the file.
        messages: makes the messages of the channel.
        context: where what is damaged is reported, as is a wrong count.
    """
    claimed = _fields(file.member).get("Messages", "").replace(",", "")
    count, ending = 0, ""
    try:
        for sent in _sent(file.member, messages, context):
            count += 1
            count_message(context)
            ending = _cut_ending(sent.lines)
            yield sent.line, _message(sent, messages)
    except UnreadableError as error:
        context.problem(file.member.name, 0, f"the rest of the file is left out: {error}")
        return
    claimed = "".join(re.findall(r"\d", ending)) or claimed
    number = int(claimed) if claimed.isdecimal() and len(claimed) < 15 else None
    check_count(file.member, number, count, context)


def _sent(member: Member, messages: ShownMessages, context: ImportContext) -> Iterator[_Sent]:
    current: _Sent | None = None
    for number, line, follows_blank in _lines(member):
        heading = _HEADING.fullmatch(line) if follows_blank else None
        if heading and messages.read_date(heading["date"]):
            if current:
                yield current
            current = _Sent(number, heading, [])
        elif current and len(current.lines) < _MOST_LINES:
            current.lines.append(line)
        elif current and line.strip():
            context.problem(member.name, number, "left out: the message has too many lines")
    if current:
        yield current


def _cut_ending(lines: list[str]) -> str:
    """Remove the end of the file from the lines of the last message. Returns the number of messages that it says."""
    if len(lines) < 3:
        return ""
    last = [index for index in range(max(0, len(lines) - 5), len(lines) - 2) if lines[index] == _RULE]
    if not last or lines[last[0] + 2] != _RULE or (match := _CLAIM.fullmatch(lines[last[0] + 1])) is None:
        return ""
    del lines[last[0] :]
    return match[1]


def _message(sent: _Sent, messages: ShownMessages) -> Any:
    """A message with the fields that it has in JSON, or None."""
    parts = _parts(sent.lines)
    content = "\n".join(parts[0][1]).strip("\n")
    message = messages.make(sent.heading["author"], sent.heading["date"], content)
    if message is None:
        return None
    files: list[dict[str, str]] = []
    message |= {"isPinned": sent.heading["pinned"] is not None, "attachments": files, "embeds": [], "reactions": []}
    for name, lines in parts[1:]:
        words = [line for line in lines if line.strip()]
        if name in {"Attachments", "Stickers"}:
            files += [{"url": line.strip(), "fileName": _file_name(line)} for line in words]
        elif name == "Reactions":
            found = _REACTION.finditer(" ".join(words))
            message["reactions"] = [reaction_of(match["name"], match["count"]) for match in found]
        elif name == "Embed":
            message["embeds"].append(_embed(words))
        else:
            message["forwardedMessage"] = {"content": "\n".join(lines).strip("\n")}
    return message


def _embed(lines: list[str]) -> dict[str, Any]:
    """What is embedded, of lines that do not tell what they are: an author, a URL, texts, and URLs of pictures."""
    at = next((index for index, line in enumerate(lines[:2]) if is_web_address(line)), None)
    author = lines[0] if at == 1 else ""
    url = lines[at] if at is not None else ""
    rest = lines if at is None else lines[at + 1 :]
    pictures = [line for line in rest if is_web_address(line) and line != url]
    words = "\n".join(line for line in rest if not is_web_address(line))
    return {
        "url": url,
        "author": {"name": author},
        "description": words,
        "images": [{"url": picture} for picture in pictures],
    }


def _parts(lines: list[str]) -> list[tuple[str, list[str]]]:
    """The parts of a message, each with its name; the content, which is the first, has none."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for index, line in enumerate(lines):
        match = _PART.fullmatch(line) if index == 0 or not lines[index - 1].strip() else None
        if match:
            parts.append((match[1], []))
        else:
            parts[-1][1].append(line)
    return parts


def _file_name(line: str) -> str:
    return line.strip().partition("?")[0].replace("\\", "/").rpartition("/")[2]
