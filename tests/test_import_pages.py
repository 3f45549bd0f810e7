"""The importer of saved pages.

Tried on folders of real pages: phpBB 2 and 3 (captures of a web archive), XenForo 2.3, Invision 4, SMF 2 (one thread),
Hypermail, pipermail. Written from the templates of the engines alone: vBulletin 3, 4 and 5, XenForo 1, MyBB,
Invision 2 and 3, SMF 1, Discuz, Vanilla, FluxBB and PunBB, Discourse's view for crawlers, MHonArc. The pages in
`tests/saved_pages.py` are our own.
"""

import gzip
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.importers.store import Outcome
from tests.conftest import Project
from tests.importing import import_into, read_anyhow, read_export
from tests.saved_pages import TEMPLATES, page_of

NOT_SHOWN = ("sig", "edited", "Last edited")


@pytest.mark.parametrize("engine", TEMPLATES)
def test_a_page_of_each_engine_is_a_thread(engine: str, tmp_path: Path) -> None:
    read = read_export(tmp_path, {"thread-7-1-1.html": page_of(engine)})
    [thread] = read.threads
    assert (thread.id, thread.title, thread.board[-1:]) == ("7", "Io", ("Jupiter",))
    assert [post.id for post in thread.posts] == ["11", "12"]
    assert [post.author for post in thread.posts] == ["Ada", "Bo"]
    assert all(post.date is not None and post.date.at.date().isoformat() == "2012-05-06" for post in thread.posts)
    assert all(f"Words of post {post.id}" in post.body for post in thread.posts)
    assert not any(word in post.body for post in thread.posts for word in NOT_SHOWN)
    assert not any(post.subject for post in thread.posts)
    assert read.problems == []


def test_the_clock_of_a_page_has_its_zone(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"a.html": page_of("phpBB 3")})
    assert read.posts[0].date is not None
    assert read.posts[0].date.at.astimezone(UTC) == datetime(2012, 5, 6, 13, 14, tzinfo=UTC)


def test_pages_in_any_order_with_doubles_are_one_thread(tmp_path: Path) -> None:
    files = {
        "viewtopic.php?t=7&start=2.html": page_of("phpBB 3", (13, 14), page=2, pages=2, posts=4),
        "viewtopic.php?t=7&sid=1.html": page_of("phpBB 3", (11, 12), page=1, pages=2, posts=4),
        "viewtopic.php?p=12.html": page_of("phpBB 3", (11, 12), page=1, pages=2, posts=4, text="Newer words of"),
        "viewforum.php?f=2.html": "<html><body>Powered by <a href='x'>phpBB</a></body></html>",
        "print.html": "<html><title>x</title>Powered by phpBB <a href='viewtopic.php?t=7&view=print'>x</a></html>",
        "other.html": "<html><body>About us</body></html>",
        "logo.gif": b"GIF89a",
    }
    read = read_export(tmp_path, files)
    [thread] = read.threads
    assert [post.id for post in thread.posts] == ["11", "12", "13", "14"]
    assert thread.claimed_posts == 4
    assert thread.url == "https://moons.example/viewtopic.php?t=7"
    assert read.context.notes["copies of posts that other pages have too"] == 2
    assert sum(read.context.skipped.values()) == 4


def test_pages_and_posts_that_are_missing_are_told_of(tmp_path: Path, project: Project) -> None:
    place = tmp_path / "moons"
    place.mkdir()
    (place / "t.html").write_text(page_of("phpBB 3", (11, 12), page=2, pages=3, posts=57), encoding="utf-8")
    report = import_into(project, place)
    assert [(claim.claimed, claim.arrived) for claim in report.claims] == [(57, 2)]
    assert [problem.message for problem in report.problems] == ["of the 3 pages of «Io» 2 are missing: 1, 3"]


def test_relative_dates_are_a_problem_unless_another_page_has_them(tmp_path: Path) -> None:
    today = {"a.html": page_of("MyBB", date="Today, 03:14 PM")}
    read = read_export(tmp_path / "1", today)
    assert [post.date for post in read.posts] == [None, None]
    assert "2 of the 2 posts of this thread have no date" in read.problems[0]
    later = read_export(tmp_path / "2", {**today, "b.html": page_of("MyBB")})
    assert all(post.date for post in later.posts)
    assert later.problems == []


def test_one_date_of_the_forum_tells_whether_days_come_first(tmp_path: Path) -> None:
    files = {"a.html": page_of("vBulletin 3", (11,), date="25-06-2012, 10:00"), "b.html": page_of("vBulletin 3", (12,))}
    dates = {post.id: post.date.at.date().isoformat() for post in read_export(tmp_path, files).posts if post.date}
    assert dates == {"11": "2012-06-25", "12": "2012-06-05"}


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("windows-1252", "Größe – “so”"),
        ("windows-1251", "Спутник Юпитера"),
        ("koi8-r", "Спутник Юпитера"),
        ("gb18030", "木星的卫星"),
        ("shift_jis", "木星の衛星"),
        ("windows-1255", "הירח של צדק"),
        ("utf-8-sig", "Größe 衛星"),
        ("utf-16", "Größe 衛星"),
    ],
)
def test_pages_are_read_in_the_charsets_of_their_time(charset: str, words: str, tmp_path: Path) -> None:
    declared = (
        "" if charset.startswith("utf") else f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    )
    page = page_of("phpBB 2", text=words).replace("<head>", f"<head>{declared}")
    read = read_export(tmp_path, {"a.html": page.encode(charset)})
    assert [words in body for body in read.bodies] == [True, True]


def test_a_charset_that_is_not_declared_is_guessed_and_a_wrong_one_is_not_believed(tmp_path: Path) -> None:
    words = "Спутник Юпитера открыл Галилей в январе, и это было очень давно"
    page = page_of("phpBB 2", text=words)
    guessed = read_export(tmp_path / "1", {"a.html": page.encode("windows-1251")})
    assert words in guessed.bodies[0]
    assert guessed.context.notes["pages whose charset was guessed"] == 1
    wrong = page.replace("<head>", '<head><meta charset="utf-8">')
    assert words in read_export(tmp_path / "2", {"a.html": wrong.encode("windows-1251")}).bodies[0]


def test_pictures_beside_a_page_are_attachments(tmp_path: Path, project: Project) -> None:
    place = tmp_path / "moons"
    (place / "t_files").mkdir(parents=True)
    (place / "t_files" / "io 1.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (place / "t.html").write_text(page_of("MyBB", text='<img src="t_files/io%201.png"><img src="../x.png">'))
    report = import_into(project, place)
    assert report.attachments == 2
    [source] = (project.root / "content").rglob("*.md")
    assert "cid:" not in source.read_text(encoding="utf-8")
    assert list((project.root / "content").rglob("*io-1.png"))


def test_comments_of_vbulletin_are_posts_that_answer_theirs(tmp_path: Path) -> None:
    comment = (
        '<li data-node-id="13" class="b-post b-comment"><a class="b-comment__author">Cy</a>'
        '<div class="b-post__timestamp">12-19-2016, 07:47 PM</div><div class="js-post__content">Indeed</div></li>'
    )
    page = (
        '<ul id="breadcrumbs"><li><a href="../../forum.html">Forum</a></li><li><a href="../sky.html">Sky</a></li></ul>'
        '<div class="announcement-widget"><h1 class="main-title">Announcement</h1></div>'
        '<div class="page-title-widget"><h1 class="main-title">Moons</h1></div><ul>'
        '<li data-node-id="11" class="b-post"><div class="author">Ada</div><time itemprop="dateCreated" '
        'datetime="2016-12-19T10:00:00"></time><div class="js-post__content-text">A moon</div>'
        f'<ul class="b-comments__comments">{comment}</ul></li></ul>'
    )
    [thread] = read_export(tmp_path, {"x.example/forum/sky/7-moons.html": page}).threads
    assert (thread.title, thread.board) == ("Moons", ("Sky",))
    assert [(post.id, post.author, post.reply_to, post.body) for post in thread.posts] == [
        ("11", "Ada", None, "A moon"),
        ("13", "Cy", "11", "Indeed"),
    ]


def test_signatures_of_phpbb_2_are_no_words_of_posts(tmp_path: Path) -> None:
    page = page_of("phpBB 2", text="A<br />_________________<br />B<br />_________________<br /><b>sig</b>")
    [first, _] = read_export(tmp_path, {"a.html": page}).bodies
    assert first.count("<span") == first.count("</span>")
    assert re.sub("<.*?>", " ", first).split()[-3:] == ["A", "_________________", "B"]


def test_smileys_of_the_forum_are_the_characters_that_stand_for_them(tmp_path: Path) -> None:
    smileys = '<img src="./smilies/icon_cool.gif" alt="8)"> <img src="smiles/icon_wink.gif" alt="icon_wink.gif">'
    read = read_export(tmp_path, {"a.html": page_of("MyBB", (11,), text=smileys)})
    assert read.bodies[0].startswith("8) :wink:")


def test_faults_of_php_may_stand_before_a_page(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"a.html": "<b>PHP Notice</b>: x" * 20 + page_of("MyBB")})
    assert len(read.posts) == 2


def test_importing_again_writes_nothing(tmp_path: Path, project: Project) -> None:
    place = tmp_path / "moons"
    place.mkdir()
    for engine in TEMPLATES:
        (place / f"{engine}.html").write_text(page_of(engine), encoding="utf-8")
    first = import_into(project, place)
    assert first.threads[Outcome.NEW] == sum(first.threads.values()) > 5
    again = import_into(project, place)
    assert again.threads == {Outcome.UNCHANGED: first.threads[Outcome.NEW]}


def test_posts_that_a_thread_page_describes_for_search_engines_are_read(tmp_path: Path) -> None:
    item = """<div itemscope itemtype="https://schema.org/Comment" id="c{0}"><span itemprop="author"><b itemprop="name">
    Ada</b></span><time itemprop="datePublished" datetime="2012-05-06T15:14:00Z">then</time>
    <div itemprop="text">Words {0}</div></div>"""
    page = f"""<html><title>Io</title><link rel="canonical" href="https://moons.example/talk/io"><div itemscope
    itemtype="https://schema.org/DiscussionForumPosting"><h1 itemprop="headline">Io</h1>{item.format(1)}{item.format(2)}
    </div></html>"""
    read = read_export(tmp_path, {"io.html": page})
    assert [(post.id, post.author, post.body) for post in read.posts] == [
        ("1", "Ada", "Words 1"),
        ("2", "Ada", "Words 2"),
    ]
    assert read.threads[0].title == "Io"


HYPERMAIL = """<html><title>x</title><body><!-- sent="{date}" --><!-- name="{name}" -->
<!-- email="{name}@moons.example" -->
<!-- subject="{subject}" --><!-- id="{id}_at_moons.example" -->{more}
<!-- body="start" --><div class="mail"><address class="headers">From: {name}</address>
Words of<br />
{id} &amp; more.<br />
<br />
&gt; quoted<br />
</div><span id="received">x</span><!-- body="end" --></body></html>"""
MHONARC = """<!-- MHonArc v2.6.19 -->
<!--X-Subject: {subject} -->
<!--X-From-R13: Oqn Pleba <nqnNzbbaf.rknzcyr> -->
<!--X-Date: {date} -->
<!--X-Message-Id: {id}@moons.example -->
{more}<!--X-Head-End-->
<html><body><!--X-Body-of-Message-->
<pre>Words of
{id}</pre>
<!--X-Body-of-Message-End--><p>footer</p></body></html>"""
PIPERMAIL = """<HTML><HEAD><TITLE> {subject}</TITLE></HEAD><BODY><H1>{subject}</H1>
    <B>{name}</B>
    <A HREF="mailto:moons%40moons.example?Subject=Re:%20x{more}"
       TITLE="{subject}">ada at moons.example</A><BR>
    <I>{date}</I>
<!--beginarticle-->
<PRE>Words of
{id} &gt; more
</PRE>
<!--endarticle--></BODY></HTML>"""
DATE, LATER = "Sun, 6 May 2012 15:14:00 +0000", "Sun, 6 May 2012 16:14:00 +0000"


def test_pages_of_hypermail_are_threads_of_texts(tmp_path: Path) -> None:
    first = HYPERMAIL.format(id="a", date=DATE, name="Ada", subject="[moons] Io", more="")
    answer = '<!-- inreplyto="a_at_moons.example" -->'
    files = {
        "0001.html": first,
        "0002.html": HYPERMAIL.format(id="b", date=LATER, name="Bo", subject="Re: [moons] Io", more=answer),
    }
    [thread] = read_export(tmp_path, files).threads
    assert [(post.id, post.author, post.reply_to, post.subject) for post in thread.posts] == [
        ("a@moons.example", "Ada", None, None),
        ("b@moons.example", "Bo", "a@moons.example", None),
    ]
    assert thread.posts[0].body == "Words of\na & more.\n\n> quoted"


def test_pages_of_mhonarc_are_threads(tmp_path: Path) -> None:
    reference = "<!--X-Reference: a@moons.example -->\n"
    files = {
        "msg00001.html": MHONARC.format(id="b", date=LATER, subject="Re: Io", more=reference),
        "msg00000.html": MHONARC.format(id="a", date=DATE, subject="Io", more=""),
    }
    [thread] = read_export(tmp_path, files).threads
    assert [(post.id, post.reply_to, post.body) for post in thread.posts] == [
        ("a@moons.example", None, "Words of\na"),
        ("b@moons.example", "a@moons.example", "Words of\nb"),
    ]
    assert thread.posts[0].author == "Ada Byron"


def test_pages_of_pipermail_are_joined_by_the_index_of_threads(tmp_path: Path) -> None:
    folder = "moons/2012-May"
    own = "&In-Reply-To=%3Ca%40moons.example%3E"
    index = (
        '<!--0 01- -->\n<LI><A HREF="000001.html">Io</A><UL>\n<!--1 01-02- -->\n<LI><A HREF="000002.html">Io</A></UL>'
    )
    files = {
        f"{folder}/000001.html": PIPERMAIL.format(id="a", date=DATE, name="Ada", subject="[moons] Io", more=own),
        f"{folder}/000002.html": PIPERMAIL.format(id="b", date=LATER, name="Bo", subject="[moons] Io", more=""),
        f"{folder}/thread.html": f"<html><ul>{index}</ul></html>",
    }
    read = read_export(tmp_path, files)
    [thread] = read.threads
    assert (thread.title, thread.board) == ("Io", ("moons",))
    assert [(post.author, post.reply_to, post.body) for post in thread.posts] == [
        ("Ada", None, "Words of\na > more"),
        ("Bo", "a@moons.example", "Words of\nb > more"),
    ]
    assert read.context.skipped["indexes of list archives"] == 1


def test_an_mhtml_file_is_a_page_with_its_pictures(tmp_path: Path) -> None:
    page = page_of("MyBB", (11,), text='<img src="io.png">').replace("=", "=3D")
    file = f"""From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r
Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r
Content-Location: https://moons.example/thread-7.html\r\n\r\n{page}\r\n--b\r\nContent-Type: image/png\r
Content-Transfer-Encoding: base64\r\nContent-Location: https://moons.example/io.png\r\n\r\niVBORw==\r\n--b--\r\n"""
    [thread] = read_export(tmp_path, {"io.mhtml": file}).threads
    [attachment] = thread.posts[0].attachments
    assert attachment.name == "io.png"
    assert attachment.content_id is not None
    assert f"cid:{attachment.content_id}" in thread.posts[0].body


def _response(url: str, body: bytes, headers: str = "Content-Type: text/html; charset=utf-8") -> bytes:
    block = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize("name", ["moons.warc", "moons.warc.gz"])
def test_the_pages_of_a_warc_are_read(name: str, tmp_path: Path) -> None:
    first, second = page_of("vBulletin 3", (11,)).encode(), gzip.compress(page_of("vBulletin 3", (12,)).encode())
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(second), second)
    packed = "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"
    records = [
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n",
        _response("https://moons.example/showthread.php?t=7", first),
        _response("https://moons.example/showthread.php?t=7&page=2", chunks, packed),
        _response("https://moons.example/io.png", b"x", "Content-Type: image/png"),
        _response("https://moons.example/b", b"x", "Content-Type: text/html\r\nContent-Encoding: br"),
    ]
    data = b"".join(gzip.compress(record) if name.endswith("gz") else record for record in records)
    read = read_export(tmp_path, {name: data, "readme.txt": "x"})
    [thread] = read.threads
    assert [post.id for post in thread.posts] == ["11", "12"]
    assert (thread.site, thread.url) == ("moons.example/vbulletin", "https://moons.example/showthread.php?t=7")
    assert len(read.problems) == 1
    cut = read_export(tmp_path / "cut", {"moons.warc": b"".join(records)[:-40]})
    assert "left out, with the rest of the file" in cut.problems[-1]


HOSTILE = {
    "nested": "<div>" * 50_000,
    "unclosed": "<p><b id=x>" * 30_000,
    "posts in posts": '<div class="post" id="p1"><div class="postbody"><div class="content">' * 10_000,
    "tables": '<table><tr><td><span class="name"><a name="1">' * 10_000,
    "attributes": '<div class="postbody" ' + "a='" * 100_000,
    "scripts": "application/ld+json DiscussionForumPosting <script" * 20_000,
    "comments": "<!-- saved from url=(0001) postbody" * 20_000,
    "list": '<!-- body="start" --><!-- subject="' * 20_000 + "<H1>" * 20_000,
    "index": "<!--1 " + "0-" * 200_000,
    "pictures": '<div class="post" id="p1"><div class="postbody"><div class="content">' + '<img src="a.png">' * 20_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_take_linear_time_and_raise_nothing(kind: str, tmp_path: Path) -> None:
    start = time.monotonic()
    read_anyhow(tmp_path, "pages", {"a.html": f'<html>class="postbody" {HOSTILE[kind]}', "a.png": b"x"})
    assert time.monotonic() - start < 20


@pytest.mark.parametrize("engine", TEMPLATES)
def test_damaged_pages_raise_nothing(engine: str, tmp_path: Path) -> None:
    page = page_of(engine)
    step = len(page) // 7
    files = {f"{at}.html": page[:at] + page[at + 9 :] for at in range(0, len(page), step)}
    files |= {f"cut-{at}.html": page[:at] for at in range(step, len(page), step)}
    files["9.html"] = page.replace("11", "9" * 5000).replace("2012", "0000")
    read_anyhow(tmp_path, "pages", files)
