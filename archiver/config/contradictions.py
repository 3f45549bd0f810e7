"""Settings that contradict each other, each of which is right by itself."""

import re
from collections.abc import Iterator, Mapping
from typing import Any


def find_contradictions(settings: Mapping[str, object], content: str) -> Iterator[tuple[str, str]]:
    """The contradictions between the settings of a file: each a message, and the dotted name of its key.

    Args:
        settings: the fields of `Config` that the file sets.
        content: the content folder, or a bucket.
    """
    yield from _in_feeds(settings)
    yield from _in_search(settings)
    yield from _in_volumes(settings, content)
    yield from _in_conventions(settings)


def _in_feeds(settings: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Feeds that are to be made without a search, and those of one name."""
    feeds: Any = settings.get("feeds", ())
    names = [feed.name for feed in feeds]
    if feeds and not settings.get("search", True):
        yield "[[feeds]] are made of the search index; [search] enabled = false has none", "feeds"
    for number, name in enumerate(names):
        if name in names[:number]:
            yield f'two [[feeds]] have the name "{name}"; give each its own', f"feeds.{number}.name"


def _in_search(settings: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """A site that could not ask the search server."""
    if settings.get("search_server") and not settings.get("search_address"):
        message = "the site's search needs [search] address, where `archiver answer` answers; add it"
        yield message, "search.server"
    if settings.get("search_address") and settings.get("offline"):
        message = "pages that are read as files cannot ask [search] address; choose it or offline = true"
        yield message, "search.address"


def _in_volumes(settings: Mapping[str, object], content: str) -> Iterator[tuple[str, str]]:
    """Volumes where there can be none: `content` is a bucket, or something looks at all threads."""
    if settings.get("volumes") and "://" in content:
        yield "volumes are folders, and content that is in a bucket has none; remove them", "volumes"
    if settings.get("volumes") and settings.get("across_threads"):
        yield "[quotes] across_threads looks at all threads at once, volumes do not; choose one", "volumes"


def _in_conventions(settings: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Tables `[[source]]` that order files by a number which their `path` does not have."""
    conventions: Any = settings.get("conventions", ())
    for number, convention in enumerate(conventions):
        groups = re.compile(convention.path or "", re.MULTILINE).groupindex
        if convention.order == "number" and not {"number", "id"} & groups.keys():
            message = 'to order files by number, "path" needs a group (?P<number>…); add it'
            yield message, f"source.{number}.order"
