"""The JSON lines of forum-dl. Tried on what its own extractors and writers made of real pages and objects of APIs:
Hacker News and Discourse; of pages in the markup of phpBB, SMF, XenForo, Hypermail and pipermail.
"""

import json
import shutil
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from archiver.importers.store import Outcome
from archiver.model import BodyFormat
from tests.conftest import Project
from tests.importing import import_into, mutated, read_anyhow, read_export, write_files

URL = "https://moons.example/viewtopic.php?t=7"


def entry(kind: str, path: list[str], extractor: str = "phpbb", **item: Any) -> dict[str, Any]:
    fields = {"path": path, "url": URL, "origin": URL, "data": {}, **item}
    return {
        "generator": "forum-dl",
        "version": "0.3.0",
        "extractor": extractor,
        "download_time": "2023-01-01T00:00:00+00:00",
        "type": kind,
        "item": fields,
    }


def post(path: list[str], subpath: list[str], content: str = "Words", extractor: str = "phpbb", **item: Any) -> Any:
    fields = {"author": "ada", "creation_time": "2012-05-06T15:14:00+00:00", **item}
    url = f"{URL}#p{(subpath or path)[-1]}"
    return entry("post", path, extractor, **{"url": url, "subpath": subpath, "content": content, **fields})


def lines(*entries: Any) -> str:
    return "".join(f"{json.dumps(line)}\n" for line in entries)


FORUM = (
    entry("board", [], title=""),
    entry("board", ["1"], title="Planets"),
    entry("board", ["1", "2"], title="Jupiter"),
    entry("thread", ["1", "2", "7"], title=" Is Io\n round?"),
    post(["1", "2", "7"], ["11"], 'See <img src="./file.php?id=1&amp;x=2"> <b>there</b>'),
    entry(
        "file",
        ["1", "2", "7"],
        url="https://moons.example/file.php?id=1&x=2",
        subpath=["11", "https://moons.example/file.php?id=1&x=2"],
        content=b64encode(b64encode(b"PNG")).decode(),
        content_type="image/png",
    ),
    entry("file", ["1", "2", "7"], subpath=["11"], content="AA==", content_type="image/svg+xml"),
    post(["1", "2", "7"], ["12"], "Old", author="bo"),
    post(["1", "2", "7"], ["12"], "<blockquote><cite>ada wrote:</cite>See there</blockquote>Yes", author="bo"),
    entry("thread", ["1", "2", "8"], title="Empty"),
    entry("file", [], url="https://moons.example/a.css", subpath=["https://moons.example/a.css"]),
)


def test_a_forum_has_boards_threads_posts_and_files(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"forum.jsonl": lines(*FORUM)})
    [thread] = read.threads
    assert (thread.id, thread.site, thread.title) == ("7", "moons.example/phpbb", "Is Io round?")
    assert (thread.board, thread.url) == (("Planets", "Jupiter"), URL)
    assert [(post.id, post.author, post.reply_to) for post in thread.posts] == [("11", "ada", None), ("12", "bo", None)]
    first, second = thread.posts
    assert first.date is not None
    assert first.date.at.isoformat() == "2012-05-06T15:14:00+00:00"
    assert (first.url, first.format) == (f"{URL}#p11", BodyFormat.HTML)
    assert "<blockquote>" in second.body
    [file] = first.attachments
    assert file.read is not None
    assert (file.read(), file.is_in_body, file.address) == (b"PNG", True, "https://moons.example/file.php?id=1&x=2")
    assert read.context.skipped == {"files of pages, as style sheets": 1, "threads of which the export has no post": 1}
    assert read.context.notes == {"posts that are there twice, of which the last is kept": 1}
    assert read.problems == []


def test_files_that_were_saved_in_a_folder_are_found(tmp_path: Path) -> None:
    url = "https://x.example/a%20b.png"
    file = entry(
        "file", ["7"], url=url, subpath=["11", url], os_path="files/https%3A%2F%2Fx.example%2Fa%2520b.png", content=None
    )
    files = {
        "forum.jsonl": lines(post(["7"], ["11"], "no picture"), file),
        "files/https%3A%2F%2Fx.example%2Fa%2520b.png": b"PNG",
    }
    read = read_export(tmp_path, files)
    [found] = read.posts[0].attachments
    assert found.read is not None
    assert (found.read(), found.is_in_body) == (b"PNG", False)
    assert (read.threads[0].title, read.threads[0].board) == ("moons.example: 7", ())


def test_lists_are_texts(tmp_path: Path) -> None:
    pipermail = 'On Fri, Mar 04, 2005, Ada wrote:\n> Is Io &lt; 5?\n\nYes, see <a href="http://x.example/">there</a>\n'
    hypermail = '<p><!-- body="start" --></p><pre>Is Io\nround?</pre> body="end" <hr/><ul><li>Next: x</li></ul>'
    read = read_export(
        tmp_path,
        {
            "a.jsonl": lines(
                post(["moons", "1"], ["1"], pipermail, "pipermail"),
                post(["moons", "1"], ["2"], "Two", "pipermail"),
                post(["moons", "1"], ["2", "3"], "Three", "pipermail"),  # as it is written, though 3 answers 1
                post(["9"], [], hypermail, "hypermail", author="None"),
            )
        },
    )
    first, second = read.threads
    assert first.board == ("moons",)
    assert first.posts[0].body == "On Fri, Mar 04, 2005, Ada wrote:\n> Is Io < 5?\n\nYes, see there"
    assert {post.format for post in first.posts} == {BodyFormat.TEXT}
    assert [post.reply_to for post in first.posts] == [None, None, None]
    assert (second.posts[0].id, second.posts[0].body, second.posts[0].author) == ("9", "Is Io\nround?", None)


def test_dates_that_hyperkitty_lends_are_left_out(tmp_path: Path) -> None:
    posts = [post(["moons", "1"], subpath, "<p>x", "hyperkitty", url=URL + name) for subpath, name in (
        ([], "a"), (["2"], "b"), (["3"], "b"))]  # fmt: skip
    read = read_export(tmp_path, {"a.jsonl": lines(*posts)})
    assert [(post.url, post.date is None) for post in read.posts] == [
        (f"{URL}a", False),
        (f"{URL}b", False),
        (None, True),
    ]


DISCOURSE = (
    entry("board", ["3"], "discourse", data={"id": 3, "name": "Moons", "topic_count": 1}, title="Moons"),
    entry(
        "thread",
        ["3", "7"],
        "discourse",
        data={"id": 7, "title": "Io", "posts_count": 2},
        title="Io",
        url="https://moons.example/t/io/7",
    ),
    *(
        post(
            ["3", "7"],
            [str(number + 90)],
            "<p>x",
            "discourse",
            url=f"https://moons.example/t/io/7/{number}",
            data={
                "id": number + 90,
                "topic_id": 7,
                "topic_slug": "io",
                "post_number": number,
                "username": "ada",
                "created_at": "2020-01-01T00:00:00.000Z",
                "cooked": f"<p>Words {number}",
                "reply_to_post_number": number - 1 or None,
            },
        )
        for number in (1, 2)
    ),
)
NEWS = tuple(
    post(
        ["100"],
        subpath,
        "x",
        "hackernews",
        data={"id": id_, "type": "comment" if parent else "story", "by": "ada", "time": 1577836800, "text": "x"}
        | ({"parent": parent} if parent else {"title": "Io", "descendants": 2}),
    )
    for id_, parent, subpath in ((100, 0, []), (101, 100, ["101"]), (102, 101, ["101", "102"]))
)


def test_topics_of_discourse_are_read_by_its_importer(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"a.jsonl": lines(*DISCOURSE)})
    [thread] = read.threads
    assert (thread.id, thread.title, thread.board, thread.claimed_posts) == ("7", "Io", ("Moons",), 2)
    assert [(post.id, post.reply_to, post.url) for post in thread.posts] == [
        ("1", None, "https://moons.example/t/io/7/1"),
        ("2", "1", "https://moons.example/t/io/7/2"),
    ]


def test_items_of_hacker_news_are_read_by_its_importer(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"a.jsonl": lines(entry("thread", ["100"], "hackernews", title="Io"), *NEWS)})
    [thread] = read.threads
    assert (thread.id, thread.title, thread.claimed_posts) == ("100", "Io", 3)
    assert [(post.id, post.reply_to) for post in thread.posts] == [("100", None), ("101", "100"), ("102", "101")]


def test_what_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    text = lines(post(["7"], ["11"]), {"generator": "forum-dl", "type": "user", "item": {}}, post([], ["12"])) + "{\n"
    read = read_export(tmp_path, {"a.jsonl": text})
    assert [problem.partition(": ")[0] for problem in read.problems] == ["a.jsonl:2", "a.jsonl:3", "a.jsonl:4"]
    assert len(read.posts) == 1


@given(
    mutated(
        [
            *FORUM[2:8],
            *DISCOURSE[:2],
            *NEWS[:2],
            post(["9"], [], "x", "hypermail"),
            post(["m", "8"], ["8"], "x", "pipermail"),
        ]
    )
)
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, entries: Any) -> None:
    folder = tmp_path_factory.mktemp("forum-dl")
    text = lines(*entries) if isinstance(entries, list) else json.dumps(entries)
    read_anyhow(folder, "forum-dl", {"a.jsonl": lines(FORUM[0]) + text + "{", "b.png": b"PNG"})
    shutil.rmtree(folder)


def test_an_export_is_imported_once_and_builds(project: Project, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "export", {"a.jsonl": lines(*FORUM, *DISCOURSE, *NEWS)})
    report = import_into(project, folder)
    assert (report.format, report.threads, report.problems) == ("forum-dl", {Outcome.NEW: 3}, [])
    assert import_into(project, folder).threads == {Outcome.UNCHANGED: 3}
    assert project.build().problems == ()
