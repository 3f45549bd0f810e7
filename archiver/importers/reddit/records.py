"""The submissions and comments in the files of dumps (JSON lines) and of the API (listings)."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from archiver.importers.containers import Member, UnreadableError
from archiver.importers.importer import CERTAIN, LIKELY, NO, ImportContext
from archiver.importers.json_fields import dict_in, text_in
from archiver.importers.json_records import read_json, read_json_lines

_HEAD_SIZE = 1 << 16
_DUMP = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{(?=[^\n]*"subreddit(?:_id)?"\s*:)(?=[^\n]*"(?:created_utc|link_id)"\s*:)')
_LISTING = re.compile(rb'(?:\xef\xbb\xbf)?\s*\[?\s*\{\s*"(?:kind"\s*:\s*"Listing"|(?:data|json)"\s*:\s*[\[{])')
_DUMP_NAME = re.compile(r"(?:.*/)?(?:R[CS]_\d{4}-\d\d|\w+_(?:comments|submissions))(?:\.\w+)*")
_LISTING_MARK = re.compile(rb'"(?:kind"\s*:\s*"(?:Listing|t[13])"|subreddit")')
_ID = re.compile(r"(?:t[13]_)?([0-9a-z]{1,12})")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class RedditRecord(NamedTuple):
    """A submission or a comment."""

    number: int
    """Its line in the file; in a listing, its position."""
    value: dict[str, Any]

    @property
    def is_comment(self) -> bool:
        """True for a comment."""
        return "link_id" in self.value


def is_listing(member: Member) -> float:
    """How surely a file is a listing of the API, or an answer of Arctic Shift's."""
    head = member.head(_HEAD_SIZE)
    return CERTAIN if _LISTING.match(head) and _LISTING_MARK.search(head) else NO


def is_dump(member: Member) -> float:
    """How surely a file is a dump."""
    head = member.head(_HEAD_SIZE)
    if _DUMP.match(head):
        return CERTAIN
    return LIKELY if head.startswith(b"{") and _DUMP_NAME.fullmatch(member.name) else NO


def read_dump(member: Member, context: ImportContext) -> Iterator[RedditRecord]:
    """The records of a dump. Lines that have none are reported."""
    for number, value in read_json_lines(member, context):
        context.read += 1
        if isinstance(value, dict) and ("link_id" in value or "title" in value):
            yield RedditRecord(number, value)
        elif isinstance(value, dict) and "display_name" in value:
            context.skip("descriptions of subreddits")
        else:
            context.problem(member.name, number, "left out: it is neither a submission nor a comment")


def read_listing(member: Member, context: ImportContext) -> Iterator[RedditRecord]:
    """The records of a listing, those of nested replies too."""
    try:
        waiting = [read_json(member)]
    except UnreadableError as error:
        context.problem(member.name, 0, f"left out: {error}")
        return
    number = 0
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting += reversed(thing)
        elif isinstance(thing, dict):
            record, inner = _open(thing, context)
            waiting += reversed(inner)
            if record:
                number += 1
                context.read += 1
                yield RedditRecord(number, record)


def _open(thing: dict[str, Any], context: ImportContext) -> tuple[dict[str, Any] | None, list[Any]]:
    """The record of a thing of the API, if it is one, and the things in it.

    `/api/morechildren` answers with things in `json.data.things`.
    """
    thing = dict_in(thing, "json") or thing
    data = thing.get("data", thing)
    if thing.get("kind") == "more":
        return None, []
    if isinstance(data, list):
        return None, data
    if not isinstance(data, dict):
        return None, []
    children = data.get("children", data.get("things"))
    if isinstance(children, list):
        return None, children
    if _is_record(thing.get("kind"), data):
        replies = data.get("replies")
        return data, [replies] if isinstance(replies, dict) else []
    context.read += 1
    context.skip("things that are neither submissions nor comments")
    return None, []


def _is_record(kind: Any, data: dict[str, Any]) -> bool:
    """True for submissions and comments. Comments in an inbox do not say which thread they are of."""
    is_named = kind in (None, "t1", "t3")  # no set: it may be a list
    return is_named and ("link_id" in data or ("title" in data and "display_name" not in data and kind != "t1"))


def number_of(value: Any) -> int | None:
    """The number of an id, which is written in base 36, with or without its kind; None if it is none.

    >>> number_of("t3_zz"), number_of("10"), number_of(36), number_of("T3")
    (1295, 36, 36, None)
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value < 36**12 else None  # some dumps have numbers
    match = _ID.fullmatch(value) if isinstance(value, str) else None
    return int(match[1], 36) if match else None


def id_of(number: int) -> str:
    """The id of a number, in base 36.

    >>> id_of(1295)
    'zz'
    """
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits


def media_of(record: dict[str, Any]) -> dict[str, Any]:
    """The files that a record shows, by their ids."""
    return dict_in(record, "media_metadata")


def is_deleted_later(record: dict[str, Any]) -> bool:
    """True if the dump says that a record was deleted after it had been read."""
    return dict_in(record, "_meta").get("was_deleted_later") is True or record.get("was_deleted_later") is True


def removed_by(record: dict[str, Any]) -> str:
    """Who has removed a record: `deleted` for its author, `moderator`; "" if nobody, or it is not known."""
    return text_in(record, "removed_by_category") or text_in(dict_in(record, "_meta"), "removal_type")
