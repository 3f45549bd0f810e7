"""Reads Reddit: each submission with its comments is a thread, its posts nested, parents before their replies."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import NO, ImportContext
from archiver.importers.json_fields import number_in, text_in
from archiver.importers.json_records import write_json
from archiver.importers.post_order import nested
from archiver.importers.record_groups import RecordGroup, RecordGroups
from archiver.importers.reddit.dialect import unescape
from archiver.importers.reddit.posts import GONE, RedditPosts, permalink
from archiver.importers.reddit.records import (
    RedditRecord,
    id_of,
    is_dump,
    is_listing,
    number_of,
    read_dump,
    read_listing,
)
from archiver.importers.threads import ImportedPost, ImportedThread
from archiver.model import BodyFormat

_EVERY = 1000  # records between two steps of the progress bar
_MOST_LOOKED_AT = 200  # files that may be none
_UNUSED = frozenset(
    {"all_awardings", "awarders", "body_html", "selftext_html", "preview", "replies", "media_embed", "secure_media"}
    | {"secure_media_embed", "author_flair_richtext", "link_flair_richtext", "gildings", "treatment_tags"}
    | {"user_reports", "mod_reports", "thumbnail", "children"}
)
"""Fields that nothing is made of, and that are large."""


class _Reader(NamedTuple):
    """How the records of a file are read."""

    confidence: Callable[[Member], float]
    read: Callable[[Member, ImportContext], Iterator[RedditRecord]]


_READERS = (_Reader(is_listing, read_listing), _Reader(is_dump, read_dump))


class Reddit:
    """The importer."""

    name = "reddit"
    description = "dumps of Pushshift and Arctic Shift (RS_*, RC_*: .zst or JSON lines), and listings of Reddit's API"
    example = "archiver import space_submissions.zst (or a folder with space_comments.zst, too)"
    settings: Mapping[str, str] = {"deleted": "keep to take what was deleted or removed after it was archived"}

    def confidence(self, source: Source) -> float:
        """Certain of records with the fields of Reddit's; likely of files with the names of dumps."""
        best = NO
        for count, member in enumerate(source.members()):
            best = max(best, *(reader.confidence(member) for reader in _READERS))
            if best == 1 or count > _MOST_LOOKED_AT:
                break
        return best

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, in the order of the submissions."""
        posts = RedditPosts(context, keeps_deleted=context.settings.get("deleted") == "keep")
        with RecordGroups[int](source.temporary) as groups:
            for member in source.members():
                reader = next((reader for reader in _READERS if reader.confidence(member) > NO), None)
                if reader is None:
                    context.skip("files that are neither dumps nor listings")
                    continue
                for record in reader.read(member, context):
                    if context.read % _EVERY == 0:
                        context.advance("reading records", context.read, 0)
                    if why := _add(record, groups):
                        context.problem(member.name, record.number, f"left out: {why}")
            done = 0
            for group in groups.groups():
                yield _thread(group, posts, context)
                done += len(group.records)
                context.advance("writing posts", done, groups.count)


def _add(record: RedditRecord, groups: RecordGroups[int]) -> str | None:
    """Add a record to the group of its thread. Returns why it cannot be."""
    number = number_of(record.value.get("id"))
    number = number_of(record.value.get("name")) if number is None else number
    thread = number_of(record.value.get("link_id")) if record.is_comment else number
    if number is None or thread is None:
        return "its id is missing or wrong"
    value = {name: field for name, field in record.value.items() if name not in _UNUSED and field not in (None, "", [])}
    try:
        kept = write_json(value)
    except UnreadableError as error:
        return str(error)
    groups.add(thread, number + 1 if record.is_comment else 0, kept)
    return None


def _thread(group: RecordGroup[int], posts: RedditPosts, context: ImportContext) -> ImportedThread:
    """The thread of a submission and its comments."""
    submission: dict[str, Any] = {}
    comments: dict[int, dict[str, Any]] = {}
    for kept in group.records:
        value = json.loads(kept)
        number = number_of(value.get("id")) or number_of(value.get("name")) or 0
        if submission if "link_id" not in value else number in comments:
            context.note("records that were there twice, of which the last is kept")
        if "link_id" in value:
            comments[number] = value
        else:
            submission = value
    made = [posts.comment(value, number, group.key) for number, value in sorted(comments.items())]
    if not submission:
        context.note("threads whose submission is not in the export")
    first = [posts.submission(submission, group.key)] if submission else []
    return _imported(group.key, submission or next(iter(comments.values())), (*first, *nested(made)))


def _imported(number: int, record: dict[str, Any], posts: tuple[ImportedPost, ...]) -> ImportedThread:
    """The thread, by the record of its submission, or of a comment if there is no other."""
    is_comment = "link_id" in record
    title = unescape(text_in(record, "link_title" if is_comment else "title"))
    claimed = None if is_comment else number_in(record, "num_comments")
    flair = unescape(text_in(record, "link_flair_text"))
    tags = (flair, "NSFW" if record.get("over_18") is True else "") if not is_comment else ()
    subreddit = text_in(record, "subreddit")
    return ImportedThread(
        id=id_of(number),
        site="reddit",
        title=title if title not in {"", *GONE} else f"r/{subreddit or 'all'}: {id_of(number)}",
        board=(subreddit,) if subreddit else (),
        tags=tuple(filter(None, tags)),
        format=BodyFormat.MARKDOWN,
        url=(None if is_comment else permalink(record)) or f"https://www.reddit.com/comments/{id_of(number)}/",
        closed=not is_comment and record.get("locked") is True,
        pinned=not is_comment and record.get("stickied") is True,
        views=None if is_comment else number_in(record, "view_count"),
        extra=_extra(record) if not is_comment else {},
        posts=posts,
        claimed_posts=claimed + 1 if claimed is not None and claimed >= len(posts) else None,
    )


def _extra(record: dict[str, Any]) -> dict[str, str]:
    ratio = record.get("upvote_ratio")
    return {"upvote ratio": f"{ratio:.2f}"} if isinstance(ratio, float) else {}
