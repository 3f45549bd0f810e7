"""Makes the posts of a thread: its description, comments, reviews of pull requests, replies in discussions. Pure."""

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from archiver.importers.github.fields import (
    GHOST,
    aliases_of,
    fragment_of,
    login_of,
    objects_of,
    reactions_of,
)
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import JsonObject, dict_in, flag_in, moment_in, number_in, text_in
from archiver.importers.markdown.body_format import format_of_markdown
from archiver.importers.threads import ImportedPost
from archiver.model import Moment

OPENING = "description"
"""The id of the post that a thread begins with."""
_ASSOCIATIONS = frozenset({"NONE", ""})
_CREATED = ("created_at", "createdAt", "submitted_at", "submittedAt", "publishedAt")
_OF_REVIEWER = ("author", "user", "authorAssociation", "author_association")
"""Fields that the comments of a review lack in some archives: they are those of the review."""
_OF_REVIEW_COMMENT = ("path", "originalPosition", "original_position", "diff_hunk", "diffHunk")
"""Fields that comments of reviews alone have."""
_PARENTS = ("in_reply_to_id", "parent_id")


class GitHubPosts:
    """Makes posts, each once, and knows them by all the ids that GitHub has for them."""

    def __init__(self, context: ImportContext) -> None:
        """Report to `context` what is left out."""
        self._context = context
        self._ids: dict[str, str] = {}
        self._equal = Counter[str]()
        """How many posts have ids that are made of a date, by these ids."""
        self.posts: dict[str, ImportedPost] = {}
        """The posts by their ids."""
        self.comments = 0
        """How many of them are comments: neither the description nor of a review."""
        self.replies = 0
        """How many of the comments stand below another one."""
        self.approvals: list[str] = []
        """Reviews without a text: who, how, when."""

    def add_opening(self, thread: JsonObject) -> None:
        """Add the post that a thread begins with."""
        post = _post(thread, OPENING)
        edited = moment_in(thread, "lastEditedAt")
        self._add(thread, replace(post, edited=edited, url=text_in(thread, "html_url") or post.url))

    def add_comment(self, comment: JsonObject, parent: str | None = None) -> None:
        """Add a comment, with its replies. `parent` is the id of the post that it answers."""
        if any(name in comment for name in ("submitted_at", "submittedAt")) or "pullrequestreview" in _url(comment):
            self.add_review(comment)
            return
        parent = self._parent(comment) or parent
        id_ = self._id(comment, "comment")
        post = replace(_post(comment, id_), reply_to=parent, edited=_edited(comment))
        if known := self.posts.get(id_):
            self._context.note("comments that were there twice, of which the latest version is kept")
            latest = max(post, known, key=_last_change)
            post = replace(latest, reply_to=post.reply_to or known.reply_to)
        else:
            self.comments += "path" not in comment
        self._add(comment, post)
        for reply in objects_of(comment, "replies"):
            comments = self.comments
            self.add_comment(reply, id_)
            self.replies += self.comments - comments

    def add_review(self, review: JsonObject) -> None:
        """Add a review of a pull request, with the comments that are in it."""
        state = text_in(review, "state").lower().replace("_", " ")
        parent = None
        if text_in(review, "body").strip():
            parent = self._id(review, "review")
            extra = {"review": state} if state else {}
            post = _post(review, parent)
            self._add(review, replace(post, extra={**post.extra, **extra}))
        elif state in {"", "commented", "pending"}:
            self._context.skip("reviews without a text of their own")
        else:
            date = _created(review)
            who = login_of(review, "author", "user") or GHOST
            self.approvals.append(" ".join(filter(None, (who, state, date.iso if date else ""))))
        inherited = {name: value for name, value in review.items() if name in _OF_REVIEWER}
        for comment in objects_of(review, "comments"):
            comments = self.comments
            self.add_comment({**inherited, **comment}, parent)
            self.comments = comments

    def _parent(self, comment: JsonObject) -> str | None:
        """The id of the post that a comment answers, by GitHub's id of it."""
        known = text_in(comment, *_PARENTS) or text_in(dict_in(comment, "replyTo"), "id")
        if not known:
            return None
        return self._ids.get(known) or (f"discussion_r{known}" if "in_reply_to_id" in comment else known)

    def _id(self, comment: JsonObject, kind: str) -> str:
        """The id of a post: GitHub's anchor or id of it, else of its date, which no other comment has as a rule."""
        if id_ := fragment_of(comment) or text_in(comment, "node_id", "id"):
            return id_
        date = text_in(comment, *_CREATED)
        stem = f"{kind}-{''.join(filter(str.isalnum, date))}"
        self._equal[stem] += 1
        return stem if self._equal[stem] == 1 else f"{stem}.{self._equal[stem]}"

    def _add(self, value: JsonObject, post: ImportedPost) -> None:
        self.posts[post.id] = post
        for alias in aliases_of(value):
            self._ids.setdefault(alias, post.id)

    def find(self, alias: str) -> str | None:
        """The id of the post that GitHub knows by `alias`; None if there is none."""
        return self._ids.get(alias)


def _url(comment: JsonObject) -> str:
    return text_in(comment, "html_url", "url")


def _created(value: JsonObject) -> Moment | None:
    return moment_in(value, *_CREATED)


def _edited(comment: JsonObject) -> Moment | None:
    """When a comment was edited. The APIs that do not tell change the date of its last change with an edit.

    The date of a comment in a review changes with each commit, so it tells nothing.
    """
    if edited := moment_in(comment, "lastEditedAt"):
        return edited
    updated, created = moment_in(comment, "updated_at", "updatedAt"), _created(comment)
    is_of_review = any(name in comment for name in _OF_REVIEW_COMMENT)
    return updated if updated and created and updated.at > created.at and not is_of_review else None


def _last_change(post: ImportedPost) -> float:
    """When a post was edited, or else written, in seconds since 1970; 0 if it does not say."""
    moment = post.edited or post.date
    return moment.at.timestamp() if moment else 0


def _post(value: JsonObject, id_: str) -> ImportedPost:
    body = text_in(value, "body")
    url = _url(value)
    return ImportedPost(
        id=id_,
        author=login_of(value, "author", "user") or GHOST,
        date=_created(value),
        body=body,
        format=format_of_markdown(body),
        url=url if "/repos/" not in url else None,
        score=number_in(value, "upvoteCount"),
        reactions=reactions_of(value),
        accepted=flag_in(value, "isAnswer"),
        extra=dict(_extra(value)),
    )


def _extra(value: JsonObject) -> Iterator[tuple[str, str]]:
    association = text_in(value, "author_association", "authorAssociation").upper()
    if association not in _ASSOCIATIONS:
        yield "association", association.lower()
    if path := text_in(value, "path"):
        line = text_in(value, "line", "originalLine", "original_line")
        yield "path", f"{path}:{line}" if line else path
    if flag_in(value, "isMinimized"):
        yield "minimized", (text_in(value, "minimizedReason") or "true").lower()
