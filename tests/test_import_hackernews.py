"""Hacker News: items of both APIs and saved pages. Tried on folders of real pages of 2012 to 2024; the ones here are
our own.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from archiver.importers.hackernews.bodies import mark_quotes
from archiver.importers.store import Outcome
from archiver.importers.threads import ImportedThread
from tests.conftest import Project
from tests.importing import import_into, mutated_files, read_anyhow, read_export, write_files

STORY = {
    "id": 100,
    "type": "story",
    "by": "ada",
    "time": 1577836800,
    "title": "A map of Io",
    "url": "https://moons.example/io?a=1&b=2",
    "score": 12,
    "descendants": 2,
    "kids": [103, 101],
}
COMMENTS: list[dict[str, Any]] = [
    {
        "id": 101,
        "type": "comment",
        "by": "bo",
        "time": 1577836860,
        "parent": 100,
        "kids": [102],
        "text": "It is &gt; 5",
    },
    {"id": 102, "type": "comment", "by": "cy", "time": 1577836870, "parent": 101, "text": "&gt; It is<p>No."},
    {"id": 103, "type": "comment", "deleted": True, "time": 1577836880, "parent": 100},
    {"id": 104, "type": "comment", "by": "di", "dead": True, "time": 1577836890, "parent": 103, "text": "Buy"},
]
TREE = {
    "id": 100,
    "created_at": "2020-01-01T00:00:00.000Z",
    "created_at_i": 1577836800,
    "type": "story",
    "author": "ada",
    "title": "A map of Io",
    "url": "https://moons.example/io?a=1&b=2",
    "text": None,
    "points": 12,
    "parent_id": None,
    "story_id": 100,
    "options": [],
    "children": [
        {
            "id": 101,
            "created_at_i": 1577836860,
            "type": "comment",
            "author": "bo",
            "text": "It is &gt; 5",
            "parent_id": 100,
            "story_id": 100,
            "children": [
                {
                    "id": 102,
                    "created_at_i": 1577836870,
                    "type": "comment",
                    "author": "cy",
                    "text": "&gt; It is<p>No.",
                    "parent_id": 101,
                    "children": [],
                }
            ],
        },
        {"id": 103, "created_at_i": 1577836880, "type": "comment", "author": None, "text": None, "parent_id": 100},
    ],
}
HIT = {
    "_tags": ["comment", "author_cy", "story_100"],
    "objectID": "102",
    "author": "cy",
    "comment_text": "&gt; It is<p>No.",
    "created_at_i": 1577836870,
    "parent_id": 101,
    "story_id": 100,
    "story_title": "A map of Io",
}
ROW = """<tr class='athing comtr' id='{id}'><td><table border='0'><tr><td class='ind'{indent}><img src="s.gif"
height="1" width="{width}"></td><td valign="top" class="votelinks"></td><td class="default"><div><span class="comhead">
{user}<span class="age"{title}><a href="item?id={id}">1 day ago</a></span></span></div><br>
<div class="comment">{text}<div class='reply'><p><font size="1"><a href="reply?id={id}">reply</a></font></div></div>
</td></tr></table></td></tr>"""
PAGE = """<html lang="en" op="item"><head><title>A map of Io | Hacker News</title></head><body><table id="hnmain"><tr>
<td><span class="pagetop"><b><a href="news">Hacker News</a></b> | <font color="#ffffff">page {page}</font></span></td>
</tr><tr><td><table class="fatitem" border="0"><tr class='athing' id='100'><td class="title"><span class="titleline">
<a href="https://moons.example/io">A map of Io</a><span class="sitebit"> (moons.example)</span></span></td></tr>
<tr><td class="subtext"><span id="score_100">12 points</span> by <a href="user?id=ada" class="hnuser">ada</a>
<span class="age" title="2020-01-01T00:00:00 1577836800"><a href="item?id=100">1 day ago</a></span> |
<a href="item?id=100">{count}&nbsp;comments</a></td></tr><tr><td><form action="comment"><textarea></textarea></form>
</td></tr></table><br><table border="0" class='comment-tree'>{rows}</table></td></tr></table></body></html>"""


def row(id_: int, depth: int, text: str, user: str = "bo") -> str:
    """A comment of a page, as the site writes it now; `indent` is missing on pages of 2018."""
    return ROW.format(
        id=id_,
        indent=f' indent="{depth}"' if id_ % 2 else "",
        width=depth * 40,
        title=f' title="2020-01-01T00:0{id_ % 10}:00 157783{6800 + id_ % 10 * 60}"',
        user=f'<a href="user?id={user}" class="hnuser">{user}</a>' if user else "",
        text=f'<div class="commtext c00">{text}</div>' if user else text,
    )


def shape(thread: ImportedThread) -> list[tuple[str, str | None, str | None]]:
    return [(post.id, post.reply_to, post.author) for post in thread.posts]


def test_items_of_the_api_are_a_thread(tmp_path: Path) -> None:
    files = {f"items/{item['id']}.json": item for item in (*COMMENTS, STORY)}
    read = read_export(tmp_path, {**files, "topstories.json": [100], "9.json": None, "u.json": {"id": "a", "karma": 1}})
    [thread] = read.threads
    assert (thread.id, thread.title, thread.url) == ("100", "A map of Io", "https://news.ycombinator.com/item?id=100")
    assert shape(thread) == [
        ("100", None, "ada"),
        ("101", "100", "bo"),
        ("102", "101", "cy"),
        ("103", "100", None),
        ("104", "103", "di"),
    ]
    assert thread.claimed_posts == len(thread.posts) == 5
    first = thread.posts[0]
    assert 'href="https://moons.example/io?a=1&amp;b=2"' in first.body
    assert (first.score, first.date and first.date.at.isoformat()) == (12, "2020-01-01T00:00:00+00:00")
    assert thread.posts[2].body == "<blockquote><p>It is</p></blockquote><p>No."
    assert [post.deleted for post in thread.posts] == [False, False, False, True, True]
    assert not thread.posts[4].body
    assert read.problems == []
    assert sum(read.context.skipped.values()) == 3


def test_dead_posts_keep_their_texts_if_asked(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"a.jsonl": "".join(f"{json.dumps(item)}\n" for item in COMMENTS)}, dead="keep")
    assert (read.posts[-1].body, read.posts[-1].extra) == ("Buy", {"dead": "true"})
    assert read.context.notes["threads whose story is not in the export"] == 1
    assert read.threads[0].title == "Hacker News 100"


@pytest.mark.parametrize("value", [TREE, [TREE, TREE], {"items": {"100": TREE}}])
def test_items_of_the_search_are_nested(value: Any, tmp_path: Path) -> None:
    read = read_export(tmp_path, {"100.json": value})
    [thread] = read.threads
    assert shape(thread) == [("100", None, "ada"), ("101", "100", "bo"), ("102", "101", "cy"), ("103", "100", None)]
    assert thread.posts[3].deleted
    assert read.problems == []


def test_results_of_the_search_know_their_stories(tmp_path: Path) -> None:
    hits = {"hits": [HIT, {**HIT, "objectID": "105", "parent_id": 104}], "nbPages": 1}
    read = read_export(tmp_path, {"search.json": hits, "none.json": {"hits": [], "page": 9}})
    [thread] = read.threads
    assert (thread.id, thread.title) == ("100", "A map of Io")
    assert shape(thread) == [("102", "101", "cy"), ("105", "104", "cy")]
    read = read_export(tmp_path / "all", {"search.json": hits, "item.json": [STORY, *COMMENTS]})
    assert [(thread.id, len(thread.posts)) for thread in read.threads] == [("100", 6)]


def test_polls_show_their_options(tmp_path: Path) -> None:
    poll = {"id": 7, "type": "poll", "by": "ada", "time": 1577836800, "title": "Moon?", "text": "Say", "parts": [8, 9]}
    options = [
        {"id": id_, "type": "pollopt", "by": "ada", "time": 1577836800, "poll": 7, "text": text, "score": 1200}
        for id_, text in ((8, "Io"), (9, "Europa"))
    ]
    read = read_export(tmp_path, {"poll.json": [*options, poll]})
    assert read.bodies == ["Say<ul><li>Io (1,200)</li><li>Europa (1,200)</li></ul>"]


def test_comments_that_answer_in_a_circle_are_kept(tmp_path: Path) -> None:
    circle = [{**COMMENTS[0], "id": id_, "parent": parent} for id_, parent in ((5, 6), (6, 7), (7, 5), (8, 8), (9, 5))]
    read = read_export(tmp_path, {"a.json": circle})
    assert sorted((thread.id, len(thread.posts)) for thread in read.threads) == [("5", 4), ("8", 1)]


def test_saved_pages_are_nested_by_their_indentation(tmp_path: Path) -> None:
    first = [row(101, 0, "It is &gt; 5"), row(102, 1, "&gt; It is<p>No.", "cy"), row(103, 0, "[deleted]", "")]
    second = [
        row(102, 1, "&gt; It is<p>No.", "cy"),
        row(104, 0, "Hm"),
        row(105, 1, "Ah", "di"),
        row(106, 2, "Oh", "cy"),
    ]
    files = {
        "100/1.html": PAGE.format(page=1, count=5, rows="".join(first)),
        "100/2.html": PAGE.format(page=2, count=5, rows="".join(second)),
    }
    read = read_export(tmp_path, files)
    [thread] = read.threads
    assert (thread.id, thread.site, thread.title) == ("100", "news.ycombinator.com/hackernews", "A map of Io")
    assert shape(thread) == [
        ("100", None, "ada"),
        ("101", "100", "bo"),
        ("102", "101", "cy"),
        ("103", "100", None),
        ("104", "100", "bo"),
        ("105", "104", "di"),
        ("106", "105", "cy"),
    ]
    assert thread.claimed_posts == 7
    assert thread.posts[0].body == '<p><a href="https://moons.example/io">https://moons.example/io</a></p>'
    assert thread.posts[2].body == "<blockquote><p>It is</p></blockquote><p>No."
    assert thread.posts[3].deleted
    assert [post.date and post.date.at.minute for post in thread.posts] == [0, 1, 2, 3, 4, 5, 6]
    assert thread.posts[1].url == "https://news.ycombinator.com/item?id=101"
    assert read.problems == []


OLD_ROW = """<tr><td><table border=0><tr><td><img src="http://n.example/s.gif" height=1 width={width}></td>
<td valign=top></td><td class="default"><div><span class="comhead"><a href="user?id={user}">{user}</a> 9 days ago |
<a href="item?id={id}">link</a></span></div><br><span class="comment"><font color=#000000>{text}</font></span>
<p><font size=1><u><a href="reply?id={id}">reply</a></u></font></td></tr></table></td></tr>"""
OLD_PAGE = """<html><head><title>Io | Hacker News</title></head><body><center><table border=0 width="85%"><tr><td>
<table border=0><tr><td></td><td class="title"><a href="item?id=100">Ask HN: Io?</a></td></tr><tr><td></td>
<td class="subtext"><span id=score_100>12 points</span> by <a href="user?id=ada">ada</a> 9 days ago | <a
href="item?id=100">2 comments</a></td></tr><tr style="height:2px"></tr><tr><td></td><td>Is it<p>round?</td></tr></table>
<br><table border=0>{rows}</table></td></tr></table></center></body></html>"""


def test_pages_of_before_2015_are_read(tmp_path: Path) -> None:
    rows = OLD_ROW.format(id=101, width=0, user="bo", text="&gt; round<p>Yes") + OLD_ROW.format(
        id=102, width=40, user="cy", text="No"
    )
    read = read_export(tmp_path, {"item.html": OLD_PAGE.format(rows=rows)})
    [thread] = read.threads
    assert (thread.id, thread.title, thread.claimed_posts) == ("100", "Ask HN: Io?", 3)
    assert shape(thread) == [("100", None, "ada"), ("101", "100", "bo"), ("102", "101", "cy")]
    assert thread.posts[0].body.startswith("Is it<p>round?")
    assert "<blockquote><p>" in thread.posts[1].body


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("It is > 5 &gt; 4", None),
        ("&gt;= 5<p>&gt;:( <p>&gt;&gt;&gt; x = 1<p>&gt;&gt; Jobs &lt;&lt;<p>&gt;", None),
        ("&gt; a\n&gt; b\nC", "<blockquote><p>a\nb</p></blockquote><p>C"),
        ("&gt; a\nb<p>C", "<blockquote><p>a\nb</p></blockquote><p>C"),
        ("A\n&gt; b", "A<blockquote><p>b</p></blockquote>"),
        ("<i>&gt; a</i><p>&gt;b", "<blockquote><p><i>a</i></p><p>b</p></blockquote>"),
        ("&gt; a<p>&gt;&gt; b", "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>"),
        (
            "<p>&gt; a</p><pre><code>&gt; b</code></pre>c",
            "<blockquote><p>a</p></blockquote><pre><code>&gt; b</code></pre>c",
        ),
    ],
)
def test_paragraphs_that_begin_with_a_mark_are_quotes(text: str, marked: str | None) -> None:
    assert mark_quotes(text) == (text if marked is None else marked)


@given(mutated_files({"a.json": [STORY, *COMMENTS], "b.json": TREE, "c.json": {"hits": [HIT]}, "d.jsonl": STORY}))
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, files: dict[str, str]) -> None:
    folder = tmp_path_factory.mktemp("hackernews")
    read_anyhow(folder, "hackernews", {**files, "e.json": "{", "f.json": "[" * 5000})
    shutil.rmtree(folder)


def test_items_and_pages_are_one_thread_that_is_imported_once(project: Project, tmp_path: Path) -> None:
    items = write_files(tmp_path / "items", {"100.json": [STORY, *COMMENTS]})
    assert import_into(project, items).threads == {Outcome.NEW: 1}
    assert import_into(project, items).threads == {Outcome.UNCHANGED: 1}
    page = PAGE.format(page=1, count=3, rows=row(101, 0, "It is") + row(102, 1, "No", "cy") + row(107, 1, "So", "di"))
    assert import_into(project, write_files(tmp_path / "pages", {"1.html": page})).threads == {Outcome.CHANGED: 1}
    [source] = project.root.glob("content/**/*.md")
    assert "id=107" in source.read_text()


BIGQUERY = """title,url,text,dead,by,score,time,timestamp,type,id,parent,descendants,ranking,deleted
,,"It is &gt; 5",,bo,,1577836860,2020-01-01 00:01:00 UTC,comment,101,100,,0,
,,"&gt; It is<p>No.

Really.",,cy,,1577836870,2020-01-01 00:01:10 UTC,comment,102,101.0,,0,
A map of Io,https://moons.example/io?a=1&b=2,,,ada,12,1577836800,2020-01-01 00:00:00 UTC,story,100,,2,,
,,,,,,1577836880,2020-01-01 00:01:20 UTC,comment,103,100,,0,true
,,Buy,true,di,,1577836890,2020-01-01 00:01:30 UTC,comment,104,103,,0,
,,,,,,,,,,,,,
"""
OLDER = """id,by,author,time,time_ts,text,parent,deleted,dead,ranking
101,bo,bo,1577836860,2020-01-01 00:01:00 UTC,It is,100,,,0
102,cy,cy,,2020-01-01 00:01:10 UTC,No.,101,null,null,0
"""


def test_rows_of_bigquery_are_items(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"full.csv": BIGQUERY})
    [thread] = read.threads
    assert (thread.id, thread.title, thread.claimed_posts) == ("100", "A map of Io", 5)
    assert [(post.id, post.reply_to, post.deleted) for post in thread.posts] == [
        ("100", None, False),
        ("101", "100", False),
        ("102", "101", False),
        ("103", "100", True),
        ("104", "103", True),
    ]
    assert "<blockquote><p>It is</p></blockquote>" in thread.posts[2].body
    assert thread.posts[0].score == 12
    assert read.problems == ["full.csv:9: warning: left out: the row has no item of Hacker News"]


def test_rows_of_older_tables_without_types(tmp_path: Path) -> None:
    [thread] = read_export(tmp_path, {"comments.csv": OLDER}).threads
    assert [(post.id, post.date and post.date.at.isoformat()) for post in thread.posts] == [
        ("101", "2020-01-01T00:01:00+00:00"),
        ("102", "2020-01-01T00:01:10+00:00"),
    ]


def test_rows_and_items_of_the_api_are_one_thread(tmp_path: Path) -> None:
    files = {"comments.csv": OLDER, "story.json": STORY}
    [thread] = read_export(tmp_path, files).threads
    assert [post.id for post in thread.posts] == ["100", "101", "102"]


def test_other_tables_are_not_taken_for_these(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"posts.csv": "id,thread,author,date,text\n1,2,ada,2020-01-01,Words\n"})
    assert [thread.site for thread in read.threads] == ["export"]


@pytest.mark.parametrize("form", ["pages", "items"])
def test_links_to_comments_lead_to_them(form: str, tmp_path: Path, project: Project) -> None:
    link = '<a href="https://news.ycombinator.com/item?id=102">this</a>'
    if form == "pages":
        rows = row(101, 0, "It is").replace('<a href="item?id=101">1 day ago</a>', "1 day ago") + row(102, 1, "No.")
        other = PAGE.replace("100", "200").format(page=1, count=1, rows=row(201, 0, link))
        files = {"100.html": PAGE.format(page=1, count=2, rows=rows), "200.html": other}
    else:
        linking = {"id": 201, "type": "comment", "by": "di", "time": 1577836900, "parent": 200, "text": link}
        files = {
            "a.jsonl": "".join(f"{json.dumps(item)}\n" for item in (STORY, *COMMENTS, {**STORY, "id": 200}, linking))
        }
    import_into(project, write_files(tmp_path / "export", files))
    assert 'url="https://news.ycombinator.com/item?id=101"' in "".join(
        path.read_text() for path in (project.root / "content").rglob("*.md")
    )
    project.write("archiver.toml", "[links]\narchived = true\n")
    assert project.build().errors == ()
    pages = [page.decode() for path, page in project.tree().items() if path.endswith("index.html")]
    assert any(
        '#102">this</a>' in page and "item?id=102" not in page.partition('#102">this</a>')[0][-80:] for page in pages
    )
