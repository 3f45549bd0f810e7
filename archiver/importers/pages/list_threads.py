"""Makes threads of the messages that pages of list archives have: by the ids of the messages that they answer, and by
the index of threads of pipermail, whose pages lack these ids.

Ids and times are kept as numbers, and the messages on the disk.
"""

import json
from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from posixpath import dirname, join
from types import TracebackType
from typing import Self

from archiver.importers.importer import ImportContext
from archiver.importers.json_records import write_json
from archiver.importers.mail.dates import parse_date
from archiver.importers.mail.posts import NO_SUBJECT, thread_title
from archiver.importers.mail.threading import ThreadBuilder, id_hash
from archiver.importers.pages.list_pages import ListMessage, read_thread_index
from archiver.importers.record_groups import RecordGroups
from archiver.importers.threads import ImportedPost, ImportedThread
from archiver.model import BodyFormat, Moment
from archiver.parse.reply_prefixes import comparable_subject

_UNDATED = float("inf")
_START = 500  # characters of a body that tell it apart from others


class ListThreads:
    """The messages of all pages, open while the context is. First all are added, then the threads are read."""

    def __init__(self, folder: Path, context: ImportContext) -> None:
        self._folder, self._context = folder, context
        self._stack = ExitStack()
        self._ids = array("q")
        self._times = array("d")
        self._references = array("q")
        self._ends = array("q")  # where the references of each message end
        self._number_of_file: dict[int, int] = {}
        self._parent_of_file: dict[int, int] = {}
        self._above: dict[int, list[int]] = {}  # the parents by ids, from the indexes of threads

    def __enter__(self) -> Self:
        self._records = self._stack.enter_context(RecordGroups[int](self._folder))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._stack.close()

    def add_index(self, text: str, member: str) -> bool:
        """Add what an index of threads tells of the files beside it, if a page is one. Returns whether it is."""
        folder, is_index = dirname(member), False
        for file, parent in read_thread_index(text):
            is_index = True
            self._parent_of_file[id_hash(join(folder, file))] = id_hash(join(folder, parent))
        return is_index

    def add(self, message: ListMessage, site: str) -> None:
        """Add a message. `site` is the host of its list, or a name for that."""
        if not message.id:
            parts = (message.author, message.date, message.subject, message.body[:_START])
            message.id = f"{id_hash(chr(10).join(parts)):x}@no-id.invalid"
        number = len(self._ids)
        time = parse_date(message.date, self._context.zone)
        if time is None:
            self._context.problem(message.member, 0, f"its date «{message.date[:60]}» is not known")
        self._ids.append(id_hash(message.id))
        self._times.append(_UNDATED if time is None else time)
        self._references.extend(map(id_hash, message.references))
        self._ends.append(len(self._references))
        self._number_of_file[id_hash(message.member)] = number
        self._records.add(number, 0, write_json([site, message.to_fields()]))

    def threads(self) -> Iterator[ImportedThread]:
        """The threads, in the order of their first messages."""
        with RecordGroups[int](self._folder) as by_thread:
            parents = self._order(by_thread)
            for _, records in by_thread.groups():
                yield self._thread([json.loads(record) for record in records], parents)

    def _order(self, by_thread: RecordGroups[int]) -> dict[int, int]:
        """Group the messages by their threads. Returns the hashes of the ids of parents, by those of messages."""
        builder, numbers, times = ThreadBuilder(), array("q"), array("d")
        self._above = {
            self._ids[self._number_of_file[file]]: [self._ids[self._number_of_file[parent]]]
            for file, parent in self._parent_of_file.items()
            if file in self._number_of_file and parent in self._number_of_file
        }
        for number, id_ in enumerate(self._ids):
            if builder.add(id_, self._ancestors(number)) is None:
                numbers.append(number)
                times.append(self._times[number])
        if doubles := len(self._ids) - len(numbers):
            self._context.note("copies of messages that other pages have too", doubles)
        places: dict[int, tuple[int, int]] = {}
        parents: dict[int, int] = {}
        for thread, (_, mails) in enumerate(builder.threads(times)):
            for position, mail in enumerate(mails):
                places[numbers[mail]] = (thread, position)
                if (parent := builder.parent(mail)) >= 0:
                    parents[self._ids[numbers[mail]]] = self._ids[numbers[parent]]
        for number, records in self._records.groups():
            if number in places:
                by_thread.add(*places[number], records[0])
        return parents

    def _ancestors(self, number: int) -> list[int]:
        """The hashes of the ids above a message."""
        references = list(self._references[self._ends[number - 1] if number else 0 : self._ends[number]])
        return references or self._above.get(self._ids[number], [])

    def _thread(self, records: list[tuple[str, dict[str, object]]], parents: dict[int, int]) -> ImportedThread:
        messages = [ListMessage(**fields) for _, fields in records]  # type: ignore[arg-type]  # as `to_fields` made them
        first, site = messages[0], records[0][0]
        known = {id_hash(message.id): message.id for message in messages}
        subject = next((message.subject for message in messages if message.subject.strip()), "")
        board = _board_of(first.member)
        return ImportedThread(
            id=first.id,
            site=site,
            title=thread_title(subject, board) or NO_SUBJECT,
            board=board,
            url=first.url or None,
            posts=tuple(
                _post(message, known.get(parents.get(id_hash(message.id), 0)), subject, self._context.zone)
                for message in messages
            ),
        )


def _board_of(member: str) -> tuple[str, ...]:
    """The name of the list, if the page is in a folder of a month, as `moons/1999-August/000013.html`."""
    parts = member.split("/")
    return (parts[-3],) if len(parts) > 2 and parts[-2][:4].isdigit() else ()


def _post(message: ListMessage, parent: str | None, title: str, zone: tzinfo) -> ImportedPost:
    time = parse_date(message.date, zone)
    is_new = comparable_subject(message.subject) != comparable_subject(title)
    return ImportedPost(
        id=message.id,
        author=message.author or message.address or None,
        address=message.address or None,
        date=None if time is None else Moment(at=datetime.fromtimestamp(time, UTC)),
        body=message.body,
        format=BodyFormat.HTML if message.is_html else BodyFormat.TEXT,
        reply_to=parent or next(iter(message.references[-1:]), None),
        subject=message.subject if is_new else None,
        url=message.url or None,
    )
