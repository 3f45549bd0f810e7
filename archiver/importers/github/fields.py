"""Reads what GitHub's APIs name in several ways: people, ids, reactions, states. Pure."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from archiver.importers.json_fields import JsonObject, dict_in, dicts_in, list_in, number_in, text_in

GHOST = "ghost"
"""GitHub's name for the authors of what people have left whose accounts are gone."""
_THREAD_URL = re.compile(
    r"https?://(?:api\.)?(?P<host>[\w.-]+)(?:/api/v3)?(?:/repos)?/(?P<repository>[\w.-]+/[\w.-]+)/"
    r"(?P<kind>issues|pulls?|discussions)/(?P<number>\d{1,12})(?![\w-])"
)
_FRAGMENT = re.compile(r"#([A-Za-z][\w-]{1,80})\Z")
_EMOJI = {
    "+1": "👍",
    "thumbs_up": "👍",
    "-1": "👎",
    "thumbs_down": "👎",
    "laugh": "😄",
    "hooray": "🎉",
    "confused": "😕",
    "heart": "❤️",
    "rocket": "🚀",
    "eyes": "👀",
}
_KINDS = {"issues": "issues", "pull": "pulls", "pulls": "pulls", "discussions": "discussions"}


class ThreadPlace(NamedTuple):
    """Where a thread is."""

    host: str
    repository: str
    """Owner and name, as `ada/belt`; "" if the export does not tell."""
    kind: str
    """`issues`, `pulls` or `discussions`."""
    number: str


def parse_thread_url(url: str | None) -> ThreadPlace | None:
    """The place of a thread by a URL of it or of a comment, of the API or of the site.

    >>> parse_thread_url("https://api.github.com/repos/ada/belt/issues/7")
    ThreadPlace(host='github.com', repository='ada/belt', kind='issues', number='7')
    """
    match = _THREAD_URL.match(url or "")
    if match is None:
        return None
    return ThreadPlace(match["host"].lower(), match["repository"], _KINDS[match["kind"]], match["number"])


def login_of(table: JsonObject, *names: str) -> str | None:
    """The name of a person in the first of the fields: an object with `login`, a name, or a URL of a profile."""
    for name in names:
        value = table.get(name)
        if login := text_in(value, "login", "name") if isinstance(value, dict) else text_in(table, name):
            return login.rstrip("/").rpartition("/")[2] if "://" in login else login
    return None


def names_of(table: JsonObject, *names: str) -> Iterator[str]:
    """The names of labels or people in the first of the fields: texts, URLs, or objects, in a list or a connection."""
    for value in nodes_of(table, *names):
        name = text_in(value, "name", "login") if isinstance(value, dict) else value
        if isinstance(name, str):
            yield name.rpartition("/")[2] if "://" in name else name


def nodes_of(table: JsonObject, *names: str) -> list[Any]:
    """The values in the first of the fields that is a list or a connection of GraphQL (`nodes`, or `edges`)."""
    for name in names:
        value = table.get(name)
        if isinstance(value, list):
            return value
        if isinstance(value, dict):
            return list_in(value, "nodes") or [edge.get("node") for edge in dicts_in(value, "edges")]
    return []


def objects_of(table: JsonObject, *names: str) -> list[dict[str, Any]]:
    """The objects among `nodes_of`."""
    return [value for value in nodes_of(table, *names) if isinstance(value, dict)]


def total_of(table: JsonObject, *names: str) -> int | None:
    """The number that a thread says its comments have: a number, or the `totalCount` of a connection."""
    number = number_in(table, *names)
    return number_in(dict_in(table, *names), "totalCount") if number is None else number


def aliases_of(table: JsonObject) -> Iterator[str]:
    """The ids by which others may speak of a post: those of databases, of GraphQL, and the fragment of its URL."""
    for name in ("id", "node_id", "databaseId", "fullDatabaseId", "url", "html_url"):
        if text := text_in(table, name):
            yield text


def fragment_of(table: JsonObject) -> str | None:
    """The fragment of the URL of a comment, which is GitHub's anchor of it: `issuecomment-12`."""
    matches = (_FRAGMENT.search(text_in(table, name)) for name in ("html_url", "url"))
    return next((match[1] for match in matches if match), None)


def reactions_of(table: JsonObject) -> tuple[tuple[str, int], ...]:
    """The reactions with their counts, of REST, of GraphQL and of migration archives."""
    counts: dict[str, int] = {}
    for group in objects_of(table, "reactionGroups"):
        count = number_in(dict_in(group, "users", "reactors"), "totalCount")
        _count(counts, text_in(group, "content"), count)
    for name in _EMOJI:
        _count(counts, name, number_in(dict_in(table, "reactions"), name))
    for reaction in dicts_in(table, "reactions"):
        _count(counts, text_in(reaction, "content"), 1)
    return tuple(counts.items())


def _count(counts: dict[str, int], name: str | None, count: int | None) -> None:
    character = _EMOJI.get((name or "").lower())
    if character and count and count > 0:
        counts[character] = counts.get(character, 0) + count
