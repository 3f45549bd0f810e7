"""Makes posts of Discord's messages."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

from archiver.importers.containers import Source
from archiver.importers.discord.channel_file import ChannelFile
from archiver.importers.discord.dialect import Names, discord_to_markdown, escape_mentions
from archiver.importers.json_fields import dict_in, dicts_in, moment_in, number_in, text_in
from archiver.importers.markdown.escaping import escape_text, link
from archiver.importers.markdown.lines import quote, without_quotes
from archiver.importers.threads import ImportedAttachment, ImportedPost
from archiver.model import BodyFormat, Moment
from archiver.values import is_web_address

_ENTITY = re.compile(r"\\?(&#?\w{2,8};)", re.ASCII)
_SKIPPED = {
    **dict.fromkeys(("GuildMemberJoin", "7", "RecipientAdd", "1"), "joins"),
    **dict.fromkeys(("RecipientRemove", "2"), "leaves"),
    **dict.fromkeys(("ThreadStarterMessage", "21"), "pointers to the message that a thread is about"),
}
"""Types of messages that are left out, and what they are called."""


def why_skipped(message: dict[str, Any]) -> str | None:
    """Why a message is left out; None if it is not."""
    return _SKIPPED.get(text_in(message, "type"))


def answered_id(message: dict[str, Any], channel_id: str) -> str | None:
    """The id of the message of the channel that this one answers; None if it answers none, or forwards one."""
    reference = dict_in(message, "reference")
    is_reply = text_in(reference, "type") in {"", "Default", "0"} and text_in(message, "type") in {
        "",
        "Default",
        "Reply",
    }
    is_here = text_in(reference, "channelId") in {"", channel_id}
    return text_in(reference, "messageId") or None if is_reply and is_here else None


def address_of(guild_id: str, *ids: str) -> str | None:
    """The URL of a channel or a message by the ids of server, channel and message; None if one is missing.

    Direct messages are of the server with the id 0.
    """
    if not all(id_.isdecimal() and id_.isascii() for id_ in (guild_id, *ids)):
        return None
    server = guild_id if int(guild_id[:20]) else "@me"
    return "/".join(("https://discord.com/channels", server, *ids))


class DiscordPosts:
    """Makes the posts of a channel."""

    def __init__(self, source: Source, file: ChannelFile, people: dict[str, str]) -> None:
        """Attachments are read from `source`, next to `file`. `people` has ids by the names that they are shown with;
        it grows.
        """
        self._source, self._file, self._people = source, file, people
        self._guild_id, self._channel_id = file.key

    def post(self, message: dict[str, Any]) -> ImportedPost:
        """The post of a message with an id."""
        id_, forwarded = text_in(message, "id"), dict_in(message, "forwardedMessage")
        attachments = [file for part in (message, forwarded) for file in self._attachments(part)]
        return ImportedPost(
            id=id_,
            author=self._name(dict_in(message, "author")) or None,
            date=_to_second(moment_in(message, "timestamp")),
            body=self._body(message, forwarded),
            format=BodyFormat.MARKDOWN,
            reply_to=answered_id(message, self._channel_id),
            url=address_of(self._guild_id, self._channel_id, id_),
            edited=_to_second(moment_in(message, "timestampEdited")),
            reactions=tuple(_reactions(message)),
            pinned=message.get("isPinned") is True,
            attachments=tuple(attachments),
        )

    def _name(self, user: dict[str, Any]) -> str:
        """The name of a person; with the user name, if another person has been shown with it."""
        id_, shown = text_in(user, "id"), text_in(user, "nickname", "name")
        if not id_ or not shown or self._people.setdefault(shown, id_) in {id_, ""}:
            return shown
        unique = f"{shown} ({text_in(user, 'name') or id_})"
        return unique if self._people.setdefault(unique, id_) == id_ else f"{shown} ({id_})"

    def _body(self, message: dict[str, Any], forwarded: dict[str, Any]) -> str:
        content = text_in(message, "content")
        used = [self._interaction(message), self._words(message, content)]
        if forwarded:
            words = "\n\n".join(filter(None, (self._words(forwarded, text_in(forwarded, "content")),)))
            reference = dict_in(message, "reference")
            ids = (text_in(reference, "channelId"), text_in(reference, "messageId"))
            url = address_of(text_in(reference, "guildId"), *ids) if all(ids) else None
            used += [quote(words) if words else "", link(url, "forwarded message") if url else "forwarded message"]
        return "\n\n".join(filter(None, used))

    def _words(self, message: dict[str, Any], content: str) -> str:
        """The content of a message, what is embedded below it, and its stickers."""
        people = dicts_in(message, "mentions")
        names = Names({text_in(user, "id"): text_in(user, "nickname", "name") for user in people}, {})
        shown = {f"@{name}": f"@{escape_text(name)}" for user in people for name in _names(user)}
        body = discord_to_markdown(escape_mentions(content, shown), names)
        stickers = (f"*sticker: {escape_text(text_in(sticker, 'name'))}*" for sticker in dicts_in(message, "stickers"))
        embeds = (self._embed(embed, content) for embed in dicts_in(message, "embeds"))
        return "\n\n".join(filter(None, (body, *stickers, *embeds)))

    def _interaction(self, message: dict[str, Any]) -> str:
        interaction = dict_in(message, "interaction")
        name = text_in(interaction, "name")
        return f"*{escape_text(self._name(dict_in(interaction, 'user')))} used /{escape_text(name)}*" if name else ""

    def _embed(self, embed: dict[str, Any], content: str) -> str:
        """What is embedded: a preview of a link in the content, or what a bot has written.

        Nobody has quoted the words of a preview: they are paragraphs, and have no quotes either. Where they come from
        the head of a page, entities of HTML may be left in them.
        """
        url = text_in(embed, "url")
        is_preview = bool(url) and url.rstrip("/") in content
        title, description = (
            _without_entities(text) if is_preview else text
            for text in (" ".join(text_in(embed, "title").split()), text_in(embed, "description"))
        )
        author = " ".join(text_in(dict_in(embed, "author"), "name").split())
        heading = f"**{link(url, escape_text(title)) if url else escape_text(title)}**" if title else ""
        parts = [escape_text(author), heading, discord_to_markdown(description)]
        for field in dicts_in(embed, "fields"):
            name, value = text_in(field, "name").strip(), discord_to_markdown(text_in(field, "value"))
            parts += [f"**{escape_text(' '.join(name.split()))}**" if name else "", value]
        parts += list(_pictures(embed))
        parts.append(escape_text(" ".join(text_in(dict_in(embed, "footer"), "text").split())))
        words = "\n\n".join(filter(None, parts))
        return without_quotes(words) if is_preview else words

    def _attachments(self, message: dict[str, Any]) -> Iterator[ImportedAttachment]:
        for file in dicts_in(message, "attachments"):
            yield self._file_at(text_in(file, "url"), text_in(file, "fileName"))
        for sticker in dicts_in(message, "stickers"):
            if text_in(sticker, "format").lower() != "lottie":  # a film in JSON
                yield self._file_at(text_in(sticker, "sourceUrl"), text_in(sticker, "name"))

    def _file_at(self, url: str, name: str) -> ImportedAttachment:
        """The file at a URL, or at a path relative to the export's file if the export has it."""
        if is_web_address(url):
            return ImportedAttachment(name=name, address=url)
        path = url.replace("\\", "/")
        found = self._source.find(self._file.folder + path) or self._source.find(self._file.folder + unquote(path))
        return ImportedAttachment(name=name or path.rpartition("/")[2], read=found.read if found else _missing)


def _without_entities(text: str) -> str:
    """The text of a page with characters in place of entities, whose `&` the exporter may have escaped."""
    return _ENTITY.sub(lambda match: unescape(match[1]), text)


def _to_second(moment: Moment | None) -> Moment | None:
    return Moment(at=moment.at.replace(microsecond=0)) if moment else None


def _missing() -> bytes:
    raise FileNotFoundError("the export lacks it")


def _names(user: dict[str, Any]) -> set[str]:
    """The names with which a person can be mentioned, that Markdown would change."""
    names = {text_in(user, "nickname"), text_in(user, "name")} - {""}
    return {name for name in names if escape_text(name) != name}


def _reactions(message: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for reaction in dicts_in(message, "reactions"):
        emoji = dict_in(reaction, "emoji")
        if name := text_in(emoji, "name"):
            yield f":{name}:" if text_in(emoji, "id") else name, number_in(reaction, "count") or 1


def _pictures(embed: dict[str, Any]) -> Iterator[str]:
    """The pictures of what is embedded, each once. Exports with media have paths; the original URL is shown."""
    pictures = [dict_in(embed, "image"), *dicts_in(embed, "images")]
    urls = dict.fromkeys(text_in(picture, "canonicalUrl", "url") for picture in pictures)
    yield from (f"![]({url})" for url in urls if is_web_address(url) and not any(char in url for char in "()<>"))
