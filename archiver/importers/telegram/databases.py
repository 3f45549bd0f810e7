"""The databases of tg-archive (`data.sqlite`): their messages, with the fields that Telegram Desktop's JSON has.

They are opened for reading alone. A database is from strangers: one with anything but plain tables is not read.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import JsonObject, dicts_in, number_in, text_in
from archiver.importers.telegram.export_files import EVERY, Chat
from archiver.importers.telegram.html_files import folder_of

_MAGIC = b"SQLite format 3\0"
_HEAD_SIZE = 1 << 16
_SIGNS = (b"create table messages", b"reply_to", b"media_id")
_TABLES = ("messages", "users", "media")
_QUERY = """SELECT messages.id, messages.type, messages.date, messages.edit_date, messages.content, messages.reply_to,
    messages.user_id, users.username, media.type, media.url, media.title, media.description
    FROM messages LEFT JOIN users ON users.id = messages.user_id LEFT JOIN media ON media.id = messages.media_id"""
_LONGEST = 1 << 24  # bytes of a value
_CONFIG = "config.yaml"
_SETTING = re.compile(
    r"^(group|media_dir)[ \t]*:[ \t]*[\"']?([^\"'#\r\n]{1,200}?)[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE
)
_MEDIA_FOLDER = "media"
_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}\Z")
_UTC_DATE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?\Z")
_ACTIONS = {
    "user_joined": "invite_members",
    "user_joined_by_link": "join_group_by_link",
    "user_left": "remove_members",
}


class Database(NamedTuple):
    """A database of tg-archive."""

    member: Member
    chat: Chat
    media: str
    """The folder with the files of messages, relative to that of the database."""


def is_database(member: Member) -> bool:
    """True if a file begins as the databases of tg-archive do."""
    if not member.head(len(_MAGIC)).startswith(_MAGIC):
        return False
    head = member.head(_HEAD_SIZE).lower()
    return all(sign in head for sign in _SIGNS)


def find_databases(source: Source) -> Iterator[Database]:
    """The databases of an export, with what the configuration beside each says of the group."""
    for member in filter(is_database, source.members()):
        config = source.find(folder_of(member) + _CONFIG)
        settings = dict(_SETTING.findall(config.head(_HEAD_SIZE).decode("utf-8", "replace"))) if config else {}
        name = settings.get("group", "").lstrip("@") or folder_of(member).strip("/").rpartition("/")[2] or source.name
        username = name if config and _USERNAME.match(name) else ""
        chat = Chat(name, name, "", is_of_account=False, username=username)
        yield Database(member, chat, settings.get("media_dir", _MEDIA_FOLDER).strip("/"))


def read_rows(database: Database, context: ImportContext) -> Iterator[tuple[int, JsonObject]]:
    """The messages of a database, each with its number. What is damaged is reported."""
    number = 0
    try:
        with closing(_connect(database.member.on_disk())) as connection:
            _check_tables(connection)
            for number, row in enumerate(connection.execute(_QUERY), 1):
                context.read += 1
                if context.read % EVERY == 0:
                    context.advance("reading messages", context.read, 0)
                yield number, _message(row, database.media)
    except (sqlite3.Error, UnicodeDecodeError, UnreadableError) as error:  # messages of SQLite may be no UTF-8
        context.problem(database.member.name, number + 1, f"the rest of the file is left out: {error}")


def _connect(path: Path) -> sqlite3.Connection:
    """Open a database that nothing is written to, not even a journal. Raises sqlite3.Error."""
    connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)
    connection.text_factory = lambda value: value.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _check_tables(connection: sqlite3.Connection) -> None:
    """Raise UnreadableError unless the tables are plain ones: what views and computed columns do has no bound."""
    for table in _TABLES:
        kinds = connection.execute("SELECT type, sql FROM sqlite_master WHERE lower(name) = ?", (table,)).fetchall()
        is_plain = len(kinds) == 1 and kinds[0][0] == "table" and "virtual" not in str(kinds[0][1])[:30].lower()
        hidden = "SELECT count(*) FROM pragma_table_xinfo(?) WHERE hidden"
        if not is_plain or connection.execute(hidden, (table,)).fetchone()[0]:
            raise UnreadableError(f'it has no plain table "{table}"')


def _message(row: tuple[Any, ...], folder: str) -> JsonObject:
    """A message with the fields that it has in JSON.

    Args:
        row: the values of `_QUERY`.
        folder: the folder of the files.
    """
    id_, kind, date, edited, content, answered, user_id, name, *media = row
    fields = {
        "id": id_,
        "type": "service" if kind in _ACTIONS else "message",
        "action": _ACTIONS.get(kind, ""),
        "date": _date(date),
        "edited": _date(edited),
        "from": name or "",
        "from_id": f"user{user_id}" if user_id is not None else "",
        "text": content if isinstance(content, str) else "",
        "reply_to_message_id": answered,
        **_media(*(value if isinstance(value, str) else "" for value in media), folder=folder),
    }
    preview = fields.pop("preview", [])
    return {**fields, "text": [fields["text"], "\n\n" if fields["text"] else "", *preview]} if preview else fields


def _date(value: object) -> str:
    """A date in UTC, as ISO 8601."""
    text = value if isinstance(value, str) else ""
    return f"{text}Z" if _UTC_DATE.match(text) else text


def _media(kind: str, url: str, title: str, description: str, *, folder: str) -> JsonObject:
    """What came with a message, as fields of it.

    Args:
        kind: `photo` for any file, `poll`, `webpage` for a link; "" for none.
        url: the address of the link, or the name of the file.
        title: that of the link, the name that the file had, or the question of the poll.
        description: that of the link, or the answers as JSON.
        folder: the folder of the files.
    """
    if kind == "poll":
        return {"poll": {"question": title, "answers": _answers(description)}}
    if kind == "webpage":
        link = {"type": "text_link", "href": url, "text": title or url}
        return {"preview": [link, f"\n{description}" if description else ""]} if title or description else {}
    return {"file": f"{folder}/{url}" if folder else url, "file_name": title} if kind and url else {}


def _answers(text: str) -> list[JsonObject]:
    try:
        answers = json.loads(text)
    except (ValueError, RecursionError):
        return []
    options = dicts_in({"": answers}, "")
    return [{"text": text_in(option, "label"), "voters": number_in(option, "count") or 0} for option in options]
