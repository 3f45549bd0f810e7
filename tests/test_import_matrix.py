"""Rooms of Matrix in Element's JSON: edits, reactions, deletions, replies, threads, media, and whatever is wrong.

No public export was found: the shapes are those of Element's exporter and of Matrix's specification.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.importers.store import Outcome
from archiver.model import BodyFormat
from tests.conftest import Project
from tests.importing import Files, import_into, mutated, read_anyhow, read_export, write_files

START = 1_600_000_000_000
ADA, BO = "@ada:x.example", "@bo:x.example"


def event(number: int, seconds: int, content: Any, sender: str = ADA, kind: str = "m.room.message") -> dict[str, Any]:
    about = {"event_id": f"${number}", "sender": sender, "type": kind, "room_id": "!r:x.example"}
    return {**about, "content": content, "origin_server_ts": START + seconds * 1000, "unsigned": {"age": 1}}


def text(body: str, **more: Any) -> dict[str, Any]:
    return {"msgtype": "m.text", "body": body, **more}


def reply(number: int) -> dict[str, Any]:
    return {"m.relates_to": {"m.in_reply_to": {"event_id": f"${number}"}}}


def relation(kind: str, number: int, **more: Any) -> dict[str, Any]:
    return {"m.relates_to": {"rel_type": kind, "event_id": f"${number}", **more}}


def room(events: list[Any]) -> dict[str, Any]:
    return {"room_name": "Sky", "room_creator": "Ada", "topic": "", "export_date": "x", "messages": events}


HTML = {"format": "org.matrix.custom.html"}
MEMBERS = [
    event(1, 0, {"membership": "join", "displayname": "Ada_"}, kind="m.room.member"),
    event(2, 0, {"membership": "leave"}, BO, kind="m.room.member"),
    event(3, 0, {"topic": "x"}, kind="m.room.topic"),
]
QUOTED = "<mx-reply><blockquote>a</blockquote></mx-reply>No, <b>warm</b>"
EVENTS = [
    *MEMBERS,
    event(4, 1, text("Is it *cold*?\n# up")),
    event(5, 2, text("> <@ada:x.example> Is it\n\nNo, warm", formatted_body=QUOTED, **HTML, **reply(4)), BO),
    event(6, 3, text("a thread")),
    event(7, 4, text("in it", **relation("m.thread", 6, is_falling_back=True, **reply(6)["m.relates_to"])), BO),
    event(8, 5, text("> <@ada:x.example> a\n> b\n\nplain", **reply(4))),
    event(9, 6, text("* fixed", **{"m.new_content": text("fixed"), **relation("m.replace", 8)})),
    event(10, 7, relation("m.annotation", 8, key="👍"), BO, "m.reaction"),
    event(11, 8, text("bad")),
    {**event(12, 9, {}, kind="m.room.redaction"), "redacts": "$11"},
    event(13, 10, {"msgtype": "m.emote", "body": "waves"}),
    event(14, 11, {"msgtype": "m.image", "body": "map.png", "url": "mxc://x/1", "info": {"mimetype": "image/png"}}),
    event(15, 12, {"msgtype": "m.file", "body": "See", "filename": "plan.pdf"}),
    event(16, 99_000, {"algorithm": "m.megolm"}, kind="m.room.encrypted"),
    event(17, 99_000, text("later")),
]


def test_a_room_is_parted_and_its_messages_are_as_they_were_last(tmp_path: Path) -> None:
    files: Files = {"x/export.json": room(EVENTS), "x/images/map-2020-09-13 at 12.26.51.png": b"png"}
    read = read_export(tmp_path, files)
    talk, thread, later = read.threads
    assert (talk.id, talk.site, talk.board) == ("c$4", "matrix/!r:x.example", ("Sky",))
    assert [post.body for post in talk.posts] == [
        "Is it \\*cold\\*?\\\n\\# up",
        "No, <b>warm</b>",
        "fixed",
        "*Ada\\_* waves",
        "",
        "See\n\n*plan.pdf, which the export lacks*",
    ]
    assert [post.reply_to for post in talk.posts][:3] == [None, "$4", "$4"]
    assert [post.author for post in talk.posts][:2] == ["Ada_", BO]
    assert talk.posts[1].format is BodyFormat.HTML
    assert talk.posts[2].reactions == (("👍", 1),)
    assert talk.posts[2].edited is not None
    assert talk.posts[0].url == "https://matrix.to/#/!r:x.example/$4"
    assert [file.read() for file in talk.posts[4].attachments if file.read] == [b"png"]
    assert [post.body for post in thread.posts] == ["a thread", "in it"]
    assert [post.body for post in later.posts] == ["later"]
    assert read.context.skipped == {
        "joins and changes of names": 1,
        "leaves": 1,
        "other events of rooms": 1,
        "messages that were deleted": 1,
        "messages that could not be decrypted": 1,
    }
    assert read.problems == []


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    wrong = room([event(4, 0, text("one")), 3, {"type": "m.room.message", "content": text("x")}])
    cut = json.dumps(room([event(4, 0, text("one")), event(5, 0, text("two"))]))[:-40]
    read = read_export(tmp_path, {"a.json": wrong, "b.json": cut})
    assert read.bodies == ["one", "one"]
    assert [problem.partition(":")[0] for problem in read.problems] == ["a.json", "a.json", "b.json"]


@given(st.data(), st.integers(0, 2**32))
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, cut: int) -> None:
    folder = tmp_path_factory.mktemp("matrix")
    whole = json.dumps(room(EVENTS)).encode()
    start = whole[: whole.index(b"[") + 1]
    events = ",".join(json.dumps(data.draw(mutated(item))) for item in EVENTS).encode()
    read_anyhow(folder, "matrix", {"a.json": start + events + b"]}", "b.json": whole[: cut % len(whole)]})
    shutil.rmtree(folder)


def test_an_export_is_imported_once_and_builds(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_files(tmp_path_factory.mktemp("matrix"), {"export.json": room(EVENTS)})
    report = import_into(project, folder)
    assert (report.format, report.threads, report.problems) == ("matrix", {Outcome.NEW: 3}, [])
    assert import_into(project, folder).threads == {Outcome.UNCHANGED: 3}
    assert project.build().problems == ()
