"""DiscordChatExporter's HTML, CSV and plain text: the fields that each has, dates in any order, and damaged files."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from archiver.importers.discord.html_markdown import html_to_discord
from archiver.importers.store import Outcome
from tests.conftest import Project
from tests.importing import Files, import_into, read_anyhow, read_export, write_files

START = 816_000_000_000_000_000  # 2021-03-01 at 17:32:40 UTC
MINUTE = 60_000 << 22
GUILD = "555555555555555555"


def container(number: int, content: str, head: str = "", after: str = "", pinned: str = "") -> str:
    id_ = START + number * MINUTE
    words = f"<span class=chatlog__markdown-preserve>{content}</span>" if content else ""
    return (
        f'<div id=chatlog__message-container-{id_} class="chatlog__message-container {pinned}" data-message-id={id_}>'
        f"<div class=chatlog__message><div class=chatlog__message-primary>{head}"
        f'<div class="chatlog__content chatlog__markdown">{words}</div>{after}</div></div></div>'
    )


def group(*containers: str) -> str:
    return f"<div class=chatlog__message-group>{''.join(containers)}</div>\n"


def header(name: str, full: str, id_: int, time: str) -> str:
    return (
        f"<div class=chatlog__header><span class=chatlog__author title={full} data-user-id={id_}>{name}</span>"
        f'<span class=chatlog__timestamp title="{time}"><a href=#x>1/3/2021</a></span></div>'
    )


def html_page(
    *groups: str, place: str = "Text / space", count: int | None = None, icon: str = "555555555555555555"
) -> str:
    total = f"<div class=postamble__entry>Exported {count} message(s)</div>" if count is not None else ""
    return (
        "<!DOCTYPE html><html><head><title>x</title><style>.chatlog__message-group{margin:0}</style></head><body>"
        f'<div class=preamble><img class=preamble__guild-icon src="https://cdn.example/icons/{icon}/a.png">'
        f"<div class=preamble__entry>Rockets</div><div class=preamble__entry>{place}</div>"
        f'<div class="preamble__entry preamble__entry--small">about</div></div>\n<div class="chatlog">\n'
        f"{''.join(groups)}</div>\n<div class=postamble>{total}<div class=postamble__entry>Timezone: UTC+1</div></div>"
        "</body></html>"
    )


ADA = header("Ada", "ada", 11, "Monday, March 1, 2021 6:32 PM")
REPLY = (
    "<div class=chatlog__reply><div class=chatlog__reply-author title=ada>Ada</div><div class=chatlog__reply-content>"
    f"<span class=chatlog__reply-link onclick=\"scrollToMessage(event, '{START}')\">When</span></div></div>"
)
SHORT = '<div class=chatlog__short-timestamp title="Monday, March 1, 2021 6:33 PM">6:33 PM</div>'
EDITED = '<span class=chatlog__edited-timestamp title="Monday, March 1, 2021 6:40 PM">(edited)</span>'
AFTER = (
    '<div class=chatlog__attachment><a href="x.html_Files/a%20b.png"><img class=chatlog__attachment-media'
    ' src="x.html_Files/a%20b.png" title="Image: a b.png (2 KB)"></a></div>'
    "<div class=chatlog__embed><div class=chatlog__embed-author>Dee</div><div class=chatlog__embed-title>"
    '<a class=chatlog__embed-title-link href="https://x.example/p"><div class=chatlog__markdown>Page</div></a></div>'
    "<div class=chatlog__embed-description><div class=chatlog__markdown>What <em>it</em> is,"
    " I&amp;#39;d say</div></div>"
    "</div>"
    "<div class=chatlog__sticker title=wave><img src=https://x.example/wave.png></div>"
    "<div class=chatlog__reactions><div class=chatlog__reaction title=thumbsup><img alt=👍><span "
    "class=chatlog__reaction-count>2</span></div><div class=chatlog__reaction title=pog><img alt=pog><span "
    "class=chatlog__reaction-count>1</span></div></div>"
)
EVENT = (
    f"<div id=chatlog__message-container-{START + 4 * MINUTE} class=chatlog__message-container"
    f" data-message-id={START + 4 * MINUTE}><svg class=chatlog__system-notification-icon><use href=#{{}}></use></svg>"
    "<span class=chatlog__system-notification-author title=bo data-user-id=12>Bo</span>"
    "<span class=chatlog__system-notification-content><span>{}</span></span></div>"
)
HTML = html_page(
    group(
        container(0, "When?", ADA),
        container(1, 'At <a href="https://x.example/p">https://x.example/p</a>' + EDITED, SHORT, AFTER, "x--pinned"),
    ),
    group(container(2, "Soon", REPLY + header("Bo", "bo", 12, "Monday, March 1, 2021 6:34 PM"))),
    group(EVENT.format("join-icon", "joined the server.")),
    count=4,
)


def test_messages_of_html_have_what_those_of_json_have(tmp_path: Path) -> None:
    name = "Rockets - Text - space [777777777777777777].html"
    read = read_export(tmp_path, {name: HTML, "x.html_Files/a b.png": b"png"})
    (thread,) = read.threads
    assert (thread.site, thread.board) == ("discord/555555555555555555/777777777777777777", ("Rockets", "space"))
    when, at, soon = thread.posts
    assert [post.author for post in thread.posts] == ["Ada", "Ada", "Bo"]
    assert when.date is not None
    assert when.date.iso == "2021-03-01T17:32:40+00:00"
    assert when.url == f"https://discord.com/channels/555555555555555555/777777777777777777/{START}"
    assert at.body == (
        "At <https://x.example/p>\n\n*sticker: wave*\n\nDee\n\n**[Page](https://x.example/p)**\n\nWhat *it* is, I'd say"
    )
    assert at.pinned
    assert at.edited is not None
    assert at.edited.iso == "2021-03-01T17:40:00+00:00"
    assert at.reactions == (("👍", 2), (":pog:", 1))
    assert [(file.name, file.address) for file in at.attachments] == [
        ("a b.png", None),
        ("wave", "https://x.example/wave.png"),
    ]
    assert at.attachments[0].read is not None
    assert at.attachments[0].read() == b"png"
    assert soon.reply_to == when.id
    assert read.context.skipped == {"joins": 1}
    assert read.problems == []


def test_forwards_commands_and_events_of_html(tmp_path: Path) -> None:
    forwarded = (
        "<div class=chatlog__forwarded><div class=chatlog__forwarded-content><span class=chatlog__markdown-preserve>old"
        '</span></div><div class=chatlog__forwarded-attachments><a href="https://x.example/m.png"><img title="Image: '
        'm.png (1 KB)"></a></div></div>'
    )
    used = (
        "<div class=chatlog__reply><div class=chatlog__reply-author title=ada>Ada</div>"
        "<div class=chatlog__reply-content>used /roll</div></div>"
    )
    read = read_export(
        tmp_path,
        {
            "a.html": html_page(
                group(container(0, "", ADA, forwarded)),
                group(container(1, "6", used + ADA)),
                group(EVENT.format("pin-icon", "pinned a message to this channel.")),
                count=5,
                icon="x",
            )
        },
    )
    assert read.bodies == ["> old\n\nforwarded message", "*Ada used /roll*\n\n6", "pinned a message to this channel."]
    assert [file.name for file in read.posts[0].attachments] == ["m.png"]
    assert (read.threads[0].site, read.posts[0].url) == ("discord/Rockets/space", None)
    assert [problem.partition("warning: ")[2] for problem in read.problems] == [
        "it says that it has 5 messages, and has 3"
    ]


def test_a_thread_begins_with_its_first_words(tmp_path: Path) -> None:
    starter = f"<div class=chatlog__message-container data-message-id={START}>{header('Ada', 'ada', 11, '')}</div>"
    page = html_page(group(starter, container(1, "Go", SHORT)), count=2)
    read = read_export(tmp_path, {"Rockets - Text - space [777777777777777777].html": page})
    assert [(post.author, post.body) for post in read.posts] == [("Ada", "Go")]
    assert read.context.skipped == {"pointers to the message that a thread is about": 1}


def test_a_thread_below_a_channel_of_a_category_stays_whole(tmp_path: Path) -> None:
    far = container(5000, "Later", ADA)
    read = read_export(
        tmp_path, {"a.html": html_page(group(container(0, "One", ADA), far), place="Text / help / Lost")}
    )
    (thread,) = read.threads
    assert (thread.title, thread.board, len(thread.posts)) == ("Lost", ("Rockets", "help"), 2)


def test_html_of_old_versions(tmp_path: Path) -> None:
    old = (
        '<style>.chatlog__message-group{}</style><body><div class="info"><div class="info__guild-name">Rockets</div>'
        '<div class="info__channel-name">space</div><div class="info__channel-message-count">2 messages</div></div>'
        '<div class="chatlog"><div class="chatlog__message-group"><div class="chatlog__reference">'
        f'<a class="chatlog__reference-link" onclick="scrollToMessage(event, &#39;{START}&#39;)">x</a></div>'
        '<div class="chatlog__messages"><span class="chatlog__author-name" title="Ada#1234">Ada</span>'
        f'<div class="chatlog__message" data-message-id="{START + 9}" id="message-{START + 9}"><div '
        'class="chatlog__content"><span class="markdown">a_b <span class="mention">@Bo</span></span></div></div>'
        f'<div class="chatlog__message" data-message-id="{START + 10}"><div class="chatlog__content">'
        '<div class="markdown"><span class="preserve-whitespace">two\nlines</span></div></div></div>'
        "</div></div></div></body>"
    )
    read = read_export(tmp_path, {"a.html": old})
    assert read.bodies == ["a_b @Bo", "two\\\nlines"]
    assert [post.author for post in read.posts] == ["Ada", "Ada"]
    assert [post.extra for post in read.posts] == [{}, {}]
    assert read.posts[0].reply_to == str(START)
    assert read.problems == []


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a <strong>b<em>c</em></strong> *d*", "a **b*c*** \\*d\\*"),
        (
            'x\n<div class="chatlog__markdown-quote"><div class="chatlog__markdown-quote-border"></div>'
            '<div class="chatlog__markdown-quote-content">q\nr</div></div>y',
            "x\n> q\n> r\ny",
        ),
        ('<code class="chatlog__markdown-pre chatlog__markdown-pre--inline">a`</code>', "`` a` ``"),
        (
            '<code class="chatlog__markdown-pre chatlog__markdown-pre--multiline language-py">x = 1\n</code>',
            "```py\nx = 1\n```",
        ),
        ('<span class="chatlog__markdown-spoiler chatlog__markdown-spoiler--hidden">s</span>', "||s||"),
        ('<img class="chatlog__emoji" alt="pog"> <img alt="😄">', ":pog: 😄"),
        ("<h2>T</h2><ul><li>a</li><li>b</li></ul>", "## T\n- a\n- b"),
        ('<a href="https://x.example/_a_">this</a>', "[this](https://x.example/_a_)"),
        ("<b>" * 200 + "deep" + "</b>" * 200, "**deep**"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    node = LexborHTMLParser(f"<div>{html}</div>").css_first("div")
    assert node is not None
    assert html_to_discord(node) == markdown


CSV = (
    "\ufeffAuthorID,Author,Date,Content,Attachments,Reactions\r\n"
    '"11","Ada#1234","2021-03-01T18:36:31.2500000+01:00","When\n""now""?","https://x.example/a,b.png,https://x.example/c.png",'
    '"👍 (2),pog (1)"\r\n"12","bo","2021-03-01T18:38:00.0000000+01:00","Soon","",""\r\n'
    '"12","bo","2021-03-01T18:38:00.0000000+01:00","Soon","",""\r\n'
    '"13","cy","2021-03-01T18:39:00.0000000+01:00","Joined the server.","",""\r\n"1","x","never","","",""\r\n'
)


def test_csv_has_exact_dates_and_ids_are_made(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"Rockets - Text - space [777777777777777777].csv": CSV})
    (thread,) = read.threads
    assert (thread.site, thread.board) == ("discord/Rockets/777777777777777777", ("Rockets", "space"))
    assert [post.author for post in thread.posts] == ["Ada", "bo", "bo"]
    first = thread.posts[0]
    assert (first.body, first.reactions, first.url) == ('When\\\n"now"?', (("👍", 2), (":pog:", 1)), None)
    assert [file.address for file in first.attachments] == ["https://x.example/a,b.png", "https://x.example/c.png"]
    assert first.date is not None
    assert first.date.at.timestamp() == 1_614_620_191
    assert first.id.startswith("20210301T173631-")
    assert thread.posts[2].id == f"{thread.posts[1].id}-2"
    assert read.context.skipped == {"joins": 1}
    assert [problem.partition("warning: ")[2] for problem in read.problems] == ["left out: its date is none"]


def text_file(*messages: str, count: int | None = None) -> str:
    rule = "=" * 62
    end = f"{rule}\nExported {count} message(s)\n{rule}\n" if count is not None else ""
    return f"{rule}\nGuild: Rockets\nChannel: Text / space\nTopic: x\n{rule}\n\n{''.join(messages)}{end}"


TEXT = text_file(
    "[13/03/2021 17:36] Ada#1234 (pinned)\nWhen?\n\n[not] a heading\n\n{Attachments}\nx_Files\\a.png\n\n"
    "{Reactions}\n👍 (2) pog\n\n\n",
    "[13/03/2021 17:38] Ada#9999\nhttps://x.example/p\n\n{Embed}\nDee\nhttps://x.example/p\nPage\nWhat\n\n\n",
    "[14/03/2021 00:01] bo\n\n\n{Forwarded Message}\nold\nOriginally sent: 01/03/2021 10:00\n\n{Stickers}\n"
    "https://x.example/s.png\n\n\n",
    count=3,
)


def test_plain_text_is_read_with_dates_in_the_order_of_the_file(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"a [part 1].txt": TEXT, "x_Files/a.png": b"png"})
    assert [post.author for post in read.posts] == ["Ada", "Ada (Ada#9999)", "bo"]
    assert read.bodies == [
        "When?\n\n[not] a heading",
        "https://x.example/p\n\nDee\n\nPage\\\nWhat",
        "> old\\\n> Originally sent: 01/03/2021 10:00\n\nforwarded message",
    ]
    assert [post.pinned for post in read.posts] == [True, False, False]
    assert read.posts[0].reactions == (("👍", 2), (":pog:", 1))
    assert [file.name for post in read.posts for file in post.attachments] == ["a.png", "s.png"]
    assert read.posts[2].date is not None
    assert read.posts[2].date.iso == "2021-03-14T00:01:00+00:00"
    assert (read.threads[0].site, read.threads[0].board) == ("discord/Rockets/space", ("Rockets", "space"))
    assert any(note.startswith("chats whose dates are read as dmy, by all dates") for note in read.context.notes)
    assert read.problems == []


@pytest.mark.parametrize(
    ("date", "order", "iso"),
    [
        ("3/4/2021 5:06 PM", "mdy", "2021-03-04T17:06:00+00:00"),
        ("3/4/2021 5:06 PM", "dmy", "2021-04-03T17:06:00+00:00"),
        ("2021-04-03 17:06", "", "2021-04-03T17:06:00+00:00"),
        ("03-Apr-21 05:06 PM", "", "2021-04-03T17:06:00+00:00"),
        ("03.04.2021 17:06", "dmy", "2021-04-03T17:06:00+00:00"),
    ],
)
def test_dates_of_plain_text(tmp_path: Path, date: str, order: str, iso: str) -> None:
    files = {"a.txt": text_file(f"[{date}] Ada\nx\n\n\n", count=1)}
    read = read_export(tmp_path, files, **({"dates": order} if order else {}))
    assert [post.date.iso for post in read.posts if post.date] == [iso]


def test_parts_follow_one_another_and_equal_messages_stay(tmp_path: Path) -> None:
    first, second = ("[03-Apr-21 05:06 PM] Ada\nx\n\n", "[03-Apr-21 05:06 PM] Ada\nx\n\n[03-Apr-21 05:06 PM] Bo\ny\n\n")
    files: Files = {"s/9.txt": text_file(first), "s/10.txt": text_file(second)}
    read = read_export(tmp_path / "1", files)
    assert read.bodies == ["x", "x", "y"]
    again = read_export(tmp_path / "2", {"a.txt": text_file(second), "b.txt": text_file(second)})
    assert len(again.bodies) >= 2


def test_of_several_formats_the_fullest_is_read(tmp_path: Path) -> None:
    files: Files = {"space.html": HTML, "space.csv": CSV, "space.txt": TEXT}
    read = read_export(tmp_path, files)
    assert len(read.posts) == 3
    assert read.posts[0].id == str(START)
    assert read.context.skipped["files of channels that are there in a fuller format, too"] == 2


@given(st.data())
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("discord")
    name, damaged = data.draw(st.sampled_from((("a.html", HTML), ("a.csv", CSV), ("a.txt", TEXT))))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged)))
        odd = st.sampled_from(
            ("<div>", "</div>", '"', "9" * 30, "&#0;", "<b>" * 70, "\x00", "", "\n\n", "{Embed}\n", "=")
        )
        damaged = damaged[:at] + data.draw(odd) + damaged[at + data.draw(st.integers(0, 60)) :]
    read_anyhow(folder, "discord", {name: damaged})
    shutil.rmtree(folder)


@pytest.mark.parametrize(("name", "content"), [("a.html", HTML), ("a.csv", CSV), ("a.txt", TEXT)])
def test_files_are_imported_once_and_build(
    project: Project, tmp_path_factory: pytest.TempPathFactory, name: str, content: str
) -> None:
    folder = write_files(tmp_path_factory.mktemp("discord"), {name: content})
    report = import_into(project, folder)
    assert report.format == "discord"
    assert set(report.threads) == {Outcome.NEW}
    assert set(import_into(project, folder).threads) == {Outcome.UNCHANGED}
