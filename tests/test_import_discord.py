"""DiscordChatExporter's JSON: conversations, threads, partitions, texts, media, and whatever is wrong with them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archiver.bodies import MarkdownOptions, parse_body
from archiver.importers.discord.dialect import Names, discord_to_markdown
from archiver.importers.store import Outcome
from archiver.model import Block, BodyFormat, Quote
from tests.conftest import Project
from tests.importing import import_into, mutated, read_anyhow, read_export, write_files

ADA = {"id": "11", "name": "ada", "discriminator": "0000", "nickname": "Ada", "isBot": False}
BO = {"id": "12", "name": "bo", "discriminator": "0000", "nickname": "Bo_", "isBot": False}
START = 300_000_000_000_000_000


def message(number: int, time: str, content: str, author: dict[str, Any] = ADA, **more: Any) -> dict[str, Any]:
    return {
        "id": str(START + number),
        "type": "Default",
        "timestamp": f"2021-03-0{time}.250+00:00",
        "timestampEdited": None,
        "callEndedTimestamp": None,
        "isPinned": False,
        "content": content,
        "author": author,
        "attachments": [],
        "embeds": [],
        "stickers": [],
        "reactions": [],
        "mentions": [],
        "inlineEmojis": [],
        **more,
    }


def reply(number: int, time: str, content: str, answered: int, kind: str = "Default") -> dict[str, Any]:
    reference = {"type": kind, "messageId": str(START + answered), "channelId": "7", "guildId": "5"}
    return message(number, time, content, BO, type="Reply", reference=reference)


def channel(messages: list[Any], **more: Any) -> dict[str, Any]:
    about = {"id": "7", "type": "GuildTextChat", "categoryId": "6", "category": "Text", "name": "space", "topic": None}
    return {
        "guild": {"id": "5", "name": "Rockets", "iconUrl": "x"},
        "channel": {**about, **more},
        "dateRange": {"after": None, "before": None},
        "exportedAt": "2021-04-01T00:00:00+00:00",
        "messages": messages,
        "messageCount": len(messages),
    }


def test_channels_are_parted_by_replies_and_pauses(tmp_path: Path) -> None:
    messages = [
        message(1, "1T10:00:00", "When is the launch?"),
        message(2, "1T10:05:00", "Soon", BO, timestampEdited="2021-03-01T10:06:00+00:00", isPinned=True),
        message(3, "2T10:00:00", "Is it cold up there?"),
        reply(4, "2T10:01:00", "The launch was moved.", 1),
        message(5, "2T10:02:00", "Very"),
        {
            "id": str(START + 6),
            "type": "GuildMemberJoin",
            "timestamp": "2021-03-02T10:03:00+00:00",
            "content": "Joined",
        },
    ]
    read = read_export(tmp_path, {"Rockets - space [7].json": channel(messages)})
    launch, cold = read.threads
    assert (launch.id, launch.site, launch.board) == (f"c{START + 1}", "discord/5/7", ("Rockets", "space"))
    assert launch.title == "When is the launch?"
    assert [post.body for post in launch.posts] == ["When is the launch?", "Soon", "The launch was moved."]
    assert [post.reply_to for post in launch.posts] == [None, None, str(START + 1)]
    assert [post.author for post in launch.posts] == ["Ada", "Bo_", "Bo_"]
    soon = launch.posts[1]
    assert soon.pinned
    assert soon.edited is not None
    assert soon.date is not None
    assert soon.date.iso == "2021-03-01T10:05:00+00:00"
    assert soon.url == f"https://discord.com/channels/5/7/{START + 2}"
    assert [post.body for post in cold.posts] == ["Is it cold up there?", "Very"]
    assert read.context.skipped == {"joins": 1}
    assert read.problems == []


def test_partitions_are_one_channel_and_a_message_comes_once(tmp_path: Path) -> None:
    first = channel([message(3, "1T10:02:00", "three"), message(1, "1T10:00:00", "one")])
    second = channel([message(2, "1T10:01:00", "two"), message(3, "1T10:02:00", "three!")])
    read = read_export(tmp_path, {"a.json": first, "a [part 2].json": second, "b.json": '{"a": 1}'})
    assert len(read.threads) == 1
    assert read.bodies == ["one", "two", "three"]  # the names of partitions sort so: "a [part 2]" comes first
    assert read.context.notes["messages that were there twice"] == 1


def test_threads_and_forum_posts_stay_whole(tmp_path: Path) -> None:
    messages = [message(1, "1T10:00:00", "first"), message(2, "5T10:00:00", "later"), message(3, "9T10:00:00", "last")]
    about = {"id": "9", "type": "GuildPublicThread", "category": "help", "name": "Heat shield lost"}
    read = read_export(tmp_path, {"thread.json": channel(messages, **about)})
    (thread,) = read.threads
    assert (thread.id, thread.title, thread.board) == ("9", "Heat shield lost", ("Rockets", "help"))
    assert thread.url == "https://discord.com/channels/5/9"
    assert len(thread.posts) == 3


def test_a_forward_is_a_quote_and_no_reply(tmp_path: Path) -> None:
    forward = reply(2, "1T10:01:00", "", 1, kind="Forward")
    forward["type"] = "Default"
    forward["forwardedMessage"] = {
        "timestamp": "2021-02-01T10:00:00+00:00",
        "content": "We **stopped**\nin March",
        "attachments": [{"id": "1", "url": "https://x.example/a.png", "fileName": "a.png"}],
    }
    read = read_export(tmp_path, {"a.json": channel([message(1, "1T10:00:00", "x"), forward])})
    post = read.posts[1]
    assert post.reply_to is None
    url = f"https://discord.com/channels/5/7/{START + 1}"
    assert post.body == f"> We **stopped**\\\n> in March\n\n[forwarded message]({url})"
    assert [file.address for file in post.attachments] == ["https://x.example/a.png"]


def test_media_of_the_export_are_attachments(tmp_path: Path) -> None:
    files = [
        {"id": "1", "url": "a.json_Files\\map-1A2B.png", "fileName": "map.png", "fileSizeBytes": 3},
        {"id": "2", "url": "a.json_Files/my%20plan.pdf", "fileName": "my plan.pdf", "fileSizeBytes": 3},
        {"id": "3", "url": "../../etc/passwd", "fileName": "passwd"},
        {"id": "4", "url": "https://cdn.x.example/b.png?ex=1", "fileName": "b.png"},
    ]
    stickers = [{"id": "5", "name": "Wave_", "format": "Png", "sourceUrl": "a.json_Files/wave.png"}]
    reactions = [
        {"emoji": {"id": "", "name": "👍", "code": "thumbsup"}, "count": 2},
        {"emoji": {"id": "77", "name": "cat"}, "count": 1},
    ]
    sent = message(1, "1T10:00:00", "See", attachments=files, stickers=stickers, reactions=reactions)
    export = {
        "x/a.json": channel([sent]),
        "x/a.json_Files/map-1A2B.png": b"png",
        "x/a.json_Files/my plan.pdf": b"pdf",
        "x/a.json_Files/wave.png": b"gif",
    }
    post = read_export(tmp_path, export).posts[0]
    assert post.body == "See\n\n*sticker: Wave\\_*"
    assert post.reactions == (("👍", 2), (":cat:", 1))
    one, two, outside, far, sticker = post.attachments
    assert [file.read() for file in (one, two, sticker) if file.read] == [b"png", b"pdf", b"gif"]
    assert outside.read is not None
    with pytest.raises(OSError, match="the export lacks it"):
        outside.read()
    assert (far.name, far.address) == ("b.png", "https://cdn.x.example/b.png?ex=1")


def test_what_bots_and_links_embed_are_paragraphs_and_no_quotes(tmp_path: Path) -> None:
    preview = {"title": "A [plan] &amp; B", "url": "https://x.example/a", "images": []}
    preview["description"] = "> the **words**\nof &quot;it&quot;"
    bot = {
        "title": "",
        "url": None,
        "author": {"name": "CI_"},
        "description": "a\nb",
        "fields": [{"name": "State", "value": "ok"}],
        "footer": {"text": "foot"},
        "image": {"url": "p.png", "canonicalUrl": "https://x.example/p.png"},
        "images": [{"url": "p.png", "canonicalUrl": "https://x.example/p.png"}],
    }
    messages = [
        message(1, "1T10:00:00", "https://x.example/a", embeds=[preview]),
        message(2, "1T10:00:01", "", embeds=[bot], interaction={"name": "ci", "user": BO}),
    ]
    first, second = read_export(tmp_path, {"a.json": channel(messages)}).bodies
    assert first == 'https://x.example/a\n\n**[A \\[plan\\] & B](https://x.example/a)**\n\n\\> the **words**\n\nof "it"'
    assert second.split("\n\n") == [
        "*Bo\\_ used /ci*",
        "CI\\_",
        "a\\\nb",
        "**State**",
        "ok",
        "![](https://x.example/p.png)",
        "foot",
    ]


def test_people_with_one_name_are_told_apart(tmp_path: Path) -> None:
    other = {**ADA, "id": "13", "name": "ada2"}
    older = {"id": "14", "name": "cy", "discriminator": "0001"}
    messages = [
        message(1, "1T10:00:00", "a"),
        message(2, "1T10:00:00", "b", other),
        message(3, "1T10:00:01", "c", older),
    ]
    read = read_export(tmp_path, {"a.json": channel(messages)})
    assert [post.author for post in read.posts] == ["Ada", "Ada (ada2)", "cy"]


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    whole = channel([message(1, "1T10:00:00", "one"), 3, {"id": "x"}], id="8")
    cut = json.dumps(channel([message(1, "1T10:00:00", "one"), message(2, "1T10:01:00", "two")]))[:-300]
    fewer = {**channel([message(1, "1T10:00:00", "one")], id="10"), "messageCount": 2}
    read = read_export(
        tmp_path, {"a.json": whole, "b.json": cut, "c.json": fewer, "d.json": {"guild": {}, "channel": {}}}
    )
    assert read.bodies == ["one"] * 3
    assert [problem.partition(" warning: ")[0] for problem in read.problems] == [
        "d.json:",
        "a.json:2:",
        "a.json:3:",
        "b.json:2:",
        "c.json:",
    ]
    assert "it says that it has 2 messages, and has 1" in read.problems[-1]


@pytest.mark.parametrize(
    ("content", "markdown"),
    [
        ("a\nb\n\nc", "a\\\nb\n\nc"),
        ("**b** *i* _u_ ~~s~~ ||hidden|| `x|y`", "**b** *i* _u_ ~~s~~ ||hidden|| `x|y`"),
        ("> one\n> two\nthree", "> one\n> two\n\nthree"),
        (">>> one\ntwo\n> three", "> one\\\n> two\n>\n> > three"),
        (">no quote\n>>> ", "\\>no quote"),
        ("hi <@11> <@!12> <#7> <@&9>", "hi @Ada @Bo\\_ #space @9"),
        ("<:cat:77> <a:dog_:78> <t:1614592800:R> </roll dice:9>", ":cat: :dog\\_: 2021-03-01 10:00 UTC /roll dice"),
        ("# Head\ntext\n-# small\n#tag\n#### no", "# Head\n\ntext\\\nsmall\\\n\\#tag\\\n\\#### no"),
        ("- a\n- b\nc\n1. d", "- a\n- b\n\nc\n\n1. d"),
        ("see ```py\nx = 1\n``` and ```y```", "see\n\n```py\nx = 1\n```\n\nand\n\n```\ny\n```"),
        ("a | b\n--- | ---\nc\n===", "a | b\\\n\\--- | ---\\\nc\\\n\\==="),
        ("    not code `<@11>`", "not code `<@11>`"),
        ("<https://x.example/a_b>", "<https://x.example/a_b>"),
        ("", ""),
    ],
)
def test_content_becomes_markdown(content: str, markdown: str) -> None:
    assert discord_to_markdown(content, Names({"11": "Ada", "12": "Bo_"}, {"7": "space"})) == markdown


def test_names_that_are_mentioned_are_no_markdown(tmp_path: Path) -> None:
    sent = message(1, "1T10:00:00", "hi @Bo_ and @Bo_!", mentions=[BO])
    assert read_export(tmp_path, {"a.json": channel([sent])}).bodies == ["hi @Bo\\_ and @Bo\\_!"]


@given(st.text(alphabet="ab *_~`>()]#-+=|!\\1.\n\t").filter(lambda content: "```" not in content))
def test_all_letters_of_a_content_are_on_the_page(content: str) -> None:
    blocks = parse_body(discord_to_markdown(content), BodyFormat.MARKDOWN, None, options=MarkdownOptions())

    def letters(parts: tuple[Block, ...]) -> str:
        texts = (letters(part.blocks) if isinstance(part, Quote) else part.text for part in parts)
        return "".join(char for text in texts for char in text if char in "ab")

    assert letters(blocks) == "".join(char for char in content if char in "ab")


EXPORT = channel(
    [
        message(1, "1T10:00:00", "**a** <@11>", mentions=[BO], attachments=[{"url": "x.png", "fileName": "x.png"}]),
        reply(2, "1T10:01:00", "> b", 1),
        message(3, "1T10:02:00", "c", embeds=[{"title": "t", "url": "https://x.example", "fields": [{"name": "n"}]}]),
        message(
            4,
            "3T10:02:00",
            "",
            reactions=[{"emoji": {"name": "x"}, "count": 1}],
            stickers=[{"name": "s", "format": "Lottie"}],
        ),
    ]
)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(mutated(EXPORT), st.integers(0, 5000))
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, export: Any, length: int) -> None:
    folder = tmp_path_factory.mktemp("discord")
    read_anyhow(folder, "discord", {"a.json": json.dumps(export), "b.json": json.dumps(EXPORT)[:length]})
    shutil.rmtree(folder)


def test_an_export_is_imported_once_and_builds(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_files(tmp_path_factory.mktemp("discord"), {"a.json": EXPORT, "x.png": b"\x89PNG"})
    report = import_into(project, folder)
    assert (report.format, report.threads, report.problems) == ("discord", {Outcome.NEW: 2}, [])
    assert report.attachments == 1
    assert import_into(project, folder).threads == {Outcome.UNCHANGED: 2}
    assert import_into(project, folder / "a.json").threads[Outcome.NEW] == 0
    assert project.build().problems == ()
