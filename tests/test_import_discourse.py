"""The importer of Discourse: the shapes that exports have, and that no input stops it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archiver.bodies import MarkdownOptions, parse_body
from archiver.importers.containers import open_source
from archiver.importers.discourse.bracket_quotes import mark_bracket_quotes
from archiver.importers.discourse.reading import Discourse
from archiver.importers.importer import CERTAIN, LIKELY, NO, ImportContext
from archiver.importers.store import Outcome
from archiver.importers.threads import ImportedThread
from archiver.model import BodyFormat, Quote, own_words
from tests.conftest import Project
from tests.importing import confidence_of, import_into, mutated, read_place, write_files

GIF = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")


def post(number: int, **values: Any) -> dict[str, Any]:
    return {
        "id": 100 + number,
        "topic_id": 7,
        "topic_slug": "belts",
        "post_number": number,
        "post_type": 1,
        "username": "ada",
        "name": "Ada L.",
        "avatar_template": "/user_avatar/forum.example/ada/{size}/1.png",
        "created_at": f"2020-01-0{number}T10:00:00.123Z",
        "updated_at": f"2020-01-0{number}T11:00:00.456Z",
        "version": 1,
        "cooked": f"<p>Post {number}.</p>",
        "reply_to_post_number": None,
    } | values


def topic(*posts: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "title": "Belts & braces",
        "slug": "belts",
        "posts_count": len(posts),
        "category_id": 3,
        "tags": ["moon", {"id": 2, "name": "sun"}],
        "closed": False,
        "views": 12,
        "like_count": 5,
        "archetype": "regular",
        "post_stream": {"posts": list(posts), "stream": [found["id"] for found in posts]},
    } | values


def read_one(folder: Path, files: dict[str, Any]) -> tuple[ImportedThread, ImportContext]:
    threads, context = read_place(Discourse(), write_files(folder, files))
    (thread,) = threads
    return thread, context


def test_a_topic_has_all_that_the_api_says(tmp_path: Path) -> None:
    posts = (
        post(1, raw="Look: **this**", version=3, actions_summary=[{"id": 2, "count": 4}, {"id": 3}]),
        post(
            2,
            username="bo",
            name="bo",
            reply_to_post_number=1,
            reactions=[{"id": "+1", "count": 2}, {"id": "ship", "count": 1}, {"id": "x"}],
        ),
        post(3, accepted_answer=True, hidden=True, wiki=True),
    )
    categories = {
        "category_list": {
            "categories": [
                {"id": 2, "name": "Space", "topic_count": 1},
                {"id": 3, "name": "Moon", "parent_category_id": 2, "topic_count": 1},
            ]
        }
    }
    thread, context = read_one(
        tmp_path / "e", {"t/7.json": topic(*posts, closed=True, pinned=True), "categories.json": categories}
    )
    assert (thread.id, thread.site, thread.title, thread.slug) == ("7", "forum.example", "Belts & braces", "belts")
    assert thread.board == ("Space", "Moon")
    assert thread.url == "https://forum.example/t/belts/7"
    assert thread.tags == ("moon", "sun")
    assert (thread.closed, thread.pinned, thread.solved, thread.views) == (True, True, True, 12)
    assert thread.extra == {"likes": "5"}
    assert thread.claimed_posts == 3
    first, second, third = thread.posts
    assert (first.id, first.author, first.body, first.format) == ("1", "ada", "Look: **this**", BodyFormat.MARKDOWN)
    assert first.date is not None
    assert first.date.iso == "2020-01-01T10:00:00+00:00"
    assert first.edited is not None
    assert first.edited.iso == "2020-01-01T11:00:00+00:00"
    assert (first.reactions, first.extra) == ((("❤️", 4),), {"name": "Ada L."})
    assert first.url == "https://forum.example/t/belts/7/1"
    assert (second.reply_to, second.edited, second.reactions, second.extra) == ("1", None, (("👍", 2), ("🚢", 1)), {})
    assert (second.body, second.format) == ("<p>Post 2.</p>", BodyFormat.HTML)
    assert third.accepted
    assert third.extra == {"name": "Ada L.", "hidden": "true", "wiki": "true"}
    assert context.problems == []


def test_parts_of_a_topic_are_merged_wherever_they_are(tmp_path: Path) -> None:
    stale = post(2, cooked="<p>Old.</p>", updated_at="2019-01-01T00:00:00Z", raw="Old, raw.")
    thread, _ = read_one(
        tmp_path / "e",
        {
            "a.json": {"post_stream": {"posts": [post(3), post(2)]}, "id": 7},
            "b.json": topic(post(1), posts_count=4),
            "c/3.json": post(3, raw="Three, *raw*."),
            "c/2.json": stale,
            "latest.json": {"topic_list": {"topics": [{"id": 9, "title": "Far", "posts_count": 3}]}},
            "posts.json": {"latest_posts": [post(4)]},
            "raw/belts-id7.md": "ada | 2020-01-01 10:00:00 UTC | #1\n\nOne, *raw*.\n",
        },
    )
    assert [found.id for found in thread.posts] == ["1", "2", "3", "4"]
    assert [found.body for found in thread.posts] == ["One, *raw*.", "Old, raw.", "Three, *raw*.", "<p>Post 4.</p>"]
    assert thread.posts[1].date is not None


def test_what_no_reader_saw_as_a_post_is_counted(tmp_path: Path) -> None:
    posts = (
        post(1),
        post(2, post_type=3, action_code="closed.enabled", cooked=""),
        post(3, post_type=4),
        post(4, deleted_at="2020-02-01T00:00:00Z", raw="Secret."),
        post(5, user_deleted=True, cooked="<p>(post deleted by author)</p>"),
    )
    private = topic(post(1, topic_id=8), id=8, archetype="private_message")
    removed = topic(post(1, topic_id=9), id=9, deleted_at="2020-02-01T00:00:00Z")
    thread, context = read_one(tmp_path / "e", {"7.json": topic(*posts), "8.json": private, "9.json": removed})
    assert [found.id for found in thread.posts] == ["1", "4", "5"]
    assert [found.deleted for found in thread.posts] == [False, True, True]
    assert thread.posts[1].body == ""
    assert thread.claimed_posts == 3
    assert context.skipped == {
        "small actions, as closed or pinned": 1,
        "whispers of the staff": 1,
        "private messages": 1,
        "posts of deleted topics": 1,
    }
    assert context.notes["deleted posts, kept without their text"] == 1


def test_the_claim_tells_that_the_export_lacks_posts(tmp_path: Path, project: Project) -> None:
    write_files(tmp_path / "e", {"7.json": topic(post(1), posts_count=57)})
    report = import_into(project, tmp_path / "e")
    (claim,) = report.claims
    assert (claim.title, claim.claimed, claim.arrived) == ("Belts & braces", 57, 1)


RAW = """# Belts

ada | 2019-10-19 23:24:16 UTC | #1

Some say:

-------------------------

not a header | 2019-10-19

-------------------------

bo b | 2019-10-20 00:00:00 UTC | #3

[quote="ada, post:1, topic:7"]
Some say:
[/quote]

bo b | 2019-10-19 23:24:16 UTC | #1

No.

-------------------------

"""


def test_raw_texts_are_split_where_a_rule_is_followed_by_a_header(tmp_path: Path) -> None:
    thread, context = read_one(tmp_path / "e", {"belts.7.md": RAW, "README.md": "# An archive\n"})
    assert (thread.id, thread.title, thread.site, thread.url) == ("7", "Belts", "e", None)
    assert [(found.id, found.author) for found in thread.posts] == [("1", "ada"), ("3", "bo b")]
    assert thread.posts[0].body.endswith("-------------------------\n\nnot a header | 2019-10-19")
    assert thread.posts[1].body.endswith("#1\n\nNo.")
    assert context.skipped == {"texts without a post": 1}


RENDERED = """---
topic_id: 7
title: "Belts"
date: 2017-04-08
url: https://forum.example/t/7
---

# Belts: all of them

**Topic ID**: 7
**URL**: https://forum.example/t/belts/7

---

## Post #1 by @ada (2017-04-08 03:06 UTC)

<p>One.</p>
<pre>
## Post #2 by @eve (2017-04-08 03:06 UTC)
</pre>

---

## Post #2 by @bo (2017-04-08 04:52 UTC)

<p>Two.</p>

---
"""


def test_rendered_topics_are_read(tmp_path: Path) -> None:
    thread, _ = read_one(tmp_path / "e", {"2017/belts-id7.md": RENDERED})
    assert (thread.id, thread.title, thread.site) == ("7", "Belts: all of them", "forum.example")
    assert [(found.author, found.format) for found in thread.posts] == [
        ("ada", BodyFormat.HTML),
        ("bo", BodyFormat.HTML),
    ]
    assert thread.posts[0].body.endswith("</pre>")
    assert thread.posts[1].body == "<p>Two.</p>"
    assert thread.url == "https://forum.example/t/belts/7"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("plain [quote]x[/quote]", BodyFormat.MARKDOWN),
        ("H<sub>2</sub>O", BodyFormat.MIXED),
        ("[b]bold[/b]", BodyFormat.HTML),
        ("`[b]bold[/b]`\n\n```\n<b>\n```\n", BodyFormat.MARKDOWN),
        ("[poll type=regular]\n* a\n[/poll]", BodyFormat.HTML),
    ],
)
def test_a_body_is_raw_if_its_markup_is_read(tmp_path: Path, raw: str, expected: BodyFormat) -> None:
    thread, _ = read_one(tmp_path / "e", {"7.json": topic(post(1, raw=raw))})
    assert thread.posts[0].format is expected


@pytest.mark.parametrize(
    ("cooked", "author", "quoted", "words"),
    [
        ("<p>[quote=“Ada, post:1”]Is it<br>\nfar?<br>\n[/quote]<br>\nYes.</p>", "Ada", "Is it far?", "Yes."),
        ('<p>[quote="A &amp; B"]</p>\n<ul><li>Io</li></ul>\n<p>far?[/quote]</p><p>No</p>', "A & B", "Io far?", "No"),
        ("<p>[QUOTE]Far?[/QUOTE]Yes.</p>", None, "Far?", "Yes."),
        ("<blockquote><p>[quote=Bo]Io[/quote]Far?</p></blockquote><p>Yes.</p>", None, "Far?", "Yes."),
    ],
)
def test_quotes_that_were_not_rendered_are_quotes(cooked: str, author: str | None, quoted: str, words: str) -> None:
    quote, said = parse_body(mark_bracket_quotes(cooked), BodyFormat.HTML, None, options=MarkdownOptions())
    assert isinstance(quote, Quote)
    assert (quote.attribution and quote.attribution.author) == author
    assert own_words(quote.blocks).split() == quoted.split()
    assert own_words((said,)).split() == words.split()


@pytest.mark.parametrize(
    "cooked", ["<p>[quote=a]b</p>", "<p>b[/quote]</p>", "<pre>[quote]b[/quote]</pre>", "<div>[quote]b</div>[/quote]"]
)
def test_what_is_no_pair_of_tags_stays(cooked: str, tmp_path: Path) -> None:
    thread, _ = read_one(tmp_path / "e", {"7.json": topic(post(1, cooked=cooked))})
    assert thread.posts[0].body == cooked


def test_emoji_are_characters(tmp_path: Path) -> None:
    raw = "Hi :wave:, :clap:t3: :ours: `:wave:` 10:30:20 https://x.example/:wave:/"
    cooked = (
        '<p><img src="/images/emoji/twitter/wave.png?v=12" title=":wave:" class="emoji" alt=":wave:" width="20">'
        '<img class="emoji emoji-custom" alt=":ours:"><img alt=":wave:"></p>'
    )
    thread, _ = read_one(tmp_path / "e", {"7.json": topic(post(1, raw=raw), post(2, cooked=cooked))})
    assert thread.posts[0].body == "Hi 👋, 👏🏼 :ours: `:wave:` 10:30:20 https://x.example/:wave:/"
    assert thread.posts[1].body == '<p>👋<img class="emoji emoji-custom" alt=":ours:"><img alt=":wave:"></p>'


def test_addresses_are_whole(tmp_path: Path) -> None:
    raw = '[a](/t/belts/7) `[a](/b)` <img src="/uploads/a.png"> ![b](//cdn.example/c.png) [c](www.x.example/d.pdf)'
    raw += " [e](8) [f](#g) [h](mailto:a) [i](<j.pdf>)"
    thread, _ = read_one(tmp_path / "e", {"7.json": topic(post(1, raw=raw))})
    site = "https://forum.example"
    assert thread.posts[0].body == (
        f'[a]({site}/t/belts/7) `[a](/b)` <img src="{site}/uploads/a.png"> ![b](//cdn.example/c.png) '
        f"[c](http://www.x.example/d.pdf) [e]({site}/t/belts/8) [f](#g) [h](mailto:a) [i](<{site}/t/belts/j.pdf>)"
    )
    files = {"7.md": "ada | 2019-10-19 23:24:16 UTC | #1\n\n[a](b.pdf)\n"}
    thread, context = read_one(tmp_path / "f", files)
    assert thread.posts[0].body == "[a](b.pdf)"
    assert context.notes == {"posts with addresses that --set url=https://… would make whole": 1}


def test_polls_keep_their_votes(tmp_path: Path) -> None:
    options = [{"html": "Yes, <b>now</b>", "votes": 3}, {"html": "No"}, {"votes": 1}]
    thread, _ = read_one(tmp_path / "e", {"7.json": topic(post(1, polls=[{"options": options}]))})
    assert thread.posts[0].extra["poll"] == "Yes, now 3, No"


def base62(digest: str) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    number, text = int(digest, 16), ""
    while number:
        number, digit = divmod(number, 62)
        text = digits[digit] + text
    return text


def test_uploads_that_the_export_has_are_shown(tmp_path: Path, project: Project) -> None:
    digest = hashlib.sha1(GIF).hexdigest()  # noqa: S324  as Discourse names its files
    raw = f"![a|1x1](upload://{base62(digest)}.gif)\n\n![b](/uploads/default/original/1X/b.gif)"
    files = {
        "7.json": topic(post(1, raw=raw)),
        f"uploads/default/original/1X/{digest}.gif": GIF,
        f"uploads/default/optimized/1X/{digest}_2_1x1.gif": b"smaller",
        "uploads/default/original/1X/b.gif": GIF + b";",
    }
    report = import_into(project, write_files(tmp_path / "e", files))
    assert (report.format, report.attachments) == ("discourse", 2)
    assert project.build().problems == ()
    page = next((project.root / "site").rglob("7-belts/index.html")).read_text()
    assert page.count("<img ") == 2


def test_exports_are_told_by_their_files(tmp_path: Path) -> None:
    for name, files, expected in (
        ("a", {"readme.txt": "x", "deep/7.json": topic(post(1))}, CERTAIN),
        ("b", {"posts/1.json": post(1)}, CERTAIN),
        ("c", {"7.md": RAW}, LIKELY),
        ("d", {"7.md": RENDERED}, LIKELY),
        ("e", {"7.json": {"a": 1}, "b.md": "# x"}, NO),
    ):
        assert confidence_of(Discourse(), write_files(tmp_path / name, files)) == expected
    write_files(tmp_path, {"stdin": topic(post(1))})
    assert confidence_of(Discourse(), tmp_path / "stdin") == CERTAIN
    assert len(read_place(Discourse(), tmp_path / "stdin")[0]) == 1


def test_an_export_is_imported_once(tmp_path: Path, project: Project) -> None:
    first = topic(post(1), post(2, reply_to_post_number=1))
    place = write_files(tmp_path / "e", {"7.json": first, "8.json": topic(post(1, topic_id=8), id=8)})
    assert import_into(project, place).threads == {Outcome.NEW: 2}
    assert import_into(project, place).threads == {Outcome.UNCHANGED: 2}
    write_files(tmp_path / "e", {"7.json": topic(*first["post_stream"]["posts"], post(3))})
    assert import_into(project, place).threads == {Outcome.UNCHANGED: 1, Outcome.CHANGED: 1}
    assert project.build().problems == ()


def test_damaged_files_are_problems_with_their_places(tmp_path: Path) -> None:
    files = {
        "7.json": topic(post(1)),
        "8.json": '{"post_stream": ',
        "9.json": b"\xff\xfe\x00",
        "deep.json": "[" * 100_000,
    }
    thread, context = read_one(tmp_path / "e", files)
    assert thread.id == "7"
    assert sorted(problem.path for problem in context.problems) == ["8.json", "9.json", "deep.json"]


def test_posts_without_their_topic_are_told_of_and_those_without_numbers_kept(tmp_path: Path) -> None:
    nameless = {"cooked": "<p>x</p>", "topic_id": 7}
    lost = {"post_stream": {"posts": [{"post_number": 4, "raw": "y"}]}}
    files = {"7.json": topic(post(1)), "a.json": [nameless, nameless], "b.json": lost}
    thread, context = read_one(tmp_path / "e", files)
    assert len(thread.posts) == 3
    problems = [(problem.path, problem.message) for problem in context.problems]
    assert problems == [
        ("b.json", f"left out: a {kind} that does not say which topic it is of") for kind in ("topic", "post")
    ]


EXPORT = [
    topic(
        post(1, raw="a"), post(2, polls=[{"options": [{"html": "x", "votes": 1}]}], reactions=[{"id": "a", "count": 1}])
    ),
    post(1, topic_id=8),
    {"category_list": {"categories": [{"id": 3, "name": "x", "topic_count": 1, "parent_category_id": 3}]}},
    {"topic_list": {"topics": [{"id": 7, "title": "x", "posts_count": 1}]}},
]


@settings(
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
@given(export=mutated(EXPORT))
def test_no_json_raises(tmp_path: Path, export: Any) -> None:
    read_place(Discourse(), write_files(tmp_path / "e", {"a.json": json.dumps(export)}))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(
        st.sampled_from([*RAW.split("\n"), *RENDERED.split("\n"), "| 2019-10-19 23:24:16 UTC | #1", "---"])
        | st.text(max_size=20)
    )
)
def test_no_text_raises(tmp_path: Path, lines: list[str]) -> None:
    read_place(Discourse(), write_files(tmp_path / "e", {"a.md": "\n".join(lines).encode("utf-8", "replace")}))


@pytest.mark.parametrize(
    "text",
    [
        "ada | 2019-10-19 23:24:16 UTC | #1\n" + "a | " * 100_000,
        "ada | 2019-10-19 23:24:16 UTC | #1\n" + "`" * 400_000,
        "ada | 2019-10-19 23:24:16 UTC | #1\n" + "<a " * 130_000 + "[/b" * 100_000,
        "ada | 2019-10-19 23:24:16 UTC | #1\n" + "-------------------------\n" * 20_000,
        "---\n" * 100_000,
        "ada | 2019-10-19 23:24:16 UTC | #1\n" + "//a/" * 100_000 + "upload://" * 50_000,
    ],
    ids=range(6),
)
def test_long_texts_are_read_in_linear_time(tmp_path: Path, text: str) -> None:
    place = write_files(tmp_path / "e", {"a.md": text, f"uploads/{'a' * 40}.gif": b""})
    with open_source(str(place), tmp_path / "temporary") as source:
        assert len(list(Discourse().read(source, ImportContext()))) == (not text.startswith("---"))
