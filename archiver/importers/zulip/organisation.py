"""The files of an organisation's export: people, streams and reactions in `realm.json`, numbered files of messages."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from archiver.importers.containers import Source, UnreadableError
from archiver.importers.emoji.shortcodes import emoji_or_name
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import flag_in, number_in, text_in
from archiver.importers.json_records import read_json_items, write_json
from archiver.importers.markdown.escaping import escape_text
from archiver.importers.record_groups import RecordGroups, is_group_number
from archiver.importers.threads import ImportedAttachment
from archiver.importers.zulip.dialect import Realm, zulip_to_markdown
from archiver.importers.zulip.topics import TopicPlace

REALM_NAME = "realm.json"
_MESSAGES = re.compile(r"messages-\d{6,}\.json")
_UPLOAD = re.compile(r"(?<=/user_uploads/)\d{1,10}/[^\s()<>\"\[\]?#]{1,500}")
_STREAM, _EVERY = 2, 1000
_PEOPLE = ("zerver_userprofile", "zerver_userprofile_mirrordummy", "zerver_userprofile_crossrealm")
_ME = "/me "


class Organisation(NamedTuple):
    """What is known besides the messages."""

    root: str
    """The folder of the export in its source, with a slash."""
    id: str
    realm: Realm
    people: dict[str, str]
    """Names by ids."""
    recipients: dict[str, tuple[str, str]]
    """The id and the name of the stream, by the ids of recipients that messages have."""
    private: set[str]
    """The ids of recipients that are private streams."""


def find_root(source: Source) -> str | None:
    """The folder of an export within its source, with a slash; "" for the source itself; None if there is none."""
    if source.find(REALM_NAME) and source.find("messages-000001.json"):
        return ""
    for count, member in enumerate(source.members()):
        folder, _, name = member.name.rpartition("/")
        if _MESSAGES.fullmatch(name) and source.find(f"{folder}/{REALM_NAME}".lstrip("/")):
            return f"{folder}/" if folder else ""
        if count > 20_000:
            break
    return None


def read_organisation(source: Source, root: str, context: ImportContext) -> Organisation:
    """Read the people and streams.

    Args:
        source: the export.
        root: the folder of the export in it.
        context: has the URL of the server, if the user has set it, and is told of what cannot be read.
    """
    realm = next(_rows(source, root, "zerver_realm", context), {})
    name, id_ = text_in(realm, "string_id", "subdomain"), text_in(realm, "uuid", "id")
    url = context.settings.get("url", "").rstrip("/")
    if not url and re.fullmatch(r"[a-z0-9-]{1,60}", name):
        url = f"https://{name}.zulipchat.com"
        context.note(f"exports whose server is taken to be {url} (--set url=…)")
    people = [person for table in _PEOPLE for person in _rows(source, root, table, context)]
    streams = {text_in(row, "id"): row for row in _rows(source, root, "zerver_stream", context)}
    recipients = {
        text_in(row, "id"): text_in(row, "type_id")
        for row in _rows(source, root, "zerver_recipient", context)
        if number_in(row, "type") == _STREAM and text_in(row, "type_id") in streams
    }
    return Organisation(
        root=root,
        id=id_ or name,
        realm=Realm(url, {text_in(row, "name"): stream for stream, row in streams.items()}),
        people=_names_of(people),
        recipients={id_: (stream, text_in(streams[stream], "name")) for id_, stream in recipients.items()},
        private={id_ for id_, stream in recipients.items() if flag_in(streams[stream], "invite_only")},
    )


def _rows(source: Source, root: str, table: str, context: ImportContext) -> Iterator[dict[str, Any]]:
    """The rows of a table in `realm.json`."""
    member = source.find(root + REALM_NAME)
    try:
        for row in read_json_items(member, f"{table}.item") if member else ():
            if isinstance(row, dict):
                yield row
    except UnreadableError as error:
        context.problem(root + REALM_NAME, 0, f"the rest of {table} is left out: {error}")


def _names_of(people: list[dict[str, Any]]) -> dict[str, str]:
    """The names of people by their ids; with the id, where several have one name."""
    names = {text_in(person, "id"): text_in(person, "full_name") for person in people}
    counts = Counter(names.values())
    return {id_: f"{name} ({id_})" if counts[name] > 1 else name for id_, name in names.items() if name}


def read_messages(
    source: Source, organisation: Organisation, context: ImportContext
) -> Iterator[tuple[TopicPlace, dict[str, Any]]]:
    """The messages of streams, each once, with their places and reactions.

    Args:
        source: the export.
        organisation: what is known of it.
        context: is told of what is left out.
    """
    with RecordGroups[int](source.temporary) as found:
        for name, number, message in _message_rows(source, organisation.root, context):
            id_ = number_in(message, "id") if isinstance(message, dict) else None
            if id_ is None or not is_group_number(id_):
                context.problem(name, number, "left out: it is not a message with an id")
            elif why := _why_skipped(message, organisation, context):
                context.skip(why)
            else:
                found.add(id_, 0, write_json(message))
        for row in _rows(source, organisation.root, "zerver_reaction", context):
            id_ = number_in(row, "message", "message_id")
            if id_ is not None and is_group_number(id_):
                found.add(id_, 1, write_json({"reaction": _reaction(row)}))
        for group in found.groups():
            rows = [json.loads(record) for record in group.records]
            messages = [row for row in rows if "reaction" not in row]
            if messages:
                counted = Counter(row["reaction"] for row in rows if "reaction" in row)
                context.note("messages that were there twice", len(messages) - 1) if len(messages) > 1 else None
                yield _placed(messages[0], counted, organisation)


def _message_rows(source: Source, root: str, context: ImportContext) -> Iterator[tuple[str, int, Any]]:
    for member in source.members():
        folder, _, name = member.name.rpartition("/")
        if not _MESSAGES.fullmatch(name) or folder != root.rstrip("/"):
            continue
        number = 0
        try:
            for number, message in enumerate(read_json_items(member, "zerver_message.item"), 1):
                context.read += 1
                if context.read % _EVERY == 0:
                    context.advance("reading messages", context.read, 0)
                yield member.name, number, message
        except UnreadableError as error:
            context.problem(member.name, number + 1, f"the rest of the file is left out: {error}")


def _why_skipped(message: dict[str, Any], organisation: Organisation, context: ImportContext) -> str | None:
    recipient = text_in(message, "recipient", "recipient_id")
    if recipient not in organisation.recipients:
        return "direct messages"
    if recipient in organisation.private and context.settings.get("private") != "yes":
        return "messages of private channels (--set private=yes takes them)"
    return None


def _reaction(row: dict[str, Any]) -> str:
    name, code = text_in(row, "emoji_name"), text_in(row, "emoji_code")
    if text_in(row, "reaction_type") == "realm_emoji":
        return f":{name}:"
    if re.fullmatch(r"[0-9a-f]{2,5}(?:-[0-9a-f]{2,5}){0,9}", code):
        return "".join(chr(int(part, 16)) for part in code.split("-"))
    return emoji_or_name(name)


def _placed(
    message: dict[str, Any], counted: Counter[str], organisation: Organisation
) -> tuple[TopicPlace, dict[str, Any]]:
    """The place of a message, and the message with the fields that zulip-archive has, too."""
    stream_id, stream = organisation.recipients[text_in(message, "recipient", "recipient_id")]
    sender = text_in(message, "sender", "sender_id")
    own = {
        "id": message["id"],
        "sender_full_name": organisation.people.get(sender, sender),
        "timestamp": number_in(message, "date_sent"),
        "last_edit_timestamp": number_in(message, "last_edit_time"),
        "content": text_in(message, "content"),
        "counted": list(counted.items()),
    }
    return TopicPlace(stream_id, stream, text_in(message, "subject")), own


def make_body(message: dict[str, Any], realm: Realm) -> str:
    """The body of a message, as Markdown."""
    content = text_in(message, "content")
    if content.startswith(_ME):
        author = escape_text(text_in(message, "sender_full_name"))
        return f"*{author}* {zulip_to_markdown(content.removeprefix(_ME), realm)}"
    return zulip_to_markdown(content, realm)


def find_uploads(body: str, source: Source, organisation: Organisation) -> Iterator[ImportedAttachment]:
    """The uploaded files that a body shows or links to, and that the export has.

    Args:
        body: the body, with whole addresses.
        source: the export.
        organisation: what is known of it.
    """
    for path in dict.fromkeys(_UPLOAD.findall(body)):
        if member := source.find(f"{organisation.root}uploads/{path}"):
            address = f"{organisation.realm.url}/user_uploads/{path}"
            yield ImportedAttachment(name=path.rpartition("/")[2], read=member.read, address=address, is_in_body=True)
