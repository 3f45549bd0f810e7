"""What is taken down is in no published file any more, nor is any quote of it; lifted, all is as it was."""

import base64
import gzip
import html
import json
import subprocess
import time
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from click.testing import CliRunner

from archiver.build.leaks import find_leaks
from archiver.cli import cli
from archiver.config import read_config
from archiver.errors import ConfigError
from archiver.withhold.names import TakenNames
from tests.conftest import Project

FIRST = "The rocks of the moon are older than most people think."
SECOND = "They were brought here by six crews, in bags that leaked a little."
MOON = f"""\
# Moon rocks

## Ann Lee · 2022-07-05T14:03:00Z {{#p1 address=ann@example.org subject="My stones" url=https://x.example/~ann/1}}

{FIRST} {SECOND}

I would like to see one.

![the stone of Ann](stone.png)

## bob · 2022-07-05T15:03:00Z {{#p2 reply-to=p1}}

Ann Lee wrote:

> {FIRST}

As Ann said, they are old. But I would have said it in another way.

> I would like to see one.

Yes.

## cyd · 2022-07-06T15:03:00Z {{#p3 reply-to=p2}}

> Ann Lee wrote:
>
> > The rocks of the moon are *older* than
> > most people think.
>
> As Ann said, they are old. But I would have said it in another way.

@ann I do not agree with bob.
"""
MARS = f"""\
# Mars

## dan · 2022-08-05T14:03:00Z {{#p1}}

Somebody here said: {FIRST} I like it.

> They were brought here
> by **six crews**, in bags that leaked a little.

Mars has no crews.
"""
DAY = 86_400 * 10**9
"""Nanoseconds, after which no file is so new that its content has to be compared."""
POST = '[[takedown]]\nthread = "space/moon"\npost = "p1"\ndate = 2026-11-30\nreason = "she asked for it"\n'


@pytest.fixture
def space(project: Project) -> Project:
    """A project in which one post is quoted in its own thread and in another one."""
    project.write("archiver.toml", 'base_url = "https://a.example"\n[pages]\njson = true\nfeeds = true\n')
    project.write("content/space/moon.md", MOON)
    project.write("content/space/mars.md", MARS)
    project.write("content/space/stone.png", PNG)
    return project


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


def published(project: Project) -> str:
    """All words that are published, in one text: pages, data, and what browsers search in."""
    texts = []
    for path, content in project.tree().items():
        raw = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
        texts.append(f"{path} {html.unescape(raw.decode('utf-8', 'replace'))}")
    return " ".join(" ".join(texts).split())


def source_of(project: Project, slug: str) -> str:
    return project.read(f"site/{slug}/index.md")


def run(project: Project, *arguments: str) -> str:
    result = CliRunner().invoke(cli, ["-C", str(project.root), "takedown", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_post_and_all_quotes_of_it_are_gone_and_what_others_wrote_stays(space: Project) -> None:
    space.write("takedowns.toml", POST)
    report = space.build()
    text = published(space)
    for words in ("rocks of the moon", "six crews", "like to see one", "My stones", "ann@example.org", "stone of Ann"):
        assert words not in text
    assert PNG not in space.tree().values()
    for words in ("I would have said it in another way", "I like it.", "Mars has no crews", "Somebody here said"):
        assert words in text
    assert "taken down: 1 post, 4 quotes" in report.messages
    assert report.problems == ()


def test_a_tombstone_stands_where_the_post_stood(space: Project) -> None:
    space.write("takedowns.toml", POST)
    space.build()
    page = space.read("site/space/moon/index.html")
    assert '<article class="post removed" id="p1">' in page
    day = '<time datetime="2026-11-30">30 November 2026</time>'
    assert f"This post was removed on {day}: <bdi>she asked for it</bdi>" in page
    assert 'id="p2"' in page
    assert "in reply to" in page
    assert not (space.root / "site/authors/ann-lee/index.html").exists()


def test_lifting_gives_the_bytes_of_before_and_builds_are_as_clean_ones(space: Project) -> None:
    space.build()
    before = space.tree()
    run(space, "/space/moon/#p1", "--reason", "why")
    space.build()
    assert space.tree() != before
    incremental = space.tree()
    assert space.run("build", "--clean").returncode == 0
    assert space.tree() == incremental
    run(space, "--lift", "space/moon#p1")
    space.build()
    assert space.tree() == before


def test_other_words_of_a_post_set_the_quotes_of_its_former_ones_free(space: Project) -> None:
    space.write("takedowns.toml", POST)
    space.build(now_ns=time.time_ns() + DAY)
    assert FIRST not in source_of(space, "space/mars")
    space.write("content/space/moon.md", MOON.replace(f"{FIRST} {SECOND}", "Of that I say nothing at all to you."))
    space.build(now_ns=time.time_ns() + DAY)
    assert FIRST in source_of(space, "space/mars")
    incremental = space.tree()
    assert space.run("build", "--clean").returncode == 0
    assert space.tree() == incremental


def test_nothing_is_drawn_that_is_not_touched(space: Project) -> None:
    space.write("content/other.md", "# Other\n\n## eve · 2022-07-05 {#p1}\n\nNothing of the kind.\n")
    space.build()
    space.write("takedowns.toml", POST)
    drawn = {reason.what for reason in space.build().reasons}
    assert {"content/space/moon.md", "content/space/mars.md"} <= drawn
    assert "content/other.md" not in drawn
    assert space.build().written == ()


def test_an_author_is_gone_from_the_words_of_others(space: Project) -> None:
    output = run(space, "ann lee")
    assert "Ann Lee (1 post)" in output
    space.build()
    text = published(space)
    for name in ("Ann Lee", "Ann said", "@ann", "ann@example.org", "~ann"):
        assert name not in text
    assert "… wrote:" in text
    assert "As … said, they are old." in text


def test_an_anonymous_post_keeps_its_words(space: Project) -> None:
    run(space, "Ann Lee", "--anonymize")
    space.build()
    text = published(space)
    assert FIRST in text
    assert SECOND in text
    assert "Ann Lee" not in text
    assert "ann@example.org" not in text


def test_a_thread_leaves_a_page_that_no_list_has(space: Project) -> None:
    space.build()
    run(space, "space/moon", "--reason", "a mistake")
    space.build()
    page = space.read("site/space/moon/index.html")
    assert "This thread was removed on" in page
    assert "a mistake" in page
    assert "noindex" in page
    assert "Moon rocks" not in published(space)
    assert "/space/moon/" not in space.read("site/sitemap.xml")
    assert not (space.root / "site/space/moon/index.md").exists()
    run(space, "--lift", "/space/moon/")
    space.build()
    assert "Moon rocks" in space.read("site/space/moon/index.html")


def test_words_are_known_by_their_digest_alone(space: Project) -> None:
    run(space, "--words", "Mars has no crews")
    assert "crews" not in space.read("takedowns.toml")
    assert space.run("build").returncode == 0
    assert "Mars has no crews" not in published(space)
    assert "six crews" in published(space)
    run(space, "--lift", "--words", "mars has NO crews")
    space.build()
    assert "Mars has no crews" in published(space)


def test_an_entry_that_is_over_takes_down_nothing(space: Project) -> None:
    space.write("takedowns.toml", f"{POST}until = 2020-01-01\n")
    space.build()
    assert FIRST in published(space)


@pytest.mark.parametrize(
    ("quote", "kept"),
    [
        ("text", f"> Ann Lee writes:\n> {FIRST[:30]}\n> {FIRST[31:]}\n\nso it goes"),
        (
            "html",
            "<blockquote><p>The <b>rocks</b> of&nbsp;the moon are <i>older than</i> most people think.</p></blockquote>"
            "so it goes",
        ),
        ("bbcode", "[quote=Ann Lee]The [b]rocks[/b] of the moon are older than most people think.[/quote]so it goes"),
        (
            "markdown",
            "> The **rocks** of the [moon](https://moon.example/) are older\n> than most people think.\n\nso it goes",
        ),
        ("mixed", "> The rocks of the moon are &#111;lder than most <em>people</em> think.\n\nso it goes"),
    ],
)
def test_quotes_in_each_markup_are_withheld(space: Project, quote: str, kept: str) -> None:
    body = f"---\nformat: {quote}\n---\n# Quoting\n\n## eve · 2023-07-05 {{#p1}}\n\n{kept}\n"
    space.write("content/quoting.md", body)
    space.write("takedowns.toml", POST)
    assert space.build().problems == ()
    source = source_of(space, "quoting")
    assert "older" not in source
    assert "lder than" not in source
    assert "moon.example" not in source
    assert "so it goes" in source
    assert "[…]" in source


def test_a_convention_still_finds_its_posts(project: Project) -> None:
    table = '[[source]]\nglob = "chat/*.md"\npost = "^(?P<author>[a-z]+) at (?P<date>[0-9-]+):$"\n'
    project.write("archiver.toml", table)
    posts = f"ann at 2022-07-05:\n{FIRST}\nbob at 2022-07-06:\n> {FIRST}\n\nYes, that is what I think, too.\n"
    project.write("content/chat/moon.md", posts)
    project.write("takedowns.toml", POST.replace("space/moon", "chat/moon").replace("p1", "1"))
    assert project.build().problems == ()
    source = source_of(project, "chat/moon")
    assert "rocks" not in source
    assert "ann" not in source
    assert "bob at 2022-07-06" in source
    assert "Yes, that is what I think, too." in source


def test_common_phrases_and_code_of_others_stay(space: Project) -> None:
    phrase = "Thank you very much for your help."
    space.write("content/space/moon.md", MOON.replace("I would like to see one.", phrase))
    for name in ("eve", "fay"):
        text = f"# By {name}\n\n## {name} · 2023-07-05 {{#p1}}\n\nA question by {name}. {phrase}\n"
        space.write(f"content/{name}.md", text)
    code = "# Code\n\n## gus · 2001-01-01 {#p1}\n\n    for crew in they.were.brought(here.by(six.crews)): pass\n"
    space.write("content/code.md", code)
    space.write("takedowns.toml", POST)
    space.build()
    assert phrase in source_of(space, "eve")
    assert phrase in source_of(space, "fay")
    assert "they.were.brought(here.by(six.crews))" in source_of(space, "code")
    assert phrase not in source_of(space, "space/moon")


def test_each_mistake_in_the_file_has_its_line(space: Project) -> None:
    wrong = 'kee = 1\n[[takedown]]\nthread = "a"\nauthor = "b"\ndate = 2026-01-01\n[[takedown]]\nauthor = "b"\n'
    space.write("takedowns.toml", f'{wrong}[[takedown]]\nathor = "c"\ndate = "soon"\n')
    with pytest.raises(ConfigError) as error:
        read_config(space.root)
    found = [(problem.line, problem.message) for problem in error.value.problems]
    assert [line for line, _ in found] == [1, 2, 6, 9, 10]
    assert 'did you mean "author"' in found[3][1]


def test_an_entry_that_takes_down_nothing_is_a_warning(space: Project) -> None:
    space.write("takedowns.toml", POST.replace("p1", "p9"))
    (problem,) = space.build().problems
    assert str(problem).startswith("takedowns.toml:1: warning: there is no space/moon#p9")


def test_a_name_of_nothing_is_refused(space: Project) -> None:
    result = CliRunner().invoke(cli, ["-C", str(space.root), "takedown", "space/moon#p9"])
    assert result.exit_code != 0
    assert not (space.root / "takedowns.toml").exists()


def test_the_check_finds_what_was_not_built_again(space: Project) -> None:
    space.build()
    run(space, "Ann Lee")
    found = {problem.path for problem in find_leaks(space.config)}
    assert {"site/space/moon/index.html", "site/space/mars/index.md", "site/authors/ann-lee/index.html"} <= found
    assert any(path.startswith("site/search/data/") for path in found)
    space.build()
    assert find_leaks(space.config) == ()


@pytest.mark.parametrize(
    "content",
    [
        html.escape(FIRST).replace("moon", "<b>moon</b>").encode(),
        json.dumps({"text": FIRST.replace("o", "\u00f6")}).replace("\\u00f6", "\\u006f").encode(),
        FIRST.replace(" ", "%20").encode(),
        gzip.compress(FIRST.encode()),
        html.escape(html.escape(FIRST.replace(" ", "\u00a0")).replace("\u00a0", "&nbsp;")).encode(),
        b'{"data": "%s"}' % base64.b64encode(FIRST.encode()),
        f'<a href="/?q={quote_plus(FIRST)}&amp;p=1">all</a>'.encode(),
        FIRST.replace("moon", "mo<b>o</b>n").encode(),
        json.dumps({"html": f"<p>{FIRST}</p>".replace("rocks", "<i>rocks</i>")}).replace("<", "\\u003c").encode(),
        gzip.compress(b"\xff\x00" + FIRST.upper().replace(" ", "\x00").encode() + b"\xfe"),
        FIRST.replace("most", "mo\u00adst").encode(),
    ],
    ids=[
        "HTML",
        "JSON",
        "URL",
        "gzip",
        "feed",
        "base64",
        "query",
        "tag in word",
        "HTML in JSON",
        "binary",
        "soft hyphen",
    ],
)
def test_the_check_reads_each_encoding(space: Project, content: bytes) -> None:
    space.write("takedowns.toml", POST)
    space.build()
    space.write("site/leak.bin", content)
    assert [problem.path for problem in find_leaks(space.config)] == ["site/leak.bin"]


@pytest.mark.parametrize(
    "content", ["by ann_lee", "Lee: Ann LEE\u2019s", "12 elm_street, Springfield", "12 elm_street%2C"]
)
def test_the_check_finds_names_and_digests_of_words(space: Project, content: str) -> None:
    run(space, "Ann Lee")
    for words in ("12 elm_street", "Elm Road"):
        run(space, "--words", words)
    space.build()
    space.write("site/leak.txt", f"{content}\n")
    space.write("site/right.txt", "Joann Lees of 112 elm_street, in elm roads\n")
    assert [problem.path for problem in find_leaks(space.config)] == ["site/leak.txt"]


def test_no_file_of_the_index_has_what_is_taken_down_or_hidden(space: Project) -> None:
    for number in range(9):
        space.write(
            f"content/far/t{number}.md", f"# Far {number}\n\n## eve · 2022-07-05 {{#p1}}\n\nNothing of the kind.\n"
        )
    space.write("content/venus.md", "# Venus\n\n## Flo Reed · 2022-07-05 {#p1}\n\nUnquoted quicksilver.\n")
    space.build(jobs=1)
    run(space, "Ann Lee")
    space.build(jobs=1)
    assert find_leaks(space.config) == ()
    assert b"flo reed" in index_files(space)
    space.write("authors.toml", '[[author]]\nname = "Flo Reed"\npseudonym = "Nobody Known"\n')
    space.build(jobs=1)
    assert find_leaks(space.config) == ()
    assert b"flo reed" not in index_files(space)
    before = index_files(space)
    assert space.build(jobs=1).drawn == 0
    assert index_files(space) == before


def index_files(project: Project) -> bytes:
    files = sorted(path for path in (project.root / ".archiver/search").rglob("*") if path.is_file())
    return b" ".join(path.read_bytes() for path in files)


def test_a_thread_that_cannot_be_read_any_more_does_not_stay(space: Project) -> None:
    space.build()
    space.write("content/space/moon.md", b"\xff\xfe\xfd")
    space.write("takedowns.toml", POST)
    report = space.build()
    assert report.errors
    assert not (space.root / "site/space/moon/index.html").exists()


def test_a_purge_rewrites_the_sources_and_keeps_a_diff(space: Project) -> None:
    run(space, "space/moon#p1")
    space.build()
    before = space.tree()
    assert "2 files rewritten" in run(space, "--purge")
    moon = space.read("content/space/moon.md")
    assert "older than" not in moon
    assert "I would have said it in another way" in moon
    assert FIRST in space.read("takedowns.diff")
    assert space.build().problems == ()
    assert space.tree() == before


def test_a_purge_is_refused_in_a_work_tree_with_changes(space: Project) -> None:
    subprocess.run(["git", "init", "-q", str(space.root)], check=True)  # noqa: S607  which git does not matter
    run(space, "space/moon#p1")
    result = CliRunner().invoke(cli, ["-C", str(space.root), "takedown", "--purge"])
    assert result.exit_code != 0
    assert "commit them first" in str(result.exception or result.output)
    assert space.read("content/space/moon.md") == MOON


def test_importing_again_does_not_bring_it_back(project: Project, tmp_path: Path) -> None:
    mails = "".join(
        f"From x@y Mon Jul  4 10:0{n}:00 2022\nFrom: {name} <{name}@example.org>\nSubject: Moon\n"
        f"Message-ID: <{n}@example.org>\n{f'In-Reply-To: <{n - 1}@example.org>' if n else 'X-A: b'}\n"
        f"Date: Mon, 04 Jul 2022 10:0{n}:00 +0000\n\n{text}\n\n"
        for n, (name, text) in enumerate([("ann", FIRST), ("bob", f"> {FIRST}\n\nI do not think so at all.")])
    )
    project.write("list.mbox", mails)
    assert project.run("import", str(project.root / "list.mbox")).returncode == 0
    project.build()
    assert FIRST in published(project)
    run(project, "ann")
    assert project.run("import", str(project.root / "list.mbox")).returncode == 0
    project.build()
    assert "rocks of the moon" not in published(project)
    assert "I do not think so at all." in published(project)


def test_an_address_that_an_import_has_masked_is_known_in_full() -> None:
    pattern = TakenNames(addresses=("m…@moon.example",)).pattern
    assert pattern is not None
    texts = ["<m at moon.example>", "moe@moon.example", "m…@moon.example", "tim at moon.example", "m at sun.example"]
    assert [bool(pattern.search(text)) for text in texts] == [True, True, True, False, False]
