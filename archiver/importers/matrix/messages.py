"""Makes posts of Matrix's messages."""

import re
from collections import Counter
from html import escape
from typing import Any

from archiver.importers.containers import Source
from archiver.importers.json_fields import JsonObject, dict_in, dicts_in, flag_in, moment_in, text_in
from archiver.importers.markdown.escaping import escape_text
from archiver.importers.markdown.lines import join_text
from archiver.importers.matrix.room_files import Room, RoomMessage
from archiver.importers.threads import ImportedAttachment, ImportedPost
from archiver.model import BodyFormat

_HTML = "org.matrix.custom.html"
_FILES = {"m.image", "m.file", "m.audio", "m.video"}
_POLLS = ("m.poll", "m.poll.start", "org.matrix.msc3381.poll.start")
_TEXTS = ("m.text", "org.matrix.msc1767.text")
_QUOTED_REPLY = re.compile(r"<mx-reply>.*?</mx-reply>", re.DOTALL | re.IGNORECASE)
_PICTURE = re.compile(
    r"<img\b(?=[^<>]{0,1000}\bsrc=\"mxc:)(?=[^<>]{0,1000}\balt=\"(?P<name>[^\"]{0,200})\")[^<>]{0,2000}>", re.I
)
_QUOTED_LINES = re.compile(r"(?:> [^\n]*(?:\n|\Z))+\n?")
_STORED = re.compile(
    r"(?:.*/)?(?P<stem>[^/]*)-\d{4}-\d\d-\d\d at \d\d[.:]\d\d[.:]\d\d(?:[ .][AP]M)?(?P<suffix>\.\w{1,10})?", re.I
)


def answered_id(message: RoomMessage) -> str | None:
    """The id of the message that one answers; in threads, where each message names the last one, if it was chosen."""
    relation = dict_in(dict_in(message.event, "content"), "m.relates_to")
    answered = text_in(dict_in(relation, "m.in_reply_to"), "event_id")
    if text_in(relation, "rel_type") == "m.thread" and (flag_in(relation, "is_falling_back") or not answered):
        return text_in(relation, "event_id") or None
    return answered or None


def thread_root(message: RoomMessage) -> str | None:
    """The id of the message that begins the thread of one; None if it is in none."""
    relation = dict_in(dict_in(message.event, "content"), "m.relates_to")
    return text_in(relation, "event_id") or None if text_in(relation, "rel_type") == "m.thread" else None


class MatrixPosts:
    """Makes the posts of a room."""

    def __init__(self, source: Source, room: Room) -> None:
        """Files are looked for in `source` by their names."""
        self._room = room
        self._counts = Counter(room.names.values())
        found: dict[str, list[str]] = {}
        for member in source.members():
            if match := _STORED.fullmatch(member.name):
                found.setdefault(f"{match['stem']}{match['suffix'] or ''}", []).append(member.name)
        self._files = {name: names[0] for name, names in found.items() if len(names) == 1}
        self._source = source

    def post(self, message: RoomMessage) -> ImportedPost:
        """The post of a message."""
        content = dict_in(message.event, "content")
        shown = dict_in(dict_in(message.edit or {}, "content"), "m.new_content") or content
        file = self._file(content)
        body, format_ = self._body(message, shown, file)
        room = self._room.id
        return ImportedPost(
            id=message.id,
            author=self.name(text_in(message.event, "sender")) or None,
            date=moment_in(message.event, "origin_server_ts"),
            body=body,
            format=format_,
            reply_to=answered_id(message),
            url=f"https://matrix.to/#/{room}/{message.id}" if room.startswith("!") else None,
            edited=moment_in(message.edit, "origin_server_ts") if message.edit else None,
            reactions=tuple(message.reactions.items()),
            attachments=(file,) if file and file.read else (),
        )

    def name(self, sender: str) -> str:
        """The name of a person, with the id if another one has it, too."""
        name = self._room.names.get(sender, sender)
        return f"{name} ({sender})" if self._counts[name] > 1 else name

    def _body(
        self, message: RoomMessage, content: dict[str, Any], file: ImportedAttachment | None
    ) -> tuple[str, BodyFormat]:
        kind = text_in(content, "msgtype")
        is_reply = bool(dict_in(dict_in(dict_in(message.event, "content"), "m.relates_to"), "m.in_reply_to"))
        html = text_in(content, "formatted_body") if text_in(content, "format") == _HTML else ""
        if html and not file:
            html = _PICTURE.sub(lambda match: match["name"], _QUOTED_REPLY.sub("", html))
            name = escape(self.name(text_in(message.event, "sender")))
            return (f"<em>{name}</em> {html}" if kind == "m.emote" else html), BodyFormat.HTML
        text = text_in(content, "body")
        if is_reply:
            text = _QUOTED_LINES.sub("", text, count=1) if text.startswith("> ") else text
        if file:
            text = "" if text == file.name else text
        words = join_text("\n".join(map(escape_text, text.split("\n"))))
        if kind == "m.emote":
            words = f"*{escape_text(self.name(text_in(message.event, 'sender')))}* {words}"
        if text_in(message.event, "type") == "m.sticker":
            words = f"*sticker: {escape_text(' '.join(text.split()))}*"
        lacking = f"*{escape_text(file.name)}, which the export lacks*" if file and not file.read else ""
        return "\n\n".join(filter(None, (words, _poll(content), lacking))), BodyFormat.MARKDOWN

    def _file(self, content: JsonObject) -> ImportedAttachment | None:
        """The file of a message; None if it has none."""
        if text_in(content, "msgtype") not in _FILES:
            return None
        name = text_in(content, "filename", "body") or "file"
        member = self._source.find(self._files.get(name, ""))
        type_ = text_in(dict_in(content, "info"), "mimetype")
        return ImportedAttachment(name=name, type=type_, read=member.read if member else None)


def _poll(content: JsonObject) -> str:
    poll = dict_in(content, *_POLLS)
    if not poll:
        return ""
    question = text_in(dict_in(poll, "question"), *_TEXTS)
    answers = [f"- {escape_text(' '.join(text_in(answer, *_TEXTS).split()))}" for answer in dicts_in(poll, "answers")]
    return "\n".join((f"**{escape_text(' '.join(question.split()))}**", "", *answers))
