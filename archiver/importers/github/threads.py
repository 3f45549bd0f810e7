"""Makes a thread of what the files of an export have of an issue, a pull request or a discussion. Pure."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from archiver.importers.github.documents import comments_of
from archiver.importers.github.fields import ThreadPlace, login_of, names_of, objects_of, total_of
from archiver.importers.github.posts import OPENING, GitHubPosts
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import JsonObject, dict_in, flag_in, moment_in, text_in
from archiver.importers.markdown.addresses import with_whole_addresses
from archiver.importers.post_order import by_date, parents_first
from archiver.importers.threads import Extra, ImportedPost, ImportedThread
from archiver.model import BodyFormat

_CLOSED = frozenset({"closed", "merged"})
_WEB_KINDS = {"issues": "issues", "pulls": "pull", "discussions": "discussions"}


def make_thread(place: ThreadPlace, records: list[Any], site: str, context: ImportContext) -> ImportedThread:
    """Make a thread.

    Args:
        place: where it is.
        records: lists of a flag, true for the thread and false for a comment; of what it is by its URL; and of the
            object of the API.
        site: a name for the repository, if the export does not tell it.
        context: is told of what is left out.
    """
    threads = [value for is_thread, _, value in records if is_thread]
    thread: dict[str, Any] = {}
    for found in sorted(threads, key=lambda found: text_in(found, "updated_at", "updatedAt")):
        thread.update((name, value) for name, value in found.items() if value not in (None, "", [], {}))
    maker = GitHubPosts(context)
    if threads:
        maker.add_opening(thread)
    else:
        context.note("threads whose beginning the export lacks")
    comments = [*(value for is_thread, _, value in records if not is_thread), *comments_of(thread)]
    for comment in comments:
        maker.add_comment(comment)
    for review in objects_of(thread, "reviews"):
        maker.add_review(review)
    return _thread(place, thread, maker, site)


def _thread(place: ThreadPlace, thread: JsonObject, maker: GitHubPosts, site: str) -> ImportedThread:
    url = _web_url(place, thread)
    posts = tuple(_with_whole_addresses(post, url) for post in _ordered(maker, _answer(thread, maker)))
    state = text_in(thread, "state").lower()
    is_closed = state in _CLOSED or flag_in(thread, "closed", "isClosed", "merged")
    return ImportedThread(
        id=place.number,
        site=f"{place.host}/{place.repository}".lower() if place.repository else site,
        title=text_in(thread, "title").strip() or f"{place.kind.removesuffix('s')} {place.number}",
        board=tuple(_board(place, thread)),
        tags=tuple(names_of(thread, "labels")),
        format=BodyFormat.MARKDOWN,
        breaks=True,
        url=url,
        closed=is_closed or moment_in(thread, "closed_at", "closedAt") is not None,
        pinned=flag_in(thread, "isPinned"),
        solved=any(post.accepted for post in posts),
        extra=dict(_extra(thread, state, maker.approvals)),
        posts=posts,
        claimed_posts=_claim(thread, maker, len(posts)),
    )


def _with_whole_addresses(post: ImportedPost, url: str | None) -> ImportedPost:
    body = with_whole_addresses(post.body, url) if url else post.body
    return post if body is post.body else replace(post, body=body)


def _ordered(maker: GitHubPosts, answer: str | None) -> tuple[ImportedPost, ...]:
    """The description, and then all else by date."""
    posts = [replace(post, accepted=True) if post.id == answer else post for post in maker.posts.values()]
    for index, post in enumerate(posts):
        if post.reply_to and post.reply_to not in maker.posts and (known := maker.find(post.reply_to)):
            posts[index] = replace(post, reply_to=known)
    opening = [post for post in posts if post.id == OPENING]
    return (*opening, *parents_first(by_date([post for post in posts if post.id != OPENING])))


def _answer(thread: JsonObject, maker: GitHubPosts) -> str | None:
    alias = text_in(dict_in(thread, "answer"), "id", "url") or text_in(thread, "answer_html_url")
    return maker.find(alias) if alias else None


def _board(place: ThreadPlace, thread: JsonObject) -> Iterator[str]:
    yield from filter(None, (place.repository.rpartition("/")[2], place.kind))
    if place.kind == "discussions" and (category := text_in(dict_in(thread, "category"), "name")):
        yield category


def _web_url(place: ThreadPlace, thread: JsonObject) -> str | None:
    if place.repository:
        return f"https://{place.host}/{place.repository}/{_WEB_KINDS[place.kind]}/{place.number}"
    return text_in(thread, "html_url", "url") or None


def _claim(thread: JsonObject, maker: GitHubPosts, arrived: int) -> int | None:
    """The number of posts, with the comments that the thread says it has; of reviews it says none.

    Of a discussion, one API counts replies to comments, and another does not.
    """
    claimed = total_of(thread, "comments", "comments_count")
    if claimed is None or claimed in {maker.comments, maker.comments - maker.replies}:
        return None if claimed is None else arrived
    return arrived - maker.comments + claimed


def _extra(thread: JsonObject, state: str, approvals: list[str]) -> Iterator[tuple[str, Extra]]:
    merged = moment_in(thread, "merged_at", "mergedAt")
    if merged or state == "merged":
        yield "state", "merged"
    elif reason := text_in(thread, "state_reason", "stateReason"):
        yield "state", reason.lower().replace("_", " ")
    for name, moment in (("merged", merged), ("closed", moment_in(thread, "closed_at", "closedAt"))):
        if moment:
            yield name, moment.iso
    if who := login_of(thread, "merged_by", "mergedBy"):
        yield "merged-by", who
    if milestone := text_in(dict_in(thread, "milestone"), "title"):
        yield "milestone", milestone
    if assignees := tuple(names_of(thread, "assignees")):
        yield "assignees", assignees
    if approvals:
        yield "reviews", tuple(approvals)
    yield from ((name, "true") for name in ("locked", "draft", "isDraft") if flag_in(thread, name))
