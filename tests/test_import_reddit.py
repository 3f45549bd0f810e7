"""Reddit's dumps and listings: threads, nesting, texts, deletions, and whatever is wrong with them."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archiver.importers.post_order import nested
from archiver.importers.reddit.dialect import reddit_to_markdown, unescape
from archiver.importers.store import Outcome
from archiver.importers.threads import ImportedPost
from tests.conftest import Project
from tests.importing import import_into, mutated, read_anyhow, read_export, write_files


def submission(id_: str = "abc", **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "name": f"t3_{id_}",
        "title": "Heat &amp; shield",
        "selftext": "It &gt; melts",
        "author": "ada",
        "created_utc": 1577836800,
        "subreddit": "space",
        "permalink": f"/r/space/comments/{id_}/heat_shield/",
        "is_self": True,
        "score": 12,
        "num_comments": 2,
        "edited": False,
        **more,
    }


def comment(id_: str, parent: str, body: str = "x", **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "link_id": "t3_abc",
        "parent_id": parent,
        "body": body,
        "author": "bo",
        "created_utc": "1577836860",
        "subreddit": "space",
        "score": 3,
        **more,
    }


def lines(records: Iterable[Any]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def packed(text: str) -> bytes:
    import zstandard

    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=27)
    return zstandard.ZstdCompressor(compression_params=parameters).compress(text.encode())


def test_comments_of_a_dump_are_nested_below_their_submission(tmp_path: Path) -> None:
    comments = [
        comment("c4", "t1_c1", "late reply", created_utc=1577836990),
        comment("c2", "t3_abc", "second"),
        comment("c1", "t3_abc", "first &gt; it", edited=1577836900, stickied=True, author_flair_text="crew"),
        comment("c3", "t1_c2", "reply", permalink="/r/space/comments/abc/heat_shield/c3/"),
        comment("d1", "t1_zz", "of another", link_id="t3_xyz"),
    ]
    files = {
        "RS_2020-01.zst": packed(
            lines([submission(locked=True, stickied=True, link_flair_text="Q&amp;A", over_18=True)])
        ),
        "RC_2020-01.zst": packed(lines(comments)),
        "README": "not packed",
    }
    read = read_export(tmp_path, files)
    thread, other = read.threads
    assert (thread.id, thread.site, thread.title, thread.board) == ("abc", "reddit", "Heat & shield", ("space",))
    assert (thread.closed, thread.pinned, thread.tags) == (True, True, ("Q&A", "NSFW"))
    assert thread.url == "https://www.reddit.com/r/space/comments/abc/heat_shield/"
    assert [post.id for post in thread.posts] == ["t3_abc", "t1_c1", "t1_c4", "t1_c2", "t1_c3"]
    assert [post.reply_to for post in thread.posts] == [None, "t3_abc", "t1_c1", "t3_abc", "t1_c2"]
    assert [post.body for post in thread.posts[:2]] == ["It > melts", "first > it"]
    first = thread.posts[1]
    assert (first.score, first.pinned, first.extra) == (3, True, {"flair": "crew"})
    assert first.edited is not None
    assert first.date is not None
    assert first.date.iso == "2020-01-01T00:01:00+00:00"
    assert first.url == "https://www.reddit.com/r/space/comments/abc/_/c1/"
    assert thread.posts[4].url == "https://www.reddit.com/r/space/comments/abc/heat_shield/c3/"
    assert (other.title, other.posts[0].reply_to) == ("r/space: xyz", "t1_zz")
    assert read.context.notes["threads whose submission is not in the export"] == 1
    assert thread.claimed_posts is None  # more came than were counted when the submission was read


def test_listings_of_the_api_have_replies_in_replies(tmp_path: Path) -> None:
    deepest = {"kind": "t1", "data": comment("c3", "t1_c2", "deepest", replies="")}
    deep = {
        "kind": "t1",
        "data": comment("c2", "t1_c1", "deep", replies={"kind": "Listing", "data": {"children": [deepest]}}),
    }
    more = {"kind": "more", "data": {"count": 7, "children": ["c9"]}}
    replies = {"kind": "Listing", "data": {"children": [deep, more]}}
    top = {"kind": "t1", "data": comment("c1", "t3_abc", "top", replies=replies, score_hidden=True)}
    first = {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": submission(num_comments=9)}]}}
    inbox = {"kind": "t1", "data": {"id": "m1", "name": "t1_m1", "body": "x", "link_title": "y"}}
    space = {"kind": "t5", "data": {"id": "s1", "title": "Space", "display_name": "space"}}
    listing = [first, {"kind": "Listing", "data": {"children": [top, inbox, space]}}]
    read = read_export(tmp_path, {"abc.json": listing})
    (thread,) = read.threads
    assert [post.body for post in thread.posts] == ["It > melts", "top", "deep", "deepest"]
    assert thread.posts[1].score is None
    assert (thread.claimed_posts, len(thread.posts)) == (10, 4)
    assert read.context.skipped == {"things that are neither submissions nor comments": 2}
    things = [{"kind": "t1", "data": comment("c9", "t1_c1", "more")}]
    more_children = {"json": {"errors": [], "data": {"things": things}}}
    read = read_export(tmp_path / "a", {"abc.json": listing, "more.json": more_children})
    assert read.bodies == ["It > melts", "top", "deep", "deepest", "more"]
    answer = read_export(tmp_path / "b", {"abc.json": {"data": [submission(), comment("c1", "t3_abc")]}})
    assert [post.id for post in answer.posts] == ["t3_abc", "t1_c1"]


def test_deleted_posts_are_marked_and_later_deletions_are_honoured(tmp_path: Path) -> None:
    later = {"_meta": {"was_deleted_later": True, "removal_type": "deleted"}}
    comments = [
        comment("c1", "t3_abc", "[deleted]", author="[deleted]"),
        comment("c2", "t3_abc", "secret", **later),
        comment("c3", "t3_abc", "[removed]"),
    ]
    dump = lines([submission(selftext="[removed]", removed_by_category="moderator"), *comments])
    read = read_export(tmp_path / "a", {"space.jsonl": dump})
    assert [(post.deleted, post.body, post.author) for post in read.posts] == [
        (True, "", "ada"),
        (True, "", None),
        (True, "", None),
        (True, "", "bo"),
    ]
    assert read.posts[0].extra == {"removed-by": "moderator"}
    kept = read_export(tmp_path / "b", {"space.jsonl": dump}, deleted="keep")
    assert [(post.deleted, post.body) for post in kept.posts if post.body] == [(False, "secret")]


def test_pictures_films_polls_and_crossposts_are_kept(tmp_path: Path) -> None:
    picture = {"s": {"u": "https://preview.x.example/1.jpg?a=1&amp;b=2"}}
    records = [
        submission("a1", is_self=False, selftext="", url="https://i.x.example/a.jpg"),
        submission("a2", is_self=False, selftext="", url="https://x.example/news?a=1&amp;b=2"),
        submission(
            "a3",
            is_self=False,
            selftext="![img](m1)",
            is_gallery=True,
            media_metadata={"m1": picture},
            gallery_data={"items": [{"media_id": "m1", "caption": "one"}, {"media_id": "m2"}]},
        ),
        submission("a4", poll_data={"options": [{"text": "yes*", "vote_count": 1200}, {"text": "no"}]}),
        submission(
            "a5", selftext="", is_self=False, crosspost_parent="t3_a4", crosspost_parent_list=[submission("a4")]
        ),
        submission("a6", selftext="", is_self=False, crosspost_parent="t3_zz"),
        submission(
            "a7",
            selftext="",
            is_self=False,
            url="https://v.redd.it/x",
            media={"reddit_video": {"fallback_url": "https://v.redd.it/x/720.mp4"}},
        ),
    ]
    read = read_export(tmp_path, {"space_submissions": lines(records)})
    assert read.bodies == [
        "",
        "<https://x.example/news?a=1&b=2>",
        "![](https://preview.x.example/1.jpg?a=1&b=2)",
        "It > melts\n\n- yes\\* (1,200)\n- no",
        "[crosspost of Heat & shield](https://www.reddit.com/r/space/comments/a4/heat_shield/)\n\n"
        "**ada wrote:**\n\n> It > melts",
        "[crosspost](https://www.reddit.com/comments/zz/)",
        "",
    ]
    assert [[file.address for file in post.attachments] for post in read.posts] == [
        ["https://i.x.example/a.jpg"],
        [],
        ["https://preview.x.example/1.jpg?a=1&b=2"],
        [],
        [],
        [],
        ["https://v.redd.it/x/720.mp4"],
    ]


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    wrong = ["{", "3", json.dumps({"a": 1}), json.dumps(submission("MISMATCH", name="?")), json.dumps(submission())]
    twice = json.dumps(submission(selftext="newer"))
    read = read_export(tmp_path, {"RS_2020-01": lines([submission()]) + "\n".join([*wrong, twice])})
    assert read.bodies == ["newer"]
    assert [problem.partition(" warning: ")[0] for problem in read.problems] == [
        f"RS_2020-01:{n}:" for n in (2, 3, 4, 5)
    ]
    assert read.context.notes["records that were there twice, of which the last is kept"] == 2


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=30))
def test_parents_come_before_their_replies(pairs: list[tuple[int, int]]) -> None:
    posts = [ImportedPost(id=str(id_), reply_to=str(parent)) for id_, parent in dict(pairs).items()]
    ordered = nested(posts)
    assert sorted(post.id for post in ordered) == sorted(post.id for post in posts)
    places = {post.id: place for place, post in enumerate(ordered)}
    parents = {post.id: post.reply_to for post in posts}
    for post in posts:
        chain = [post.id]
        while (parent := parents[chain[-1]]) in places and parent not in chain:
            chain.append(parent)
        if parent not in chain:  # no circle
            assert [places[id_] for id_ in chain] == sorted((places[id_] for id_ in chain), reverse=True)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        (
            "r/space and /u/ada_b, not a/r/b or x.r/y",
            "[r/space](S/r/space) and [/u/ada_b](S/u/ada_b), not a/r/b or x.r/y",
        ),
        (
            "[r/x](/r/x) [w](https://x.example/r/x) https://x.example/u/a\\_b",
            "[r/x](S/r/x) [w](https://x.example/r/x) https://x.example/u/a_b",
        ),
        ("`r/code` and\n\n```\nr/code ^2\n```\nr/end", "`r/code` and\n\n```\nr/code ^2\n```\n[r/end](S/r/end)"),
        ("x^2 2^(10) a^b e^-n 1^st ^^tiny ^(two words) ^8 \\^no ^", "x² 2¹⁰ a^b e⁻ⁿ 1^st tiny two words 8 \\^no ^"),
        ('[hidden](/spoiler) [who](#s "it was Bo") >!new!<', ">!hidden!< who >!it was Bo!< >!new!<"),
        ("![gif](giphy|aB1|downsized) ![img](emote|t5_a|77) ![x](lost)", "[gif](https://giphy.com/gifs/aB1) :77: x"),
        ("a&#x200B;b\r\nc", "ab\nc"),
        ("see ^/u/ada ^[a](/b)", "see [/u/ada](S/u/ada) [a](S/b)"),
        ("code:\n\n    r/code\n\n    ^2\n\nr/end", "code:\n\n    r/code\n\n    ^2\n\n[r/end](S/r/end)"),
        ("> quoted\n\nmine | **b**", "> quoted\n\nmine | **b**"),
    ],
)
def test_the_dialect_becomes_markdown(text: str, markdown: str) -> None:
    assert reddit_to_markdown(text, {}) == markdown.replace("(S/", "(https://www.reddit.com/")


def test_entities_are_read_once() -> None:
    assert unescape("&amp;lt; &lt; &nbsp;") == "&lt; < &nbsp;"


DUMP = [
    submission(
        media_metadata={"m": {"s": {"u": "https://x.example/a.png"}}}, gallery_data={"items": [{"media_id": "m"}]}
    ),
    submission("abd", crosspost_parent_list=[submission()], poll_data={"options": [{"text": "a", "vote_count": 1}]}),
    comment("c1", "t3_abc", "r/a ^2 ![img](m) [a](/r/b)", _meta={"was_deleted_later": False}),
    comment("c2", "t1_c1", replies={"kind": "Listing", "data": {"children": []}}),
]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.tuples(*map(mutated, DUMP)), mutated({"data": {"children": [{"data": record} for record in DUMP]}}))
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, dump: Any, listing: Any) -> None:
    folder = tmp_path_factory.mktemp("reddit")
    files = {"RS_2020-01": lines(dump), "a.json": json.dumps(listing), "b.zst": packed("{" * 9)[:-1]}
    read_anyhow(folder, "reddit", files)
    shutil.rmtree(folder)


def test_an_export_is_imported_once_and_builds(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_files(tmp_path_factory.mktemp("reddit"), {"space.zst": packed(lines(DUMP))})
    report = import_into(project, folder / "space.zst")
    assert (report.format, report.threads, report.problems) == ("reddit", {Outcome.NEW: 2}, [])
    assert import_into(project, folder).threads == {Outcome.UNCHANGED: 2}
    assert project.build().problems == ()
