"""Pages of threads that archives, printers and other archivers show: without ids of posts, or of chats.

Tried on a whole site of tg-archive; the others are written from the templates of the engines alone.
"""

from pathlib import Path

import pytest

from archiver.importers.store import Outcome
from tests.conftest import Project
from tests.importing import import_into, read_anyhow, read_export
from tests.saved_pages import page_of

PHPBB = """<html><body id="phpbb"><div id="page-header"><h1>Moons</h1><p>x<br><a href="https://moons.example/">y</a></p>
<h2>Io</h2><p><a href="https://moons.example/viewtopic.php?f=2&amp;t=7">z</a></p></div><div id="page-body">
<div class="page-number">Page <strong>1</strong> of <strong>1</strong></div>{}</div></body></html>"""
PHPBB_POST = """<div class="post"><h3>{subject}</h3><div class="date">Posted: <strong>{date}</strong></div>
<div class="author">by <strong>{author}</strong></div><div class="content">{body}</div></div><hr>"""
SMF = """<html><body><h1 id="title">Moons</h1><h2 id="linktree">Planets =&gt; Jupiter</h2>
<dl id="posts">{}</dl></body></html>"""
SMF_POST = """
<dt class="postheader">Title: <strong>{subject}</strong><br />
Post by: <strong>{author}</strong> on <strong>{date}</strong>
</dt>
<dd class="postbody">{body}</dd>"""
SMF_1 = """<html><body><h1 class="largetext">Moons</h1><h2 class="normaltext">Planets =&gt; Jupiter</h2>
<table width="90%"><tr><td>{}<br /><br /><div align="center" class="smalltext">Powered by SMF</div></td></tr></table>
</body></html>"""
SMF_1_POST = """<br /><hr size="2" width="100%" />Title: <b>{subject}</b><br />
Post by: <b>{author}</b> on <b>{date}</b>
<hr />
<div style="margin: 0 5ex;">{body}</div>"""
SMF_WAP = """<html><head><title>Io</title></head><body><p class="titlebg">Planets > Jupiter</p><p class="catbg">Io</p>
<p class="windowbg"><a href="index.php?topic=7.0;wap2">&lt;&lt;</a> (1/1)</p>{}<p class="titlebg">Navigation</p>
<p class="windowbg">[0] <a href="index.php?board=2.0;wap2" accesskey="0">Index</a></p></body></html>"""
SMF_WAP_POST = """<p class="windowbg2">
<strong>{author}</strong>:
<br />
{body}
</p>"""
SMF_IMODE = """<html><head><title>Io</title></head><body><table border="0"><tr bgcolor="#b6dbff"><td>Jupiter</td></tr>
<tr bgcolor="#6d92aa"><td><font color="#ffffff">Io</font></td></tr><tr><td>(1/1)</td></tr>{}<tr bgcolor="#b6dbff">
<td>Navigation</td></tr><tr><td>&#59115; <a href="index.php?board=2.0;imode" accesskey="0">Index</a></td></tr></table>
</body></html>"""
SMF_IMODE_POST = """<tr><td><b>{author}</b>:<br />{body}</td></tr>"""
MYBB_PRINT = """<html><body><table width="98%"><tr><td><a href="index.php"><img src="l.gif"></a></td></tr><tr>
<td><span class="largetext"> <a href="showthread.php?tid=7">Io</a> - Printable Version</span><br /><br />
+- Moons (<em>https://moons.example</em>)<br />+--- Thread:  Io (<em>/showthread.php?tid=7</em>)<br /><br /></td></tr>
<tr><td><br /><hr size="1" />{}</td></tr></table></body></html>"""
MYBB_PRINT_POST = """<strong>{subject}</strong> - <a href="member.php?uid=2">{author}</a> -  <strong>{date}</strong>
<br />
<br />
{body}
<br />
<br />
<hr size="1" />"""
VBULLETIN = """<html><body><div class="pagebody"><div id="navbar"><a href="https://moons.example/archive/index.php">All</a>
&gt; <a href="https://moons.example/archive/index.php/f-2.html">Jupiter</a> &gt; Io</div><hr><div class="pda"></div>
<p class="largefont">View Full Version : <a href="https://moons.example/showthread.php?t=7">Io</a></p><hr>{}
</div></body></html>"""
VBULLETIN_POST = """<div class="post"><div class="posttop"><div class="username">{author}</div><div class="date">{date}
</div></div><div class="posttext">{body}</div></div><hr />"""
MYBB = """<html><body><div id="container"><div class="navigation"><a href="forum-2.html">Jupiter</a> &gt; Io</div>
<div id="fullversion"><strong>Full Version:</strong> <a href="https://moons.example/showthread.php?tid=7">Io</a></div>
<div id="content">{}</div></div></body></html>"""
MYBB_POST = """<div class="post"><div class="header"><div class="author"><h2><a href="x">{author}</a></h2></div>
<div class="dateline">{date}</div></div><div class="message">{body}</div></div>"""
INVISION = """<html><body><div id='ipbwrapper'><div id='largetext'>Full Version:
<a href='https://moons.example/index.php?showtopic=7'>Io</a></div><div class='ipbnav'><a href='index.html'>Moons</a>
&gt; <a href='f2.html'>Jupiter</a></div><div id='ipbcontent'>{}</div></div></body></html>"""
INVISION_POST = """<div class='postwrapper'><div class='posttopbar'><div class='postname'>{author}</div>
<div class='postdate'>{date}</div></div><div class='postcontent'>{body}</div></div>"""
DISCOURSE = """<html><head><title>Io</title></head><body><div class="main"><h1 class="topic-title">Io</h1>
{}</div></body></html>"""
DISCOURSE_POST = """<div class="post_container"><div class="avatar_container"><img src="../../../images/a.png"></div>
<div class="post"><div class="user_name">{author}</div><div class="post_content">{body}</div></div></div>"""
TELEGRAM = """<html><head><title>moons - Page 1 - May 2012</title>
<meta property="og:url" content="https://moons.example/.html">
</head><body><ul class="timeline index"><li><ul class="months"><li class="selected">
<a href="2012-05.html">May</a></li></ul>
</li></ul><ul class="messages"><li class="message type-user_joined" id="10"><div class="body">Joined.</div></li>{}</ul>
</body></html>"""
TELEGRAM_POST = """<li class="message type-message" id="{id}"><div class="body"><div class="meta">
<a href="https://t.me/x" class="username">{author}</a> <a class="reply" href="2012-05.html#11">Reply to #11</a>
<a class="id" href="#{id}">#{id}</a> <span class="date">{date}</span></div><div class="text">{body}</div>
<div class="media"><a href="media/{id}.png"><img src="media/{id}.png"></a></div></div></li>"""
FULL, SHORT = "Sun May 06, 2012 3:14 pm", "05-06-2012, 03:14 PM"
KINDS = {
    "viewtopic.php?t=7&view=print": (PHPBB, PHPBB_POST, FULL),
    "index.php?action=printpage;topic=7.0": (SMF, SMF_POST, "May 06, 2012, 03:14:15 PM"),
    "index.php?action=printpage;topic=7.msg9": (SMF_1, SMF_1_POST, "May 06, 2012, 03:14:15 PM"),
    "index.php?topic=7.0;wap2": (SMF_WAP, SMF_WAP_POST, ""),
    "index.php?topic=7.0;imode": (SMF_IMODE, SMF_IMODE_POST, ""),
    "printthread.php?tid=7": (MYBB_PRINT, MYBB_PRINT_POST, SHORT),
    "archive/index.php/t-7.html": (VBULLETIN, VBULLETIN_POST, SHORT),
    "archive/index.php?thread-7.html": (MYBB, MYBB_POST, SHORT),
    "lofiversion/index.php/t7.html": (INVISION, INVISION_POST, "May 6 2012, 03:14 PM"),
    "t/io/7/index.html": (DISCOURSE, DISCOURSE_POST, ""),
}


def _page(name: str, ids: tuple[int, ...] = (1, 2)) -> str:
    page, post, date = KINDS[name]
    values = [{"author": "Ada" if id_ % 2 else "Bo", "body": f"Words {id_}"} for id_ in ids]
    return page.format("".join(post.format(subject="Io", date=date, id=0, **value) for value in values))


@pytest.mark.parametrize("name", KINDS)
def test_a_page_without_ids_is_a_thread(name: str, tmp_path: Path) -> None:
    read = read_export(tmp_path, {name: _page(name)})
    [thread] = read.threads
    assert (thread.id, thread.title) == ("7", "Io")
    assert [(post.id, post.author, post.body) for post in thread.posts] == [
        ("1", "Ada", "Words 1"),
        ("2", "Bo", "Words 2"),
    ]
    days = [post.date.at.date().isoformat() if post.date else "" for post in thread.posts]
    assert set(days) == ({"2012-05-06"} if KINDS[name][2] else {""})
    assert len(read.problems) == (not KINDS[name][2])
    assert not any(post.subject for post in thread.posts)


def test_further_pages_count_on(tmp_path: Path) -> None:
    first, second = "archive/index.php/t-7.html", "archive/index.php/t-7-p-2.html"
    read = read_export(tmp_path / "1", {second: _page(first, (3, 4)), first: _page(first)})
    assert [post.id for post in read.posts] == ["1", "2", "2-1", "2-2"]
    assert [post.body for post in read.posts] == ["Words 1", "Words 2", "Words 3", "Words 4"]
    lofi = "lofiversion/index.php/t7.html"
    files = {"lofiversion/index.php/t7-150.html": _page(lofi, (3,)), lofi: _page(lofi)}
    assert [post.id for post in read_export(tmp_path / "2", files).posts] == ["1", "2", "151"]


def test_other_pages_of_a_thread_are_preferred(tmp_path: Path, project: Project) -> None:
    name = "viewtopic.php?t=7&view=print"
    files = {"a.html": _page(name), "b.html": page_of("phpBB 3")}
    read = read_export(tmp_path, files)
    [thread] = read.threads
    assert [post.id for post in thread.posts] == ["11", "12"]
    assert read.context.skipped == {"printable views of threads": 1}
    assert import_into(project, tmp_path / "export").threads == {Outcome.NEW: 1}
    assert import_into(project, tmp_path / "export").threads == {Outcome.UNCHANGED: 1}


def test_the_months_of_tg_archive(tmp_path: Path) -> None:
    def month(*ids: int) -> str:
        date = "03:14 PM, 06 May 2012"
        return TELEGRAM.format("".join(TELEGRAM_POST.format(id=id_, author="@ada", date=date, body="x") for id_ in ids))

    files = {
        "2012-05_2.html": month(13),
        "2012-05.html": month(11, 12),
        "index.html": month(11, 12),
        "media/11.png": b"\x89PNG\r\n\x1a\n",
    }
    read = read_export(tmp_path, files)
    [thread] = read.threads
    assert [(post.id, post.author, post.reply_to) for post in thread.posts] == [
        ("11", "ada", "11"),
        ("12", "ada", "11"),
        ("13", "ada", "11"),
    ]
    assert "#11" not in thread.posts[0].body
    assert len(thread.posts[0].attachments) == 2
    assert thread.url is None
    assert read.context.notes["posts whose dates name no time zone, read in that of the project"] == 3


def test_a_month_of_tg_archive_in_which_nobody_wrote(tmp_path: Path) -> None:
    title = "<title>Page 1 - May 2012 @probes archive</title>"
    joined = '<li class="message type-user_joined" id="14"><div class="text">Joined.</div></li>'
    post = TELEGRAM_POST.format(id=11, author="@ada", date="03:14 PM, 06 May 2012", body="x")
    files = {"2012-05.html": title + TELEGRAM.format(post), "2012-06.html": TELEGRAM.format(joined)}
    read = read_export(tmp_path, files)
    assert [thread.title for thread in read.threads] == ["May 2012 @probes archive"]
    assert read.context.skipped == {"pages of the forum that are no threads: lists, profiles, forms": 1}


@pytest.mark.parametrize("name", KINDS)
def test_damaged_pages_raise_nothing(name: str, tmp_path: Path) -> None:
    page = _page(name)
    step = len(page) // 7
    files = {f"{at}/{name}": page[:at] + page[at + 9 :] for at in range(0, len(page), step)}
    read_anyhow(tmp_path, "pages", {**files, name.replace("7", "9" * 200): page})
