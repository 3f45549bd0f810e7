"""The messages in the HTML of DiscordChatExporter, with the fields that they have in its JSON.

Dates are those in the ids, for the HTML has them in the language of the exporter's user, without a time zone.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from selectolax.lexbor import LexborNode

from archiver.importers.discord.channel_file import time_of_id
from archiver.importers.discord.html_markdown import classes_of, emoji_name, html_to_discord
from archiver.importers.json_fields import moment_at
from archiver.importers.pages.dates import parse_shown_date
from archiver.importers.pages.markup import attribute_of, parse_page, text_of, value_at, values_at, without_nested

_ID = re.compile(r"(\d{15,20})\Z")
_AUTHORS = ".chatlog__author, .chatlog__author-name, .chatlog__system-notification-author"
_TEXTS = (".chatlog__markdown-preserve", ".preserve-whitespace", ".markdown")
_REPLIES = ".chatlog__reply, .chatlog__reference"
_REPLY_LINKS = ".chatlog__reply-link, .chatlog__reference-link"
_SCROLLED = re.compile(r"'(\d{15,20})'")
_USED = re.compile(r"used /(\S.{0,100})")
_TITLE = re.compile(r"\w{1,20}: (?P<name>.{1,300}) \(\d[^()]{0,20}\)")
_DISCRIMINATOR = re.compile(r"#\d{4}\Z")
_KINDS = {"join-icon": "RecipientAdd", "leave-icon": "RecipientRemove"}
"""The types of system messages, by their icons; others count as messages."""
_SHOWN = ("content", "attachments", "embeds", "stickers", "reactions", "reference", "interaction", "forwardedMessage")
_STARTER = "ThreadStarterMessage"
"""The type of messages that the HTML shows nothing of."""
_DATES = (
    ".chatlog__timestamp@title",
    ".chatlog__short-timestamp@title",
    "@title",
    ".chatlog__timestamp",
    ".chatlog__system-notification-timestamp@title",
)
_ZONE_STEP = 900  # seconds: offsets of time zones are multiples of it
_LARGEST_OFFSET = 15 * 3600


def read_group(html: str) -> Iterator[dict[str, Any]]:
    """The messages of a group: the first one has the author of all."""
    tree = parse_page(html)
    group = tree.css_first(".chatlog__message-group")
    containers = group.css(".chatlog__message-container") or group.css(".chatlog__message") if group else []
    author = group.css_first(_AUTHORS) if group else None
    for number, node in enumerate(without_nested(containers)):
        own = node.css_first(_AUTHORS) or author
        reply = node.css_first(_REPLIES) or (group.css_first(_REPLIES) if group and number == 0 else None)
        yield _message(node, _person(own) if own else {}, reply)


def _message(node: LexborNode, author: dict[str, str], reply: LexborNode | None) -> dict[str, Any]:
    id_ = _ID.search(attribute_of(node, "data-message-id") or attribute_of(node, "id"))
    sent = moment_at(time_of_id(int(id_[1])) / 1000) if id_ else None
    content = node.css_first(".chatlog__content")
    forwarded = node.css_first(".chatlog__forwarded")
    event = node.css_first(".chatlog__system-notification-content")
    message = {
        "id": id_[1] if id_ else "",
        "type": _kind(node) if event else "Default",
        "timestamp": sent.iso if sent else "",
        "timestampEdited": _edited(node, sent.at) if sent else "",
        "isPinned": any(name.endswith("--pinned") for name in classes_of(node)),
        "content": text_of(event) if event else _words(content),
        "author": author,
        "attachments": list(_attachments(node)),
        "embeds": list(_embeds(node)),
        "stickers": [] if forwarded else list(_stickers(node)),
        "reactions": list(_reactions(node)),
        **_answered(reply),
        **({"forwardedMessage": _forwarded(forwarded)} if forwarded else {}),
    }
    return message if any(message.get(field) for field in _SHOWN) else {**message, "type": _STARTER}


def _kind(node: LexborNode) -> str:
    icon = node.css_first(".chatlog__system-notification-icon use")
    return _KINDS.get(attribute_of(icon, "href").removeprefix("#") if icon else "", "SystemNotification")


def _person(node: LexborNode) -> dict[str, str]:
    shown, full = text_of(node), attribute_of(node, "title")
    return {"id": attribute_of(node, "data-user-id"), "name": full or shown, "nickname": shown}


def person_of(full: str, id_: str = "") -> dict[str, str]:
    """A person by the full name, which may end in digits that tell people of one name apart.

    Args:
        full: the name, as `Ada#1234`.
        id_: the id of the account; "" if it is not known.
    """
    return {"id": id_ or full, "name": full, "nickname": _DISCRIMINATOR.sub("", full) or full}


def _words(content: LexborNode | None) -> str:
    if content is None:
        return ""
    return html_to_discord(next((found for name in _TEXTS if (found := content.css_first(name))), content))


def _answered(reply: LexborNode | None) -> dict[str, Any]:
    """The message that is answered, or the command that was used."""
    if reply is None:
        return {}
    found = reply.css_first(_REPLY_LINKS)
    if found is not None and (id_ := _SCROLLED.search(attribute_of(found, "onclick"))):
        return {"reference": {"messageId": id_[1]}}
    command = _USED.search(text_of(reply))
    user = reply.css_first(".chatlog__reply-author, .chatlog__reference-author, .chatlog__reference-name")
    return {"interaction": {"name": command[1], "user": _person(user)}} if command and user else {}


def _edited(node: LexborNode, sent: datetime) -> str:
    """When a message was edited, "" if that is not known: dates have no time zone, but that of the message is known."""
    edited = parse_shown_date(value_at(node, (".chatlog__edited-timestamp@title",)))
    if edited is None:
        return ""
    shown = next((moment for text in values_at(node, _DATES) if (moment := parse_shown_date(text))), None)
    if shown is None or not (edited.has_time and shown.has_time):
        return ""
    offset = round((shown.at - sent).total_seconds() / _ZONE_STEP) * _ZONE_STEP
    if abs(offset) > _LARGEST_OFFSET or abs((shown.at - sent).total_seconds() - offset) > 60:
        return ""
    at = (edited.at - timedelta(seconds=offset)).astimezone(UTC)
    return at.isoformat() if at >= sent.replace(second=0, microsecond=0) else ""


def _attachments(node: LexborNode) -> Iterator[dict[str, str]]:
    for found in node.css(".chatlog__attachment"):
        yield from _file(found)


def _file(node: LexborNode) -> Iterator[dict[str, str]]:
    """The file that an element shows or links to."""
    url = value_at(node, ("a@href", "source@src", "video@src", "img@src"))
    title = _TITLE.fullmatch(value_at(node, ("img@title", "source@title", "video@title")))
    name = title["name"] if title else value_at(node, (".chatlog__attachment-generic-name",))
    if url:
        yield {"url": url, "fileName": name or url.partition("?")[0].replace("\\", "/").rpartition("/")[2]}


def _forwarded(node: LexborNode) -> dict[str, Any]:
    files = node.css_first(".chatlog__forwarded-attachments")
    return {
        "content": _words(node.css_first(".chatlog__forwarded-content")),
        "attachments": [file for child in (files.iter() if files else ()) for file in _file_of_forwarded(child)],
        "stickers": list(_stickers(node)),
    }


def _file_of_forwarded(node: LexborNode) -> Iterator[dict[str, str]]:
    if node.tag == "a":
        yield from _file(node) if node.css_first("img") is None else _linked_picture(node)
    else:
        yield from _file(node)


def _linked_picture(node: LexborNode) -> Iterator[dict[str, str]]:
    title = _TITLE.fullmatch(value_at(node, ("img@title",)))
    if url := attribute_of(node, "href"):
        yield {"url": url, "fileName": title["name"] if title else url.rpartition("/")[2]}


def _stickers(node: LexborNode) -> Iterator[dict[str, str]]:
    for found in node.css(".chatlog__sticker"):
        url = value_at(found, ("img@src",))
        yield {"name": attribute_of(found, "title"), "sourceUrl": url, "format": "" if url else "lottie"}


def _reactions(node: LexborNode) -> Iterator[dict[str, Any]]:
    for found in node.css(".chatlog__reaction"):
        name, is_own = emoji_name(value_at(found, ("img@alt", "@title")))
        count = value_at(found, (".chatlog__reaction-count",))
        emoji = {"name": name.strip(":") if is_own else name, "id": "own" if is_own else ""}
        yield {"emoji": emoji, "count": int(count) if count.isdecimal() and len(count) < 9 else 1}


def _embeds(node: LexborNode) -> Iterator[dict[str, Any]]:
    for found in node.css(".chatlog__embed"):
        titles = (".chatlog__embed-title", ".chatlog__embed-invite-guild-name")
        pictures = (
            attribute_of(picture, "data-canonical-url") or attribute_of(picture, "src")
            for picture in found.css(".chatlog__embed-image")
        )
        fields = zip(found.css(".chatlog__embed-field-name"), found.css(".chatlog__embed-field-value"), strict=False)
        yield {
            "url": value_at(found, (".chatlog__embed-title-link@href",)),
            "title": value_at(found, titles),
            "author": {"name": value_at(found, (".chatlog__embed-author", ".chatlog__embed-author-name"))},
            "description": _embedded(found.css_first(".chatlog__embed-description")),
            "fields": [{"name": text_of(name), "value": _embedded(value)} for name, value in fields],
            "images": [{"url": url} for url in pictures],
            "footer": {"text": value_at(found, (".chatlog__embed-footer-text",))},
        }


def _embedded(node: LexborNode | None) -> str:
    if node is None:
        return ""
    return html_to_discord(next((found for name in _TEXTS if (found := node.css_first(name))), node))
