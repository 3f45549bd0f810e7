"""Mattermost's bulk exports: threads, conversations, private channels, attachments, and whatever is wrong with them.

No public export of a real server was found: the shapes are those of Mattermost's documentation and of the fixtures of
other importers.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.importers.mattermost.dialect import mattermost_to_markdown
from archiver.importers.store import Outcome
from tests.conftest import Project
from tests.importing import Files, import_into, mutated, read_anyhow, read_export, write_files

START = 1_600_000_000_000


def post(user: str, seconds: int, message: str, channel: str = "sky", **more: Any) -> dict[str, Any]:
    sent = {"team": "crew", "channel": channel, "user": user, "message": message, "create_at": START + seconds * 1000}
    return {"type": "post", "post": {**sent, "reactions": None, "replies": None, **more}}


def reply(user: str, seconds: int, message: str, **more: Any) -> dict[str, Any]:
    return {"user": user, "message": message, "create_at": START + seconds * 1000, **more}


ABOUT: list[Any] = [
    {"type": "version", "version": 1},
    {"type": "team", "team": {"name": "crew", "display_name": "The crew", "type": "O"}},
    {"type": "channel", "channel": {"team": "crew", "name": "sky", "display_name": "Sky", "type": "O"}},
    {"type": "channel", "channel": {"team": "crew", "name": "cellar", "display_name": "Cellar", "type": "P"}},
    {"type": "user", "user": {"username": "ada", "first_name": "Ada", "last_name": "Lund", "nickname": ""}},
    {"type": "user", "user": {"username": "bo", "nickname": ""}},
]
REACTIONS = [{"user": "bo", "create_at": 1, "emoji_name": "+1"}, {"user": "ada", "emoji_name": "our_owl"}]
RECORDS: list[Any] = [
    *ABOUT,
    post("bo", 5, "Soon", edit_at=START + 9000, attachments=[{"path": "up/map.png"}]),
    post("bo", 0, "When is it?", replies=[reply("ada", -9, "Why?", reactions=REACTIONS), reply("bo", 90, "So")]),
    post("ada", 7, "one", is_pinned=True),
    post("ada", 7, "two"),
    post("ada", 8, "ada joined", type="system_join_channel"),
    post("ada", 90_000, "later"),
    post("ada", 3, "hidden", "cellar"),
    {"type": "direct_post", "direct_post": {"channel_members": ["bo", "ada"], **reply("bo", 1, "you")}},
    {"type": "emoji", "emoji": {"name": "our_owl", "image": "x.png"}},
]


def lines(records: list[Any]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def export(records: list[Any]) -> Files:
    return {"import.jsonl": lines(records), "data/up/map.png": b"png"}


def test_posts_with_replies_are_threads(tmp_path: Path) -> None:
    read = read_export(tmp_path, export(RECORDS))
    launch, talk, later = read.threads
    assert (launch.id, launch.site, launch.board) == (f"{START}.bo", "mattermost/crew\nsky", ("The crew", "Sky"))
    assert [item.body for item in launch.posts] == ["When is it?", "Why?", "So"]
    assert [item.reply_to for item in launch.posts] == [None, f"{START}.bo", f"{START}.bo"]
    assert launch.posts[1].reactions == (("👍", 1), (":our_owl:", 1))
    assert [item.author for item in launch.posts] == ["bo", "Ada Lund (ada)", "bo"]
    assert [item.body for item in talk.posts] == ["Soon", "one", "two"]
    assert [item.id for item in talk.posts][1:] == [f"{START + 7000}.ada", f"{START + 7000}.ada-2"]
    assert talk.posts[0].edited is not None
    assert talk.posts[1].pinned
    assert [file.read() for file in talk.posts[0].attachments if file.read] == [b"png"]
    assert later.id == f"c{START + 90_000_000}.ada"
    assert read.context.skipped == {
        "joins": 1,
        "posts of private channels and messages (--set private=yes takes them)": 2,
        "records that are no posts (roles, emoji, bots, settings)": 2,
    }
    assert read.problems == []


def test_private_channels_are_taken_if_wished(tmp_path: Path) -> None:
    boards = [thread.board for thread in read_export(tmp_path, export(RECORDS), private="yes").threads]
    assert ("The crew", "private channels", "Cellar") in boards
    assert ("direct messages", "Ada Lund (ada), bo") in boards


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    wrong = [*ABOUT, {"type": "post", "post": {"message": "x"}}, 3]
    read = read_export(tmp_path, {"a.jsonl": lines(wrong) + "{\n" + lines([post("bo", 0, "good")])})
    assert read.bodies == ["good"]
    assert [problem.rpartition(": warning")[0] for problem in read.problems] == ["a.jsonl:7", "a.jsonl:9"]


@pytest.mark.parametrize(
    ("message", "markdown"),
    [
        ("a\n- b\n  c\nd", "a\n\n- b\n  c\n\nd"),
        ("@bo :smile: `:smile:` :our_owl: 10:30:20", "@bo 😄 `:smile:` :our_owl: 10:30:20"),
        ("x\n```py\n# :smile:\n\n<b>\n```\ny <b>", "x\n\n```py\n# :smile:\n\n<b>\n```\n\ny \\<b>"),
        ("> a\nb", "> a\n\nb"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"),
    ],
)
def test_a_message_becomes_markdown(message: str, markdown: str) -> None:
    assert mattermost_to_markdown(message) == markdown


@given(st.data())
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("mattermost")
    records = "".join(json.dumps(data.draw(mutated(record))) + "\n" for record in RECORDS[1:])
    read_anyhow(folder, "mattermost", {"a.jsonl": lines(RECORDS[:1]) + records})
    shutil.rmtree(folder)


def test_an_export_is_imported_once_and_builds(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_files(tmp_path_factory.mktemp("mattermost"), export(RECORDS))
    report = import_into(project, folder)
    assert (report.format, report.threads, report.problems) == ("mattermost", {Outcome.NEW: 3}, [])
    assert report.attachments == 1
    assert import_into(project, folder).threads == {Outcome.UNCHANGED: 3}
    assert project.build().problems == ()


def test_replies_in_private_channels_are_counted_as_left_out(tmp_path: Path) -> None:
    reply = {"user": "bo", "message": "no", "create_at": START + 1}
    post = {"team": "t", "channel": "p", "user": "ada", "message": "a", "create_at": START, "replies": [reply]}
    channel = {"team": "t", "name": "p", "display_name": "P", "type": "P"}
    records = [
        {"type": "version", "version": 1},
        {"type": "channel", "channel": channel},
        {"type": "post", "post": post},
    ]
    read = read_export(tmp_path, {"import.jsonl": lines(records)})
    assert read.threads == []
    assert read.context.skipped["posts of private channels and messages (--set private=yes takes them)"] == 2
