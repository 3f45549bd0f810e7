"""Messages of files for readers, which have no ids: these are made of date, author and content."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from archiver.importers.chat.date_order import SHOWN_TIME, ShownTime, decide_order, moment_in_order, shown_time
from archiver.importers.discord.channel_file import POSITION
from archiver.importers.discord.html_messages import person_of
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import moment_of
from archiver.importers.pages.dates import parse_shown_date

_SHOWN = re.compile(SHOWN_TIME, re.IGNORECASE)
_SPACES = re.compile("[\u00a0\u202f\u2009]")
_LONGEST_DATE = 60  # characters
_EVENTS = {
    "Joined the server.": "GuildMemberJoin",
    "Added a recipient.": "RecipientAdd",
    "Removed a recipient.": "RecipientRemove",
    "Left the group.": "RecipientRemove",
}
"""What stands for messages of the system, which files for readers do not mark, and their types."""


def find_shown_time(text: str) -> ShownTime | None:
    """The time that a date in numbers shows; None for a date that needs no order of numbers, and for no date."""
    if len(text) > _LONGEST_DATE or moment_of(text):
        return None
    match = _SHOWN.fullmatch(_SPACES.sub(" ", text.strip()))
    return shown_time(match) if match else None


class ShownMessages:
    """Makes the messages of a channel, with the fields that they have in JSON."""

    def __init__(self, times: Callable[[], Iterable[ShownTime]], context: ImportContext) -> None:
        """All `times` decide the order of numbers in dates; `context` has the zone of dates that name none."""
        self._times, self._context = times, context
        self._order = ""
        self._count = 0
        self._known = Counter[str]()
        self._last: datetime | None = None
        self._begins = True

    def begin_file(self) -> None:
        """Begin the next file. It may go on where the one before it ends, or have the same messages."""
        self._begins = True

    def read_date(self, text: str) -> datetime | None:
        """The moment of a date; None if it is none."""
        if shown := find_shown_time(text):
            self._order = self._order or decide_order(self._times(), self._context)
            return moment_in_order(shown, self._order, self._context.zone)
        if len(text) > _LONGEST_DATE:
            return None
        moment = moment_of(text, self._context.zone) or parse_shown_date(_SPACES.sub(" ", text), self._context.zone)
        return moment.at if moment else None

    def make(self, author: str, date: str, content: str, *, author_id: str = "") -> dict[str, Any] | None:
        """A message; None if its date is none.

        Args:
            author: the full name of the author.
            date: the date as it is shown.
            content: the text.
            author_id: the id of the author; "" if it is not known.
        """
        at = self.read_date(date)
        if at is None:
            return None
        if self._begins and self._last is not None and at < self._last:
            self._known.clear()
        self._begins, self._last = False, at
        self._count += 1
        digest = crc32(f"{author}|{content}".encode("utf-8", "replace"))
        key = f"{at.astimezone(UTC):%Y%m%dT%H%M%S}-{digest:08x}"
        self._known[key] += 1
        return {
            "id": key if self._known[key] == 1 else f"{key}-{self._known[key]}",
            POSITION: self._count,
            "type": _EVENTS.get(content.strip(), ""),
            "timestamp": at.isoformat(),
            "content": content,
            "author": person_of(author, author_id),
        }
