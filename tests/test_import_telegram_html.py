"""Telegram Desktop's pages of a chat: messages with and without names, forwards, media, topics, and damaged pages."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.importers.store import Outcome
from tests.conftest import Project
from tests.importing import Files, import_into, read_anyhow, read_export, write_files


def page(*messages: str, name: str = "Rockets &amp; co") -> str:
    return (
        '<!DOCTYPE html>\n<html>\n <body onload="CheckLocation();">\n  <div class="page_wrap">\n'
        f'   <div class="page_header">\n    <div class="content">\n     <div class="text bold">\n{name} \n     </div>\n'
        '    </div>\n   </div>\n   <div class="page_body chat_page">\n    <div class="history">\n'
        + "\n".join(messages)
        + "\n    </div>\n   </div>\n  </div>\n </body>\n</html>\n"
    )


def said(number: int, time: str, text: str = "", name: str = "", before: str = "", zone: str = " UTC+02:00") -> str:
    from_name = f'<div class="from_name">\n{name}\n       </div>' if name else ""
    words = f'<div class="text">\n{text}\n       </div>' if text else ""
    return (
        f'<div class="message default clearfix{"" if name else " joined"}" id="message{number}">\n'
        f'<div class="body">\n<div class="pull_right date details" title="{time}{zone}">\n12:00\n</div>\n'
        f"{from_name}\n{before}\n{words}\n</div>\n</div>"
    )


def event(number: int, text: str) -> str:
    return f'<div class="message service" id="message{number}">\n<div class="body details">\n{text}\n</div>\n</div>'


def answer(number: int, file: str = "") -> str:
    link = f'<a href="{file}#go_to_message{number}" onclick="return GoToMessage({number})">this message</a>'
    return f'<div class="reply_to details">\nIn reply to {link}\n</div>'


def medium(content: str) -> str:
    return f'<div class="media_wrap clearfix">\n{content}\n</div>'


def generic(kind: str, title: str, status: str = "", href: str = "") -> str:
    tag = f'a href="{href}"' if href else "div"
    return medium(
        f'<{tag} class="media clearfix pull_left {kind}"><div class="body"><div class="title bold">{title}</div>'
        f'<div class="status details">{status}</div></div></{tag.partition(" ")[0]}>'
    )


POLL = medium(
    '<div class="media_poll"><div class="question bold">Go?</div><div class="details">Anonymous poll</div>'
    '<div class="answer">\n- Yes <span class="details">2 votes, chosen vote</span>\n</div>'
    '<div class="answer">\n- No\n</div><div class="total details">2 votes</div></div>'
)
PHOTO = medium('<a class="photo_wrap clearfix pull_left" href="photos/a.jpg"><img src="photos/b.jpg"></a>')


def test_pages_are_one_chat_in_conversations(tmp_path: Path) -> None:
    first = page(
        event(-1, "2 March 2021"),
        event(1, "Ada converted a basic group to this supergroup &laquo;Rockets&raquo;"),
        event(2, "Ada invited Bo"),
        said(3, "02.03.2021 10:00:00", "When is the<br>launch?", "Ada"),
        said(4, "02.03.2021 10:00:05", '<strong>Soon</strong> <a href="https://x.example/">https://x.example/</a>'),
        event(5, 'Ada pinned <a href="#go_to_message4" onclick="return GoToMessage(4)">this message</a>'),
    )
    later = page(said(10, "04.03.2021 10:00:00", "It was moved.", "Bo", answer(3, "messages.html")))
    files: Files = {"messages.html": first, "messages10.html": later, "messages2.html": page()}
    read = read_export(tmp_path, files)
    (thread,) = read.threads
    assert (thread.id, thread.site, thread.board) == ("c3", "telegram/Rockets & co", ("Rockets & co",))
    assert read.bodies == ["When is the\\\nlaunch?", "**Soon** <https://x.example/>", "It was moved."]
    assert [post.author for post in thread.posts] == ["Ada", "Ada", "Bo"]
    assert [post.reply_to for post in thread.posts] == [None, None, "3"]
    assert [post.pinned for post in thread.posts] == [False, True, False]
    assert thread.posts[0].date is not None
    assert thread.posts[0].date.at.isoformat() == "2021-03-02T08:00:00+00:00"
    assert read.context.skipped == {
        "other events of chats (calls, new titles and photos)": 1,
        "joins": 1,
        "pins, which posts are marked with": 1,
    }
    assert read.context.read == 6
    assert read.problems == []


def test_topics_are_threads(tmp_path: Path) -> None:
    messages = (
        event(-1, "2 March 2021"),
        event(7, "Ada created topic &laquo;Heat shields&raquo;"),
        said(8, "02.03.2021 10:00:00", "Cork", "Ada", answer(7)),
        said(9, "02.03.2021 10:00:01", "Elsewhere", "Bo"),
    )
    shields, other = read_export(tmp_path, {"messages.html": page(*messages)}).threads
    assert (shields.id, shields.title, [post.body for post in shields.posts]) == ("t7", "Heat shields", ["Cork"])
    assert [post.id for post in other.posts] == ["9"]


def test_forwards_media_and_reactions(tmp_path: Path) -> None:
    name = '<div class="from_name">\nCy_ <span class="date details" title="01.03.2021 09:00:00"> 01.03.</span></div>'
    count = '<span class="reaction"><span class="emoji">👍</span><span class="count">2</span></span>'
    reactions = f'<span class="reactions">{count}</span>'
    at = "02.03.2021 10:00:0{}".format
    messages = (
        said(1, at(0), "", "Ada via @bot", f'<div class="forwarded body">{name}<div class="text">a</div></div>'),
        said(2, at(0), "", "", '<div class="forwarded body"><div class="text">b</div></div>'),
        said(3, at(1), "See", "Bo", PHOTO + reactions),
        said(4, at(2), "", "", generic("media_file", "plan.pdf", "2 KB")),
        said(5, at(3), "", "", POLL),
        said(
            6, at(4), "", "", generic("media_location", "Location", "1.5, -2.25", "https://maps.example/?q=1.5,-2.25")
        ),
        said(7, at(5), "", "", generic("media_contact", "Dee", "+1 23")),
        said(8, at(6), "x", "", generic("media_photo", "Sticker", "😄, 2 KB", "../../etc/passwd")),
    )
    read = read_export(tmp_path, {"x/messages.html": page(*messages), "x/photos/a.jpg": b"jpg"})
    assert read.bodies == [
        "*forwarded from Cy\\_*\n\n*via @bot*\n\na",
        "*forwarded from Cy\\_*\n\n*via @bot*\n\nb",
        "See",
        "*plan.pdf, which the export lacks*",
        "**Go?**\n\n- Yes: 2\n- No: 0",
        "*location: 1.5, -2.25*",
        "*contact: Dee*",
        "x\n\n*passwd, which the export lacks*",
    ]
    assert read.posts[2].reactions == (("👍", 2),)
    assert [file.read() for post in read.posts for file in post.attachments if file.read] == [b"jpg"]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a <em>b</em> <s>c</s> <code>d</code>", "a *b* ~~c~~ `d`"),
        ("<pre>x<br>  y</pre>z", "```\nx\n  y\n```\n\nz"),
        ("<blockquote>q</blockquote>a", "> q\n\na"),
        ('<span class="spoiler hidden" onclick="ShowSpoiler(this)"><span aria-hidden="true">s</span></span>', "||s||"),
        (
            '<a href="https://t.me/ada">@ada</a> <a href="" onclick="return ShowHashtag(&quot;a&quot;)">#a</a>',
            "@ada #a",
        ),
        ('<a href="x.example/b">x.example/b</a>', "[x.example/b](https://x.example/b)"),
        ('<a href="https://x.example/c">c</a> &lt;b&gt; *d*', "[c](https://x.example/c) \\<b> \\*d\\*"),
        ('<a href="mailto:a@b.example">a@b.example</a>', "a@b.example"),
    ],
)
def test_a_text_becomes_markdown(tmp_path: Path, html: str, markdown: str) -> None:
    assert read_export(tmp_path, {"messages.html": page(said(1, "02.03.2021 10:00:00", html, "Ada"))}).bodies == [
        markdown
    ]


def test_pages_beside_json_and_of_accounts_are_left_out(tmp_path: Path) -> None:
    one = page(said(1, "02.03.2021 10:00:00", "hi", "Ada"))
    account: Files = {"chats/chat_001/messages.html": one}
    assert read_export(tmp_path / "1", account).threads == []
    assert len(read_export(tmp_path / "2", account, private="yes").threads) == 1
    message = {"id": 1, "type": "message", "date_unixtime": "1614672000", "from": "Ada", "text": "hi"}
    chat = {"name": "Rockets", "type": "public_supergroup", "id": 77, "messages": [message]}
    both = read_export(tmp_path / "3", {"result.json": chat, "messages.html": one})
    assert [thread.site for thread in both.threads] == ["telegram/77"]
    assert both.context.skipped == {"pages of chats that the JSON has, too": 1}


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    messages = (said(1, "45.13.2021 10:00:00", "no day", "Ada"), said(2, "02.03.2021 10:00:00", "two", "Ada", zone=" "))
    odd = '<div class="message default"><div class="body"><div class="text">no id</div></div></div>'
    read = read_export(tmp_path, {"messages.html": page(*messages, odd)})
    assert read.bodies == ["two"]
    assert read.context.notes["messages whose dates name no time zone, read in that of the project"] == 1
    assert [problem.partition(": ")[0] for problem in read.problems] == ["messages.html:1", "messages.html:3"]


def test_messages_that_are_not_closed_are_not_within_one_another(tmp_path: Path) -> None:
    names = ("Ada", "Bo", "Cy")
    messages = (said(number, "02.03.2021 10:00:00", name, name) for number, name in enumerate(names, 1))
    read = read_export(tmp_path, {"messages.html": page(*(text.removesuffix("</div>") for text in messages))})
    assert [(post.author, post.body) for post in read.posts] == [(name, name) for name in names]


PAGE = page(
    event(-1, "2 March 2021"),
    event(7, "Ada created topic &laquo;T&raquo;"),
    said(8, "02.03.2021 10:00:00", "a<br><b>b</b>", "Ada", answer(7) + PHOTO),
    said(9, "02.03.2021 10:00:00", "c", "", POLL),
)


@given(st.data())
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("telegram")
    damaged = PAGE
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged)))
        odd = st.sampled_from(("<div>", "</div>", '"', "99999999999999", "&#0;", "<a>" * 70, "\x00", "", " UTC+99:99"))
        damaged = damaged[:at] + data.draw(odd) + damaged[at + data.draw(st.integers(0, 60)) :]
    read_anyhow(folder, "telegram", {"messages.html": damaged})
    shutil.rmtree(folder)


def test_pages_are_imported_once_and_build(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_files(tmp_path_factory.mktemp("telegram"), {"messages.html": PAGE, "photos/a.jpg": b"\xff\xd8"})
    report = import_into(project, folder)
    assert (report.format, report.threads, report.problems) == ("telegram", {Outcome.NEW: 2}, [])
    assert report.attachments == 1
    assert import_into(project, folder).threads == {Outcome.UNCHANGED: 2}
    assert project.build().problems == ()
