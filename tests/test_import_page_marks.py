"""What saved pages have besides words: locks, pins, reactions, pictures in WARCs, links to one another."""

import gzip
from pathlib import Path

import pytest

from archiver.importers.pages import page_files
from archiver.importers.pages.mhtml import MhtmlParts
from archiver.importers.store import Outcome
from tests.conftest import Project
from tests.importing import import_into, read_export
from tests.saved_pages import page_of

PICTURE = b"\x89PNG\r\n\x1a\n"


def _read_with(tmp_path: Path, engine: str, old: str, new: str) -> tuple[bool, bool, int | None, tuple[object, ...]]:
    page = page_of(engine, (11,))
    assert old in page
    [thread] = read_export(tmp_path, {"a.html": page.replace(old, new, 1)}).threads
    return thread.closed, thread.pinned, thread.posts[0].score, thread.posts[0].reactions


def test_locked_and_pinned_threads(tmp_path: Path) -> None:
    locked = '<div class="action-bar"><a class="button"><i class="icon fa-lock"></i></a></div><h2 class="topic-title">'
    assert _read_with(tmp_path / "1", "phpBB 3", '<h2 class="topic-title">', locked)[:2] == (True, False)
    icon = '<h3><img src="/images/topic/hot_post_locked_sticky.gif"></h3><div class="post_wrapper">'
    assert _read_with(tmp_path / "2", "SMF 2", '<div class="post_wrapper">', icon)[:2] == (True, True)
    status = '<dd class="blockStatus-message blockStatus-message--locked">Not open</dd></body>'
    assert _read_with(tmp_path / "3", "XenForo 2", "</body>", status)[:2] == (True, False)
    assert _read_with(tmp_path / "4", "MyBB", "</body>", "</body>")[:2] == (False, False)


XENFORO = """<div class="reactionsBar"><ul class="reactionSummary"><li><img title="Like"></li>{more}</ul>
<a class="reactionsBar-link"><bdi>Ada 7</bdi>, <bdi>Bo</bdi> and 1,203 others</a></div></article>"""
INVISION = """<ul><li class="ipsReact_reactCount"><a><span><img alt="Thanks"></span> <span>12</span></a></li>
<li class="ipsReact_reactCount"><a><img alt="Haha"> 1</a></li></ul></article>"""


def test_reactions_and_likes(tmp_path: Path) -> None:
    one = _read_with(tmp_path / "1", "XenForo 2", "</article>", XENFORO.format(more=""))
    assert one[3] == (("Like", 1205),)
    several = XENFORO.format(more='<li><img title="Haha"></li>')
    assert _read_with(tmp_path / "2", "XenForo 2", "</article>", several)[3] == (("reactions", 1205),)
    assert _read_with(tmp_path / "3", "Invision 4", "</article>", INVISION)[3] == (("Thanks", 12), ("Haha", 1))


def test_the_score_of_an_answer(tmp_path: Path) -> None:
    votes = '<div class="contentVote"><span class="contentVote-count js-voteCount">-1,002</span></div></article>'
    assert _read_with(tmp_path, "XenForo 2", "</article>", votes)[2] == -1002


def _record(url: str, kind: str, body: bytes) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize("name", ["moons.warc", "moons.warc.gz"])
def test_pictures_in_a_warc_are_those_of_the_posts(name: str, tmp_path: Path, project: Project) -> None:
    text = '<img src="/io.png"><img src="http://other.example/x.png"><img src="https://moons.example/lost.png">'
    page = page_of("vBulletin 3", (11,), text=text).encode()
    records = [
        _record("https://moons.example/showthread.php?t=7", "text/html", page),
        _record("https://www.moons.example/io.png", "image/png", PICTURE),
        _record("https://other.example/x.png", "image/png", PICTURE + b"2"),
    ]
    place = tmp_path / name
    place.write_bytes(b"".join(gzip.compress(record) if name.endswith("gz") else record for record in records))
    report = import_into(project, place)
    assert (report.attachments, report.problems) == (2, [])
    [source] = (project.root / "content").rglob("*.md")
    written = source.read_text(encoding="utf-8")
    assert 'src="https://moons.example/io.png"' in written
    assert written.count("files=") == 1  # the attachment of the template
    assert import_into(project, place).threads == {Outcome.UNCHANGED: 1}


def test_an_mhtml_file_is_parsed_once_for_all_its_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of("MyBB", (11,), text='<img src="a.png"><img src="b.png"><img src="c.png">').replace("=", "=3D")
    parts = "".join(
        f"--b\r\nContent-Type: image/png\r\nContent-Location: https://moons.example/{name}.png\r\n\r\n{name}\r\n"
        for name in "ab"
    )
    file = f"""MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r
Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r
Content-Location: https://moons.example/thread-7.html\r\n\r\n{page}\r\n{parts}--b--\r\n"""
    parsed: list[int] = []

    def parse(content: bytes) -> MhtmlParts:
        parsed.append(len(content))
        return MhtmlParts(content)

    monkeypatch.setattr(page_files, "MhtmlParts", parse)
    [post] = read_export(tmp_path, {"io.mhtml": file}).posts
    assert [attachment.read() for attachment in post.attachments if attachment.read] == [b"a", b"b"]
    assert len(parsed) == 1


OWN = "https://moons.example/"
LINKS = {
    "phpBB 3": (
        f"{OWN}viewtopic.php?t=7",
        {
            "viewtopic.php?f=2&amp;t=7": "",
            "./viewtopic.php?t=7&amp;start=15#p12": "#p12",
            "/viewtopic.php?p=12#p12": "#p12",
            "https://www.moons.example/viewtopic.php?p=12": "#p12",
            "viewtopic.php?f=2&amp;t=7&amp;p=11#p11": "#p11",
            "viewtopic.php%3Ft=7.html": "",
        },
    ),
    "SMF 2": (
        None,
        {"index.php?topic=7.msg12#msg12": "#msg12", "index.php?topic=7.0": "", "index.php/topic,7.15.html": ""},
    ),
    "vBulletin 3": (
        None,
        {"showthread.php?t=7": "", "showthread.php?p=12": "#p12", "showthread.php?p=12#post12": "#post12"},
    ),
    "MyBB": (None, {"showthread.php?tid=7&amp;pid=12#pid12": "#pid12", "thread-7-post-12.html": "#p12"}),
    "XenForo 2": (None, {"/threads/io.7/": "", "/threads/io.7/post-12": "#p12", "/posts/12/": "#p12"}),
}


@pytest.mark.parametrize("engine", LINKS)
def test_links_between_saved_pages_lead_to_their_sources(engine: str, tmp_path: Path) -> None:
    expected, links = LINKS[engine]
    text = "".join(f'<a class="x" href="{link}">y</a> ' for link in [*links, "viewtopic.php?t=8", "//else.example/t=7"])
    place = f"{OWN}thread-7-1.html"
    page = page_of(engine, (11, 12), text=text).replace("<head>", f"<head><!-- saved from url=(0022){place} -->", 1)
    read = read_export(tmp_path, {"a.html": page})
    [thread] = read.threads
    assert expected is None or thread.url in {expected, place}
    hrefs = [part.partition('"')[0] for part in thread.posts[0].body.split('href="')[1:]]
    assert hrefs[: len(links)] == [f"{thread.url}{anchor}" for anchor in links.values()]
    assert hrefs[len(links) : len(links) + 2] == ["viewtopic.php?t=8", "//else.example/t=7"]


ADDRESSES = {
    "phpBB 3": (
        ["forum/viewtopic.php?f=2&t=7", "forum/viewtopic.php?f=2&t=7&start=15&sid=abc"],
        ("/forum/viewtopic.php?f=2&t=7", "/forum/viewtopic.php?t=7", "/forum/viewtopic.php?f=2&t=7&start=15"),
    ),
    "SMF 2": (["index.php?topic=7.0", "index.php?topic=7.15"], ("/index.php?topic=7.0", "/index.php?topic=7.15")),
    "vBulletin 4": (
        ["showthread.php?7-Io", "showthread.php?7-Io/page2"],
        ("/showthread.php?7-Io", "/showthread.php?7-Io/page2"),
    ),
    "XenForo 2": (["threads/io.7/", "threads/io.7/page-2"], ("/threads/io.7/",)),
    "Discuz": (["forum-2-1.html"], ()),
}


@pytest.mark.parametrize("engine", ADDRESSES)
def test_the_addresses_of_pages_are_aliases_of_their_thread(engine: str, tmp_path: Path, project: Project) -> None:
    addresses, aliases = ADDRESSES[engine]
    files = {}
    for number, address in enumerate(addresses, 1):
        page = page_of(engine, (2 * number, 2 * number + 1), page=number, pages=len(addresses))
        page = page.replace(' rel="canonical"', ' rel="x"')
        files[f"{number}.html"] = page.replace("<head>", f"<head><!-- saved from url=(0022){OWN}{address} -->", 1)
    [thread] = read_export(tmp_path, files).threads
    assert thread.aliases == aliases
    assert not read_export(tmp_path, files, aliases="no").threads[0].aliases
    import_into(project, tmp_path / "export")
    assert import_into(project, tmp_path / "export").threads == {Outcome.UNCHANGED: 1}
    project.write("content/x.md", "# X\n\n## ada {#1}\n\n" + " ".join(f"<{OWN}{address}>" for address in addresses))
    project.write("archiver.toml", "[links]\narchived = true\n")
    assert project.build().errors == ()
    redirects = [path for path, page in project.tree().items() if b'http-equiv="refresh"' in page]
    assert len(redirects) == sum(not alias.endswith("page2") for alias in aliases)
    assert (
        "linked from" in "".join(project.read(f"site/{path}") for path in project.tree() if "7-io" in path)
        or not aliases
    )


def test_only_threads_of_one_site_get_aliases(tmp_path: Path) -> None:
    files = {f"{host}.html": page_of("phpBB 3").replace("moons.example", host) for host in ("a.example", "b.example")}
    read = read_export(tmp_path, files)
    assert [thread.aliases for thread in read.threads] == [("/viewtopic.php?t=7",), ()]
