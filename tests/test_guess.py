"""The command `archiver guess`: which `[[source]]` table it proposes for files in a form that nobody has described."""

import json
import tomllib
from pathlib import Path

import pytest

from archiver.errors import GuessError
from archiver.guess.guess import guess
from archiver.guess.samples import read_samples
from archiver.guess.trial import LIKELY, Trial, try_table
from tests.conftest import Project, spec_cases

RAW = "sam | 2019-10-19 23:24:16 UTC | #1\n\nFirst.\n\n{ruler}\n\nkim | 2019-10-20 06:02:00 UTC | #2\n\nSecond.\n"
SHOWN = (
    "a Discourse archive kept as Markdown",
    "Discourse /raw",
    "a Chinese forum: the heading is on two lines",
    "without ids a post is called by its place; replies are read",
    "pages of a scrape that overlap, and posts of one number",
    "a post without an id takes that of no other",
    "a pattern may take the blank lines before its heading",
    "posts in BBCode",
    "a first post whose heading the pattern misses is kept, and so are words before all headings",
    "paragraphs before the first post",
)
"""The cases of `spec/conventions.md` whose posts repeat their headings."""
OTHERS = {
    "message ids": (
        "# Mail\n\n### anna 2001-01-01 <a$1@host.example>\n\nOne.\n\n"
        "### bert 2001-01-02 <b/2@host.example> re <a$1@host.example>\n\nTwo.\n",
        r"^### (?P<author>.+) (?P<date>\d\S+) <(?P<id>[^>]+)>(?: re <(?P<reply_to>[^>]+)>)?$",
    ),
    "a list's headings over From and Date": (
        "# Deep\n\n### Start\n- **From:** anna\n- **Date:** 2001-01-01\n\nOne.\n\n"
        "_(reply depth: 4)_\n- **From:** bert b.\n- **Date:** 2001-01-02\n\nTwo.\n\n"
        "_(reply depth: 5)_\n- **From:** cora\n- **Date:** 2001-01-03\n\nThree.\n",
        r"^\S.*\n- \*\*From:\*\* (?P<author>.+)\n- \*\*Date:\*\* (?P<date>\S+)$",
    ),
    "names and dates": (
        "# T\n\n## anna 2022-01-01\n\nOne.\n\n## A part\n\n## bert 2022-01-02\n\nTwo.\n",
        r"^## (?P<author>\S+) (?P<date>\d\S+)$",
    ),
    "days of another form": (
        "Re: T\n\n[27.11.2021 10:42] anna:\nOne.\n\n[28.11.2021 09:00] bert c.:\nTwo.\n",
        r"^\[(?P<date>.+?)\] (?P<author>.+):$",
    ),
}


TWELVE: dict[str, tuple[str, dict[str, object]]] = {
    "a Discourse archive kept as Markdown": (
        "# Tide {n}\n\n**Topic ID**: {n}\n\n---\n\n## Post #1 by @sam (2019-03-15 15:43 UTC)\n\n<p>Low.</p>\n\n---\n\n"
        "## Post #2 by @kim (2019-03-16 08:00 UTC)\n\n<p>High.</p>\n\n---\n",
        {
            "post": r"^## Post #(?P<id>\d+) by @(?P<author>\S+) \((?P<date>[^)]+)\)$",
            "separator": "---",
            "format": "html",
        },
    ),
    "Discourse's /raw": (
        "sam | 2019-10-19 23:24:16 UTC | #1\n\nLow.\n\n-------------------------\n\n"
        "kim | 2019-10-20 06:02:00 UTC | #3\n\nHigh.\n\n-------------------------\n",
        {"post": r"^(?P<author>\S+) \| (?P<date>[^|]+) \| #(?P<id>\d+)$", "separator": "-{10,}"},
    ),
    "a heading on two lines, in Chinese": (
        "# 潮汐 {n}\n\n#### 小林\n##### 1#   发表于 2021-11-27 10:42\n\n低。\n\n"
        "#### 阿明\n##### 2#   发表于 2021-11-27 11:05\n\n高。\n",
        {"post": r"^#### (?P<author>.+)\n##### (?P<id>\d+)#\s+发表于 (?P<date>.+)$", "date_format": "%Y-%m-%d %H:%M"},
    ),
    "a name and a day": (
        "# Tide {n}\n\n## sam 2022-01-01\n\nLow.\n\n## kim 2022-01-02\n\n<blockquote>Low.</blockquote>\nHigh.\n",
        {"post": r"^## (?P<author>\S+) (?P<date>\S+)$", "format": "mixed"},
    ),
    "ids of messages": (
        "# Tide {n}\n\n### sam 2001-01-01 <a$1@host.example>\n\nLow.\n\n"
        "### kim 2001-01-02 <b/2@host.example> re <a$1@host.example>\n\nHigh.\n",
        {"post": r"^### (?P<author>.+) (?P<date>\d\S+) <(?P<id>[^>]+)>(?: re <(?P<reply_to>[^>]+)>)?$"},
    ),
    "a number, a name and a day": (
        "# Tide {n}\n\n### #1 sam 2020-01-01\n\nLow.\n\n### #2 kim 2020-01-02\n\nHigh.\n",
        {"post": r"^### #(?P<id>\d+) (?P<author>\S+) (?P<date>\S+)$"},
    ),
    "From and Date in bold below a subject": (
        "# Tide {n}\n\n### Tide\n- **From:** sam\n- **Date:** 2001-01-01\n\nLow.\n\n"
        "_(reply depth: 4)_\n- **From:** kim\n- **Date:** 2001-01-02\n\nHigh.\n",
        {"post": r"^\S.*\n- \*\*From:\*\* (?P<author>.+)\n- \*\*Date:\*\* (?P<date>\S+)$"},
    ),
    "a name and a date in words": (
        "# Tide {n}\n\n### Post by sam (01 Jun 2015 19:30)\nLow.\n\n---\n\n"
        "### Post by kim b. (14 Jun 2015 12:21)\nHigh.\n",
        {
            "post": r"^### Post by (?P<author>.+) \((?P<date>.+)\)$",
            "separator": "---",
            "date_format": "%d %b %Y %H:%M",
        },
    ),
    "a name in bold and a date in words": (
        "# Tide {n}\n\n**sam** — Jan 5, 2021, 10:00 AM\n\nLow.\n\n**kim b.** — Jan 6, 2021, 11:00 PM\n\nHigh.\n",
        {"post": r"^\*\*(?P<author>.+)\*\* — (?P<date>.+)$", "date_format": "%b %d, %Y, %I:%M %p"},
    ),
    "issues of GitHub, as gh2md writes them": (
        "# [\\#{n}](https://hub.example/{n}) `closed`: Tide\n**Labels**: `wet`\n\n"
        '#### <img src="https://hub.example/1?v=4" width="50">[sam](https://hub.example/sam) opened issue at '
        "[2020-01-01 10:00](https://hub.example/{n}):\n\nLow.\n\n"
        '#### <img src="https://hub.example/2?v=4" width="50">[kim](https://hub.example/kim) commented at '
        f"[2020-01-02 10:00](https://hub.example/1#c1):\n\nHigh.\n\n{'-' * 79}\n",
        {"post": r"^#### <.*>\[(?P<author>\w+)\].* at \[(?P<date>.+)\]\(.*$", "separator": "-{79}"},
    ),
    "names with replies": (
        "@sam:\nLow.\n@kim to 1:\nHigh.\n@lou to 2:\nHigher.\n",
        {"post": r"^@(?P<author>\w+)(?: to (?P<reply_to>\w+))?:"},
    ),
    "a post in each file, with its author below": (
        "Tides • {n}\n====\n\nDate: 2015-01-0{n} 10:00:00\n\nLow.\n\nWritten by sam\n",
        {},
    ),
}
"""Files in twelve conventions, and the table that reads them; none for the one that no table can be found for."""


def facts(trial: Trial | None) -> list[tuple[object, ...]]:
    posts = trial.posts if trial else ()
    return [(p.line, p.post.author, p.post.date, p.post.id, p.post.reply_to, p.words) for p in posts]


def expected(keys: dict[str, object], folder: Path) -> list[tuple[object, ...]]:
    return facts(try_table(keys, read_samples(folder).files))


@pytest.mark.parametrize("case", [p.values[0] for p in spec_cases("conventions") if p.id in SHOWN])
def test_a_described_convention_is_found_again(case: str, tmp_path: Path) -> None:
    table, _, source = case.partition("\n=====\n")
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    assert facts(guess(tmp_path).trial) == expected(tomllib.loads(table), tmp_path)


@pytest.mark.parametrize(("source", "post"), OTHERS.values(), ids=OTHERS)
def test_lines_that_repeat_are_found(source: str, post: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    keys: dict[str, object] = {"post": post, **({"date_format": "%d.%m.%Y %H:%M"} if "27.11" in source else {})}
    assert facts(guess(tmp_path).trial) == expected(keys, tmp_path)


@pytest.mark.parametrize(("source", "keys"), TWELVE.values(), ids=TWELVE)
def test_of_twelve_conventions_eleven_are_found_and_the_other_is_told(
    source: str, keys: dict[str, object], tmp_path: Path
) -> None:
    for n in (1, 2, 3, 4):
        (tmp_path / f"{n}.md").write_text(source.replace("{n}", f"{n}"), encoding="utf-8")
    (tmp_path / "README.md").write_text("# How this was kept\n\nBy hand.\n")
    found = guess(tmp_path)
    assert "README.md is by name no thread" in found.doubts[0]
    if keys:
        assert found.trial
        assert found.trial.score > LIKELY
        assert facts(found.trial) == expected(keys, tmp_path)
    else:
        assert found.trial is None
        assert "nearly each file has one post" in found.doubts[1]


def test_headings_of_the_parts_of_each_file_are_none_of_posts(tmp_path: Path) -> None:
    for n in range(6):
        title = f"# Tide {'of tides ' * n}\n\n# Tide in short"
        text = f"{title}\n\n## Facts\n\nSent: {n}\n\n## Words\n\nLow, {'really ' * n}low.\n\n## Thread\n\nNone.\n"
        (tmp_path / f"{n}.md").write_text(text)
    assert guess(tmp_path).trial is None


def test_files_that_are_about_the_threads_are_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Tides\n")
    (tmp_path / "requirements.txt").write_text("tides==1.0\n")
    with pytest.raises(GuessError, match=r"but README\.md, requirements\.txt, by whose names"):
        guess(tmp_path)
    for name in "abc":
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.md").write_text(RAW.format(ruler="-" * 25))
    found = guess(tmp_path)
    assert found.files == 3
    assert found.doubts == (
        "README.md and 1 more are by name no thread; `exclude` in archiver.toml leaves such files out",
    )


def test_files_in_our_own_form_need_no_table(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# T\n\n## ada · 2022-01-01 {#p1}\n\nA.\n\n## ben · 2022-01-02 {#p2}\n\nB.\n")
    found = guess(tmp_path)
    assert found.trial
    assert (found.trial.keys, len(found.trial.posts)) == (None, 2)


def test_many_posts_make_it_sure(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(RAW.format(ruler="-" * 25))
    trial = guess(tmp_path).trial
    assert trial
    assert trial.score == 1


def test_prose_has_no_headings(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# T\n\nOne thing.\n\nAnother thing, of 1999.\n\n- a list\n- of things\n")
    found = guess(tmp_path)
    assert found.trial is None
    assert "no line repeats" in found.doubts[0]


def test_what_is_doubtful_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(RAW.format(ruler="-" * 25).encode() + b"\xe4")
    (tmp_path / "b.md").write_text("Words.\n")
    doubts = " / ".join(guess(tmp_path).doubts)
    assert "not UTF-8" in doubts
    assert "of the 2 files 1 have to be renamed" in doubts
    assert "1 of 2 files have no heading of this form" in doubts


def test_a_folder_without_files_is_an_error(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(GuessError):
            guess(folder)


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.md").write_text("Secret.\n")
    (tmp_path / "in/a.md").symlink_to(tmp_path / "out.md")
    with pytest.raises(GuessError):
        guess(tmp_path / "in")


def test_the_table_is_shown_and_written_once(project: Project) -> None:
    project.write("archiver.toml", 'title = "Mine"\n')
    project.write("content/old/a.md", RAW.format(ruler="-" * 25))
    done = project.run("guess", str(project.root / "content/old"))
    assert (done.returncode, done.stderr) == (0, "")
    assert 'glob = "old/*"' in done.stdout
    assert "Discourse's /raw (likely, 80 %)" in done.stdout
    assert "a.md:7  kim · 2019-10-20 06:02 · 2" in done.stdout
    assert project.read("archiver.toml") == 'title = "Mine"\n'
    assert project.run("guess", "--write", str(project.root / "content/old")).returncode == 0
    assert project.read("archiver.toml").startswith('title = "Mine"\n\n[[source]]\nglob = "old/*"\npost = \'^')
    assert project.build().problems == ()
    assert 'id="2"' in project.read("site/old/a/index.html")
    again = project.run("guess", "--write", str(project.root / "content/old"))
    assert (again.returncode, "already" in again.stderr) == (2, True)


def test_the_guess_is_one_json_line_for_programs(project: Project) -> None:
    project.write("content/a.md", RAW.format(ruler="-" * 25))
    fields = json.loads(project.run("guess", "--json", str(project.root / "content")).stdout)
    assert (fields["score"], fields["read"], fields["known_as"]) == (0.8, 1, "Discourse's /raw")
    assert [post["author"] for post in fields["posts"]] == ["sam", "kim"]
    assert tomllib.loads(fields["table"])["source"] == [{"glob": "*", **fields["keys"]}]
    project.write("content/a.md", "Words.\n")
    assert project.run("guess", "--json", str(project.root / "content")).returncode == 1
