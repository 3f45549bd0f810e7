"""Which column of a table is what: as the user says (`--set author=user`), or by the usual names of columns. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from archiver.errors import ArchiverError
from archiver.model import BodyFormat

_USUAL: Mapping[str, str] = {
    "id": "id post_id postid comment_id message_id msg_id pid uuid",
    "thread": "thread thread_id threadid topic topic_id topicid discussion_id conversation_id tid thread_ts link_id",
    "title": "title subject thread_title topic_title thread_subject topic_subject headline",
    "board": "board board_name forum forum_name category category_name section channel subforum group",
    "author": "author author_name user username user_name poster name from sender by member nick nickname",
    "address": "email author_email address mail from_email",
    "date": "date created created_at createdat created_utc timestamp time posted posted_at datetime post_date pubdate",
    "edited": "edited edited_at updated updated_at modified modified_at last_edit",
    "body": "body text content message post_text post_body post comment html raw selftext description",
    "format": "format markup body_format",
    "reply-to": "reply_to replyto reply_to_id in_reply_to parent parent_id parentid reply_id",
    "subject": "post_subject post_title",
    "url": "url link permalink href",
    "score": "score points votes likes upvotes karma",
    "tags": "tags labels keywords",
}
"""The fields of a post, and the names of columns that have them as a rule."""
FIELDS = tuple(_USUAL)
SITE = "site"
"""The setting with a name for where ids of threads are unique."""
_EXTRA, _DATE_FORMAT = "extra", "date-format"
SETTINGS: Mapping[str, str] = {
    "id": "the column with the id of the post",
    "thread": "the column that says which posts belong together",
    "title": "the column with the title of the thread",
    "board": "the column with the board",
    "author": "the column with the name of the author",
    "address": "the column with the mail address of the author",
    "date": "the column with the date",
    "edited": "the column with the date of the last edit",
    "body": "the column with the text",
    "format": f"the column with the markup of the text, or the markup of all: {', '.join(BodyFormat)}",
    "reply-to": "the column with the id of the post that is answered",
    "subject": "the column with a subject of the post's own",
    "url": "the column with the address of the original",
    "score": "the column with the points",
    "tags": "the column with the tags of the thread",
    _EXTRA: "further columns that are kept, with commas between them",
    _DATE_FORMAT: "how dates are written, in the directives of strptime, as %d.%m.%Y",
    SITE: "a name for the site, if tables of several sites have threads with the same ids",
}
"""What users can set, with a line on each."""
_SEPARATORS = re.compile(r"[\s._-]+")


class MappingError(ArchiverError):
    """The columns of a table cannot be told, or the user has named one that it lacks."""


class ColumnMapping(Struct, frozen=True, kw_only=True):
    """Which column is what."""

    columns: Mapping[str, str]
    """The names of columns, by field."""
    extra: tuple[str, ...] = ()
    """Columns that are kept as what else is known of a post."""
    body_format: BodyFormat | None = None
    """The markup of all bodies; None if a column has it, or if nobody says it."""
    date_format: str | None = None
    """The format of dates in the directives of `strptime`; None for ISO 8601 and seconds since 1970."""
    left_out: tuple[str, ...] = ()
    """Columns that are read by no field."""


def make_mapping(columns: Sequence[str], settings: Mapping[str, str]) -> ColumnMapping:
    """Decide which column is what.

    Args:
        columns: the names of the columns.
        settings: what the user has set: names of columns by field; `format` may also be the markup of all bodies,
            `extra` the names of columns with commas between them, and `date-format` a format of `strptime`.

    Raises MappingError if a column is unknown, or none has the texts or the threads.
    """
    wanted = {name: value for name, value in settings.items() if name in FIELDS}
    body_format = BodyFormat(wanted.pop("format")) if wanted.get("format") in {*BodyFormat} else None
    extra = tuple(filter(None, map(str.strip, settings.get(_EXTRA, "").split(","))))
    _check_columns((*wanted.values(), *extra), columns)
    found = _guess(columns, wanted)
    if body_format:
        found.pop("format", None)
    if missing := _missing(found):
        example = " ".join(f"--set {name}=COLUMN" for name in missing)
        what = " and which the ".join(missing)
        raise MappingError(f"it cannot be told which column is the {what}; {_has(columns)}; {example}")
    used = {name.partition(".")[0] for name in (*found.values(), *extra)} | {*found.values(), *extra}
    return ColumnMapping(
        columns=found,
        extra=extra,
        body_format=body_format,
        date_format=settings.get(_DATE_FORMAT),
        left_out=tuple(column for column in columns if column not in used),
    )


def guesses_enough(columns: Sequence[str]) -> bool:
    """True if the usual names of columns tell the texts and threads, and also authors or dates."""
    found = _guess(columns, {})
    return not _missing(found) and ("author" in found or "date" in found)


def _check_columns(names: Iterable[str], columns: Sequence[str]) -> None:
    for name in names:
        if name and name not in columns and name.partition(".")[0] not in columns:
            raise MappingError(f'there is no column "{name}"; {_has(columns)}')


def _has(columns: Sequence[str]) -> str:
    return f"the table has: {', '.join(columns) or 'no column'}"


def _missing(found: Mapping[str, str]) -> list[str]:
    """The fields without which no thread can be made: the texts, and which of them belong together."""
    missing = [] if "thread" in found or "title" in found else ["thread"]
    return missing if "body" in found else [*missing, "body"]


def _guess(columns: Sequence[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """The columns by field: those that the user wants, and the usual ones of all other fields.

    A field that the user has set to nothing has none.
    """
    by_key = {_SEPARATORS.sub("_", column.strip().casefold()): column for column in reversed(columns)}
    found = {field: column for field, column in wanted.items() if column}
    taken = {*found.values()}
    for field, names in _USUAL.items():
        if field not in wanted:
            usual = (by_key[name] for name in names.split() if name in by_key)
            column = next((column for column in usual if column not in taken), None)
            if column is not None:
                found[field] = column
                taken.add(column)
    return found


Getter = Callable[[Any], Any]
"""Returns the value of a column in a row; None or "" if the row has none."""


def get_values(getters: Mapping[str, Getter], row: Any) -> dict[str, Any]:
    """The values of the fields of a row, without those that are empty."""
    values = ((field, get(row)) for field, get in getters.items())
    return {field: value for field, value in values if value not in (None, "")}


def column_names(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The names of all keys of the first rows of a table without a head, in the order in which they come."""
    return list(dict.fromkeys(name for row in rows for name in row))
