"""Finds threads and comments in JSON of GitHub's APIs, however clients have wrapped them. Pure."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from archiver.importers.github.fields import ThreadPlace, nodes_of, parse_thread_url
from archiver.importers.json_fields import JsonObject, text_in

_DEEPEST = 10
_WRAPPERS = (
    "data",
    "repository",
    "node",
    "search",
    "items",
    "issues",
    "pulls",
    "pullRequests",
    "pull_requests",
    "discussions",
    "issue",
    "pullRequest",
    "discussion",
    "comments",
    "nodes",
    "edges",
)
_KINDS = {"pulls": "pulls", "pullRequests": "pulls", "pull_requests": "pulls", "pullRequest": "pulls"} | {
    "issues": "issues",
    "issue": "issues",
    "discussions": "discussions",
    "discussion": "discussions",
}
_PLACE_FIELDS = ("issue_url", "pull_request_url", "discussion_url", "issue", "pull_request", "html_url", "url")
"""Fields of a comment that may have the URL of its thread."""
_COMMENT_MARK = re.compile(r"#(?:issuecomment|discussion|pullrequestreview)|/(?:comments|reviews)/\d")
_REPOSITORY = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}")
PREFIXES = ("issues.item", "pulls.item", "discussions.item", "data.repository.issues.nodes.item")
"""Where threads are in large files."""


class ThreadObject(NamedTuple):
    """A thread or a comment."""

    place: ThreadPlace
    """Its thread."""
    is_thread: bool
    value: dict[str, Any]


class Wrapped(NamedTuple):
    """What the values around a value tell of it."""

    repository: str = ""
    kind: str = ""
    depth: int = 0


def find_thread_objects(value: Any, around: Wrapped) -> Iterator[ThreadObject]:
    """The threads, each with the comments that are in it, and the comments that are elsewhere.

    Args:
        value: any JSON.
        around: what is known of the value.
    """
    if around.depth > _DEEPEST:
        return
    inner = around._replace(depth=around.depth + 1)
    if isinstance(value, list):
        for entry in value:
            yield from find_thread_objects(entry, inner)
    elif isinstance(value, dict):
        if place := _place_of_thread(value, around):
            yield ThreadObject(place=place, is_thread=True, value=value)
        elif place := _place_of_comment(value):
            yield ThreadObject(place=place, is_thread=False, value=value)
        else:
            repository = _repository(value) or around.repository
            for name in _WRAPPERS:
                found = inner._replace(repository=repository, kind=_KINDS.get(name, around.kind))
                yield from find_thread_objects(value.get(name), found)


def _place_of_thread(value: JsonObject, around: Wrapped) -> ThreadPlace | None:
    number = text_in(value, "number")
    if not number or "title" not in value or "open_issues" in value:  # a milestone has the last of these
        return None
    by_url = parse_thread_url(text_in(value, "html_url") or text_in(value, "url"))
    kind = by_url.kind if by_url else _kind(value, around)
    if by_url and by_url.number == number:
        return by_url._replace(kind="pulls" if value.get("pull_request") else kind)
    return ThreadPlace("github.com", _repository(value) or around.repository, kind, number)


def _kind(value: JsonObject, around: Wrapped) -> str:
    """Whether a thread is an issue, a pull request or a discussion, by the fields that only these have."""
    if any(name in value for name in ("pull_request", "headRefName", "mergedAt", "merged_at", "reviews")):
        return "pulls"
    if any(name in value for name in ("answer", "isAnswered", "category", "answer_html_url")):
        return "discussions"
    return around.kind or "issues"


def _place_of_comment(value: JsonObject) -> ThreadPlace | None:
    if "body" not in value and "state" not in value:
        return None
    is_comment = any(
        isinstance(text := value.get(name), str) and _COMMENT_MARK.search(text) for name in ("html_url", "url")
    )
    is_within = any(isinstance(value.get(name), str) for name in ("issue_url", "pull_request_url", "discussion_url"))
    if not (is_comment or is_within or text_in(value, "type") in {"issue_comment", "pull_request_review_comment"}):
        return None
    texts = (value.get(name) for name in _PLACE_FIELDS)
    places = (parse_thread_url(text) for text in texts if isinstance(text, str))
    return next(filter(None, places), None)


def _repository(value: JsonObject) -> str:
    """The owner and name of the repository that an object tells: of an archive, or of a thread."""
    repository = value.get("repository")
    names = [value.get(name) for name in ("repo", "nameWithOwner", "full_name", "repository", "repository_url")]
    if isinstance(repository, dict):
        names += [repository.get(name) for name in ("nameWithOwner", "full_name")]
    for name in names:
        if isinstance(name, str):
            tail = "/".join(name.rstrip("/").rsplit("/", 2)[-2:])
            if _REPOSITORY.fullmatch(tail):
                return tail
    return ""


def comments_of(thread: JsonObject) -> list[dict[str, Any]]:
    """The comments that a thread has in itself."""
    return [comment for comment in nodes_of(thread, "comments") if isinstance(comment, dict)]
