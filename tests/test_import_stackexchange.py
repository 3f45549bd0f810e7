"""Dumps of Stack Exchange: questions, answers, comments, people, history, and whatever is wrong with their XML."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.importers.stackexchange.comments import comment_to_markdown
from archiver.importers.stackexchange.links import whole_address
from archiver.importers.store import Outcome
from archiver.model import BodyFormat
from tests.conftest import Project
from tests.importing import Files, import_into, read_anyhow, read_export, write_files

SITE = "rockets.stackexchange.com"
Rows = list[Mapping[str, str | int]]


def table(name: str, rows: Rows) -> str:
    lines = (f"  <row {' '.join(f'{key}={quoteattr(str(value))}' for key, value in row.items())} />" for row in rows)
    return "\n".join(('\ufeff<?xml version="1.0" encoding="utf-8"?>', f"<{name}>", *lines, f"</{name}>"))


def post(number: int, kind: int, hour: int, body: str, **more: str | int) -> Mapping[str, str | int]:
    about: dict[str, str | int] = {
        "Id": number,
        "PostTypeId": kind,
        "CreationDate": f"2014-05-14T{hour:02}:11:02.157",
        "Score": number,
    }
    return {**about, "Body": body, "OwnerUserId": number, "CommentCount": 0, **more}


def comment(number: int, post_id: int, hour: int, text: str, **more: str | int) -> Mapping[str, str | int]:
    about: dict[str, str | int] = {"Id": number, "PostId": post_id, "Score": 2, "Text": text}
    return {**about, "CreationDate": f"2014-05-14T{hour:02}:30:00.500", "UserId": 9, **more}


QUESTION = post(
    4,
    1,
    8,
    '<p>See <a href="/questions/7/why/9#9">this</a>\nand <img src="//i.example/a.png"></p>',
    Title='Why do "rockets" & <stages> burn?',
    Tags="|fuel|c++|",
    AcceptedAnswerId=6,
    AnswerCount=2,
    CommentCount=1,
    ViewCount=120,
    ClosedDate="2015-01-01T00:00:00.000",
    LastEditDate="2014-05-15T00:00:00.000",
    ContentLicense="CC BY-SA 3.0",
)
FILES: Files = {
    f"{SITE}/Posts.xml": table(
        "posts",
        [
            post(6, 2, 10, "<p>Oxygen.</p>", ParentId=4, CommentCount=2),
            QUESTION,
            post(5, 2, 9, "<p>Magic.</p>", ParentId=4, CommunityOwnedDate="2014-06-01T00:00:00.000"),
            post(7, 5, 9, "about the tag"),
            post(8, 2, 12, "<p>To what?</p>", ParentId=3, OwnerUserId=88, OwnerDisplayName="gone"),
        ],
    ),
    f"{SITE}/Comments.xml": table(
        "comments",
        [
            comment(2, 6, 12, "@Bo in `a < b`: see [tag:fuel] & [it](/a/5)"),
            comment(1, 4, 9, "Which stage?", UserDisplayName="left"),
            comment(3, 6, 11, "# Sure", UserId=4),
            comment(4, 99, 11, "lost"),
        ],
    ),
    f"{SITE}/Users.xml": table(
        "users",
        [{"Id": 6, "DisplayName": "Bo"}, {"Id": 4, "DisplayName": "Ada"}, {"Id": 5, "DisplayName": "Ada"}],
    ),
    f"{SITE}/PostLinks.xml": table("postlinks", [{"Id": 1, "PostId": 4, "RelatedPostId": 8, "LinkTypeId": 3}]),
    f"{SITE}/PostHistory.xml": table(
        "posthistory",
        [
            {"Id": 3, "PostHistoryTypeId": 14, "PostId": 4, "CreationDate": "2015-01-02", "Text": "x"},
            {"Id": 1, "PostHistoryTypeId": 10, "PostId": 4, "CreationDate": "2015-01-01", "Comment": 103},
            {"Id": 2, "PostHistoryTypeId": 2, "PostId": 4, "Text": "See"},
        ],
    ),
}


def test_a_question_is_a_thread_with_comments_and_answers_by_date(tmp_path: Path) -> None:
    read = read_export(tmp_path, FILES)
    orphans, thread = read.threads
    assert (thread.id, thread.site, thread.board) == ("4", SITE, (SITE,))
    assert thread.title == 'Why do "rockets" & <stages> burn?'
    assert (thread.tags, thread.views, thread.closed, thread.solved) == (("fuel", "c++"), 120, True, True)
    assert thread.url == f"https://{SITE}/questions/4"
    assert thread.extra == {
        "license": ("CC BY-SA 3.0",),
        "duplicate of": (f"https://{SITE}/questions/8",),
        "closed because": "needs details or clarity",
        "locked": "yes",
    }
    assert [post.id for post in thread.posts] == ["4", "comment1", "5", "6", "comment3", "comment2"]
    assert [post.reply_to for post in thread.posts] == [None, "4", "4", "4", "6", "6"]
    assert [post.author for post in thread.posts] == ["Ada", "left", "Ada (5)", "Bo", "Ada", "user9"]
    assert [post.accepted for post in thread.posts] == [False, False, False, True, False, False]
    assert [post.format for post in thread.posts].count(BodyFormat.HTML) == 3
    assert thread.posts[2].extra == {"community-wiki": "yes"}
    assert thread.posts[5].url == f"https://{SITE}/questions/4#comment2_6"
    assert thread.posts[0].date is not None
    assert thread.posts[0].date.at.isoformat() == "2014-05-14T08:11:02.157000+00:00"
    assert thread.claimed_posts == len(thread.posts)
    assert (orphans.title, orphans.posts[0].author) == ("Question 3", "gone")
    assert read.context.skipped == {"descriptions of tags": 1, "comments on posts that the dump lacks": 1}
    assert read.problems == []


def test_addresses_are_whole_and_name_what_is_archived(tmp_path: Path) -> None:
    _, thread = read_export(tmp_path, FILES).threads
    assert thread.posts[0].body == (
        f'<p>See <a href="https://{SITE}/a/9">this</a>\nand <img src="https://i.example/a.png"></p>'
    )
    assert thread.posts[5].body == (
        f"@Bo in `a < b`: see [fuel](https://{SITE}/questions/tagged/fuel) & [it](https://{SITE}/a/5)"
    )
    assert thread.posts[4].body == "\\# Sure"


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("/questions/4", "https://x.example/questions/4"),
        ("https://x.example/questions/4/a-title?rq=1", "https://x.example/questions/4"),
        ("http://x.example/q/4/12", "https://x.example/questions/4"),
        ("https://x.example/a/5/12", "https://x.example/a/5"),
        ("https://x.example/questions/4/a-title#5", "https://x.example/a/5"),
        ("/questions/4/a-title#comment8_5", "https://x.example/questions/4#comment8_5"),
        ("https://x.example/users/4", "https://x.example/users/4"),
        ("https://x.example.org/questions/4/a", "https://x.example.org/questions/4/a"),
        ("#note", "#note"),
    ],
)
def test_an_address_of_a_post_is_the_one_that_is_archived(address: str, whole: str) -> None:
    assert whole_address(address, "x.example") == whole


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a_b *c* `x` <b>&lt;", "a_b *c* `x` \\<b>\\&lt;"),
        ("`a | b || c` a || b", "`a | b || c` a \\|| b"),
        ("1. no\nlist", "1\\. no list"),
        ("[w](https://x.example/a_(b))", "[w](https://x.example/a_%28b%29)"),
        ("[meta-tag:x] [ask] [so]", "x [ask] [so]"),
    ],
)
def test_a_comment_is_one_paragraph_of_markdown(text: str, markdown: str) -> None:
    assert comment_to_markdown(text, "") == markdown


def test_the_site_is_named_by_the_user_or_by_none(tmp_path: Path) -> None:
    files = {name.removeprefix(f"{SITE}/"): content for name, content in FILES.items()}
    unnamed = read_export(tmp_path / "1", files)
    assert [thread.url for thread in unnamed.threads] == [None, None]
    assert unnamed.context.notes["sites whose address is not known (--set site=HOST)"] == 1
    assert unnamed.threads[1].posts[0].body.startswith('<p>See <a href="/questions/7/why/9#9">')
    named = read_export(tmp_path / "2", files, site=SITE)
    assert [thread.site for thread in named.threads] == [SITE, SITE]


def test_tables_in_folders_of_their_own_are_one_site(tmp_path: Path) -> None:
    files = {
        "stackoverflow.com-Posts/Posts.xml": FILES[f"{SITE}/Posts.xml"],
        "stackoverflow.com-Users/Users.xml": FILES[f"{SITE}/Users.xml"],
    }
    thread = read_export(tmp_path, files).threads[1]
    assert (thread.site, thread.posts[0].author) == ("stackoverflow.com", "Ada")
    assert thread.claimed_posts == 3  # comments are in a table that is not there


def test_an_archive_of_7z_is_to_be_unpacked_first(tmp_path: Path) -> None:
    read = read_export(tmp_path, {f"{SITE}.7z": b"7z\xbc\xaf\x27\x1c\0\4", "a.7z": b"7z\xbc\xaf\x27\x1c\0\4"})
    assert read.threads == []
    assert [problem.partition(": left out: ")[2][:11] for problem in read.problems] == ["7z archives"] * 2


def test_rows_that_are_wrong_are_told_and_others_read(tmp_path: Path) -> None:
    good = '<row Id="1" PostTypeId="1" Title="T" Body="b&#xA;c" CreationDate="2014-01-01T00:00:00" />'
    lines = (
        "<!DOCTYPE posts [<!ENTITY a 'aaaa'>]>",
        "<posts>",
        good,
        '<row Id="2" PostTypeId="1" Title="&a;" />',
        '<row Id="3" PostTypeId="1" Title="x&#x1;y\x02" Body="" />',
        '<row Id="4" PostTypeId="1"',
        '  Title="in lines" Body="" />',
        '<row Id="x" PostTypeId="1" />',
        '<row Id="5" PostTypeId="1" Title="no end"',
        '<row Id="6" PostTypeId="1" Title="six"/><row Id="7" PostTypeId="1" Title="seven"/></posts>',
        '<row Id="8"',
    )
    read = read_export(tmp_path, {"Posts.xml": "\n".join(lines)})
    assert [thread.title for thread in read.threads] == ["T", "x\ufffdy\ufffd", "in lines", "six", "seven"]
    assert read.bodies[0] == "b\nc"
    assert len(read.problems) == 4


def test_a_row_that_is_there_twice_comes_once(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"Posts.xml": table("posts", [QUESTION, {**QUESTION, "Body": "new"}])})
    assert read.bodies == ["new"]
    assert read.context.notes["records that were there twice, of which the last is kept"] == 1


@given(st.data())
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("stackexchange")
    damaged: dict[str, bytes] = {}
    for name, content in FILES.items():
        raw = content.encode()
        for _ in range(data.draw(st.integers(0, 3))):
            at = data.draw(st.integers(0, len(raw)))
            odd = st.sampled_from((b'"', b"<row ", b"/>", b"&#0;", b"\xff", b"\n", b"9" * 30, b"-", b'Id="2" ', b"\0"))
            raw = raw[:at] + data.draw(odd) + raw[at + data.draw(st.integers(0, 40)) :]
        damaged[name] = raw
    read_anyhow(folder, "stackexchange", damaged)
    shutil.rmtree(folder)


def test_a_dump_is_imported_once_and_builds(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_files(tmp_path_factory.mktemp("stackexchange"), FILES)
    report = import_into(project, folder)
    assert (report.format, report.threads, report.problems) == ("stackexchange", {Outcome.NEW: 2}, [])
    assert (report.posts, report.claim_count) == ({Outcome.NEW: 7}, 0)
    assert import_into(project, folder).threads == {Outcome.UNCHANGED: 2}
    assert project.build().problems == ()
