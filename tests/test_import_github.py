"""The importer of GitHub: the shapes that its APIs and clients have, and that no input stops it."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from archiver.importers import json_documents
from archiver.importers.github.reading import GitHub
from archiver.importers.importer import CERTAIN, LIKELY, NO, ImportContext
from archiver.importers.store import Outcome
from archiver.importers.threads import ImportedThread
from archiver.model import BodyFormat
from tests.conftest import Project
from tests.importing import confidence_of, import_into, mutated, read_place, write_files

API = "https://api.github.com/repos/ada/belt"
SITE = "https://github.com/ada/belt"
ISSUE = {
    "url": f"{API}/issues/7",
    "html_url": f"{SITE}/issues/7",
    "repository_url": API,
    "comments_url": f"{API}/issues/7/comments",
    "id": 700,
    "node_id": "I_7",
    "number": 7,
    "title": "It breaks",
    "user": {"login": "ada"},
    "labels": [{"name": "bug"}, {"name": "help wanted"}],
    "state": "closed",
    "state_reason": "not_planned",
    "locked": True,
    "comments": 3,
    "milestone": {"title": "1.0"},
    "assignees": [{"login": "bo"}],
    "created_at": "2020-01-01T10:00:00Z",
    "updated_at": "2020-02-01T10:00:00Z",
    "closed_at": "2020-02-01T10:00:00Z",
    "author_association": "OWNER",
    "body": "See:\r\n\r\n> quoted\r\n\r\nyes",
    "reactions": {"url": "x", "total_count": 3, "+1": 2, "heart": 1, "eyes": 0},
}


def comment(number: int, **values: Any) -> dict[str, Any]:
    return {
        "url": f"{API}/issues/comments/{number}",
        "html_url": f"{SITE}/issues/7#issuecomment-{number}",
        "issue_url": f"{API}/issues/7",
        "id": number,
        "user": {"login": "bo"},
        "created_at": f"2020-01-02T10:00:0{number}Z",
        "updated_at": f"2020-01-02T10:00:0{number}Z",
        "author_association": "NONE",
        "body": f"Comment {number}.",
    } | values


def read(folder: Path, files: dict[str, Any], **values: str) -> tuple[list[ImportedThread], ImportContext]:
    return read_place(GitHub(), write_files(folder, files), values)


def test_issues_and_comments_of_rest_belong_together_wherever_they_are(tmp_path: Path) -> None:
    comments = [comment(2), comment(1, user=None, updated_at="2020-01-05T00:00:00Z")]
    (thread,), context = read(tmp_path / "e", {"a/comments.json": comments, "b/issues.json": [ISSUE]})
    assert (thread.id, thread.site, thread.title) == ("7", "github.com/ada/belt", "It breaks")
    assert (thread.board, thread.url) == (("belt", "issues"), f"{SITE}/issues/7")
    assert (thread.tags, thread.closed, thread.format) == (("bug", "help wanted"), True, BodyFormat.MARKDOWN)
    assert thread.extra == {
        "state": "not planned",
        "closed": "2020-02-01T10:00:00+00:00",
        "milestone": "1.0",
        "assignees": ("bo",),
        "locked": "true",
    }
    opening, first, second = thread.posts
    assert (opening.id, opening.author, opening.extra) == ("description", "ada", {"association": "owner"})
    assert opening.reactions == (("👍", 2), ("❤️", 1))
    assert opening.edited is None
    assert (first.id, first.author, first.url) == ("issuecomment-1", "ghost", f"{SITE}/issues/7#issuecomment-1")
    assert first.edited is not None
    assert (second.id, second.edited) == ("issuecomment-2", None)
    assert thread.claimed_posts == 4
    assert context.problems == []


def test_pages_that_stand_one_after_the_other_are_read(tmp_path: Path) -> None:
    text = json.dumps([ISSUE]) + json.dumps([comment(1)]) + "\n" + json.dumps([comment(2)])
    (thread,), _ = read(tmp_path / "e", {"pages.json": text, "more.jsonl": json.dumps(comment(3)) + "\n"})
    assert [post.id for post in thread.posts][1:] == [f"issuecomment-{number}" for number in (1, 2, 3)]


def test_reviews_of_a_pull_request_are_posts(tmp_path: Path) -> None:
    pull = ISSUE | {
        "url": f"{API}/pulls/7",
        "html_url": f"{SITE}/pull/7",
        "comments": 1,
        "merged_at": "2020-02-01T10:00:00Z",
        "merged_by": {"login": "cy"},
        "state_reason": None,
    }
    as_issue = ISSUE | {"html_url": f"{SITE}/pull/7", "pull_request": {"url": f"{API}/pulls/7"}}
    review = {
        "id": 50,
        "node_id": "PRR_50",
        "html_url": f"{SITE}/pull/7#pullrequestreview-50",
        "pull_request_url": f"{API}/pulls/7",
        "user": {"login": "cy"},
        "state": "CHANGES_REQUESTED",
        "body": "Not yet.",
        "submitted_at": "2020-01-02T09:00:00Z",
    }
    approval = review | {"id": 51, "html_url": f"{SITE}/pull/7#pullrequestreview-51", "state": "APPROVED", "body": ""}
    empty = approval | {"id": 52, "html_url": f"{SITE}/pull/7#pullrequestreview-52", "state": "COMMENTED"}
    inline = {
        "id": 60,
        "html_url": f"{SITE}/pull/7#discussion_r60",
        "pull_request_url": f"{API}/pulls/7",
        "user": {"login": "cy"},
        "path": "a.py",
        "line": 12,
        "body": "Why?",
        "created_at": "2020-01-03T09:00:00Z",
        "updated_at": "2020-01-09T09:00:00Z",
    }
    answer = inline | {"id": 61, "html_url": f"{SITE}/pull/7#discussion_r61", "in_reply_to_id": 60, "body": "So."}
    said = comment(1, html_url=f"{SITE}/pull/7#issuecomment-1")
    files = {"a.json": [answer, inline, review, approval, empty, said], "b.json": [as_issue], "c.json": [pull]}
    (thread,), context = read(tmp_path / "e", files)
    assert (thread.board, thread.url) == (("belt", "pulls"), f"{SITE}/pull/7")
    assert thread.extra["state"] == "merged"
    assert thread.extra["merged-by"] == "cy"
    assert thread.extra["reviews"] == ("cy approved 2020-01-02T09:00:00+00:00",)
    assert [(post.id, post.reply_to) for post in thread.posts] == [
        ("description", None),
        ("pullrequestreview-50", None),
        ("issuecomment-1", None),
        ("discussion_r60", None),
        ("discussion_r61", "discussion_r60"),
    ]
    assert thread.posts[1].extra == {"review": "changes requested"}
    assert thread.posts[3].extra == {"path": "a.py:12"}
    assert thread.posts[3].edited is None
    assert thread.claimed_posts == len(thread.posts)
    assert context.skipped == {"reviews without a text of their own": 1}


def test_an_archive_of_a_working_group_is_read(tmp_path: Path) -> None:
    said = {"author": "ada", "authorAssociation": "MEMBER", "createdAt": "2020-01-02T00:00:00Z", "body": "x"}
    later = said | {"body": "y", "author": None}
    archive = {
        "magic": "E!vIA5L86J2I",
        "repo": "ada/belt",
        "labels": [{"name": "bug"}],
        "issues": [
            {"number": 1, "id": "I1", "title": "A", "url": f"{SITE}/issues/1", "state": "OPEN", "author": None,
             "labels": ["bug"], "body": "a", "createdAt": "2020-01-01T00:00:00Z", "comments": [said, later]}
        ],
        "pulls": [
            {"number": 2, "id": "P2", "title": "B", "url": f"{SITE}/pull/2", "state": "MERGED", "author": "bo",
             "body": "", "createdAt": "2020-01-01T00:00:00Z", "mergedAt": "2020-01-03T00:00:00Z", "mergedBy": "cy",
             "comments": [],
             "reviews": [{"id": "R", "author": "cy", "state": "COMMENTED", "createdAt": "2020-01-02T00:00:00Z",
                          "comments": [{"body": "Inline.", "createdAt": "2020-01-02T00:00:00Z"}]}]}
        ],
    }  # fmt: skip
    (issue, pull), _ = read(tmp_path / "e", {"archive.json": archive})
    assert (issue.board, issue.tags, issue.closed) == (("belt", "issues"), ("bug",), False)
    assert [(post.id, post.author, post.body) for post in issue.posts] == [
        ("description", "ghost", "a"),
        ("comment-20200102T000000Z", "ada", "x"),
        ("comment-20200102T000000Z.2", "ghost", "y"),
    ]
    assert (pull.board, pull.closed, pull.extra["state"]) == (("belt", "pulls"), True, "merged")
    assert [(post.author, post.body) for post in pull.posts] == [("bo", ""), ("cy", "Inline.")]


def test_lists_of_gh_are_read(tmp_path: Path) -> None:
    listed = {
        "number": 3, "title": "C", "body": "c<!-- template -->", "state": "CLOSED", "stateReason": "COMPLETED",
        "author": {"login": "ada"}, "createdAt": "2020-01-01T00:00:00Z", "labels": [{"name": "bug"}],
        "reactionGroups": [{"content": "THUMBS_UP", "users": {"totalCount": 2}}],
        "comments": [{"id": "IC_1", "author": {"login": "bo"}, "authorAssociation": "MEMBER", "body": "Yes.",
                      "createdAt": "2020-01-02T00:00:00Z", "isMinimized": True, "minimizedReason": "OUTDATED",
                      "url": f"{SITE}/issues/3#issuecomment-9"}],
    }  # fmt: skip
    (thread,), _ = read(tmp_path / "e", {"issues.json": [listed]}, repo="ada/belt")
    assert (thread.site, thread.board) == ("github.com/ada/belt", ("belt", "issues"))
    assert thread.posts[0].reactions == (("👍", 2),)
    assert thread.posts[0].format is BodyFormat.MIXED
    assert thread.posts[1].id == "issuecomment-9"
    assert thread.posts[1].extra == {"association": "member", "minimized": "outdated"}
    (unnamed,), _ = read(tmp_path / "f", {"issues.json": [listed]})
    assert (unnamed.site, unnamed.board, unnamed.url) == ("f", ("issues",), None)


def test_discussions_of_graphql_are_nested(tmp_path: Path) -> None:
    replies = {"nodes": [{"id": "DC_2", "body": "Two.", "author": None, "createdAt": "2020-01-02T00:00:00Z",
                          "replyTo": {"id": "DC_1"}}]}  # fmt: skip
    discussion = {
        "number": 4, "title": "D", "body": "d", "author": {"login": "ada"}, "createdAt": "2020-01-01T00:00:00Z",
        "category": {"name": "Q&A"}, "answer": {"id": "DC_1"}, "upvoteCount": 3,
        "comments": {"totalCount": 2, "nodes": [
            {"id": "DC_1", "databaseId": 1, "body": "One.", "author": {"login": "bo"},
             "createdAt": "2020-01-03T00:00:00Z", "url": f"{SITE}/discussions/4#discussioncomment-1",
             "replies": replies}
        ]},
    }  # fmt: skip
    answer = {"data": {"repository": {"nameWithOwner": "ada/belt", "discussions": {"edges": [{"node": discussion}]}}}}
    (thread,), _ = read(tmp_path / "e", {"d.json": answer})
    assert (thread.board, thread.solved) == (("belt", "discussions", "Q&A"), True)
    assert thread.posts[0].score == 3
    assert [(post.id, post.reply_to, post.accepted) for post in thread.posts] == [
        ("description", None, False),
        ("discussioncomment-1", None, True),
        ("DC_2", "discussioncomment-1", False),
    ]
    assert thread.claimed_posts == 3


def test_migration_archives_are_read(tmp_path: Path) -> None:
    issue = {"type": "issue", "url": f"{SITE}/issues/5", "number": 5, "title": "E", "user": "https://github.com/ada",
             "body": "e", "created_at": "2020-01-01T00:00:00Z", "labels": [f"{SITE}/labels/bug"],
             "repository": SITE, "reactions": [{"content": "heart"}, {"content": "heart"}]}  # fmt: skip
    said = {"type": "issue_comment", "url": f"{SITE}/issues/5#issuecomment-8", "issue": f"{SITE}/issues/5",
            "user": "https://github.com/bo", "body": "f", "created_at": "2020-01-02T00:00:00Z"}  # fmt: skip
    (thread,), _ = read(tmp_path / "e", {"issues_000001.json": [issue], "issue_comments_000001.json": [said]})
    assert [(post.author, post.id) for post in thread.posts] == [("ada", "description"), ("bo", "issuecomment-8")]
    assert (thread.tags, thread.posts[0].reactions) == (("bug",), (("❤️", 2),))


def test_exports_are_told_by_their_files(tmp_path: Path) -> None:
    for name, files, expected in (
        ("a", {"issues.json": [ISSUE]}, CERTAIN),
        ("b", {"archive.json": {"magic": "E!vIA5L86J2I"}}, CERTAIN),
        ("c", {"list.json": [{"number": 1, "reactionGroups": []}]}, LIKELY),
        ("d", {"list.json": [{"number": 1}], "a.txt": json.dumps(ISSUE)}, NO),
    ):
        assert confidence_of(GitHub(), write_files(tmp_path / name, files)) == expected


def test_an_archive_may_have_other_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("README.md", "# Issues")
        archive.writestr("LICENSE", "MIT")
        archive.writestr("a/issues.json", json.dumps([ISSUE]))
    assert confidence_of(GitHub(), tmp_path / "export.zip") == CERTAIN
    threads, context = read_place(GitHub(), tmp_path / "export.zip")
    assert (len(threads), context.problems) == (1, [])


def test_an_export_is_imported_once(tmp_path: Path, project: Project) -> None:
    place = write_files(tmp_path / "e", {"issues.json": [ISSUE], "comments.json": [comment(1)]})
    report = import_into(project, place)
    assert (report.format, report.threads) == ("github", {Outcome.NEW: 1})
    assert [(claim.claimed, claim.arrived) for claim in report.claims] == [(4, 2)]
    assert import_into(project, place).threads == {Outcome.UNCHANGED: 1}
    write_files(tmp_path / "e", {"comments.json": [comment(1), comment(2)]})
    assert import_into(project, place).threads == {Outcome.CHANGED: 1}
    assert project.build().problems == ()


def test_comments_without_their_thread_are_kept(tmp_path: Path) -> None:
    (thread,), context = read(tmp_path / "e", {"comments.json": [comment(1)], "other.json": {"a": 1}})
    assert (thread.title, len(thread.posts)) == ("issue 7", 1)
    assert context.notes == {"threads whose beginning the export lacks": 1}
    assert context.skipped == {"JSON that has no thread and no comment": 1}


@pytest.mark.parametrize(
    "content",
    [
        [ISSUE, comment(1)],
        {"issues": [ISSUE, comment(1)]},
        {"data": [ISSUE, comment(1)]},
        json.dumps(ISSUE) + "\n" + json.dumps(comment(1)),
    ],
)
def test_large_files_are_read_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: Any) -> None:
    monkeypatch.setattr(json_documents, "_LARGE", 10)
    (thread,), context = read(tmp_path / "e", {"a.json": content})
    assert len(thread.posts) == 2
    assert context.problems == []


@pytest.mark.parametrize("text", ["{", '[{"number": 1}', "[" * 100_000, "", "nul", b"\xff"])
def test_damaged_files_are_problems_with_their_places(tmp_path: Path, text: str | bytes) -> None:
    threads, context = read(tmp_path / "e", {"a.json": text, "b.json": [ISSUE]})
    assert len(threads) == 1
    assert [problem.path for problem in context.problems] == (["a.json"] if text else [])


def test_numbers_of_threads_may_be_any_text(tmp_path: Path) -> None:
    threads, context = read(tmp_path / "e", {"a.json": [ISSUE | {"number": "7\n8", "url": "", "html_url": "x"}]})
    assert ([thread.id for thread in threads], context.problems) == (["7\n8"], [])


def test_the_latest_version_of_a_comment_is_kept(tmp_path: Path) -> None:
    later = comment(1, body="later", updated_at="2030-01-01T00:00:00Z")
    (thread,), context = read(tmp_path / "e", {"a.json": [ISSUE, later], "b.json": [comment(1, body="earlier")]})
    assert [post.body for post in thread.posts][1:] == ["later"]
    assert context.notes == {"comments that were there twice, of which the latest version is kept": 1}


def test_comments_without_an_id_or_a_date_are_told_apart(tmp_path: Path) -> None:
    bare = [{"body": str(number)} for number in range(3)]
    (thread,), _ = read(tmp_path / "e", {"a.json": [ISSUE | {"comments": bare}]})
    assert [post.id for post in thread.posts] == ["description", "comment-", "comment-.2", "comment-.3"]


EXPORT = [
    ISSUE,
    comment(1),
    ISSUE | {"number": 8, "reviews": [{"state": "APPROVED", "comments": [{"body": "x", "path": "a"}]}], "url": "x"},
    {"data": {"repository": {"discussions": {"nodes": [{"number": 1, "title": "x", "comments": {
        "nodes": [{"id": "a", "body": "b", "replies": {"nodes": [{"id": "b", "replyTo": {"id": "a"}}]}}]}}]}}}},
]  # fmt: skip


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(export=mutated(EXPORT))
def test_no_json_raises(tmp_path: Path, export: Any) -> None:
    read(tmp_path / "e", {"a.json": json.dumps(export)})
