"""The importer of forum-dl's JSON lines: sorts the entries by their threads, and gives each to what makes threads."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.discourse.documents import find_forum_objects
from archiver.importers.discourse.topics import Forum, make_thread
from archiver.importers.forum_dl.boards import Boards
from archiver.importers.forum_dl.entries import KINDS, Entry, parse_entry
from archiver.importers.forum_dl.saved_files import SavedFiles
from archiver.importers.forum_dl.threads import ThreadMaker
from archiver.importers.hackernews.items import find_items
from archiver.importers.hackernews.threads import ItemThreads
from archiver.importers.importer import ImportContext, confidence_by
from archiver.importers.json_fields import text_in
from archiver.importers.json_records import read_json_lines, write_json
from archiver.importers.member_progress import members_with_progress
from archiver.importers.record_groups import RecordGroups
from archiver.importers.threads import ImportedThread

_LOOKED_AT = 50  # files
_HEAD = 1 << 12
_MARK = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"generator"\s*:\s*"forum-dl"')
_TOPIC = re.compile(r"(https?://.{1,500}?)/t/")
_EVERY = 1000  # entries between two steps of the progress bar


class ForumDl:
    """The importer."""

    name = "forum-dl"
    description = (
        "forum-dl's JSON lines: phpBB, SMF, vBulletin, XenForo, Invision, ProBoards, Discourse, lists, Hacker News"
    )
    example = "archiver import forum.jsonl (or a folder with the files that --files-output has saved, too)"
    settings: Mapping[str, str] = {"dead": "keep to take the texts of posts of Hacker News that were killed"}

    def confidence(self, source: Source) -> float:
        """Certain of a file whose first line is an entry."""
        return confidence_by(source, _is_known, most=_LOOKED_AT)

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, in the order in which the files have them; those of Hacker News last."""
        keeps_dead = context.settings.get("dead") == "keep"
        with (
            RecordGroups[str](source.temporary) as records,
            ItemThreads(source.temporary, context, keeps_dead=keeps_dead) as items,
        ):
            collected = _Collected(source, records, items, context)
            for member in members_with_progress(source, context):
                collected.add_member(member)
            yield from collected.threads()
            yield from items.threads()


def _is_known(member: Member) -> bool:
    return _MARK.match(member.head(_HEAD)) is not None


class _Collected:
    """What was found in the files."""

    def __init__(self, source: Source, records: RecordGroups[str], items: ItemThreads, context: ImportContext) -> None:
        self._records, self._items, self._context = records, items, context
        self._boards, self._saved = Boards(), SavedFiles(source)
        self._forums: dict[str, Forum] = {}

    def add_member(self, member: Member) -> None:
        """Add the entries of a file; a file that has none is one of a post."""
        if not _is_known(member):
            self._saved.add(member)
            return
        for number, value in read_json_lines(member, self._context):
            entry = parse_entry(value)
            self._context.read += 1
            if self._context.read % _EVERY == 0:
                self._context.advance("reading entries", self._context.read, 0)
            why = "it is no entry of forum-dl" if entry is None else self._add(entry, value)
            if why:
                self._context.problem(member.name, number, f"left out: {why}")

    def _add(self, entry: Entry, value: Any) -> str | None:
        """Add an entry. Returns why it cannot be."""
        if entry.kind == "board":
            self._add_board(entry)
        elif entry.kind == "file" and not entry.path:
            self._context.skip("files of pages, as style sheets")
        elif not entry.path:
            return f"it is a {entry.kind} without a path"
        elif entry.extractor != "hackernews" or not self._add_items(entry):
            try:
                key = json.dumps([entry.extractor, entry.host, entry.path])
                self._records.add(key, KINDS.index(entry.kind), write_json(value))
            except UnreadableError as error:
                return str(error)
        return None

    def _add_board(self, entry: Entry) -> None:
        self._boards.add(entry)
        if entry.extractor == "discourse" and (id_ := text_in(entry.data, "id")):
            self._forum(entry).categories[id_] = entry.data

    def _add_items(self, entry: Entry) -> bool:
        """Add the items of Hacker News that a post has. Returns whether that is all of the entry."""
        items = list(find_items(entry.data))
        for item in items if entry.kind == "post" else ():
            self._items.add(item)
        return bool(items)

    def _forum(self, entry: Entry) -> Forum:
        return self._forums.setdefault(entry.host, Forum(host=entry.host))

    def threads(self) -> Iterator[ImportedThread]:
        """The threads of all sites but Hacker News."""
        maker, done = ThreadMaker(self._boards, self._saved, self._context), 0
        for _, records in self._records.groups_as_added():
            done += len(records)
            self._context.advance("writing posts", done, self._records.count)
            entries = list(filter(None, (parse_entry(json.loads(record)) for record in records)))
            is_discourse = entries[0].extractor == "discourse"
            if thread := (self._topic(entries) if is_discourse else maker.make(entries)):
                yield thread

    def _topic(self, entries: list[Entry]) -> ImportedThread | None:
        """The thread of a topic of Discourse, by the objects of its API."""
        first = entries[0]
        forum = self._forum(first)
        if forum.url is None and (match := _TOPIC.match(text_in(first.item, "url"))):
            forum.url = match[1]
        found = [(found.kind, found.value) for entry in entries for found in find_forum_objects(entry.data)]
        category = {"category_id": first.path[-2]} if len(first.path) > 1 else {}
        return make_thread(first.path[-1], [("topic", category), *found], forum, self._context)
