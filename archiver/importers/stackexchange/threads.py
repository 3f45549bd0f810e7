"""Makes the thread of a question: the question, its comments, and the answers by date, each with its comments.

Answers are not in the order of their scores: in a later dump this might be another one.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import number_in, text_in
from archiver.importers.post_order import by_date
from archiver.importers.stackexchange.links import question_url
from archiver.importers.stackexchange.posts import DumpPosts, Row
from archiver.importers.threads import Extra, ImportedPost, ImportedThread
from archiver.model import BodyFormat

TABLE = "table"
"""The name of the field that says which table a row is of. No table has a column of that name."""
_CLOSED, _LOCKED, _UNLOCKED = "10", "14", "15"
_DUPLICATE = "3"
_REASONS = {
    "1": "duplicate",
    "2": "off-topic",
    "3": "subjective and argumentative",
    "4": "not a real question",
    "7": "too localized",
    "10": "general reference",
    "20": "noise or pointless",
    "101": "duplicate",
    "102": "off-topic",
    "103": "needs details or clarity",
    "104": "needs more focus",
    "105": "opinion-based",
}


class DumpThread:
    """The rows of a question, its answers, and all that belongs to them."""

    def __init__(self, number: int, rows: Iterable[dict[str, Any]], *, has_comments: bool) -> None:
        """Take the rows of the question with this number; `has_comments` is True if the dump has a table of these."""
        self._number, self._has_comments = number, has_comments
        self._question: Row = {}
        self._answers: dict[int, Row] = {}
        self._comments: dict[int, dict[int, Row]] = {}
        self._links: list[Row] = []
        self._events: list[Row] = []
        self._doubled = 0
        for row in rows:
            self._take(row)

    def _take(self, row: Row) -> None:
        table, id_ = row.get(TABLE), number_in(row, "Id") or 0
        if table == "comments":
            comments = self._comments.setdefault(number_in(row, "PostId") or 0, {})
            self._doubled += id_ in comments
            comments[id_] = row
        elif table == "postlinks":
            self._links.append(row)
        elif table == "posthistory":
            self._events.append(row)
        elif number_in(row, "ParentId") is not None:
            self._doubled += id_ in self._answers
            self._answers[id_] = row
        else:
            self._doubled += bool(self._question)
            self._question = row

    @property
    def has_posts(self) -> bool:
        """True if the dump has the question or an answer."""
        return bool(self._question or self._answers)

    @property
    def comment_count(self) -> int:
        """The number of comments."""
        return sum(map(len, self._comments.values()))

    def imported(self, site: str, host: str, posts: DumpPosts, context: ImportContext) -> ImportedThread:
        """The thread.

        Args:
            site: where ids are unique.
            host: the host of the site; "" if it is not known.
            posts: makes posts of rows.
            context: counts what the user may want to know.
        """
        if self._doubled:
            context.note("records that were there twice, of which the last is kept", self._doubled)
        if not self._question:
            context.note("threads whose question is not in the dump")
        made = tuple(self._posts(posts, context))
        return ImportedThread(
            id=str(self._number),
            site=site,
            title=self._question.get("Title", "") or f"Question {self._number}",
            board=(host,) if host else (),
            tags=tuple(filter(None, self._question.get("Tags", "").replace("|", "<").replace(">", "<").split("<"))),
            format=BodyFormat.HTML,
            url=question_url(host, self._number),
            closed="ClosedDate" in self._question,
            solved=any(post.accepted for post in made),
            views=number_in(self._question, "ViewCount"),
            extra=dict(self._extra(host)),
            posts=made,
            claimed_posts=self._claim(),
        )

    def _posts(self, posts: DumpPosts, context: ImportContext) -> Iterator[ImportedPost]:
        accepted = number_in(self._question, "AcceptedAnswerId")
        if self._question:
            yield posts.post(self._question, accepted=False)
        yield from self._comments_on(self._number, posts)
        answers = [posts.post(row, accepted=number == accepted) for number, row in sorted(self._answers.items())]
        for answer in by_date(answers):
            yield answer
            yield from self._comments_on(int(answer.id), posts)
        left = self.comment_count - sum(len(self._comments.get(id_, ())) for id_ in (self._number, *self._answers))
        if left:
            context.skip("comments on posts that the dump lacks", left)

    def _comments_on(self, post: int, posts: DumpPosts) -> Iterator[ImportedPost]:
        comments = sorted(self._comments.get(post, {}).items())
        yield from by_date([posts.comment(row, self._number) for _, row in comments])

    def _claim(self) -> int | None:
        """The number of posts that the rows of the posts say there are; None if the question is missing."""
        answers = number_in(self._question, "AnswerCount")
        if answers is None:
            return None
        rows = (self._question, *self._answers.values())
        comments = sum(number_in(row, "CommentCount") or 0 for row in rows) if self._has_comments else 0
        return 1 + answers + comments

    def _extra(self, host: str) -> Iterator[tuple[str, Extra]]:
        rows = (self._question, *self._answers.values())
        if licenses := sorted({row["ContentLicense"] for row in rows if row.get("ContentLicense")}):
            yield "license", tuple(licenses)
        originals = [number_in(row, "RelatedPostId") for row in self._links if row.get("LinkTypeId") == _DUPLICATE]
        if duplicates := [number for number in dict.fromkeys(originals) if number is not None]:
            yield "duplicate of", tuple(question_url(host, number) or str(number) for number in duplicates)
        if "ClosedDate" in self._question and (reason := self._reason()):
            yield "closed because", reason
        if self._last_event(_LOCKED, _UNLOCKED) == _LOCKED:
            yield "locked", "yes"

    def _own_events(self, *kinds: str) -> list[Row]:
        """The entries of the question's history of these kinds, the last of them last."""
        own = [row for row in self._events if number_in(row, "PostId") == self._number]
        found = [row for row in own if row.get("PostHistoryTypeId") in kinds]
        return sorted(found, key=lambda row: (row.get("CreationDate", ""), number_in(row, "Id") or 0))

    def _last_event(self, *kinds: str) -> str:
        events = self._own_events(*kinds)
        return events[-1].get("PostHistoryTypeId", "") if events else ""

    def _reason(self) -> str:
        """Why the question was closed; "" if the history does not tell."""
        events = self._own_events(_CLOSED)
        return _REASONS.get(text_in(events[-1], "Comment"), "") if events else ""
