"""The importer of Discourse: finds what the files of an export have of each topic, then makes a thread of it."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.discourse.documents import ForumObject, find_forum_objects
from archiver.importers.discourse.rendered import find_rendered, is_rendered
from archiver.importers.discourse.topics import Forum, make_thread
from archiver.importers.importer import CERTAIN, LIKELY, NO, ImportContext
from archiver.importers.json_documents import read_json_values
from archiver.importers.json_fields import text_in
from archiver.importers.json_records import write_json
from archiver.importers.member_progress import members_with_progress, members_with_suffix
from archiver.importers.record_groups import RecordGroups
from archiver.importers.site_names import site_of_name
from archiver.importers.threads import ImportedThread
from archiver.values import is_web_address

_JSON = (".json", ".jsonl", ".ndjson")
_TEXT = (".md", ".txt", ".markdown")
_PREFIXES = ("topics.item", "posts.item", "latest_posts.item")
"""Where objects are in large files."""
_LOOKED_AT = 60  # files, by which the format is recognised
_HEAD = 1 << 16
_POST_KEYS = (b'"topic_id"', b'"post_number"', b'"cooked"')
_AVATAR_HOST = re.compile(r"(?:https?://[^/]+)?/user_avatar/([\w.:-]+)/")
_URL_SETTING = "url"


class Discourse:
    """Reads topics and posts of Discourse."""

    name = "discourse"
    description = "Discourse: JSON of topics and posts, /raw texts, archives of these"
    example = "archiver import forum-backup/ --set url=https://forum.example"
    settings: Mapping[str, str] = {_URL_SETTING: "the address of the forum, to which its links are relative"}

    def confidence(self, source: Source) -> float:
        """CERTAIN if one of the first files is JSON of topics or posts, LIKELY if one is a topic rendered as text."""
        found = members_with_suffix(source, (*_JSON, *_TEXT))
        return max((_confidence(member) for member in islice(found, _LOOKED_AT)), default=NO)

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The topics, in the order in which the files have them."""
        with RecordGroups[str](source.temporary) as records:
            collected = _Collected(records, context, site_of_name(source.name))
            for member in members_with_progress(source, context):
                collected.add_member(member)
            yield from collected.threads()


def _confidence(member: Member) -> float:
    head = member.head(_HEAD)
    if b'"post_stream"' in head or all(key in head for key in _POST_KEYS):
        return CERTAIN
    return LIKELY if is_rendered(head.decode("utf-8", "replace")) else NO


def _begins_as_json(member: Member) -> bool:
    return member.head(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}


class _Collected:
    """What was found in the files."""

    def __init__(self, records: RecordGroups[str], context: ImportContext, site: str) -> None:
        self._records, self._context = records, context
        self._site = site
        self._hosts = Counter[str]()
        self._forum = Forum()

    def add_member(self, member: Member) -> None:
        """Add what a file has."""
        name = member.name.lower()
        try:
            if name.endswith(_TEXT):
                self._add_text(member)
            elif name.endswith(_JSON) or ("." not in name and _begins_as_json(member)):
                self._add_json(member)
            elif not self._forum.uploads.add(member):
                self._context.skip("files that are nothing of Discourse's")
        except UnreadableError as error:
            self._context.problem(member.name, 0, f"left out: {error}")

    def _add_text(self, member: Member) -> None:
        found = list(find_rendered(member.read().decode("utf-8", "replace").removeprefix("\ufeff"), member.name))
        if not found:
            self._context.skip("texts without a post")
        for object_ in found:
            self._add(object_)

    def _add_json(self, member: Member) -> None:
        is_known = False
        for number, value in read_json_values(member, self._context, *_PREFIXES):
            for object_ in find_forum_objects(value):
                is_known = True
                try:
                    self._add(object_)
                except UnreadableError as error:
                    self._context.problem(member.name, number, f"left out: {error}")
        if not is_known:
            self._context.skip("JSON that has no topic, post or category")

    def _add(self, found: ForumObject) -> None:
        value = found.value
        if found.kind == "category":
            self._forum.categories[text_in(value, "id")] = _category(value)
            return
        self._context.read += found.kind == "post"
        if not found.topic:
            raise UnreadableError(f"a {found.kind} that does not say which topic it is of")
        self._count_host(value)
        self._records.add(found.topic, 0, write_json([found.kind, value]))

    def _count_host(self, value: dict[str, Any]) -> None:
        if avatar := _AVATAR_HOST.match(text_in(value, "avatar_template")):
            self._hosts[avatar[1].lower()] += 1
        elif host := _host(text_in(value, "url")):
            self._hosts[host] += 1

    def threads(self) -> Iterator[ImportedThread]:
        """A thread for each topic."""
        forum, context = self._forum, self._context
        url = context.settings.get(_URL_SETTING, "").strip().rstrip("/")
        by_posts = max(self._hosts, key=lambda host: (self._hosts[host], host), default="")
        forum.host = by_posts or _host(url) or self._site
        forum.url = url if is_web_address(url) else f"https://{by_posts}" if by_posts else None
        done = 0
        for topic, records in self._records.groups_as_added():
            done += len(records)
            context.advance("writing posts", done, self._records.count)
            if thread := make_thread(topic, map(json.loads, records), forum, context):
                yield thread


def _category(value: dict[str, Any]) -> dict[str, Any]:
    return {name: value.get(name) for name in ("name", "parent_category_id")}


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
