"""Reads dumps of Stack Exchange: each question with its comments, answers and their comments is a thread."""

import json
from collections.abc import Iterator, Mapping

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import LIKELY, ImportContext, confidence_by
from archiver.importers.json_fields import number_in
from archiver.importers.json_records import write_json
from archiver.importers.record_groups import RecordGroups, is_group_number
from archiver.importers.site_names import site_of_name
from archiver.importers.stackexchange.dump_files import (
    POSTS,
    SITE_SETTING,
    SiteDump,
    find_sites,
    is_packed,
    is_packed_dump,
    is_posts_file,
)
from archiver.importers.stackexchange.dump_rows import DumpRow, read_rows
from archiver.importers.stackexchange.posts import DumpPosts
from archiver.importers.stackexchange.tables import ReferenceTables
from archiver.importers.stackexchange.threads import TABLE, DumpThread
from archiver.importers.threads import ImportedThread

_QUESTION, _ANSWER = "1", "2"
_NO_POSTS = {
    "3": "descriptions of tags",
    "4": "descriptions of tags",
    "5": "descriptions of tags",
    "6": "nominations of moderators",
    "7": "descriptions of elections and tags",
    "8": "descriptions of rights",
}
"""Types of posts that are left out, and what they are called."""
_EVENTS_READ = frozenset({"10", "14", "15"})
"""Entries of the history that are read: a question was closed, locked, unlocked."""
_UNUSED = frozenset({"RevisionGUID", "UserId", "UserDisplayName", "LastEditorUserId", "LastEditorDisplayName"})
_EVERY = 1000  # posts between two steps of the progress bar


class StackExchange:
    """The importer."""

    name = "stackexchange"
    description = "dumps of Stack Exchange: a folder or zip with Posts.xml, and Comments.xml, Users.xml, … beside it"
    example = "archiver import coffee.stackexchange.com/"
    settings: Mapping[str, str] = {
        SITE_SETTING: "the host of the site, as coffee.stackexchange.com, if the folder is not named so"
    }

    def confidence(self, source: Source) -> float:
        """Certain of a file of posts; likely for an archive of 7z with the name of a site."""
        return confidence_by(source, is_posts_file) or confidence_by(source, is_packed_dump, LIKELY)

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, site by site, in the order of their questions."""
        for member in filter(is_packed, source.members()):
            context.problem(member.name, 0, "left out: 7z archives have to be unpacked first (7z x FILE -oFOLDER)")
        for site in find_sites(source, context.settings.get(SITE_SETTING, "").strip().lower()):
            with RecordGroups[int](source.temporary) as groups, ReferenceTables(source.temporary) as tables:
                reader = _SiteReader(site, groups, tables, context)
                reader.read_all()
                yield from reader.threads(site.host or site_of_name(source.name))


class _SiteReader:
    """Reads the tables of a site."""

    def __init__(
        self, site: SiteDump, groups: RecordGroups[int], tables: ReferenceTables, context: ImportContext
    ) -> None:
        self._site, self._groups, self._tables, self._context = site, groups, tables, context

    def read_all(self) -> None:
        """Read the tables, those first to which others refer."""
        for member, row in self._rows(POSTS):
            self._report(member, row, self._add_post(row))
        for _, row in self._rows("users"):
            number, name = number_in(row.fields, "Id"), row.fields.get("DisplayName", "")
            if number is not None and is_group_number(abs(number)) and name:
                self._tables.add_person(number, name)
        for table in ("comments", "postlinks", "posthistory"):
            for member, row in self._rows(table):
                if table != "posthistory" or row.fields.get("PostHistoryTypeId") in _EVENTS_READ:
                    self._report(member, row, self._add_beside(table, row))
        if not self._site.host:
            self._context.note("sites whose address is not known (--set site=HOST)")

    def _rows(self, table: str) -> Iterator[tuple[Member, DumpRow]]:
        for member in self._site.files.get(table, ()):
            for row in read_rows(member, self._context):
                self._context.read += table in {POSTS, "comments"}
                yield member, row

    def _report(self, member: Member, row: DumpRow, why: str | None) -> None:
        if why:
            self._context.problem(member.name, row.line, f"left out: {why}")

    def _add_post(self, row: DumpRow) -> str | None:
        """Add a question or an answer. Returns why it cannot be."""
        kind = row.fields.get("PostTypeId", "")
        number, parent = number_in(row.fields, "Id"), number_in(row.fields, "ParentId")
        if kind not in {_QUESTION, _ANSWER}:
            self._context.skip(_NO_POSTS.get(kind, "posts that are neither questions nor answers"))
            return None
        thread = parent if kind == _ANSWER else number
        if number is None or thread is None or not is_group_number(number) or not is_group_number(thread):
            return "its id, or that of its question, is missing or wrong"
        if kind == _ANSWER:
            self._tables.add_answer(number, thread)
        return self._keep(POSTS, thread, row)

    def _add_beside(self, table: str, row: DumpRow) -> str | None:
        """Add what belongs to a post. Returns why it cannot be.

        Args:
            table: the table of the row.
            row: the row.
        """
        post = number_in(row.fields, "PostId")
        if post is None or not is_group_number(post):
            return "the id of its post is missing or wrong"
        if table == "comments" and number_in(row.fields, "Id") is None:
            return "its id is missing or wrong"
        return self._keep(table, self._tables.question_of(post), row)

    def _keep(self, table: str, thread: int, row: DumpRow) -> str | None:
        fields = {name: value for name, value in row.fields.items() if name not in _UNUSED or table != "posthistory"}
        try:
            self._groups.add(thread, 0, write_json({**fields, TABLE: table}))
        except UnreadableError as error:
            return str(error)
        return None

    def threads(self, site: str) -> Iterator[ImportedThread]:
        """The threads. `site` is where ids are unique."""
        posts = DumpPosts(self._site.host, self._tables)
        done = 0
        for group in self._groups.groups():
            thread = DumpThread(group.key, map(json.loads, group.records), has_comments="comments" in self._site.files)
            if thread.has_posts:
                yield thread.imported(site, self._site.host, posts, self._context)
            else:
                self._context.skip("comments on posts that the dump lacks", thread.comment_count)
            done += len(group.records)
            if done % _EVERY < len(group.records):
                self._context.advance("writing posts", done, self._groups.count)
