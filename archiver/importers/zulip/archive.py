"""The files of zulip-archive: a folder for each stream, in it a JSON file for each topic with its messages as HTML."""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape, unescape
from typing import Any, NamedTuple
from urllib.parse import unquote

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import dict_in, number_in, text_in
from archiver.importers.json_records import read_json, read_json_items
from archiver.importers.member_progress import members_with_progress
from archiver.importers.threads import ImportedAttachment
from archiver.importers.zulip.rendered import adapt_html, has_relative_addresses
from archiver.importers.zulip.topics import TopicPlace

INDEX_NAME = "stream_index.json"
_PLACE = re.compile(r"(?:.*/)?(?P<id>\d{1,12})-(?P<stream>[^/]*)/(?P<topic>[^/]+)\.json", re.DOTALL)
_UPLOAD = re.compile(r"\"(?:https?://[^\"\s/]{1,200})?/user_uploads/(\d{1,10}/[^\s<>\"?#]{1,500})\"")
_CONTENT_ID = re.compile(r"\"cid:(\d{1,10}/[^\s<>\"?#]{1,500})\"")
_HEAD = 1 << 16
_SENDER = b'"sender_full_name"'


def is_topic_file(member: Member) -> bool:
    """True if a file is that of a topic, by its place and its first bytes."""
    return _PLACE.fullmatch(member.name) is not None and _SENDER in member.head(_HEAD)


class StreamIndex:
    """What `stream_index.json` says of streams and topics."""

    def __init__(self, source: Source, context: ImportContext) -> None:
        """Read the index of the export, if it has one."""
        self.names: dict[str, str] = {}
        self.sizes = Counter[str]()
        for member in source.members():
            if member.name.rpartition("/")[2] == INDEX_NAME:
                try:
                    self._read(read_json(member))
                except UnreadableError as error:
                    context.problem(member.name, 0, f"the names of streams come from folders: {error}")

    def _read(self, index: Any) -> None:
        streams = dict_in(index, "streams") if isinstance(index, dict) else {}
        for name, stream in streams.items():
            id_ = text_in(stream, "id") if isinstance(stream, dict) else ""
            if not id_:
                continue
            self.names[id_] = name
            for topic, data in dict_in(stream, "topic_data").items():
                size = number_in(data, "size") if isinstance(data, dict) else None
                self.sizes[TopicPlace(id_, name, topic).key] += size or 0


def read_topics(
    source: Source, index: StreamIndex, context: ImportContext
) -> Iterator[tuple[TopicPlace, dict[str, Any]]]:
    """The messages of all topics, with their places. What is damaged is reported.

    Args:
        source: the export.
        index: the index of the export.
        context: is told of what cannot be read.
    """
    for member in members_with_progress(source, context, (".json",)):
        match = _PLACE.fullmatch(member.name)
        if match is None or match["topic"] + ".json" == INDEX_NAME:
            continue
        stream = index.names.get(match["id"]) or _decoded(match["stream"]).replace("-", " ")
        place = TopicPlace(match["id"], stream, _decoded(match["topic"]))
        for number, message in _read_messages(member, context):
            context.read += 1
            if isinstance(message, dict) and number_in(message, "id") is not None and "content" in message:
                yield place, message
            else:
                context.problem(member.name, number, "left out: it is not a message with an id")


def _read_messages(member: Member, context: ImportContext) -> Iterator[tuple[int, Any]]:
    number = 0
    try:
        for number, message in enumerate(read_json_items(member, "item"), 1):
            yield number, message
    except UnreadableError as error:
        context.problem(member.name, number + 1, f"the rest of the file is left out: {error}")


def _decoded(name: str) -> str:
    """A name without the encoding of Zulip's URLs, in which `.20` is a space."""
    return unquote(name.replace(".", "%"))


class ZulipUploads(NamedTuple):
    """The files that people have uploaded, which zulip-archive keeps in `user_uploads/` beside `zulip_json/`."""

    source: Source
    folder: str
    """The folder in the source, with a slash."""

    @classmethod
    def of(cls, source: Source) -> "ZulipUploads":
        """The uploads of an export, which are beside the folder that has the folders of streams."""
        topic = next((member.name for member in source.members() if _PLACE.fullmatch(member.name)), "")
        return cls(source, "".join(f"{part}/" for part in [*topic.split("/")[:-3], "user_uploads"]))

    def _find(self, path: str) -> Member | None:
        name = unescape(path)
        return self.source.find(f"{self.folder}{name}") or self.source.find(f"{self.folder}{unquote(name)}")

    def mark(self, body: str) -> str:
        """The body with ids of files in place of the addresses of those that the export has."""
        return _UPLOAD.sub(lambda match: f'"cid:{match[1]}"' if self._find(match[1]) else match[0], body)

    def find(self, body: str) -> Iterator[ImportedAttachment]:
        """The files whose ids a body has."""
        for path in dict.fromkeys(_CONTENT_ID.findall(body)):
            if member := self._find(path):
                name = member.name.rpartition("/")[2]
                yield ImportedAttachment(name=name, read=member.read, content_id=path)


def make_body(message: dict[str, Any], url: str, uploads: ZulipUploads, context: ImportContext) -> str:
    """The body of a message, as HTML.

    Args:
        message: the message.
        url: the URL of the server; "" if it is not known.
        uploads: the files that the export has.
        context: is told of addresses that are not whole.
    """
    body = adapt_html(text_in(message, "content"), escape(text_in(message, "sender_full_name")), url)
    body = uploads.mark(body) if "/user_uploads/" in body else body
    if not url and has_relative_addresses(body):
        context.note("posts with addresses that --set url=https://… would make whole")
    return body
