"""The command line, as a person or a program meets it."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from archiver.cli.hits import hit_line
from archiver.cli.results import ResultPage, print_results
from archiver.model import Advice, Hit, PostId, SearchResults, Url
from tests.conftest import Project

pytestmark = pytest.mark.builds

SEED = """A probe is late

It left in May. Nobody hears it.


>”It is not lost,” the flight director said.” That is what they said of the last one, too.


Pretty sure that is the antenna.


Ah yes, but now they have Belarus, so watch out.


Just a show for the press.
"""


@pytest.fixture
def pasted(project: Project) -> Project:
    project.write("content/probe.md", SEED)
    return project


@pytest.mark.usefixtures("measured")
def test_a_pasted_thread_is_built_and_searched_without_any_configuration(pasted: Project) -> None:
    built = pasted.run("build")
    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout.startswith("1 thread, 5 posts: ")
    found = pasted.run("search", "belarus")
    assert found.returncode == 0
    assert found.stdout.splitlines() == [
        "A probe is late",
        "  1 #4  /probe/#4",
        "    Ah yes, but now they have **Belarus**, so watch out.",
        "",
        "1 post in 1 thread, by relevance",
    ]


def test_nothing_is_invented_for_a_pasted_thread(pasted: Project) -> None:
    pasted.build()
    page = pasted.read("site/probe/index.html")
    assert "<time" not in page
    assert "/authors/" not in page.partition("<main")[2].partition("</main>")[0]
    assert not (pasted.root / "site/feed.xml").exists()
    assert "feed.xml" not in pasted.read("site/index.html")


def test_no_hit_is_no_error(pasted: Project) -> None:
    pasted.build()
    found = pasted.run("search", "nothinglikeit")
    assert (found.returncode, found.stdout) == (0, "No posts match.\n")


def test_results_come_in_pages_and_keep_their_numbers(project: Project) -> None:
    for name in "abc":
        project.write(
            f"content/{name}.md", f"# Title {name}\n\n## ada {{#p1}}\n\nA needle.\n\n## {{#p2}}\n\nOne needle.\n"
        )
    project.build()
    numbers, last = [], ""
    for page in (1, 2, 3):
        lines = project.run("search", "needle", "--limit", "2", "--page", str(page)).stdout.splitlines()
        numbers += [line.split()[0] for line in lines if line.endswith(("#p1", "#p2"))]
        last = next(line for line in lines if line.startswith("6 posts in 3 threads"))
    assert numbers == [*"123456"]
    assert last.endswith("page 3 of 3")
    assert "Author: ada (3)" in lines
    over = project.run("search", "needle", "--limit", "2", "--page", "4")
    assert (over.returncode, over.stderr) == (2, "there is no page 4; there are 3\n")
    answer = json.loads(project.run("search", "needle", "--limit", "4", "--page", "2", "--json").stdout)
    assert (answer["page"], answer["pages"], len(answer["hits"])) == (2, 2, 2)


def test_programs_get_tab_separated_values_and_people_the_messages(project: Project) -> None:
    project.write("content/a/b.md", "# A\\B\n\n## ada · 2024-05-01 {#p1}\n\nA needle\twith\n`\\n` \x1b[31m.\n")
    project.build()
    found = project.run("search", "needle", "--tsv")
    (line,) = found.stdout.splitlines()
    url, thread, board, number, author, date, score, missing, snippet = line.split("\t")
    assert (url, thread, board, number) == ("/a/b/#p1", "A\\\\B", "a", "1")
    assert (author, date[:10], missing) == ("ada", "2024-05-01", "")
    assert int(score) > 0
    assert snippet.split() == ["A", "needle", "with", "\\\\n", "[31m."]
    assert found.stderr == "1 post in 1 thread, by relevance\n"


def hit(number: int, **fields: Any) -> Hit:
    made: dict[str, Any] = {"url": Url(f"/t/#p{number}"), "thread": Url("/t/"), "title": "T", "title_marks": ()}
    made |= {"board": "", "post": PostId(f"p{number}"), "number": number, "lang": "", "author": "ada", "date": None}
    return Hit(**made | {"snippet": "moon", "marks": ((0, 4),), "score": 1} | fields)


def test_posts_with_some_of_the_words_follow_a_line_and_tell_what_they_lack(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    hits = (
        hit(1, quoted_authors=("ben", "eva")),
        hit(2, is_partial=True, without=("dust",)),
        hit(3, is_partial=True, without=(*"abcdefgh",), in_thread=("b",)),
    )
    counts: dict[str, Any] = {"total": 1, "threads": 1, "partial": 2, "by_thread": {Url("/t/"): 5}}
    advice = (Advice(kind="without", word="dust", query="moon", total=1),)
    shown: dict[str, Any] = {"order": "relevance", "group": "thread", "hints": (), "suggestion": "moon rust"}
    results = SearchResults(hits=hits, advice=advice, **counts, **shown)
    print_results(ResultPage.of(results, 1, 10), project.config)
    assert capsys.readouterr().out.splitlines() == [
        "T",
        "  1 #1 · ada · quoting ben, eva  /t/#p1",
        "    **moon**",
        "    2 more in this thread",
        "",
        "Posts with some of the words",
        "",
        "T",
        "  2 #2 · ada  /t/#p2",
        "    **moon**",
        "    without: dust",
        "  3 #3 · ada  /t/#p3",
        "    **moon**",
        "    without: a, c, d, e, f, g, … · b: elsewhere in this thread",
        "",
        "1 post in 1 thread; 2 more with some of the words, by relevance",
        "Did you mean moon rust?",
        "1 post without “dust”: moon",
    ]
    assert hit_line(hits[2], project.config).split("\t")[7] == "a b c d e f g h"
    print_results(ResultPage.of(replace(results, hits=hits[1:], total=0, threads=0), 1, 10), project.config)
    assert "No posts match; 2 posts with some of the words" in capsys.readouterr().out.splitlines()


@pytest.mark.usefixtures("measured")
def test_programs_get_json(pasted: Project) -> None:
    pasted.write("archiver.toml", 'base_url = "https://archive.example/"')
    lines = pasted.run("build", "--json").stdout.splitlines()
    assert json.loads(lines[-1])["posts"] == 5
    answer = json.loads(pasted.run("search", "belarus", "--json").stdout)
    assert answer["total"] == 1
    (hit,) = answer["hits"]
    assert (hit["url"], hit["number"], hit["thread"]) == ("https://archive.example/probe/#4", 4, "A probe is late")
    assert hit["like"] == "like:probe"
    assert "author" not in hit
    assert "date" not in hit
    ((start, end),) = hit["marks"]
    assert hit["snippet"][start:end] == "Belarus"


@pytest.mark.usefixtures("measured")
def test_problems_are_told_with_path_and_line_and_exit_code_1(pasted: Project) -> None:
    pasted.write("content/bad.md", "---\ntitel: x\n---\n## a {#p1}\n")
    built = pasted.run("build")
    assert built.returncode == 1
    assert built.stderr.splitlines()[0].startswith('content/bad.md:2: there is no front matter key "titel"')
    line = json.loads(pasted.run("build", "--json").stdout.splitlines()[0])
    assert (line["path"], line["line"], line["severity"]) == ("content/bad.md", 2, "error")


def test_warnings_only_count_under_strict(pasted: Project) -> None:
    pasted.write("content/empty.md", "Only a title\n")
    assert pasted.run("build").returncode == 0
    assert pasted.run("build", "--strict").returncode == 3


def test_a_wrong_configuration_is_exit_code_2_and_nothing_is_written(pasted: Project) -> None:
    pasted.write("archiver.toml", "titel = 1")
    built = pasted.run("build")
    assert (built.returncode, built.stderr) == (2, 'archiver.toml:1: there is no "titel"; did you mean "title"?\n')
    assert not (pasted.root / "site").exists()


@pytest.mark.usefixtures("measured")
def test_an_unknown_command_or_option_names_the_nearest(project: Project) -> None:
    wrong = project.run("biuld")
    assert wrong.returncode == 2
    assert "Did you mean 'build'?" in wrong.stderr
    wrong = project.run("build", "--strickt")
    assert wrong.returncode == 2
    assert "--strict" in wrong.stderr


def test_a_search_before_the_first_build_says_so(project: Project) -> None:
    found = project.run("search", "x")
    assert found.returncode == 2
    assert "archiver build" in found.stderr


@pytest.mark.usefixtures("measured")
def test_new_makes_a_site_that_builds_at_once(tmp_path: Path) -> None:
    project = Project(tmp_path / "mine")
    (tmp_path / "mine").mkdir()
    assert project.run("new", str(project.root)).returncode == 0
    built = project.run("build", "--strict")
    assert (built.returncode, built.stderr) == (0, "")
    assert project.search("braces").total == 1


def test_new_overwrites_nothing(project: Project) -> None:
    project.write("mine.txt", "mine")
    made = project.run("new", str(project.root))
    assert made.returncode == 2
    assert project.read("mine.txt") == "mine"


def test_what_strangers_wrote_cannot_drive_the_terminal(project: Project) -> None:
    project.write("content/a.md", "Title \x1b[31m\n\nA needle \x1b]0;owned\x07 and \u202e more.\n")
    project.build()
    found = project.run("search", "needle")
    assert "needle" in found.stdout
    assert not {"\x1b", "\x07", "\u202e"} & set(found.stdout)


def test_a_terminal_gets_colour_unless_no_color_is_set(pasted: Project) -> None:
    pasted.build()
    assert "\x1b[" in _on_a_terminal(pasted, {})
    assert "\x1b[" not in _on_a_terminal(pasted, {"NO_COLOR": "1"})


def test_a_reader_that_leaves_early_is_no_error(pasted: Project) -> None:
    pasted.build()
    command = f"'{sys.executable}' -m archiver -C '{pasted.root}' search belarus --limit 1 | head -n 1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("A probe is late\n", "")


def _on_a_terminal(project: Project, environment: dict[str, str]) -> str:
    """What `archiver search belarus` writes to a terminal."""
    ours, theirs = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    command = [sys.executable, "-m", "archiver", "-C", str(project.root), "search", "belarus"]
    process = subprocess.Popen(command, stdout=theirs, stderr=theirs, env={**known, "TERM": "xterm", **environment})
    os.close(theirs)
    try:
        assert process.wait(timeout=60) == 0
        return os.read(ours, 100_000).decode()
    finally:
        os.close(ours)


QUOTES = """# T

## ada {#p1}

The dish at Canberra is back after eleven months of silence.

## ben {#p2}

> The dish at Canberra is back after eleven weeks of silence.

> Nobody in this thread has ever written these words.

> The dish at Canberra is back

> dish
"""


@pytest.mark.usefixtures("measured")
def test_check_lists_the_quotes_that_differ_and_writes_nothing(project: Project) -> None:
    project.write("content/a.md", QUOTES)
    done = project.run("check")
    assert done.stdout.split("\n") == [
        "content/a.md:7: altered p1, 71% the same: “The dish at Canberra is back after eleven weeks of silence.”",
        "content/a.md:7: outside: “Nobody in this thread has ever written these words.”",
        "1 thread, 2 posts",
        "4 quotes: 1 exact, 1 altered, 1 outside, 1 too short to tell",
        "",
    ]
    assert done.returncode == 0
    assert sorted(path.name for path in project.root.iterdir()) == ["content"]


@pytest.mark.usefixtures("measured")
def test_check_explains_how_a_source_is_read(project: Project) -> None:
    project.write("content/talk/a.md", QUOTES)
    for file in ("talk/a.md", "content/talk/a.md", str(project.root / "content/talk/a.md")):
        done = project.run("check", "--explain", file)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines()[:2] == [
            "content/talk/a.md → /talk/a/",
            "form   headed: a post begins at each line ## … {#id}",
        ]
        assert "    1  lines 3-5  ada · no date · id p1, from {#id} · 0 quotes" in done.stdout
        assert done.stdout.splitlines()[-1] == "2 posts"


@pytest.mark.parametrize(
    ("name", "source", "form", "titled_by", "posts"),
    [
        (
            "how-it-began.12",
            "== ada\n\nOne.\n\n== ben\n> One.\n\nTwo.\n",
            "[[source]]",
            "file name",
            [(1, 3, 0), (5, 8, 1)],
        ),
        ("a", "Title\n\nOne.\n\n\nTwo.\n", "plain", "text", [(3, 3, 0), (6, 6, 0)]),
        ("b", "---\ntitle: T\n---\n## {#p1}\n\n\nOne.\n", "headed", "front matter", [(4, 7, 0)]),
        ("c", "---\ntags: [\n---\n## {#p1}\n", "not read", None, []),
    ],
)
def test_programs_are_told_how_a_source_is_read(
    project: Project, name: str, source: str, form: str, titled_by: str | None, posts: list[tuple[int, int, int]]
) -> None:
    project.write("archiver.toml", "[[source]]\nglob = \"how*\"\npost = '^== (?P<author>.*)$'\n")
    project.write(f"content/{name}.md", source)
    done = project.run("check", "--explain", f"{name}.md", "--json")
    told = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == (form == "not read")
    assert told["form"].startswith(form)
    assert told["titled_by"] == titled_by
    assert [(post["first"], post["last"], post["quotes"]) for post in told["posts"]] == posts


def test_what_is_no_source_cannot_be_explained(project: Project) -> None:
    project.write("content/a.html", "Words.\n")
    done = project.run("check", "--explain", "a.html")
    assert (done.returncode, "a.html is not read" in done.stderr) == (2, True)
    done = project.run("check", "--explain", "b.md")
    assert (done.returncode, done.stderr) == (2, "there is no thread b.md in content/\n")


@pytest.mark.usefixtures("measured")
def test_check_tells_programs_and_exits_with_1_for_problems(project: Project) -> None:
    project.write("content/a.md", QUOTES.replace("{#p2}", "{#p2 reply-to=p9}"))
    done = project.run("check", "--json")
    problem, altered, outside, total = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert problem["problem"] == 'a reply to "p9", which is not in this thread'
    assert (altered["state"], altered["origins"], outside["state"]) == ("altered", ["p1"], "outside")
    assert total["quotes"] == {"exact": 1, "trimmed": 0, "altered": 1, "ambiguous": 0, "outside": 1, "untold": 1}
