"""Telegram Desktop's JSON: conversations, topics, texts, media, private chats, and whatever is wrong with them.

No public export of a whole chat was found: the shapes are those of samples in other parsers and of their documentation.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.importers.store import Outcome
from archiver.importers.telegram.entities import text_to_markdown
from tests.conftest import Project
from tests.importing import Files, import_into, mutated, read_anyhow, read_export, write_files

START = 1_614_592_800


def message(number: int, seconds: int, text: Any, name: str | None = "Ada", **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": "message",
        "date": "2021-03-01T11:00:00",
        "date_unixtime": str(START + seconds),
        "from": name,
        "from_id": f"user{name}",
        "text": text,
        **more,
    }


def service(number: int, seconds: int, action: str, **more: Any) -> dict[str, Any]:
    about = {"id": number, "type": "service", "date_unixtime": str(START + seconds), "actor": "Ada", "text": ""}
    return {**about, "action": action, **more}


def chat(messages: list[Any], name: str = "Rockets", kind: str = "public_supergroup", id_: int = 77) -> dict[str, Any]:
    return {"name": name, "type": kind, "id": id_, "messages": messages}


def test_chats_are_parted_by_replies_topics_and_pauses(tmp_path: Path) -> None:
    messages = [
        service(1, 0, "create_group"),
        message(2, 0, "When is the launch?"),
        service(3, 5, "topic_created", title="Heat shields"),
        message(4, 10, "Of what is it made?", "Bo", reply_to_message_id=3),
        message(5, 20, "Soon", "Bo", edited_unixtime=str(START + 60)),
        message(6, 100_000, "Is it cold up there?"),
        message(7, 100_010, "Cork, as ever.", reply_to_message_id=4),
        message(8, 100_020, "The launch was moved.", "Bo", reply_to_message_id=2),
        message(9, 100_030, "Very", None, from_id="user9"),
        service(10, 100_040, "pin_message", message_id=8),
        service(11, 100_050, "invite_members", members=["Cy"]),
    ]
    read = read_export(tmp_path, {"result.json": chat(messages)})
    launch, shields, cold = read.threads
    assert (launch.id, launch.site, launch.board) == ("c2", "telegram/77", ("Rockets",))
    assert [post.body for post in launch.posts] == ["When is the launch?", "Soon", "The launch was moved."]
    assert [post.reply_to for post in launch.posts] == [None, None, "2"]
    assert [post.pinned for post in launch.posts] == [False, False, True]
    assert launch.posts[1].edited is not None
    assert launch.posts[1].url == "https://t.me/c/77/5"
    assert (shields.id, shields.title) == ("t3", "Heat shields")
    assert [post.body for post in shields.posts] == ["Of what is it made?", "Cork, as ever."]
    assert [post.author for post in cold.posts] == ["Ada", "deleted account user9"]
    assert read.context.skipped == {
        "other events of chats (calls, new titles and photos)": 1,
        "beginnings of topics, whose names are titles": 1,
        "pins, which posts are marked with": 1,
        "joins": 1,
    }
    assert read.context.read == len(messages)
    assert read.problems == []


def test_media_polls_forwards_and_reactions(tmp_path: Path) -> None:
    poll = {"question": "Go?", "answers": [{"text": "Yes_", "voters": 2}, {"text": ["N", {"text": "o"}], "voters": 0}]}
    reactions = [{"type": "emoji", "count": 2, "emoji": "👍"}, {"type": "paid", "count": 1}]
    messages = [
        message(1, 0, "See", photo="photos/a.jpg", reactions=reactions),
        message(2, 1, "", file="(File not included.)", media_type="voice_message", forwarded_from="Cy_"),
        message(3, 2, "", file="stickers/s.webp", media_type="sticker", sticker_emoji="😄", via_bot="@bot"),
        message(4, 3, "", poll=poll),
        message(5, 4, "", location_information={"latitude": 1.5, "longitude": -2}, file="../../etc/passwd"),
        message(6, 5, "", contact_information={"first_name": "Dee", "last_name": "", "phone_number": "1"}),
    ]
    files: Files = {"x/result.json": chat(messages), "x/photos/a.jpg": b"jpg", "x/stickers/s.webp": b"webp"}
    posts = read_export(tmp_path, files).posts
    assert [post.body for post in posts] == [
        "See",
        "*forwarded from Cy\\_*\n\n*voice message, which the export lacks*",
        "*via @bot*\n\n*sticker: 😄*",
        "**Go?**\n\n- Yes\\_: 2\n- No: 0",
        "*location: 1.5, -2*\n\n*passwd, which the export lacks*",
        "*contact: Dee*",
    ]
    assert posts[0].reactions == (("👍", 2), ("⭐", 1))
    assert [file.read() for post in posts for file in post.attachments if file.read] == [b"jpg", b"webp"]


def test_private_chats_of_an_account_are_left_out(tmp_path: Path) -> None:
    chats = [
        chat([message(1, 0, "hi")], "Bo", "personal_chat", 5),
        {"type": "saved_messages", "id": 6, "messages": [message(1, 0, "note")]},
        chat([message(1, 0, "open")], id_=8),
    ]
    account = {"about": "x", "chats": {"about": "Here", "list": chats}, "left_chats": {"about": "y", "list": chats[2:]}}
    files: Files = {"result.json": json.dumps(account, indent=2)}
    read = read_export(tmp_path, files)
    assert [thread.site for thread in read.threads] == ["telegram/8", "telegram/8"]
    assert read.context.skipped == {"messages of private chats (--set private=yes takes them)": 2}
    everything = read_export(tmp_path, files, private="yes").threads
    assert [thread.board for thread in everything] == [("Bo",), ("saved messages",), ("Rockets",), ("Rockets",)]
    alone = read_export(tmp_path / "2", {"result.json": chats[0]}).threads
    assert [thread.url for thread in alone] == [None]


def test_people_with_one_name_are_told_apart(tmp_path: Path) -> None:
    messages = [message(1, 0, "a"), message(2, 1, "b", from_id="user2"), message(3, 2, "c", author="Di")]
    read = read_export(tmp_path, {"result.json": chat(messages)})
    assert [post.author for post in read.posts] == ["Ada", "Ada (user2)", "Di (Ada)"]


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    wrong = [message(1, 0, "one"), 3, {"id": "x"}, {"id": 4, "type": "message"}]
    cut = json.dumps(chat([message(1, 0, "one"), message(2, 1, "two")]))[:-30]
    read = read_export(tmp_path, {"a.json": chat(wrong), "b.json": cut})
    assert read.bodies == ["one", "one"]
    assert [problem.partition(":")[0] for problem in read.problems] == ["a.json"] * 3 + ["b.json"]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a_b *c*\n# d", "a_b \\*c\\*\\\n\\# d"),
        ([{"type": "bold", "text": "a\nb"}, " c"], "**a**\\\n**b** c"),
        ([{"type": "text_link", "text": "a]", "href": "https://x.example/(b"}], "[a\\]](https://x.example/%28b)"),
        ([{"type": "link", "text": "x.example/b"}], "[x.example/b](https://x.example/b)"),
        ([{"type": "mention", "text": "@ada_l"}, " ", {"type": "hashtag", "text": "#a"}], "@ada_l #a"),
        ([{"type": "mention_name", "text": "Bo_", "user_id": 8}], "Bo\\_"),
        ([{"type": "pre", "text": "x = 1", "language": "py"}, "y"], "```py\nx = 1\n```\n\ny"),
        (["a\n", {"type": "blockquote", "text": "b\nc"}, "\nd"], "a\n\n> b\\\n> c\n\nd"),
        ([{"type": "spoiler", "text": "end"}, {"type": "code", "text": "a`"}], "||end||`` a` ``"),
        ([{"type": "custom_emoji", "text": "🚀", "document_id": "x"}], "🚀"),
        ([3, None, {"text": 4}], "4"),
    ],
)
def test_a_text_becomes_markdown(text: Any, markdown: str) -> None:
    assert text_to_markdown({"text": text}) == markdown


EXPORT = chat(
    [
        message(1, 0, ["a ", {"type": "bold", "text": "b"}], photo="photos/a.jpg"),
        service(2, 1, "topic_created", title="T"),
        message(3, 2, "c", reply_to_message_id=2, reactions=[{"type": "emoji", "emoji": "x", "count": 1}]),
        message(4, 90_000, "d", reply_to_message_id=1),
        message(5, 90_000, "e", poll={"question": "q", "answers": [{"text": "t", "voters": 1}]}),
    ]
)


@given(st.data(), st.integers(0, 2**32))
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, cut: int) -> None:
    folder = tmp_path_factory.mktemp("telegram")
    whole = json.dumps({"chats": {"about": "x", "list": [EXPORT]}}, indent=2).encode()
    files: Files = {"a.json": data.draw(mutated(EXPORT).map(json.dumps)), "b.json": whole[: cut % len(whole)]}
    read_anyhow(folder, "telegram", files)
    shutil.rmtree(folder)


def test_an_export_is_imported_once_and_builds(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_files(tmp_path_factory.mktemp("telegram"), {"result.json": EXPORT, "photos/a.jpg": b"\xff\xd8"})
    report = import_into(project, folder)
    assert (report.format, report.threads, report.problems) == ("telegram", {Outcome.NEW: 2}, [])
    assert report.attachments == 1
    assert import_into(project, folder).threads == {Outcome.UNCHANGED: 2}
    assert project.build().problems == ()
