"""`archiver move`: threads that are renamed, merged and split, and what links to them."""

import re
import subprocess

import pytest

from archiver.build.moving import apply_move, plan_move
from archiver.errors import ArchiverError
from tests.conftest import Project

DAY = "2026-11-30"
LUNAR = """---
tags: [probes]
source: https://forum.example/t/991
---
# Lunar

## ada · 2022-07-01 {#p1}

The moon is up, see [the plan](lunar/plan.txt) and [the second](#p2).

## ben · 2022-07-03 {#p2 reply-to=p1 files="lunar/plan.txt"}

> The moon is up, see the plan and the second.

So it is.

## ada · 2022-07-05 {#p3 reply-to=p2}

And the stars: [tides](tides.md#p1).
"""
TIDES = """# Tides

## cleo · 2022-07-02 {#p1}

They follow [the moon](lunar.md#p2), as [the thread](./lunar.md) says.

## dora · 2022-07-04 {#p7 reply-to=p1}

They do.
"""
OTHER = "# Other\n\n## eve · 2022-07-06 {#p1}\n\nOf `lunar.md` and [it](space/lunar.md#p3), [all](/space/lunar.md).\n"


@pytest.fixture
def talks(project: Project) -> Project:
    """Three threads that link to one another, locked and built."""
    project.write("archiver.toml", "[search]\nenabled = false\n")
    project.write("content/space/lunar.md", LUNAR)
    project.write("content/space/lunar/plan.txt", "A plan.\n")
    project.write("content/space/tides.md", TIDES)
    project.write("content/other.md", OTHER)
    assert project.run("lock").returncode == 0
    assert not project.build().problems
    return project


def move(project: Project, source: str, target: str) -> None:
    apply_move(project.root, plan_move(project.config, source, target, DAY), force=False)


def leads(project: Project, page: str, anchor: str = "") -> str:
    """Where a link to an anchor of a former page leads."""
    text = project.read(f"site/{page}index.html")
    target = re.search(r'data-target="([^"]*)" data-posts="([^"]*)"', text)
    assert target, page
    posts = dict(pair.split("=", 1) for pair in target[2].split())
    return posts.get(anchor, f"{target[1]}#{anchor}" if anchor else target[1])


def is_locked(project: Project) -> bool:
    """True if the lock says all that there is to say."""
    before = project.read("archive.lock")
    assert project.run("lock").returncode == 0
    return project.read("archive.lock") == before


def test_a_thread_moves_into_another_board_with_its_files_and_links(talks: Project) -> None:
    move(talks, "space/lunar.md", "moons/")
    assert not (talks.root / "content/space/lunar.md").exists()
    assert talks.read("content/moons/lunar/plan.txt") == "A plan.\n"
    assert talks.read("content/moons/lunar.md") == LUNAR.replace("](tides.md#p1)", "](../space/tides.md#p1)")
    assert "](../moons/lunar.md#p2), as [the thread](../moons/lunar.md)" in talks.read("content/space/tides.md")
    assert "`lunar.md` and [it](moons/lunar.md#p3), [all](/moons/lunar.md)" in talks.read("content/other.md")
    report = talks.build()
    assert not report.problems
    assert not report.messages
    assert leads(talks, "space/lunar/", "p2") == "../../moons/lunar/#p2"
    assert is_locked(talks)


def test_what_names_a_moved_thread_or_its_files_elsewhere_follows(talks: Project) -> None:
    page = "# About\n\n## not a post {#a}\n\n[it](../space/lunar.md#p2), `[it](../space/lunar.md#p2)`\n"
    talks.write("content/_pages/about.md", page)
    head = '## eve · 2022-07-07 {{#p2 files="{}"}}\n\nX.\n'
    talks.write("content/other.md", f"{OTHER}\n{head.format('space/lunar/plan.txt')}")
    talks.write("content/odd.md", "# Odd\n\n## a {#p1}\n\n[a](space/lu\\nar.md) [b](spac&#101;/lun%61r.md#p2)\n")
    move(talks, "space/lunar.md", "moon.md")
    assert talks.read("content/_pages/about.md") == page.replace("(../space/lunar.md#p2), ", "(../moon.md#p2), ")
    assert talks.read("content/other.md").endswith(head.format("moon/plan.txt"))
    assert "[a](space/lu\\nar.md) [b](moon.md#p2)" in talks.read("content/odd.md")


def test_a_thread_gets_another_name(talks: Project) -> None:
    move(talks, "/space/lunar/", "space/moon.md")
    text = LUNAR.replace("lunar/plan.txt", "moon/plan.txt")
    assert talks.read("content/space/moon.md") == text
    assert talks.read("content/space/moon/plan.txt") == "A plan.\n"
    assert not talks.build().problems
    assert leads(talks, "space/lunar/") == "../moon/"


def test_threads_are_merged_in_the_order_of_their_dates(talks: Project) -> None:
    move(talks, "space/lunar.md", "space/tides.md")
    text = talks.read("content/space/tides.md")
    ids = re.findall(r"^## .*\{#(\S+?)[ }]", text, re.MULTILINE)
    assert ids == ["p1-2", "p1", "p2", "p7", "p3"]
    assert '{#p1-2 url=https://forum.example/t/991 subject="Lunar"}' in text or "subject=Lunar" in text
    assert "{#p2 reply-to=p1-2 files=" in text
    assert "follow [the moon](#p2), as [the thread](#p1-2)" in text
    assert "[tides](tides.md#p1)" in text
    assert "[it](space/tides.md#p3), [all](/space/tides.md#p1-2)" in talks.read("content/other.md")
    report = talks.build()
    assert not report.problems
    assert not report.messages
    assert leads(talks, "space/lunar/", "p1") == "../tides/#p1-2"
    assert leads(talks, "space/lunar/", "p3") == "../tides/#p3"
    assert is_locked(talks)


def test_posts_are_split_off(talks: Project) -> None:
    move(talks, "space/lunar.md#p2..", "stars.md")
    assert talks.read("content/stars.md") == (
        "---\ntags: [probes]\n---\n# Lunar\n\n"
        '## ben · 2022-07-03 {#p2 x-reply-to="space/lunar.md#p1" files="space/lunar/plan.txt"}\n\n'
        "> The moon is up, see the plan and the second.\n\nSo it is.\n\n"
        "## ada · 2022-07-05 {#p3 reply-to=p2}\n\nAnd the stars: [tides](space/tides.md#p1).\n"
    )
    assert "[the second](../stars.md#p2)" in talks.read("content/space/lunar.md")
    assert "[the moon](../stars.md#p2), as [the thread](./lunar.md)" in talks.read("content/space/tides.md")
    report = talks.build()
    assert not report.problems
    assert not report.messages
    assert 'This post has moved: <a href="../../stars/#p2">#p2</a>' in talks.read("site/space/lunar/index.html")
    assert is_locked(talks)


def test_posts_move_back_and_forth(talks: Project) -> None:
    before = talks.read("content/space/tides.md")
    move(talks, "space/tides.md#p7", "more.md")
    move(talks, "more.md", "space/tides.md")
    talks.build()
    assert leads(talks, "more/", "p7") == "../space/tides/#p7"
    assert is_locked(talks)
    assert before.replace(" reply-to=p1", "") in talks.read("content/space/tides.md").replace(
        ' x-reply-to="space/tides.md#p1" subject="Tides"', ""
    ).replace(' x-reply-to="space/tides.md#p1"', "")


def test_aliases_of_a_merged_thread_become_rows(talks: Project) -> None:
    talks.write("content/space/lunar.md", LUNAR.replace("---\ntags", "---\naliases: [/t/991, '/v.php?t=9']\ntags"))
    move(talks, "space/lunar.md", "space/tides.md")
    assert talks.read("redirects.csv") == ("from,to\n/t/991,space/tides.md#p1-2\n/v.php?t=9,space/tides.md#p1-2\n")
    assert not talks.build().problems


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("space/lunar.md", "../out.md", "can be no source"),
        ("space/lunar.md", "_pages/x.md", "can be no source"),
        ("space/lunar.md", "a\tb.md", "can be no source"),
        ("space/lunar.md", "space/lunar.md", "is there already"),
        ("space/lunar.md", "space.md", "is that of a board"),
        ("space/lunar.md#p9", "x.md", 'has no post "p9"'),
        ("space/lunar.md#p3..p1", "x.md", 'comes before "p3"'),
        ("space/lunar.md#!", "x.md", "names no posts"),
        ("plain.md#1", "x.md", "no heading with an id"),
        ("dated.md", "other.md", "gives its posts their date"),
        ("broken.md", "other.md", '"breaks" differs'),
    ],
)
def test_what_cannot_be_moved_is_refused_and_nothing_changes(
    talks: Project, source: str, target: str, message: str
) -> None:
    talks.write("content/plain.md", "Plain\n\nWords.\n\n\nMore.\n")
    talks.write("content/dated.md", "---\ndate: 2022-01-01\n---\n# D\n\n## a {#p1}\n\nX.\n")
    talks.write("content/broken.md", "---\nbreaks: true\n---\n# D\n\n## a {#p1}\n\nX.\n")
    before = {path: path.read_bytes() for path in talks.root.rglob("*") if path.is_file()}
    with pytest.raises(ArchiverError, match=re.escape(message)):
        move(talks, source, target)
    assert {path: path.read_bytes() for path in talks.root.rglob("*") if path.is_file()} == before


def test_what_is_taken_down_does_not_move(talks: Project) -> None:
    talks.write("takedowns.toml", '[[takedown]]\nthread = "space/lunar"\npost = "p2"\ndate = 2026-01-01\n')
    with pytest.raises(ArchiverError, match=r"takedowns\.toml:1 takes down space/lunar#p2"):
        move(talks, "space/lunar.md", "moon.md")


def test_files_with_changes_that_are_not_committed_are_refused(talks: Project) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        command = ["git", "-C", str(talks.root), *who, *arguments]
        subprocess.run(command, check=True, capture_output=True)

    git("init")
    git("add", "-A")
    git("commit", "-m", "x")
    talks.write("content/space/tides.md", f"{TIDES}\nMore.\n")
    refused = talks.run("move", "space/lunar.md", "moon.md")
    assert (refused.returncode, (talks.root / "content/moon.md").exists()) == (2, False)
    assert "not committed: content/space/tides.md" in refused.stderr
    assert talks.run("move", "space/lunar.md", "moon.md", "--force").returncode == 0


def test_a_dry_run_shows_all_and_changes_nothing(talks: Project) -> None:
    before = {path: path.read_bytes() for path in talks.root.rglob("*") if path.is_file()}
    shown = talks.run("move", "space/lunar.md", "moon.md", "--dry-run").stdout
    assert "+++ b/content/moon.md" in shown
    assert "-They follow [the moon](lunar.md#p2)" in shown
    assert "rename content/space/lunar/plan.txt → content/moon/plan.txt" in shown
    assert {path: path.read_bytes() for path in talks.root.rglob("*") if path.is_file()} == before


def test_bytes_of_posts_stay_as_they_are(talks: Project) -> None:
    words = "Caf\u00e9 \u2028 x\x0b\r\n\r\n```\n[no](#p1)\n```\n"
    odd = f"# Odd\r\n\r\n## a {{#p1}}\r\n\r\n{words}\r\n## b {{#p2}}\r\n\r\nend".encode()
    talks.write("content/odd.md", odd)
    move(talks, "odd.md#p1", "even.md")
    first, second = odd.split(b"## b")
    assert (talks.root / "content/even.md").read_bytes().endswith(first.partition(b"## a")[2])
    assert (talks.root / "content/odd.md").read_bytes().rstrip() == first.partition(b"## a")[0] + b"## b" + second


def test_no_file_is_overwritten_that_no_scan_finds(talks: Project) -> None:
    talks.write("archiver.toml", 'exclude = ["drafts/*", "moon/*"]\n[search]\nenabled = false\n')
    talks.write("content/drafts/lunar.md", "precious")
    talks.write("content/moon/plan.txt", "precious")
    for target in ("drafts/", "moon.md", f"{talks.root}/elsewhere/"):
        with pytest.raises(ArchiverError):
            move(talks, "space/lunar.md", target)
    assert (talks.read("content/drafts/lunar.md"), talks.read("content/moon/plan.txt")) == ("precious", "precious")
    move(talks, "space/lunar.md", f"{talks.root}/content/other/")
    assert (talks.root / "content/other/lunar.md").is_file()


def test_a_quotation_mark_in_a_target_is_no_end_of_an_attribute(talks: Project) -> None:
    move(talks, "space/lunar.md#p2", 'a"b.md')
    assert '{#p3 x-reply-to="a&quot;b.md#p2"}' in talks.read("content/space/lunar.md")


def test_ids_that_are_parts_of_the_attribute_are_replaced_alone(talks: Project) -> None:
    for name in ("one", "two"):
        talks.write(f"content/{name}.md", "# T\n\n## a {#reply}\n\nA.\n\n## b {#p3 reply-to=reply}\n\nB.\n")
    move(talks, "one.md", "two.md")
    assert "{#p3-2 reply-to=reply-2}" in talks.read("content/two.md")


def test_what_is_lost_of_the_front_matter_of_a_merged_thread_is_told(talks: Project) -> None:
    merged = talks.run("move", "space/lunar.md", "space/tides.md")
    assert merged.returncode == 0, merged.stderr
    assert "content/space/tides.md does not have these of content/space/lunar.md: tags" in merged.stderr


def test_a_split_keeps_the_front_matter_behind_a_byte_order_mark(talks: Project) -> None:
    posts = "## a {#p1}\n\n[b]y[/b]\n\n## b {#p2}\n\nend\n"
    talks.write("content/odd.md", f'\ufeff---\n"format": bbcode\n---\n# Odd\n\n{posts}')
    move(talks, "odd.md#p2", "even.md")
    assert '"format": bbcode' in talks.read("content/even.md")
