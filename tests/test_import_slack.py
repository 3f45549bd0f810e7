"""Slack's exports: threads, conversations, texts, people, and whatever is wrong with them."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archiver.bodies import MarkdownOptions, parse_body
from archiver.importers.emoji.shortcodes import emoji_or_name
from archiver.importers.settings import WrongSettingError
from archiver.importers.slack.mrkdwn import mrkdwn_to_markdown
from archiver.importers.slack.rich_text import blocks_to_markdown
from archiver.importers.slack.workspace import Workspace
from archiver.importers.store import Outcome
from archiver.model import BodyFormat, Quote
from tests.conftest import Project
from tests.importing import import_into, mutated_files, read_anyhow, read_export, write_files

WORKSPACE = Workspace(people={"U1": "Ada", "U2": "Bo Lund"}, names={"C1": "general"})
USERS = [
    {"id": "U1", "team_id": "T1", "name": "ada", "profile": {"display_name": "Ada", "real_name": "Ada Lund"}},
    {"id": "U2", "team_id": "T1", "name": "bo", "real_name": "Bo Lund", "profile": {"display_name": ""}},
    {"id": "U3", "team_id": "T1", "name": "bo2", "profile": {"real_name": "Bo Lund"}},
]
CHANNELS = [{"id": "C1", "name": "general", "is_archived": False}, {"id": "C2", "name": "old", "is_archived": True}]


def message(ts: str, text: str, user: str = "U1", **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": user, "text": text, "ts": ts, **more}


def export(messages: list[Any], **files: Any) -> dict[str, Any]:
    return {"users.json": USERS, "channels.json": CHANNELS, "general/2020-01-01.json": messages, **files}


def test_replies_are_threads_and_other_messages_conversations(tmp_path: Path) -> None:
    read = read_export(
        tmp_path,
        {
            "users.json": USERS,
            "channels.json": CHANNELS,
            "general/2020-01-02.json": [
                message("1577960000.000200", "Much later", "U2"),
                message("1577836900.000300", "A reply to the launch", "U2", thread_ts="1577836800.000100"),
            ],
            "general/2020-01-01.json": [
                message("1577836850.000100", "It is cold on the Moon", "U3"),
                message(
                    "1577836800.000100",
                    "When is the launch?",
                    thread_ts="1577836800.000100",
                    reply_count=2,
                    edited={"user": "U1", "ts": "1577836801.000000"},
                    reactions=[{"name": "+1", "users": ["U1", "U2"], "count": 2}, {"name": "our_cat", "users": ["U1"]}],
                ),
                {"type": "message", "subtype": "channel_join", "user": "U2", "ts": "1577836805.000100", "text": "x"},
            ],
        },
    )
    launch, cold, later = read.threads
    assert (launch.id, launch.site, launch.title) == ("1577836800000100", "slack/T1/C1", "When is the launch?")
    assert launch.board == ("general",)
    assert launch.claimed_posts == 3
    first, reply = launch.posts
    assert (first.id, first.author, first.reply_to) == ("1577836800.000100", "Ada", None)
    assert first.edited is not None
    assert first.reactions == (("👍", 2), (":our_cat:", 1))
    assert (reply.author, reply.reply_to) == ("Bo Lund (bo)", "1577836800.000100")
    assert reply.date is not None
    assert reply.date.iso == "2020-01-01T00:01:40+00:00"
    # a conversation begins where the flow of the channel does, also if its first message has become a thread
    assert (cold.id, cold.title, [post.author for post in cold.posts]) == (
        "c1577836800000100",
        "It is cold on the Moon",
        ["Bo Lund (bo2)"],
    )
    assert later.id == "c1577960000000200"
    assert read.context.skipped == {"joins": 1}
    assert read.context.notes == {"conversations, parted where 4h are silent (--set gap=…)": 2}
    assert read.problems == []


def test_the_pause_is_a_setting(tmp_path: Path) -> None:
    files = export([message("1577836800.000100", "One two three"), message("1577840400.000100", "Four")])
    assert len(read_export(tmp_path / "a", files).threads) == 1
    assert len(read_export(tmp_path / "b", files, gap="30m").threads) == 2
    with pytest.raises(WrongSettingError, match="it takes minutes, hours or days"):
        read_export(tmp_path / "c", files, gap="soon")


def test_messages_have_permalinks_if_the_workspace_is_known(tmp_path: Path) -> None:
    files = export([message("1577836800.000100", "One two three")])
    (thread,) = read_export(tmp_path / "a", files, url="https://acme.slack.com/").threads
    assert thread.posts[0].url == "https://acme.slack.com/archives/C1/p1577836800000100"
    (thread,) = read_export(tmp_path / "b", files).threads
    assert thread.posts[0].url is None


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    messages = [{"type": "message", "text": "no time"}, 3, message("1577836800.000100", "fine"), message("now", "x")]
    read = read_export(tmp_path, {**export(messages), "general/2020-01-02.json": "[{", "old/2020-01-01.json": {}})
    assert read.bodies == ["fine"]
    assert [problem.partition("warning: ")[0] for problem in read.problems] == [
        "general/2020-01-01.json:1: ",
        "general/2020-01-01.json:2: ",
        "general/2020-01-01.json:4: ",
        "general/2020-01-02.json: ",
        "old/2020-01-01.json: ",
    ]


def test_private_channels_are_left_out_unless_they_are_asked_for(tmp_path: Path) -> None:
    files = {
        "users.json": USERS,
        "channels.json": CHANNELS,
        "groups.json": [{"id": "G1", "name": "crew"}],
        "dms.json": [{"id": "D1", "members": ["U2", "U1"]}],
        "mpims.json": [],
        "crew/2020-01-01.json": [message("1577836800.000100", "One")],
        "D1/2020-01-01.json": [message("1577836800.000100", "Two")],
        "old/2020-01-01.json": [message("1577836800.000100", "Three")],
    }
    read = read_export(tmp_path / "a", files, private="yes")
    assert {thread.board: thread.closed for thread in read.threads} == {
        ("private channels", "crew"): False,
        ("direct messages", "Ada, Bo Lund (bo)"): False,
        ("old",): True,
    }
    assert read.context.notes["threads of private channels and messages"] == 2
    public = read_export(tmp_path / "b", files)
    assert public.bodies == ["Three"]
    assert public.context.skipped["days of private channels and messages (--set private=yes takes them)"] == 2


def test_files_are_attachments_without_the_keys_of_the_export(tmp_path: Path) -> None:
    here = {
        "id": "F1",
        "name": "plan.pdf",
        "mimetype": "application/pdf",
        "url_private": "https://files.slack.example/p",
    }
    far = {"id": "F2", "name": "a.png", "url_private_download": "https://files.slack.example/a.png?t=xoxe-1-secret"}
    gone = {"id": "F3", "mode": "tombstone"}
    messages = [message("1577836800.000100", "See", files=[here, far, gone, {"id": "F4", "name": "lost*.txt"}])]
    read = read_export(tmp_path, {**export(messages), "general/attachments/F1-plan.pdf": b"%PDF"})
    first, second, third = read.posts[0].attachments
    assert first.read is not None
    assert first.type == "application/pdf"
    assert (second.address, second.read) == ("https://files.slack.example/a.png", None)
    assert (third.address, third.read) == (None, None)
    assert read.bodies == ["See\n\n*file: lost\\*.txt*"]
    assert read.context.notes["keys for files that addresses had, and that are left out"] == 1
    assert read.context.notes["files that were deleted, or that Slack had hidden"] == 1


def test_a_message_that_is_shared_is_a_quote_with_its_author(tmp_path: Path) -> None:
    shared = {
        "is_msg_unfurl": True,
        "author_name": "Bo_Lund",
        "channel_id": "C1",
        "from_url": "https://acme.slack.example/archives/C1/p1",
        "text": "It is *cold*",
        "ts": "1577836700.000100",
    }
    preview = {
        "from_url": "https://x.example/a",
        "title": "A &amp; B",
        "title_link": "https://x.example/a",
        "text": "c&amp;nbsp;&amp;#39;d&amp;#39; &amp;lt;b&amp;gt;",
    }
    bot = {"pretext": "Build", "title": "failed", "text": "at 3 &lt; 4", "fields": [{"title": "by", "value": "Ada"}]}
    read = read_export(tmp_path, export([message("1577836800.000100", "See", attachments=[shared, preview, bot])]))
    assert read.bodies[0].split("\n\n") == [
        "See",
        "**Bo_Lund wrote:**",
        "> It is **cold**",
        "[#general](https://acme.slack.example/archives/C1/p1)",
        "**[A & B](https://x.example/a)**",
        "c\xa0'd' \\<b>",
        "Build",
        "**failed**",
        "at 3 \\< 4",
        "**by**\\\nAda",
    ]
    blocks = parse_body(read.bodies[0], BodyFormat.MARKDOWN, None, options=MarkdownOptions())
    quotes = [block for block in blocks if isinstance(block, Quote)]
    assert len(quotes) == 1
    assert quotes[0].attribution is not None
    assert quotes[0].attribution.author == "Bo_Lund"


def test_names_of_bots_and_of_guests_are_known(tmp_path: Path) -> None:
    messages = [
        message("1577836800.000100", "a", "", username="Deploy Bot", bot_id="B1"),
        message("1577836801.000100", "b", "U9", user_profile={"display_name": "Guest"}),
        message("1577836802.000100", "c", "U9"),
        message("1577836803.000100", "d", "U8"),
        message("1577836804.000100", "gone", subtype="tombstone"),
    ]
    read = read_export(tmp_path, export(messages))
    assert [post.author for post in read.posts] == ["Deploy Bot", "Guest", "Guest", "U8", "Ada"]
    assert [post.deleted for post in read.posts] == [False] * 4 + [True]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("*bold* _it_ ~no~ `a*b`", "**bold** *it* ~~no~~ `a*b`"),
        ("*_both_* 2*3*4 snake_case_name", "***both*** 2\\*3\\*4 snake_case_name"),
        ("hi <@U2>, see <#C1|x> <#C9|far> <!here> <!subteam^S1|@crew>", "hi @Bo Lund, see #general #far @here @crew"),
        ("<https://x.example/a_b?c=1&amp;d=2|the *plan*>", "[the \\*plan\\*](https://x.example/a_b?c=1&d=2)"),
        ("<https://x.example/> <http://x.example|x.example>", "<https://x.example/> <http://x.example>"),
        ("<mailto:ada@x.example|ada@x.example>", "ada@x.example"),
        ("a &lt; b &amp;amp; c &gt; d", "a \\< b \\&amp; c > d"),
        (":+1: :clap::skin-tone-3: :our_cat: 10:30:15", "👍 👏🏼 :our_cat: 10:30:15"),
        (":+1::tada::our_cat::handshake::skin-tone-2::skin-tone-4:!", "👍🎉:our_cat:🫱🏻‍🫲🏽!"),
        ("&gt; quoted\n&gt; more\nanswer", "> quoted\\\n> more\n\nanswer"),
        ("so\n&gt;&gt;&gt; all\nof it\n\nand this", "so\n\n> all\\\n> of it\n>\n> and this"),
        ("a\nb\n\nc", "a\\\nb\n\nc"),
        ("see ```x &lt; 1\n<https://x.example|l>``` ok", "see\n\n```\nx < 1\nhttps://x.example\n```\n\nok"),
        ("# no heading\n- no list\n1. no\n---", "\\# no heading\\\n\\- no list\\\n1\\. no\\\n\\---"),
        ("", ""),
    ],
)
def test_mrkdwn_becomes_markdown(text: str, markdown: str) -> None:
    assert mrkdwn_to_markdown(text, WORKSPACE) == markdown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("handshake::skin-tone-2::skin-tone-4", "🫱🏻‍🫲🏽"),
        ("handshake::skin-tone-3::skin-tone-3", "🤝🏼"),
        ("people_holding_hands::skin-tone-2::skin-tone-6", "🧑🏻‍🤝‍🧑🏿"),
        ("people_holding_hands::skin-tone-2", "🧑🏻‍🤝‍🧑🏻"),
        ("man-kiss-man::skin-tone-2::skin-tone-3", "👨🏻‍❤️‍💋‍👨🏼"),
        ("couple::skin-tone-6::skin-tone-2", "👩🏿‍🤝‍👨🏻"),
        ("woman-running::skin-tone-2", "🏃🏻‍♀️"),
        ("+1::skin-tone-1", "👍"),
        ("clap::skin-tone-2::skin-tone-3::skin-tone-4", ":clap::skin-tone-2::skin-tone-3::skin-tone-4:"),
        ("our_cat::skin-tone-2::skin-tone-4", ":our_cat::skin-tone-2::skin-tone-4:"),
        ("clap::skin-tone-55", ":clap::skin-tone-55:"),
    ],
)
def test_emoji_have_the_tones_of_all_people_in_them(tmp_path: Path, name: str, shown: str) -> None:
    said = {"type": "rich_text", "elements": [section({"type": "emoji", "name": name})]}
    read = read_export(tmp_path, export([message("1.0", "x", blocks=[said], reactions=[{"name": name, "count": 2}])]))
    assert [post.reactions for post in read.posts] == [((shown, 2),)]
    assert read.bodies == [shown]


@given(name=st.text(max_size=20) | st.lists(st.sampled_from(("+1", "::skin-tone-", "2", "7", "::", "x"))).map("".join))
def test_no_name_of_an_emoji_raises(name: str) -> None:
    assert emoji_or_name(name)


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def words(text: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": text, "style": style}


@pytest.mark.parametrize(
    ("elements", "markdown"),
    [
        ([section(words("a "), words("b ", bold=True), words("c", italic=True, bold=True))], "a **b** ***c***"),
        ([section(words("one\ntwo\n\nthree"))], "one\\\ntwo\n\nthree"),
        (
            [section({"type": "user", "user_id": "U1"}, words(" "), {"type": "channel", "channel_id": "C1"})],
            "@Ada #general",
        ),
        (
            [section({"type": "emoji", "name": "x", "unicode": "1f44d-1f3fd"}, {"type": "emoji", "name": "tada"})],
            "👍🏽🎉",
        ),
        (
            [section({"type": "link", "url": "https://x.example/", "text": "the [plan]"})],
            "[the \\[plan\\]](https://x.example/)",
        ),
        ([section({"type": "link", "url": "javascript:alert(1)", "text": "x"})], "x (javascript:alert(1))"),
        ([section({"type": "broadcast", "range": "here"}, words("!"), words("x()", code=True))], "@here!`x()`"),
        (
            [{"type": "rich_text_quote", "elements": [words("old\nwords")]}, section(words("new"))],
            "> old\\\n> words\n\nnew",
        ),
        ([{"type": "rich_text_preformatted", "elements": [words("a`` ```\n  b")]}], "````\na`` ```\n  b\n````"),
        (
            [
                section(words("list:\n")),
                {"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": [section(words("a"))]},
                {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [section(words("b"))] * 2},
            ],
            "list:\n\n- a\n    1. b\n    2. b",
        ),
    ],
)
def test_rich_text_becomes_markdown(elements: list[dict[str, Any]], markdown: str) -> None:
    assert blocks_to_markdown([{"type": "rich_text", "elements": elements}], WORKSPACE) == markdown


def test_blocks_of_bots_become_markdown() -> None:
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": "Build *7*"}},
        {"type": "divider"},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*ok*"},
            "fields": [{"type": "plain_text", "text": "_x_"}],
        },
        {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "graph"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "by <@U1>"}]},
        {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Stop"}}]},
    ]
    assert blocks_to_markdown(blocks, WORKSPACE).split("\n\n") == [
        "**Build \\*7\\***",
        "**ok**",
        "\\_x\\_",
        "![graph](https://x.example/a.png)",
        "by @Ada",
    ]


@given(st.text(alphabet="ab *_~`<>[]()#-+=|&;:!\\$1.\n\t/@{}^\"'"))
@example("1\n=\t")
def test_the_words_of_a_text_are_all_on_the_page(text: str) -> None:
    elements = [section(words(text))]
    markdown = blocks_to_markdown([{"type": "rich_text", "elements": elements}], WORKSPACE)
    blocks = parse_body(markdown, BodyFormat.MARKDOWN, None, options=MarkdownOptions())
    shown = "".join(getattr(block, "text", "QUOTE") for block in blocks)
    assert "".join(shown.split()) == "".join(text.split())


EXPORT = export(
    [
        message(
            "1577836800.000100", "*a* <@U1> &gt; ```x```", thread_ts="1577836800.000100", reply_count=1, replies=[]
        ),
        message(
            "1577836900.000100",
            "b",
            thread_ts="1577836800.000100",
            edited={"ts": "1577836901.0"},
            reactions=[{"name": "tada", "users": ["U1"], "count": 1}],
            files=[{"id": "F1", "name": "a.png", "mimetype": "image/png", "url_private": "https://x.example/a.png"}],
            attachments=[
                {"from_url": "https://x.example", "channel_id": "C1", "author_name": "Bo", "text": "c", "fields": []}
            ],
            blocks=[
                {"type": "rich_text", "elements": [section(words("b", bold=True), {"type": "emoji", "name": "x"})]}
            ],
            user_profile={"real_name": "Ada"},
        ),
    ]
)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(mutated_files(EXPORT))
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, files: dict[str, str]) -> None:
    folder = tmp_path_factory.mktemp("slack")
    read_anyhow(folder, "slack", files)
    shutil.rmtree(folder)


def test_an_export_is_imported_once_and_builds(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("slack")
    write_files(folder / "acme", EXPORT)
    archive = Path(shutil.make_archive(str(folder / "acme export"), "zip", folder, "acme"))
    report = import_into(project, archive)
    assert (report.format, report.threads, report.problems) == ("slack", {Outcome.NEW: 1}, [])
    assert import_into(project, archive).threads == {Outcome.UNCHANGED: 1}
    assert import_into(project, folder / "acme").threads == {Outcome.UNCHANGED: 1}
    assert project.build().problems == ()
    assert "Ada" in project.read("site/general/1577836800000100-a-ada/index.html")
