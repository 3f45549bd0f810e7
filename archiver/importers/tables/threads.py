"""Makes a thread of the rows that name it. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from html import unescape
from typing import Any

from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import moment_of
from archiver.importers.post_order import by_date, parents_first
from archiver.importers.tables.mapping import ColumnMapping
from archiver.importers.threads import ImportedPost, ImportedThread
from archiver.model import BodyFormat, Moment
from archiver.parse.dates import parse_formatted_moment

_REPLY = re.compile(r"\s*(?:re|aw|sv|antw|回复|答复)\s*(?:\[\d{1,4}\])?\s*[:：]\s*", re.IGNORECASE)
_TITLE_WORDS = 10
_TITLE_TEXT = 2000  # characters of a body that may become a title
_ELEMENT = re.compile(r"<[^<>]{0,500}>")
_TAG_SEPARATORS = re.compile(r"[,;|]")
_FORMATS: Mapping[str, BodyFormat] = {
    **{str(format_): format_ for format_ in BodyFormat},
    "md": BodyFormat.MARKDOWN,
    "commonmark": BodyFormat.MARKDOWN,
    "plain": BodyFormat.TEXT,
    "text/plain": BodyFormat.TEXT,
    "txt": BodyFormat.TEXT,
    "text/html": BodyFormat.HTML,
    "text/markdown": BodyFormat.MARKDOWN,
}


def make_thread(key: str, rows: list[dict[str, Any]], mapping: ColumnMapping, context: ImportContext) -> ImportedThread:
    """Make a thread.

    Args:
        key: the id of the thread.
        rows: the values of its rows by field, and in `extra` by column.
        mapping: how values are read.
        context: counts what is guessed.
    """
    thread_format = mapping.body_format or BodyFormat.TEXT
    title = next((_text(row["title"]) for row in rows if "title" in row), None)
    first = _text(rows[0].get("body", ""))
    cleaned = _REPLY.sub("", title) if title else _first_words(first, thread_format)
    posts = [_post(index, row, mapping, thread_format, context) for index, row in enumerate(rows, 1)]
    ordered = by_date(posts) if all(post.date for post in posts) else posts
    boards = (_text(row["board"]) for row in rows if "board" in row)
    return ImportedThread(
        id=key,
        title=cleaned,
        board=tuple(filter(None, map(str.strip, next(boards, "").split("/")))),
        tags=tuple(dict.fromkeys(tag for row in rows for tag in _tags(row.get("tags")))),
        format=thread_format,
        posts=parents_first(ordered),
    )


def _post(
    index: int, row: dict[str, Any], mapping: ColumnMapping, thread_format: BodyFormat, context: ImportContext
) -> ImportedPost:
    texts = {name: _text(row[name]) for name in ("author", "address", "reply-to", "subject", "url") if name in row}
    return ImportedPost(
        id=_text(row.get("id", index)),
        author=texts.get("author"),
        address=texts.get("address"),
        date=_date(row.get("date"), mapping, context),
        edited=_date(row.get("edited"), mapping, context),
        body=_text(row.get("body", "")),
        format=_FORMATS.get(_text(row.get("format", "")).strip().lower(), thread_format),
        reply_to=texts.get("reply-to"),
        subject=texts.get("subject"),
        url=texts.get("url"),
        score=_score(row.get("score")),
        extra={name: _text(value) for name, value in row.get("extra", {}).items()},
    )


def _text(value: Any) -> str:
    """A value as text: lists and objects as their parts, with commas between them."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, dict):
        named = next((value[name] for name in ("login", "username", "name", "title") if value.get(name)), None)
        return _text(named) if named is not None else ", ".join(map(_text, value.values()))
    return "" if value is None else str(value)


def _first_words(text: str, body_format: BodyFormat) -> str:
    start = text[:_TITLE_TEXT]
    words = (unescape(_ELEMENT.sub(" ", start)) if body_format is BodyFormat.HTML else start).split()
    return " ".join(words[:_TITLE_WORDS]) + ("…" if len(words) > _TITLE_WORDS else "")


def _tags(value: Any) -> Iterator[str]:
    values = value if isinstance(value, list) else _TAG_SEPARATORS.split(_text(value).strip("[]"))
    yield from (tag for entry in values if (tag := _text(entry).strip(" \t'\"")))


def _date(value: Any, mapping: ColumnMapping, context: ImportContext) -> Moment | None:
    if value is None:
        return None
    date = _parse(value, mapping.date_format, context.zone)
    if date is None:
        context.note("dates that cannot be read; --set date-format tells their form")
    return date


def _parse(value: Any, date_format: str | None, zone: tzinfo) -> Moment | None:
    if date_format is not None:
        return parse_formatted_moment(_text(value).strip(), date_format, zone)
    return moment_of(value, zone)


def _score(value: Any) -> int | None:
    try:
        return None if value is None else int(float(value))
    except (ValueError, TypeError, OverflowError):
        return None
