"""Makes posts of Telegram's messages."""

from collections.abc import Iterator
from typing import Any

from archiver.importers.containers import Source
from archiver.importers.json_fields import JsonObject, dict_in, dicts_in, moment_at, moment_in, number_in, text_in
from archiver.importers.markdown.escaping import escape_text
from archiver.importers.telegram.entities import text_to_markdown
from archiver.importers.telegram.export_files import Chat
from archiver.importers.threads import ImportedAttachment, ImportedPost
from archiver.model import BodyFormat, Moment

_JOINS = ("join_group_by_link", "join_group_by_request", "invite_members")
_EVENTS = {
    **dict.fromkeys(_JOINS, "joins"),
    "remove_members": "leaves",
    "pin_message": "pins, which posts are marked with",
    "topic_created": "beginnings of topics, whose names are titles",
}
"""Actions of service messages, and what they are called."""
_FILES = ("photo", "file")
_PLACE = ("latitude", "longitude")


def why_skipped(message: JsonObject) -> str | None:
    """Why a message is left out; None if it is not."""
    if text_in(message, "type") == "message":
        return None
    return _EVENTS.get(text_in(message, "action"), "other events of chats (calls, new titles and photos)")


def date_of(message: JsonObject, name: str = "date") -> Moment | None:
    """When a message was sent or, by another name, edited."""
    return moment_at(number_in(message, f"{name}_unixtime")) or moment_in(message, name)


def is_supergroup(chat: Chat) -> bool:
    """True for chats whose messages have URLs."""
    return chat.type.endswith(("supergroup", "channel")) and chat.id.isdecimal()


class TelegramPosts:
    """Makes the posts of a chat."""

    def __init__(self, source: Source, folder: str, chat: Chat, people: dict[str, str]) -> None:
        """Files are read from `source`, by paths relative to `folder`, which has a slash. `people` has ids by the names
        that they are shown with; it grows.
        """
        self._source, self._folder, self._chat, self._people = source, folder, chat, people

    def post(self, message: dict[str, Any], *, pinned: bool) -> ImportedPost:
        """The post of a message.

        Args:
            message: the message, with an id.
            pinned: True if it was pinned.
        """
        id_ = text_in(message, "id")
        edited = date_of(message, "edited")
        files = list(self._files(message))
        return ImportedPost(
            id=id_,
            author=self._author(message) or None,
            date=date_of(message),
            body=self._body(message, files),
            format=BodyFormat.MARKDOWN,
            reply_to=text_in(message, "reply_to_message_id") or None,
            url=self._url(id_),
            edited=edited if edited and edited.at.year > 1970 else None,  # old exports have 1970 for "never"
            reactions=tuple(_reactions(message)),
            pinned=pinned,
            attachments=tuple(file for file in files if file.read),
        )

    def _url(self, id_: str) -> str | None:
        if self._chat.username:
            return f"https://t.me/{self._chat.username}/{id_}"
        return f"https://t.me/c/{self._chat.id}/{id_}" if is_supergroup(self._chat) else None

    def _author(self, message: JsonObject) -> str:
        """The name of the author; with the id, if another one has been shown with it."""
        shown, id_ = text_in(message, "from", "actor"), text_in(message, "from_id", "actor_id")
        if not shown:
            return f"deleted account {id_}".strip() if id_ else self._chat.name
        signature = text_in(message, "author")
        known = self._people.setdefault(shown, id_)
        unique = shown if known in {id_, ""} or not id_ else f"{shown} ({id_})"
        return f"{signature} ({unique})" if signature else unique

    def _body(self, message: JsonObject, files: list[ImportedAttachment]) -> str:
        forwarded = text_in(message, "forwarded_from", "saved_from")
        if not forwarded and ("forwarded_from" in message or "forwarded_from_id" in message):
            forwarded = "a deleted account"
        via = text_in(message, "via_bot")
        parts = [
            f"*forwarded from {escape_text(' '.join(forwarded.split()))}*" if forwarded else "",
            f"*via {escape_text(' '.join(via.split()))}*" if via else "",
            text_to_markdown(message),
            *_extras(message),
            *(f"*{escape_text(file.name)}, which the export lacks*" for file in files if not file.read),
        ]
        return "\n\n".join(filter(None, parts))

    def _files(self, message: JsonObject) -> Iterator[ImportedAttachment]:
        for name in _FILES:
            path = text_in(message, name)
            if not path:
                continue
            found = None if path.startswith("(") else self._source.find(self._folder + path.replace("\\", "/"))
            kind = text_in(message, "media_type").replace("_", " ") or name
            shown = text_in(message, "file_name") or ("" if path.startswith("(") else path.rpartition("/")[2])
            yield ImportedAttachment(
                name=shown or kind, type=text_in(message, "mime_type"), read=found.read if found else None
            )


def _extras(message: JsonObject) -> Iterator[str]:
    """What a message has besides text and files."""
    if sticker := text_in(message, "sticker_emoji"):
        yield f"*sticker: {escape_text(sticker)}*"
    place = dict_in(message, "location_information")
    if all(isinstance(place.get(name), int | float) for name in _PLACE):
        yield "*location: " + ", ".join(str(place[name]) for name in _PLACE) + "*"
    names = " ".join(filter(None, (text_in(message, "place_name"), text_in(message, "address"))))
    if names:
        yield f"*{escape_text(' '.join(names.split()))}*"
    contact = dict_in(message, "contact_information")
    if contact:
        words = f"{text_in(contact, 'first_name')} {text_in(contact, 'last_name')}"
        yield f"*contact: {escape_text(' '.join(words.split()))}*"
    if poll := dict_in(message, "poll"):
        yield _poll(poll)


def _poll(poll: JsonObject) -> str:
    question = escape_text(" ".join(_plain(poll.get("question")).split()))
    answers = [
        f"- {escape_text(' '.join(_plain(answer.get('text')).split()))}: {number_in(answer, 'voters') or 0}"
        for answer in dicts_in(poll, "answers")
    ]
    return "\n".join((f"**{question}**\n" if question else "", *answers)).strip("\n")


def _plain(text: Any) -> str:
    """A text that may be in parts, without styles."""
    parts = text if isinstance(text, list) else [text]
    return "".join(
        part if isinstance(part, str) else text_in(part, "text") for part in parts if isinstance(part, str | dict)
    )


def _reactions(message: JsonObject) -> Iterator[tuple[str, int]]:
    for reaction in dicts_in(message, "reactions"):
        name = text_in(reaction, "emoji") or {"paid": "⭐", "custom_emoji": ":custom:"}.get(
            text_in(reaction, "type"), ""
        )
        if name:
            yield name, number_in(reaction, "count") or 1
