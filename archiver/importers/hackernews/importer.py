"""Reads Hacker News as JSON and CSV: each story is a thread, with its comments nested, parents before replies."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from archiver.importers.containers import Member, Source
from archiver.importers.hackernews.items import find_items, is_profile
from archiver.importers.hackernews.tables import is_table, read_objects
from archiver.importers.hackernews.threads import ItemThreads
from archiver.importers.importer import ImportContext, confidence_by
from archiver.importers.json_documents import read_json_values
from archiver.importers.member_progress import members_with_progress
from archiver.importers.threads import ImportedThread

_HEAD = 1 << 16
_LOOKED_AT = 200  # files
_NAMES = (".json", ".jsonl", ".ndjson")
_PREFIXES = ("hits.item",)
"""Where items are in large files."""
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
_API = re.compile(rb'"type"\s*:\s*"(?:story|comment|job|poll|pollopt)"')
_TIME = re.compile(rb'"time"\s*:\s*"?\d{9,10}\b')
_OF_API = re.compile(rb'"(?:by|parent|kids|deleted)"\s*:')
_OF_SEARCH = re.compile(rb'"(?:story_id|story_text|parent_id)"\s*:')
_TAG = re.compile(rb'"(?:story|comment|poll|job|show_hn|ask_hn)"')
_FIELDS_OF_HITS = (b'"objectID"', b'"_tags"')
_FIELDS_OF_READERS = (b'"comments_count"', b'"time_ago"')


class HackerNews:
    """The importer."""

    name = "hackernews"
    description = (
        "Hacker News: items of its API, items and search results of Algolia, as JSON, JSON lines or CSV (BigQuery)"
    )
    example = "archiver import items/"
    settings: Mapping[str, str] = {"dead": "keep to take the texts of posts that were killed"}

    def confidence(self, source: Source) -> float:
        """Certain of items with the fields of either API."""
        return confidence_by(source, _is_known, most=_LOOKED_AT)

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, in the order of the stories' ids."""
        with ItemThreads(source.temporary, context, keeps_dead=context.settings.get("dead") == "keep") as threads:
            for member in members_with_progress(source, context):
                if is_table(member):
                    _add_rows(member, threads, context)
                elif _is_json(member):
                    _add(member, threads, context)
                else:
                    context.skip("files that are neither JSON nor tables of items")
            yield from threads.threads()


def _is_json(member: Member) -> bool:
    name = member.name.lower()
    has_suffix = "." in name.rpartition("/")[2]
    return name.endswith(_NAMES) or (not has_suffix and _START.match(member.head()) is not None)


def _is_known(member: Member) -> bool:
    if is_table(member):
        return True
    head = member.head(_HEAD)
    if _START.match(head) is None:
        return False
    if b'"created_at_i"' in head and _OF_SEARCH.search(head):
        return True
    if all(field in head for field in _FIELDS_OF_HITS) and _TAG.search(head):
        return True
    is_item = _API.search(head) and _TIME.search(head) and _OF_API.search(head)
    return bool(is_item) or all(field in head for field in _FIELDS_OF_READERS)


def _add(member: Member, threads: ItemThreads, context: ImportContext) -> None:
    """Add the items of a file."""
    for number, value in read_json_values(member, context, *_PREFIXES):
        is_any = False
        for item in find_items(value):
            is_any = True
            context.read += 1
            threads.add(item)
        if not is_any:
            _tell(member.name, number, value, context)


def _add_rows(member: Member, threads: ItemThreads, context: ImportContext) -> None:
    """Add the items of a table."""
    for line, value in read_objects(member, context):
        context.read += 1
        items = list(find_items(value))
        for item in items:
            threads.add(item)
        if not items:
            context.problem(member.name, line, "left out: the row has no item of Hacker News")


def _tell(name: str, number: int, value: Any, context: ImportContext) -> None:
    """Tell of a value without an item.

    Args:
        name: the file that it is in.
        number: its number in the file.
        value: the value.
        context: is told.
    """
    if value is None:
        context.skip("items that the API does not have (null)")
    elif isinstance(value, dict) and is_profile(value):
        context.skip("profiles of users")
    elif isinstance(value, list) and all(isinstance(inner, int) for inner in value):
        context.skip("lists of ids")
    elif isinstance(value, dict) and value.get("hits") == []:
        context.skip("search results without a hit")
    else:
        context.problem(name, number, "left out: it has no item of Hacker News")
