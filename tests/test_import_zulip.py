"""Zulip's exports: topics, quotes with their posts, mentions, uploads, private channels, and whatever is wrong.

The shapes of zulip-archive are those of public archives; no public organisation's export was found, so its shape is
that of Zulip's own exporter.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.bodies import MarkdownOptions, parse_body
from archiver.importers.store import Outcome
from archiver.importers.zulip.dialect import Realm, zulip_to_markdown
from archiver.model import BodyFormat, Quote
from tests.conftest import Project
from tests.importing import Files, import_into, mutated, read_anyhow, read_export, write_files

URL = "https://chat.example"
SPAN = '<span class="user-mention silent" data-user-id="7">Ada Lund</span>'
FIRST = {"id": 11, "sender_full_name": "Ada Lund", "timestamp": 1_600_000_000, "content": "<p>Is it cold?</p>"}
SECOND = {
    "id": 12,
    "sender_full_name": "Bo",
    "timestamp": 1_600_000_060,
    "content": f'<p>{SPAN} <a href="#narrow/stream/5-sky/topic/the.20moon/near/11">said</a>:</p>\n'
    '<blockquote>\n<p>Is it cold?</p>\n</blockquote>\n<p>Yes <span aria-label="+1" class="emoji emoji-1f44d" '
    'role="img" title="+1">:+1:</span> <img alt=":our_owl:" class="emoji" src="/user_avatars/1/owl.png" title="owl">'
    '<a href="/user_uploads/1/a/map.png">map</a><img src="/user_uploads/thumbnail/1/a/map.png/840x560.webp"></p>',
}
THIRD = {"id": 13, "sender_full_name": "Cy <x>", "timestamp": 1_600_000_120, "content": "<p>/me waves</p>"}
INDEX = {
    "streams": {"the sky-1": {"id": 5, "latest_id": 13, "topic_data": {"the moon": {"size": 2, "latest_date": 1}}}}
}
ARCHIVE: Files = {
    "zulip_json/stream_index.json": INDEX,
    "zulip_json/5-the-sky-1/the.20moon.json": [FIRST, SECOND],
    "zulip_json/5-the-sky-1/.E2.9C.94.20The.20moon.json": [SECOND, THIRD],
}


def test_topics_of_an_archive_are_threads(tmp_path: Path) -> None:
    read = read_export(tmp_path, ARCHIVE, url=URL)
    (thread,) = read.threads
    assert (thread.id, thread.title, thread.board, thread.solved) == ("5/the moon", "The moon", ("the sky-1",), True)
    assert (thread.format, thread.claimed_posts, thread.site) == (BodyFormat.HTML, 2, "zulip/chat.example")
    assert thread.url == f"{URL}/#narrow/channel/5-the-sky-1/topic/.E2.9C.94.20The.20moon"
    assert [post.author for post in thread.posts] == ["Ada Lund", "Bo", "Cy <x>"]
    assert read.context.notes["messages that were there twice"] == 1
    assert "Yes 👍 :our_owl:" in read.bodies[1]
    assert f'href="{URL}/user_uploads/1/a/map.png"' in read.bodies[1]
    assert f'src="{URL}/user_uploads/1/a/map.png"' in read.bodies[1]
    assert read.bodies[2] == "<p><em>Cy &lt;x&gt;</em> waves</p>"
    blocks = parse_body(read.bodies[1], BodyFormat.HTML, None, options=MarkdownOptions())
    quote = next(block for block in blocks if isinstance(block, Quote))
    assert quote.attribution is not None
    assert (quote.attribution.author, quote.attribution.post_id) == ("Ada Lund", "11")
    assert read.problems == []


def test_an_archive_with_uploads_and_many_other_files(tmp_path: Path, project: Project) -> None:
    others = {f"stream/5-the-sky-1/topic/{number}.html": b"<p>" for number in range(250)}
    uploads = {"user_uploads/1/a/map.png": b"\x89PNG\r\n\x1a\n"}
    files = {f"repository/{name}": value for name, value in {**ARCHIVE, **others, **uploads}.items()}
    read = read_export(tmp_path, files)
    (thread,) = read.threads
    assert [(file.name, file.content_id) for file in thread.posts[1].attachments] == [("map.png", "1/a/map.png")]
    assert 'src="cid:1/a/map.png"' in read.bodies[1]
    assert import_into(project, tmp_path / "export").threads == {Outcome.NEW: 1}
    [written] = (project.root / "content").rglob("*map*.png")
    [source] = (project.root / "content").rglob("*.md")
    assert f'src="{written.relative_to(source.parent).as_posix()}"' in source.read_text(encoding="utf-8")


def test_an_archive_without_index_and_url(tmp_path: Path) -> None:
    files = {"a/7-old-sky/x.2Ey.json": [FIRST, SECOND, 3, {"id": "z"}], "a/7-old-sky/bad.json": '[{"id": 1, "content'}
    read = read_export(tmp_path, files)
    (thread,) = read.threads
    assert (thread.title, thread.board, thread.claimed_posts, thread.url) == ("x.y", ("old sky",), None, None)
    assert read.context.notes == {"posts with addresses that --set url=https://… would make whole": 1}
    assert len(read.problems) == 3


REALM = {
    "zerver_realm": [{"id": 3, "string_id": "rockets", "name": "Rockets"}],
    "zerver_userprofile": [{"id": 7, "full_name": "Ada Lund"}, {"id": 8, "full_name": "Bo"}],
    "zerver_userprofile_crossrealm": [{"id": 9, "full_name": "Bo"}],
    "zerver_stream": [{"id": 5, "name": "sky", "invite_only": False}, {"id": 6, "name": "secret", "invite_only": True}],
    "zerver_recipient": [
        {"id": 50, "type": 2, "type_id": 5},
        {"id": 60, "type": 2, "type_id": 6},
        {"id": 70, "type": 1, "type_id": 7},
    ],
    "zerver_reaction": [
        {"message": 11, "emoji_name": "+1", "emoji_code": "1f44d", "reaction_type": "unicode_emoji"},
        {"message": 11, "emoji_name": "+1", "emoji_code": "1f44d", "reaction_type": "unicode_emoji"},
        {"message": 11, "emoji_name": "our_owl", "emoji_code": "4", "reaction_type": "realm_emoji"},
    ],
}
SAID = "@_**Ada Lund|7** [said](https://rockets.zulipchat.com/#narrow/channel/5-sky/topic/the.20moon/near/11):"


def sent(id_: int, content: str, recipient: int = 50, sender: int = 8, **more: Any) -> dict[str, Any]:
    date = 1_600_000_000.25 + id_
    about = {"id": id_, "sender": sender, "recipient": recipient, "subject": "the moon", "date_sent": date}
    return {**about, "content": content, **more}


MESSAGES = [
    sent(12, f"{SAID}\n```quote\nIs it `cold`?\n```\nYes\n[map](/user_uploads/3/ab/map.png)"),
    sent(13, "/me waves @**Ada Lund** :tada:", last_edit_time=1_600_000_500.5, sender=9),
    sent(14, "hidden", 60),
    sent(15, "to you", 70),
]
ORGANISATION: Files = {
    "export/realm.json": REALM,
    "export/attachment.json": {"zerver_attachment": [{"id": 1, "path_id": "3/ab/map.png", "messages": [12]}]},
    "export/messages-000001.json": {"zerver_message": MESSAGES, "zerver_usermessage": []},
    "export/messages-000002.json": {"zerver_message": [sent(11, "Is it `cold`?", sender=7)]},
    "export/uploads/3/ab/map.png": b"\x89PNG",
}


def test_an_organisation(tmp_path: Path) -> None:
    read = read_export(tmp_path, ORGANISATION)
    (thread,) = read.threads
    assert (thread.id, thread.site, thread.title, thread.board) == ("5/the moon", "zulip/3", "the moon", ("sky",))
    assert [post.id for post in thread.posts] == ["11", "12", "13"]
    assert [post.author for post in thread.posts] == ["Ada Lund", "Bo (8)", "Bo (9)"]
    assert thread.posts[0].reactions == (("👍", 2), (":our_owl:", 1))
    assert thread.posts[2].edited is not None
    assert thread.posts[2].body == "*Bo (9)* waves @Ada Lund 🎉"
    url = "https://rockets.zulipchat.com/user_uploads/3/ab/map.png"
    assert thread.posts[1].body == (
        f'[quote="Ada Lund" post_id=11]\n\nIs it `cold`?\n\n[/quote]\n\nYes\\\n[map]({url})'
    )
    (file,) = thread.posts[1].attachments
    assert (file.address, file.is_in_body, file.read and file.read()) == (url, True, b"\x89PNG")
    assert read.context.skipped == {
        "direct messages": 1,
        "messages of private channels (--set private=yes takes them)": 1,
    }
    assert read.problems == []
    private = read_export(tmp_path / "2", ORGANISATION, private="yes")
    assert [thread.board for thread in private.threads] == [("sky",), ("secret",)]


@pytest.mark.parametrize(
    ("content", "markdown"),
    [
        ("a\n- b\n  c\n\n# d\ne", "a\n\n- b\n  c\n\n# d\n\ne"),
        ("@*crew* @_**Bo** @**all** `@**Bo**`", "@crew Bo @all `@**Bo**`"),
        ("@_**Bo|8** [said](https://chat.example/x):\n> a", "@Bo [said](https://chat.example/x):\n\n> a"),
        ("see #**sky** #**no>x y@3**", "see [#sky](https://chat.example/#narrow/channel/5-sky) #no > x y"),
        (
            "#**sky>x.y@3**",
            "[#sky > x.y](https://chat.example/#narrow/channel/5-sky/topic/x.2Ey/near/3)",
        ),
        ("<time:2020-01-02T03:04:05Z> <b>", "2020-01-02 03:04 UTC \\<b>"),
        ("```py\n# @**Bo**\n\n```\nx", "```py\n# @**Bo**\n\n```\n\nx"),
        ("~~~~quote\na\n```\nb\n```\n~~~~", "~~~~quote\n\na\n\n```\nb\n```\n~~~~"),
        ("```spoiler The end\n:our_owl:", "```spoiler The end\n\n:our_owl:\n\n```"),
        ("|a|b|\n|-|-|\n|1|2|", "|a|b|\n|-|-|\n|1|2|"),
        ("x\n\n    code", "x\n\n    code"),
    ],
)
def test_content_becomes_markdown(content: str, markdown: str) -> None:
    assert zulip_to_markdown(content, Realm(URL, {"sky": "5"})) == markdown


def test_quotes_in_quotes_name_their_posts() -> None:
    inner = SAID.replace("Ada Lund", "Bo").replace("/11", "/10")
    body = zulip_to_markdown(f"{SAID}\n````quote\n{inner}\n```quote\nin\n```\nout\n````\nend", Realm("", {}))
    (outer, _) = parse_body(body, BodyFormat.MARKDOWN, None, options=MarkdownOptions())
    assert isinstance(outer, Quote)
    nested = outer.blocks[0]
    assert isinstance(nested, Quote)
    found = [quote.attribution.post_id for quote in (outer, nested) if quote.attribution]
    assert found == ["11", "10"]


@given(st.text(alphabet="ab *_~`>()]#-+=|!\\1.\n\t@:<").filter(lambda content: "```" not in content))
def test_all_letters_of_a_content_stay(content: str) -> None:
    written = zulip_to_markdown(content, Realm("", {}))
    assert [char for char in written if char in "ab"] == [char for char in content if char in "ab"]


@given(st.data(), st.integers(0, 2**32))
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, cut: int) -> None:
    folder = tmp_path_factory.mktemp("zulip")
    topics = json.dumps([FIRST, SECOND, THIRD]).encode()
    organisation = {
        "realm.json": data.draw(mutated(REALM).map(json.dumps)),
        "messages-000001.json": data.draw(mutated({"zerver_message": MESSAGES}).map(json.dumps)),
    }
    read_anyhow(folder / "1", "zulip", organisation)
    archive = {
        "stream_index.json": data.draw(mutated(INDEX).map(json.dumps)),
        "5-a/b.json": data.draw(mutated([FIRST, SECOND]).map(json.dumps)),
        "5-a/c.json": topics[: cut % len(topics)],
    }
    read_anyhow(folder / "2", "zulip", archive)
    shutil.rmtree(folder)


def test_exports_are_imported_once_and_build(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    for number, files in enumerate((ARCHIVE, ORGANISATION)):
        folder = write_files(tmp_path_factory.mktemp(f"zulip{number}"), files)
        settings = {"url": URL} if number == 0 else {}
        report = import_into(project, folder, settings=settings)
        assert (report.format, report.threads, report.problems) == ("zulip", {Outcome.NEW: 1}, [])
        assert import_into(project, folder, settings=settings).threads == {Outcome.UNCHANGED: 1}
    assert project.build().problems == ()
